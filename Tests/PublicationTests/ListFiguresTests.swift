import ElectionFiles
import ElectionModel
import Publication
import SeatAllocation
import Testing

/// The figures of list tiers with several districts and several thresholds.
@Suite struct ListFiguresTests {
    private func section(_ name: String) throws -> Figures.ListSection {
        let folder = try Fixture.folder(name)
        let outcome = decideSeats(
            under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions)
        return try #require(Figures(FiguresInput(folder: folder, outcome: outcome)).lists.first)
    }

    @Test func districtsAreSummed() throws {
        let folder = try Fixture.folder("poland-2015")
        let section = try section("poland-2015")
        #expect(section.valid.whole == Int64(folder.tallies.reduce(0) { $0 + $1.valid }))
        #expect(section.seats.whole == 460)
        let first = try #require(section.rows.first)
        #expect(first.list == "pis")
        #expect(first.share.plain == "37.58")
        // Forty-one districts have no common quota.
        #expect(section.quota.plain.isEmpty)
        #expect(section.rows.allSatisfy { $0.wholeQuotas.plain.isEmpty })
    }

    /// ZL, a coalition, needed 8 per cent where a party needs 5; in 2015 it missed them.
    @Test func everyListIsHeldAgainstItsOwnThreshold() throws {
        let section = try section("poland-2015")
        let coalition = try #require(section.rows.first { $0.list == "zl" })
        let party = try #require(section.rows.first { $0.list == "psl" })
        #expect(!coalition.passed && (coalition.distanceToThreshold.whole ?? 0) < 0)
        #expect(party.passed && (party.distanceToThreshold.whole ?? -1) >= 0)
        #expect(section.thresholdVotes.plain.isEmpty)
    }
}
