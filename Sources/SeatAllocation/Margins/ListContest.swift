public import ElectionModel
public import ElectoralLaw

/// A list contest in one district with everything that its seats depend on, lists known by their index: what margins are
/// computed from. It decides as `decideSeats` does and is tested against it.
public struct ListContest {
    public var figures: ContestFigures
    public var seats: Int
    public var method: Allocation.Method
    /// The share that each choice needs; nil for those that need none.
    public var bars: [Share?]
    public var ifNonePasses: ListRule.NonePasses
    public var ifOnePasses: ListRule.OnePasses
    /// The part of a quota that a remaining seat needs.
    public var natural: Fraction?
    /// Persons who can take seats, by list; `Int.max` where they are not known.
    public var persons: [Int]
    /// Whether seats beyond a list's persons go to the others; they stay vacant otherwise.
    public var othersTakeOver: Bool
    /// Breaks a tie among lists for so many places, given all votes, and returns those who surely get one; nil when the
    /// election is repeated. Must depend on nothing but who is tied and on the order of their votes.
    public var breakTie: (_ among: [Int], _ places: Int, _ votes: [UInt64]) -> [Int]?

    /// - Parameters:
    ///   - bars: by choice; nil for no threshold at all.
    ///   - breakTie: leaves ties open unless given.
    public init(
        _ figures: ContestFigures, seats: Int, method: Allocation.Method, bars: [Share?]? = nil,
        ifNonePasses: ListRule.NonePasses = .vacant, ifOnePasses: ListRule.OnePasses = .takesAll,
        natural: Fraction? = nil, persons: [Int]? = nil, othersTakeOver: Bool = false,
        breakTie: @escaping (_ among: [Int], _ places: Int, _ votes: [UInt64]) -> [Int]? = { _, _, _ in [] }
    ) {
        self.figures = figures
        self.seats = seats
        self.method = method
        self.bars = bars ?? [Share?](repeating: nil, count: figures.votes.count)
        self.ifNonePasses = ifNonePasses
        self.ifOnePasses = ifOnePasses
        self.natural = natural
        self.persons = persons ?? [Int](repeating: .max, count: figures.votes.count)
        self.othersTakeOver = othersTakeOver
        self.breakTie = breakTie
    }

    /// The same threshold for every list.
    public init(_ figures: ContestFigures, seats: Int, method: Allocation.Method, threshold: Share) {
        self.init(
            figures, seats: seats, method: method, bars: [Share?](repeating: threshold, count: figures.votes.count))
    }

    /// The seats that each choice surely has; nil where a base is not known.
    public func certainSeats() -> [Int]? {
        pattern(of: figures).map { certainSeats($0, figures) }
    }

    /// All that decides the seats; every part of it is a comparison of numbers that change evenly with the ballots.
    struct Pattern {
        /// Who reached the threshold, before anything is said of none or one passing.
        var reached: [Bool]
        /// Lists in the allocation.
        var taking: [Int]
        var votes: [UInt64]
        /// The quota, and the votes that it is a part of; nil and zero with divisors.
        var quota: Fraction?
        var base: UInt64 = 0
        var whole: [Int] = []
        /// Whole quotas of the second count, where the law counts again with the Hare quota.
        var wholeAgain: [Int] = []
        var overNatural: [Bool] = []
        var division: Division
    }

    /// Nil where a base is not known.
    func pattern(of figures: ContestFigures) -> Pattern? {
        let votes = figures.votes
        var reached = votes.indices.map { !figures.isAgainstAll[$0] }
        for choice in votes.indices where reached[choice] {
            guard let bar = bars[choice] else { continue }
            guard let base = figures.amount(of: bar.base) else { return nil }
            reached[choice] = votes[choice] > 0 && bar.isMet(by: votes[choice], outOf: base)
        }
        let taking = taking(part: reached, figures)
        let theirs = taking.map { votes[$0] }
        var pattern = Pattern(
            reached: reached, taking: taking, votes: theirs, division: Division(seats: taking.map { _ in 0 }))
        guard !theirs.isEmpty, seats > 0 else { return pattern }
        let caps = othersTakeOver ? taking.map { persons[$0] } : nil
        switch method {
        case .divisor(let divisor):
            pattern.division = divisor.divide(theirs, seats: seats, caps: caps)
        case .quota(let method):
            let base = method.base == .passingLists ? theirs.reduce(0, +) : figures.valid
            let shares = QuotaShares(method.quota, votes: theirs, base: base, seats: seats)
            pattern.quota = shares.quota
            pattern.base = base
            pattern.whole = shares.whole
            if shares.left < 0, method.overAward == .hare {
                pattern.wholeAgain = QuotaShares(.hare, votes: theirs, base: base, seats: seats).whole
            }
            if let natural {
                pattern.overNatural = theirs.map { Fraction(Int128($0), 1) >= natural * shares.quota }
            }
            pattern.division = method.divide(theirs, base: base, seats: seats, natural: natural, caps: caps)
        }
        return pattern
    }

    /// The lists that take part once the law has said what happens when none or only one passes.
    private func taking(part reached: [Bool], _ figures: ContestFigures) -> [Int] {
        let votes = figures.votes
        let lists = votes.indices.filter { !figures.isAgainstAll[$0] }
        var taking = lists.filter { reached[$0] }
        if taking.isEmpty, ifNonePasses == .allTakePart {
            taking = lists
        } else if taking.count == 1, ifOnePasses == .nextJoins, bars.contains(where: { $0 != nil }) {
            let next = lists.filter { $0 != taking[0] }.max { (votes[$0], -$0) < (votes[$1], -$1) }
            if let next, votes[next] > 0 { taking = [taking[0], next].sorted() }
        }
        return taking.filter { votes[$0] > 0 }
    }

    /// By choice: seats after the law's rules for ties; those that only a lot can give are left out.
    func certainSeats(_ pattern: Pattern, _ figures: ContestFigures) -> [Int] {
        var seats = [Int](repeating: 0, count: figures.votes.count)
        for (index, list) in pattern.taking.enumerated() { seats[list] = pattern.division.seats[index] }
        if !pattern.division.tied.isEmpty {
            let tied = pattern.division.tied.map { pattern.taking[$0] }
            for list in breakTie(tied, pattern.division.tiedSeats, figures.votes) ?? [] { seats[list] += 1 }
        }
        return seats.indices.map { min(seats[$0], persons[$0]) }
    }
}
