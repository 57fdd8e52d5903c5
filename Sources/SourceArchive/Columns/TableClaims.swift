import ElectionModel

/// Turns a solved table into claims.
struct TableClaims {
    struct Row {
        var solver: ColumnSolver.Row
        /// One for each cut.
        var names: [Range<Int>]
        /// The whole row, for its place.
        var span: Range<Int>
        /// False where a candidate's name may have a party's name in it.
        var isNameCertain = true
        /// The alliance to which the row's party belongs, where the table has its sum.
        var alliance: Range<Int>?
        /// The row is the sum of an alliance whose name stands in `names`; `label` is what stands before the sum itself.
        var isBloc = false
        var label: Range<Int>?
        /// The row is a sum of which nobody says whose it is.
        var isNameless = false
    }

    /// No table of an election is longer; further rows are not read.
    static let rowLimit = 5_000

    let collector: ClaimCollector
    /// The first part of the rules' names, such as `parline.seats`.
    var rule: String
    /// The round of columns that name none.
    var round: Int?
    /// Persons stand in the rows.
    var isPersons = false
    /// Columns whose total counts the invalid votes, too.
    private var castColumns: Set<Int> = []

    init(collector: ClaimCollector, rule: String) {
        self.collector = collector
        self.rule = rule
    }

    mutating func add(_ model: ColumnModel, _ rows: [Row], columnSums: [Int: Int64] = [:], bases: [Int64] = []) {
        for row in rows.dropFirst(Self.rowLimit) { collector.mark(row.span, .unread) }
        let rows = Array(rows.prefix(Self.rowLimit))
        let problem = ColumnSolver.Problem(
            model: model, rows: rows.map(\.solver), columnSums: columnSums, bases: bases)
        let answers = ColumnSolver.solve(problem)
        castColumns = columnsWithInvalid(model, rows, answers)
        for (index, answer) in answers.enumerated() where !collector.isFull {
            let row = rows[index]
            if row.isNameless {
                collector.find("S03", .information, at: row.span)
                collector.mark(row.span, .words)
                continue
            }
            switch answer {
            case .unique(let placement, _):
                add(row, placement, model, nil)
            case .several(let placements, let group, let reasons):
                collector.find(
                    "I02", .information, at: row.span,
                    [
                        Figure("readings", .count(UInt64(placements.count))),
                        Figure("constraints", .text(reasons.map(\.rawValue).joined(separator: " "))),
                    ])
                let settled = settled(placements)
                if let first = placements.first { add(row, first, model, nil, only: { settled.contains($0) }) }
                for (number, placement) in placements.enumerated() {
                    let reading = Claim.Reading(
                        passage: "\(rule).row.\(group + 1)", number: number, of: placements.count)
                    add(row, placement, model, placements.count > 1 ? reading : nil, only: { !settled.contains($0) })
                }
            case .none:
                collector.find("I03", .warning, at: row.span)
                collector.mark(row.span, .unread)
            }
        }
    }

    /// In older tables "Total" follows the invalid votes and counts them: the rows add up to it only with them.
    private func columnsWithInvalid(
        _ model: ColumnModel, _ rows: [Row], _ answers: [ColumnSolver.Answer]
    ) -> Set<Int> {
        var result: Set<Int> = []
        for column in model.columns.indices where model.columns[column].kind == .count {
            var (sum, invalid, total): (Int64, Int64?, Int64?) = (0, nil, nil)
            for (row, answer) in zip(rows, answers) {
                guard case .unique(let placement, _) = answer, let cell = placement.columns.firstIndex(of: column)
                else {
                    continue
                }
                let cells = (row.solver.cuts + row.solver.cutsWithNumberedName)[placement.cut]
                guard case .number(let value, 0, _, _, _) = cells[cell].content else { continue }
                switch row.solver.role {
                case .participant: sum &+= value
                case .invalid: invalid = value
                case .total: total = value
                default: break
                }
            }
            if let invalid, invalid > 0, total == sum &+ invalid { result.insert(column) }
        }
        return result
    }

