import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Small files that ask for much: refused before they get it.
@Suite struct HostileSizeTests {
    /// Numbers that are no members of the group are shorter than elements are: more entries than their bytes let expect.
    @Test(.timeLimit(.minutes(1)), arguments: [2, 17, 300, 5000])
    func credentialsThatAreShort(count: Int) {
        let list = "[" + (2..<count + 2).map { "\"\($0)\"" }.joined(separator: ",") + "]"
        let violation = #expect(throws: Violation.self) {
            try PublicCredentials(Array(list.utf8), suite: VersionOne<Belenios2048>.self)
        }
        #expect(violation?.rule == .credentialElement)
    }

    @Test func electionsWithTooManyAnswers() throws {
        func description(questions: Int, answers: Int) throws -> ElectionDescription {
            let question = Question(
                question: "", answers: [String](repeating: "", count: answers), minimum: 0, maximum: 1)
            return try ElectionDescription(
                bytes: ElectionDescription.bytes(
                    suite: VersionOne<Edwards25519>.self, name: "", description: "", publicKey: "",
                    questions: [Question](repeating: question, count: questions), uuid: "abcdefghijkmnp",
                    administrator: nil, credentialAuthority: nil))
        }
        #expect(try description(questions: 4, answers: 4096).questions.count == 4)
        let violation = #expect(throws: Violation.self) { try description(questions: 256, answers: 65) }
        #expect(violation?.rule == .electionFormat)
    }

    @Test func textsWithTooManyValues() {
        let zeros = { (count: Int) in
            Array("[0".utf8) + Array(repeatElement(",0", count: count - 1).joined().utf8) + [93]
        }
        #expect(throws: Never.self) { try JSONTree.read(zeros((1 << 22) - 1)) }
        #expect(throws: JSONTree.Failure.self) { try JSONTree.read(zeros(1 << 22)) }
    }

    /// An archive that goes on with one more record, of zeros and as large as its header says; it notes how much was read at
    /// once.
    private final class Announcing: ArchiveSource, @unchecked Sendable {
        let bytes: [UInt8]
        let byteCount: UInt64
        private(set) var largest = 0

        init(_ records: [ForgedArchive.Record], name: String, size: Int) {
            bytes =
                ForgedArchive.bytes(records) + ReferenceArchive.header(Array(name.utf8), size: size, time: Self.time)
            byteCount = UInt64(bytes.count) + UInt64((size + 511) / 512 * 512)
        }

        static let time: UInt64 = 1_795_346_526

        func read(at offset: UInt64, count: Int) -> [UInt8] {
            largest = max(largest, count)
            var piece = Array(bytes.dropFirst(Int(offset)).prefix(count))
            piece += [UInt8](repeating: 0, count: count - piece.count)
            return piece
        }
    }

    private static let data = String(repeating: "0", count: 64) + ".data.json"
    private static let event = String(repeating: "0", count: 64) + ".event.json"

    /// A record with a body larger than its kind can have is refused by its header; one that is just as large as it may be
    /// is read. `after`: records before it, of which the setup has the first six.
    @Test(arguments: [
        ("BELENIOS", 0, 38), (data, 1, 1 << 24), (data, 2, 1 << 24), (data, 4, 1 << 24), (event, 5, 1 << 16),
        (data, 6, 1 << 26), (data, 7, 1 << 26), (event, 7, 1 << 16),
    ]) func recordsThatAnnounceMuch(name: String, after count: Int, most: Int) throws {
        var election = TinyElections.one()
        let events = election.archive(election.ballots(TinyElections.votesOfOne)).events
        let records = Array(ForgedArchive.records(events, time: Announcing.time).prefix(count))
        func refusal(size: Int) throws -> (rule: Rule?, largest: Int) {
            let source = Announcing(records, name: name, size: size)
            let extent = try ArchiveExtent(source)
            #expect(extent.fault?.place.offset == UInt64(source.bytes.count - 512))
            return (extent.fault?.rule, source.largest)
        }
        let tooLarge = try refusal(size: most + 1)
        #expect(tooLarge.rule == .archiveHeader)
        #expect(tooLarge.largest < 1 << 16)
        let allowed = try refusal(size: most)
        #expect(allowed.rule == (count == 0 ? .archiveHeader : .recordName))
        #expect(allowed.largest == (most + 511) / 512 * 512)
    }

    @Test func credentialsThatAnnounceTooMuch() throws {
        var election = TinyElections.one()
        let events = election.archive(election.ballots(TinyElections.votesOfOne)).events
        let records = Array(ForgedArchive.records(events, time: Announcing.time).prefix(3))
        let source = Announcing(records, name: Self.data, size: 1 << 30 + 1)
        #expect(try ArchiveExtent(source).fault?.rule == .archiveHeader)
        #expect(source.largest < 1 << 16)
    }

    @Test func documentsWithTooManyLines() {
        let violation = #expect(throws: Violation.self) {
            try SignedClosing(bytes: [UInt8](repeating: 0x0a, count: 1 << 22))
        }
        #expect(violation?.rule == .closingFormat)
    }

    private static let proof = "{\"challenge\":\"1\",\"response\":\"0\"}"

    private static func ballot(answers: Int, choices: Int, pairs: Int) -> [UInt8] {
        let choice = "{\"alpha\":\"a\",\"beta\":\"b\"}"
        let answer =
            "{\"choices\":[\([String](repeating: choice, count: choices).joined(separator: ","))],"
            + "\"individual_proofs\":[\([String](repeating: "[\(proof),\(proof)]", count: pairs).joined(separator: ","))],"
            + "\"overall_proof\":[\(proof)]}"
        return Array(
            ("{\"election_uuid\":\"u\",\"election_hash\":\"h\",\"credential\":\"c\",\"answers\":["
                + [String](repeating: answer, count: answers).joined(separator: ",")
                + "],\"signature\":{\"hash\":\"s\",\"proof\":\(proof)}}").utf8)
    }

    /// A ballot that was read and not yet held against an election can be written, whatever its numbers of proofs.
    @Test(arguments: [(1, 1), (1, 3), (3, 1), (2, 2)]) func proofsOfAnotherNumber(choices: Int, pairs: Int) throws {
        let bytes = Self.ballot(answers: 1, choices: choices, pairs: pairs)
        let ballot = try BallotReader<Edwards25519.Order>.read(bytes)
        #expect(ballot.isCanonical)
        #expect(ballot.bytes() == bytes)
    }

    @Test func moreAnswersThanAnElectionCanHave() throws {
        #expect(try BallotReader<Edwards25519.Order>.read(Self.ballot(answers: 256, choices: 1, pairs: 1)).isCanonical)
        let many = try BallotReader<Edwards25519.Order>.read(Self.ballot(answers: 257, choices: 1, pairs: 1))
        #expect(!many.isCanonical)
    }
}
