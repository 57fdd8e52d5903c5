import ElectionModel

/// The tables of votes and of seats.
struct ParlineTables {
    private let importer: ParlineImporter
    private let rounds: Int
    private var text: PageText { importer.text }

    init(_ importer: ParlineImporter, rounds: Int) {
        self.importer = importer
        self.rounds = rounds
    }

    private struct Table {
        var section: ParlineSection
        var model: ColumnModel
        var rows: [Range<Int>]
        var comments: [Range<Int>]
    }

    /// The names of all rows, in small letters.
    func names() -> Set<String> {
        var result: Set<String> = []
        for section in importer.sections where section.label == .votes || section.label == .seats {
            guard let table = table(section) else { continue }
            for row in table.rows {
                let line = line(of: row, columns: table.model.columns.count)
                guard let label = line.names.first else { continue }
                let name = NameReader.read(text, label)
                result.insert(text[name.span].lowercased())
                for note in name.notes { result.insert(text[note].lowercased()) }
            }
        }
        return result
    }

    func read() {
        for section in importer.sections where section.label == .votes || section.label == .seats {
            guard let table = table(section) else {
                for line in section.lines where text.hasDigit(line) { importer.collector.mark(line, .unread) }
                continue
            }
            read(table)
        }
    }

    private func table(_ section: ParlineSection) -> Table? {
        let filled = section.lines.map { text.trimmed($0, of: "|") }.filter { !$0.isEmpty }
        guard let headAt = filled.firstIndex(where: { ParlineHead.isHead(text, $0) }),
            let model = ParlineHead.model(text, filled[headAt], isVotes: section.label == .votes)
        else { return nil }
        var rows: [Range<Int>] = []
        var comments: [Range<Int>] = []
        for line in filled[(headAt + 1)...] {
            if isComment(line, section.label, model.columns.count) { comments.append(line) } else { rows.append(line) }
        }
        importer.collector.mark(filled[headAt], .label)
        for line in filled[..<headAt] where text.hasDigit(line) { importer.collector.mark(line, .unread) }
        return Table(section: section, model: model, rows: rows, comments: comments)
    }

    /// A line without values: a sentence below a table, or in a table of seats any words.
    private func isComment(_ line: Range<Int>, _ label: ParlineLabel, _ columns: Int) -> Bool {
        let cut = RowCutter.spaced(text, cellsAsSpaces(line), columns: columns)
        let hasValues = cut.cuts.contains { !$0.isEmpty } || !cut.cutsWithNumberedName.isEmpty
        let words = text.words(line).count
        if text.bytes[line].first == 42 || text.bytes[line].first == 40 { return true }
        if hasValues { return text.bytes[line].last == 46 && words > 8 }
        if text.bytes[line].contains(124) { return false }
        return label == .seats || words > 9 || text.bytes[line].last == 46
    }

    private func cellsAsSpaces(_ line: Range<Int>) -> Range<Int> { line }

    private func line(of row: Range<Int>, columns: Int) -> RowCutter.Line {
        guard text.bytes[row].contains(124) else { return RowCutter.spaced(text, row, columns: columns) }
        let cells = text.split(row, at: 124)
        let values = cells.dropFirst().compactMap { RowCutter.cell(text, $0) }
        return RowCutter.Line(names: [cells[0]], cuts: [values], cutsWithNumberedName: [])
    }

    private func read(_ table: Table) {
        let isVotes = table.section.label == .votes
        let rule = isVotes ? "parline.votes" : "parline.seats"
        let round = rounds > 1 ? table.section.round : nil
        var rows: [TableClaims.Row] = []
        for row in table.rows {
            let line = line(of: row, columns: table.model.columns.count)
            if line.cuts.allSatisfy(\.isEmpty), line.cutsWithNumberedName.isEmpty {
                if let label = line.names.first { notGiven(label, table.model, rule, round) }
                continue
            }
            rows.append(
                TableClaims.Row(
                    solver: ColumnSolver.Row(
                        role(line.names.first), cuts: line.cuts, cutsWithNumberedName: line.cutsWithNumberedName),
                    names: line.names, span: row))
        }
        var claims = TableClaims(collector: importer.collector, rule: rule)
        claims.round = round
        claims.add(table.model, rows, columnSums: columnSums(table.model), bases: bases(round))
        for comment in table.comments { importer.prose.read(comment) }
    }

