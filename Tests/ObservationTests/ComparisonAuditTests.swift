import ElectionModel
import Observation
import Testing
import VerifiableVoting

/// Ballot comparison as a step, what an audit still needs, and the tables that go in and come out.
@Suite struct ComparisonAuditTests {
    private func record(_ scene: AuditScene, _ name: String, _ contest: ContestKey) -> ContainerRecord {
        let ballot = scene.claims.first { $0.tier == contest.tier }?.choices ?? []
        return ContainerRecord(
            name, contest,
            marks: scene.cards[name, default: []].map { key, mark in
                guard key == contest else { return ContainerRecord.without }
                if case .choice(let choice) = mark {
                    return Int16(ballot.firstIndex(of: choice) ?? 0)
                }
                return ContainerRecord.invalid
            })
    }

    /// An audit by comparison up to its seed; only every second container has records.
    private func committed(_ scene: AuditScene, change: (inout [ContainerRecord]) -> Void = { _ in }) throws
        -> AuditState
    {
        var audit = AuditState(election: scene.election.id)
        try audit.apply(.manifest(scene.containers))
        try audit.apply(.subtotals(scene.counts))
        try audit.apply(.electronic(scene.records))
        var records = scene.containers.enumerated().filter { $0.offset % 2 == 0 || $0.element.contests.count > 1 }
            .flatMap { _, container in container.contests.map { record(scene, container.name, $0) } }
        change(&records)
        try audit.apply(.cardRecords(records))
        try audit.apply(.plan(scene.plan(.comparison)))
        try audit.apply(.seed(AuditScene.seed, commitment: audit.commitment))
        return audit
    }

    @Test func comparisonNeedsFewerCardsThanMeansAndPolling() throws {
        let scene = try AuditScene()
        var audit = try committed(scene)
        var (means, polling) = (try scene.committed(.stationMeans), try scene.committed(.polling))
        for cards in [40, 80, 160, 320, 640, 1280] {
            try scene.round(&audit, cards: cards)
            if audit.assessments.allSatisfy({ $0.isConfirmed }) { break }
        }
        #expect(audit.assessments.allSatisfy { $0.isConfirmed }, "\(audit.assessments)")
        let cards = audit.assessments[0].cards
        try scene.round(&means, cards: cards)
        try scene.round(&polling, cards: cards)
        func worst(_ audit: AuditState) -> Double { audit.assessments.flatMap(\.pValues).max() ?? 1 }
        #expect(worst(audit) < worst(means) && worst(means) < worst(polling))
        let text = AuditText.bytes(audit)
        let again = try AuditText.replay(text)
        #expect(again.assessments == audit.assessments && AuditText.bytes(again) == text)
    }

    /// Records that say what cards do not are found, and the audit goes on.
    @Test func wrongRecordsMakeTheAuditLonger() throws {
        let scene = try AuditScene()
        var right = try committed(scene)
        var wrong = try committed(scene) { records in
            for place in records.indices where records[place].contest == AuditScene.seat {
                for card in records[place].marks.indices where card % 4 == 0 && records[place].marks[card] == 1 {
                    records[place].marks[card] = 0
                }
            }
        }
        try scene.round(&right, cards: 200)
        try scene.round(&wrong, cards: 200)
        #expect((right.assessments[0].pValues.max() ?? 1) < (wrong.assessments[0].pValues.max() ?? 0))
    }

