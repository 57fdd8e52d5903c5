import LargeTests
import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Components of small order are found every time: a test that drew them out by chance would miss them now and then.
@Suite struct SmallOrderTests {
    typealias G = Edwards25519
    typealias Suite1 = VersionOne<Edwards25519>

    /// The eight points by the definition of the reference.
    @Test func pointsAreTheEightOfSmallOrder() throws {
        #expect(Set(SmallOrder.points.map(G.text)).count == 8)
        var orders: [Int: Int] = [:]
        for point in SmallOrder.points {
            let slow = try #require(SlowEdwards.read(Array(G.text(point).utf8)))
            var (power, order) = (slow, 1)
            while power != SlowEdwards.neutral {
                power = SlowEdwards.product(power, slow)
                order += 1
            }
            orders[order, default: 0] += 1
        }
        #expect(orders == [1: 1, 2: 1, 4: 2, 8: 4])
    }

    /// Ballots enough for tests of many points together.
    private static func manyBallots() -> (election: ForgedElection<G>, ballots: [Node]) {
        var election = ForgedElection<G>(
            questions: [Question(question: "Yes?", answers: ["yes", "no"], minimum: 1, maximum: 1)],
            weights: [UInt64?](repeating: nil, count: 45), members: 0, seed: 3)
        let ballots = election.ballots((0..<45).map { ($0, [[$0 % 2, 1 - $0 % 2]]) })
        return (election, ballots)
    }

    /// An archive with ballots and nothing after them is refused for a ciphertext of one of them.
    private static func checkRefusal(
        _ election: ForgedElection<G>, _ ballots: [Node], guilty index: Int, choice: Int = 1
    ) async {
        let setup = ForgedArchive.setup([
            election.election.compact, election.trustees.compact, election.credentials.compact,
        ])
        let records = ForgedArchive.bytes([setup] + ballots.map { ForgedArchive.Event("Ballot", [$0.compact]) })
        let subject = await Verifiers.Subject(records)
        for verifier in Verifiers.all {
            let violation = await verifier.verify(subject).violation
            #expect(violation?.rule == .elementMembership)
            #expect(violation?.place.ballot == index + 1)
            #expect(violation?.place.question == 1)
            #expect(violation?.place.choice == choice)
        }
    }

    /// In a ballot anywhere among many.
    @Test func smallOrdersInBallots() async {
        var (election, honest) = Self.manyBallots()
        var random = SeededGenerator(seed: 1003)
        for _ in 0..<LargeTest.size("smallOrdersInBallots()") {
            for torsion in SmallOrder.points.dropFirst() {
                for part in ["alpha", "beta"] {
                    var ballots = honest
                    let index = random.below(ballots.count)
                    let made = AttackBench.ballot(of: &election, torsion: torsion, part: part, voter: index)
                    ballots[index] = made
                    await Self.checkRefusal(election, ballots, guilty: index)
                }
            }
        }
    }

    /// All ciphertexts of an answer have to be members before what its proofs say is looked at: a proof that fails before one
    /// that lies outside the group is not what is reported, by any verifier.
    @Test(arguments: ["alpha", "beta"]) func membershipComesBeforeProofs(part: String) async {
        var (election, ballots) = Self.manyBallots()
        ballots[7] = election.ballot([[3, 1]], voter: 7)
        ballots[7].edit("answers/0/choices/1/\(part)") { node in
            node = .text(G.text(G.product(G.element(text: AttackBench.text(node)) ?? G.neutral, SmallOrder.points[1])))
        }
        ballots[7] = election.seal(ballots[7])
        await Self.checkRefusal(election, ballots, guilty: 7, choice: 2)
    }

    /// T13: in two ballots, so that they cancel where points tested together are added with equal weights.
    @Test(arguments: ["alpha", "beta"]) func oppositeSmallOrdersInTwoBallots(part: String) async {
        let (made, honest) = Self.manyBallots()
        var election = made
        for torsion in SmallOrder.points.dropFirst() {
            var ballots = honest
            for (index, component) in [(11, torsion), (31, G.quotient(G.neutral, torsion))] {
                ballots[index] = AttackBench.ballot(of: &election, torsion: component, part: part, voter: index)
            }
            let elements = ballots.compactMap { election.element($0["answers"]?[0]["choices"]?[0][part]) }
            #expect(elements.count { !G.isMember($0) } == 2)
            #expect(G.isMember(G.product(elements)))
            await Self.checkRefusal(election, ballots, guilty: 11)
        }
    }

    /// In a list of credentials, anywhere.
    @Test func smallOrdersInCredentials() {
        let election = ForgedElection<G>(
            questions: [], weights: [UInt64?](repeating: nil, count: 200), members: 0, seed: 4)
        var random = SeededGenerator(seed: 1004)
        for _ in 0..<LargeTest.size("smallOrdersInCredentials()") {
            for torsion in SmallOrder.points.dropFirst() {
                var list = election.credentials
                let index = random.below(200)
                let element = election.element(list[index]) ?? G.neutral
                list[index] = .text(G.text(G.product(element, torsion)))
                let violation = #expect(throws: Violation.self) {
                    try PublicCredentials(list.compact, suite: Suite1.self)
                }
                #expect(violation?.rule == .credentialElement)
                #expect(violation?.place.credential == index + 1)
            }
        }
    }

    /// In keys of trustees, of members and in their commitments, each time with new secrets and proofs that hold.
    @Test func smallOrdersInTrustees() {
        for round in 0..<LargeTest.size("smallOrdersInTrustees()") {
            let election = TinyElections.two(G.self, seed: UInt64(5000 + round))
            for torsion in SmallOrder.points.dropFirst() {
                for (trustee, trustees) in Self.rogueTrustees(election, torsion) {
                    let violation = #expect(throws: Violation.self) { try Trustees<Suite1>(bytes: trustees.compact) }
                    #expect(violation?.rule == .elementMembership)
                    #expect(violation?.place.trustee == trustee)
                }
            }
        }
    }

    /// Records of trustees with a component of small order somewhere, and the trustee who has it.
    private static func rogueTrustees(_ election: ForgedElection<G>, _ torsion: G.Element) -> [(Int, Node)] {
        var election = election
        election.prover.hidesSmallOrder = true
        func times(_ node: inout Node) {
            node = .text(G.text(G.product(G.element(text: AttackBench.text(node)) ?? G.neutral, torsion)))
        }
        var result: [(Int, Node)] = []
        func add(_ trustee: Int, _ parameters: Node) {
            result.append((trustee, .array([election.trustees[0], .array([.text("Pedersen"), parameters])])))
        }
        result.append(
            (
                1,
                .array([
                    AttackBench.trustee(&election, secret: election.single, torsion: torsion), election.trustees[1],
                ])
            ))
        for (index, name) in ["verification", "encryption"].enumerated() {
            var contents = election.members.indices.map { election.certificateContent($0) }
            contents[index].edit(name, times)
            add(index + 2, election.pedersen(certificates: contents))
        }
        for coefficient in 0..<2 {
            var contents = election.members.indices.map { election.coefficientContent($0) }
            contents[2].edit("coefexps/\(coefficient)", times)
            add(4, election.pedersen(coefficients: contents))
        }
        var parameters = election.trustees[1][1]
        parameters.edit("verification_keys/1/public_key", times)
        add(3, parameters)
        return result
    }
}
