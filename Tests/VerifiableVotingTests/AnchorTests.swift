import PrimeOrderGroups
import Testing
import VerifiableVoting

/// Archives that are consistent in themselves and yet not what was announced, or not what was closed.
@Suite struct AnchorTests {
    let honest: AnchoredElection
    let commission: TestCommission
    let keys: [TrusteeKey<AnchoredElection.Suite1>]

    init() throws {
        keys = [TrusteeKey(), TrusteeKey()]
        honest = try AnchoredElection(keys: keys)
        commission = try TestCommission()
    }

    private func anchors(
        _ announced: AnnouncedElection, closing: SignedClosing? = nil, station: String? = nil
    ) throws -> Anchors {
        try Anchors(
            manifest: commission.manifest(announced), commission: commission.key, closing: closing, station: station)
    }

    /// Announces the honest election and verifies another archive, which must be valid in itself.
    private func violation(_ other: ArchiveChain) async throws -> Violation? {
        _ = try await other.verify()
        return try await other.violation(anchors(try await honest.announced(honest.chain())))
    }

    @Test func announcedArchiveVerifies() async throws {
        var chain = try honest.chain(voters: [0, 1, 2])
        chain.add(.endBallots)
        let closing = try commission.closing(await Closing.of(chain))
        let statement = try await chain.verify(
            anchors(try await honest.announced(chain), closing: closing, station: "Station A"))
        #expect(statement.anchors == [.manifest, .closing])
        #expect(statement.manifestSigner?.key == commission.key)
        #expect(statement.manifestSigner?.isGiven == true)
        #expect(statement.closingSigners == [commission.members[0], commission.members[2]].compactMap(\.publicKey))
        #expect(try await chain.verify().anchors == [])
        let unknown = try Anchors(manifest: commission.manifest(try await honest.announced(chain)))
        #expect(try await chain.verify(unknown).manifestSigner?.isGiven == false)
    }

    /// Keys and credentials are the forger's own: nothing in the archive is wrong.
    @Test func inventedArchive() async throws {
        let sameName = try AnchoredElection()
        #expect(try await violation(sameName.chain(voters: [0, 1]))?.rule == .manifestTrustees)
        let otherName = try AnchoredElection(uuid: "inventedAAAAAA")
        #expect(try await violation(otherName.chain(voters: [0, 1]))?.rule == .manifestElection)
    }

    @Test func oneTrusteeExchanged() async throws {
        let other = try AnchoredElection(keys: [keys[0], TrusteeKey()], voters: honest.voters)
        let violation = try await violation(other.chain())
        #expect(violation?.rule == .manifestTrustees)
        #expect(violation?.place.trustee == 2)
    }

    /// Votes for one candidate would be counted for the other.
    @Test func answersExchanged() async throws {
        var questions = AnchoredElection.questions
        questions[1].answers.swapAt(0, 1)
        let other = try AnchoredElection(keys: keys, questions: questions, voters: honest.voters)
        let violation = try await violation(other.chain())
        #expect(violation?.rule == .manifestQuestions)
        #expect(violation?.place.question == 2)
    }

    @Test(arguments: ["minimum", "maximum", "blank", "text", "missing"]) func otherQuestions(change: String)
        async throws
    {
        var questions = AnchoredElection.questions
        switch change {
        case "minimum": questions[1].minimum = 0
        case "maximum": questions[1].maximum = 3
        case "blank": questions[1].blank = false
        case "text": questions[1].question = "Liste"
        default: questions.removeLast()
        }
        let other = try AnchoredElection(keys: keys, questions: questions, voters: honest.voters)
        #expect(try await violation(other.chain())?.rule == .manifestQuestions)
    }

    @Test func otherFingerprint() async throws {
        let other = try AnchoredElection(name: "Second election", keys: keys, voters: honest.voters)
        let violation = try await violation(other.chain())
        #expect(violation?.rule == .manifestElection)
        #expect(violation?.detail.contains(other.election.fingerprint) == true)
    }

    /// Ballots for voters who do not exist: one credential more, or one exchanged.
    @Test func credentialsAddedOrExchanged() async throws {
        let more = try AnchoredElection(
            stations: [("Station A", 5)], keys: keys, voters: honest.voters + [.random()])
        #expect(try await violation(more.chain(voters: [4]))?.rule == .manifestCredentials)
        let exchanged = try AnchoredElection(keys: keys, voters: Array(honest.voters.dropLast()) + [.random()])
        #expect(try await violation(exchanged.chain(voters: [3]))?.rule == .manifestCredentials)
    }

