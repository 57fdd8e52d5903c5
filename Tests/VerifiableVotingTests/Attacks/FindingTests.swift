import PrimeOrderGroups
import Testing
import VerifiableVoting

/// What should not be there but decides nothing is reported, and the archive stays valid.
@Suite struct FindingTests {
    typealias G = Edwards25519
    typealias Election = ForgedElection<G>

    private static func check(_ finding: VerificationFinding.Kind, place: Place, _ bytes: [UInt8]) async throws {
        #expect(ReferenceVerifier().verdict(bytes) == .findings([finding.rawValue]))
        for cores in 1...2 {
            let statement = try await ArchiveVerifier(cores: cores).verify(MemoryArchive(bytes))
            #expect(statement.findings.map(\.kind) == [finding])
            #expect(statement.findings.allSatisfy { BadArchive.matches($0.place, place) })
            #expect(statement.stage == .decrypted)
        }
    }

    /// T17: a device that starts again from the same state encrypts a second voter's choice with the first one's numbers.
    @Test func repeatedRandomnessIsFound() async throws {
        var election = TinyElections.one()
        let state = election.prover
        let first = election.ballot([[1, 0]], voter: 0)
        election.prover = state
        let second = election.ballot([[1, 0]], voter: 1)
        let alphas = [first, second].map { $0["answers"]?[0]["choices"]?[0]["alpha"] }
        #expect(alphas[0] == alphas[1])
        let bytes = election.archive([first, second]).bytes
        let statement = try await ArchiveVerifier(cores: 2).verify(MemoryArchive(bytes))
        #expect(Set(statement.findings.map(\.kind)) == [.repeatedAlpha])
        #expect(statement.findings.allSatisfy { $0.place.ballot == 2 })
        #expect(ReferenceVerifier().verdict(bytes) == .findings(["repeated-alpha"]))
    }

    @Test func neutralAlphaIsFound() async throws {
        var election = TinyElections.one()
        let open = Election.Encryption(alpha: G.neutral, beta: G.generator, randomness: .zero, plaintext: 1)
        let answer = election.answer(
            [open, election.encrypt(0)], election.questions[0], voter: election.voterText(1))
        let ballot = election.seal(election.unsigned([answer], voter: 1))
        let bytes = election.archive([election.ballot([[1, 0]], voter: 0), ballot]).bytes
        try await Self.check(.neutralAlpha, place: Place(ballot: 2), bytes)
    }

    @Test func answerSpelledOtherwiseIsFound() async throws {
        var election = TinyElections.one()
        var ballots = election.ballots(TinyElections.votesOfOne)
        ballots[1].edit("answers/0") { answer in
            guard case .object(let members) = answer else { return }
            answer = .object(members.reversed())
        }
        ballots[1] = election.seal(ballots[1])
        try await Self.check(.answerNotCanonical, place: Place(ballot: 2), election.archive(ballots).bytes)
    }

    /// One of three fails where two decrypt.
    @Test(arguments: [1, 2, 3]) func surplusInvalidDecryptionIsFound(index: Int) async throws {
        var election = TinyElections.two()
        var archive = election.archive(election.ballots(TinyElections.votesOfTwo))
        archive.decryptions[index].decryption.edit("decryption_factors/0/0") { $0 = .text(G.text(G.generator)) }
        try await Self.check(.invalidDecryption, place: Place(trustee: index + 1), archive.bytes)
    }

    /// T2, T5: the forgery satisfies a verifier that hashes the commitments alone, and what it encrypts is neither 0 nor 1.
    @Test func weakForgeryIsReal() {
        var prover = Prover<G>(seed: 9)
        let secret = prover.number()
        let key = prover.base(secret)
        let forgery = WeakFiatShamir.individual(key: key, prefix: "", &prover)
        let plain = G.quotient(forgery.beta, G.power(forgery.alpha, secret))
        #expect(plain == prover.base(forgery.plaintext))
        #expect(plain != G.neutral && plain != G.generator)
        var commitments: [G.Element] = []
        for (branch, beta) in [forgery.beta, G.quotient(forgery.beta, G.generator)].enumerated() {
            let (challenge, response) = (forgery.challenges[branch], forgery.responses[branch])
            commitments.append(G.product(prover.base(response), G.power(forgery.alpha, challenge)))
            commitments.append(G.product(G.power(key, response), G.power(beta, challenge)))
        }
        #expect(commitments == forgery.commitments)
        #expect(Prover<G>.hash("", commitments) == forgery.challenges[0] + forgery.challenges[1])
    }
}
