import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Who goes on to the second ballot, and who wins it.
@Suite struct RunOffTests {
    private func rule(
        calledWhen: String = "nobody is elected", qualify: String = "{top: 2, cites: art. 7}",
        onWithdrawal: String = "next moves up", elected: String = "{most votes: yes, cites: art. 8}",
        runOffExtra: String = "", ties: String = "law is silent"
    ) -> LawText {
        .majority(
            """
            elected: {when: more than 1/2 of valid votes, cites: art. 4}
            run-off:
              called when: \(calledWhen)
              qualify: \(qualify)
              on withdrawal: \(onWithdrawal)
              elected: \(elected)
              cites: art. 9
              \(runOffExtra)
            ties: [\(ties)]
            otherwise: repeat election
            """)
    }

    private let first = votes(["A": 40, "B": 25, "C": 20, "D": 15], registered: 200)

    /// Article 95(1) and 96 of the law of 2004: a run-off needs more than two candidates.
    @Test func twoCandidatesOfWhomNeitherIsElected() throws {
        let choices = [candidate("A"), candidate("B"), candidate("C"), againstAll()]
        let two = votes(["A": 45, "B": 40, "against": 15])
        let three = votes(["A": 45, "B": 40, "C": 0, "against": 15])
        let law = rule(calledWhen: "more than two candidates stood and nobody is elected")
        #expect(try decide(law, [two], choices: choices).result == .open(.repeatElection))
        #expect(try decide(law, [two], choices: choices).codes.contains(.runOffNotCalled))
        #expect(try decide(law, [three], choices: choices).result == .runOff(["A", "B"]))
        let withdrawn = Decisions(withdrawals: [.init("C", beforeRound: 1)])
        #expect(try decide(law, [three], choices: choices, with: withdrawn).result == .open(.repeatElection))
        #expect(try decide(rule(), [two], choices: choices).result == .runOff(["A", "B"]))
    }

    @Test func withoutARunOffTheElectionIsRepeatedOrTheSeatStaysVacant() throws {
        for (otherwise, reason) in [("repeat election", OpenReason.repeatElection), ("seat stays vacant", .vacant)] {
            let law = LawText.majority(
                "elected: {when: more than 1/2 of valid votes, cites: art. 4}\notherwise: \(otherwise)")
            #expect(try decide(law, [first]).result == .open(reason))
        }
    }

    @Test func theThirdMovesUpAfterAWithdrawal() throws {
        func finalists(_ onWithdrawal: String, _ withdrawn: ChoiceID...) throws -> ContestOutcome.Result? {
            let decisions = Decisions(withdrawals: withdrawn.map { .init($0, beforeRound: 2) })
            return try decide(rule(onWithdrawal: onWithdrawal), [first], with: decisions).result
        }
        #expect(try finalists("next moves up") == .runOff(["A", "B"]))
        #expect(try finalists("next moves up", "B") == .runOff(["A", "C"]))
        #expect(try finalists("next moves up", "A", "B") == .runOff(["C", "D"]))
        #expect(try finalists("next moves up", "C") == .runOff(["A", "B"]))
        #expect(try finalists("no replacement", "B") == .runOff(["A"]))
        #expect(try finalists("no replacement", "C") == .runOff(["A", "B"]))
        #expect(try finalists("no replacement", "A", "B") == .open(.repeatElection))
    }

    @Test func mostVotesWinTheSecondBallot() throws {
        let second = votes(["A": 48, "B": 52], round: 2)
        let outcome = try decide(rule(), [first, second])
        #expect(outcome.result == .elected(["B"], round: 2))
        #expect(outcome.contests[0].finalists == ["A", "B"])
        #expect(outcome.holders("seat") == [.candidate("B")])
    }

    /// With votes against all, most votes need not be more than half.
    @Test(arguments: [(UInt64(50), false), (51, true)])
    func aShareOfTheSecondBallot(forB: UInt64, isElected: Bool) throws {
        let choices = ["A", "B", "C", "D"].map { candidate($0) } + [againstAll()]
        let law = rule(elected: "{when: more than 1/2 of valid votes, cites: art. 8}")
        let second = votes(["A": 40, "B": forB, "against": 60 - forB], round: 2)
        let outcome = try decide(law, [first, second], choices: choices)
        #expect(outcome.result == (isElected ? .elected(["B"], round: 2) : .open(.repeatElection)))
        #expect(try decide(rule(), [first, second], choices: choices).result == .elected(["B"], round: 2))
    }

