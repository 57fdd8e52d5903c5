import ElectionConduct
import ElectionModel
import SmallElection
import Testing

@Suite struct NominationTests {
    @Test func aCandidateIsNominatedRegisteredAndStandsOnTheBallot() throws {
        var scene = try Scene()
        try scene.stand("k1", in: "c01", for: "red", kazakh: "Үміт")
        try scene.stand("k2", in: "c01", for: "blue", kazakh: "Ұлан")
        try scene.stand("k3", in: "c01", kazakh: "Қанат")
        try scene.stand("k4", in: "c01", for: "green", kazakh: "Катя")
        // К before Қ, Ұ before Ү: the order of the Kazakh alphabet, not of the codes of letters.
        #expect(scene.state.ballot(of: ContestID("constituencies", "c01"), round: 1) == ["k4", "k3", "k2", "k1"])
        #expect(scene.state.nominations["k3"]?.registrationOrder == 3)
        #expect(scene.state.register.choices.map(\.id) == ["k1", "k2", "k3", "k4"])
        #expect(scene.state.ballot(of: ContestID("constituencies", "c02"), round: 1).isEmpty)
    }

    @Test func nominationsKeepTheirTime() throws {
        var scene = try Scene()
        func nomination(_ id: ChoiceID) -> NominationReceived {
            NominationReceived(id, tier: "constituencies", district: "c01")
        }
        #expect(
            scene.refusal(nomination("k1"), at: "2004-07-18")
                == .tooEarly(deadline: "nomination-begins", from: CivilTime(Scene.day("2004-07-19"), minute: 0)))
        #expect(scene.refusal(nomination("k1"), at: "2004-07-19") == nil)
        #expect(scene.refusal(nomination("k2"), at: "2004-08-10") == nil)
        #expect(
            scene.refusal(nomination("k3"), at: "2004-08-11")
                == .tooLate(deadline: "nomination-ends", until: CivilTime(Scene.day("2004-08-10"), minute: 1440)))
        #expect(
            scene.refusal(NominationRegistered("k1", Scene.decision("district:c01", "2004-08-20")), at: "2004-08-20")
                == .tooLate(deadline: "registration-ends", until: CivilTime(Scene.day("2004-08-19"), minute: 1440)))
    }

    @Test func theLawsRulesHoldAtRegistration() throws {
        var scene = try Scene()
        try scene.stand("k1", in: "c01", for: "red")
        // A second nominee of one party in a constituency (article 87).
        try scene.act(
            NominationReceived("k2", tier: "constituencies", district: "c01", nominator: "red", memberOf: "red"),
            at: "2004-08-01")
        #expect(
            scene.refusal(NominationRegistered("k2", Scene.decision("district:c01", "2004-08-15")), at: "2004-08-15")
                == .brokenRules(["G07"]))
        // A nominee who belongs to another party.
        try scene.act(
            NominationReceived("k3", tier: "constituencies", district: "c02", nominator: "red", memberOf: "blue"),
            at: "2004-08-01")
        #expect(
            scene.refusal(NominationRegistered("k3", Scene.decision("district:c02", "2004-08-15")), at: "2004-08-15")
                == .brokenRules(["G06"]))
        // A refusal names the article.
        #expect(
            scene.refusal(
                NominationRefused(
                    "k3", article: " ", reason: "no member", Scene.decision("district:c02", "2004-08-15")),
                at: "2004-08-15") == .noArticle)
        try scene.act(
            NominationRefused(
                "k3", article: "art. 87(2)", reason: "no member", Scene.decision("district:c02", "2004-08-15")),
            at: "2004-08-15")
        #expect(scene.state.nominations["k3"]?.status == .refused)
        // A list of more than 13 persons (article 89(8)), and one whose person stands in a constituency.
        for (list, persons, rule) in [
            ("l1", (1...14).map { ChoiceID("p\($0)") }, "G10"), ("l2", ["k1"], "G09"),
        ] {
            try scene.act(
                NominationReceived(
                    ChoiceID(list), isList: true, tier: "list", district: "national", nominator: "red", persons: persons
                ),
                at: "2004-08-01")
            #expect(
                scene.refusal(
                    NominationRegistered(ChoiceID(list), Scene.decision("central", "2004-08-15")), at: "2004-08-15")
                    == .brokenRules([rule]))
        }
    }

    @Test func onlyTheCommissionOfTheConstituencyRegisters() throws {
        var scene = try Scene()
        try scene.act(NominationReceived("k1", tier: "constituencies", district: "c01"), at: "2004-08-01")
        for commission in ["district:c02", "central", "precinct:s1"] {
            let decision = Scene.decision(commission, "2004-08-15")
            #expect(
                scene.refusal(NominationRegistered("k1", decision), at: "2004-08-15")
                    == .notThisCommission(decision.commission))
        }
        #expect(
            scene.refusal(
                NominationRegistered("k1", Scene.decision("district:c01", "2004-08-15")), as: .typist, at: "2004-08-15")
                == .notInRole(kind: NominationRegistered.kind, role: .typist))
    }

    @Test func whoLeavesStandsOnNoBallotAndNobodyIsCancelledInTheLastTwoDays() throws {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2", "k3"] { try scene.stand(id, in: "c01") }
        try scene.act(NominationWithdrawn("k1", reason: "own wish"), at: "2004-09-18")
        let contest = ContestID("constituencies", "c01")
        #expect(scene.state.ballot(of: contest, round: 1) == ["k2", "k3"])
        #expect(scene.state.decisions.withdrawals == [.init("k1", beforeRound: 1)])
        #expect(
            scene.refusal(
                RegistrationCancelled(
                    "k2", article: "art. 89", reason: "-", Scene.decision("district:c01", "2004-09-17")),
                at: "2004-09-17")
                == .tooLate(deadline: "cancellations-stop", until: CivilTime(Scene.day("2004-09-17"), minute: 0)))
        try scene.act(
            RegistrationCancelled("k2", article: "art. 89", reason: "-", Scene.decision("district:c01", "2004-09-16")),
            at: "2004-09-16")
        #expect(scene.state.ballot(of: contest, round: 1) == ["k3"])
        #expect(
            scene.refusal(NominationWithdrawn("k2", reason: "again"), at: "2004-09-18")
                == .nominationIs("k2", .cancelled))
    }

    /// A rule that one constituency breaks already is still a rule in the next one.
    @Test func aBreachElsewhereExcusesNothing() throws {
        var scene = try Scene()
        try scene.stand("k1", in: "c01", for: "red")
        try scene.stand("k2", in: "c01", for: "blue")
        // By correction two nominees of one party now stand in the first constituency.
        try scene.act(
            NominatorCorrected("k2", old: "blue", new: "red", reason: "-", Scene.decision("central", "2004-08-16")),
            at: "2004-08-16")
        try scene.stand("k3", in: "c02", for: "red")
        try scene.act(
            NominationReceived("k4", tier: "constituencies", district: "c02", nominator: "red", memberOf: "red"),
            at: "2004-08-01")
        #expect(
            scene.refusal(NominationRegistered("k4", Scene.decision("district:c02", "2004-08-15")), at: "2004-08-15")
                == .brokenRules(["G07"]))
    }

    @Test func aDescriptionThatIsNoneIsRefused() throws {
        var scene = try Scene()
        let nomination = NominationReceived("k1", tier: "constituencies", district: "c01")
        for (personal, isDone) in [([UInt8]("{}".utf8), false), (nil, true)] as [([UInt8]?, Bool)] {
            let event = ActEvent(
                person: "p", role: .setupOfficer, time: Scene.time("2004-08-01"), height: 9, personal: [personal])
            var state = scene.state
            if isDone {
                try state.apply(nomination, event)
            } else {
                #expect(throws: ConductRefusal.self) { try state.apply(nomination, event) }
            }
        }
        try scene.act(nomination, at: "2004-08-01")
    }

    @Test func aCorrectedNominatorKeepsTheOldOneInTheRecord() throws {
        var scene = try Scene()
        try scene.stand("k1", in: "c01", for: "red")
        let decision = Scene.decision("central", "2004-09-24")
        #expect(
            scene.refusal(NominatorCorrected("k1", old: "blue", new: nil, reason: "-", decision), at: "2004-09-24")
                == .alreadyThere("k1"))
        try scene.act(NominatorCorrected("k1", old: "red", new: nil, reason: "unknown", decision), at: "2004-09-24")
        #expect(scene.state.register.choices.first?.nominator == nil)
        #expect(scene.state.nominations["k1"]?.nominated.nominator == "red")
    }
}
