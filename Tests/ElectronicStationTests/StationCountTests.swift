import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import SmallStation
import Testing
import VerifiableVoting
import VoterRegister

import ElectronicStation

@Suite("Desk: what an electronic station's evening ends in") struct StationCountTests {
    private static let ballots = [
        Ballot(tier: "list", district: "country", round: 1, choices: ["b", "a", "c"]),
        Ballot(tier: "member", district: "d", round: 1, choices: ["x", "y"]),
        Ballot(tier: "member", district: "d", round: 2, choices: ["y", "x"]),
    ]

    /// A station at which six of twelve voted with slips, and two on paper.
    private static func scene(signs: Bool = true, paper: Int = 2) throws -> DeskScene {
        var scene = try DeskScene(SmallStation.image(SmallStation.entries(12)))
        try scene.open(voters: 12, slips: 13)
        for value in 1...(6 + paper) {
            try scene.take(
                CheckedIn(value <= 6 ? .electronic : .paper, hour: 9), by: value % 2 == 0 ? "m4" : "m5",
                at: SmallStation.at(9), about: SmallStation.number(value))
        }
        let eight = SmallStation.at(20)
        try scene.take(StationClosed(), at: eight)
        try scene.take(SlipsCounted(handedOut: 6, destroyedUnused: 7, inBox: 6, unspentInBox: 0), at: eight)
        try scene.take(UrnCounted(ballots: 6, challenged: 0, statement: SmallStation.hash), at: eight)
        if signs {
            try scene.take(
                ClosingSigned(SmallStation.members.map { .init($0.person, $0.office) }), at: eight)
        }
        return scene
    }

    private static func closed(signs: Bool = true, paper: Int = 2) throws -> DeskState {
        try scene(signs: signs, paper: paper).state
    }

    private static func question(_ name: String, _ candidates: [String], blank: Bool = false) -> AnnouncedQuestion {
        AnnouncedQuestion(
            question: name, blank: blank, minimum: 1, maximum: 1,
            answers: candidates.map { .init(answer: $0.uppercased(), candidate: $0) })
    }

    private static func announced(
        uuid: String = "first", stations: [String] = [SmallStation.station.rawValue],
        questions: [AnnouncedQuestion] = [
            question("Lists", ["a", "b", "c"], blank: true), question("Members", ["x", "y"]),
        ]
    ) -> AnnouncedElection {
        AnnouncedElection(
            uuid: uuid, group: "Ed25519", fingerprint: "f", setup: Digest(of: []),
            stations: stations.map { AnnouncedStation(name: $0, credentials: 13, fingerprint: "f") }, trustees: [],
            questions: questions, weights: false, revoting: false, leastBallots: 1)
    }

    private static let result = ElectionResult(counts: [[1, 3, 2, 0], [2, 4]])

    private static func paper(_ ballot: Ballot, _ votes: [UInt32], given: UInt32 = 2) -> Protocol {
        Protocol(
            station: SmallStation.station, tier: ballot.tier, district: ballot.district, channel: .paper,
            electorsOnList: 12, electorsGivenBallots: given, ballotsGivenByMember: [1, 1], tookPart: 2,
            votes: zip(ballot.choices, votes).map { .init($0, $1) }, invalid: 0, ballotsReceived: 13,
            ballotsCancelled: 11, mobileBoxes: [], provenance: .simulated)
    }

    /// Of all stations and rounds, as a centre's tables have them.
    private static let context = CheckContext(
        stations: [
            PollingStation(id: SmallStation.station, region: "r", district: "d", isElectronic: true, electors: 12),
            PollingStation(id: "st-2", region: "r", district: "d", electors: 900),
        ], ballots: ballots)

    private static func count(
        _ desk: DeskState, _ announced: AnnouncedElection = announced(), _ result: ElectionResult? = result,
        counted: CountedBallots = CountedBallots(ofStation: 6, all: 6), paper: [Protocol] = [], pending: Bool = false
    ) throws -> StationCount {
        try StationCount(
            desk: desk, announced: announced, result: result, counted: counted, ballots: ballots, paper: paper,
            isPaperPending: pending, in: context)
    }

