import ElectionModel
import Observation
import SeatAllocation
import Testing
import VerifiableVoting

/// A whole audit, its text, and everything that may not be done.
@Suite struct AuditProcedureTests {
    /// Draws until all is confirmed; some cards are in both samples and are fetched once.
    private func confirmed(_ scene: AuditScene, _ method: AuditedContest.Method) throws -> AuditState {
        var audit = try scene.committed(method)
        for cards in [100, 300, 900, 2700, 9000] {
            try scene.round(&audit, cards: cards, misread: true)
            if audit.assessments.allSatisfy({ $0.isConfirmed }) { break }
        }
        return audit
    }

    @Test(arguments: [AuditedContest.Method.polling, .stationMeans])
    func anHonestCountIsConfirmedAndReplayed(method: AuditedContest.Method) throws {
        let scene = try AuditScene()
        let audit = try confirmed(scene, method)
        #expect(audit.assessments.count == 2)
        #expect(audit.assessments.allSatisfy { $0.isConfirmed }, "\(audit.assessments)")
        let bytes = AuditText.bytes(audit)
        let again = try AuditText.replay(bytes)
        #expect(again.assessments == audit.assessments)
        #expect(again.steps == audit.steps)
        #expect(audit.toRead.count < 3000, "\(audit.assessments)")
    }

    /// Whole stations counted again instead of single cards.
    @Test func stationsCountedAgain() throws {
        let scene = try AuditScene()
        var audit = try scene.committed(.recounts)
        var counted: [ContestKey: Set<StationID>] = [:]
        for draws in [20, 60, 200] {
            try audit.apply(
                .draw([ContestDraw(AuditScene.seat, cards: draws), ContestDraw(AuditScene.list, cards: draws)]))
            for count in scene.counts where audit.toRecount(count.contest).contains(count.station) {
                guard counted[count.contest, default: []].insert(count.station).inserted else { continue }
                for reader in ["Aigul", "Berik"] {
                    let recount = StationRecount(
                        count.station, count.contest, reader: reader, count.count,
                        without: scene.without(count.station, count.contest))
                    try audit.apply(.recount(recount))
                }
            }
            try audit.apply(.assessment(try audit.assess()))
            if audit.assessments.allSatisfy({ $0.isConfirmed }) { break }
        }
        #expect(audit.assessments.allSatisfy { $0.isConfirmed }, "\(audit.assessments)")
        #expect(try AuditText.replay(AuditText.bytes(audit)).assessments == audit.assessments)
    }

