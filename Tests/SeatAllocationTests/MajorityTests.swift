import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// The first ballot of a single seat.
@Suite struct MajorityTests {
    private static let runOff = """
        run-off:
          called when: nobody is elected
          qualify: {top: 2, cites: art. 7}
          on withdrawal: no replacement
          elected: {most votes: yes, cites: art. 8}
          cites: art. 9
        otherwise: repeat election
        """

    private func rule(_ condition: String, _ extra: String = "") -> LawText {
        .majority("elected: {when: \(condition), cites: art. 4}\n\(extra)\n\(Self.runOff)")
    }

    @Test(arguments: [
        ("more than", UInt64(499), false), ("more than", 500, false), ("more than", 501, true),
        ("at least", 499, false), ("at least", 500, true), ("at least", 501, true),
    ])
    func exactlyHalf(comparison: String, leader: UInt64, isElected: Bool) throws {
        let tally = votes(["A": leader, "B": 300, "C": 700 - leader])
        let outcome = try decide(rule("\(comparison) 1/2 of valid votes"), [tally])
        let expected: ContestOutcome.Result = isElected ? .elected(["A"], round: 1) : .runOff(["A", "B"])
        #expect(outcome.result == expected)
        let step = try #require(outcome.steps(isElected ? .elected : .shareMissed).first)
        #expect(step.cites == ["art. 4"])
        #expect(step.figure("needed") == .count(comparison == "more than" ? 501 : 500))
    }

    /// 60 votes of 100 valid ones, 125 ballots and 200 electors; 20 of the valid ones are against all.
    @Test(arguments: [
        ("more than 3/5 of valid votes", false), ("more than 3/5 of votes for candidates or lists", true),
        ("at least 3/5 of valid votes", true), ("at least 3/5 of ballots cast", false),
        ("at least 12/25 of ballots cast", true), ("at least 12/25 of registered electors", false),
        ("at least 3/10 of registered electors", true), ("more than 3/10 of registered electors", false),
    ])
    func theBaseDecides(condition: String, isElected: Bool) throws {
        let tally = votes(["A": 60, "B": 15, "C": 5, "against": 20], registered: 200, cast: 125, invalid: 25)
        let choices = [candidate("A"), candidate("B"), candidate("C"), againstAll()]
        let outcome = try decide(rule(condition), [tally], choices: choices)
        #expect(outcome.result == (isElected ? .elected(["A"], round: 1) : .runOff(["A", "B"])))
    }

    /// Ballots cast are valid and invalid ones where the source gives no sum.
    @Test func ballotsCastAreSummedUp() throws {
        let tally = votes(["A": 60, "B": 40], invalid: 21)
        #expect(try decide(rule("more than 1/2 of ballots cast"), [tally]).result == .runOff(["A", "B"]))
    }

    @Test(arguments: ["ballots cast", "registered electors"])
    func aMissingBaseLeavesTheSeatOpen(base: String) throws {
        let outcome = try decide(rule("more than 1/2 of \(base)"), [votes(["A": 60, "B": 40])])
        #expect(outcome.result == .open(.baseUnknown))
        #expect(outcome.holders("seat") == [.open(.baseUnknown)])
        #expect(outcome.steps(.baseUnknown).count == 1)
    }

    /// A majority that is less than a quarter of the electors is none.
    @Test(arguments: [(UInt64(240), true), (241, false)])
    func theSecondCondition(registered: UInt64, isElected: Bool) throws {
        let law = LawText.majority(
            """
            elected: {when: more than 1/2 of valid votes, and: at least 1/4 of registered electors, cites: art. 4}
            \(Self.runOff)
            """)
        let tally = votes(["A": 60, "B": 30, "C": 10], registered: registered)
        let outcome = try decide(law, [tally])
        #expect(outcome.result == (isElected ? .elected(["A"], round: 1) : .runOff(["A", "B"])))
        #expect(outcome.codes.contains(.secondConditionMissed) == !isElected)
        #expect(try decide(law, [votes(["A": 60, "B": 40])]).result == .open(.baseUnknown))
        // Without the condition the first ballot is enough.
        #expect(try decide(rule("more than 1/2 of valid votes"), [tally]).result == .elected(["A"], round: 1))
    }

    @Test(arguments: [
        ("repeat election", ContestOutcome.Result.open(.repeatElection)),
        ("seat stays vacant", .open(.vacant)), ("run-off", .runOff(["A", "B"])),
    ])
    func tooLowATurnout(otherwise: String, expected: ContestOutcome.Result) throws {
        let turnout = "turnout: {needs: at least 2/5 of registered electors, otherwise: \(otherwise), cites: art. 5}"
        let law = rule("more than 1/2 of valid votes", turnout)
        let low = votes(["A": 30, "B": 5, "C": 2], registered: 100, cast: 39, invalid: 2)
        #expect(try decide(law, [low]).result == expected)
        let enough = votes(["A": 30, "B": 5, "C": 2], registered: 100, cast: 40, invalid: 3)
        #expect(try decide(law, [enough]).result == .elected(["A"], round: 1))
        #expect(try decide(rule("more than 1/2 of valid votes"), [low]).result == .elected(["A"], round: 1))
        #expect(try decide(law, [votes(["A": 30, "B": 5])]).result == .open(.baseUnknown))
    }