    /// Names stand in the order of paper, whatever the archive's order is; the blank choice is what is invalid on paper.
    @Test func votesStandByTheirNames() throws {
        let count = try Self.count(
            try Self.closed(), paper: [Self.paper(Self.ballots[0], [1, 1, 0]), Self.paper(Self.ballots[1], [2, 0])])
        let lists = try #require(count.electronic.first).counts
        #expect(lists.votes == [.init("b", 2), .init("a", 3), .init("c", 0)] && lists.invalid == 1)
        #expect(count.electronic[1].counts.votes == [.init("x", 2), .init("y", 4)])
        #expect(count.summaries.map { $0.counts.votes.map(\.votes) } == [[3, 4, 0], [4, 4]])
        #expect(count.summaries.allSatisfy { $0.header.signed == 7 })
        #expect(count.protocols.map(\.channel) == [.paper, .paper, .electronic, .electronic, .summary, .summary])
        #expect(count.findings.filter { $0.severity == .error }.isEmpty, "\(count.findings)")
    }

    /// Where the tally is not what the urn was counted to hold, the checks of every count say so.
    @Test func anotherTallyShows() throws {
        let other = ElectionResult(counts: [[1, 3, 3, 0], [2, 4]])
        let codes = try Self.count(try Self.closed(paper: 0), Self.announced(), other).findings.map(\.code)
        #expect(codes.contains("A02"), "\(codes)")
        let paper = Self.paper(Self.ballots[0], [1, 1, 0], given: 3)
        let given = try Self.count(try Self.closed(), paper: [paper, Self.paper(Self.ballots[1], [2, 0])])
        #expect(given.findings.map(\.code).contains("L10"))
        #expect(throws: StationCountFault.otherBallots(record: 6, archive: 5)) {
            try Self.count(try Self.closed(paper: 0), counted: CountedBallots(ofStation: 5, all: 6))
        }
    }

    /// Of a group's members the counts alone are known.
    @Test func aMemberOfAGroupShowsNoVotes() throws {
        let group = Self.announced(stations: [SmallStation.station.rawValue, "st-2"])
        let count = try Self.count(
            try Self.closed(paper: 0), group, counted: CountedBallots(ofStation: 6, all: 40))
        for document in count.electronic {
            #expect(document.counts.votes.allSatisfy { $0.votes == nil } && document.counts.invalid == nil)
            #expect(document.counts.tookPart == 6)
        }
        // By candidate the group has them, under the names of all its stations.
        let alone = try Self.count(try Self.closed(paper: 0))
        #expect(alone.group.isEmpty)
        #expect(count.group.map(\.counts.votes) == alone.electronic.map(\.counts.votes))
        #expect(count.group.map(\.counts.invalid) == alone.electronic.map(\.counts.invalid))
        #expect(Set(count.group.map(\.counts.station)) == [StationID("\(SmallStation.station)+st-2")])
        // As many as the archive has, whatever each of them was asked.
        #expect(count.group.map(\.counts.tookPart) == [40, 40])
    }

    @Test func whatIsNotCounted() throws {
        let desk = try Self.closed()
        #expect(throws: StationCountFault.notSigned(.closed)) { try Self.count(Self.closed(signs: false)) }
        #expect(throws: StationCountFault.otherElection(desk: "first", archive: "second")) {
            try Self.count(desk, Self.announced(uuid: "second"))
        }
        #expect(throws: StationCountFault.notAnnounced(SmallStation.station)) {
            try Self.count(desk, Self.announced(stations: ["st-2"]))
        }
        #expect(throws: StationCountFault.noResult) { try Self.count(desk, Self.announced(), nil) }
        #expect(throws: StationCountFault.ballots(question: "Q", found: 0)) {
            try Self.count(desk, Self.announced(questions: [Self.question("Q", ["a", "b"])]))
        }
        #expect(throws: StationCountFault.noPaper(tier: "member", district: "d")) {
            try Self.count(desk, paper: [Self.paper(Self.ballots[0], [1, 1, 0])])
        }
        var listed = Self.paper(Self.ballots[0], [1, 1, 0])
        listed.electorsOnList = 11
        #expect(throws: StationCountFault.summary(.otherList(paper: 11, electronic: 12), tier: "list")) {
            try Self.count(desk, paper: [listed])
        }
    }

    /// Votes given on paper are counted on paper: without that there is no summary, and it is not left out in silence.
    @Test func paperIsNotLeftOut() throws {
        #expect(throws: StationCountFault.noPaper(tier: "list", district: "country")) {
            try Self.count(try Self.closed())
        }
        let pending = try Self.count(try Self.closed(), pending: true)
        #expect(pending.electronic.count == 2 && pending.summaries.isEmpty)
        #expect(try Self.count(try Self.closed(paper: 0)).summaries.isEmpty)
    }

    /// What somebody else made is held against the decrypted counts, the sum, and the desk's record without its voters.
    @Test func protocolsOfOthers() throws {
        let scene = try Self.scene()
        var desk = HandedOverDesk()
        for event in scene.events {
            try desk.add(
                SealedEvent(
                    event: event.event, signature: event.signature, payload: event.payload,
                    personal: event.personal.map { _ in nil }))
        }
        #expect(desk.isSigned && desk.election == "first")
        #expect(desk.counts.given(.electronic) == 6 && desk.counts.given(.paper) == 2)
        let paper = [Self.paper(Self.ballots[0], [1, 1, 0]), Self.paper(Self.ballots[1], [2, 0])]
        let all = try Self.count(scene.state, paper: paper).protocols
        func check(_ protocols: [Protocol], counted: Int = 6) throws {
            try StationCount.check(
                protocols, announced: Self.announced(), result: Self.result,
                counted: CountedBallots(ofStation: counted, all: counted), desk: desk, ballots: Self.ballots)
        }
        try check(all)
        #expect(throws: StationCountFault.otherBallots(record: 6, archive: 7)) { try check(all, counted: 7) }
        #expect(throws: StationCountFault.noPaper(tier: "list", district: "country")) {
            try check(all.filter { $0.channel == .electronic })
        }
        for index in all.indices {
            #expect(throws: StationCountFault.self, "left out: \(index)") {
                var some = all
                some.remove(at: index)
                try check(some)
            }
            #expect(throws: StationCountFault.self, "twice: \(index)") { try check(all + [all[index]]) }
            let changes: [(inout Protocol) -> Void] = [
                { $0.votes[0].votes = 9 }, { $0.tookPart = 5 }, { $0.electorsGivenBallots = 7 },
                { $0.electorsOnList = 13 }, { $0.ballotsCancelled = 1 }, { $0.invalid = 3 },
                { $0.ballotsReceived = 99 }, { $0.ballotsSpoiled = 5 }, { $0.ballotsGivenByMember = [3, 9] },
                { $0.mobileBoxes.append(.init(requests: 1, ballotsFound: 1)) }, { $0.provenance = .official },
            ]
            for change in changes {
                var changed = all
                change(&changed[index])
                // Each is one of two or three that agree, whichever of them was changed.
                #expect(throws: StationCountFault.self) { try check(changed) }
            }
        }
        // Paper that contradicts the check-ins is no fault of who hands it over: it is found.
        let other = Self.paper(Self.ballots[0], [1, 1, 0], given: 3)
        #expect(desk.findings(about: paper[0]).isEmpty && desk.findings(about: other).map(\.code) == ["L10"])
    }

    /// The record keeps moments in UTC; acts and pages show the station's clock, over midnight, too.
    @Test func momentsAreShownByTheStationsClock() throws {
        let hours = StationPrepared.Hours(day: SmallStation.day, ahead: 360)
        let late = RecordTime(SmallStation.day, secondOfDay: 64_800 + 59, precision: .minute)
        #expect(hours.text(late) == "2004-09-20T00:00")
        #expect(StationPrepared.Hours(day: SmallStation.day, ahead: -1080).text(late) == "2004-09-19T00:00")
        #expect(StationPrepared.Hours(day: SmallStation.day, ahead: -1081).text(late) == "2004-09-18T23:59")
        #expect(hours.clock(RecordTime(SmallStation.day, secondOfDay: 64_800, precision: .day)) == nil)
        #expect(hours.text(RecordTime(SmallStation.day, secondOfDay: 0, precision: .day)) == "2004-09-19")
    }
}
