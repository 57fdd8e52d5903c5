import ElectionModel

/// What ElectionGuide prints beside the entries: lines of ballots, answers of a referendum, and a table of parties.
struct WatchTable {
    let importer: ElectionWatchImporter
    private var text: PageText { importer.text }
    private var collector: ClaimCollector { importer.collector }

    init(_ importer: ElectionWatchImporter) {
        self.importer = importer
    }

    private static let fields: [(text: String, measure: Measure, answer: String?)] = [
        ("Cast Votes", .cast, nil), ("Valid Votes", .valid, nil), ("Invalid Votes", .invalid, nil),
        ("Registered Voters", .registered, nil), ("Voter Turnout", .turnout, nil), ("Turnout", .turnout, nil),
        ("'Yes' Votes", .votes, "Yes"), ("'No' Votes", .votes, "No"), ("Yes Votes", .votes, "Yes"),
        ("No Votes", .votes, "No"),
    ]

    /// "Cast Votes: 1,234,567", "Registered Voters: 1,000 ( 2004 )", "'Yes' Votes: 12 (60.0%)".
    func readField(_ line: Range<Int>, round: Int?) -> Bool {
        guard let (label, value) = Labelled.split(text, line),
            let field = Self.fields.first(where: { text.equals(label, $0.text) })
        else { return false }
        collector.mark(label, .label)
        let participant = field.answer.map { Participant(.answer, $0) }
        let share = bracketedShare(value)
        let count = share.map { value.lowerBound..<$0.outer } ?? value
        WatchFigure(text, count).claim(
            field.measure, collector, rule: "watch.ballots", label: label, round: round, participant: participant)
        if let number = share?.number {
            let measure: Measure? =
                switch field.measure {
                case .votes: .voteShare
                case .cast: .turnout
                case .valid: .validShare
                case .invalid: .invalidShare
                default: nil
                }
            guard let measure else {
                collector.mark(number.range, .unread)
                return true
            }
            collector.claim(
                measure, .decimal(number.value), at: number.range, rule: "watch.ballots", round: round,
                participant: participant, context: [label])
        }
        return true
    }

    private func bracketedShare(_ value: Range<Int>) -> (number: PrintedNumber, outer: Int)? {
        for (open, close): (UInt8, UInt8) in [(40, 41), (91, 93)] {
            guard let start = text.bytes[value].lastIndex(of: open), text.bytes[value].last == close,
                let number = NumberReader.whole(text, start + 1..<value.upperBound - 1, []), number.isPercent
            else { continue }
            return (number, start)
        }
        return nil
    }

    private static let heads: [(text: String, column: ColumnModel.Column)] = [
        ("Seats Won", ColumnModel.Column(.seats, .seats)), ("Seats Change", ColumnModel.Column(.change, .seatsChange)),
        ("Votes", ColumnModel.Column(.count, .votes)), ("Seats", ColumnModel.Column(.seats, .seats)),
    ]

    private func model(_ line: Range<Int>) -> ColumnModel? {
        guard text.begins(line, with: "Party ") || text.begins(line, with: "Candidate ") else { return nil }
        var columns: [ColumnModel.Column] = []
        var rest = text.trimmed((text.bytes[line].firstIndex(of: 32) ?? line.upperBound)..<line.upperBound)
        while !rest.isEmpty, columns.count < 8 {
            guard let head = Self.heads.first(where: { text.begins(rest, with: $0.text) }) else { return nil }
            var column = head.column
            column.heads = [rest.lowerBound..<rest.lowerBound + head.text.utf8.count]
            columns.append(column)
            rest = text.trimmed(rest.lowerBound + head.text.utf8.count..<rest.upperBound)
        }
        return columns.isEmpty ? nil : ColumnModel(columns)
    }

    /// Reads a table whose head is among the lines, a percentage on a line of its own belonging to the row above it.
    ///
    /// - Returns: how many lines from `start` it takes; 0 where no head stands there.
    func read(_ lines: [Range<Int>], from start: Int, round: Int?) -> Int {
        guard let model = model(lines[start]) else { return 0 }
        var rows: [TableClaims.Row] = []
        var index = start + 1
        var name: Range<Int>?
        while index < lines.count {
            if let share = NumberReader.whole(text, lines[index], []), share.isPercent, let name {
                collector.claim(
                    .voteShare, .decimal(share.value), at: share.range, rule: "watch.table", round: round,
                    participant: NameReader.participant(text, NameReader.read(text, name)), context: [name])
            } else {
                let line = RowCutter.spaced(text, lines[index], columns: model.columns.count)
                guard line.cuts.contains(where: { !$0.isEmpty }), let label = line.names.first, !label.isEmpty,
                    !text.bytes[label].contains(58)
                else { break }
                name = label
                rows.append(
                    TableClaims.Row(
                        solver: ColumnSolver.Row(
                            .participant, cuts: line.cuts, cutsWithNumberedName: line.cutsWithNumberedName),
                        names: line.names, span: lines[index]))
            }
            index += 1
        }
        collector.mark(lines[start], .label)
        var claims = TableClaims(collector: collector, rule: "watch.table")
        claims.round = round
        claims.add(model, rows)
        return index - start
    }
}
