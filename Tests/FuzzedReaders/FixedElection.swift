import PrimeOrderGroups
import Synchronization
import VerifiableVoting

/// A small election whose keys, voters and ballots are the same in every process, so that inputs kept in files fit it.
struct FixedElection<Suite: CipherSuite>: Sendable {
    let election: Election<Suite>
    let trusteeKey: TrusteeKey<Suite>
    let trustees: [UInt8]
    let voters: [Suite.Secret]
    let credentials: [UInt8]
    /// Ballots of the first two voters; the third has not voted.
    let ballots: [[UInt8]]
    let lastBallot: [UInt8]
    let challenge: [UInt8]

    static var uuid: String { "fuzzingTestAAAA" }
    static var timestamp: UInt64 { 1_795_564_800 }

    static var questions: [Question] {
        [
            Question(question: "one", answers: ["a", "b"], minimum: 1, maximum: 1),
            Question(question: "any", answers: ["c"], blank: true, minimum: 0, maximum: 1),
        ]
    }

    init() throws {
        let random = SecretSource.repeating(seed: 1)
        trusteeKey = TrusteeKey(random: random)
        let trustees = try Trustees<Suite>([.single(trusteeKey.publicBytes(random: random))])
        self.trustees = trustees.bytes
        let bytes = ElectionDescription.bytes(
            suite: Suite.self, name: "fuzzing", description: "",
            publicKey: Suite.Group.text(trustees.electionKey), questions: Self.questions, uuid: Self.uuid,
            administrator: nil, credentialAuthority: nil)
        let election = try Election<Suite>(ElectionDescription(bytes: bytes))
        self.election = election
        let voters: [Suite.Secret] = (0..<4).map { _ in random.scalar() }
        self.voters = voters
        credentials = CanonicalText.of { text in
            text.list(voters) { text, voter in text.string(Self.credential(voter)) }
        }
        let maker = BallotMaker(election)
        func prepare(_ voter: Int, _ choices: [[Int]]) -> PreparedBallot<Suite> {
            let credential = Array(Self.credential(voters[voter]).utf8)
            let system = (0..<64).map { UInt8(64 * voter + $0) }
            return maker.prepare(
                choices, credential: credential, secret: voters[voter],
                BallotRandomness(system: system, station: .none, credential: credential, choices: choices))
        }
        ballots = [prepare(0, [[1, 0], [0, 1]]).cast(), prepare(1, [[0, 1], [1, 0]]).cast()]
        lastBallot = prepare(2, [[1, 0], [0, 0]]).cast()
        challenge = prepare(3, [[0, 1], [0, 1]]).challenge().line
    }

    private static func credential(_ voter: Suite.Secret) -> String {
        Suite.Group.text(Suite.Group.secretPower(Suite.Group.secretGeneratorTable, voter))
    }

    func setup() -> ArchiveAddition {
        ArchiveBuilder.setup(
            election: election.description.bytes, trustees: trustees, credentials: credentials,
            timestamp: Self.timestamp)
    }

    /// The archive with these ballots, still open.
    func archive(_ ballots: [[UInt8]]) throws -> [UInt8] {
        let setup = setup()
        var (bytes, head) = (setup.bytes, setup.head)
        for ballot in ballots {
            let addition = try ArchiveBuilder.addition(.ballot, data: [ballot], after: head)
            bytes += addition.bytes
            head = addition.head
        }
        return bytes
    }

    func archive() throws -> [UInt8] { try archive(ballots) }

    /// The records of the whole election up to its result, as parts of an input.
    func records() async throws -> [[UInt8]] {
        let open = try archive()
        let tallied = try await ArchiveVerifier(cores: 1).verify(MemoryArchive(open), Tallying())
        let part = { (kind: Character, bytes: [UInt8]) in Array(String(kind).utf8) + bytes }
        var parts = [election.description.bytes, trustees, credentials].map { part("d", $0) } + [part("S", [])]
        for ballot in ballots { parts += [part("d", ballot), part("B", [])] }
        parts.append(part("E", []))
        parts += [part("d", tallied.tally), part("T", Array("\(ballots.count),\(ballots.count)".utf8))]
        let closed = SealedArchive(parts: parts).bytes
        let decrypted = try await ArchiveVerifier(cores: 1).verify(
            MemoryArchive(closed), Decrypting(key: trusteeKey.privateBytes))
        parts += [part("d", decrypted), part("P", Array("1".utf8))]
        let withDecryption = SealedArchive(parts: parts).bytes
        let counted = try await ArchiveVerifier(cores: 1).verify(MemoryArchive(withDecryption), Counting())
        return parts + [part("d", counted), part("R", [])]
    }

    private struct Tallying: ArchiveVisitor {
        func visit<S: CipherSuite>(_ archive: VerifiedArchive<S>) -> (tally: [UInt8], size: [UInt8]) {
            let data = archive.tallyData()
            return (data[0], data[1])
        }
    }

    private struct Decrypting: ArchiveVisitor {
        let key: [UInt8]

        func visit<S: CipherSuite>(_ archive: VerifiedArchive<S>) throws -> [UInt8] {
            try archive.decryptionData(TrusteeKey(privateKey: key))[0]
        }
    }

    private struct Counting: ArchiveVisitor {
        func visit<S: CipherSuite>(_ archive: VerifiedArchive<S>) throws -> [UInt8] {
            try archive.decryptedResult().bytes
        }
    }
}

extension SecretSource {
    /// The same numbers in every process: the generator SplitMix64 (G. Steele, D. Lea, C. Flood, Fast splittable
    /// pseudorandom number generators, OOPSLA 2014). For inputs of tests alone.
    static func repeating(seed: UInt64) -> SecretSource {
        let state = Mutex(seed)
        return SecretSource { buffer in
            state.withLock { state in
                for index in buffer.indices {
                    state &+= 0x9e37_79b9_7f4a_7c15
                    var z = state
                    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
                    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
                    buffer[index] = UInt8(truncatingIfNeeded: z ^ (z >> 31))
                }
            }
        }
    }
}
