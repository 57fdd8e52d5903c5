public import ElectionModel
import VerifiableVoting

/// What an audit of an election commits to, made from its stations' protocols: where cards lie, what stations reported of them, and the records
/// of electronic stations.
public struct AuditDraft: Sendable, Hashable {
    public var containers: [AuditedContainer] = []
    public var counts: [StationCount] = []
    public var records: [ElectronicRecord] = []
    /// Electronic stations without a verified archive; one that published nothing stands with the digest of nothing.
    public var unverified: [StationID] = []
    /// The first electronic station whose verified archive has another tally than its protocol.
    private var differing: AuditRefusal?

    /// - Parameters:
    ///   - contests: those that are audited.
    ///   - electronic: stations whose votes are no cards. Of a station that reports its channels apart only the electronic one is.
    ///   - archives: what was published by electronic stations.
    ///   - manifest: nil for one container a station and contest, with as many cards as the protocol says.
    public init(
        _ contests: [ContestClaims], protocols: [ElectionModel.`Protocol`], electronic: Set<StationID>,
        archives: [AuditTables.ArchiveRow] = [], manifest: [AuditedContainer]? = nil
    ) {
        let claims = Dictionary(
            contests.map { (ContestKey(tier: $0.tier, district: $0.district, round: $0.round), $0) },
            uniquingKeysWith: { first, _ in first })
        struct Place: Hashable {
            var station: StationID
            var contest: ContestKey
        }
        let published = Dictionary(
            archives.map { (Place(station: $0.station, contest: $0.contest), $0) },
            uniquingKeysWith: { first, _ in first })
        let apart = Set(
            protocols.filter { $0.channel == .electronic }.map { Place(station: $0.station, contest: .init($0)) })
        var without: Set<StationID> = []
        for item in protocols {
            let key = ContestKey(item)
            guard let contest = claims[key] else { continue }
            let place = Place(station: item.station, contest: key)
            // A summary of channels that are reported apart would count them twice.
            if item.channel == .summary, apart.contains(place) { continue }
            let count = CardCount(item, choices: contest.choices)
            guard item.channel == .electronic || (electronic.contains(item.station) && !apart.contains(place)) else {
                counts.append(StationCount(item.station, key, count))
                containers.append(
                    AuditedContainer(
                        "\(item.station) \(key)", station: item.station, cards: count.cards, contests: [key]))
                continue
            }
            let archive = published[place]
            if archive?.isVerified != true { without.insert(item.station) }
            if let tally = archive?.tally, archive?.isVerified == true, tally != count, differing == nil {
                differing = .archiveDiffers(item.station, key)
            }
            records.append(
                ElectronicRecord(
                    item.station, key, count, archive: archive?.archive ?? Digest(of: ""),
                    isVerified: archive?.isVerified ?? false))
        }
        unverified = without.sorted()
        if let manifest {
            containers = manifest.compactMap { container in
                var container = container
                container.contests.removeAll { claims[$0] == nil }
                return container.contests.isEmpty ? nil : container
            }
        }
    }

    /// The audit up to its plan.
    ///
    /// - Throws: the refusal of the first step that is refused.
    public func committed(
        _ election: ElectionID, plan: AuditPlan, cardRecords: [ContainerRecord] = []
    ) throws(AuditRefusal) -> AuditState {
        // What is taken as verified has to be what was verified.
        if let differing { throw differing }
        var audit = AuditState(election: election)
        try audit.apply(.manifest(containers))
        try audit.apply(.subtotals(counts))
        try audit.apply(.electronic(records))
        if !cardRecords.isEmpty { try audit.apply(.cardRecords(cardRecords)) }
        try audit.apply(.plan(plan))
        return audit
    }
}

extension ContestKey {
    init(_ item: ElectionModel.`Protocol`) {
        self.init(tier: item.tier, district: item.district, round: item.round)
    }
}

extension CardCount {
    /// What a protocol reports, in the order of a ballot. A field that was not filled in reports no vote.
    init(_ item: ElectionModel.`Protocol`, choices: [ChoiceID]) {
        let votes = Dictionary(
            item.votes.map { ($0.choice, UInt64($0.votes ?? 0)) }, uniquingKeysWith: { first, _ in first })
        self.init(votes: choices.map { votes[$0] ?? 0 }, invalid: UInt64(item.invalid ?? 0))
    }
}
