import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

@Suite("Lots")
struct LotTests {
    // RFC 3797, section 6: a pool of 25, the seed of three sources, and the numbers it draws.
    static let sources: [[UInt64]] = [[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]
    static let seed = "9319./2.5.8.10.12./9.18.26.34.41.45./"

    @Test("The worked example of RFC 3797")
    func workedExample() {
        #expect(VerifiableDraw.seed(Self.sources) == Self.seed)
        #expect(
            VerifiableDraw.numbers(seed: Self.seed, pool: 25, count: 10) == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13])
    }

    @Test("A whole pool is drawn once each, and another seed draws otherwise")
    func wholePool() {
        let all = VerifiableDraw.numbers(seed: Self.seed, pool: 25, count: 25)
        #expect(all.sorted() == Array(1...25))
        #expect(VerifiableDraw.numbers(seed: Self.seed + "1./", pool: 25, count: 25) != all)
        #expect(VerifiableDraw.numbers(seed: Self.seed, pool: 0, count: 0) == [])
    }

    private func tied() throws -> (law: Law, election: Election, tallies: [Tally]) {
        var law = try MarginTestLaws.house()
        law.tiers = law.tiers.filter { $0.id == "wards" }
        let choices = ["a", "b", "c"].map {
            Choice(id: ChoiceID($0), kind: .candidate, name: Multilingual($0), district: "d")
        }
        let votes = choices.map { Tally.ChoiceVotes($0.id, $0.id == "c" ? 1 : 5) }
        return (law, MarginTestLaws.election(choices, law), [Tally(tier: "wards", district: "d", votes: votes)])
    }

    @Test("A drawn lot settles its tie")
    func settles() throws {
        let (law, election, tallies) = try tied()
        let tie = try #require(decideSeats(under: law, of: election, from: tallies).ties.first)
        let lot = tie.lot(seed: Self.seed)
        #expect(lot.among == ["a", "b"])
        // MD5 of the first index is 990DD0A5…3459 (RFC 3797, section 6), an odd number: the second of two.
        #expect(lot.drawn == ["b"])
        let outcome = decideSeats(under: law, of: election, from: tallies, with: Decisions(lots: [lot]))
        #expect(outcome.ties.isEmpty)
        #expect(outcome.contests.first?.winner == "b")
        #expect(tie.seed(sources: Self.sources) == Self.seed + "wards/d/")
    }

    @Test("Every drawing with its outcome and probability")
    func everyDrawing() throws {
        let (law, election, tallies) = try tied()
        let possible = possibleOutcomes(under: law, of: election, from: tallies)
        #expect(possible.isComplete)
        #expect(possible.outcomes.map { $0.outcome.contests.first?.winner } == ["a", "b"])
        #expect(possible.outcomes.map(\.probability) == [Fraction(1, 2), Fraction(1, 2)])
        let cut = possibleOutcomes(under: law, of: election, from: tallies, limit: 1)
        #expect(!cut.isComplete)
        #expect(cut.outcomes.count == 1)
    }

    @Test("Two ties: every pair of drawings; no tie: one outcome")
    func severalTies() throws {
        let law = try MarginTestLaws.lists(seats: 4) {
            $0.districts.kind = .several
            $0.thresholds = []
            $0.allocation.ties = [.lot]
        }
        let lists = ["a", "b", "c"].map { Choice(id: ChoiceID($0), kind: .list, name: Multilingual($0)) }
        let election = Election(
            id: "test", name: Multilingual("Test"), law: "test",
            districts: ["north", "south"].map { District(id: $0, tier: "list", name: Multilingual("D"), seats: 2) },
            choices: lists)
        func outcomes(_ north: [UInt64], _ south: [UInt64]) -> PossibleOutcomes {
            let tallies = [(DistrictID("north"), north), (DistrictID("south"), south)].map { district, votes in
                Tally(
                    tier: "list", district: district, votes: zip(lists, votes).map { Tally.ChoiceVotes($0.id, $1) })
            }
            return possibleOutcomes(under: law, of: election, from: tallies)
        }
        // Two seats among three equal lists, and one seat between two equal ones.
        let both = outcomes([3, 3, 3], [4, 4, 0])
        #expect(both.isComplete)
        #expect(both.outcomes.count == 3)
        #expect(both.outcomes.reduce(Fraction.zero) { $0 + $1.probability } == Fraction(1, 1))
        let three = outcomes([3, 3, 3], [3, 3, 3])
        #expect(three.outcomes.count == 9)
        #expect(three.outcomes.allSatisfy { $0.probability == Fraction(1, 9) })
        #expect(Set(three.outcomes.map { $0.outcome.lists[0].lists.map(\.seats) }).count == 6)
        #expect(outcomes([6, 1, 0], [5, 1, 0]).outcomes.map(\.probability) == [Fraction(1, 1)])
    }
}
