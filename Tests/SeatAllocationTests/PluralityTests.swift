import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Most votes in one ballot, for one seat or several.
@Suite struct PluralityTests {
    private func law(_ rule: String = "", seats: Int = 1) -> LawText {
        LawText().tier("seat", "plurality", seats: seats, rule)
    }

    private func block(_ ties: String) -> LawText { law("votes per ballot: 3\nties: [\(ties)]", seats: 3) }
    private let three = [district("1", in: "seat", seats: 3)]

    @Test func mostVotesWin() throws {
        let outcome = try decide(law(), [votes(["A": 30, "B": 31, "C": 29])])
        #expect(outcome.result == .elected(["B"], round: 1))
        #expect(try decide(law(), [votes(["A": 0, "B": 0])]).result == .open(.vacant))
        #expect(try decide(law(), [votes(["A": 31, "B": 31])]).result == .open(.tie))
    }

    @Test func blockVote() throws {
        let outcome = try decide(block("lot"), [votes(["A": 10, "B": 40, "C": 30, "D": 20])], districts: three)
        #expect(outcome.result == .elected(["B", "C", "D"], round: 1))
        #expect(outcome.holders("seat") == [.candidate("B"), .candidate("C"), .candidate("D")])
    }

    @Test func aTieForTheLastPlaceOfABlockVote() throws {
        let tally = votes(["A": 40, "B": 20, "C": 30, "D": 20, "E": 5])
        let open = try decide(block("lot"), [tally], districts: three)
        #expect(open.holders("seat") == [.candidate("A"), .candidate("C"), .open(.tie)])
        let tie = try #require(open.ties.first)
        #expect(tie.among == ["B", "D"] && tie.number == 1 && tie.places == .seats)
        let lot = Decisions.Lot(tier: "seat", district: "1", among: ["B", "D"], drawn: ["D"])
        let drawn = try decide(block("lot"), [tally], districts: three, with: Decisions(lots: [lot]))
        #expect(drawn.result == .elected(["A", "C", "D"], round: 1))
        let order = [candidate("B", registered: 1), candidate("D", registered: 2)]
        let registered = try decide(block("earlier registered"), [tally], choices: order, districts: three)
        #expect(registered.result == .elected(["A", "C", "B"], round: 1))
        let repeated = try decide(block("repeat election"), [tally], districts: three)
        #expect(repeated.holders("seat") == [.candidate("A"), .candidate("C"), .open(.repeatElection)])
    }

    @Test func equalVotesAreNoTieWhereAllHaveAPlace() throws {
        let outcome = try decide(block("lot"), [votes(["A": 20, "B": 20, "C": 20, "D": 1])], districts: three)
        #expect(outcome.result == .elected(["A", "B", "C"], round: 1))
    }

    @Test func theLeastShareOfAWinner() throws {
        let least = law("least: at least 1/4 of ballots cast")
        #expect(try decide(least, [votes(["A": 25, "B": 20], cast: 100)]).result == .elected(["A"], round: 1))
        let missed = try decide(least, [votes(["A": 25, "B": 20], cast: 101)])
        #expect(missed.result == .open(.vacant) && missed.codes.contains(.leastShareMissed))
        #expect(try decide(least, [votes(["A": 25, "B": 20])]).result == .open(.baseUnknown))
    }

    @Test func asManyCandidatesAsSeats() throws {
        func outcome(_ then: String, _ number: Int) throws -> Outcome {
            let candidates = ["A", "B", "C", "D"].prefix(number).map { candidate($0) }
            return try decide(
                law("uncontested: {then: \(then), cites: art. 4}", seats: 3), [], choices: candidates, districts: three)
        }
        #expect(try outcome("elected without a vote", 3).result == .elected(["A", "B", "C"], round: 1))
        #expect(
            try outcome("elected without a vote", 2).holders("seat")
                == [.candidate("A"), .candidate("B"), .open(.vacant)])
        #expect(try outcome("elected without a vote", 4).result == .open(.noTally))
        #expect(try outcome("election postponed", 3).result == .open(.postponed))
        #expect(try outcome("put to the vote", 3).result == .open(.noTally))
    }

    @Test func annulledAndWithdrawn() throws {
        let tally = votes(["A": 30, "B": 31])
        let annulment = Decisions.Annulment(tier: "seat", district: "1", act: "decision")
        #expect(
            try decide(law(), [tally], with: Decisions(annulments: [annulment])).result == .open(.repeatElection))
        let withdrawn = Decisions(withdrawals: [.init("B", beforeRound: 1)])
        #expect(try decide(law(), [tally], with: withdrawn).result == .elected(["A"], round: 1))
    }
}
