public import ElectionModel
public import VerifiableVoting

/// What observer groups sign: one line that fixes a bundle to the last byte.
public struct EvidenceHead: SignedContent {
    public static let kind = SignedDocument.Kind.evidence

    public var election: ElectionID
    public var stations: Int
    public var contests: Int
    public var files: Int
    /// The Merkle root over files, stations and contests.
    public var root: Digest
    /// SHA-256 of `evidence.json`.
    public var evidence: Digest

    private static let format = "sailau-evidence-head"

    /// The head of a text as it stands.
    ///
    /// - Throws: `BundleRefusal` where it is no bundle, or its root is not the one that its parts have.
    public init(of text: [UInt8]) throws(BundleRefusal) {
        let read = try RecordedEvidence(text)
        election = read.election
        stations = read.stations
        contests = read.contests
        files = read.files.count
        root = read.root
        evidence = Digest(of: text)
    }

    /// Throws `evidenceFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: Self.format, breaking: .evidenceFormat)
        election = ElectionID(try fields.string("election"))
        stations = try fields.whole("stations")
        contests = try fields.whole("contests")
        files = try fields.whole("files")
        root = try fields.digest("root")
        evidence = try fields.digest("evidence")
        try fields.requireCanonical(self.bytes, bytes)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.object { text in
                text.member("format") { $0.string(Self.format) }
                text.next("version") { $0.whole(1) }
                text.next("election") { $0.string(election.rawValue) }
                text.next("stations") { $0.whole(stations) }
                text.next("contests") { $0.whole(contests) }
                text.next("files") { $0.whole(files) }
                text.next("root") { $0.string(root.hexadecimal) }
                text.next("evidence") { $0.string(evidence.hexadecimal) }
            }
        }
    }
}

/// A head with the signatures of observer groups.
public typealias SignedEvidenceHead = Signed<EvidenceHead>
