import ElectionModel
import ElectoralLaw

extension ListContest {
    /// A number of ballots of a kind below which no mixture of directions takes a certain seat from a list; at least 1.
    ///
    /// A list keeps its last seat as long as the same lists take part and no other list's next seat comes to stand at or
    /// before it. Each of these is one comparison that every ballot moves by a fixed amount, so that no mixture breaks one
    /// sooner than the single direction that moves it most. The first break over all single directions is therefore a lower
    /// bound for mixtures; where a list has to be overtaken more than once it may be less than any mixture needs.
    ///
    /// Rounded quotas and quotas that can give too many seats, other rules for remaining seats and natural thresholds are
    /// not covered; there the bound is 1.
    func ballotsOfAnyMixture(_ kind: MarginKind, keeping list: Int) -> UInt64 {
        guard let now = pattern(of: figures), let seats = certainSeats()?[list], seats > 0,
            let place = now.taking.firstIndex(of: list), let order = seatOrder
        else { return 1 }
        // Seats of each list that come before the last one of this list, or level with it.
        let before = now.taking.indices.map { other -> Int in
            guard other != place else { return seats }
            var count = 0
            while count <= self.seats, order(now, other, count, place, seats - 1) >= 0 { count += 1 }
            return count
        }
        guard before.reduce(0, +) <= self.seats else { return 1 }
        func isKept(_ ballots: UInt64, _ change: VoteChange) -> Bool {
            guard let then = pattern(of: figures.changed(by: change, ballots)), then.reached == now.reached,
                then.taking == now.taking
            else { return false }
            return then.taking.indices.allSatisfy {
                $0 == place || order(then, $0, before[$0], place, seats - 1) < 0
            }
        }
        var least: UInt64?
        for change in VoteChange.all(among: figures.votes.count) where change.kind == kind {
            let most = min(mostBallots(change), least.map { $0 - 1 } ?? .max)
            walk(upTo: most, evaluate: { isKept($0, change) }, same: { $0 && $1 }) { ballots, kept in
                if !kept { least = ballots }
                return kept
            }
        }
        return least ?? 1
    }

    /// Compares the seat after `firstSeats` of one list with the seat after `secondSeats` of another: positive where the
    /// first comes sooner, zero where they are level. Nil for methods in which seats have no such order.
    private var seatOrder: ((Pattern, Int, Int, Int, Int) -> Int)? {
        switch method {
        case .divisor(let divisor):
            return { pattern, first, firstSeats, second, secondSeats in
                divisor.compare(pattern.votes, first, firstSeats, second, secondSeats)
            }
        case .quota(let method):
            guard method.remainders == .largest, natural == nil,
                method.quota == .hare || method.quota == .hagenbachBischoff
            else { return nil }
            // Whole quotas and then largest remainders go by v − n·Q, the votes beyond n quotas.
            return { pattern, first, firstSeats, second, secondSeats in
                guard let quota = pattern.quota else { return 0 }
                let difference =
                    (Int128(pattern.votes[first]) - Int128(pattern.votes[second])) * quota.denominator
                    - Int128(firstSeats - secondSeats) * quota.numerator
                return Int(difference.signum())
            }
        }
    }
}
