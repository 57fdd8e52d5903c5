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
    /// only grow or only shrink, and equal patterns suffice. Otherwise everything is compared at its worst: Q anywhere
    /// between its two values, each list's votes anywhere between its own.
    func isConstant(_ first: Pattern, _ last: Pattern) -> Bool {
        guard first.reached == last.reached, first.taking == last.taking, first.whole == last.whole,
            first.wholeAgain == last.wholeAgain, first.overNatural == last.overNatural, first.division == last.division
        else { return false }
        guard case .quota(let method) = method, method.quota.isRounded, let one = first.quota, let two = last.quota,
            one != two
        else { return true }
        return isConstantAtWorst(method, first, last, quotas: (min(one, two).floor, max(one, two).floor))
    }

    private func isConstantAtWorst(
        _ method: QuotaMethod, _ first: Pattern, _ last: Pattern, quotas: (least: Int128, most: Int128)
    ) -> Bool {
        let lists = first.votes.indices
        let least = lists.map { Int128(min(first.votes[$0], last.votes[$0])) }
        let most = lists.map { Int128(max(first.votes[$0], last.votes[$0])) }
        for list in lists {
            guard least[list] / quotas.most == most[list] / quotas.least else { return false }
            if let natural {
                let low = Fraction(least[list], 1) >= natural * Fraction(quotas.most, 1)
                let high = Fraction(most[list], 1) >= natural * Fraction(quotas.least, 1)
                if low != high { return false }
            }
        }
        let tooMany = first.whole.reduce(0, +) > seats
        let byRemainder = tooMany ? method.overAward == .smallestRemainder : method.remainders == .largest
        guard byRemainder else { return true }
        // Whoever has more seats than whole quotas must stay ahead of whoever has not, at the worst remainders of both.
        guard first.division.tied.isEmpty else { return false }
        let extra = lists.map { first.division.seats[$0] - first.whole[$0] }
        let ranked = lists.filter { tooMany ? first.whole[$0] > 0 : natural == nil || first.overNatural[$0] }
        for ahead in ranked {
            let worst = least[ahead] - Int128(first.whole[ahead]) * quotas.most
            for behind in ranked where extra[behind] < extra[ahead] {
                guard worst > most[behind] - Int128(first.whole[behind]) * quotas.least else { return false }
            }
        }
        return true
    }
}

extension Quota {
    /// Whether the quota is a whole number, which does not change evenly with the votes.
    fileprivate var isRounded: Bool {
        switch self {
        case .hare, .hagenbachBischoff, .imperiali: false
        default: true
        }
    }
}
