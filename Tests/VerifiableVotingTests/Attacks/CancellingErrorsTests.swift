import PrimeOrderGroups
import SlowArithmetic
import Testing
import VerifiableVoting

/// T13: proofs that do not hold, with errors that cancel where equations checked together have equal weights.
///
/// A forger multiplies one commitment by g^e and another by g^-e before he hashes them, answers as if he had not, and hands
/// out the commitments that he hashed as evidence: every hash is right, one equation is wrong by e, another by -e.
@Suite struct CancellingErrorsTests {
    typealias G = Edwards25519
    typealias Election = ForgedElection<G>
    typealias Number = Scalar<G.Order>

    /// An error put into a commitment: the number of its ballot and its place in the ballot's entry.
    typealias Planted = (ballot: Int, point: Int, error: Number)

    /// Where the commitments of the first of `TinyElections` stand in an entry.
    private enum Point {
        static let signature = 1
        /// A_0, B_0, A_1, B_1 of a choice's proof.
        static func individual(choice: Int, _ commitment: Int) -> Int { 6 * choice + 4 + commitment }
        /// B of the only branch.
        static let overallBeta = 15
    }

    struct Forgery: CustomTestStringConvertible {
        let name: String
        let election: Node
        let ballots: [Node]
        let archive: [UInt8]
        let planted: [Planted]
        let rule: Rule
        /// The ballot that must be named, its question and choice.
        let place: Place

        var testDescription: String { name }

        /// The evidence that anybody makes of the archive, with the commitments in it that the forger hashed.
        func evidence() async throws -> [UInt8] {
            var bytes = try await EvidenceTests.evidence(archive)
            let eighth = Number(8).inverse
            for (ballot, point, error) in planted {
                let start = entry(ballot, of: bytes).lowerBound + 64 * point
                let range = start..<start + 64
                let shift = SlowEdwards.power(
                    SlowEdwards.generator, BigNumber(decimal: (error * eighth).decimal))
                bytes.replaceSubrange(
                    range,
                    with: ReferenceEvidence.bytes(
                        SlowEdwards.product(ReferenceEvidence.eighth(bytes[range]), shift)))
            }
            return bytes
        }

        /// Where a ballot's points stand in the file.
        func entry(_ ballot: Int, of bytes: [UInt8]) -> Range<Int> {
            let size = (bytes.count - ReferenceEvidence.headerSize) / ballots.count
            let start = ReferenceEvidence.headerSize + (ballot - 1) * size
            return start + ReferenceEvidence.entryHeaderSize..<start + size
        }
    }

    /// Two ballots, [1, 0] and [0, 1], with errors of size `error` in their proofs; 0 makes honest ones.
    private static func forgery(
        _ name: String, error: Number, proofs: [(ballot: Int, choice: Int, signs: [Int])], signature: Int = 0,
        _ rule: Rule, _ place: Place
    ) -> Forgery {
        var election = TinyElections.one(G.self, seed: 13)
        var planted: [Planted] = []
        let votes = TinyElections.votesOfOne
        var ballots: [Node] = []
        for (number, vote) in votes.enumerated() {
            let voter = election.voterText(vote.voter)
            let encryptions = vote.choices[0].map { election.encrypt($0) }
            var answer = election.answer(encryptions, election.questions[0], voter: voter)
            for proof in proofs where proof.ballot == number + 1 {
                let errors = proof.signs.map { error * Number(signed: $0) }
                answer["individual_proofs"]?[proof.choice] = .array(
                    election.individualProof(encryptions[proof.choice], voter: voter, errors: errors))
                for (commitment, error) in errors.enumerated() where error != .zero {
                    planted.append((number + 1, Point.individual(choice: proof.choice, commitment), error))
                }
            }
            ballots.append(election.seal(election.unsigned([answer], voter: vote.voter)))
        }
        if signature != 0 {
            let shift = error * Number(signed: signature)
            sign(&ballots[1], &election, error: shift)
            if shift != .zero { planted.append((2, Point.signature, shift)) }
        }
        return Forgery(
            name: name, election: election.election, ballots: ballots, archive: election.archive(ballots).bytes,
            planted: planted, rule: rule, place: place)
    }

    /// Signs the second voter's ballot with an error in the commitment.
    private static func sign(_ ballot: inout Node, _ election: inout Election, error: Number) {
        let hash = AttackBench.text(ballot["signature"]?["hash"])
        let nonce = election.prover.number()
        let challenge = Prover<G>.hash("sig|\(hash)|", [election.prover.base(nonce + error)])
        ballot["signature"]?["proof"] = Prover<G>.node(challenge, nonce - election.voters[1].secret * challenge)
    }

