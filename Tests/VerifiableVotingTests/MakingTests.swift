import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Ballots that we make verify, whatever the question allows; the voter's choices come out of the sums.
@Suite struct MakingTests {
    typealias Suite1 = VersionOne<Edwards25519>

    static let questions: [Question] = [
        Question(question: "one of two", answers: ["a", "b"], minimum: 1, maximum: 1),
        Question(question: "up to two of three", answers: ["a", "b", "c"], minimum: 0, maximum: 2),
        Question(question: "one or blank", answers: ["a", "b"], blank: true, minimum: 1, maximum: 1),
        Question(question: "any or blank", answers: ["a", "b"], blank: true, minimum: 0, maximum: 2),
    ]

    static func vectors(_ question: Question) -> [[Int]] {
        (0..<1 << question.ciphertexts).map { bits in (0..<question.ciphertexts).map { bits >> $0 & 1 } }
    }

    static func election(_ questions: [Question], key: Suite1.Secret) throws -> Election<Suite1> {
        let bytes = ElectionDescription.bytes(
            suite: Suite1.self, name: "name", description: "",
            publicKey: Edwards25519.text(
                Edwards25519.secretPower(Edwards25519.secretGeneratorTable, key)),
            questions: questions, uuid: "abcdefghijkmnp", administrator: nil, credentialAuthority: nil)
        return try Election(ElectionDescription(bytes: bytes))
    }

    /// Every vector of 0 and 1 for every question: exactly those that the question allows are made, and they decrypt.
    @Test(arguments: questions) func everyVector(question: Question) throws {
        let key = Suite1.Secret.random()
        let election = try Self.election([question], key: key)
        let maker = BallotMaker(election)
        for vector in Self.vectors(question) {
            let sum = vector.dropFirst(question.blank ? 1 : 0).reduce(0, +)
            let allowed =
                question.blank && vector[0] == 1 ? sum == 0 : (question.minimum...question.maximum).contains(sum)
            guard allowed else {
                #expect(throws: ChoiceError.self) { try maker.prepare([vector], credential: .random()).code }
                continue
            }
            let ballot = try election.verify(maker.prepare([vector], credential: .random()).cast())
            #expect(ballot.isCanonical)
            let plain = ballot.ciphertexts[0].map {
                Edwards25519.quotient($0.beta, Edwards25519.secretPower($0.alpha, key)) == Edwards25519.generator
                    ? 1 : 0
            }
            #expect(plain == vector)
        }
    }
}