    /// A station that reported 100 votes too many for the winner shows in its recount, and two persons who differ agree first.
    @Test func recountsThatDiffer() throws {
        let scene = try AuditScene()
        var audit = try scene.committed(.recounts)
        try audit.apply(.draw([ContestDraw(AuditScene.seat, cards: 1)]))
        let station = try #require(audit.toRecount(AuditScene.seat).first)
        let reported = try #require(scene.counts.first { $0.station == station && $0.contest == AuditScene.seat }).count
        let without = scene.without(station, AuditScene.seat)
        var other = reported
        other.votes[0] -= 100
        other.votes[1] += 100
        try audit.apply(.recount(StationRecount(station, AuditScene.seat, reader: "Aigul", reported, without: without)))
        #expect(throws: AuditRefusal.recountsOpen(1, first: station, AuditScene.seat)) { try audit.assess() }
        try audit.apply(.recount(StationRecount(station, AuditScene.seat, reader: "Berik", other, without: without)))
        #expect(throws: AuditRefusal.recountsOpen(1, first: station, AuditScene.seat)) { try audit.assess() }
        try audit.apply(
            .recountResolution(
                StationRecountResolution(
                    station, AuditScene.seat, readers: ["Aigul", "Berik"], other, without: without)))
        #expect(try audit.assess()[0].pValues == [1])
        #expect(throws: AuditRefusal.stationNotDrawn("station 10", AuditScene.seat)) {
            try audit.apply(.recount(StationRecount("station 10", AuditScene.seat, reader: "Aigul", other)))
        }
    }

    /// Electronic records that were not verified make the audit longer, never wrong.
    @Test func unverifiedRecordsArePhantoms() throws {
        let (verified, unverified) = (try AuditScene(), try AuditScene(verified: false))
        var (one, other) = (try verified.committed(.stationMeans), try unverified.committed(.stationMeans))
        try verified.round(&one, cards: 400)
        try unverified.round(&other, cards: 400)
        for (sure, unsure) in zip(one.assessments, other.assessments) {
            let pairs = zip(sure.pValues, unsure.pValues)
            #expect(pairs.allSatisfy { $0 <= $1 * 1.000001 || $0 < 0.05 }, "\(sure) \(unsure)")
            #expect((sure.pValues.max() ?? 0) < (unsure.pValues.max() ?? 0))
        }
    }

    /// Cards that are not found speak against every claim.
    @Test func lostCardsAreNotConfirmedAway() throws {
        var scene = try AuditScene()
        for name in scene.cards.keys { scene.cards[name] = [] }
        var audit = try scene.committed(.polling)
        try scene.round(&audit, cards: 200)
        #expect(audit.assessments.allSatisfy { !$0.isConfirmed && $0.pValues.allSatisfy { $0 > 0.9 } })
    }

    @Test func stepsOutOfOrderSayWhatIsMissing() throws {
        let scene = try AuditScene()
        var audit = AuditState(election: "scene")
        let steps: [(AuditStep, [AuditStep.Kind])] = [
            (.plan(scene.plan(.polling)), [.manifest, .subtotals, .electronic]),
            (.seed(AuditScene.seed, commitment: audit.commitment), [.manifest, .subtotals, .electronic, .plan]),
            (.draw([]), [.manifest, .subtotals, .electronic, .plan, .seed]),
            (
                .reading(CardReading(CardPlace("x", 1), reader: "Aigul", .notFound)),
                [.manifest, .subtotals, .electronic, .plan, .seed, .draw]
            ),
            (.assessment([]), [.manifest, .subtotals, .electronic, .plan, .seed, .draw]),
        ]
        for (step, missing) in steps {
            #expect(throws: AuditRefusal.missing(missing, before: step.kind)) { try audit.apply(step) }
        }
        #expect(audit.steps.isEmpty)
        try audit.apply(.electronic(scene.records))
        #expect(throws: AuditRefusal.missing([.manifest, .subtotals], before: .plan)) { try audit.apply(steps[0].0) }
        try audit.apply(.manifest(scene.containers))
        #expect(throws: AuditRefusal.alreadyDone(.manifest)) { try audit.apply(.manifest(scene.containers)) }
    }

    @Test func nothingEntersAfterTheSeed() throws {
        let scene = try AuditScene()
        var audit = try scene.committed(.polling)
        for step in [
            AuditStep.manifest(scene.containers), .subtotals(scene.counts), .electronic(scene.records),
            .plan(scene.plan(.polling)), .seed("27182818284590452353", commitment: audit.commitment),
        ] {
            #expect(throws: AuditRefusal.alreadyDone(step.kind)) { try audit.apply(step) }
        }
    }

    @Test func aSeedIsDrawnForOneText() throws {
        let scene = try AuditScene()
        var audit = AuditState(election: "scene")
        try audit.apply(.manifest(scene.containers))
        try audit.apply(.subtotals(scene.counts))
        let early = audit.commitment
        try audit.apply(.electronic(scene.records))
        try audit.apply(.plan(scene.plan(.polling)))
        let expected = audit.commitment
        #expect(throws: AuditRefusal.otherCommitment(expected: expected.hexadecimal)) {
            try audit.apply(.seed(AuditScene.seed, commitment: early))
        }
        #expect(throws: AuditRefusal.seedTooShort(digits: 3)) { try audit.apply(.seed("123", commitment: expected)) }
        #expect(throws: AuditRefusal.seedTooShort(digits: 20)) {
            try audit.apply(.seed(AuditScene.seed + "x", commitment: expected))
        }
    }

    /// The plan is about the votes that stations reported, all of them and no others.
    @Test func votesThatStationsDidNotReport() throws {
        var scene = try AuditScene()
        scene.counts[0].count.votes[0] += 1
        var audit = AuditState(election: "scene")
        try audit.apply(.manifest(scene.containers))
        try audit.apply(.subtotals(scene.counts))
        try audit.apply(.electronic(scene.records))
        let plan = scene.plan(.polling)
        #expect {
            try audit.apply(.plan(plan))
        } throws: {
            if case AuditRefusal.totalsDiffer(AuditScene.seat, _, _) = $0 { true } else { false }
        }
    }

    /// A plan that leaves a claim out is an audit of less than the outcome.
    @Test func plansAreHeldAgainstTheOutcome() throws {
        let scene = try AuditScene()
        var plan = scene.plan(.polling)
        #expect(plan.differing(from: scene.claims).isEmpty)
        plan.contests[1].claims.removeLast()
        #expect(plan.differing(from: scene.claims) == [AuditScene.list])
        plan.contests.removeAll()
        #expect(plan.differing(from: scene.claims) == [AuditScene.seat, AuditScene.list])
    }

    @Test func readingsInPairs() throws {
        let scene = try AuditScene()
        var audit = try scene.committed(.polling)
        try audit.apply(.draw([ContestDraw(AuditScene.seat, cards: 2)]))
        let (place, other) = (audit.toRead[0], audit.toRead[1])
        let finding = scene.finding(place)
        #expect(throws: AuditRefusal.unread(2, first: place)) { try audit.assess() }
        #expect(throws: AuditRefusal.notDrawn(CardPlace("nowhere", 1))) {
            try audit.apply(.reading(CardReading(CardPlace("nowhere", 1), reader: "Aigul", finding)))
        }
        try audit.apply(.reading(CardReading(place, reader: "Aigul", finding)))
        #expect(throws: AuditRefusal.readTwiceBySame(place, reader: "Aigul")) {
            try audit.apply(.reading(CardReading(place, reader: "Aigul", finding)))
        }
        #expect(throws: AuditRefusal.nothingToResolve(place)) {
            try audit.apply(.resolution(CardResolution(place, readers: ["Aigul", "Berik"], finding)))
        }
        try audit.apply(.reading(CardReading(place, reader: "Berik", .notFound)))
        #expect(throws: AuditRefusal.readByTwoAlready(place)) {
            try audit.apply(.reading(CardReading(place, reader: "Cholpan", finding)))
        }
        for reader in ["Aigul", "Berik"] {
            try audit.apply(.reading(CardReading(other, reader: reader, scene.finding(other))))
        }
        #expect(throws: AuditRefusal.unresolved(1, first: place)) { try audit.assess() }
        #expect(throws: AuditRefusal.resolvedByOne(place)) {
            try audit.apply(.resolution(CardResolution(place, readers: ["Aigul", "Aigul"], finding)))
        }
        try audit.apply(.resolution(CardResolution(place, readers: ["Aigul", "Berik"], finding)))
        let found = try audit.assess()
        #expect(throws: AuditRefusal.otherAssessment(expected: found)) { try audit.apply(.assessment([])) }
        #expect(throws: AuditRefusal.drawShrinks(AuditScene.seat, from: 2)) {
            try audit.apply(.draw([ContestDraw(AuditScene.seat, cards: 1)]))
        }
        let stranger = CardFinding.found([AuditScene.seat: .choice("Nobody")])
        try audit.apply(.draw([ContestDraw(AuditScene.seat, cards: 3)]))
        let third = try #require(audit.toRead.first { $0 != place && $0 != other })
        #expect(throws: AuditRefusal.unknownChoice("Nobody", AuditScene.seat)) {
            try audit.apply(.reading(CardReading(third, reader: "Aigul", stranger)))
        }
    }

    /// Every digit and every word of the text counts: no changed byte gives an audit that replays to the same end.
    @Test func changedTextsAreRefused() throws {
        let scene = try AuditScene(stations: 12)
        var audit = try scene.committed(.stationMeans)
        try scene.round(&audit, cards: 30)
        let bytes = AuditText.bytes(audit)
        #expect(try AuditText.replay(bytes).assessments == audit.assessments)
        var generator = Generator(5)
        for _ in 0..<60 {
            var changed = bytes
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            changed[place] = changed[place] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
            guard let replayed = try? AuditText.replay(changed) else { continue }
            // A reader's name, or a mark that both readers and the p-values agree with, is all that can change alone.
            #expect(replayed.steps != audit.steps)
            #expect(AuditText.bytes(replayed) == changed)
            #expect(replayed.commitment != audit.commitment)
        }
        #expect {
            try AuditText.replay(
                Array(String(decoding: bytes, as: UTF8.self).replacing("sailau-audit/1", with: "sailau-audit/2").utf8))
        } throws: {
            if case AuditTextError.unknownFormat("sailau-audit/2") = $0 { true } else { false }
        }
        #expect {
            try AuditText.replay(bytes + [UInt8(ascii: "\n")])
        } throws: {
            if case AuditTextError.notCanonical = $0 { true } else { false }
        }
    }

    /// What hostile texts make of sizes is bounded.
    @Test func hugeNumbersAreRefused() throws {
        let contest = AuditScene.seat
        var audit = AuditState(election: "scene")
        let huge = AuditedContainer("a", station: "1", cards: 1 << 40, contests: [contest])
        #expect(throws: AuditRefusal.tooMany("cards", 1 << 40, most: 1 << 26)) { try audit.apply(.manifest([huge])) }
        let count = StationCount("1", contest, CardCount(votes: [.max, .max], invalid: 0))
        #expect(throws: AuditRefusal.tooMany("votes", .max, most: 1 << 26)) { try audit.apply(.subtotals([count])) }
    }
}
