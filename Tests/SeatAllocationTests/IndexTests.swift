import SeatAllocation
import Testing

@Suite("Indices of proportionality")
struct IndexTests {
    @Test("2004's lists")
    func lists2004() throws {
        let index = try #require(
            Proportionality(votes: Mazhilis2004.votes, seats: [7, 1, 1, 1, 0, 0, 0, 0, 0, 0]))
        #expect(index.gallagher.description == "7.831841")
        #expect(index.loosemoreHanby.description == "12.323736")
        #expect(index.effectivePartiesByVotes.description == "2.488987")
        #expect(index.effectivePartiesBySeats.description == "1.923077")
        // Twice Loosemore-Hanby over ten lists.
        #expect(index.rae.description == "2.464747")
    }

    @Test("Perfect and worst proportion")
    func extremes() throws {
        let perfect = try #require(Proportionality(votes: [50, 30, 20], seats: [5, 3, 2]))
        #expect(perfect.gallagher.description == "0.000000")
        #expect(perfect.loosemoreHanby.units == 0)
        let worst = try #require(Proportionality(votes: [100, 0], seats: [0, 1], digits: 2))
        #expect(worst.gallagher.description == "100.00")
        #expect(worst.loosemoreHanby.description == "100.00")
        #expect(worst.rae.description == "100.00")
        #expect(Proportionality(votes: [0, 0], seats: [1, 0]) == nil)
        #expect(Proportionality(votes: [1, 1], seats: [0, 0]) == nil)
    }

    @Test("Roots are rounded exactly")
    func roots() throws {
        // Shares 3/4 and 1/4 against 1 and 0: √(½·(1/16 + 1/16)) = 1/4; effective parties 16/10.
        let quarter = try #require(Proportionality(votes: [3, 1], seats: [1, 0], digits: 9))
        #expect(quarter.gallagher.description == "25.000000000")
        #expect(quarter.effectivePartiesByVotes.description == "1.600000000")
        // Shares 1/3 each against 1/2, 1/2, 0: √(½·(1/36 + 1/36 + 1/9)) = √(1/12) = 0.288675134594813.
        let root = try #require(Proportionality(votes: [1, 1, 1], seats: [1, 1, 0], digits: 9))
        #expect(root.gallagher.description == "28.867513459")
        // Three parties of equal size: exactly 3; 2/3 of a digit is rounded up.
        #expect(root.effectivePartiesByVotes.description == "3.000000000")
        #expect(root.loosemoreHanby.description == "33.333333333")
        let sixty = try #require(Proportionality(votes: [2, 1], seats: [0, 3], digits: 0))
        #expect(sixty.loosemoreHanby.description == "67")
    }

    @Test("Large numbers")
    func large() throws {
        let votes: [UInt64] = [400_000_000_000, 300_000_000_000, 1]
        let index = try #require(Proportionality(votes: votes, seats: [400, 300, 0]))
        #expect(index.gallagher.units == 0)
        #expect(index.effectivePartiesBySeats.description == "1.960000")
    }
}
