import ElectoralLaw

/// Seats by the definition of each method, slowly: every quotient is listed and sorted, every remaining seat is handed
/// out by itself, and where the definition leaves a choice every branch is followed. It shares no code with the kernels
/// and gives the set of everything that can come out.
struct SlowAllocation {
    /// Every division of the seats that the method allows. One where there is no tie.
    var outcomes: Set<[Int]>
    /// Seats that no list can take; the same in every outcome.
    var unfilled: Int
    /// Seats beyond the number there are, where the law keeps them.
    var excess: Int = 0
}

// MARK: - Divisors

extension SlowAllocation {
    /// One entry of the table of quotients: the seat after `held` seats of a list.
    private struct Quotient {
        var list: Int
        /// The first seat costs nothing: it comes before all that have a price.
        var isFree: Bool
        var value: Ratio
    }

    static func divide(_ votes: [UInt64], seats: Int, by divisor: Divisor, caps: [Int]? = nil) -> SlowAllocation {
        var table: [Quotient] = []
        for (list, count) in votes.enumerated() where count > 0 {
            for held in 0..<min(seats, caps?[list] ?? seats) {
                table.append(quotient(list, votes: UInt128(count), held: UInt128(held), divisor))
            }
        }
        return take(seats, of: table, from: Array(repeating: 0, count: votes.count)) {
            $0.isFree == $1.isFree ? $0.value > $1.value : $0.isFree
        } list: {
            $0.list
        }
    }

    private static func quotient(_ list: Int, votes: UInt128, held: UInt128, _ divisor: Divisor) -> Quotient {
        func costs(_ top: UInt128, _ bottom: UInt128 = 1) -> Quotient {
            Quotient(list: list, isFree: false, value: Ratio(votes * bottom, top))
        }
        let free = Quotient(list: list, isFree: true, value: Ratio(votes, 1))
        switch divisor {
        case .dHondt: return costs(held + 1)
        case .sainteLague: return costs(held * 2 + 1)
        case .modifiedSainteLague: return held == 0 ? costs(14, 10) : costs(held * 2 + 1)
        case .danish: return costs(1 + 3 * held)
        case .imperiali: return costs(2 + held, 2)
        case .adams: return held == 0 ? free : costs(held)
        // The harmonic mean of n and n + 1 is 2 / (1/n + 1/(n + 1)).
        case .dean: return held == 0 ? free : costs(2 * held * (held + 1), held + (held + 1))
        // The geometric mean: the squares of the quotients stand in their order.
        case .huntingtonHill:
            guard held > 0 else { return free }
            return Quotient(list: list, isFree: false, value: Ratio(votes * votes, held * (held + 1)))
        }
    }

    /// Takes the first entries of a table; entries equal to the last one taken can be taken in any choice.
    private static func take<Entry>(
        _ number: Int, of table: [Entry], from start: [Int],
        before: (Entry, Entry) -> Bool, list: (Entry) -> Int
    ) -> SlowAllocation {
        let sorted = table.sorted(by: before)
        guard number > 0 else { return SlowAllocation(outcomes: [start], unfilled: 0) }
        guard number < sorted.count else {
            var all = start
            for entry in sorted { all[list(entry)] += 1 }
            return SlowAllocation(outcomes: [all], unfilled: number - sorted.count)
        }
        let last = sorted[number - 1]
        var certain = start
        for entry in sorted where before(entry, last) {
            certain[list(entry)] += 1
        }
        let equal = sorted.filter { !before($0, last) && !before(last, $0) }
        let open = number - sorted.count(where: { before($0, last) })
        var outcomes: Set<[Int]> = []
        for choice in choices(open, of: equal.map(list)) {
            var outcome = certain
            for index in choice { outcome[index] += 1 }
            outcomes.insert(outcome)
        }
        return SlowAllocation(outcomes: outcomes, unfilled: 0)
    }

    /// Every way to choose `number` of `items`.
    static func choices(_ number: Int, of items: [Int]) -> [[Int]] {
        guard number > 0 else { return [[]] }
        guard let first = items.first else { return [] }
        let rest = Array(items.dropFirst())
        return choices(number - 1, of: rest).map { [first] + $0 } + choices(number, of: rest)
    }
}

// MARK: - Quotas

