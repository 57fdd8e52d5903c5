import Counting
public import ElectionModel
public import VerifiableVoting

/// Everything that is known of an election, station by station and contest by contest, with the files that it rests on.
///
/// It is a pure function of its files: whoever has them makes the same bundle, and what differs can be named.
public struct EvidenceBundle: Sendable, Hashable {
    /// A file that the bundle rests on.
    public struct File: Sendable, Hashable {
        /// Where it is found.
        public enum Place: String, Sendable, Hashable, CaseIterable {
            case bundle
            /// It ships with the program: a law, an election, the control election.
            case program
            /// Kept elsewhere because of its size; only the digest stands here.
            case elsewhere
        }

        public var path: String
        public var place: Place
        public var size: UInt64
        public var digest: Digest

        public init(_ path: String, _ place: Place, size: UInt64, digest: Digest) {
            self.path = path
            self.place = place
            self.size = size
            self.digest = digest
        }
    }

    public var election: ElectionID
    /// What kind of data it is: reconstructed and simulated data says so wherever it is shown.
    public var provenance: ProvenanceKind
    public var files: [File]
    public var stations: [StationEvidence]
    public var contests: [ContestEvidence]

    public init(_ sources: EvidenceSources, files: [File]) {
        election = sources.election
        let kinds = Set(sources.protocols.map(\.provenance))
        provenance =
            kinds.count == 1 ? kinds.first ?? .official : kinds.contains(.simulated) ? .simulated : .reconstructed
        self.files = files.sorted { ($0.path, $0.place.rawValue) < ($1.path, $1.place.rawValue) }
        let examiner = StationExaminer(sources)
        stations = sources.context.stations.sorted { $0.id < $1.id }.map { examiner.evidence(of: $0) }
        let standings = Dictionary(
            (sources.audit?.standings(runs: 0) ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        contests = Ledger.tabulate(sources.protocols).map { tally in
            let key = ContestKey(tier: tally.tier, district: tally.district, round: tally.round)
            return ContestEvidence(tally, sources, standing: standings[key])
        }
    }

    /// Stations by the gravest verdict of a section.
    public func count(_ kind: EvidenceVerdict.Kind, in section: EvidencePart.Section) -> Int {
        stations.count { $0.verdict(of: section) == kind }
    }

    /// Stations with a verdict on one part.
    public func count(_ kind: EvidenceVerdict.Kind, on part: EvidencePart) -> Int {
        stations.count { $0.line(part)?.verdict.kind == kind }
    }
}
