public import ElectionModel
public import VerifiableVoting

/// What the commission publishes of a register before the vote: how many stand on each station's list, and the root of the tree
/// over all entries. No name, no number of a person; whoever holds his own proof can hold it against the root, and nobody can
/// be added, left out or moved afterwards without the root changing.
public struct RegisterCommitment: Equatable, Sendable {
    public struct Station: Equatable, Sendable {
        public let id: StationID
        public let voters: Int

        public init(id: StationID, voters: Int) { (self.id, self.voters) = (id, voters) }
    }

    public let election: ElectionID
    public let status: ProvenanceKind
    /// In the order of their names' bytes: the leaves of one follow those of the one before.
    public let stations: [Station]
    public let root: Digest

    public init(election: ElectionID, status: ProvenanceKind, stations: [Station], root: Digest) {
        (self.election, self.status, self.stations, self.root) = (election, status, stations, root)
    }

    public var voters: Int { stations.reduce(0) { $0 + $1.voters } }

    /// The leaves that belong to a station, by the published counts; nil for one that is not there.
    public func leaves(of station: StationID) -> Range<Int>? {
        var start = 0
        for other in stations {
            if other.id == station { return start..<start + other.voters }
            start += other.voters
        }
        return nil
    }

    /// Whether a proof shows that its entry stands in this register, on the list of its own station.
    public func contains(_ proof: EntryProof) -> Bool {
        proof.path.count == voters && leaves(of: proof.entry.station)?.contains(proof.path.leaf) == true
            && proof.holds(root: root)
    }
}

extension RegisterCommitment: SignedContent {
    public static var kind: SignedDocument.Kind { .registerCommitment }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-register-commitment\",\"version\":1,\"election\":")
            text.string(election.rawValue)
            text.raw(",\"status\":")
            text.string(status.rawValue)
            text.raw(",\"voters\":")
            text.whole(voters)
            text.raw(",\"root\":")
            text.string(root.hexadecimal)
            text.raw(",\"stations\":")
            text.list(stations) { text, station in
                text.raw("{\"station\":")
                text.string(station.id.rawValue)
                text.raw(",\"voters\":")
                text.whole(station.voters)
                text.raw("}")
            }
            text.raw("}")
        }
    }

    /// Throws `registerFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-register-commitment", breaking: .registerFormat)
        guard let status = ProvenanceKind(rawValue: try fields.string("status")) else { throw fields.wrong("status") }
        let stations = try fields.list("stations") { fields throws(Violation) in
            Station(id: StationID(try fields.string("station")), voters: try fields.whole("voters"))
        }
        self.init(
            election: ElectionID(try fields.string("election")), status: status, stations: stations,
            root: try fields.digest("root"))
        guard zip(stations, stations.dropFirst()).allSatisfy({ $0.id < $1.id }) else { throw fields.wrong("stations") }
        try fields.requireCanonical(self.bytes, bytes)
    }
}

public typealias SignedCommitment = Signed<RegisterCommitment>

extension Signed where Content: SignedContent {
    /// The signers of a document of the register: at least one, and `key` among them where one is given.
    ///
    /// Throws `registerSignature`.
    public func registerSigners(given key: SignerKey?) throws(Violation) -> [SignerKey] {
        let keys = try document.signers()
        guard !keys.isEmpty else { throw Violation(.registerSignature, detail: "0") }
        if let key, !keys.contains(key) {
            throw Violation(.registerSignature, detail: "\(key.hexadecimal) is missing")
        }
        return keys
    }
}
