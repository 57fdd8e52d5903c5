public import ElectionModel
public import ElectoralLaw

/// What the same votes would have given under another law.
public struct WhatIf: Sendable, Hashable {
    public var changes: [LawChange]
    /// Without a derivation; `decideSeats` under `Law.applying` explains it.
    public var outcome: Outcome
    /// Lists whose seats differ from those under the law as it is, by tier and in ballot order.
    public var lists: [ListDifference]
    /// Contests that are decided otherwise.
    public var contests: [ContestDifference]

    public struct ListDifference: Sendable, Hashable {
        public var tier: TierID
        public var list: ChoiceID
        public var before: Int
        public var after: Int
    }

    public struct ContestDifference: Sendable, Hashable {
        public var tier: TierID
        public var district: DistrictID
        public var before: ContestOutcome.Result
        public var after: ContestOutcome.Result
    }
}

/// Decides the same votes under a changed law and says what differs; nil where the law has nothing to change.
public func whatIf(
    _ changes: [LawChange], under law: Law, of election: Election, from tallies: [Tally],
    with decisions: Decisions = Decisions()
) -> WhatIf? {
    WhatIfQuestion(law: law, election: election, tallies: tallies, decisions: decisions).answer(changes)
}

/// The votes of one election and the law that decided them, asked again under other laws.
struct WhatIfQuestion {
    let law: Law
    let election: Election
    let tallies: [Tally]
    let decisions: Decisions
    /// Under the law as it is.
    let now: Outcome

    init(law: Law, election: Election, tallies: [Tally], decisions: Decisions) {
        self.law = law
        self.election = election
        self.tallies = tallies
        self.decisions = decisions
        now = decide(law, election, tallies, decisions)
    }

    func outcome(_ changes: [LawChange]) -> Outcome? {
        law.applying(changes).map { decide($0, election, tallies, decisions) }
    }

    func answer(_ changes: [LawChange]) -> WhatIf? {
        guard let after = outcome(changes) else { return nil }
        let lists = after.lists.flatMap { tier in
            tier.lists.compactMap { list -> WhatIf.ListDifference? in
                let before = now.lists.first { $0.tier == tier.tier }?.seats(of: list.list) ?? 0
                guard before != list.seats else { return nil }
                return WhatIf.ListDifference(tier: tier.tier, list: list.list, before: before, after: list.seats)
            }
        }
        let contests = after.contests.compactMap { contest -> WhatIf.ContestDifference? in
            guard let before = now.contest(contest.district, in: contest.tier)?.result, before != contest.result else {
                return nil
            }
            return WhatIf.ContestDifference(
                tier: contest.tier, district: contest.district, before: before, after: contest.result)
        }
        return WhatIf(changes: changes, outcome: after, lists: lists, contests: contests)
    }

    /// The seats of a tier's lists in ballot order, and what only a lot can decide there.
    func listResult(_ tier: TierID, _ changes: [LawChange]) -> ListResult? {
        guard let outcome = outcome(changes), let lists = outcome.lists.first(where: { $0.tier == tier }) else {
            return nil
        }
        return ListResult(
            seats: lists.lists.map { ListTierOutcome.ListSeats(list: $0.list, seats: $0.seats) },
            unfilled: lists.unfilled, ties: outcome.ties.filter { $0.tier == tier })
    }
}

/// What the lists of a tier have.
public struct ListResult: Sendable, Hashable {
    /// All lists in ballot order, those without seats included.
    public var seats: [ListTierOutcome.ListSeats]
    public var unfilled: Int
    /// Seats that only a lot can give; they are not in `seats`.
    public var ties: [Tie]

    public func seats(of list: ChoiceID) -> Int { seats.first { $0.list == list }?.seats ?? 0 }
}

private func decide(_ law: Law, _ election: Election, _ tallies: [Tally], _ decisions: Decisions) -> Outcome {
    var recorder = NoRecorder()
    return decideSeats(under: law, of: election, from: tallies, with: decisions, recording: &recorder)
}
