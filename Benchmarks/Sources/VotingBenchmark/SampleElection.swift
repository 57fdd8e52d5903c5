import PrimeOrderGroups
import VerifiableVoting

/// An election to measure: questions of 10 and 13 answers, one choice each, three trustees, and an archive of its ballots.
struct SampleElection<Suite: CipherSuite> {
    let election: Election<Suite>
    let maker: BallotMaker<Suite>
    let secrets: [Suite.Secret]
    let trustees: [TrusteeKey<Suite>]
    let setup: [UInt8]
    let timestamp: UInt64 = 1_795_346_526

    let questions: [Question]

    static var twoContests: [Question] {
        [
            Question(question: "District", answers: (1...10).map { "Candidate \($0)" }, minimum: 1, maximum: 1),
            Question(question: "Party", answers: (1...13).map { "List \($0)" }, minimum: 1, maximum: 1),
        ]
    }

    init(voters: Int, suite: Suite.Type, questions: [Question] = Self.twoContests) throws {
        self.questions = questions
        let uuid = "4b8gNLhWW7HKdT"
        trustees = (0..<3).map { _ in TrusteeKey<Suite>() }
        let record = try Trustees<Suite>(trustees.map { .single($0.publicBytes()) })
        let bytes = ElectionDescription.bytes(
            suite: suite, name: "Benchmark", description: "", publicKey: Suite.Group.text(record.electionKey),
            questions: questions, uuid: uuid, administrator: nil, credentialAuthority: nil)
        election = try Election(ElectionDescription(bytes: bytes))
        maker = BallotMaker(election)
        let batch = CredentialBatch(
            holders: (0..<voters).map { CredentialHolder(identifier: "voter\($0)") }, uuid: uuid, suite: suite)
        secrets = batch.holders.map { $0.credential.exponent(uuid: uuid, suite: suite) }
        var archive = ArchiveRecord.first(timestamp: timestamp)
        let parts = [bytes, record.bytes, batch.publicList]
        for part in parts { archive += ArchiveRecord.bytes(.data, body: part, timestamp: timestamp) }
        let names = ["election", "trustees", "credentials"]
        let data =
            "{" + zip(names, parts).map { "\"\($0)\":\"\(Digest(of: $1).hexadecimal)\"" }.joined(separator: ",") + "}"
        archive += ArchiveRecord.bytes(.data, body: Array(data.utf8), timestamp: timestamp)
        let event = Event(parent: nil, height: 0, kind: .setup, payload: Digest(of: data))
        setup = archive + ArchiveRecord.bytes(.event, body: event.bytes, timestamp: timestamp)
        head = Digest(of: event.bytes)
    }

    private let head: Digest

    /// A ballot of the voter.
    func ballot(_ voter: Int) throws -> [UInt8] {
        let choices = questions.enumerated().map { index, question in
            (0..<question.ciphertexts).map { $0 == (voter * 7 + index) % question.ciphertexts ? 1 : 0 }
        }
        return try maker.prepare(choices, credential: secrets[voter]).cast()
    }

    /// The archive with one ballot of each voter, made on `cores` cores and handed out in pieces.
    func archive(cores: Int, write: ([UInt8]) throws -> Void) async throws {
        try write(setup)
        var (parent, height) = (head, 1)
        for start in stride(from: 0, to: secrets.count, by: 200 * cores) {
            let end = min(start + 200 * cores, secrets.count)
            let made = try await withThrowingTaskGroup(of: (Int, [[UInt8]]).self) { group in
                for (part, from) in stride(from: start, to: end, by: 200).enumerated() {
                    group.addTask { (part, try (from..<min(from + 200, end)).map(ballot)) }
                }
                var parts: [Int: [[UInt8]]] = [:]
                for try await (part, ballots) in group { parts[part] = ballots }
                return parts.sorted { $0.key < $1.key }.flatMap(\.value)
            }
            var bytes: [UInt8] = []
            for ballot in made {
                bytes += ArchiveRecord.bytes(.data, body: ballot, timestamp: timestamp)
                let event = Event(parent: parent, height: height, kind: .ballot, payload: Digest(of: ballot))
                bytes += ArchiveRecord.bytes(.event, body: event.bytes, timestamp: timestamp)
                parent = Digest(of: event.bytes)
                height += 1
            }
            try write(bytes)
        }
    }
}
