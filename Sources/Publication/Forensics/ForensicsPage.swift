import ElectionModel
import Observation
import Wording

/// The page of forensic counts in one language.
struct ForensicsPage {
    let own: ForensicsFigures
    let control: ForensicsFigures
    let title: String
    let provenance: ProvenanceKind?
    let wording: Wording
    let tiles: [TilePlace]
    let downloads: [String]

    func text(_ name: String, _ figures: [Figure] = []) -> String {
        wording.term("observation.forensics.\(name)", figures)
    }
    func label(_ name: String) -> String { wording.term("observation.label.\(name)") }

    private var language: Language { wording.language }
    private var heading: String { text("title", [Figure("stations", .count(UInt64(own.analysis.stations)))]) }

    func node() -> Node {
        tag(.html, ["lang": language.rawValue]) {
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
                    tag(.p, ["class": "notice"], text("hint"))
                    if let kind = provenance,
                        let words = wording.termIfPresent("provenance explained.\(kind.rawValue)")
                    {
                        tag(.p, ["class": "notice"], words)
                    }
                    calibration()
                    results()
                    spikes()
                    model()
                    fingerprint()
                    curves()
                    map()
                    groups("commissions", label("commission"), own.analysis.commissions)
                }
                tag(.footer) {
                    tag(.p, ["class": "downloads"]) {
                        "\(text("downloads")): "
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

    // MARK: Tables

    func number(_ text: String) -> Table.Cell { .number(.text(text)) }

    private func value(_ value: Double, _ count: Calibration.Count) -> String {
        wording.estimate(value, digits: count.shownDigits)
    }

    private func range(_ row: Calibration.Row) -> String {
        "\(value(row.quantile(25), row.count)) … \(value(row.quantile(975), row.count))"
    }

    @Content
    private func calibration() -> [Node] {
        tag(.section) {
            tag(
                .h2, [:],
                text(
                    "calibration",
                    [
                        Figure("runs", .count(UInt64(own.calibration.runs))),
                        Figure("seed", .count(own.calibration.seed)),
                    ]))
            Table(
                identifier: "calibration", caption: label("by chance"),
                head: [
                    [
                        .words(label("count")), .number(label("simulated")), .number(text("control")),
                        .number("\(text("control")): \(label("simulated"))"), .words(label("state")),
                    ]
                ],
                body: zip(own.calibration.rows, control.calibration.rows).map { mine, theirs in
                    [
                        .words(wording.name(ofCount: mine.count)), number(range(mine)),
                        number(value(theirs.found, theirs.count)), number(range(theirs)),
                        .words(mine.count.isDescriptive ? text("descriptive") : "–"),
                    ]
                }
            ).node()
        }
    }

    @Content
    private func results() -> [Node] {
        let either = own.analysis.percentages.either
        tag(.section) {
            tag(.h2, [:], text("results"))
            Table(
                identifier: "results", caption: text("results"),
                head: [
                    [
                        .words(label("count")), .number(label("found")), .number(label("simulated")),
                        .number(label("p-value")),
                    ]
                ],
                body: own.calibration.rows.map { row in
                    [
                        .words(wording.name(ofCount: row.count)), number(value(row.found, row.count)),
                        number(range(row)), number(row.count.isDescriptive ? "–" : wording.exact(row.pValue)),
                    ]
                }
            ).node()
            tag(
                .p, [:],
                text(
                    "whole",
                    [
                        Figure("observed", .count(UInt64(either.observed))),
                        Figure("expected", .text(wording.estimate(either.expected, digits: 1))),
                        Figure("deviation", .text(wording.estimate(either.deviation, digits: 1))),
                        Figure("score", .text(wording.estimate(either.score, digits: 1))),
                    ]) + " " + text(either.score > 4 ? "above four" : "below four"))
            for sentence in wording.sentences(for: own.analysis.relations) { tag(.p, [:], sentence) }
            if let sentence = wording.sentence(for: own.analysis.pace) { tag(.p, [:], sentence) }
            if let kinds = own.kinds {
                tag(
                    .p, [:],
                    text(
                        "kinds",
                        [
                            Figure(
                                "difference", .text(wording.decimal(kinds.difference * Fraction(100, 1), digits: 2))),
                            Figure(
                                "matched",
                                .text(wording.decimal(Fraction(Int128(kinds.matched), 10_000_000), digits: 2))),
                            Figure("strata", .count(UInt64(kinds.strata))), Figure("p", .fraction(kinds.pValue)),
                        ]) + " " + text("kinds mean"))
            }
        }
    }

    /// Single values of turnout and share that are more frequent than in any simulated election.
    @Content
    private func spikes() -> [Node] {
        let places = own.calibration.spikes
        if !places.isEmpty {
            tag(.section) {
                tag(.h2, [:], text("spikes"))
                tag(.p, [:], text("spikes about"))
                Table(
                    identifier: "spikes", caption: text("spikes"),
                    head: [
                        [
                            .words(label("count")), .number(text("value")), .number(label("stations")),
                            .number(label("expected")), .number(text("greatest")),
                        ]
                    ],
                    body: places.map { place in
                        [
                            .words(wording.name(of: place.base)),
                            number(wording.decimal(Fraction(Int128(place.thousandths), 10), digits: 1)),
                            number(wording.number(place.stations)),
                            number(wording.decimal(Fraction(Int128(place.expectedTenths), 10), digits: 1)),
                            number(wording.number(place.greatest)),
                        ]
                    }
                ).node()
            }
        }
    }

    /// The fitted model, never without what it gives where there is nothing.
    @Content
    private func model() -> [Node] {
        if let model = own.model {
            tag(.section) {
                tag(.h2, [:], text("model"))
                tag(.p, [:], text("model about"))
                Table(
                    identifier: "model", caption: text("model"),
                    head: [
                        [
                            .words(label("count")), .number(label("found")), .number(text("without parts")),
                            .number(text("control")), .number("\(text("control")): \(text("without parts"))"),
                        ]
                    ],
                    body: wording.rows(of: model, control: control.model).map { row in
                        [.words(row[0])] + row.dropFirst().map { number($0) }
                    }
                ).node()
                if let rate = own.logVoteRate { tag(.p, [:], wording.sentence(for: rate)) }
            }
        }
    }

    /// Groups with their whole percents; those that are kept are marked.
    @Content
    func groups(_ identifier: String, _ name: String, _ groups: [StationAnalysis.Group]) -> [Node] {
        if !groups.isEmpty {
            let kept = groups.count { $0.isKept }
            Table(
                identifier: identifier,
                caption: "\(name): "
                    + text(
                        "drill",
                        [
                            Figure("rate", .fraction(own.rate)), Figure("kept", .count(UInt64(kept))),
                            Figure("all", .count(UInt64(groups.count))),
                        ]),
                head: [
                    [
                        .words(name), .number(label("stations")), .number(label("found")), .number(label("expected")),
                        .number(label("score")), .words(label("state")),
                    ]
                ],
                body: groups.map { group in
                    let either = group.percentages.either
                    return [
                        .words(wording.place([group.name])), number(wording.number(group.percentages.stations)),
                        number(wording.number(either.observed)), number(wording.estimate(either.expected, digits: 1)),
                        number(wording.estimate(either.score, digits: 1)),
                        .words(group.isKept ? text("kept") : "–"),
                    ]
                }
            ).node()
        }
    }
}
