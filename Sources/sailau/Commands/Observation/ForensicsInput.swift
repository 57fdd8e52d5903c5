import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import Observation
import Wording

/// Stations for forensic counts: from a table, or from the protocols of an election.
struct ForensicsInput {
    var stations: [ObservedStation]
    /// For an election: the findings of the count's own checks that look at several protocols.
    var swaps: Int?
    var twins: Int?
    var copies: CopyDifferences?
    var election: String?
    /// What kind of data it is; nil for a table, which does not say.
    var provenance: ProvenanceKind?

    /// What observers' copies say otherwise than the protocols.
    struct CopyDifferences {
        var copies: Int
        var differing: [(station: StationID, contest: Observation.ContestKey, fields: [String])]
    }

    static func read(_ name: String, protocols: String?, copies: String?, seed: UInt64) throws -> ForensicsInput {
        if name.hasSuffix(".csv") {
            return ForensicsInput(stations: try StationTable.read(AuditSourceOptions.bytes(name), file: name))
        }
        let input = try CountInput.load(name, protocols: protocols, seed: seed)
        let lists = input.folder.election.choices.filter { $0.kind == .list }
        let tier = lists.isEmpty ? input.protocols.first?.tier : listTier(input)
        let own = input.protocols.filter { $0.tier == tier && $0.round == 1 }
        var made = ForensicsInput(
            stations: observed(own, input), election: input.folder.election.id.rawValue,
            provenance: own.first?.provenance)
        let findings = Counting.findings(
            about: own, in: input.context, by: Check.catalogue.filter { ["C15", "D03"].contains($0.code) })
        made.swaps = findings.count { $0.code == "C15" }
        made.twins = findings.count { $0.code == "D03" }
        if let copies {
            let others = try CountInput.load(name, protocols: copies, seed: seed)
            made.copies = compare(others.protocols, input.protocols)
        }
        return made
    }

    private static func listTier(_ input: CountInput) -> TierID? {
        let lists = Set(input.folder.election.choices.filter { $0.kind == .list }.map(\.id))
        return input.protocols.first { item in item.votes.contains { lists.contains($0.choice) } }?.tier
    }

    /// The stations of one contest, with the votes of the choice that leads in all of it.
    private static func observed(_ protocols: [ElectionModel.`Protocol`], _ input: CountInput) -> [ObservedStation] {
        var sums: [ChoiceID: UInt64] = [:]
        for line in protocols.flatMap(\.votes) { sums[line.choice, default: 0] += UInt64(line.votes ?? 0) }
        guard let leader = sums.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) })?.key else {
            return []
        }
        return ObservedStation.of(protocols, leader: leader, register: input.stations)
    }

    private static func compare(
        _ copies: [ElectionModel.`Protocol`], _ protocols: [ElectionModel.`Protocol`]
    ) -> CopyDifferences {
        struct Key: Hashable {
            var station: StationID
            var tier: TierID
            var round: Int
            var channel: ElectionModel.`Protocol`.Channel

            init(_ item: ElectionModel.`Protocol`) {
                (station, tier, round, channel) = (item.station, item.tier, item.round, item.channel)
            }
        }
        let official = Dictionary(protocols.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
        var result = CopyDifferences(copies: 0, differing: [])
        for copy in copies {
            guard let own = official[Key(copy)] else { continue }
            result.copies += 1
            let fields =
                [ProtocolField.electorsOnList, .electorsGivenBallots, .tookPart, .invalid]
                + own.votes.indices.map { ProtocolField.votes(line: $0 + 1) }
            let other = fields.filter { field in copy[field] != nil && copy[field] != own[field] }
            if !other.isEmpty {
                result.differing.append(
                    (
                        copy.station,
                        Observation.ContestKey(tier: copy.tier, district: copy.district, round: copy.round),
                        other.map { "\($0) \(own[$0].map(String.init) ?? "–") / \(copy[$0].map(String.init) ?? "–")" }
                    ))
            }
        }
        return result
    }
}