    @Test func theTurnoutOfTheSecondBallot() throws {
        let turnout =
            "turnout: {needs: more than 1/4 of registered electors, otherwise: repeat election, cites: art. 9}"
        let law = rule(runOffExtra: turnout)
        func outcome(cast: UInt64) throws -> Outcome {
            try decide(law, [first, votes(["A": 20, "B": 30], round: 2, registered: 200, cast: cast)])
        }
        #expect(try outcome(cast: 50).result == .open(.repeatElection))
        #expect(try outcome(cast: 51).result == .elected(["B"], round: 2))
    }

    @Test func aTiedRunOff() throws {
        let second = votes(["A": 50, "B": 50], round: 2)
        let repeated = try decide(rule(runOffExtra: "ties: repeat election"), [first, second])
        #expect(repeated.result == .open(.repeatElection))
        #expect(repeated.codes.contains(.runOffTied))
        let silent = try decide(rule(runOffExtra: "ties: law is silent"), [first, second])
        #expect(silent.result == .open(.tie))
        #expect(silent.ties.map(\.among) == [["A", "B"]] && silent.ties.map(\.lawIsSilent) == [true])
        #expect(silent.ties.first?.places == .seats)
        let lot = Decisions.Lot(tier: "seat", district: "1", among: ["B", "A"], drawn: ["B"])
        let drawn = try decide(
            rule(runOffExtra: "ties: lot"), [first, second], with: Decisions(lots: [lot]))
        #expect(drawn.result == .elected(["B"], round: 2))
    }

    @Test func nobodyVotesInTheRunOff() throws {
        let second = votes(["A": 0, "B": 0], round: 2)
        #expect(try decide(rule(), [first, second]).result == .open(.repeatElection))
    }

    @Test func aSecondBallotWithOthersIsReported() throws {
        let same = try decide(rule(), [first, votes(["B": 30, "A": 20], round: 2)])
        #expect(!same.codes.contains(.secondBallotDiffers))
        let other = try decide(rule(), [first, votes(["A": 30, "C": 20], round: 2)])
        let step = try #require(other.steps(.secondBallotDiffers).first)
        #expect(step.figure("finalists") == .choices(["A", "B"]))
        #expect(step.figure("onBallot") == .choices(["A", "C"]))
    }

    /// The French rule: all who have an eighth of the electors go on, at least two.
    @Test(arguments: [(UInt64(120), "ABCD"), (160, "ABC"), (161, "AB"), (200, "AB"), (201, "AB"), (321, "AB")])
    func qualifyingByAShareOfRegistered(registered: UInt64, finalists: String) throws {
        let law = rule(
            qualify: "{top: 2, share: at least 1/8 of registered electors, cites: art. 7}",
            onWithdrawal: "no replacement")
        var tally = first
        tally.registered = registered
        let outcome = try decide(law, [tally])
        #expect(outcome.result == .runOff(finalists.map { ChoiceID(String($0)) }))
        // B has an eighth up to 200 electors, A up to 320; below two the first two go on.
        #expect(outcome.codes.contains(.qualifiedByShare) == (registered <= 200))
        tally.registered = nil
        #expect(try decide(law, [tally]).result == .open(.baseUnknown))
    }

    @Test func aThreeWayRunOff() throws {
        let law = rule(
            qualify: "{top: 2, share: at least 1/8 of registered electors, cites: art. 7}",
            onWithdrawal: "no replacement")
        var tally = first
        tally.registered = 160
        let second = votes(["A": 41, "B": 42, "C": 17], round: 2)
        #expect(try decide(law, [tally, second]).result == .elected(["B"], round: 2))
        let withdrawn = Decisions(withdrawals: [.init("C", beforeRound: 2)])
        #expect(try decide(law, [tally], with: withdrawn).result == .runOff(["A", "B"]))
    }

    @Test func theSameDay() throws {
        let law = try rule(runOffExtra: "timing: the same day").read()
        guard case .majority(let read) = law.tiers[0].rule else {
            Issue.record("not a majority rule")
            return
        }
        #expect(read.runOff?.timing == "the same day")
        let outcome = decide(law, [first, votes(["A": 60, "B": 40], round: 2)])
        #expect(outcome.result == .elected(["A"], round: 2))
    }
}
