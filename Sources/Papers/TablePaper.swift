import Counting
public import ElectionModel
public import Typesetting
public import Wording

/// A table of sums: stations of a contest, or constituencies of the country, by the lines of their protocols.
public struct TablePaper: Sendable {
    public struct Column: Sendable, Hashable {
        /// What stands over it, and what that means.
        public var letter: String
        public var meaning: String
    }

    public struct Row: Sendable, Hashable {
        public var name: String
        /// One for each column; nil where nothing is known.
        public var figures: [UInt64?]
    }

    public var source: PaperSource
    public var title: String
    public var place: [String]
    public var rowHead: String
    public var columns: [Column]
    public var rows: [Row]
    /// One for each column; nil where a figure is missing in a row that counts.
    public var sums: [UInt64?]
    public var counted: Int
    public var all: Int
}

/// A table as a PDF. May be called from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func tablePaper(_ item: TablePaper, _ wording: Wording) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wording))
}

extension TablePaper {
    /// As many columns as stand side by side on a page in landscape; more go on in a further table.
    private static let mostColumns = 16

    public func paper(_ wording: Wording) -> Paper {
        var frame = PaperFrame(source: source, wording: wording)
        let isComplete = counted == all
        if !isComplete { frame.marks = [frame.term("watermark.incomplete")] }
        var blocks: [Block] = [.text(title, .title), frame.election, .text(place.joined(separator: " · "), .subtitle)]
        let count = [Figure("counted", .count(UInt64(counted))), Figure("all", .count(UInt64(all)))]
        blocks.append(.text(wording.term("papers.table.counted", count), .subtitle))
        blocks += [.text(frame.term("table.columns"), .heading), .table(legend), .space(8)]
        for start in stride(from: 0, to: columns.count, by: Self.mostColumns) {
            if start > 0 { blocks.append(.space(12)) }
            blocks.append(.table(part(start..<min(start + Self.mostColumns, columns.count), frame)))
        }
        return frame.paper(title, head: place, isLandscape: true, blocks: blocks)
    }

    /// What the letters over the columns mean, two a line.
    private var legend: Table {
        var rows: [Table.Row] = []
        for start in stride(from: 0, to: columns.count, by: 2) {
            rows.append(
                Table.Row(
                    columns[start..<min(start + 2, columns.count)].flatMap {
                        [Table.Cell($0.letter, isBold: true), Table.Cell($0.meaning)]
                    }))
        }
        let columns: [Table.Column] = [.init(.points(34)), .init(.part(1)), .init(.points(34)), .init(.part(1))]
        return Table(columns, rows: rows, rules: .none, size: 8, padding: 1)
    }

    private func part(_ range: Range<Int>, _ frame: PaperFrame) -> Table {
        let heads = [rowHead] + columns[range].map(\.letter)
        var rows = rows.map { row in Table.Row([row.name] + row.figures[range].map { frame.number($0) }) }
        rows.append(
            Table.Row(
                [frame.term("table.sum")] + sums[range].map { frame.number($0) }, isBold: true, isShaded: true))
        return Table(
            [.init(.part(3))] + range.map { _ in .init(.part(1), .right) }, heads: [Table.Row(heads, isBold: true)],
            rows: rows, size: 7.5, padding: 2)
    }
}