    @Test func weightsThatWereNotAnnounced() async throws {
        let other = try AnchoredElection(keys: keys, voters: honest.voters, weights: true)
        #expect(try await violation(other.chain(voters: [0]))?.rule == .manifestWeights)
        let chain = try other.chain(voters: [0])
        #expect(try await chain.violation(anchors(try await other.announced(chain))) == nil)
    }

    /// Everything is as announced but for a record that the setup names besides.
    @Test func otherSetup() async throws {
        // The trustees' proofs are the honest ones here, so that only the certificate differs.
        var chain = ArchiveChain()
        chain.add(.setup, honest.setupData(certificate: Array("{}".utf8)))
        #expect(try await violation(chain)?.rule == .manifestSetup)
    }

    @Test func secondBallotOfACredential() async throws {
        let chain = try honest.chain(voters: [0, 1, 0])
        let violation = try await violation(chain)
        #expect(violation?.rule == .manifestRevote)
        #expect(violation?.place.ballot == 3)
        #expect(violation?.place.credential == 1)
        let allowed = try await honest.announced(chain, revoting: true)
        #expect(try await chain.violation(anchors(allowed)) == nil)
    }

    @Test func archiveOfAnotherStation() async throws {
        let other = try AnchoredElection(uuid: "stationBBBBBBB", stations: [("Station B", 3)])
        let manifest = try commission.manifest(
            try await honest.announced(honest.chain()), try await other.announced(other.chain()))
        let replayed = try honest.chain(voters: [0, 1])
        for (station, rule) in [("Station A", nil), ("Station B", Rule.manifestStation), ("C", .manifestStation)] {
            let anchors = try Anchors(manifest: manifest, commission: commission.key, station: station)
            #expect(try await replayed.violation(anchors)?.rule == rule)
        }
    }

    /// Two stations share the list of an election; in the archive of one, a credential of the other is a stranger's.
    @Test func credentialOfAnotherStation() async throws {
        let shared = try AnchoredElection(stations: [("Station A", 2), ("Station B", 3)])
        let announced = try await shared.announced(shared.chain())
        #expect(announced.stations.map(\.credentials) == [2, 3])
        let chain = try shared.chain(voters: [0, 1, 3])
        #expect(try await chain.violation(anchors(announced)) == nil)
        let violation = try await chain.violation(anchors(announced, station: "Station A"))
        #expect(violation?.rule == .manifestStation)
        #expect(violation?.place.ballot == 3)
        #expect(violation?.place.credential == 4)
        #expect(try await shared.chain(voters: [2, 4]).violation(anchors(announced, station: "Station B")) == nil)
        // A border that was moved gives both slices another fingerprint.
        var moved = announced
        moved.stations[0].credentials = 3
        moved.stations[1].credentials = 2
        #expect(try await chain.violation(anchors(moved))?.rule == .manifestCredentials)
    }

    /// Ballots after the second are hidden by an `EndBallots` that nobody signed.
    @Test func strayEndBallots() async throws {
        let ballots = try (0..<4).map { try honest.prepare($0).cast() }
        var chains: [ArchiveChain] = []
        for count in [4, 2] {
            var chain = honest.chain()
            for ballot in ballots.prefix(count) { chain.add(.ballot, [ballot]) }
            chain.add(.endBallots)
            chains.append(chain)
        }
        let closing = try commission.closing(await Closing.of(chains[0]))
        let anchors = try anchors(try await honest.announced(honest.chain()), closing: closing)
        #expect(try await chains[0].violation(anchors) == nil)
        #expect(try await chains[1].verify().ballots == 2)
        let violation = try await chains[1].violation(anchors)
        #expect(violation?.rule == .closingHead)
        #expect(violation?.place.event == 3)
    }

