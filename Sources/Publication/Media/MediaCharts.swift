import ElectionModel
import Observation
import Wording

/// A bar of a chart of tone: how long, and how it is divided.
struct ToneBar {
    var label: String
    var amount: UInt64
    /// Positive, neutral and negative.
    var tones: [UInt64]
    /// What a full bar stands for.
    var of: UInt64
    var isPrint: Bool
}

/// Pictures of the tables beside them. Every one says how far coders agree.
extension MediaPage {
    private static let width = 900
    private static let left = 310
    private static let bar: Int64 = 420
    private static let row = 36
    private static let head = 66

    /// Patterns as well as colours: rising lines, plain, crosses.
    private static let strokes: [String?] = ["M-3 3L3 -3M0 12L12 0M9 15L15 9", nil, "M0 0L12 12M0 12L12 0"]

    private func fill(_ identifier: String, _ tone: Int) -> String {
        "url(#\(identifier)-\(MediaUnit.Tone.allCases[tone].rawValue))"
    }

    private func frame(_ title: String, _ content: Node) -> Node {
        tag(
            .div,
            [
                "class": "scroll", "role": "region", "tabindex": "0",
                "aria-label": wording.term("site.chart", [Figure("title", .text(title))]),
            ]
        ) { content }
    }

    /// The fills, what they mean, and the agreement.
    @Content
    private func legend(_ identifier: String) -> [Node] {
        tag(.defs) {
            for (place, tone) in MediaUnit.Tone.allCases.enumerated() {
                tag(
                    .pattern,
                    [
                        "id": "\(identifier)-\(tone.rawValue)", "patternUnits": "userSpaceOnUse", "width": "12",
                        "height": "12",
                    ]
                ) {
                    tag(.rect, ["width": "12", "height": "12", "class": "tone \(tone.rawValue)"])
                    if let path = Self.strokes[place] { tag(.path, ["d": path, "class": "hatch"]) }
                }
            }
        }
        for (place, tone) in MediaUnit.Tone.allCases.enumerated() {
            tag(
                .rect,
                [
                    "x": "\(place * 190)", "y": "4", "width": "26", "height": "20",
                    "fill": fill(identifier, place),
                ])
            tag(.label, ["x": "\(place * 190 + 34)", "y": "20", "class": "name"], wording.name(of: tone))
        }
        tag(.label, ["x": "0", "y": "48", "class": "small"], agreement)
    }

    func toneChart(_ identifier: String, title: String, _ bars: [ToneBar]) -> Node {
        frame(
            title,
            chart(
                identifier, width: Self.width, height: Self.head + bars.count * Self.row + 8, title: title,
                description: "\(text("chart about")) \(agreement)"
            ) {
                legend(identifier)
                for (place, bar) in bars.enumerated() {
                    toneRow(identifier, bar, Self.head + place * Self.row)
                }
            })
    }

    @Content
    private func toneRow(_ identifier: String, _ bar: ToneBar, _ y: Int) -> [Node] {
        let lines = PageContext.lines(bar.label, width: 36).prefix(2)
        for (line, words) in lines.enumerated() {
            tag(
                .label,
                [
                    "x": "0", "y": "\(y + (lines.count > 1 ? 15 + line * 15 : 22))",
                    "class": lines.count > 1 ? "small" : "name",
                ], words)
        }
        for (tone, part) in parts(bar.tones, of: bar.of, to: Self.bar).enumerated() where part.length > 0 {
            tag(
                .rect,
                [
                    "x": Drawing.hundredths(Int64(Self.left) * 100 + part.start), "y": "\(y + 4)",
                    "width": Drawing.hundredths(part.length), "height": "26", "fill": fill(identifier, tone),
                ])
        }
        tag(
            .label, ["x": "\(Int64(Self.left) + Self.bar + 12)", "y": "\(y + 22)", "class": "value"],
            "\(wording.percent(bar.amount, of: bar.of, digits: 1)) · \(amount(bar.amount, isPrint: bar.isPrint))")
    }

