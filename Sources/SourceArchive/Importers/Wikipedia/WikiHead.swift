/// Heads of results tables, flattened in any of the ways met.
enum WikiHead {
    /// How the cells of a table are set apart.
    enum Style: String {
        /// Cells end in pipes.
        case pipes = "C1"
        /// Cells begin with pipes.
        case leadingPipes = "C2"
        case spaces = "C3"
        /// Nothing sets cells apart.
        case glued = "C4"
        case oneLine = "C5"
        case cellLines = "C6"
    }

    enum Word: Hashable {
        case leaf(ColumnModel.Kind, Measure)
        case seats(FactKey.Tier?)
        case group(FactKey.Tier?, round: Int?)
        case text(Measure?)
    }

    /// Names of the first column.
    static let titles = [
        "Party or alliance", "Party/Alliance", "Party/alliance", "Political party", "Political parties", "Parties",
        "Party",
        "Candidates", "Candidate", "Alliance", "Coalition", "Lists", "List", "Choice", "Group", "Affiliation",
    ]

    /// Heads in small letters; the longest that begins a text counts.
    private static let words: [(String, Word)] = [
        ("votes", .leaf(.count, .votes)), ("popular vote", .leaf(.count, .votes)),
        ("total votes", .leaf(.count, .votes)),
        ("% of votes", .leaf(.share, .voteShare)), ("% of vote", .leaf(.share, .voteShare)),
        ("vote %", .leaf(.share, .voteShare)),
        ("percentage", .leaf(.share, .voteShare)),
        ("percent", .leaf(.share, .voteShare)), ("%", .leaf(.share, .voteShare)), ("seats", .leaf(.seats, .seats)),
        ("seats won", .leaf(.seats, .seats)), ("won", .leaf(.seats, .seats)), ("total seats", .leaf(.seats, .seats)),
        ("+/–", .leaf(.change, .seatsChange)), ("+/-", .leaf(.change, .seatsChange)),
        ("+/−", .leaf(.change, .seatsChange)),
        ("±", .leaf(.change, .seatsChange)), ("+–", .leaf(.change, .seatsChange)),
        ("change", .leaf(.change, .seatsChange)),
        ("swing", .leaf(.shareChange, .voteShareChange)), ("candidates", .leaf(.count, .candidates)),
        ("not up", .leaf(.unknown, .seats)), ("total", .leaf(.seats, .seats)),
        ("leader(s)", .text(.leader)), ("leader", .text(.leader)), ("running mate", .text(nil)),
        ("party", .text(.party)),
        ("nominated by", .text(.party)), ("ideology", .text(nil)), ("notes", .text(nil)),
        ("proportional", .group(.list, round: nil)), ("proportional representation", .group(.list, round: nil)),
        ("pr", .group(.list, round: nil)), ("party list", .group(.list, round: nil)),
        ("party-list", .group(.list, round: nil)),
        ("national list", .group(.list, round: nil)), ("national", .group(.list, round: nil)),
        ("constituency", .group(.constituency, round: nil)), ("constituencies", .group(.constituency, round: nil)),
        ("single-member", .group(.constituency, round: nil)), ("fptp", .group(.constituency, round: nil)),
        ("majority", .group(.constituency, round: nil)), ("first round", .group(nil, round: 1)),
        ("second round", .group(nil, round: 2)), ("third round", .group(nil, round: 3)),
        ("run-off", .group(nil, round: 2)),
        ("runoff", .group(nil, round: 2)), ("round 1", .group(nil, round: 1)), ("round 2", .group(nil, round: 2)),
        ("1st round", .group(nil, round: 1)), ("2nd round", .group(nil, round: 2)),
    ]

    /// The head that begins a text, as long as possible.
    static func word(_ text: PageText, _ range: Range<Int>) -> (word: Word, span: Range<Int>)? {
        let found = words.filter { text.begins(range, with: $0.0) }.max { $0.0.utf8.count < $1.0.utf8.count }
        return found.map { ($0.1, range.lowerBound..<range.lowerBound + $0.0.utf8.count) }
    }

