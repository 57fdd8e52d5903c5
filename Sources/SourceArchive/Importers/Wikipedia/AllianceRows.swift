/// Alliances in a table: their parties' rows, the first of which may have the alliance's name before its own, and below them a row
/// "Total" with their sum. That sum counts in no other: it is the alliance's.
struct AllianceRows {
    let text: PageText

    /// A row before it is cut: the alliance that stands before the name, or on a line above.
    typealias Row = TableClaims.Row

    /// Makes the totals that are sums of the rows above them totals of alliances.
    ///
    /// The last total is that of the table. One that is no sum of the rows since the total before it stays what it was.
    func marked(_ rows: [Row]) -> [Row] {
        var result = rows.map { row in
            var row = row
            row.alliance = nil
            return row
        }
        let totals = rows.indices.filter { rows[$0].solver.role == .total }
        var start = 0
        for total in totals.dropLast() {
            let block = (start..<total).filter { rows[$0].solver.role == .participant }
            // Rows before the alliance's first belong to none.
            let first = block.last { rows[$0].alliance != nil }
            let members = first.map { first in block.filter { $0 >= first } } ?? block
            start = total + 1
            guard isSum(rows[total], of: members.map { rows[$0] }) else { continue }
            result[total].solver.role = .aside
            guard let alliance = first.flatMap({ rows[$0].alliance }) else {
                // Nobody says whose sum it is.
                result[total].isNameless = true
                continue
            }
            result[total].label = rows[total].names.first
            result[total].names = rows[total].names.map { _ in alliance }
            result[total].isBloc = true
            for member in members { result[member].alliance = alliance }
        }
        return result
    }

    private func isSum(_ total: Row, of rows: [Row]) -> Bool {
        guard rows.count >= 2, let wanted = Self.firstCount(total), wanted > 0 else { return false }
        var sum: Int64 = 0
        for row in rows {
            guard let count = Self.firstCount(row), count >= 0, count <= wanted else { return false }
            sum += count
        }
        return sum == wanted
    }

    /// The first whole number of a row that can be cut in one way.
    private static func firstCount(_ row: Row) -> Int64? {
        guard row.solver.cuts.count == 1 else { return nil }
        for cell in row.solver.cuts[0] {
            if case .number(let digits, 0, _, false, false) = cell.content { return digits }
        }
        return nil
    }
}
