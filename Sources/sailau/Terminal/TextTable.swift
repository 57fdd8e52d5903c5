/// A table for people: columns aligned by the width of their letters, numbers to the right.
struct TextTable {
    enum Alignment {
        case left
        case right
    }

    private var header: [String]
    private var alignment: [Alignment]
    private var rows: [[String]] = []

    init(_ columns: [(String, Alignment)]) {
        header = columns.map(\.0)
        alignment = columns.map(\.1)
    }

    mutating func add(_ row: [String]) {
        rows.append(row)
    }

    func text() -> String {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        func line(_ row: [String]) -> String {
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return alignment[column] == .left ? row[column] + space : space + row[column]
            }.joined(separator: "  ").trimmingSpacesAtEnd()
        }
        return ([Terminal.bold(line(header))] + rows.map(line)).joined(separator: "\n")
    }
}

extension String {
    fileprivate func trimmingSpacesAtEnd() -> String {
        var result = self
        while result.hasSuffix(" ") { result.removeLast() }
        return result
    }
}
