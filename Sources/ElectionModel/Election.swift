/// Everything known before a vote is counted: who stands where, for whom, and the days of voting. The votes are `Tally`
/// values beside it, the rules a law that it names.
public struct Election: Sendable, Hashable {
    public var id: ElectionID
    public var name: Multilingual
    /// The law file under `Laws/`, without its extension, such as `kazakhstan/mazhilis-2004-04-14`.
    public var law: String
    /// The polling days by round.
    public var pollingDays: [CalendarDate]
    public var regions: [Region]
    public var districts: [District]
    public var parties: [Party]
    public var choices: [Choice]

    public init(
        id: ElectionID, name: Multilingual, law: String, pollingDays: [CalendarDate] = [], regions: [Region] = [],
        districts: [District] = [], parties: [Party] = [], choices: [Choice] = []
    ) {
        self.id = id
        self.name = name
        self.law = law
        self.pollingDays = pollingDays
        self.regions = regions
        self.districts = districts
        self.parties = parties
        self.choices = choices
    }
}

/// An oblast or a city of republican rank.
public struct Region: Sendable, Hashable {
    public var id: RegionID
    public var name: Multilingual

    public init(id: RegionID, name: Multilingual) {
        self.id = id
        self.name = name
    }
}

/// The area in which one contest is decided, with the seats to be filled there.
public struct District: Sendable, Hashable {
    public var id: DistrictID
    public var tier: TierID
    public var name: Multilingual
    public var region: RegionID?
    public var seats: Int

    public init(id: DistrictID, tier: TierID, name: Multilingual, region: RegionID? = nil, seats: Int = 1) {
        self.id = id
        self.tier = tier
        self.name = name
        self.region = region
        self.seats = seats
    }
}

/// A place where votes are given and counted.
public struct PollingStation: Sendable, Hashable {
    public var id: StationID
    public var region: RegionID
    /// The single-member district in which its electors vote.
    public var district: DistrictID
    public var kind: Kind
    public var isElectronic: Bool
    public var electors: UInt32

    public init(
        id: StationID, region: RegionID, district: DistrictID, kind: Kind = .ordinary, isElectronic: Bool = false,
        electors: UInt32
    ) {
        self.id = id
        self.region = region
        self.district = district
        self.kind = kind
        self.isElectronic = isElectronic
        self.electors = electors
    }

    /// Article 23(2)-(3): ordinary stations; special ones in units, ships, hospitals and places of detention; abroad.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case ordinary
        case special
        case abroad
    }
}

/// A party, as a nominator and as a member of blocs.
public struct Party: Sendable, Hashable {
    public var id: PartyID
    public var name: Multilingual
    public var shortName: Multilingual
    /// Fill colour as `#rrggbb`; a pattern or a letter always goes with it.
    public var colour: String?
    /// The person or persons who lead it.
    public var leader: Multilingual?

    public init(
        id: PartyID, name: Multilingual, shortName: Multilingual, colour: String? = nil, leader: Multilingual? = nil
    ) {
        self.id = id
        self.name = name
        self.shortName = shortName
        self.colour = colour
        self.leader = leader
    }
}

/// What a voter can mark: a candidate, a list, or "against all".
public struct Choice: Sendable, Hashable {
    public var id: ChoiceID
    public var kind: Kind
    public var name: Multilingual
    /// The nominating party or bloc; nil for the self-nominated and for "against all".
    public var nominator: PartyID?
    /// Where the choice stands on the ballot; nil for everywhere in its tier.
    public var district: DistrictID?
    /// Position in the order of registration, 1 for the first; decides ties where the law says so.
    public var registrationOrder: Int?
    public var birthDate: CalendarDate?
    public var sex: Sex?
    /// The member parties of a bloc's list; empty for a party's own.
    public var blocMembers: [PartyID]
    /// Whether the list represents a minority that a threshold exempts.
    public var isMinority: Bool
    /// Lists linked for the allocation share this name.
    public var alliance: String?
    /// The persons of a list in their order.
    public var persons: [ListedPerson]
    /// The list to which a constituency candidate belongs, for mixed systems that connect the two.
    public var connectedList: ChoiceID?

    public init(
        id: ChoiceID, kind: Kind, name: Multilingual, nominator: PartyID? = nil, district: DistrictID? = nil,
        registrationOrder: Int? = nil, birthDate: CalendarDate? = nil, sex: Sex? = nil, blocMembers: [PartyID] = [],
        isMinority: Bool = false, alliance: String? = nil, persons: [ListedPerson] = [],
        connectedList: ChoiceID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.nominator = nominator
        self.district = district
        self.registrationOrder = registrationOrder
        self.birthDate = birthDate
        self.sex = sex
        self.blocMembers = blocMembers
        self.isMinority = isMinority
        self.alliance = alliance
        self.persons = persons
        self.connectedList = connectedList
    }

    /// The line that stands on every ballot where a law provides it.
    public static let againstAll = Choice(
        id: "against-all", kind: .againstAll,
        name: Multilingual("Against all", russian: "Против всех кандидатов", kazakh: "Барлық кандидатқа қарсы"))

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case candidate
        case list
        case againstAll = "against all"
    }
}

/// As a register of candidates states it.
public enum Sex: String, Sendable, Hashable, CaseIterable, Codable {
    case female
    case male
}

/// One person on a list.
public struct ListedPerson: Sendable, Hashable {
    public var id: ChoiceID
    public var name: Multilingual
    /// Votes given to the person on an open list; nil on a closed one.
    public var preferenceVotes: UInt64?
    public var birthDate: CalendarDate?
    public var sex: Sex?

    public init(
        id: ChoiceID, name: Multilingual, preferenceVotes: UInt64? = nil, birthDate: CalendarDate? = nil,
        sex: Sex? = nil
    ) {
        self.id = id
        self.name = name
        self.preferenceVotes = preferenceVotes
        self.birthDate = birthDate
        self.sex = sex
    }
}
