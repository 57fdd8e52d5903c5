public import ElectionModel

/// Seats given to lists in proportion to their votes.
public struct ListRule: Sendable, Hashable {
    public var districts: Districts
    /// "Against all" stands on the ballot; without this rule the audit of the votes reports it.
    public var againstAll: AgainstAll?
    public var thresholds: [Threshold]
    /// A list that wins so many seats in another tier takes part whatever its votes.
    public var orWins: OrWins?
    public var ifNonePasses: Exception<NonePasses>?
    public var ifOnePasses: Exception<OnePasses>?
    public var allocation: Allocation
    /// Remaining seats need at least so many quotas; a natural threshold.
    public var naturalThreshold: NaturalThreshold?
    public var linkedLists: LinkedLists?
    public var order: Order
    public var exhausted: Exception<Exhausted>?
    public var constituencyWinners: Exception<ConstituencyWinners>?
    public var compensation: Compensation?
    public var transfer: Transfer?
    public var bonus: Bonus?
    public var cites: [Citation]

    /// A rule with its articles.
    public struct Exception<Value: Sendable & Hashable>: Sendable, Hashable {
        public var then: Value
        public var cites: [Citation]
    }

    /// "Against all lists" as a choice that wins no seat but counts among valid votes.
    public struct AgainstAll: Sendable, Hashable {
        public var cites: [Citation]
    }

    /// Where lists stand, and where a district's number of seats comes from.
    public struct Districts: Sendable, Hashable {
        public var kind: Kind
        /// Divides the tier's seats among districts by their valid votes; otherwise each district states its seats.
        public var seatsByVotes: Allocation?

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case national = "one for the whole country"
            case several
        }
    }

    /// A share that a list must reach to take part in the allocation.
    public struct Threshold: Sendable, Hashable {
        public var appliesTo: Kind
        /// For blocs: with at least so many member parties.
        public var members: Int?
        public var share: Share
        public var across: Scope
        public var exemptMinorities: Bool
        public var cites: [Citation]

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case everyList = "every list"
            case party
            case bloc
        }

        public enum Scope: String, Sendable, Hashable, CaseIterable {
            case country
            case district
        }
    }

    public struct OrWins: Sendable, Hashable {
        public var seats: Int
        public var tier: TierID
        public var cites: [Citation]
    }

    public enum NonePasses: String, Sendable, Hashable, CaseIterable {
        case vacant = "seats stay vacant"
        case allTakePart = "all lists take part"
        case repeatElection = "repeat election"
    }

    public enum OnePasses: String, Sendable, Hashable, CaseIterable {
        case takesAll = "takes all seats"
        case nextJoins = "next list joins"
    }

    public struct NaturalThreshold: Sendable, Hashable {
        /// Of the quota; 1 for a whole quota, 3/4 for three quarters.
        public var quotas: Fraction
        public var cites: [Citation]
    }

    /// Lists may link; the linked ones first count as one and then share.
    public struct LinkedLists: Sendable, Hashable {
        public var within: Allocation
        public var cites: [Citation]
    }

    /// Who on a list takes its seats.
    public struct Order: Sendable, Hashable {
        public var kind: Kind
        /// Open lists: the share of the list's votes that moves a person up.
        public var preference: Preference?
        public var cites: [Citation]

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case strict = "strict order of the list"
            case preference = "preference votes above a threshold, then order of the list"
            case open = "preference votes alone"
        }

        public struct Preference: Sendable, Hashable {
            public var comparison: Comparison
            /// Of the list's own votes in the district.
            public var fraction: Fraction
        }
    }

    public enum Exhausted: String, Sendable, Hashable, CaseIterable {
        case vacant = "seats stay vacant"
        case otherLists = "seats go to the other lists"
    }

    public enum ConstituencyWinners: String, Sendable, Hashable, CaseIterable {
        case leaveTheList = "leave the list"
        case cannotStandTwice = "cannot stand on both"
    }

    /// List seats bring a party up to its share of the whole body.
    public struct Compensation: Sendable, Hashable {
        /// The tiers whose seats count towards the share.
        public var tiers: [TierID]
        public var overhang: Overhang
        public var cites: [Citation]

        public enum Overhang: String, Sendable, Hashable, CaseIterable {
            /// The party keeps it and the body grows by it.
            case bodyGrows = "body grows"
            /// Seats are added until every party has its share.
            case levelled = "levelled by added seats"
            /// The party keeps it and the others share what is left.
            case othersShareRest = "others share the rest"
        }
    }

    /// Votes of constituency candidates that count for their lists.
    public struct Transfer: Sendable, Hashable {
        public var from: TierID
        public var votes: Votes
        public var cites: [Citation]

        public enum Votes: String, Sendable, Hashable, CaseIterable {
            case losers = "votes of losing candidates"
            case losersAndSurplus = "votes of losing candidates and the winner's surplus"
        }
    }

    /// Seats for the first list before or beyond its share.
    public struct Bonus: Sendable, Hashable {
        public var seats: Int
        public var kind: Kind
        /// Only for a list that reaches it.
        public var condition: Share?
        public var cites: [Citation]

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// The seats are set aside and the rest is allocated.
            case added = "added to its share"
            /// The list has at least so many in all; the others share the rest.
            case guaranteed = "guaranteed in all"
        }
    }
}