    @Test func recordsOfOtherCardsAreRefused() throws {
        let scene = try AuditScene()
        let name = scene.containers[0].name
        let contest = scene.containers[0].contests[0]
        #expect(throws: AuditRefusal.recordsOfOtherCards(name, contest)) {
            try committed(scene) { $0[0].marks.removeLast() }
        }
        #expect(throws: AuditRefusal.containerTwice(name)) { try committed(scene) { $0.append($0[0]) } }
        #expect(throws: AuditRefusal.recordNotUnderstood(name, contest, card: 3)) {
            try committed(scene) { $0[0].marks[2] = 99 }
        }
        #expect(throws: AuditRefusal.noCardRecords(AuditScene.seat)) {
            try committed(scene) { $0.removeAll { $0.contest == AuditScene.seat } }
        }
        var audit = try committed(scene)
        #expect(throws: AuditRefusal.alreadyDone(.cardRecords)) { try audit.apply(.cardRecords([])) }
        var early = AuditState(election: "scene")
        #expect(throws: AuditRefusal.missing([.manifest], before: .cardRecords)) { try early.apply(.cardRecords([])) }
    }

    /// A plan is near what audits then need, and what is still needed falls to nothing.
    @Test func standingsSayWhatIsNeeded() throws {
        let scene = try AuditScene()
        var audit = try scene.committed(.polling)
        let before = audit.standings()
        #expect(before.count == 2 && before.allSatisfy { !$0.isConfirmed && ($0.more ?? 0) > 10 })
        let planned = before.compactMap(\.moreForNineOfTen).max() ?? 0
        for cards in [planned, 2 * planned, 4 * planned] {
            try scene.round(&audit, cards: cards)
            if audit.assessments.allSatisfy({ $0.isConfirmed }) { break }
        }
        let after = audit.standings()
        #expect(after.allSatisfy { $0.isConfirmed && $0.more == 0 }, "\(after)")
        for (standing, assessment) in zip(after, audit.assessments) {
            #expect(standing.assertions.map(\.pValue) == assessment.pValues.map(Optional.some))
        }
        try audit.apply(.draw(after.map { ContestDraw($0.key, cards: $0.drawn + 50) }))
        let open = audit.standings(runs: 0)
        #expect(open.allSatisfy { !$0.isConfirmed && $0.assertions.allSatisfy { $0.pValue == nil } })
        #expect(!audit.openCards.unread.isEmpty && audit.openCards.disputed.isEmpty)
    }

    /// Weights that are too large for exact sums never pass for confirmed.
    @Test func recountsWithoutWeightsConfirmNothing() throws {
        let scene = try AuditScene(stations: 12)
        var plan = scene.plan(.recounts)
        let huge = Claim.share("Abay", Fraction(99_991, 999_983), of: .validVotes)
        plan.contests[0].claims = [huge, .share("Abay", Fraction(99_989, 999_979), of: .registeredElectors)]
        plan.contests[0].registered = 999_983
        var audit = AuditState(election: scene.election.id)
        try audit.apply(.manifest(scene.containers))
        try audit.apply(.subtotals(scene.counts))
        try audit.apply(.electronic(scene.records))
        try audit.apply(.plan(plan))
        try audit.apply(.seed(AuditScene.seed, commitment: audit.commitment))
        try audit.apply(.draw([ContestDraw(AuditScene.seat, cards: 0)]))
        #expect(audit.standings(runs: 0)[0].isConfirmed == false)
        #expect(try audit.assess()[0].isConfirmed == false)
    }

    @Test func tablesAgree() throws {
        let scene = try AuditScene()
        let manifest = AuditTables.write(scene.containers)
        #expect(try AuditTables.manifest(manifest, file: "manifest.csv") == scene.containers)
        var audit = try scene.committed(.polling)
        try audit.apply(.draw([ContestDraw(AuditScene.seat, cards: 30), ContestDraw(AuditScene.list, cards: 30)]))
        let list = String(decoding: AuditTables.pullList(audit.toRead, of: audit), as: UTF8.self)
        #expect(list.split(separator: "\n").count == audit.toRead.count + 1)
        let tickets = String(decoding: AuditTables.tickets(AuditScene.seat, of: audit), as: UTF8.self)
        #expect(tickets.split(separator: "\n").count == 31)
        let rows = """
            container,card,reader,finding,contest,choice
            a,1,Aigul,choice,seat/1/1,Abay
            a,1,Aigul,invalid,list/country/1,
            a,2,Aigul,not found,,
            a,3,Aigul,other contest,,
            """
        let readings = try AuditTables.readings(Array(rows.utf8), file: "r.csv").map(\.value)
        #expect(
            readings == [
                CardReading(
                    CardPlace("a", 1), reader: "Aigul",
                    .found([AuditScene.seat: .choice("Abay"), AuditScene.list: .invalid])),
                CardReading(CardPlace("a", 2), reader: "Aigul", .notFound),
                CardReading(CardPlace("a", 3), reader: "Aigul", .found([:])),
            ])
        #expect(throws: (any Error).self) {
            try AuditTables.readings(Array((rows + "\na,3,Aigul,other contest,,").utf8), file: "r.csv")
        }
        #expect(throws: (any Error).self) {
            try AuditTables.readings(Array((rows + "\na,4,Aigul,choice,seat/1,Abay").utf8), file: "r.csv")
        }
    }

    @Test func recountTablesNeedEveryLine() throws {
        let ballot: (ContestKey) -> [ChoiceID]? = { $0 == AuditScene.seat ? ["Abay", "Bota"] : nil }
        let rows = "station,contest,reader,kind,choice,votes\ns,seat/1/1,A,votes,Abay,3\ns,seat/1/1,A,votes,Bota,4\n"
        #expect(throws: (any Error).self) { try AuditTables.recounts(Array(rows.utf8), file: "r", ballot: ballot) }
        let all = try AuditTables.recounts(
            Array((rows + "s,seat/1/1,A,invalid,,1\ns,seat/1/1,A,other contest,,2\n").utf8), file: "r", ballot: ballot)
        #expect(
            all.map(\.value) == [
                StationRecount("s", AuditScene.seat, reader: "A", CardCount(votes: [3, 4], invalid: 1), without: 2)
            ])
    }

    /// The quick way to many tickets finds those that the slow way finds.
    @Test func drawsAreThoseOfSingleTickets() {
        let containers = [CardContainer("box 1", cards: 3000), CardContainer("ящик 2", cards: 2500)]
        let seed = Digest(of: "20201103")
        let all = containers.flatMap { container in
            (1...container.cards).map { CardPlace(container.name, $0) }
        }.map { ($0, Ticket($0.description, seed: seed)) }.sorted { $0.1 < $1.1 }
        for count in [1, 7, 600, 5500] {
            let drawn = CardDraw.first(count, of: containers, seed: "20201103")
            #expect(drawn.map(\.place) == all.prefix(count).map(\.0))
            #expect(drawn.map(\.ticket) == all.prefix(count).map(\.1))
        }
    }
}