    /// An archive that ends early is an earlier state of itself; only the closing tells that there was more.
    @Test func truncation() async throws {
        var chain = try honest.chain(voters: [0, 1, 2])
        chain.add(.endBallots)
        let closed = chain.boundaries.count
        let closing = try commission.closing(await Closing.of(chain))
        var tally = EncryptedTally<AnchoredElection.Suite1>(honest.election.questions)
        for ballot in 0..<3 {
            let start = chain.boundaries[ballot] + ArchiveRecord.blockSize
            let size = try #require(
                Int(String(decoding: chain.bytes[start - 388..<start - 377], as: UTF8.self), radix: 8))
            tally.add(try honest.election.verify(Array(chain.bytes[start..<start + size])).ciphertexts)
        }
        chain.add(
            .encryptedTally,
            [tally.bytes, TallySize(ballots: 3, totalWeight: 3, tally: Digest(of: tally.bytes)).bytes])
        let anchors = try anchors(try await honest.announced(chain), closing: closing)
        for (index, boundary) in chain.boundaries.enumerated() {
            let bytes = Array(chain.bytes[..<boundary])
            let statement = try await ArchiveChain.verify(bytes)
            #expect(statement.ballots == min(index, 3))
            if index + 1 < closed {
                await #expect {
                    try await ArchiveChain.verify(bytes, anchors)
                } throws: {
                    ($0 as? Violation)?.rule == .closingHead
                }
            } else {
                #expect(try await ArchiveChain.verify(bytes, anchors).anchors == [.manifest, .closing])
            }
        }
    }

    @Test func countsThatDiffer() async throws {
        var chain = try honest.chain(voters: [0, 1, 0])
        chain.add(.endBallots)
        let right = try await Closing.of(chain)
        #expect([right.ballots, right.counted] == [3, 2])
        let announced = try await honest.announced(chain, revoting: true)
        for (ballots, counted, rule) in [(3, 2, nil), (4, 2, Rule.closingCounts), (3, 3, .closingCounts)] {
            let closing = Closing(
                uuid: right.uuid, endBallots: right.endBallots, ballots: ballots, counted: counted, challenged: 0,
                challenges: right.challenges)
            let anchors = try anchors(announced, closing: commission.closing(closing))
            #expect(try await chain.violation(anchors)?.rule == rule)
        }
    }

    @Test func closingOfAnotherElection() async throws {
        var chain = try honest.chain(voters: [0])
        chain.add(.endBallots)
        let closing = try await Closing.of(chain, uuid: "stationBBBBBBB")
        let anchors = try anchors(try await honest.announced(chain), closing: commission.closing(closing))
        #expect(try await chain.violation(anchors)?.rule == .closingElection)
    }

    @Test func closingWithoutEnoughMembers() async throws {
        var chain = try honest.chain(voters: [0])
        chain.add(.endBallots)
        let closing = try await Closing.of(chain)
        let announced = try await honest.announced(chain)
        func violation(_ signed: SignedClosing) throws -> Violation? {
            do {
                _ = try anchors(announced, closing: SignedClosing(bytes: signed.bytes))
                return nil
            } catch let violation as Violation { return violation }
        }
        for signers in [[], [1], [1, 1], [0, 2, 0]] {
            #expect(try violation(commission.closing(closing, by: signers))?.rule == .closingSignature)
        }
        #expect(try violation(commission.closing(closing, by: [2, 1])) == nil)
        #expect(try violation(commission.closing(closing, by: [0, 1, 2])) == nil)
        // A stranger does not make up for a member, nor may he stand beside enough of them.
        for signers in [[0], [0, 1]] {
            var signed = commission.closing(closing, by: signers)
            signed.sign(with: SignerSecret())
            #expect(try violation(signed)?.place.line == signers.count + 2)
        }
        // Without a manifest nobody knows the members, but somebody must have signed.
        #expect(throws: Violation(.closingSignature, detail: "0")) {
            try Anchors(manifest: nil, closing: commission.closing(closing, by: []))
        }
        // The commission's own key signs manifests.
        var byCommission = commission.closing(closing, by: [0])
        byCommission.sign(with: commission.secret)
        #expect(try violation(byCommission)?.rule == .closingSignature)
        // Signatures of another closing hold for that one.
        let other = commission.closing(
            Closing(
                uuid: closing.uuid, endBallots: closing.endBallots, ballots: 2, counted: 1, challenged: 0,
                challenges: closing.challenges))
        var moved = Array(closing.bytes) + [UInt8(ascii: "\n")]
        moved += other.bytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
        #expect(try violation(SignedClosing(bytes: moved))?.rule == .closingSignature)
    }
}
