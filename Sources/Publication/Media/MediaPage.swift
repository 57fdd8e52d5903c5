import ElectionModel
import Observation
import Wording

/// The page of media monitoring in one language.
struct MediaPage {
    let report: MediaReport
    let title: String
    let wording: Wording
    let downloads: [String]

    func text(_ name: String, _ figures: [Figure] = []) -> String {
        wording.term("observation.media.\(name)", figures)
    }
    func label(_ name: String) -> String { wording.term("observation.label.\(name)") }

    private var heading: String {
        text(
            "title",
            [Figure("units", .count(UInt64(report.units))), Figure("weeks", .count(UInt64(report.weeks)))])
    }

    /// How far coders agree: on every chart, because shares of tone say no more than that.
    var agreement: String {
        guard let nominal = report.alphaNominal, let interval = report.alphaInterval else {
            return text("no agreement")
        }
        return text(
            "agreement",
            [
                Figure("double", .count(UInt64(report.doubleCoded))), Figure("units", .count(UInt64(report.units))),
                Figure("nominal", .text(wording.decimal(nominal, digits: 3))),
                Figure("interval", .text(wording.decimal(interval, digits: 3))),
            ])
    }

    func node() -> Node {
        tag(.html, ["lang": wording.language.rawValue]) {
            headOfPage(
                wording.term("page.title", [Figure("page", .text(heading)), Figure("election", .text(title))]),
                path: "index.html")
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                tag(.header) {
                    tag(.div, ["class": "brand"]) {
                        tag(.a, ["href": "index.html", "class": "name"], title)
                        languageLinks(wording) { "../\($0.rawValue)/index.html" }
                    }
                }
                tag(.main, ["id": "content"]) {
                    tag(.h1, [:], heading)
                    tag(.p, ["class": "notice"], agreement)
                    if let day = report.firstDay {
                        tag(.p, [:], text("method", [Figure("day", .text(wording.date(day)))]))
                    }
                    outlets()
                    section("ownership", report.byOwnership, whole: ownership, part: { $0 })
                    section("kinds", report.byKind, whole: { $0 }, part: kind)
                    quota()
                }
                tag(.footer) {
                    tag(.p, ["class": "downloads"]) {
                        "\(wording.term("observation.forensics.downloads")): "
                        for (position, path) in downloads.enumerated() {
                            if position > 0 { " · " }
                            let name = path.split(separator: "/").last.map(String.init) ?? path
                            tag(.a, ["href": "../\(path)", "download": name], name)
                        }
                    }
                }
            }
        }
    }

    private func ownership(_ name: String) -> String {
        MediaUnit.Ownership(rawValue: name).map { wording.name(of: $0) } ?? name
    }
    private func kind(_ name: String) -> String {
        MediaUnit.SubjectKind(rawValue: name).map { wording.name(of: $0) } ?? name
    }

    // MARK: Sections

    /// Each outlet by subject, and week by week.
    @Content
    private func outlets() -> [Node] {
        let names = Dictionary(grouping: report.rows) { [$0.outlet, $0.isPrint ? "print" : "air"] }
        for (place, name) in names.keys.sorted(by: { ($0[1], $0[0]) < ($1[1], $1[0]) }).enumerated() {
            let rows = names[name] ?? []
            let identifier = "outlet-\(place + 1)"
            let heading = rows.first.map { "\($0.outlet), \(wording.name(of: $0.ownership))" } ?? name[0]
            let bars = rows.map { row in
                ToneBar(
                    label: "\(row.subject), \(wording.name(of: row.kind))", amount: row.amount, tones: row.tones,
                    of: report.total(row), isPrint: row.isPrint)
            }
            tag(.section) {
                tag(.h2, ["id": identifier], heading)
                toneChart("\(identifier)-chart", title: text("shares of", [Figure("name", .text(heading))]), bars)
                toneTable("\(identifier)-table", caption: text("shares of", [Figure("name", .text(heading))]), bars)
                if report.weeks > 1 { weeks(identifier, heading, rows) }
            }
        }
    }

    /// Totals in groups, each a chart with its table.
    @Content
    private func section(
        _ name: String, _ totals: [MediaTotal], whole: (String) -> String, part: (String) -> String
    ) -> [Node] {
        let groups = Dictionary(grouping: totals) { $0.whole }
        let order = groups.keys.sorted { left, right in
            (left.isPrint ? 1 : 0, left.name) < (right.isPrint ? 1 : 0, right.name)
        }
        tag(.section) {
            tag(.h2, [:], text("\(name) heading"))
            tag(.p, [:], text("\(name) about"))
            for (place, group) in order.enumerated() {
                let heading = "\(whole(group.name)), \(text(group.isPrint ? "print" : "air"))"
                let bars = (groups[group] ?? []).map { total in
                    ToneBar(
                        label: part(total.part), amount: total.amount, tones: total.tones, of: total.whole.amount,
                        isPrint: total.whole.isPrint)
                }
                let caption = text("shares of", [Figure("name", .text(heading))])
                tag(.h3, [:], heading)
                toneChart("\(name)-\(place + 1)-chart", title: caption, bars)
                toneTable("\(name)-\(place + 1)-table", caption: caption, bars)
            }
        }
    }

    @Content
    private func quota() -> [Node] {
        if !report.quota.isEmpty {
            tag(.section) {
                tag(.h2, [:], text("quota"))
                quotaChart(title: text("quota"))
                Table(
                    identifier: "quota-table", caption: text("quota"),
                    head: [
                        [
                            .words(label("outlet")), .words(label("subject")), .number(label("due")),
                            .number(label("given")), .number(label("share")),
                        ]
                    ],
                    body: report.quota.map { row in
                        [
                            .words(row.outlet), .words(row.subject), number(amount(row.due, isPrint: false)),
                            number(amount(row.given, isPrint: false)),
                            number(wording.percent(row.given, of: row.due, digits: 1)),
                        ]
                    }
                ).node()
            }
        }
    }

    // MARK: Tables

    func number(_ text: String) -> Table.Cell { .number(.text(text)) }

    /// Hours, minutes and seconds, or square centimetres.
    func amount(_ value: UInt64, isPrint: Bool) -> String {
        guard !isPrint else { return text("area", [Figure("count", .count(value))]) }
        func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(value / 3600):\(two(value / 60 % 60)):\(two(value % 60))"
    }

    private func toneTable(_ identifier: String, caption: String, _ bars: [ToneBar]) -> Node {
        Table(
            identifier: identifier, caption: caption,
            head: [
                [.words(label("subject")), .number(label("amount")), .number(label("share"))]
                    + MediaUnit.Tone.allCases.map { .number(wording.name(of: $0)) }
            ],
            body: bars.map { bar in
                [
                    .words(bar.label), number(amount(bar.amount, isPrint: bar.isPrint)),
                    number(wording.percent(bar.amount, of: bar.of, digits: 1)),
                ] + bar.tones.map { number(wording.percent($0, of: bar.amount, digits: 1)) }
            }
        ).node()
    }

    /// The share of each subject in each week.
    private func weeks(_ identifier: String, _ heading: String, _ rows: [MediaReport.Row]) -> [Node] {
        let sums = (0..<report.weeks).map { week in rows.reduce(UInt64(0)) { $0 + $1.weeks[week] } }
        let caption = text("weeks of", [Figure("name", .text(heading))])
        let table = Table(
            identifier: "\(identifier)-weeks", caption: caption,
            head: [
                [.words(label("subject"))] + (0..<report.weeks).map { .number("\($0 + 1)") }
            ],
            body: rows.map { row in
                [.words("\(row.subject), \(wording.name(of: row.kind))")]
                    + row.weeks.enumerated().map { number(wording.percent($1, of: sums[$0], digits: 1)) }
            })
        return [weekChart("\(identifier)-weeks-chart", title: caption, rows, sums), table.node()]
    }
}
