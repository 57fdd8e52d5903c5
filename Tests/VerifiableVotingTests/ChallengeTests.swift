import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Ballots that were challenged instead of cast: what they may say, and that they count nowhere.
@Suite struct ChallengeTests {
    typealias Challenged = ChallengedBallot<Edwards25519.Order>

    let station: AnchoredElection

    init() throws { station = try AnchoredElection(stations: [("Station A", 6)]) }

    private func challenged(_ voter: Int) throws -> Challenged { try station.prepare(voter).challenge() }

    private static func file(_ lines: [[UInt8]]) -> MemoryArchive {
        MemoryArchive(lines.flatMap { $0 + [UInt8(ascii: "\n")] })
    }

    private func violation(_ file: MemoryArchive) async throws -> Violation? {
        do {
            _ = try await ChallengeVerifier.verify(file, of: MemoryArchive(station.chain().bytes))
            return nil
        } catch let violation as Violation { return violation }
    }

    private func violation(_ line: [UInt8]) async throws -> Violation? { try await violation(Self.file([line])) }

    /// The ballot's text with something after `mark` replaced: the digits or letters up to the next quote.
    private static func edited(
        _ ballot: Challenged, after marks: String..., by edit: (String) -> String
    ) throws -> Challenged {
        let text = String(decoding: ballot.unsignedBytes, as: UTF8.self)
        var rest = Substring(text)
        for mark in marks {
            rest = rest[try #require(rest.firstRange(of: mark)).upperBound...]
        }
        let value = rest.prefix { $0 != "\"" }
        let new = text[..<value.startIndex] + edit(String(value)) + text[value.endIndex...]
        return Challenged(unsignedBytes: Array(new.utf8), openings: ballot.openings)
    }

    private static func opened(
        _ ballot: Challenged, _ question: Int, _ choice: Int, _ edit: (Challenged.Opening) -> Challenged.Opening
    ) -> Challenged {
        var openings = ballot.openings
        openings[question][choice] = edit(openings[question][choice])
        return Challenged(unsignedBytes: ballot.unsignedBytes, openings: openings)
    }

    @Test func challengedBallotsVerify() async throws {
        let ballots = try (0..<3).map(challenged)
        let statement = try await ChallengeVerifier.verify(
            Self.file(ballots.map(\.line)), of: MemoryArchive(station.chain().bytes))
        #expect(statement.ballots.map(\.code) == ballots.map(\.code))
        #expect(statement.ballots.map(\.line) == [1, 2, 3])
        for ballot in statement.ballots { #expect(ballot.choices == [[1, 0], [0, 1, 0, 1]]) }
        var tree = MerkleTree()
        for ballot in ballots { tree.append(ballot.line) }
        #expect(statement.root == tree.root)
        #expect(try await violation(Self.file([])) == nil)
    }

    /// The code that the voter was shown is that of the ballot that is opened, and of the one that would have been cast.
    @Test func codeIsTheSameForCastAndChallenge() throws {
        let prepared = try station.prepare(0)
        let code = prepared.code
        #expect(prepared.challenge().code == code)
        let castable = try station.prepare(1)
        let castCode = castable.code
        #expect(String(decoding: castable.cast(), as: UTF8.self).contains("\"hash\":\"\(castCode)\""))
    }

    @Test(arguments: [0, 1]) func randomnessChanged(question: Int) async throws {
        let forged = Self.opened(try challenged(0), question, 1) {
            .init(randomness: $0.randomness + .one, choice: $0.choice)
        }
        let violation = try await violation(forged.line)
        #expect(violation?.rule == .challengeRandomness)
        #expect(violation?.place.line == 1)
        #expect(violation?.place.question == question + 1)
        #expect(violation?.place.choice == 2)
    }

    @Test(arguments: [0, 1]) func choiceChanged(choice: Int) async throws {
        let forged = Self.opened(try challenged(0), 0, choice) {
            .init(randomness: $0.randomness, choice: 1 - $0.choice)
        }
        let violation = try await violation(forged.line)
        #expect(violation?.rule == .challengeChoice)
        #expect(violation?.place.choice == choice + 1)
    }

    /// T24: beta opens to what the voter wants to see, but it is not what alpha would decrypt.
    @Test func rightBetaWithWrongAlpha() async throws {
        let ballot = try challenged(0)
        let other = Edwards25519.power(
            Edwards25519.generatorTable, ballot.openings[0][0].randomness + .one)
        let forged = try Self.edited(ballot, after: "\"alpha\":\"") { _ in Edwards25519.text(other) }
        let violation = try await violation(forged.line)
        #expect(violation?.rule == .challengeRandomness)
        #expect(violation?.place.question == 1)
        #expect(violation?.place.choice == 1)
    }

    @Test func rightAlphaWithWrongBeta() async throws {
        let forged = try Self.edited(challenged(0), after: "\"beta\":\"") { _ in
            Edwards25519.text(Edwards25519.generator)
        }
        #expect(try await violation(forged.line)?.rule == .challengeChoice)
    }

    @Test(arguments: [
        (["\"individual_proofs\"", "\"response\":\""], Rule.individualProof, 1),
        (["\"overall_proof\"", "\"challenge\":\""], .overallProof, 1),
        (["\"overall_proof\"", "\"overall_proof\"", "\"response\":\""], .overallProof, 2),
        (["\"blank_proof\"", "\"response\":\""], .blankProof, 2),
    ]) func proofChanged(marks: [String], rule: Rule, question: Int) async throws {
        let ballot = try challenged(0)
        var text = String(decoding: ballot.unsignedBytes, as: UTF8.self)
        var position = text.startIndex
        for mark in marks { position = try #require(text[position...].firstRange(of: mark)).upperBound }
        let digit = text[position]
        // The second digit, so that the number neither starts with 0 nor grows beyond the order.
        let second = text.index(after: position)
        #expect(digit != "\"")
        text.replaceSubrange(second..<text.index(after: second), with: text[second] == "1" ? "0" : "1")
        let forged = Challenged(unsignedBytes: Array(text.utf8), openings: ballot.openings)
        let violation = try await violation(forged.line)
        #expect(violation?.rule == rule)
        #expect(violation?.place.question == question)
    }

    /// A device that encrypts what the question does not allow, and opens it truthfully.
    @Test(arguments: [
        [[1, 1], [1, 0, 0, 0]], [[0, 0], [1, 0, 0, 0]], [[1, 0], [1, 1, 0, 0]], [[1, 0], [0, 1, 1, 1]],
    ])
    func choicesThatAreNotAllowed(choices: [[Int]]) async throws {
        let secret = station.voters[0]
        let credential = Array(
            Edwards25519.text(Edwards25519.secretPower(Edwards25519.secretGeneratorTable, secret)).utf8)
        let randomness = BallotRandomness(credential: credential, choices: choices)
        let forged = station.maker.prepare(choices, credential: credential, secret: secret, randomness).challenge()
        #expect(try await violation(forged.line)?.rule == .challengeChoice)
    }

    @Test func credentialThatIsNotListed() async throws {
        let stranger = try station.maker.prepare([[1, 0], [1, 0, 0, 0]], credential: .random()).challenge()
        #expect(try await violation(stranger.line)?.rule == .ballotCredential)
    }

    @Test func challengeOfAnotherElection() async throws {
        let other = try AnchoredElection(uuid: "stationBBBBBBB", voters: station.voters)
        #expect(try await violation(other.prepare(0).challenge().line)?.rule == .ballotElection)
        let sameUUID = try AnchoredElection(voters: station.voters)
        #expect(try await violation(sameUUID.prepare(0).challenge().line)?.rule == .ballotElection)
    }

    @Test func challengedTwice() async throws {
        let first = try challenged(0)
        let copied = try await violation(Self.file([first.line, try challenged(1).line, first.line]))
        #expect(copied?.rule == .challengeDuplicate)
        #expect(copied?.place.line == 3)
        // Another ballot of the credential that the first one spent.
        let again = try await violation(Self.file([first.line, try challenged(0).line]))
        #expect(again?.rule == .challengeDuplicate)
        #expect(again?.place.line == 2)
    }

    @Test func linesOfAnotherForm() async throws {
        let line = try challenged(0).line
        let text = String(decoding: line, as: UTF8.self)
        let forged = [
            " " + text, text + " ", "", "{}", String(text.dropLast()), text.replacing("\"m\":1", with: "\"m\":01"),
            text.replacing("\"m\":1", with: "\"m\":true"), text.replacing("\"r\":\"", with: "\"r\":\"0"),
            text.replacing("}]]}", with: "}]],\"nonces\":[]}"),
            text.replacing("\"openings\":[[", with: "\"openings\":[[],["),
            text.replacing("]]}", with: "],[{\"r\":\"1\",\"m\":0}]]}"),
        ]
        for text in forged { #expect(try await violation(Array(text.utf8))?.rule == .challengeFormat, "\(text)") }
        // A castable ballot in place of an unsigned one.
        let cast = String(decoding: try station.prepare(0).cast(), as: UTF8.self)
        let openings = text[try #require(text.firstRange(of: ",\"openings\"")).lowerBound...]
        #expect(try await violation(Array("{\"ballot\":\(cast)\(openings)".utf8))?.rule == .challengeFormat)
        #expect(try await violation(MemoryArchive(line))?.rule == .challengeFormat)
        let two = text.replacing("\"m\":1", with: "\"m\":2", maxReplacements: 1)
        #expect(try await violation(Array(two.utf8))?.rule == .challengeChoice)
    }

    /// The same over BELENIOS-2048.
    @Test func challengesOverResidues() throws {
        typealias Suite2048 = VersionOne<Belenios2048>
        let key = TrusteeKey<Suite2048>()
        let bytes = ElectionDescription.bytes(
            suite: Suite2048.self, name: "name", description: "", publicKey: Belenios2048.text(key.publicKey),
            questions: [AnchoredElection.questions[0]], uuid: "stationAAAAAAA", administrator: nil,
            credentialAuthority: nil)
        let election = try Election<Suite2048>(ElectionDescription(bytes: bytes))
        let ballot = try BallotMaker(election).prepare([[0, 1]], credential: .random()).challenge()
        #expect(try election.verify(challenge: ballot.line).choices == [[0, 1]])
        for (edit, rule) in [(true, Rule.challengeRandomness), (false, .challengeChoice)] {
            var openings = ballot.openings
            let opening = openings[0][1]
            openings[0][1] = .init(
                randomness: edit ? opening.randomness + .one : opening.randomness,
                choice: edit ? opening.choice : 1 - opening.choice)
            let forged = ChallengedBallot(unsignedBytes: ballot.unsignedBytes, openings: openings)
            #expect {
                try election.verify(challenge: forged.line)
            } throws: {
                ($0 as? Violation)?.rule == rule
            }
        }
    }

    /// An archive whose booth challenged two ballots, and what the members signed of it.
    private struct Day {
        let commission: TestCommission
        let ballots: [Challenged]
        let manifest: SignedManifest
        let closing: SignedClosing
        var chain: ArchiveChain

        func anchors(_ lines: [[UInt8]], closed: Bool = true) throws -> Anchors {
            try Anchors(
                manifest: manifest, commission: commission.key, closing: closed ? closing : nil,
                challenges: ChallengeTests.file(lines))
        }
    }

    private func day() async throws -> Day {
        let commission = try TestCommission()
        var chain = try station.chain(voters: [0, 1])
        chain.add(.endBallots)
        let ballots = try (2..<5).map(challenged)
        let closing = try await Closing.of(chain, challenges: ballots.map(\.line))
        return Day(
            commission: commission, ballots: ballots,
            manifest: try commission.manifest(try await station.announced(chain)),
            closing: commission.closing(closing), chain: chain)
    }

    @Test func challengesOfTheClosing() async throws {
        let day = try await day()
        let lines = day.ballots.map(\.line)
        #expect(try await day.chain.verify(day.anchors(lines)).anchors == [.manifest, .closing, .challenges])
        let forged = [
            Array(lines.dropLast()), Array(lines.dropFirst()), [], [lines[1], lines[0], lines[2]],
            lines + [try challenged(5).line], [lines[0], lines[1], try challenged(4).line],
        ]
        for lines in forged {
            #expect(try await day.chain.violation(day.anchors(lines))?.rule == .challengeRoot)
        }
    }

    @Test func countOfTheClosingThatIsNotTheFiles() async throws {
        let day = try await day()
        let right = day.closing.closing
        let wrong = Closing(
            uuid: right.uuid, endBallots: right.endBallots, ballots: right.ballots, counted: right.counted,
            challenged: 4, challenges: right.challenges)
        let anchors = try Anchors(
            manifest: day.manifest, commission: day.commission.key, closing: day.commission.closing(wrong),
            challenges: Self.file(day.ballots.map(\.line)))
        #expect(try await day.chain.violation(anchors)?.rule == .closingCounts)
    }

    /// The very ballot that was challenged, signed after all; and another ballot of the credential that it spent.
    @Test(arguments: [true, false]) func challengedBallotIsCast(same: Bool) async throws {
        let day = try await day()
        let credential = Array(
            Edwards25519.text(
                Edwards25519.secretPower(Edwards25519.secretGeneratorTable, station.voters[5])
            ).utf8)
        let choices = [[0, 1], [1, 0, 0, 0]]
        let seed = [UInt8](repeating: 7, count: 64)
        func prepare(_ counter: UInt64) -> PreparedBallot<AnchoredElection.Suite1> {
            let randomness = BallotRandomness(
                system: seed, station: .init(secret: [], counter: counter), credential: credential, choices: choices)
            return station.maker.prepare(choices, credential: credential, secret: station.voters[5], randomness)
        }
        let opened = prepare(1).challenge()
        var chain = try station.chain(voters: [0])
        chain.add(.ballot, [prepare(same ? 1 : 2).cast()])
        #expect(try await chain.verify().ballots == 2)
        let violation = try await chain.violation(day.anchors([opened.line], closed: false))
        #expect(violation?.rule == .challengedBallotCast)
        #expect(violation?.place.ballot == 2)
        #expect((violation?.detail == opened.code) == same)
    }
}
