import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import SmallStation
import Testing
import VerifiableVoting
import VoterRegister

extension DeskTests {
    // MARK: Failing

    @Test func powerFailsAndIsBack() throws {
        var scene = try open()
        let ten = SmallStation.at(10)
        try scene.take(VotingInterrupted(.power, reason: "no power in the street"), by: "m3", at: ten)
        #expect(
            refusal(scene) { try $0.take(CheckedIn(.paper, hour: 10), by: "m4", at: ten, about: voter(1)) }
                == .wrongPhase(.interrupted))
        #expect(refusal(scene) { try $0.take(StationClosed(), at: SmallStation.at(20)) } == .wrongPhase(.interrupted))
        let weak = VotingRestarted(DeskDecision(number: "2", present: 6, inFavour: 3), protocolText: "again")
        #expect(refusal(scene) { try $0.take(weak, at: ten) }?.article == "art. 20(5)")
        let few = VotingRestarted(DeskDecision(number: "2", present: 4, inFavour: 4), protocolText: "again")
        #expect(refusal(scene) { try $0.take(few, at: ten) }?.article == "art. 20(4)")
        let right = DeskDecision(number: "2", present: 6, inFavour: 4, dissents: ["m6"])
        #expect(refusal(scene) { try $0.take(VotingRestarted(right, protocolText: " "), at: ten) } == .noReason)
        let fallback = refusal(scene) { try $0.take(PaperFallback(right), at: ten) }
        #expect(fallback == .noPaperFallback && fallback?.article == "art. 50-5(7)")
        try scene.take(VotingRestarted(right, protocolText: "tested again"), at: SmallStation.at(10, 20))
        try scene.take(CheckedIn(.paper, hour: 10), by: "m4", at: SmallStation.at(10, 21), about: voter(1))
        let interruption = try #require(scene.state.interruptions.first)
        #expect(
            "\(interruption.from)" == "2004-09-19T04:00Z" && "\(interruption.until ?? .none)" == "2004-09-19T04:20Z")
    }

    @Test func laterLawGoesOnWithPaper() throws {
        var scene = try open { $0.rules.failure = .paper }
        try scene.take(VotingInterrupted(.equipment, reason: "screen"), by: "m3", at: SmallStation.at(10))
        try scene.take(PaperFallback(DeskDecision(number: "3", present: 7, inFavour: 7)), at: SmallStation.at(10, 5))
        #expect(
            refusal(scene) {
                try $0.take(CheckedIn(.electronic, hour: 10), by: "m4", at: SmallStation.at(10, 6), about: voter(1))
            } == .paperOnly)
        try scene.take(CheckedIn(.paper, hour: 10), by: "m4", at: SmallStation.at(10, 6), about: voter(1))
    }

    /// Article 50-5(7): the archive is void, and those who voted vote again.
    @Test func votingAgainOpensTheCheckInsAnew() throws {
        var scene = try open()
        try scene.take(CheckedIn(.electronic, hour: 9), by: "m4", at: SmallStation.at(9), about: voter(1))
        let decision = NumberedDecision(number: "11", date: SmallStation.day, reason: "the urn fails")
        let own = ElectronicVotingPostponed(Commission(level: .precinct, unit: "st-1"), decision)
        #expect(refusal(scene) { try $0.take(own, at: SmallStation.at(10)) }?.article == "art. 50-5(7)")
        try scene.take(ElectronicVotingPostponed(.central, decision), at: SmallStation.at(10))
        #expect(scene.state.phase == .postponed)
        let later = SmallStation.day.adding(days: 14)
        let same = try SmallStation.prepared(voters: 12, slips: 12, election: "first", on: later)
        #expect(
            refusal(scene) {
                try $0.take(VotedAgain(.central, decision, same), as: .setupOfficer, at: SmallStation.at(11))
            }
                == .sameElection("first"))
        let next = try SmallStation.prepared(voters: 12, slips: 12, election: "second", on: later)
        try scene.take(VotedAgain(.central, decision, next), as: .setupOfficer, at: SmallStation.at(11))
        #expect(scene.state.phase == .preparing && scene.state.counts == DeskCounts())
        #expect(scene.state.void.map(\.election) == ["first"] && scene.state.void[0].checkIns.checkIns.count == 1)
        for (condition, act) in SmallStation.preparations(slips: 12)
        where ![.acceptance, .installation].contains(condition) {
            try scene.take(act, at: SmallStation.at(6, 45, on: later))
        }
        try scene.take(StationOpened(manifest: SmallStation.hash), at: SmallStation.at(7, on: later))
        try scene.take(
            CheckedIn(.electronic, hour: 9), by: "m4", at: SmallStation.at(9, on: later), about: voter(1))
        #expect(scene.state.counts.given == 1)
    }

    // MARK: The closing

    @Test func theClosingReconciles() throws {
        var scene = try open(slips: 12)
        for value in 1...4 {
            try scene.take(CheckedIn(.electronic, hour: 9), by: "m4", at: SmallStation.at(9), about: voter(value))
        }
        try scene.take(SlipReplaced(.challenge, hour: 9), by: "m5", at: SmallStation.at(9), about: voter(1))
        let eight = SmallStation.at(20)
        #expect(refusal(scene) { try $0.take(StationClosed(), at: SmallStation.at(19, 59)) }?.article == "art. 38(1)")
        #expect(refusal(scene) { try $0.take(StationClosed(), by: "m4", at: eight) }?.article == "art. 43(1)")
        try scene.take(StationClosed(), at: eight)
        let signatures = SmallStation.members.map {
            ProtocolHeader.Signature($0.person, $0.office, dissents: $0.person == "m7")
        }
        #expect(refusal(scene) { try $0.take(ClosingSigned(signatures), at: eight) } == .notCounted)
        #expect(
            refusal(scene) {
                try $0.take(SlipsCounted(handedOut: 5, destroyedUnused: 7, inBox: 1, unspentInBox: 2), at: eight)
            } == .unspentAboveBox(2, inBox: 1))
        try scene.take(SlipsCounted(handedOut: 5, destroyedUnused: 7, inBox: 4, unspentInBox: 0), at: eight)
        try scene.take(UrnCounted(ballots: 3, challenged: 1, statement: SmallStation.hash), at: eight)
        let account = try #require(scene.state.account)
        #expect(account.missing == 1 && account.carriedAway == 1)
        #expect(refusal(scene) { try $0.take(ClosingSigned(signatures), at: eight) } == .unexplained(code: "L04"))
        let words = ["L04": "a voter left with his slip", "L09": "the same slip"]
        let four = ClosingSigned(Array(signatures.prefix(4)), explanations: words)
        #expect(refusal(scene) { try $0.take(four, at: eight) } == .tooFewSignatures(signed: 4, due: 5))
        let twice = ClosingSigned(signatures + [signatures[0]], explanations: words)
        #expect(refusal(scene) { try $0.take(twice, at: eight) } == .signedTwice)
        try scene.take(ClosingSigned(signatures, explanations: words), at: eight)
        #expect(scene.state.phase == .signed)
        #expect(
            refusal(scene) {
                try $0.take(UrnCounted(ballots: 4, challenged: 1, statement: SmallStation.hash), at: eight)
            }
                == .wrongPhase(.signed))
    }

    /// A number that two stations have on their lists, which the register's import reports: found when their records meet.
    @Test func twoCheckInsAtTwoStationsAreFound() throws {
        var lists: [CheckInList] = []
        for station in ["st-1", "st-2"] as [StationID] {
            let entries = SmallStation.entries(12).map { entry in
                var entry = entry
                entry.station = station
                return entry
            }
            var scene = try DeskScene(SmallStation.image(entries))
            try scene.open(voters: 12, slips: 12) { $0.station = station }
            for value in station == "st-1" ? [1, 2, 3] : [3, 4] {
                try scene.take(CheckedIn(.paper, hour: 9), by: "m4", at: SmallStation.at(9), about: voter(value))
            }
            lists.append(try #require(scene.state.day?.list))
        }
        let repeated = CheckInList.repeated(in: lists)
        #expect(repeated.map(\.number) == [voter(3)] && repeated.first?.places.map(\.station) == ["st-1", "st-2"])
    }
}
