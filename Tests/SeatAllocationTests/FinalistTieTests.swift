import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Two or three candidates with the same votes for the second place in the run-off.
@Suite struct FinalistTieTests {
    private func rule(_ ties: String) -> LawText {
        .majority(
            """
            elected: {when: more than 1/2 of valid votes, cites: art. 4}
            run-off:
              called when: nobody is elected
              qualify: {top: 2, cites: art. 7}
              on withdrawal: next moves up
              elected: {most votes: yes, cites: art. 8}
              cites: art. 9
            ties: [\(ties)]
            otherwise: repeat election
            """)
    }

    private let tally = votes(["A": 40, "B": 20, "C": 20, "D": 20])
    private let register = [
        candidate("A", registered: 4, born: "1950-01-01"), candidate("B", registered: 3, born: "1960-01-02"),
        candidate("C", registered: 1, born: "1960-01-03"), candidate("D", registered: 2, born: "1960-01-01"),
    ]

    @Test(arguments: [
        ("older candidate", "D"), ("younger candidate", "C"), ("earlier registered", "C"),
        ("older candidate, younger candidate", "D"), ("law is silent, earlier registered", "C"),
    ])
    func aRuleBreaksTheTie(ties: String, second: String) throws {
        let outcome = try decide(rule(ties), [tally], choices: register)
        #expect(outcome.result == .runOff(["A", ChoiceID(second)]))
        #expect(outcome.ties.isEmpty)
        #expect(outcome.steps(.tieBroken).first?.figure("chosen") == .choices([ChoiceID(second)]))
    }

    @Test func theElectionIsRepeated() throws {
        #expect(try decide(rule("repeat election"), [tally], choices: register).result == .open(.repeatElection))
    }

    @Test(arguments: [("law is silent", true), ("lot", false)])
    func theTieStaysOpen(ties: String, isSilent: Bool) throws {
        let outcome = try decide(rule(ties), [tally], choices: register)
        #expect(outcome.result == .open(.tie))
        #expect(outcome.holders("seat") == [.open(.tie)])
        let tie = try #require(outcome.ties.first)
        #expect(tie.places == .finalists && tie.number == 1 && tie.lawIsSilent == isSilent)
        #expect(tie.among == ["B", "C", "D"])
        #expect(tie.drawings() == [["B"], ["C"], ["D"]] && tie.numberOfDrawings == 3)
    }

    @Test func aRecordedLotDecides() throws {
        func result(_ among: [ChoiceID], _ drawn: [ChoiceID], tier: TierID = "seat") throws -> ContestOutcome.Result? {
            let lot = Decisions.Lot(tier: tier, district: "1", among: among, drawn: drawn)
            return try decide(rule("lot"), [tally], choices: register, with: Decisions(lots: [lot])).result
        }
        #expect(try result(["D", "C", "B"], ["C"]) == .runOff(["A", "C"]))
        // A lot for other candidates, for more places, in another tier, or for somebody not tied is no lot for this tie.
        #expect(try result(["B", "C"], ["C"]) == .open(.tie))
        #expect(try result(["B", "C", "D"], ["C", "D"]) == .open(.tie))
        #expect(try result(["B", "C", "D"], ["C"], tier: "other") == .open(.tie))
        #expect(try result(["B", "C", "D"], ["A"]) == .open(.tie))
    }

    /// Twins registered one after the other: age tells D from them, and nothing else does.
    @Test func aRuleThatSeparatesOnlySome() throws {
        var register = register
        register[2].birthDate = register[1].birthDate
        let three = votes(["A": 20, "B": 20, "C": 20, "D": 20])
        // D and one more: the eldest are A and D.
        #expect(try decide(rule("older candidate"), [three], choices: register).result == .runOff(["A", "D"]))
        // By youth B and C come first, together.
        #expect(try decide(rule("younger candidate"), [three], choices: register).result == .runOff(["B", "C"]))
        let open = try decide(rule("younger candidate, lot"), [tally], choices: register)
        #expect(open.ties.first?.among == ["B", "C"])
        let next = try decide(rule("younger candidate, earlier registered"), [tally], choices: register)
        #expect(next.result == .runOff(["A", "C"]))
    }

    @Test func aRuleWithoutItsDataSeparatesNobody() throws {
        var register = register
        register[1].birthDate = nil
        let outcome = try decide(rule("older candidate, earlier registered"), [tally], choices: register)
        #expect(outcome.result == .runOff(["A", "C"]))
        #expect(try decide(rule("older candidate"), [tally]).result == .open(.tie))
    }

    /// A tie for both places.
    @Test func threeForTwoPlaces() throws {
        let outcome = try decide(rule("lot"), [votes(["A": 30, "B": 30, "C": 30, "D": 10])])
        let tie = try #require(outcome.ties.first)
        #expect(tie.number == 2 && tie.drawings() == [["A", "B"], ["A", "C"], ["B", "C"]])
        #expect(tie.numberOfDrawings == 3 && tie.drawings(limit: 2).count == 2)
    }

    /// No tie where the tied ones all have a place or none has.
    @Test func equalVotesWithoutATie() throws {
        #expect(try decide(rule("lot"), [votes(["A": 30, "B": 30, "C": 20, "D": 20])]).result == .runOff(["A", "B"]))
        let withdrawn = Decisions(withdrawals: [.init("A", beforeRound: 2)])
        let moved = try decide(rule("lot"), [votes(["A": 40, "B": 20, "C": 20])], with: withdrawn)
        #expect(moved.result == .runOff(["B", "C"]))
    }
}
