public import ElectionModel

/// How many ballots it takes.
public enum VotesNeeded: Sendable, Hashable {
    /// So many do it in the way named, and no fewer do it in any single direction of the kind.
    case exact(UInt64)
    /// Fewer than `lower` can't do it, which is proven; `upper` do it, which has been tried. Nil where nothing was found.
    case bounds(lower: UInt64, upper: UInt64?)
    /// No number of such ballots does it.
    case impossible
    case notComputed(MarginGap)
}

/// Why no exact margin is given.
public enum MarginGap: String, Sendable, Hashable, CaseIterable {
    case noTally = "no tally"
    case noVote = "decided without a vote"
    case baseUnknown = "base unknown"
    case otherTiers = "depends on other tiers"
    case linkedOrBonus = "linked lists or bonus seats"
    case districtSeats = "seats of districts depend on votes"
    case exceptions = "rule for none or one passing may apply across districts"
    case remaindersPass = "remaining seats pass to the next tier"
}

/// How close one decision was: the least number of ballots of one kind that would have changed it.
///
/// What is searched: every single direction of the kind, that is, ballots added to one choice, removed from one choice, or
/// switched from one choice to one other; `anyMixture` says what is known when several directions are mixed. All totals, bases, thresholds and quotas move with them as `MarginKind` says. A
/// tie that only a lot can break counts as a change of what was decided, because votes no longer decide it; it does not
/// count as winning a seat or being elected, because a lot may still refuse it.
public struct Margin: Sendable, Hashable {
    /// Whose seat or place it is; nil where nobody had been decided on.
    public var subject: ChoiceID?
    public var effect: Effect
    public var kind: MarginKind
    /// Over all single directions.
    public var votes: VotesNeeded
    /// The same over all mixtures of directions of the kind, as far as it is known: never more than `votes`.
    public var anyMixture: VotesNeeded?
    /// The direction that needs fewest ballots; the first in ballot order where several need as many.
    public var from: ChoiceID?
    public var to: ChoiceID?
    public var after: After?

    /// A mixture needs at least `lower`, which is proven, and at most what the best single direction needs.
    mutating func boundMixture(atLeast lower: UInt64) {
        guard case .exact(let votes) = votes else { return }
        anyMixture = lower >= votes ? .exact(votes) : .bounds(lower: lower, upper: votes)
    }

    public enum Effect: String, Sendable, Hashable, CaseIterable {
        /// The list has fewer certain seats.
        case listLoses = "list loses a seat"
        /// The list has more certain seats.
        case listGains = "list gains a seat"
        /// The winner is no longer elected, whatever happens instead.
        case winnerLoses = "winner is not elected"
        /// Somebody else is elected at once.
        case anotherElected = "another is elected"
        /// Nobody was elected, and now somebody is.
        case somebodyElected = "somebody is elected"
        /// Other persons go to the second ballot, or it becomes open who does.
        case finalistsChange = "finalists change"
    }

    /// What would have been decided.
    public enum After: Sendable, Hashable {
        /// Certain seats by list, those with seats only.
        case seats([ListTierOutcome.ListSeats])
        case result(ContestOutcome.Result)
    }
}

/// The margins of one contest: one district of one tier, in one ballot.
public struct ContestMargins: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    /// Set where nothing could be computed.
    public var gap: MarginGap?
    public var margins: [Margin]
    public var distances: [Distance]

    init(_ tier: TierID, _ district: DistrictID, round: Int = 1) {
        self.tier = tier
        self.district = district
        self.round = round
        margins = []
        distances = []
    }

    /// The margin of a choice; nil where none is given.
    public func margin(_ subject: ChoiceID?, _ effect: Margin.Effect, _ kind: MarginKind) -> Margin? {
        margins.first { $0.subject == subject && $0.effect == effect && $0.kind == kind }
    }
}

/// How far a choice stands from a share that the law asks for, all other votes being as they are.
public struct Distance: Sendable, Hashable {
    public var choice: ChoiceID
    public var share: Share
    public var votes: UInt64
    public var base: UInt64
    public var isMet: Bool
    /// Where the share is met, whole votes above the least number that meets it; otherwise whole votes lacking to it. The
    /// base stays as it is; `Margin` lets it move.
    public var wholeVotes: UInt64
    /// Votes less the exact share of the base, negative below it.
    public var exact: Fraction

    init(_ choice: ChoiceID, _ votes: UInt64, _ share: Share, of base: UInt64) {
        let needed = share.leastVotes(outOf: base)
        self.choice = choice
        self.share = share
        self.votes = votes
        self.base = base
        isMet = share.isMet(by: votes, outOf: base)
        wholeVotes = votes >= needed ? votes - needed : needed - votes
        exact = Fraction(Int128(votes), 1) - share.fraction * Fraction(Int128(base), 1)
    }
}
