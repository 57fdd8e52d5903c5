import PrimeOrderGroups
import Testing
import VerifiableVoting

/// An archive that is written event by event.
struct ArchiveChain {
    private(set) var bytes = ArchiveRecord.first(timestamp: 1_795_564_800)
    /// Lengths after which the archive is whole.
    private(set) var boundaries: [Int] = []
    private(set) var head: Digest?

    mutating func add(_ kind: Event.Kind, _ data: [[UInt8]] = []) {
        for body in data { bytes += ArchiveRecord.bytes(.data, body: body, timestamp: 1_795_564_800) }
        let event = Event(
            parent: head, height: boundaries.count, kind: kind, payload: data.last.map { Digest(of: $0) })
        bytes += ArchiveRecord.bytes(.event, body: event.bytes, timestamp: 1_795_564_800)
        head = Digest(of: event.bytes)
        boundaries.append(bytes.count)
    }

    /// Verifies what was written so far.
    func verify(_ anchors: Anchors = Anchors()) async throws -> VerificationStatement {
        try await Self.verify(bytes, anchors)
    }

    static func verify(_ bytes: [UInt8], _ anchors: Anchors = Anchors()) async throws -> VerificationStatement {
        var verifier = ArchiveVerifier(cores: 2)
        verifier.anchors = anchors
        return try await verifier.verify(MemoryArchive(bytes))
    }

    /// The violation that the anchors find; nil where the archive is valid against them.
    func violation(_ anchors: Anchors) async throws -> Violation? {
        do {
            _ = try await verify(anchors)
            return nil
        } catch let violation as Violation {
            return violation
        }
    }
}

/// A small election with all its secrets, of one or more stations that share an archive.
struct AnchoredElection {
    typealias Suite1 = VersionOne<Edwards25519>

    static let questions = [
        Question(question: "President", answers: ["a", "b"], minimum: 1, maximum: 1),
        Question(question: "List", answers: ["c", "d", "e"], blank: true, minimum: 1, maximum: 2),
    ]

    var stations: [(name: String, credentials: Int)]
    let trustees: [UInt8]
    let election: Election<Suite1>
    let maker: BallotMaker<Suite1>
    /// Secrets of the voters, station by station.
    let voters: [Suite1.Secret]
    let credentialsList: [UInt8]

    init(
        uuid: String = "stationAAAAAAA", name: String = "Election", stations: [(String, Int)] = [("Station A", 4)],
        keys: [TrusteeKey<Suite1>] = [TrusteeKey(), TrusteeKey()], questions: [Question] = Self.questions,
        voters: [Suite1.Secret]? = nil, weights: Bool = false
    ) throws {
        self.stations = stations.map { (name: $0.0, credentials: $0.1) }
        let trustees = try Trustees<Suite1>(keys.map { .single($0.publicBytes()) })
        self.trustees = trustees.bytes
        let bytes = ElectionDescription.bytes(
            suite: Suite1.self, name: name, description: "", publicKey: Edwards25519.text(trustees.electionKey),
            questions: questions, uuid: uuid, administrator: nil, credentialAuthority: nil)
        election = try Election(ElectionDescription(bytes: bytes))
        maker = BallotMaker(election)
        let count = stations.reduce(0) { $0 + $1.1 }
        let secrets = voters ?? (0..<count).map { _ in .random() }
        self.voters = secrets
        credentialsList = CanonicalText.of { text in
            text.list(secrets) { text, secret in
                let element = Edwards25519.text(
                    Edwards25519.secretPower(Edwards25519.secretGeneratorTable, secret))
                text.string(weights ? "\(element),2" : element)
            }
        }
    }

    /// Election, trustees and credentials, and what binds them together.
    func setupData(certificate: [UInt8]? = nil) -> [[UInt8]] {
        let contents = [election.description.bytes, trustees, credentialsList] + (certificate.map { [$0] } ?? [])
        let names = ["election", "trustees", "credentials", "credentials_certificate"]
        let members = zip(names, contents).map { "\"\($0)\":\"\(Digest(of: $1).hexadecimal)\"" }
        return contents + [Array("{\(members.joined(separator: ","))}".utf8)]
    }

    func chain() -> ArchiveChain {
        var chain = ArchiveChain()
        chain.add(.setup, setupData())
        return chain
    }

    /// A chain with a ballot of each of the voters.
    func chain(voters: [Int]) throws -> ArchiveChain {
        var chain = chain()
        for voter in voters { chain.add(.ballot, [try prepare(voter).cast()]) }
        return chain
    }

    func prepare(_ voter: Int) throws -> PreparedBallot<Suite1> {
        try maker.prepare([[1, 0], [0, 1, 0, 1]], credential: voters[voter])
    }

    func announced(
        _ chain: ArchiveChain, revoting: Bool = false, leastBallots: Int = 2
    ) async throws -> AnnouncedElection {
        try await AnnouncedElection.announcing(
            MemoryArchive(chain.bytes),
            terms: .init(stations: stations, revoting: revoting, leastBallots: leastBallots))
    }
}

/// The commission with its members, of whom two must sign a closing.
struct TestCommission {
    let secret = SignerSecret()
    let members = [SignerSecret(), SignerSecret(), SignerSecret()]
    let key: SignerKey

    init() throws { key = try #require(secret.publicKey) }

    func unsigned(_ elections: [AnnouncedElection]) throws -> SignedManifest {
        let signers = try members.enumerated().map {
            Signer(name: "Member \($0 + 1)", key: try #require($1.publicKey))
        }
        return SignedManifest(
            try Manifest(
                name: "Election day", elections: elections, commission: key, members: signers, closingSignatures: 2))
    }

    func manifest(_ elections: AnnouncedElection...) throws -> SignedManifest {
        var manifest = try unsigned(elections)
        manifest.sign(with: secret)
        return manifest
    }

    func closing(_ closing: Closing, by signers: [Int] = [0, 2]) -> SignedClosing {
        var signed = SignedClosing(closing)
        for signer in signers { signed.sign(with: members[signer]) }
        return signed
    }
}

extension Closing {
    /// The closing of a chain that was just closed.
    static func of(
        _ chain: ArchiveChain, uuid: String = "stationAAAAAAA", challenges: [[UInt8]] = []
    ) async throws -> Closing {
        let statement = try await chain.verify()
        var tree = MerkleTree()
        for line in challenges { tree.append(line) }
        return Closing(
            uuid: uuid, endBallots: try #require(statement.endBallots), ballots: statement.ballots,
            counted: statement.counted, challenged: challenges.count, challenges: tree.root)
    }
}