extension SlowAllocation {
    /// - Returns: nil where the quota gives too many seats and the law does not say what then.
    static func divide(
        _ votes: [UInt64], base: UInt64, seats: Int, by method: QuotaMethod, natural: (UInt128, UInt128)? = nil
    ) -> SlowAllocation? {
        let none = Array(repeating: 0, count: votes.count)
        guard seats > 0 else { return SlowAllocation(outcomes: [none], unfilled: 0) }
        guard base > 0, votes.contains(where: { $0 > 0 }) else {
            return SlowAllocation(outcomes: [none], unfilled: seats)
        }
        let quota = quota(method.quota, UInt128(base), UInt128(seats))
        let whole = votes.map { Int(Ratio(UInt128($0) * quota.bottom, quota.top).whole) }
        let given = whole.reduce(0, +)
        if given > seats {
            switch method.overAward {
            case .refuse: return nil
            case .keep: return SlowAllocation(outcomes: [whole], unfilled: 0, excess: given - seats)
            case .hare:
                var again = method
                again.quota = .hare
                return divide(votes, base: base, seats: seats, by: again, natural: natural)
            case .smallestRemainder:
                return oneByOne(given - seats, from: whole, giving: -1, votes, quota) { $1 > 0 }
            }
        }
        let mayTake = votes.map { count in
            count > 0
                && natural.map { Ratio(UInt128(count), 1) >= Ratio(quota.top * $0.0, quota.bottom * $0.1) } ?? true
        }
        let left = seats - given
        switch method.remainders {
        case .nextTier: return SlowAllocation(outcomes: [whole], unfilled: left)
        case .largest:
            return oneByOne(left, from: whole, giving: 1, votes, quota) { list, _ in mayTake[list] }
        case .highestAverage:
            let table = votes.indices.filter { mayTake[$0] }.flatMap { list in
                (1...max(1, left)).map { (list, Ratio(UInt128(votes[list]), UInt128(whole[list] + $0))) }
            }
            return take(left, of: table, from: whole, before: { $0.1 > $1.1 }, list: { $0.0 })
        case .inTurn:
            // A table of turns: those that bring a list up to the number of the law, then those of lists with more.
            let table = votes.indices.filter { mayTake[$0] }.flatMap { list in
                let first = method.firstUpTo ?? 0
                let turns = whole[list] < first ? first - whole[list] : left
                let phase = whole[list] < first ? 0 : 1
                let takes = phase == 0 || method.firstUpTo == nil || whole[list] > first
                return (0..<(takes ? turns : 0)).map { (list: list, phase: phase, turn: $0, votes: votes[list]) }
            }
            return take(
                left, of: table, from: whole,
                before: { ($0.phase, $0.turn, $1.votes) < ($1.phase, $1.turn, $0.votes) }, list: { $0.list })
        case .largestList:
            guard left > 0 else { return SlowAllocation(outcomes: [whole], unfilled: 0) }
            let able = votes.indices.filter { mayTake[$0] }
            guard let most = able.map({ votes[$0] }).max() else {
                return SlowAllocation(outcomes: [whole], unfilled: left)
            }
            // All of them to one list, whichever of the equal ones it is.
            let outcomes = able.filter { votes[$0] == most }.map { list in
                var outcome = whole
                outcome[list] += left
                return outcome
            }
            return SlowAllocation(outcomes: Set(outcomes), unfilled: 0)
        }
    }

    /// Seats are given one after another to the list that has most votes above the seats it holds, or taken back one
    /// after another from the list that has least. Whoever has had a turn stands a whole quota further back.
    private static func oneByOne(
        _ number: Int, from seats: [Int], giving step: Int, _ votes: [UInt64], _ quota: Ratio,
        where isAble: (_ list: Int, _ seats: Int) -> Bool
    ) -> SlowAllocation {
        func above(_ list: Int, _ state: [Int]) -> Int128 {
            Int128(votes[list]) * Int128(quota.bottom) - Int128(state[list]) * Int128(quota.top)
        }
        var reached: Set<[Int]> = [seats]
        for turn in 0..<number {
            var next: Set<[Int]> = []
            for state in reached {
                let able = state.indices.filter { isAble($0, state[$0]) }
                let ranks = able.map { above($0, state) * Int128(step) }
                guard let first = ranks.max() else {
                    return SlowAllocation(outcomes: reached, unfilled: number - turn)
                }
                for (list, rank) in zip(able, ranks) where rank == first {
                    var after = state
                    after[list] += step
                    next.insert(after)
                }
            }
            reached = next
        }
        return SlowAllocation(outcomes: reached, unfilled: 0)
    }

    /// The quota of the statute books, as a fraction; a rounded one is at least one vote.
    static func quota(_ quota: Quota, _ votes: UInt128, _ seats: UInt128) -> Ratio {
        func down(_ parts: UInt128) -> Ratio { Ratio(max(1, votes / parts), 1) }
        func up(_ parts: UInt128) -> Ratio { Ratio(max(1, (votes + parts - 1) / parts), 1) }
        func near(_ parts: UInt128) -> Ratio { Ratio(max(1, (2 * votes + parts) / (2 * parts)), 1) }
        switch quota {
        case .hare: return Ratio(votes, seats)
        case .hareRoundedDown: return down(seats)
        case .hareRoundedUp: return up(seats)
        case .hareRounded: return near(seats)
        case .droop: return Ratio(votes / (seats + 1) + 1, 1)
        case .hagenbachBischoff: return Ratio(votes, seats + 1)
        case .hagenbachBischoffRoundedDown: return down(seats + 1)
        case .hagenbachBischoffRoundedUp: return up(seats + 1)
        case .hagenbachBischoffRounded: return near(seats + 1)
        case .imperiali: return Ratio(votes, seats + 2)
        case .imperialiRoundedDown: return down(seats + 2)
        case .imperialiRoundedUp: return up(seats + 2)
        case .imperialiRounded: return near(seats + 2)
        }
    }
}

// MARK: - Exact comparison

/// A fraction of whole numbers that is compared as Euclid does: by whole parts, then by what is left turned over. No
/// product is formed, so that nothing can overflow.
struct Ratio: Comparable {
    var top: UInt128
    var bottom: UInt128

    init(_ top: UInt128, _ bottom: UInt128) {
        self.top = top
        self.bottom = bottom
    }

    var whole: UInt128 { top / bottom }

    static func == (left: Ratio, right: Ratio) -> Bool { !(left < right) && !(right < left) }

    static func < (left: Ratio, right: Ratio) -> Bool {
        if left.whole != right.whole { return left.whole < right.whole }
        let (leftRest, rightRest) = (left.top % left.bottom, right.top % right.bottom)
        if leftRest == 0 || rightRest == 0 { return leftRest == 0 && rightRest > 0 }
        return Ratio(right.bottom, rightRest) < Ratio(left.bottom, leftRest)
    }
}
