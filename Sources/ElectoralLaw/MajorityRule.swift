public import ElectionModel

/// A single seat won by a share of a base, with a second ballot where nobody reaches it.
public struct MajorityRule: Sendable, Hashable {
    public var elected: Condition
    /// The first ballot is void below it.
    public var turnout: Turnout?
    public var againstAll: AgainstAll?
    public var runOff: RunOff?
    /// When nobody is elected and no run-off is called.
    public var otherwise: Otherwise
    public var uncontested: Uncontested?
    public var annulledStations: AnnulledStations?
    public var ties: [TieRule]
    public var cites: [Citation]

    /// What a candidate needs in the first ballot.
    public struct Condition: Sendable, Hashable {
        public var share: Share
        /// A second condition, such as a share of registered electors.
        public var and: Share?
        public var cites: [Citation]
    }

    /// The least turnout, and what follows below it.
    public struct Turnout: Sendable, Hashable {
        public var needs: Share
        public var otherwise: Otherwise
        public var cites: [Citation]
    }

    /// "Against all" stands on the ballot; without this rule the audit of the votes reports it.
    public struct AgainstAll: Sendable, Hashable {
        /// A candidate must have more votes than "against all" to be elected.
        public var preventsElection: Bool
        public var cites: [Citation]
    }

    public struct RunOff: Sendable, Hashable {
        public var calledWhen: CalledWhen
        public var qualify: Qualification
        public var onWithdrawal: OnWithdrawal
        public var elected: Winning
        /// The run-off is void below it.
        public var turnout: Turnout?
        /// Only one of those who would go on is left.
        public var oneLeft: OneLeft?
        public var ties: [TieRule]
        /// It is held on the day of the first ballot.
        public var sameDay: Bool
        /// It is held within so many months of the first ballot.
        public var withinMonths: Int?
        /// How the run-off is held, in words.
        public var timing: String?
        public var cites: [Citation]
    }

    public enum CalledWhen: String, Sendable, Hashable, CaseIterable {
        /// Whenever nobody is elected.
        case nobodyElected = "nobody is elected"
        /// Only if the ballot had more than two candidates; two who both fail lead to a repeat election.
        case moreThanTwoCandidates = "more than two candidates stood and nobody is elected"
    }

    /// Who goes on to the second ballot.
    public struct Qualification: Sendable, Hashable {
        /// The first so many; with a share, the least number that goes on.
        public var top: Int
        /// All who reach it go on.
        public var share: Share?
        public var cites: [Citation]
    }

    public enum OnWithdrawal: String, Sendable, Hashable, CaseIterable {
        case nextMovesUp = "next moves up"
        case noReplacement = "no replacement"
    }

    /// What happens when only one candidate is left for the second ballot; without such a rule that one is voted on.
    public struct OneLeft: Sendable, Hashable {
        public var then: Then
        public var cites: [Citation]

        /// What becomes of the seat.
        public enum Then: String, Sendable, Hashable, CaseIterable {
            case repeatElection = "repeat election"
            case elected = "elected without a vote"
            case vote = "put to the vote"
        }
    }

    /// What wins the second ballot.
    public struct Winning: Sendable, Hashable {
        /// Nil for most votes.
        public var share: Share?
        public var cites: [Citation]
    }

    public enum Otherwise: String, Sendable, Hashable, CaseIterable {
        case repeatElection = "repeat election"
        case runOff = "run-off"
        case vacant = "seat stays vacant"
    }

    /// A ballot with one candidate.
    public struct Uncontested: Sendable, Hashable {
        public var then: Then
        public var cites: [Citation]

        public enum Then: String, Sendable, Hashable, CaseIterable {
            case elected = "elected without a vote"
            /// Voted on like any other, and elected by the same share.
            case vote = "put to the vote"
            case postponed = "election postponed"
        }
    }
}

extension MajorityRule {
    /// The vote was declared void at single polling stations, not in the whole district.
    public struct AnnulledStations: Sendable, Hashable {
        public var then: Then
        /// From this part of the district's stations on, the whole election is repeated.
        public var wholeFrom: Fraction?
        public var cites: [Citation]

        /// What happens to the stations' part of the vote.
        public enum Then: String, Sendable, Hashable, CaseIterable {
            /// The remaining stations decide.
            case leftOut = "the other stations decide"
            /// Nobody is elected before the stations have voted again.
            case votedAgain = "the stations vote again"
        }
    }
}

/// Seats won by most votes in one ballot: one a district, or several by block vote.
public struct PluralityRule: Sendable, Hashable {
    /// How many candidates one ballot may name.
    public var votesPerBallot: Int
    /// A winner needs at least this, if anything.
    public var least: Share?
    public var againstAll: MajorityRule.AgainstAll?
    public var ties: [TieRule]
    public var uncontested: MajorityRule.Uncontested?
    public var cites: [Citation]
}

/// How a tie is broken; a law may give several, applied in turn.
public enum TieRule: String, Sendable, Hashable, CaseIterable {
    case lot
    case older = "older candidate"
    case younger = "younger candidate"
    case earlierRegistered = "earlier registered"
    /// Among lists: the one with more votes.
    case moreVotes = "more votes"
    case repeatElection = "repeat election"
    /// The statute is silent; the outcome stays tied until a decision is recorded.
    case silent = "law is silent"
}