    /// The values that all readings put into the same column; none where the row is cut in several ways.
    private func settled(_ placements: [ColumnSolver.Placement]) -> Set<Int> {
        guard let first = placements.first, placements.count > 1, placements.allSatisfy({ $0.cut == first.cut }) else {
            return []
        }
        return Set(
            first.columns.indices.filter { index in placements.allSatisfy { $0.columns[index] == first.columns[index] }
            })
    }

    private func add(
        _ row: Row, _ placement: ColumnSolver.Placement, _ model: ColumnModel, _ reading: Claim.Reading?,
        only isWanted: (Int) -> Bool = { _ in true }
    ) {
        let cuts = row.solver.cuts + row.solver.cutsWithNumberedName
        let label = row.names[min(placement.cut, row.names.count - 1)]
        let name = NameReader.read(collector.text, label)
        collector.mark(label, .label)
        var participant: Participant?
        if row.solver.role == .participant || row.solver.role == .aside {
            var named = NameReader.participant(collector.text, name)
            if isPersons, named.kind == .party || named.kind == .bloc { named.kind = .person }
            if row.isBloc { named.kind = .bloc }
            if let label = row.label { collector.mark(label, .label) }
            participant = named
            if reading == nil || reading?.number == 0 {
                addNotes(name, named)
                addMember(name, row)
            }
        }
        for (index, (cell, column)) in zip(cuts[placement.cut], placement.columns).enumerated() where isWanted(index) {
            add(cell, model.columns[column], column, row, participant, label, reading)
        }
    }

    /// The party of the row is one of its alliance's.
    private func addMember(_ name: NameReader.Name, _ row: Row) {
        guard let alliance = row.alliance, !row.isBloc else { return }
        let text = collector.text
        let bloc = NameReader.participant(text, NameReader.read(text, alliance)).name
        collector.claim(
            .member, .text(NameReader.participant(text, name).name), at: name.span, rule: "\(rule).alliance",
            participant: Participant(.bloc, bloc), context: [alliance])
    }

    private func addNotes(_ name: NameReader.Name, _ participant: Participant) {
        for note in name.notes where !collector.text.hasDigit(note) {
            collector.claim(
                .otherName, .text(collector.text[note]), at: note, rule: "\(rule).note", participant: participant)
        }
    }

    private func add(
        _ cell: ColumnSolver.Cell, _ column: ColumnModel.Column, _ index: Int, _ row: Row, _ participant: Participant?,
        _ label: Range<Int>, _ reading: Claim.Reading?
    ) {
        guard var measure = measure(column, row.solver.role), column.kind != .unknown else {
            return collector.mark(cell.span, .words)
        }
        if row.solver.role == .total, castColumns.contains(index) { measure = .cast }
        let value: ClaimValue
        var state = ClaimState.printed
        switch cell.content {
        case .number(let digits, let places, _, _, _):
            switch column.kind {
            case .share, .shareChange: value = .decimal(DecimalNumber(digits: digits, places: places))
            default: value = .whole(digits)
            }
        case .dash:
            value = .none
            state = .notApplicable
        case .new: value = .new
        case .text: value = .text(collector.text[cell.span])
        }
        collector.claim(
            measure, value, state, at: cell.span, rule: rule, round: column.round ?? round, tier: column.tier,
            participant: participant, context: [label] + column.heads,
            confidence: row.isNameCertain ? reading == nil ? .high : .medium : .low, reading: reading)
    }

    /// What a bottom row measures in a column.
    private func measure(_ column: ColumnModel.Column, _ role: ColumnSolver.Role) -> Measure? {
        let isCount = column.kind == .count
        switch role {
        case .participant, .aside: return column.measure
        case .total:
            switch column.measure {
            case .votes: return .votes
            case .seats: return .seatsTotal
            default: return column.measure
            }
        case .valid: return isCount ? .valid : column.kind == .share ? .validShare : nil
        case .invalid: return isCount ? .invalid : column.kind == .share ? .invalidShare : nil
        case .blank: return isCount ? .blank : nil
        case .cast: return isCount ? .cast : column.kind == .share ? .voteShare : nil
        case .registered: return isCount ? .registered : column.kind == .share ? .turnout : nil
        }
    }
}
