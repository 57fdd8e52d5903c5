public import ElectionModel
public import ElectoralLaw

/// How candidates, districts, parties and tiers are called on a page. An identifier that nothing names is shown as it is.
public struct Names: Sendable {
    /// Candidates, lists, persons of lists, "against all".
    public var choice: @Sendable (ChoiceID, Language) -> String
    /// Constituencies and the whole country.
    public var district: @Sendable (DistrictID, Language) -> String
    /// Parties and other nominators.
    public var party: @Sendable (PartyID, Language) -> String
    /// The parts of an election by the names of its law.
    public var tier: @Sendable (TierID, Language) -> String
    /// Oblasts and cities.
    public var region: @Sendable (RegionID, Language) -> String

    /// What is left out shows identifiers.
    public init(
        choice: @escaping @Sendable (ChoiceID, Language) -> String = { id, _ in id.rawValue },
        district: @escaping @Sendable (DistrictID, Language) -> String = { id, _ in id.rawValue },
        party: @escaping @Sendable (PartyID, Language) -> String = { id, _ in id.rawValue },
        tier: @escaping @Sendable (TierID, Language) -> String = { id, _ in id.rawValue },
        region: @escaping @Sendable (RegionID, Language) -> String = { id, _ in id.rawValue }
    ) {
        self.choice = choice
        self.district = district
        self.party = party
        self.tier = tier
        self.region = region
    }

    /// The names of an election's register and of its law.
    ///
    /// Districts also answer as choices, because a law may divide seats among districts like among lists.
    public init(of election: Election, under law: Law) {
        let first = { (name: Multilingual, _: Multilingual) in name }
        let districts = Dictionary(election.districts.map { ($0.id, $0.name) }, uniquingKeysWith: first)
        let parties = Dictionary(election.parties.map { ($0.id, $0.name) }, uniquingKeysWith: first)
        let regions = Dictionary(election.regions.map { ($0.id, $0.name) }, uniquingKeysWith: first)
        let tiers = Dictionary(law.tiers.map { ($0.id, $0.name) }, uniquingKeysWith: first)
        let persons = election.choices.flatMap(\.persons).map { ($0.id, $0.name) }
        let choices = Dictionary(
            election.choices.map { ($0.id, $0.name) } + persons
                + election.districts.map { (ChoiceID($0.id), $0.name) },
            uniquingKeysWith: first)
        self.init(
            choice: { choices[$0]?[$1] ?? $0.rawValue },
            district: { districts[$0]?[$1] ?? tiers[TierID($0)]?[$1] ?? $0.rawValue },
            party: { parties[$0]?[$1] ?? $0.rawValue },
            tier: { tiers[$0]?[$1] ?? $0.rawValue },
            region: { regions[$0]?[$1] ?? $0.rawValue })
    }
}