    /// What the attack would be good for: a ballot that gives one candidate five votes. The equations that 5 breaks are
    /// wrong by multiples of g that are known once their challenges are; the proof of the other choice makes up for them.
    private static func fiveVotes() -> Forgery {
        var election = TinyElections.one(G.self, seed: 13)
        let voter = election.voterText(1)
        let encryptions = [election.encrypt(5), election.encrypt(0)]
        var answer = election.answer(encryptions, election.questions[0], voter: voter)
        func challenge(_ path: String) -> Number {
            Number(decimal: AttackBench.text(answer[path: path.split(separator: "/")])) ?? .zero
        }
        // Both were answered as if the plaintext were 1: what was hashed is less by 4c than what the proof gives.
        let individual = -(Number(4) * challenge("individual_proofs/0/1/challenge"))
        let overall = -(Number(4) * challenge("overall_proof/0/challenge"))
        let balance = -(individual + overall)
        answer["individual_proofs"]?[1] = .array(
            election.individualProof(encryptions[1], voter: voter, errors: [balance]))
        let ballots = [
            election.ballot([[1, 0]], voter: 0), election.seal(election.unsigned([answer], voter: 1)),
        ]
        return Forgery(
            name: "five votes", election: election.election, ballots: ballots,
            archive: election.archive(ballots).bytes,
            planted: [
                (2, Point.individual(choice: 0, 3), individual), (2, Point.overallBeta, overall),
                (2, Point.individual(choice: 1, 0), balance),
            ], rule: .individualProof, place: Place(ballot: 2, question: 1, choice: 1))
    }

    private static func forgeries(error: Number) -> [Forgery] {
        func place(_ ballot: Int, choice: Int?) -> Place {
            Place(ballot: ballot, question: choice.map { _ in 1 }, choice: choice)
        }
        return [
            forgery(
                "two branches of a proof", error: error, proofs: [(2, 0, [1, 0, -1, 0])],
                .individualProof, place(2, choice: 1)),
            forgery(
                "both commitments of a branch", error: error, proofs: [(2, 1, [0, 0, 1, -1])],
                .individualProof, place(2, choice: 2)),
            forgery(
                "two proofs of a ballot", error: error, proofs: [(2, 0, [1]), (2, 1, [-1])],
                .individualProof, place(2, choice: 1)),
            forgery(
                "two ballots", error: error, proofs: [(1, 1, [1]), (2, 0, [0, -1])],
                .individualProof, place(1, choice: 2)),
            forgery(
                "signature and proof", error: error, proofs: [(2, 0, [1])], signature: -1,
                .ballotSignature, place(2, choice: nil)),
        ]
    }

    private static let error = Number(0x5a11_a002_0049_1905)
    static let all = forgeries(error: error) + [fiveVotes()]

    /// The evidence passes everything that comes before the equations; some equations are wrong; their plain sum holds, and
    /// a sum with weights of their own does not. So the weights alone tell.
    @Test(arguments: all) func errorsCancelUnderEqualWeights(forgery: Forgery) async throws {
        let evidence = try await forgery.evidence()
        let reference = try ReferenceEvidence(forgery.election)
        var equations: [SlowEdwards.Element] = []
        for (index, ballot) in forgery.ballots.enumerated() {
            let entry = forgery.entry(index + 1, of: evidence)
            equations += try #require(try reference.equations(ballot, entry: evidence[entry]))
        }
        #expect(equations.count == 2 * 11)
        #expect(equations.count { $0 != SlowEdwards.neutral } == forgery.planted.count)
        #expect(forgery.planted.count >= 2)
        let equal = [UInt](repeating: 0x1234_5678_9abc_def1, count: equations.count)
        #expect(ReferenceEvidence.sum(equations, weights: equal) == SlowEdwards.neutral)
        var random = SeededGenerator(seed: 1313)
        let own = equations.map { _ in UInt(random.next()) }
        #expect(ReferenceEvidence.sum(equations, weights: own) != SlowEdwards.neutral)
    }

    /// One by one and together, without evidence, with anybody's and with the forger's: refused for the same reason at the
    /// same place.
    @Test(arguments: all) func errorsThatCancelAreRefused(forgery: Forgery) async throws {
        #expect(ReferenceVerifier().verdict(forgery.archive) == .invalid(forgery.rule.rawValue))
        let election = try ElectionDescription(bytes: forgery.election.compact)
        let single = try VerifiableVoting.Election<VersionOne<G>>(election)
        let guilty = Set(forgery.planted.map(\.ballot))
        for (index, ballot) in forgery.ballots.enumerated() {
            let violation: Violation?
            do throws(Violation) {
                _ = try single.verify(ballot.compact)
                violation = nil
            } catch { violation = error }
            #expect((violation != nil) == guilty.contains(index + 1))
            guard index + 1 == forgery.place.ballot, let violation else { continue }
            #expect(violation.rule == forgery.rule)
            let inside = Place(question: forgery.place.question, choice: forgery.place.choice)
            #expect(BadArchive.matches(violation.place, inside))
        }
        let evidence = try await forgery.evidence()
        var verifiers = Verifiers.all
        for cores in 1...2 {
            verifiers.append(
                ("with forged evidence", { await Verifiers.archive($0.bytes, cores: cores, evidence: evidence) }))
        }
        let subject = await Verifiers.Subject(forgery.archive)
        for verifier in verifiers {
            let violation = await verifier.verify(subject).violation
            #expect(violation?.rule == forgery.rule, "\(verifier.name)")
            guard let place = violation?.place else { continue }
            #expect(BadArchive.matches(place, forgery.place), "\(verifier.name): \(place)")
        }
    }

    /// The same ballots without errors, evidence made in the same way: valid, and the evidence is used. What is refused
    /// above is the errors.
    @Test(arguments: forgeries(error: .zero)) func withoutErrorsTheSameIsValid(honest: Forgery) async throws {
        #expect(honest.planted.isEmpty)
        let statement = try await EvidenceTests.verify(honest.archive, try await honest.evidence())
        #expect(statement.evidence?.used == 2)
        #expect(statement.findings == [])
    }
}
