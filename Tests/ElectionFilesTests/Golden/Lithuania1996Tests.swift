import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

/// A majority of those who took part, above a quorum of 40 % of registered electors. Those who took part are known as an
/// interval of a few voters and the register only where there was a second ballot, so 64 of 71 districts can be decided.
@Suite struct Lithuania1996Tests {
    static let undecidable: [DistrictID] = ["06", "10", "40", "56", "57", "58", "66"]
    static let void: [DistrictID] = ["10", "56", "57", "58"]

    @Test(arguments: ["totals.csv", "totals-upper.csv"])
    func everyDistrictWithARegister(totals: String) throws {
        let golden = try GoldenElection("lithuania-1996", totals: totals)
        let outcome = golden.decide()
        #expect(outcome.findings.isEmpty)
        let decided = outcome.contests.filter { $0.result != .open(.baseUnknown) }
        #expect(outcome.contests.count == 71)
        #expect(outcome.contests.filter { $0.result == .open(.baseUnknown) }.map(\.district) == Self.undecidable)
        #expect(decided.count == 64)
        for contest in decided { expectOfficial(contest, golden) }
    }

    /// Without the quorum every district is decided; all but the four void ones as they were.
    @Test(arguments: ["totals.csv", "totals-upper.csv"])
    func everyDistrictWithoutTheQuorum(totals: String) throws {
        var golden = try GoldenElection("lithuania-1996", totals: totals)
        golden.law = try withoutQuorum(golden.law)
        let outcome = golden.decide()
        let valid = outcome.contests.filter { !Self.void.contains($0.district) }
        #expect(valid.count == 67)
        for contest in valid { expectOfficial(contest, golden) }
        #expect(valid.filter { if case .elected(_, round: 1) = $0.result { true } else { false } }.count == 2)
        #expect(valid.filter { !$0.finalists.isEmpty }.count == 65)
        // The leader of no. 56 had more than half of those who took part: the quorum alone kept the seat open.
        #expect(outcome.contest("56", in: "districts")?.result == .elected(["56-1"], round: 1))
    }

    /// What the register would have to be for the quorum to fail: the rule decides at the exact number.
    @Test func theQuorumComesBeforeTheMajority() throws {
        var golden = try GoldenElection("lithuania-1996")
        let place = try #require(golden.tallies.firstIndex { $0.district == "56" })
        let cast = try #require(golden.tallies[place].cast)
        // More than 40 % took part as long as 5 · cast > 2 · registered.
        let most = (5 * cast - 1) / 2
        golden.tallies[place].registered = most
        #expect(golden.decide().contest("56", in: "districts")?.result == .elected(["56-1"], round: 1))
        golden.tallies[place].registered = most + 1
        #expect(golden.decide().contest("56", in: "districts")?.result == .open(.repeatElection))
        #expect(golden.claims(.void, round: 1).map(\.district) == Self.void)
    }

    @Test func leadersLostInTwentyTwoRunOffs() throws {
        var golden = try GoldenElection("lithuania-1996")
        golden.law = try withoutQuorum(golden.law)
        let lost = golden.decide().contests.filter { contest in
            guard case .elected(let winners, round: 2) = contest.result else { return false }
            return winners.first != contest.finalists.first
        }
        #expect(lost.count == 22)
    }

    private func expectOfficial(_ contest: ContestOutcome, _ golden: GoldenElection) {
        let finalists = golden.claims(.finalist, round: 2).filter { $0.district == contest.district }.map(\.choice)
        #expect(contest.finalists.map { $0 } == finalists, "\(contest.district)")
        let winner = golden.outcomes.first { $0.district == contest.district && $0.result == .elected }
        guard let winner, let choice = winner.choice else {
            return #expect(Bool(false), "\(contest.district) has no official winner")
        }
        #expect(contest.result == .elected([choice], round: winner.round), "\(contest.district)")
    }

    private func withoutQuorum(_ law: Law) throws -> Law {
        var law = law
        guard case .majority(var rule) = law.tiers[0].rule else {
            throw GoldenFault.unexpectedRule
        }
        rule.turnout = nil
        law.tiers[0].rule = .majority(rule)
        return law
    }
}

enum GoldenFault: Error {
    case unexpectedRule
}
