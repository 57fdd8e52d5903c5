import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// Compensatory seats with overhang: both Parliaments had 121 members instead of 120.
@Suite struct NewZealandTests {
    @Test(arguments: [("new-zealand-2011", 70), ("new-zealand-2014", 71)])
    func officialSeatsOfEveryParty(folder: String, electorates: Int) throws {
        let golden = try GoldenElection(folder)
        let outcome = golden.decide()
        #expect(outcome.findings.isEmpty)
        #expect(outcome.seats.count == 121)
        let list = try #require(outcome.lists.first)
        #expect(list.added == 1)
        let official = golden.officialSeats("list")
        #expect(official.count == list.lists.count)
        for claim in list.lists { #expect(official[claim.list] == claim.seats, "\(claim.list)") }

        var byParty: [ChoiceID: Int] = [:]
        let register = Dictionary(golden.election.choices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for contest in outcome.contests {
            let winner = try #require(contest.winner)
            byParty[try #require(register[winner]?.connectedList), default: 0] += 1
        }
        #expect(byParty == golden.officialSeats("electorates").filter { $0.value > 0 })
        #expect(outcome.contests.count == electorates)
    }

    @Test(arguments: [("new-zealand-2011", 70), ("new-zealand-2014", 71)])
    func officialWinnerOfEveryElectorate(folder: String, electorates: Int) throws {
        let golden = try GoldenElection(folder)
        let outcome = golden.decide()
        let claims = golden.claims(.elected, round: 1)
        #expect(claims.count == electorates)
        for claim in claims {
            #expect(outcome.contest(claim.district, in: "electorates")?.winner == claim.choice, "\(claim.district)")
        }
    }

    /// Without `or wins` four parties of 2011 lose their share of the list seats to the others.
    @Test func anElectorateOpensTheDoor() throws {
        var golden = try GoldenElection("new-zealand-2011")
        guard case .lists(var rule) = golden.law.tiers[1].rule else { return #expect(Bool(false)) }
        rule.orWins = nil
        golden.law.tiers[1].rule = .lists(rule)
        let outcome = golden.decide()
        #expect(outcome.seatsByList("list") != golden.officialSeats("list").filter { $0.value > 0 })
        #expect(outcome.lists.first?.added == 0)
    }
}
