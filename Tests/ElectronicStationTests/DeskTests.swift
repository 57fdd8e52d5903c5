import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import SmallStation
import Testing
import VerifiableVoting
import VoterRegister

@Suite("Desk: acts and refusals") struct DeskTests {
    let base: RegisterImage

    init() throws { base = try SmallStation.image(SmallStation.entries(12)) }

    func open(slips: UInt32 = 12, change: (inout StationPrepared) -> Void = { _ in }) throws -> DeskScene {
        var scene = try DeskScene(base)
        try scene.open(voters: 12, slips: slips, change: change)
        return scene
    }

    func voter(_ value: Int) -> VoterNumber { SmallStation.number(value) }

    func refusal(_ scene: DeskScene, _ work: (inout DeskScene) throws -> Void) -> DeskRefusal? {
        var trial = scene
        do {
            try work(&trial)
            return nil
        } catch { return error as? DeskRefusal }
    }

    // MARK: The opening

    /// The State Commission was not formed in time in 2004: the opening is refused with article 50-1(4).
    @Test func withoutTheStateCommissionNoStationOpens() throws {
        var scene = try DeskScene(base)
        do {
            try scene.open(voters: 12, slips: 12, without: .acceptance)
            Issue.record("it opened")
        } catch let refusal as DeskRefusal {
            #expect(refusal == .notReady(.acceptance) && refusal.article == "art. 50-1(4)")
        }
        #expect(scene.state.phase == .preparing && scene.state.opening == nil)
        #expect(
            refusal(scene) {
                try $0.take(CheckedIn(.paper, hour: 8), by: "m4", at: SmallStation.at(8), about: voter(1))
            }
                == .wrongPhase(.preparing))
        // Once it is there, nothing else is in the way.
        try scene.take(
            SystemAccepted(document: "7", day: SmallStation.day), at: SmallStation.at(7, 30))
        try scene.take(StationOpened(manifest: SmallStation.hash), at: SmallStation.at(7, 31))
        #expect(scene.state.phase == .open)
    }

    @Test(arguments: OpeningCondition.allCases) func eachConditionIsAskedFor(left: OpeningCondition) throws {
        var scene = try DeskScene(base)
        do {
            try scene.open(voters: 12, slips: 12, without: left)
            Issue.record("it opened")
        } catch let refusal as DeskRefusal {
            #expect(refusal == .notReady(left) && refusal.article == left.article)
        }
        #expect(!scene.state.isMet(left) && OpeningCondition.allCases.count { !scene.state.isMet($0) } == 1)
    }

    @Test func whatTheOpeningRefuses() throws {
        var scene = try DeskScene(base)
        let eve = SmallStation.at(9, on: SmallStation.day.adding(days: -1))
        #expect(refusal(scene) { try $0.take(CommissionPresent(["m1"]), at: eve) } == .notPrepared)
        let prepared = try SmallStation.prepared(voters: 12, slips: 12)
        #expect(
            refusal(scene) { try $0.take(prepared, at: eve) }
                == .notInRole(kind: "desk.prepared", role: .commissioner))
        var short = prepared
        short.members.removeLast()
        #expect(
            refusal(scene) { try $0.take(short, as: .setupOfficer, at: eve) } == .wrongNumberOfMembers(given: 6, due: 7)
        )
        var twice = prepared
        twice.members[1].party = "p1"
        #expect(refusal(scene) { try $0.take(twice, as: .setupOfficer, at: eve) } == .twoOfOneParty("p1"))
        try scene.take(prepared, as: .setupOfficer, at: eve)
        #expect(refusal(scene) { try $0.take(prepared, as: .setupOfficer, at: eve) } == .preparedAlready)

        let six = SmallStation.at(6, 30)
        let expected: [(any DeskAct, PersonID, DeskRefusal, String?)] = [
            (CommissionPresent(["m1", "m2", "m3", "m4"]), "m1", .noQuorum(present: 4, members: 7), "art. 20(4)"),
            (CommissionPresent(["m1", "m2", "m3", "m4", "m4"]), "m1", .namedTwice, nil),
            (CommissionPresent(["m1", "m2", "m3", "m4", "x"]), "m1", .notAMember("x"), nil),
            (CommissionPresent(["m1", "m2", "m3", "m4", "m5"]), "x", .notAMember("x"), nil),
            (
                SelfTested(hasPassed: true, report: ""), "m4", .notTheChair("m4", article: "art. 50-5(1)"),
                "art. 50-5(1)"
            ),
            (EmptyUrnShown(slots: 12, ballots: 1, statement: SmallStation.hash), "m4", .urnNotEmpty(1), nil),
            (EmptyUrnShown(slots: 11, statement: SmallStation.hash), "m4", .tooFewSlots(11, slips: 12), nil),
            (EmptyUrnShown(slots: 12, statement: "none"), "m4", .noHash, nil),
            (
                SlipsReceived(packet: "P", isIntact: false, counted: 12, destroyedBy: ["a", "b"]), "m4",
                .sealBroken(.slips), nil
            ),
            (
                SlipsReceived(packet: "P", isIntact: true, counted: 12, destroyedBy: ["a", "a"]), "m4",
                .twoMustSign(given: 1), nil
            ),
            (StartPasswordEntered(isSealIntact: false), "m1", .sealBroken(.startPassword), "art. 50-5(2)"),
            (
                StartPasswordEntered(isSealIntact: true), "m2", .notTheChair("m2", article: "art. 50-5(2)"),
                "art. 50-5(2)"
            ),
            (MembersNamed(forRegister: ["m3"], forIssuing: ["m1"]), "m1", .mayNotIssue("m1"), "art. 41(5)"),
            (MembersNamed(forRegister: ["m3"], forIssuing: ["m2"]), "m1", .mayNotIssue("m2"), "art. 41(5)"),
            (MembersNamed(forRegister: ["m3"], forIssuing: []), "m1", .notReady(.naming), "art. 50-5(1)"),
            (
                SystemAccepted(document: "1", day: SmallStation.day.adding(days: 1)), "m1",
                .dayTooLate(SmallStation.day.adding(days: 1), latest: SmallStation.day, article: "art. 50-1(4)"),
                "art. 50-1(4)"
            ),
        ]
        for (act, person, reason, article) in expected {
            let found = refusal(scene) { try $0.take(act, by: person, at: six) }
            #expect(found == reason, "\(act)")
            #expect(found?.article == article)
        }
        // A test that failed stands in the record, and the station does not open.
        for (condition, act) in SmallStation.preparations(slips: 12) where condition != .selfTest {
            try scene.take(act, at: six)
        }
        try scene.take(SelfTested(hasPassed: false, report: "no light"), at: six)
        #expect(
            refusal(scene) { try $0.take(StationOpened(manifest: SmallStation.hash), at: SmallStation.at(7)) }
                == .notReady(.selfTest))
        try scene.take(SelfTested(hasPassed: true, report: "light again"), at: six)
        let early = refusal(scene) {
            try $0.take(StationOpened(manifest: SmallStation.hash), at: SmallStation.at(6, 29))
        }
        #expect(early?.article == "art. 38(1)")
        try scene.take(StationOpened(manifest: SmallStation.hash), at: SmallStation.at(6, 59))
        #expect(
            refusal(scene) {
                try $0.take(CheckedIn(.paper, hour: 6), by: "m4", at: SmallStation.at(6, 59), about: voter(1))
            }
                == .checkIn(.notOpenYet(SmallStation.at(7))))
    }

    /// Equipment that came too late blocks nothing, and is said.
    @Test func lateInstallationIsSaid() throws {
        for (days, isLate) in [(-4, false), (-3, false), (-2, true), (0, true)] {
            var scene = try DeskScene(base)
            try? scene.open(voters: 12, slips: 12, without: .installation)
            try scene.take(
                EquipmentInstalled(act: "1", day: SmallStation.day.adding(days: days), present: ["m1"]),
                at: SmallStation.at(6, 50))
            #expect(scene.state.isInstalledLate == isLate)
            try scene.take(StationOpened(manifest: SmallStation.hash), at: SmallStation.at(7))
        }
    }

    // MARK: Voting

    @Test func whoMayIssueToWhom() throws {
        let scene = try open()
        let nine = SmallStation.at(9, 15)
        let paper = CheckedIn(.paper, hour: 9)
        for person in ["m1", "m2", "m3", "m7"] as [PersonID] {
            let found = refusal(scene) { try $0.take(paper, by: person, at: nine, about: voter(1)) }
            #expect(found == .checkIn(.mayNotIssue(person)) && found?.article == "art. 41(5)")
        }
        #expect(refusal(scene) { try $0.take(paper, by: "m4", at: nine) } == .noVoter)
        #expect(
            refusal(scene) { try $0.take(CheckedIn(.paper, hour: 10), by: "m4", at: nine, about: voter(1)) }
                == .otherHour(10))
        #expect(
            refusal(scene) { try $0.take(paper, by: "m4", at: nine, about: voter(99)) }
                == .checkIn(.notOnTheList(voter(99))))
        #expect(
            refusal(scene) { try $0.take(CheckedIn(.paper, .home, hour: 9), by: "m4", at: nine, about: voter(1)) }
                == .notOnVisit("m4"))
        var day = scene
        try day.take(CheckedIn(.electronic, hour: 9), by: "m4", at: nine, about: voter(1))
        let given = CheckIn(number: voter(1), form: .electronic, place: .station, member: "m4", hour: 9)
        #expect(
            refusal(day) {
                try $0.take(CheckedIn(.paper, hour: 11), by: "m5", at: SmallStation.at(11), about: voter(1))
            }
                == .checkIn(.givenAlready(given)))
        #expect(
            refusal(day) { try $0.take(paper, by: "m4", at: SmallStation.at(20, 1), about: voter(2)) } == .otherHour(9))
        #expect(
            refusal(day) {
                try $0.take(CheckedIn(.paper, hour: 20), by: "m4", at: SmallStation.at(20, 1), about: voter(2))
            }?.article == "art. 38(1)")
        try day.take(CheckedIn(.paper, hour: 20), by: "m4", at: SmallStation.at(20), about: voter(2))
    }

    /// The chain says the day and the hour of a check-in, and no number of a voter.
    @Test func theChainTellsNoMinuteAndNoNumber() throws {
        var scene = try open()
        try scene.take(CheckedIn(.electronic, hour: 9), by: "m4", at: SmallStation.at(9, 17), about: voter(3))
        let sealed = try #require(scene.events.last)
        #expect("\(sealed.event.time)" == "2004-09-19")
        let chain = String(decoding: sealed.event.bytes + sealed.payload, as: UTF8.self)
        #expect(!chain.contains("\(voter(3))") && chain.contains("\"hour\":9"))
        let text = String(decoding: sealed.personal[0]?.text ?? [], as: UTF8.self)
        #expect(text == "\(voter(3))")
    }

    /// Once numbers are erased the record is folded all the same, with the same figures.
    @Test func erasedNumbersLeaveTheFigures() throws {
        var scene = try open()
        for value in 1...6 {
            try scene.take(
                CheckedIn(value % 2 == 0 ? .paper : .electronic, hour: 9), by: "m4", at: SmallStation.at(9),
                about: voter(value))
        }
        try scene.take(SlipReplaced(.challenge, hour: 9), by: "m4", at: SmallStation.at(9), about: voter(1))
        var state = DeskState(base)
        for event in scene.events {
            try state.apply(
                SealedEvent(
                    event: event.event, signature: event.signature, payload: event.payload,
                    personal: event.personal.map { _ in nil }))
        }
        #expect(state.counts == scene.state.counts && state.day?.list.checkIns.isEmpty == true)
        #expect(state.turnout.map(\.tookPart) == scene.state.turnout.map(\.tookPart))
    }

    @Test func slipsAreReplacedTwiceAfterChallenges() throws {
        var scene = try open(slips: 5)
        let ten = SmallStation.at(10)
        let challenge = SlipReplaced(.challenge, hour: 10)
        #expect(refusal(scene) { try $0.take(challenge, by: "m4", at: ten, about: voter(1)) } == .noSlipGiven(voter(1)))
        try scene.take(CheckedIn(.paper, hour: 10), by: "m4", at: ten, about: voter(2))
        #expect(refusal(scene) { try $0.take(challenge, by: "m4", at: ten, about: voter(2)) } == .noSlipGiven(voter(2)))
        try scene.take(CheckedIn(.electronic, hour: 10), by: "m4", at: ten, about: voter(1))
        #expect(refusal(scene) { try $0.take(challenge, by: "m1", at: ten, about: voter(1)) } == .mayNotIssue("m1"))
        try scene.take(challenge, by: "m4", at: ten, about: voter(1))
        try scene.take(challenge, by: "m5", at: ten, about: voter(1))
        #expect(
            refusal(scene) { try $0.take(challenge, by: "m4", at: ten, about: voter(1)) }
                == .noMoreReplacements(most: 2))
        #expect(
            refusal(scene) { try $0.take(SlipReplaced(.damaged, hour: 10), by: "m4", at: ten, about: voter(1)) }
                == .noReason)
        try scene.take(
            SlipReplaced(.damaged, detail: "torn", hour: 10), by: "m4", at: ten, about: voter(1))
        #expect(scene.state.slipsLeft == 1 && scene.state.counts.handedOut == 4 && scene.state.counts.returned == 1)
        try scene.take(CheckedIn(.electronic, hour: 10), by: "m4", at: ten, about: voter(3))
        #expect(
            refusal(scene) { try $0.take(CheckedIn(.electronic, hour: 10), by: "m4", at: ten, about: voter(4)) }
                == .noSlipsLeft(received: 5))
        try scene.take(SlipReturned(hour: 10), by: "m3", at: ten, about: voter(3))
        #expect(
            refusal(scene) { try $0.take(SlipReturned(hour: 10), by: "m3", at: ten, about: voter(3)) }
                == .slipGivenBack(voter(3)))
        // Whoever gave his slip back is given nothing instead.
        #expect(
            refusal(scene) { try $0.take(CheckedIn(.paper, hour: 10), by: "m4", at: ten, about: voter(3)) } != nil)
    }

    @Test func homeVoting() throws {
        var scene = try open()
        try scene.take(HomeVoteRequested(hour: 12), by: "m7", at: SmallStation.at(12), about: voter(5))
        let late = refusal(scene) {
            try $0.take(HomeVoteRequested(hour: 12), by: "m7", at: SmallStation.at(12, 1), about: voter(6))
        }
        #expect(late?.article == "art. 41(6)")
        let two = SmallStation.at(14)
        #expect(refusal(scene) { try $0.take(HomeVisitSent(["m4"], voters: 1), at: two) } == .visitNeedsTwo(given: 1))
        #expect(refusal(scene) { try $0.take(HomeVisitSent(["m4", "m4"], voters: 1), at: two) } == .namedTwice)
        #expect(refusal(scene) { try $0.take(HomeVisitSent(["m3", "m7"], voters: 1), at: two) } == .mayNotIssue("m3"))
        try scene.take(HomeVisitSent(["m4", "m7"], voters: 1), at: two)
        #expect(
            refusal(scene) { try $0.take(CheckedIn(.paper, .home, hour: 14), by: "m4", at: two, about: voter(6)) }
                == .checkIn(.noHomeRequest(voter(6))))
        try scene.take(CheckedIn(.electronic, .home, hour: 14), by: "m4", at: two, about: voter(5))
        #expect(scene.state.counts.atHome == [.electronic: 1] && scene.state.counts.homeRequests == 1)
    }
}
