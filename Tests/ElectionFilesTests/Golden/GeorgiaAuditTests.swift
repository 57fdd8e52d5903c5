import ElectionFiles
import ElectionModel
import Observation
import SeatAllocation
import Testing

/// What an audit of Georgia 2016 has to confirm, district by district.
@Suite struct GeorgiaAuditTests {
    private static func claims() throws -> (golden: GoldenElection, outcome: Outcome, contests: [ContestClaims]) {
        let golden = try GoldenElection("georgia-2016")
        let outcome = golden.decide()
        let contests = auditClaims(
            of: outcome, under: golden.law, of: golden.election, from: golden.tallies, with: golden.decisions)
        return (golden, outcome, contests.filter { $0.tier == GeorgiaTests.tier })
    }

    /// Fifty run-offs, each with one claim: the elected one has more votes than the other, with a margin of so many cards.
    @Test func runOffsOfTheDistricts() throws {
        let (golden, outcome, contests) = try Self.claims()
        let second = contests.filter { $0.round == 2 }
        #expect(second.count == 50 && second.allSatisfy { $0.gap == nil })
        for contest in second {
            let winner = try #require(outcome.contest(contest.district, in: GeorgiaTests.tier)?.winner)
            let loser = try #require(contest.choices.first { $0 != winner })
            #expect(contest.choices.count == 2 && contest.claims == [.moreVotes(winner, than: loser)])
            let tally = try #require(
                golden.tallies.first {
                    $0.tier == contest.tier && $0.district == contest.district && $0.round == 2
                })
            let votes = try [winner, loser].map { try #require(tally.votes(for: $0)) }
            let cards = try votes[0] + votes[1] + #require(tally.invalid)
            let assertion = try #require(contest.assertions(cards: cards).first)
            #expect(
                assertion.margin(contest.reported, cards: cards)
                    == Fraction(Int128(votes[0]) - Int128(votes[1]), Int128(cards)))
        }
    }

    /// Twenty districts with a majority and one claim, 53 with a run-off: nobody has a majority, and the two who advance are ahead of
    /// everybody else. The narrowest of all claims is that the leader of district 50 missed the majority by one vote.
    @Test func firstRounds() throws {
        let (_, outcome, contests) = try Self.claims()
        let first = contests.filter { $0.round == 1 }
        #expect(first.count == 73 && first.allSatisfy { $0.gap == nil })
        let decided = first.filter { $0.claims.count == 1 }
        #expect(decided.count == 20)
        for contest in decided {
            let winner = try #require(outcome.contest(contest.district, in: GeorgiaTests.tier)?.winner)
            #expect(contest.claims == [.share(winner, Fraction(1, 2), of: .validVotes)])
        }
        var narrowest: (margin: Fraction, district: DistrictID, claim: Claim)?
        for contest in first where contest.claims.count > 1 {
            let finalists = try #require(outcome.contest(contest.district, in: GeorgiaTests.tier)?.finalists)
            let others = contest.choices.filter { !finalists.contains($0) }
            let advance = finalists.flatMap { ahead in others.map { Claim.moreVotes(ahead, than: $0) } }
            let missed = contest.choices.map { Claim.shareMissed($0, Fraction(1, 2), of: .validVotes) }
            #expect(Set(contest.claims).isSubset(of: Set(advance + missed)), "\(contest.district)")
            #expect(Set(advance).isSubset(of: Set(contest.claims)), "\(contest.district)")
            for assertion in contest.assertions(cards: contest.reported.cards) {
                let margin = assertion.margin(contest.reported, cards: contest.reported.cards)
                #expect(margin > .zero)
                if narrowest.map({ margin < $0.margin }) ?? true {
                    narrowest = (margin, contest.district, assertion.claim)
                }
            }
        }
        #expect(narrowest?.district == "50")
        #expect(narrowest?.claim == .shareMissed("50-41", Fraction(1, 2), of: .validVotes))
    }
}
