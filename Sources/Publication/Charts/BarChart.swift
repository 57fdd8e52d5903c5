import ElectionModel

/// Horizontal bars with a value beside each and, where something is to be reached, a line.
struct BarChart {
    struct Bar {
        var label: String
        var group: PartyID?
        var amount: Int64
        var value: String
    }

    var identifier: String
    var title: String
    var description: String
    var bars: [Bar]
    /// The amount that a full bar stands for.
    var full: Int64
    var line: (amount: Int64, label: String)?

    private static let width = 900
    private static let labelWidth = 310
    private static let barWidth: Int64 = 370
    private static let rowHeight = 36

    func node(_ page: PageContext) -> Node {
        let top = line == nil ? 8 : 40
        let bottom = top + bars.count * Self.rowHeight
        var groups: [PartyID] = []
        for group in bars.compactMap(\.group) where !groups.contains(group) { groups.append(group) }
        return tag(
            .div,
            [
                "class": "scroll", "role": "region", "tabindex": "0",
                "aria-label": page.text("chart", [Figure("title", .text(title))]),
            ]
        ) {
            chart(identifier, width: Self.width, height: bottom + 8, title: title, description: description) {
                page.patternDefinitions(identifier, groups)
                for (position, bar) in bars.enumerated() {
                    row(bar, top + position * Self.rowHeight, page)
                }
                if let line {
                    let place = Drawing.hundredths(x(line.amount))
                    tag(.line, ["x1": place, "y1": "\(top - 8)", "x2": place, "y2": "\(bottom)", "class": "limit"])
                    tag(.label, ["x": place, "y": "\(top - 16)", "class": "caption"], line.label)
                }
            }
        }
    }

    private func x(_ amount: Int64) -> Int64 {
        Int64(Self.labelWidth) * 100 + Drawing.scaled(min(amount, full), of: full, to: Self.barWidth)
    }

    @Content
    private func row(_ bar: Bar, _ y: Int, _ page: PageContext) -> [Node] {
        let end = x(bar.amount)
        if let group = bar.group {
            tag(
                .rect,
                [
                    "x": "0", "y": "\(y + 5)", "width": "34", "height": "24", "rx": "4",
                    "class": "fill \(page.groupClass(group))",
                ])
            tag(
                .label, ["x": "17", "y": "\(y + 22)", "class": "letter middle \(page.groupClass(group))"],
                page.mark(group))
        }
        let lines = PageContext.lines(bar.label, width: bar.group == nil ? 36 : 30).prefix(2)
        for (line, words) in lines.enumerated() {
            tag(
                .label,
                [
                    "x": bar.group == nil ? "0" : "42", "y": "\(y + (lines.count > 1 ? 15 + line * 15 : 22))",
                    "class": lines.count > 1 ? "small" : "name",
                ], words)
        }
        tag(
            .rect,
            [
                "x": "\(Self.labelWidth)", "y": "\(y + 4)",
                "width": Drawing.hundredths(end - Int64(Self.labelWidth) * 100), "height": "26",
                "fill": page.fill(identifier, bar.group), "class": bar.group == nil ? "bar plain" : "bar",
            ])
        tag(
            .label,
            ["x": "\(Int64(Self.labelWidth) + Self.barWidth + 12)", "y": "\(y + 22)", "class": "value"], bar.value)
    }
}
