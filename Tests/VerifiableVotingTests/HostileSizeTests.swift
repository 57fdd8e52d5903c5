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
