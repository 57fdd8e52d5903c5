public import Counting
public import ElectionModel
public import ElectoralLaw
public import VerifiableVoting

/// What does not change while an election is held: its law, its procedure, its parties and districts. The record names the
/// hashes of the files, so that whoever folds it folds it by the same rules.
public struct ConductSetting: Sendable, Equatable {
    public var law: Law
    public var procedure: Procedure
    /// Regions, districts and parties; choices come from nominations.
    public let election: ElectionModel.Election
    public var lawHash: Digest
    public var procedureHash: Digest
    public var electionHash: Digest
    public var form: ProtocolForm
    /// What the protocols are: official, or made up for an exercise.
    public var provenance: ProvenanceKind
    /// Minutes that the clocks of a region are ahead of UTC; 0 where none is given.
    public var offsets: [RegionID: Int]

    public init(
        law: Law, procedure: Procedure, election: ElectionModel.Election, lawHash: Digest, procedureHash: Digest,
        electionHash: Digest, form: ProtocolForm = .kazakhstan2004, provenance: ProvenanceKind = .official,
        offsets: [RegionID: Int] = [:]
    ) {
        self.law = law
        self.procedure = procedure
        self.election = election
        self.lawHash = lawHash
        self.procedureHash = procedureHash
        self.electionHash = electionHash
        self.form = form
        self.provenance = provenance
        self.offsets = offsets
        districts = Dictionary(grouping: election.districts, by: \.tier).mapValues { Set($0.map(\.id)) }
    }

    /// The tiers in which electors vote, each a contest with its own protocol.
    public var tiers: [Tier] { law.tiers.filter { if case .appointed = $0.rule { false } else { true } } }

    /// The district of a tier in which a station's electors vote: its own constituency, or the only district of the tier.
    public func district(of station: PollingStation, in tier: TierID) -> DistrictID? {
        guard let own = districts[tier] else { return nil }
        return own.contains(station.district) ? station.district : own.count == 1 ? own.first : nil
    }

    /// The same with constituencies that the election's file does not name.
    public func with(districts: [District]) -> ConductSetting {
        var election = election
        election.districts = districts
        return ConductSetting(
            law: law, procedure: procedure, election: election, lawHash: lawHash, procedureHash: procedureHash,
            electionHash: electionHash, form: form, provenance: provenance, offsets: offsets)
    }

    private let districts: [TierID: Set<DistrictID>]
}