    @Test(arguments: [(UInt64(39), true), (40, false), (41, false)])
    func againstAllPreventsElection(against: UInt64, isElected: Bool) throws {
        let choices = [candidate("A"), candidate("B"), candidate("C"), againstAll()]
        let tally = votes(["A": 40, "B": 5, "C": 3, "against": against])
        let condition = "at least 2/5 of valid votes"
        let preventing = try decide(
            rule(condition, "against all: {prevents election: yes, cites: art. 5}"), [tally], choices: choices)
        #expect(preventing.result == (isElected ? .elected(["A"], round: 1) : .runOff(["A", "B"])))
        let harmless = try decide(rule(condition, "against all: {cites: art. 5}"), [tally], choices: choices)
        #expect(harmless.result == .elected(["A"], round: 1))
    }

    @Test(arguments: [
        ("elected without a vote", ContestOutcome.Result.elected(["A"], round: 1), StepCode.uncontestedElected),
        ("election postponed", .open(.postponed), .uncontestedPostponed),
        ("put to the vote", .open(.noTally), .uncontestedVote),
    ])
    func oneCandidate(then: String, expected: ContestOutcome.Result, code: StepCode) throws {
        let law = rule("more than 1/2 of valid votes", "uncontested: {then: \(then), cites: art. 5}")
        let outcome = try decide(law, [], choices: [candidate("A")], districts: [district("1", in: "seat", seats: 1)])
        #expect(outcome.result == expected)
        #expect(outcome.steps(code).count == 1)
        // A second candidate who withdraws before the vote leaves one.
        let withdrawn = try decide(
            law, [], choices: [candidate("A"), candidate("B")], districts: [district("1", in: "seat", seats: 1)],
            with: Decisions(withdrawals: [.init("B", beforeRound: 1)]))
        #expect(withdrawn.result == expected)
    }

    @Test(arguments: [(UInt64(50), false), (51, true)])
    func oneCandidatePutToTheVote(forA: UInt64, isElected: Bool) throws {
        let law = LawText.majority(
            """
            elected: {when: more than 1/2 of valid votes, cites: art. 4}
            against all: {cites: art. 5}
            uncontested: {then: put to the vote, cites: art. 5}
            otherwise: seat stays vacant
            """)
        let outcome = try decide(
            law, [votes(["A": forA, "against": 100 - forA])], choices: [candidate("A"), againstAll()])
        #expect(outcome.result == (isElected ? .elected(["A"], round: 1) : .open(.vacant)))
    }

    @Test func anAnnulledElectionIsRepeated() throws {
        let law = rule("more than 1/2 of valid votes")
        let annulment = Decisions.Annulment(tier: "seat", district: "1", act: "decision 5")
        let outcome = try decide(
            law, [votes(["A": 60, "B": 40])], with: Decisions(annulments: [annulment]))
        #expect(outcome.result == .open(.repeatElection))
        #expect(outcome.steps(.annulled).first?.figure("act") == .text("decision 5"))
        let elsewhere = Decisions.Annulment(tier: "seat", district: "2", act: "decision 6")
        let other = try decide(law, [votes(["A": 60, "B": 40])], with: Decisions(annulments: [elsewhere]))
        #expect(other.result == .elected(["A"], round: 1))
    }

    /// Two with exactly half each, where half is enough.
    @Test func twoReachTheShare() throws {
        let law = rule("at least 1/2 of valid votes", "ties: [older candidate, lot]")
        let tally = votes(["A": 50, "B": 50])
        let tied = try decide(law, [tally])
        #expect(tied.result == .open(.tie))
        #expect(tied.ties.first?.drawings() == [["A"], ["B"]])
        #expect(tied.ties.first?.lawIsSilent == false)
        let ages = [candidate("A", born: "1960-05-02"), candidate("B", born: "1960-05-01")]
        #expect(try decide(law, [tally], choices: ages).result == .elected(["B"], round: 1))
    }

    @Test func aDistrictWithoutVotes() throws {
        let law = rule("more than 1/2 of valid votes")
        let choices = [candidate("A"), candidate("B")]
        let outcome = try decide(law, [], choices: choices, districts: [district("1", in: "seat", seats: 1)])
        #expect(outcome.result == .open(.noTally))
        let nobody = try decide(law, [votes(["A": 0, "B": 0, "C": 0])])
        #expect(nobody.result == .open(.tie))
        #expect(nobody.ties.first?.among == ["A", "B", "C"])
    }
}