    /// The head that a whole cell is.
    static func cell(_ text: PageText, _ range: Range<Int>) -> Word? {
        let inner = NameReader.clean(text, range)
        guard let found = word(text, inner), found.span.count == inner.count else { return nil }
        return found.word
    }

    /// The title of the first column at the start of a range; "edit" may be glued to it.
    static func title(_ text: PageText, _ range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        for mark in ["[edit]", "[ edit ]", "edit", "[ tweak]"] where text.begins(start..<range.upperBound, with: mark) {
            start = text.trimmed(start + mark.utf8.count..<range.upperBound).lowerBound
        }
        let rest = start..<range.upperBound
        let found = titles.filter { text.begins(rest, with: $0) && text.bytes[rest].first == $0.utf8.first }
            .max { $0.utf8.count < $1.utf8.count }
        return found.map { start..<start + $0.utf8.count }
    }

    /// Whether names of alliances stand in the first column.
    static func isOfAlliances(_ text: PageText, _ title: Range<Int>) -> Bool {
        ["Alliance", "Coalition", "Party or alliance", "Party/alliance"].contains { text.equals(title, $0) }
    }

    /// Columns out of one or two rows of heads.
    ///
    /// Groups of the first row take the runs of "Votes", "%", "Seats" of the second in order. Nil where they don't fit together.
    static func model(_ first: [(Word, Range<Int>)], _ second: [(Word, Range<Int>)]) -> ColumnModel? {
        let hasList = first.contains { if case .group(.list, _) = $0.0 { true } else { false } }
        guard !second.isEmpty else { return ColumnModel(first.map { column($0.0, $0.1, hasList: hasList) }) }
        let runs = runs(of: second)
        let groups = first.indices.filter { isGroup(first[$0].0) }
        var takers = groups
        if runs.count == groups.count + 1, let seats = first.indices.last(where: { isSeats(first[$0].0) }) {
            takers = (groups + [seats]).sorted()
        }
        guard runs.count == takers.count else {
            // No groups at all: the second row goes on where the first ends.
            guard groups.isEmpty else { return nil }
            return ColumnModel((first + second).map { column($0.0, $0.1, hasList: hasList) })
        }
        var columns: [ColumnModel.Column] = []
        for (index, head) in first.enumerated() {
            guard let run = takers.firstIndex(of: index) else {
                columns.append(column(head.0, head.1, hasList: hasList))
                continue
            }
            for leaf in runs[run] {
                var column = column(leaf.0, leaf.1, hasList: hasList)
                if case .group(let tier, let round) = head.0 {
                    column.round = round
                    column.tier = tier ?? (round != nil && hasList ? .constituency : nil)
                }
                column.heads.append(head.1)
                columns.append(column)
            }
        }
        return ColumnModel(columns)
    }

    private static func isGroup(_ word: Word) -> Bool { if case .group = word { true } else { false } }

    private static func isSeats(_ word: Word) -> Bool { word == .leaf(.seats, .seats) }

    private static func runs(of heads: [(Word, Range<Int>)]) -> [[(Word, Range<Int>)]] {
        var runs: [[(Word, Range<Int>)]] = []
        for head in heads {
            let starts = head.0 == .leaf(.count, .votes)
            let isRepeated = runs.last?.contains { $0.0 == head.0 } ?? true
            if starts || isRepeated {
                runs.append([head])
            } else {
                runs[runs.count - 1].append(head)
            }
        }
        return runs
    }

    private static func column(_ word: Word, _ span: Range<Int>, hasList: Bool) -> ColumnModel.Column {
        switch word {
        case .leaf(let kind, let measure): ColumnModel.Column(kind, measure, heads: [span])
        case .seats(let tier): ColumnModel.Column(.seats, .seats, tier: tier, heads: [span])
        case .group(let tier, let round):
            // A group without a second row is a column of its seats.
            ColumnModel.Column(
                .seats, .seats, round: round, tier: tier ?? (round != nil && hasList ? .constituency : nil),
                heads: [span])
        case .text(let measure):
            ColumnModel.Column(measure == nil ? .unknown : .text, measure ?? .otherName, heads: [span])
        }
    }
}
