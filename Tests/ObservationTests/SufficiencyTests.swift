import ElectionModel
import ElectoralLaw
import LargeTests
import Observation
import SeatAllocation
import Testing

/// Claims are enough, and no more than enough where a law leaves no choice between them.
@Suite struct SufficiencyTests {
    /// Whatever the true votes are: where all claims of the reported outcome hold of them, they give the same outcome.
    @Test(arguments: SmallLaw.allCases) func trueClaimsGiveTheReportedOutcome(kind: SmallLaw) throws {
        var generator = Generator(2004)
        var (held, differed, built) = (0, 0, 0)
        for _ in 0..<LargeTest.size("trueClaimsGiveTheReportedOutcome(kind:)") {
            let most = UInt64.random(in: 5...60, using: &generator)
            var reported = try SmallContest(
                kind, votes: generator.votes(5, upTo: most), invalid: UInt64.random(in: 0...9, using: &generator))
            let contests = reported.claims
            guard let contest = contests.first, contest.gap == nil else { continue }
            built += 1
            let decision = reported.decision
            for _ in 0..<12 {
                // Near by, so that both sides of every line are met often.
                var votes = contest.reported.votes
                for index in votes.indices where Bool.random(using: &generator) {
                    votes[index] = UInt64(max(0, Int(votes[index]) + Int.random(in: -6...6, using: &generator)))
                }
                let invalid = UInt64.random(in: 0...9, using: &generator)
                let count = CardCount(votes: votes, invalid: invalid)
                guard count.cards > 0 else { continue }
                for index in votes.indices { reported.first.votes[index].votes = votes[index] }
                reported.first.invalid = invalid
                reported.first.cast = count.cards
                let allHold = contest.assertions(cards: count.cards).allSatisfy {
                    $0.margin(count, cards: count.cards) > .zero
                }
                if allHold {
                    held += 1
                    #expect(reported.decision == decision, "\(votes) \(invalid), reported \(contest.reported)")
                } else if reported.decision != decision {
                    differed += 1
                }
            }
        }
        #expect(built > 10 && held > 50 && differed > 10, "\(kind): \(built), \(held), \(differed)")
    }

    /// With largest remainders and divisors each claim about a pair is also necessary: where one fails, seats differ or
    /// are tied.
    @Test(arguments: [SmallLaw.hare, .dHondt, .sainteLague]) func pairsAreNecessary(kind: SmallLaw) throws {
        var generator = Generator(7)
        var failed = 0
        for _ in 0..<LargeTest.size("pairsAreNecessary(kind:)") {
            var contest = try SmallContest(kind, votes: generator.votes(4, upTo: 40).map { $0 + 20 }, invalid: 0)
            guard let claims = contest.claims.first, claims.gap == nil else { continue }
            let decision = contest.decision
            for index in contest.first.votes.indices {
                contest.first.votes[index].votes += UInt64.random(in: 0...12, using: &generator)
            }
            contest.first.cast = contest.first.valid
            let count = try #require(CardCount(contest.first, choices: claims.choices))
            let assertions = claims.assertions(cards: count.cards)
            func hold(_ kinds: [Claim.Kind]) -> Bool {
                assertions.filter { kinds.contains($0.claim.kind) }.allSatisfy {
                    $0.margin(count, cards: count.cards) > .zero
                }
            }
            // A list that passes the threshold and wins no seat changes nothing: thresholds are more than seats need.
            guard hold([.share, .shareMissed]) else { continue }
            let holds = hold([.remainder, .quotient])
            if !holds { failed += 1 }
            #expect(holds || contest.decision != decision || onTheLine(contest))
        }
        #expect(failed > 10)
    }

    private func onTheLine(_ contest: SmallContest) -> Bool { contest.claims.first?.gap == .onTheLine }

    /// A mean above one half says the same as the sum of weights: every small pile of cards.
    @Test func assortersSayWhatClaimsSay() throws {
        let claims: [Claim] = [
            .share("A", Fraction(7, 100), of: .validVotes), .share("A", Fraction(1, 2), of: .ballotsCast),
            .shareMissed("A", Fraction(7, 100), of: .validVotes), .shareMissed("A", Fraction(1, 2), of: .ballotsCast),
            .moreVotes("A", than: "B"),
            .remainder("A", 3, over: "B", 1, seats: 5, taking: ["A", "B"]),
            .quotient("A", Fraction(3, 1), over: "B", Fraction(2, 1)),
        ]
        for a in 0...5 as ClosedRange<UInt64> {
            for b in 0...5 as ClosedRange<UInt64> {
                for (other, invalid) in [(0, 0), (2, 1), (1, 3)] as [(UInt64, UInt64)] {
                    let count = CardCount(votes: [a, b, other], invalid: invalid)
                    guard count.cards > 0 else { continue }
                    let (valid, cast) = (a + b + other, count.cards)
                    let holds = [
                        100 * a > 7 * valid, 2 * a > cast, 100 * a < 7 * valid, 2 * a < cast, a > b,
                        5 * Int(a) - 5 * Int(b) > Int(a + b), 2 * a > 3 * b,
                    ]
                    for (claim, expected) in zip(claims, holds) {
                        let assertion = try #require(Assertion(claim, ballot: ["A", "B", "C"], cards: cast))
                        #expect((assertion.margin(count, cards: cast) > .zero) == expected, "\(claim) \(count)")
                    }
                }
            }
        }
    }

