import ElectionModel
import ElectoralLaw

extension ListContest {
    /// Whether nothing about the seats can differ between two numbers of ballots with these patterns.
    ///
    /// *Divisors.* Given who takes part, "these seats, and these tied" says v(a)/d(s(a)−1) ≥ v(b)/d(s(b)) for all pairs, with
    /// fixed divisors: comparisons of numbers that change evenly with the ballots. Equal patterns suffice.
    ///
    /// *Quotas that are a fixed part of the votes.* Whole quotas are such comparisons, v(a)·k ≥ w·V. Given the whole quotas,
    /// remainders are v(a) − w(a)·Q, which change evenly too, so that their order is one, and with it who gets or gives back
    /// the seats of any round. Averages after whole quotas divide by fixed numbers. Equal patterns suffice.
    ///
    /// *Rounded quotas.* Q jumps. Where it is equal at both ends it is constant between, because the votes it divides
    /// only grow or only shrink, and equal patterns suffice. Otherwise rounding moves k·Q by less than k from V: every
    /// comparison is made with the worst rounding, which again leaves numbers that change evenly.
    func isConstant(_ first: Pattern, _ last: Pattern) -> Bool {
        guard first.reached == last.reached, first.taking == last.taking, first.division == last.division else {
            return false
        }
        let same =
            first.whole == last.whole && first.wholeAgain == last.wholeAgain && first.overNatural == last.overNatural
        guard case .quota(let method) = method, first.quota != last.quota, let rounding = method.quota.rounding(seats)
        else { return same }
        let worst = WorstRounding(rounding, first, last)
        return worst.lonelyListHasAll(self, method) || same && worst.isConstant(self, method)
    }
}

/// What k·Q can differ from the votes V that the quota is a k-th part of.
struct QuotaRounding {
    var parts: Int128
    var least: Int128
    var most: Int128
}

extension Quota {
    /// Nil for a quota that is not rounded.
    fileprivate func rounding(_ seats: Int) -> QuotaRounding? {
        func rounding(_ extra: Int, _ range: (Int128) -> (Int128, Int128)) -> QuotaRounding {
            let parts = Int128(seats + extra)
            let (least, most) = range(parts)
            return QuotaRounding(parts: parts, least: least, most: most)
        }
        func down(_ parts: Int128) -> (Int128, Int128) { (1 - parts, 0) }
        func up(_ parts: Int128) -> (Int128, Int128) { (0, parts - 1) }
        func nearest(_ parts: Int128) -> (Int128, Int128) { (-(parts / 2), parts / 2) }
        switch self {
        case .hare, .hagenbachBischoff, .imperiali: return nil
        case .hareRoundedDown: return rounding(0, down)
        case .hareRoundedUp: return rounding(0, up)
        case .hareRounded: return rounding(0, nearest)
        case .droop: return rounding(1) { (1, $0) }
        case .hagenbachBischoffRoundedDown: return rounding(1, down)
        case .hagenbachBischoffRoundedUp: return rounding(1, up)
        case .hagenbachBischoffRounded: return rounding(1, nearest)
        case .imperialiRoundedDown: return rounding(2, down)
        case .imperialiRoundedUp: return rounding(2, up)
        case .imperialiRounded: return rounding(2, nearest)
        }
    }
}

/// Two patterns between which a rounded quota takes several values, compared at the worst rounding.
private struct WorstRounding {
    let rounding: QuotaRounding
    let first: ListContest.Pattern
    let last: ListContest.Pattern

    init(_ rounding: QuotaRounding, _ first: ListContest.Pattern, _ last: ListContest.Pattern) {
        self.rounding = rounding
        self.first = first
        self.last = last
    }

    /// Whether k·votes·`scale` − `quotas`·k·Q stays at or above `bound`, for every rounding and between the ends too.
    private func stays(
        atLeast bound: Int128, scale: Int128 = 1, _ votes: (ListContest.Pattern) -> Int128, less quotas: Int128
    ) -> Bool {
        [first, last].allSatisfy { end in
            let even = rounding.parts * scale * votes(end) - quotas * Int128(end.base)
            return even - max(quotas * rounding.least, quotas * rounding.most) >= bound
        }
    }

    /// A quota that would be rounded to nothing is 1, and then no rounding of its votes.
    private var isRounding: Bool {
        [first, last].allSatisfy { Int128($0.base) >= rounding.parts }
    }

    func isConstant(_ contest: ListContest, _ method: QuotaMethod) -> Bool {
        guard isRounding else { return false }
        let lists = first.votes.indices
        for list in lists {
            let whole = Int128(first.whole[list])
            guard stays(atLeast: 0, { Int128($0.votes[list]) }, less: whole),
                stays(atLeast: 1, { -Int128($0.votes[list]) }, less: -(whole + 1))
            else { return false }
            if let natural = contest.natural {
                let (part, scale) = (natural.numerator, natural.denominator)
                let holds =
                    first.overNatural[list]
                    ? stays(atLeast: 0, scale: scale, { Int128($0.votes[list]) }, less: part)
                    : stays(atLeast: 1, scale: scale, { -Int128($0.votes[list]) }, less: -part)
                if !holds { return false }
            }
        }
        let tooMany = first.whole.reduce(0, +) > contest.seats
        guard tooMany ? method.overAward == .smallestRemainder : method.remainders == .largest else { return true }
        return remaindersKeepTheirOrder(contest, tooMany)
    }

    /// Whoever got more than another, or gave back less, must stay ahead of the other; those who are tied must stay equal.
    private func remaindersKeepTheirOrder(_ contest: ListContest, _ tooMany: Bool) -> Bool {
        let ranked = first.votes.indices.filter {
            tooMany ? first.whole[$0] > 0 : contest.natural == nil || first.overNatural[$0]
        }
        let tied = Set(first.division.tied)
        func level(_ list: Int) -> Int {
            2 * (first.division.seats[list] - first.whole[list]) + (tied.contains(list) ? 1 : 0)
        }
        for one in ranked {
            for other in ranked where other != one {
                if tied.contains(one), tied.contains(other) {
                    guard first.whole[one] == first.whole[other], first.votes[one] == first.votes[other],
                        last.votes[one] == last.votes[other]
                    else { return false }
                } else if level(one) > level(other) {
                    let votes = { (end: ListContest.Pattern) in Int128(end.votes[one]) - Int128(end.votes[other]) }
                    guard stays(atLeast: 1, votes, less: Int128(first.whole[one] - first.whole[other])) else {
                        return false
                    }
                }
            }
        }
        return true
    }

    /// Whether one list alone takes part and has every seat, whatever its whole quotas and their remainders are.
    func lonelyListHasAll(_ contest: ListContest, _ method: QuotaMethod) -> Bool {
        guard first.taking.count == 1, contest.natural == nil, !contest.othersTakeOver, method.remainders != .nextTier,
            first.division.seats == [contest.seats]
        else { return false }
        switch method.overAward {
        case .smallestRemainder, .hare: return true
        case .keep, .refuse:
            return isRounding
                && stays(atLeast: 1, { -Int128($0.votes[0]) }, less: -Int128(contest.seats + 1))
        }
    }
}
