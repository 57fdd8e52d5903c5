public import ElectionModel

/// What parties, candidates and drawers of boundaries hand in before an election.
public struct Applications: Sendable, Hashable {
    /// The regions in which a party must have members, and signatures may have to be gathered.
    public var regions: [RegionID] = []
    public var parties: [PartyApplication] = []
    public var blocs: [BlocApplication] = []
    public var nominations: [NominationApplication] = []
    public var lists: [ListApplication] = []
    public var signatures: [SignatureApplication] = []
    public var constituencies: [ConstituencyDrawing] = []
    /// The monthly minimum wage in which deposits are counted; nil where it is not given.
    public var minimumWage: UInt64?
    public var deposits: [DepositApplication] = []

    public init() {}

    /// What is handed in, each part with rules of its own.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case parties
        case blocs
        case nominations
        case lists
        case signatures
        case constituencies
        case deposits
    }

    /// A party with its members by region. A region that is not named is one whose members are not given, not one without.
    public struct PartyApplication: Sendable, Hashable {
        public var party: PartyID
        public var members: [RegionCount]

        public init(party: PartyID, members: [RegionCount]) {
            self.party = party
            self.members = members
        }
    }

    /// Parties that want to stand together.
    public struct BlocApplication: Sendable, Hashable {
        public var bloc: PartyID
        public var parties: [PartyID]

        public init(bloc: PartyID, parties: [PartyID]) {
            self.bloc = bloc
            self.parties = parties
        }
    }

    /// One person put forward in one constituency.
    public struct NominationApplication: Sendable, Hashable {
        public var person: ChoiceID
        public var constituency: DistrictID
        /// The nominating party or bloc; nil for self-nomination.
        public var nominator: PartyID?
        /// The party the person belongs to; nil for nobody's member and where it is not given.
        public var memberOf: PartyID?
        /// Whether the person is known to belong to no party.
        public var isWithoutParty: Bool

        public init(
            person: ChoiceID, constituency: DistrictID, nominator: PartyID? = nil, memberOf: PartyID? = nil,
            isWithoutParty: Bool = false
        ) {
            self.person = person
            self.constituency = constituency
            self.nominator = nominator
            self.memberOf = memberOf
            self.isWithoutParty = isWithoutParty
        }
    }

    /// A list with its persons in order; without any where they are not given.
    public struct ListApplication: Sendable, Hashable {
        public var nominator: PartyID
        public var persons: [ChoiceID]
        /// The seats that lists compete for; nil for those of the law's only tier of lists.
        public var seats: Int?

        public init(nominator: PartyID, persons: [ChoiceID], seats: Int? = nil) {
            self.nominator = nominator
            self.persons = persons
            self.seats = seats
        }
    }

    /// Signatures for one candidate by region, or by body where electors are members of other bodies.
    public struct SignatureApplication: Sendable, Hashable {
        public var candidate: ChoiceID
        /// The size of the base that the needed share is taken of, such as all electors.
        public var base: UInt64
        public var signatures: [RegionCount]

        public init(candidate: ChoiceID, base: UInt64, signatures: [RegionCount]) {
            self.candidate = candidate
            self.base = base
            self.signatures = signatures
        }
    }

    /// A constituency as drawn, with its electors.
    public struct ConstituencyDrawing: Sendable, Hashable {
        public var constituency: DistrictID
        public var region: RegionID
        public var electors: UInt64

        public init(constituency: DistrictID, region: RegionID, electors: UInt64) {
            self.constituency = constituency
            self.region = region
            self.electors = electors
        }
    }

    /// Money paid in for a candidate or for a list.
    public struct DepositApplication: Sendable, Hashable {
        public var payer: Payer
        /// In the currency of the minimum wage.
        public var paid: UInt64

        public init(payer: Payer, paid: UInt64) {
            self.payer = payer
            self.paid = paid
        }

        public enum Payer: Sendable, Hashable {
            case candidate(ChoiceID)
            /// For all persons of the list of this party or bloc.
            case list(PartyID)
        }
    }

    /// A number of people in one region.
    public struct RegionCount: Sendable, Hashable {
        public var region: RegionID
        public var count: UInt64

        public init(_ region: RegionID, _ count: UInt64) {
            self.region = region
            self.count = count
        }
    }
}