    /// Where each part begins and how long it is, in hundredths: ends are rounded and not lengths, so that parts meet.
    private func parts(_ amounts: [UInt64], of whole: UInt64, to length: Int64) -> [(start: Int64, length: Int64)] {
        var (sum, start): (UInt64, Int64) = (0, 0)
        return amounts.map { amount in
            sum += amount
            let end = Drawing.scaled(Int64(clamping: sum), of: Int64(clamping: whole), to: length)
            defer { start = end }
            return (start, end - start)
        }
    }

    /// A row for each subject, a column for each week: its height is the share of the week, divided by tone.
    func weekChart(_ identifier: String, title: String, _ rows: [MediaReport.Row], _ sums: [UInt64]) -> Node {
        let (height, step) = (64, max(14, min(60, 560 / max(1, sums.count))))
        let bottom = Self.head + rows.count * (height + 12)
        return frame(
            title,
            chart(
                identifier, width: max(Self.width, Self.left + step * sums.count + 20), height: bottom + 30,
                title: title, description: "\(text("weeks about")) \(agreement)"
            ) {
                legend(identifier)
                for (place, row) in rows.enumerated() {
                    weekRow(identifier, row, sums, Self.head + place * (height + 12), height, step)
                }
                for week in sums.indices where step >= 22 || week % 4 == 0 {
                    tag(
                        .label,
                        [
                            "x": "\(Self.left + week * step + step / 2)", "y": "\(bottom + 18)",
                            "class": "small middle",
                        ], "\(week + 1)")
                }
            })
    }

    @Content
    private func weekRow(
        _ identifier: String, _ row: MediaReport.Row, _ sums: [UInt64], _ y: Int, _ height: Int, _ step: Int
    ) -> [Node] {
        tag(.label, ["x": "0", "y": "\(y + height / 2 + 5)", "class": "name"], row.subject)
        tag(
            .rect,
            [
                "x": "\(Self.left)", "y": "\(y)", "width": "\(step * sums.count)", "height": "\(height)",
                "class": "frame",
            ])
        for (week, tones) in row.weekTones.enumerated() {
            for (tone, part) in parts(tones, of: sums[week], to: Int64(height)).enumerated() where part.length > 0 {
                tag(
                    .rect,
                    [
                        "x": "\(Self.left + week * step + 2)",
                        "y": Drawing.hundredths(Int64(y + height) * 100 - part.start - part.length),
                        "width": "\(step - 4)", "height": Drawing.hundredths(part.length),
                        "fill": fill(identifier, tone),
                    ])
            }
        }
    }

    /// Free time that was given, against a line for what the law gives.
    func quotaChart(title: String) -> Node {
        let most = report.quota.map { max($0.due, $0.given) }.max() ?? 1
        func place(_ seconds: UInt64) -> Int64 {
            Int64(Self.left) * 100
                + Drawing.scaled(Int64(clamping: seconds), of: Int64(clamping: max(1, most)), to: Self.bar)
        }
        return frame(
            title,
            chart(
                "quota-chart", width: Self.width, height: report.quota.count * Self.row + 16, title: title,
                description: text("quota about")
            ) {
                for (index, row) in report.quota.enumerated() {
                    let y = 8 + index * Self.row
                    let due = Drawing.hundredths(place(row.due))
                    tag(.label, ["x": "0", "y": "\(y + 22)", "class": "name"], "\(row.outlet) · \(row.subject)")
                    tag(
                        .rect,
                        [
                            "x": "\(Self.left)", "y": "\(y + 4)",
                            "width": Drawing.hundredths(place(row.given) - Int64(Self.left) * 100), "height": "26",
                            "class": "bar plain",
                        ])
                    tag(.line, ["x1": due, "y1": "\(y)", "x2": due, "y2": "\(y + 34)", "class": "limit"])
                    tag(
                        .label, ["x": "\(Int64(Self.left) + Self.bar + 12)", "y": "\(y + 22)", "class": "value"],
                        "\(amount(row.given, isPrint: false)) / \(amount(row.due, isPrint: false))")
                }
            })
    }
}
