import Counting
import ElectionConduct
import ElectionModel
import SmallElection
import ElectoralLaw
import Testing

@Suite struct RoundTests {
    private let contest = Scene.singles

    private func counted(_ votes: [ChoiceID: UInt32]) throws -> Scene {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2", "k3"] { try scene.stand(id, in: "c01") }
        try scene.accept("s1", contest, votes: votes)
        try scene.accept("s2", contest, votes: votes)
        return scene
    }

    private func runOff(_ finalists: [ChoiceID], on day: String = "2004-10-03") -> RunOffCalled {
        RunOffCalled(
            "constituencies", "c01", finalists: finalists, pollingDay: Scene.day(day),
            Scene.decision("district:c01", "2004-09-22"))
    }

    @Test func aConstituencyIsNotDeterminedWhileAStationIsOut() throws {
        var scene = try counted(["k1": 300, "k2": 200, "k3": 120])
        #expect(scene.state.progress(of: contest, round: 1).isDetermined)
        try scene.act(
            VotingPostponed(["s2"], round: 1, reason: "equipment", Scene.decision("central", "2004-09-19")),
            as: .commissioner,
            at: "2004-09-19T19:00Z")
        #expect(scene.state.progress(of: contest, round: 1).postponed == ["s2"])
        #expect(throws: ConductRefusal.notDetermined("c01", missing: 0, postponed: 1, underRecount: 0)) {
            try scene.sign(district: contest)
        }
        try scene.act(
            VotingPostponed(
                ["s2"], round: 1, isPostponed: false, reason: "held", Scene.decision("central", "2004-09-20")),
            as: .commissioner, at: "2004-09-20T19:00Z")
        var recount = ProtocolActed(LedgerKey("s1", ContestKey("constituencies", "c01", 1), .paper), .orderRecount)
        recount.decision = NumberedDecision(number: "5", reason: "doubt")
        try scene.act(recount, by: "district:c01/1", as: .acceptor, at: "2004-09-20T20:00Z")
        #expect(throws: ConductRefusal.notDetermined("c01", missing: 0, postponed: 0, underRecount: 1)) {
            try scene.sign(district: contest)
        }
        // What was accepted counts until the new protocol is in.
        #expect(scene.state.tally(of: contest, round: 1)?.votes.map(\.votes) == [600, 400, 240])
    }

    @Test func aDistrictProtocolSaysWhatTheStationsSay() throws {
        var scene = try counted(["k1": 300, "k2": 200, "k3": 120])
        var tally = try #require(scene.state.tally(of: contest, round: 1))
        tally.votes[0].votes += 1
        let act = ConstituencyProtocolSigned(tally, stations: 2, Scene.decision("district:c01", "2004-09-21"))
        #expect(
            scene.refusal(act, as: .commissioner, at: "2004-09-21T09:00Z")
                == .otherFigures(field: "k1", stated: 601, counted: 600))
        try scene.sign(district: contest)
    }

    @Test func aRunOffIsBetweenTheFirstTwoAndTheNextMovesUp() throws {
        var scene = try counted(["k1": 300, "k2": 200, "k3": 120])
        #expect(
            scene.refusal(runOff(["k1", "k2"]), as: .commissioner, at: "2004-09-22")
                == .notDetermined("c01", missing: 0, postponed: 0, underRecount: 0))
        try scene.sign(district: contest)
        #expect(
            scene.refusal(runOff(["k1", "k3"]), as: .commissioner, at: "2004-09-22")
                == .otherFinalists(stated: ["k1", "k3"], counted: ["k1", "k2"]))
        #expect(
            scene.refusal(runOff(["k1", "k2"], on: "2004-11-20"), as: .commissioner, at: "2004-09-22")
                == .tooLate(deadline: "run-off-held", until: CivilTime(Scene.day("2004-11-19"), minute: 1440)))
        try scene.act(NominationWithdrawn("k2", reason: "own wish"), at: "2004-09-21")
        #expect(
            scene.refusal(runOff(["k1", "k2"]), as: .commissioner, at: "2004-09-22")
                == .otherFinalists(stated: ["k1", "k2"], counted: ["k1", "k3"]))
        try scene.act(runOff(["k1", "k3"]), as: .commissioner, at: "2004-09-22")
        #expect(scene.refusal(runOff(["k1", "k3"]), as: .commissioner, at: "2004-09-22") == .alreadyThere("c01"))
        #expect(scene.state.ballot(of: contest, round: 2) == ["k1", "k3"])
        #expect(scene.state.pollingDay(round: 2).map { "\($0)" } == "2004-10-03")
        // The second ballot has its own limits.
        #expect(
            scene.state.calendar.entry("list-corrections-stop", round: 2).map { "\($0.time)" } == "2004-10-02 20:00")
        try scene.accept("s1", contest, round: 2, votes: ["k1": 100, "k3": 101], at: "2004-10-03T18:00Z")
        try scene.accept("s2", contest, round: 2, votes: ["k1": 100, "k3": 100], at: "2004-10-03T18:00Z")
        try scene.sign(district: contest, round: 2, at: "2004-10-04T09:00Z")
        #expect(scene.state.holders(tier: "constituencies", district: "c01") == ["k3"])
    }

    /// A finalist who leaves after the call makes room for the next one, until a protocol of the second ballot has come.
    @Test func aRunOffIsCalledAgainWhereAFinalistLeaves() throws {
        var scene = try counted(["k1": 300, "k2": 200, "k3": 120])
        try scene.sign(district: contest)
        try scene.act(runOff(["k1", "k2"]), as: .commissioner, at: "2004-09-22")
        try scene.act(NominationWithdrawn("k1", reason: "own wish"), at: "2004-09-25")
        #expect(scene.state.ballot(of: contest, round: 2) == ["k2"])
        try scene.act(runOff(["k2", "k3"]), as: .commissioner, at: "2004-09-26")
        #expect(scene.state.ballot(of: contest, round: 2) == ["k2", "k3"])
        try scene.accept("s1", contest, round: 2, votes: ["k2": 90, "k3": 100], at: "2004-10-03T18:00Z")
        #expect(scene.refusal(runOff(["k2", "k3"]), as: .commissioner, at: "2004-10-04") != nil)
    }

    @Test func votesOfARoundAreHiddenUntilTheLastStationHasClosed() throws {
        var scene = try counted(["k1": 300, "k2": 200, "k3": 120])
        func hidden(_ time: String) -> Set<Int> { scene.state.embargoedRounds(at: Scene.time(time).civil(ahead: 0)) }
        #expect(hidden("2004-09-18T12:00Z") == [1])
        #expect(hidden("2004-09-19T14:59Z") == [1])
        #expect(hidden("2004-09-19T15:00Z") == [])
        try scene.sign(district: contest)
        try scene.act(runOff(["k1", "k2"]), as: .commissioner, at: "2004-09-22")
        // What the first ballot gave stays known while the second is voted.
        #expect(hidden("2004-10-03T14:59Z") == [2])
        #expect(hidden("2004-10-03T15:00Z") == [])
    }

    @Test func resultsAreWhatLawAndProtocolsGive() throws {
        var scene = try counted(["k1": 400, "k2": 200, "k3": 120])
        try scene.sign(district: contest)
        func announced(_ elected: [ChoiceID]) -> ResultsAnnounced {
            ResultsAnnounced(
                .published, tier: "constituencies", round: 1, district: "c01", elected: elected,
                Scene.decision("district:c01", "2004-09-25"))
        }
        #expect(
            scene.refusal(announced(["k2"]), as: .commissioner, at: "2004-09-25")
                == .otherWinners(stated: ["k2"], counted: ["k1"]))
        var other = announced(["k1"])
        other.decision = Scene.decision("district:c02", "2004-09-25")
        #expect(
            scene.refusal(other, as: .commissioner, at: "2004-09-25")
                == .notThisCommission(Commission(level: .district, unit: "c02")))
        try scene.act(announced(["k1"]), as: .commissioner, at: "2004-09-25")
        #expect(
            scene.refusal(runOff(["k1", "k2"]), as: .commissioner, at: "2004-09-25") == .roundNotCalled("c01"))
    }

    @Test func aLotNeedsATie() throws {
        var scene = try counted(["k1": 300, "k2": 200, "k3": 200])
        let decision = Scene.decision("district:c01", "2004-09-22")
        #expect(
            scene.refusal(
                LotDrawn("constituencies", "c01", among: ["k1", "k2"], drawn: ["k1"], decision), as: .commissioner,
                at: "2004-09-22T09:00Z") == .noTie("c01"))
        try scene.sign(district: contest)
        #expect(scene.refusal(runOff(["k1", "k2"]), as: .commissioner, at: "2004-09-22") == .roundNotCalled("c01"))
        #expect(
            scene.refusal(
                LotDrawn(
                    "constituencies", "c01", among: ["k2", "k3"], drawn: ["k2"],
                    Scene.decision("district:c02", "2004-09-22")), as: .commissioner, at: "2004-09-22T09:00Z")
                == .notThisCommission(Commission(level: .district, unit: "c02")))
        try scene.act(
            LotDrawn("constituencies", "c01", among: ["k2", "k3"], drawn: ["k3"], decision), as: .commissioner,
            at: "2004-09-22T09:00Z")
        try scene.act(runOff(["k1", "k3"]), as: .commissioner, at: "2004-09-22")
    }

    /// Figures that are not complete tie nobody.
    @Test func aLotWaitsForAllStations() throws {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2", "k3"] { try scene.stand(id, in: "c01") }
        try scene.accept("s1", contest, votes: ["k1": 300, "k2": 200, "k3": 200])
        #expect(
            scene.refusal(
                LotDrawn(
                    "constituencies", "c01", among: ["k2", "k3"], drawn: ["k2"],
                    Scene.decision("district:c01", "2004-09-22")), as: .commissioner, at: "2004-09-22T09:00Z")
                == .notDetermined("c01", missing: 1, postponed: 0, underRecount: 0))
    }

    @Test func anAnnulledConstituencyHasNoWinner() throws {
        var scene = try counted(["k1": 400, "k2": 200, "k3": 120])
        #expect(scene.state.holders(tier: "constituencies", district: "c01") == ["k1"])
        try scene.act(
            ConstituencyAnnulled(
                "constituencies", "c01", article: "art. 98(2)", reason: "-", Scene.decision("central", "2004-09-25")),
            as: .commissioner, at: "2004-09-25")
        #expect(scene.state.holders(tier: "constituencies", district: "c01").isEmpty)
        #expect(
            scene.state.calendar.entries.contains {
                $0.deadline.id == "results-contested" && "\($0.time)" == "2004-10-05"
            })
    }
}