    /// The table of values and margins in `Documentation/Audits.md`.
    @Test func valuesOfTheTable() throws {
        let seven = Fraction(7, 100)
        let over = try #require(Assertion(.share("A", seven, of: .validVotes), ballot: ["A", "B"], cards: 1000))
        #expect(over.assorter.upperBound == Fraction(50, 7))
        let under = try #require(Assertion(.shareMissed("A", seven, of: .validVotes), ballot: ["A", "B"], cards: 1000))
        #expect(under.assorter.upperBound == Fraction(50, 93))
        #expect(under.assorter.value(.choice("A")) == .zero)
        let count = CardCount(votes: [60, 900], invalid: 40)
        // (tV - V_p)/((1 - t)N)
        #expect(under.margin(count, cards: 1000) == (seven * Fraction(960, 1) - Fraction(60, 1)) / Fraction(930, 1))
        let pair = try #require(
            Assertion(
                .remainder("A", 1, over: "B", 9, seats: 10, taking: ["A", "B"]), ballot: ["A", "B", "C"], cards: 1000))
        // d = -9/10, so that u = 10, and lists below the threshold stand at 1/2.
        #expect(pair.assorter.upperBound == Fraction(10, 1))
        #expect(pair.assorter.value(.choice("C")) == Fraction(1, 2))
        #expect(
            Assertion(.remainder("A", 0, over: "B", 9, seats: 8, taking: ["A", "B"]), ballot: ["A", "B"], cards: 9)
                == nil)
    }

    /// The lists of 2004 under the law of that year: four over the threshold, six under it, twelve pairs of seats. The base
    /// decides whether AIST is over it: 7.066 % of valid votes, 6.870 % of ballots cast.
    @Test func theListsOf2004() throws {
        let law = try Law.read(Array(Vectors.page("Laws/kazakhstan/mazhilis-2004-04-14.yaml").utf8), file: "law.yaml")
        let votes: KeyValuePairs<ChoiceID, UInt64> = [
            "otan": 2_883_706, "akzhol": 572_672, "asar": 541_239, "aist": 336_177, "komdvk": 163_824, "cppk": 94_140,
            "auyl": 82_523, "dpk": 36_379, "patriots": 26_287, "rukhaniyat": 20_826,
        ]
        let election = Election(
            id: "kazakhstan-2004", name: Multilingual("2004"), law: "law",
            choices: votes.map { Choice(id: $0.key, kind: .list, name: Multilingual($0.key.rawValue)) })
        let tally = Tally(
            tier: "list", district: "national", registered: 8_662_188, cast: 4_893_204, invalid: 135_431,
            votes: votes.map { Tally.ChoiceVotes($0.key, $0.value) })
        let outcome = decideSeats(under: law, of: election, from: [tally])
        #expect(outcome.lists.first?.lists.map(\.seats).filter { $0 > 0 } == [7, 1, 1, 1])
        let contest = try #require(auditClaims(of: outcome, under: law, of: election, from: [tally]).first)
        #expect(contest.gap == nil)
        #expect(contest.claims.count { $0.kind == .share } == 4)
        #expect(contest.claims.count { $0.kind == .shareMissed } == 6)
        #expect(contest.claims.count { $0.kind == .remainder } == 12)
        let margins = contest.assertions(cards: 4_893_204).map {
            (claim: $0.claim, margin: $0.margin(contest.reported, cards: 4_893_204))
        }
        #expect(margins.allSatisfy { $0.margin > .zero })
        // The narrowest: (336,177 - 7 % of 4,757,773)/(7 % of 4,893,204).
        let narrowest = try #require(margins.min { $0.margin < $1.margin })
        #expect(narrowest.claim == .share("aist", Fraction(7, 100), of: .validVotes))
        #expect(narrowest.margin == Fraction(33_617_700 - 7 * 4_757_773, 7 * 4_893_204))
        let cast = try #require(
            Assertion(
                .share("aist", Fraction(7, 100), of: .ballotsCast), ballot: contest.choices, cards: 4_893_204))
        #expect(cast.margin(contest.reported, cards: 4_893_204) < .zero)
    }
}
