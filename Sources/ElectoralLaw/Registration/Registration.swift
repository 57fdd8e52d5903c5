public import ElectionModel

/// What it takes to stand, and how constituencies are drawn.
public struct Registration: Sendable, Hashable {
    public var party: PartyRule?
    public var bloc: BlocRule?
    public var nomination: Nomination?
    public var signatures: Signatures?
    public var deposit: Deposit?
    public var list: ListLength?
    public var constituencies: ConstituencySize?

    public struct PartyRule: Sendable, Hashable {
        public var members: Int
        public var membersInEveryRegion: Int?
        public var cites: [Citation]
    }

    public struct BlocRule: Sendable, Hashable {
        public var leastParties: Int
        /// A party may belong to one bloc only.
        public var oneBlocOnly: Bool
        public var cites: [Citation]
    }

    public struct Nomination: Sendable, Hashable {
        public var selfNomination: Bool
        /// At most one candidate of a party in a constituency.
        public var onePerConstituency: Bool
        /// A person on a list may not stand in a constituency.
        public var listOrConstituency: Bool
        /// A party may nominate its own members only.
        public var ownMembersOnly: Bool
        /// Nobody may stand in more than one constituency.
        public var oneConstituencyOnly: Bool
        public var cites: [Citation]
    }

    public struct Signatures: Sendable, Hashable {
        public var share: Share
        /// The part of the regions in which they must be gathered.
        public var regions: Fraction?
        /// The largest part of the signatures needed that counts from one region or body.
        public var fromOneAtMost: Fraction?
        public var cites: [Citation]
    }

    public struct Deposit: Sendable, Hashable {
        /// In minimum monthly wages, for each candidate or person on a list.
        public var minimumWages: Int
        public var returnedToCandidate: Share
        public var returnedToList: Share?
        public var cites: [Citation]
    }

    /// The longest list: the seats plus a part of them.
    public struct ListLength: Sendable, Hashable {
        public var beyondSeats: Fraction
        public var cites: [Citation]
    }

    public struct ConstituencySize: Sendable, Hashable {
        /// The largest allowed inequality, as a part of the average.
        public var deviation: Fraction
        public var of: Average
        public var measure: Measure
        public var cites: [Citation]

        public enum Average: String, Sendable, Hashable, CaseIterable {
            case region = "average of the region"
            case country = "average of the country"
        }

        /// What may not be larger than the allowed part of the average.
        public enum Measure: String, Sendable, Hashable, CaseIterable {
            /// The distance of each constituency from the average.
            case distance = "distance from the average"
            /// The largest constituency less the smallest.
            case spread = "difference between largest and smallest"
        }
    }
}
