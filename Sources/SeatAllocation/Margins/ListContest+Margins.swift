import ElectionModel

extension ListContest {
    /// What a change of votes is to bring about for one list.
    public enum Effect: String, Sendable, Hashable, CaseIterable {
        /// Fewer certain seats than now. A tie that only a lot can break counts: the seat is no longer the list's by votes.
        case loses
        /// More certain seats than now. A tie that only a lot can break does not count: nothing has been won yet.
        case gains
    }

    /// The least number of ballots with an effect, in the direction that needs fewest.
    public struct Least: Sendable, Hashable {
        public var list: Int
        public var effect: Effect
        public var change: VoteChange
        public var ballots: UInt64
        /// Certain seats by choice once so many ballots have changed.
        public var seatsAfter: [Int]
        /// No mixture of directions of the kind loses the seat with fewer; proven for losses, 1 for gains.
        public var anyMixtureAtLeast: UInt64 = 1
    }

    /// The least number of ballots by which `change` has `effect` for `list`; nil where no number has, or a base is not
    /// known.
    ///
    /// - Parameter most: larger numbers are not looked for, such as more ballots than electors stayed at home.
    public func ballotsNeeded(
        _ change: VoteChange, for list: Int, _ effect: Effect, upTo most: UInt64 = .max
    ) -> UInt64? {
        guard let now = certainSeats() else { return nil }
        var found: UInt64?
        follow(change, upTo: min(most, mostBallots(change))) { ballots, seats in
            guard has(effect, now[list], seats[list]) else { return true }
            found = ballots
            return false
        }
        return found
    }

    /// The least number of ballots by which `change` has each effect for each list, looked for together.
    ///
    /// - Returns: by effect in the order of `Effect.allCases`, then by choice; nil where no number up to `most` has it.
    public func ballotsNeeded(_ change: VoteChange, upTo most: UInt64 = .max) -> [[UInt64?]] {
        var found = Effect.allCases.map { _ in [UInt64?](repeating: nil, count: figures.votes.count) }
        guard let now = certainSeats() else { return found }
        follow(change, upTo: min(most, mostBallots(change))) { ballots, seats in
            for (index, effect) in Effect.allCases.enumerated() {
                for list in now.indices where found[index][list] == nil && has(effect, now[list], seats[list]) {
                    found[index][list] = ballots
                }
            }
            return true
        }
        return found
    }

    /// For each list, effect and kind of change, the least number of ballots over all directions of that kind: the first
    /// direction in ballot order where several need as many. What no change of a kind can bring about is left out.
    public func leastBallots() -> [Least] {
        guard let now = certainSeats() else { return [] }
        let lists = now.indices.filter { !figures.isAgainstAll[$0] }
        var result: [Least] = []
        for kind in MarginKind.allCases {
            var best = Effect.allCases.map { _ in [Least?](repeating: nil, count: now.count) }
            let sought = Effect.allCases.enumerated().flatMap { index, effect in
                lists.filter { effect == .gains ? now[$0] < min(seats, persons[$0]) : now[$0] > 0 }
                    .map { (effect: effect, index: index, list: $0) }
            }
            for change in VoteChange.all(among: now.count) where change.kind == kind {
                let most = mostBallots(change)
                // Nobody needs a direction that takes more ballots than another one has been found to take.
                func limit() -> UInt64 {
                    sought.reduce(0) { max($0, best[$1.index][$1.list].map { $0.ballots - 1 } ?? most) }
                }
                follow(change, upTo: min(most, limit())) { ballots, seats in
                    guard ballots <= limit() else { return false }
                    for (effect, index, list) in sought where has(effect, now[list], seats[list]) {
                        guard best[index][list].map({ ballots < $0.ballots }) ?? true else { continue }
                        best[index][list] = Least(
                            list: list, effect: effect, change: change, ballots: ballots, seatsAfter: seats)
                    }
                    return true
                }
            }
            result += best.flatMap { $0.compactMap(\.self) }.map { least in
                guard least.effect == .loses else { return least }
                var least = least
                least.anyMixtureAtLeast = min(least.ballots, ballotsOfAnyMixture(kind, keeping: least.list))
                return least
            }
        }
        return result
    }

    /// The fewest ballots of a kind after which another list reaches the threshold, or one no longer does, in whatever
    /// mixture of directions they come; nil where no number does it.
    ///
    /// Each threshold is one comparison that every ballot moves by a fixed amount, so that no mixture is quicker than the
    /// direction that moves it most.
    func ballotsUntilThreshold(_ kind: MarginKind) -> UInt64? {
        guard let now = pattern(of: figures)?.reached else { return nil }
        var best: UInt64?
        for change in VoteChange.all(among: now.count) where change.kind == kind {
            let most = mostBallots(change)
            walk(
                upTo: min(most, best.map { $0 - 1 } ?? most),
                evaluate: { pattern(of: figures.changed(by: change, $0))?.reached ?? [] }, same: { $0 == $1 },
                visit: { ballots, _ in
                    best = ballots
                    return false
                })
        }
        return best
    }

    func mostBallots(_ change: VoteChange) -> UInt64 {
        figures.mostBallots(
            change, seats: seats, shares: bars.compactMap { $0?.fraction } + (natural.map { [$0] } ?? []))
    }

    private func has(_ effect: Effect, _ before: Int, _ after: Int) -> Bool {
        effect == .loses ? after < before : after > before
    }

    /// Visits, in ascending order, every number of ballots at which the seats may differ from those one ballot earlier.
    private func follow(_ change: VoteChange, upTo most: UInt64, visit: (UInt64, [Int]) -> Bool) {
        guard let now = pattern(of: figures) else { return }
        walk(
            upTo: most,
            // Bases that are known now stay known.
            evaluate: { (ballots: UInt64) -> (pattern: Pattern, figures: ContestFigures) in
                let changed = figures.changed(by: change, ballots)
                return (pattern(of: changed) ?? now, changed)
            },
            same: { isConstant($0.pattern, $1.pattern) },
            visit: { ballots, state in visit(ballots, certainSeats(state.pattern, state.figures)) })
    }
}