    private func role(_ name: Range<Int>?) -> ColumnSolver.Role {
        guard let name else { return .participant }
        let inner = NameReader.clean(text, name)
        return text.equals(inner, "Total") || text.equals(inner, "Totals") || text.equals(inner, "TOTAL")
            ? .total : .participant
    }

    /// A party's row that is left empty says that its figures are not given.
    private func notGiven(_ label: Range<Int>, _ model: ColumnModel, _ rule: String, _ round: Int?) {
        let name = NameReader.read(text, label)
        let participant = NameReader.participant(text, name)
        importer.collector.mark(label, .label)
        for column in model.columns where column.kind == .count || column.kind == .share || column.measure == .seats {
            importer.collector.notGiven(
                column.measure, label: name.span, rule: rule, round: column.round ?? round, tier: column.tier,
                participant: participant)
        }
    }

    /// Seats at stake by tier that sentences of the page tell.
    private func columnSums(_ model: ColumnModel) -> [Int: Int64] {
        var result: [Int: Int64] = [:]
        for (index, column) in model.columns.enumerated() where column.kind == .seats {
            var values: Set<Int64> = []
            for claim in importer.collector.claims
            where claim.key.measure == .seatsTotal && claim.key.tier == column.tier && claim.state == .prose {
                if case .whole(let seats) = claim.value { values.insert(seats) }
            }
            if values.count == 1 { result[index] = values.first }
        }
        return result
    }

    private func bases(_ round: Int?) -> [Int64] {
        importer.collector.claims.compactMap { claim in
            guard claim.key.measure == .valid || claim.key.measure == .cast, claim.key.round == round,
                case .whole(let count) = claim.value
            else { return nil }
            return count
        }
    }
}

/// The heads of the tables.
enum ParlineHead {
    private static let titles = ["Political Group", "Political Groups", "Groupe politique", "Groupes politiques"]

    static func isHead(_ text: PageText, _ line: Range<Int>) -> Bool {
        titles.contains { text.begins(line, with: $0) }
    }

    private static let words: [(String, ColumnModel.Kind, Measure, FactKey.Tier?)] = [
        ("Votes constituencies", .count, .votes, .constituency), ("Votes national", .count, .votes, .list),
        ("% national", .share, .voteShare, .list), ("% constituencies", .share, .voteShare, .constituency),
        ("Candidates", .count, .candidates, nil), ("Candidats", .count, .candidates, nil),
        ("Number of votes", .count, .votes, nil), ("Votes", .count, .votes, nil), ("Voix", .count, .votes, nil),
        ("%", .share, .voteShare, nil), ("Total", .seats, .seats, nil), ("Gain/Loss", .change, .seatsChange, nil),
        ("Gain/Perte", .change, .seatsChange, nil), ("Gain / Loss", .change, .seatsChange, nil),
        ("Proportional", .seats, .seats, .list), ("Proportionnel", .seats, .seats, .list),
        ("Proportionnelle", .seats, .seats, .list), ("Majority", .seats, .seats, .constituency),
        ("Majoritaire", .seats, .seats, .constituency), ("Majorité", .seats, .seats, .constituency),
        ("Seats", .seats, .seats, nil), ("Sièges", .seats, .seats, nil),
        ("Constituencies", .seats, .seats, .constituency), ("List", .seats, .seats, .list),
        ("Appointed", .seats, .seats, .appointed), ("Women", .count, .women, nil),
    ]

    static func model(_ text: PageText, _ line: Range<Int>, isVotes: Bool) -> ColumnModel? {
        let title = titles.filter { text.begins(line, with: $0) }.max { $0.utf8.count < $1.utf8.count } ?? ""
        var columns: [ColumnModel.Column] = []
        var rest = text.trimmed(line.lowerBound + title.utf8.count..<line.upperBound, of: "|")
        while !rest.isEmpty, columns.count < 24 {
            let found = words.filter { text.begins(rest, with: $0.0) }.max { $0.0.utf8.count < $1.0.utf8.count }
            guard let (word, kind, measure, tier) = found else {
                // A head that is not understood takes one word.
                let next = text.words(rest)[0]
                columns.append(ColumnModel.Column(.unknown, .seats, heads: [next]))
                rest = text.trimmed(next.upperBound..<rest.upperBound, of: "|")
                continue
            }
            let head = rest.lowerBound..<rest.lowerBound + word.utf8.count
            columns.append(ColumnModel.Column(kind, measure, tier: tier, heads: [head]))
            rest = text.trimmed(head.upperBound..<rest.upperBound, of: "|")
        }
        return columns.isEmpty ? nil : ColumnModel(columns)
    }
}
