/// Cuts the rows of a Wikipedia table for the solver.
struct WikiRows {
    let text: PageText
    let table: WikiTable
    /// Where a candidate and a party stand in one row with only spaces between them.
    var candidates: CandidateParty?

    func rows() -> [TableClaims.Row] { AllianceRows(text: text).marked(cutRows()) }

    private func cutRows() -> [TableClaims.Row] {
        let keepsPlaces = keepsPlaces()
        let hasAlliances = hasAlliances
        return table.rows.prefix(TableClaims.rowLimit).compactMap { row in
            switch table.style {
            case .pipes, .leadingPipes: return pipes(row, keepsPlaces: keepsPlaces && !hasAlliances, hasAlliances)
            case .cellLines: return cells(row, row.cells, hasAlliances)
            case .glued: return glued(row)
            case .spaces, .oneLine: return spaced(row)
            }
        }
    }

    private func pipes(_ row: WikiTable.Row, keepsPlaces: Bool, _ hasAlliances: Bool) -> TableClaims.Row? {
        if keepsPlaces, let placed = placed(row) { return placed }
        let filled = row.cells.filter { !$0.isEmpty }
        return filled.isEmpty ? nil : cells(row, filled, hasAlliances)
    }

    private func cells(_ row: WikiTable.Row, _ filled: [Range<Int>], _ hasAlliances: Bool) -> TableClaims.Row? {
        guard var name = filled.first else { return nil }
        var filled = filled
        var alliance: Range<Int>?
        // An alliance's name before that of its first party; a candidate's party has a column of its own.
        if hasAlliances, filled.count >= 3, RowCutter.cell(text, filled[1]) == nil {
            (alliance, name) = (name, filled[1])
            filled.removeFirst()
        }
        let values = filled.dropFirst().map { cell in
            RowCutter.cell(text, cell) ?? ColumnSolver.Cell(.text, span: cell)
        }
        return TableClaims.Row(
            solver: ColumnSolver.Row(WikiBottom.role(text, name), cuts: [values]), names: [name], span: row.span,
            alliance: alliance)
    }

    /// Whether names of alliances may stand before those of parties: no column is for words, and several rows are totals.
    private var hasAlliances: Bool {
        table.model.columns.allSatisfy { $0.kind != .text && $0.kind != .unknown }
            && table.rows.count { row in
                row.cells.first { !$0.isEmpty }.map { WikiBottom.role(text, $0) == .total } ?? false
            } >= 2
    }

    /// A table that has an empty cell before a filled one has kept the places of its cells.
    private func keepsPlaces() -> Bool {
        guard table.style == .pipes || table.style == .leadingPipes else { return false }
        let offset = offset()
        guard offset >= 1 else { return false }
        return table.rows.contains { row in
            let cells = trimmedEdges(row.cells)
            guard let last = cells.lastIndex(where: { !$0.isEmpty }) else { return false }
            return cells[..<last].dropFirst(offset).contains(where: \.isEmpty)
        }
    }

    /// Cells before the first column of values: the name, and a colour where there is one.
    private func offset() -> Int {
        let widths = table.rows.map { trimmedEdges($0.cells).count }
        guard let width = widths.max() else { return 0 }
        return min(2, max(1, width - table.model.columns.count))
    }

    /// Without the empty cell before a leading pipe and after a closing one.
    private func trimmedEdges(_ cells: [Range<Int>]) -> [Range<Int>] {
        var inner = cells[...]
        if table.style == .leadingPipes, inner.first?.isEmpty == true { inner = inner.dropFirst() }
        if inner.last?.isEmpty == true { inner = inner.dropLast() }
        return Array(inner)
    }

    private func placed(_ row: WikiTable.Row) -> TableClaims.Row? {
        let cells = trimmedEdges(row.cells)
        let offset = offset()
        guard let name = cells.prefix(offset).last(where: { !$0.isEmpty }) else { return nil }
        var values: [ColumnSolver.Cell] = []
        var places: [Int] = []
        for (index, cell) in cells.enumerated().dropFirst(offset) where !cell.isEmpty {
            guard index - offset < table.model.columns.count else { return nil }
            values.append(RowCutter.cell(text, cell) ?? ColumnSolver.Cell(.text, span: cell))
            places.append(index - offset)
        }
        return TableClaims.Row(
            solver: ColumnSolver.Row(WikiBottom.role(text, name), cuts: [values], places: places), names: [name],
            span: row.span)
    }

    private func spaced(_ row: WikiTable.Row) -> TableClaims.Row? {
        let line = RowCutter.spaced(text, row.span, columns: table.model.columns.count)
        guard let name = line.names.first else { return nil }
        let role = WikiBottom.role(text, name)
        if let candidates, role == .participant {
            guard let (person, party) = candidates.split(name, in: row.span) else {
                return TableClaims.Row(
                    solver: ColumnSolver.Row(role, cuts: line.cuts), names: line.cuts.map { _ in name }, span: row.span,
                    isNameCertain: false)
            }
            let cuts = line.cuts.map { [ColumnSolver.Cell(.text, span: party)] + $0 }
            return TableClaims.Row(
                solver: ColumnSolver.Row(role, cuts: cuts), names: cuts.map { _ in person }, span: row.span)
        }
        return TableClaims.Row(
            solver: ColumnSolver.Row(
                role, cuts: line.cuts, cutsWithNumberedName: line.cutsWithNumberedName),
            names: line.names, span: row.span, alliance: row.alliance)
    }

    private func glued(_ row: WikiTable.Row) -> TableClaims.Row? {
        let line = GluedCutter(text: text, model: table.model).cut(row.span)
        guard let name = line.names.first else { return nil }
        return TableClaims.Row(
            solver: ColumnSolver.Row(
                WikiBottom.role(text, name), cuts: line.cuts, cutsWithNumberedName: line.cutsWithNumberedName),
            names: line.names, span: row.span)
    }
}

/// The rows below the parties.
enum WikiBottom {
    private static let labels: [(String, ColumnSolver.Role)] = [
        ("total valid votes", .valid), ("valid votes", .valid), ("valid", .valid), ("total votes cast", .cast),
        ("total votes", .cast), ("votes cast", .cast), ("total cast", .cast), ("total", .total), ("totals", .total),
        ("invalid/blank votes", .invalid), ("invalid or blank votes", .invalid), ("blank and invalid votes", .invalid),
        ("invalid and blank votes", .invalid), ("blank or invalid votes", .invalid), ("invalid/blank", .invalid),
        ("invalid votes", .invalid), ("spoilt votes", .invalid), ("spoiled ballots", .invalid), ("invalid", .invalid),
        ("blank votes", .blank), ("blank", .blank), ("registered voters/turnout", .registered),
        ("registered voters and turnout", .registered), ("registered voters", .registered),
        ("registered electors", .registered), ("electorate", .registered), ("registered/turnout", .registered),
        ("turnout", .registered),
    ]

    static func role(_ text: PageText, _ range: Range<Int>) -> ColumnSolver.Role {
        let name = NameReader.read(text, range).span
        let found = labels.first { text.equals(name, $0.0) }
        return found?.1 ?? .participant
    }
}
