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

    /// The same two lists in two tiers, each with votes of its own.
    private func figuresOfTwoTiers(second: String) throws -> Figures {
        func tier(_ id: String) -> String {
            """
              - id: \(id)
                name: {en: \(id)}
                seats: 3
                cites: art. 1
                lists:
                  districts: {kind: one for the whole country}
                  allocation: {quota: hare, cites: art. 1}
                  order: {kind: strict order of the list, cites: art. 1}
                  cites: art. 1

            """
        }
        let law = """
            format: sailau-law/1
            title: {en: Two tiers of lists}
            country: KZ
            body: council
            statute: Invented
            in force: {from: 2000-01-01, cites: art. 1}
            kind: chamber
            seats: \(second.isEmpty ? 3 : 6)
            tiers:

            """
        let votes = """
            tier,district,round,choice,votes,status
            north,north,1,a,20,simulated
            north,north,1,b,10,simulated
            south,south,1,a,10,simulated
            south,south,1,b,20,simulated

            """
        let kept = votes.split(separator: "\n").filter { !second.isEmpty || !$0.hasPrefix("south") }
        let files = [
            "election.yaml": """
            format: sailau-election/1
            id: two-tiers
            name: {en: Two tiers}
            body: {en: Council}
            law: two-tiers
            polling days: ["2004-09-19"]
            parties:
              - {id: a, name: {en: A}, short name: {en: A}}
              - {id: b, name: {en: B}, short name: {en: B}}
            lists:
              - {id: a, nominator: a, name: {en: A}}
              - {id: b, nominator: b, name: {en: B}}

            """, "votes.csv": kept.joined(separator: "\n") + "\n",
        ]
        let text = law + tier("north") + (second.isEmpty ? "" : tier(second))
        let folder = try ElectionFolder.read(
            "two-tiers", file: { files[$0].map { Array($0.utf8) } }, lawFile: { _ in Array(text.utf8) })
        let outcome = decideSeats(
            under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions)
        return Figures(FiguresInput(folder: folder, outcome: outcome))
    }

    @Test func listsOfSeveralTiersHaveKeysOfTheirOwn() throws {
        let figures = try figuresOfTwoTiers(second: "south")
        let keys = figures.quantities.map(\.key)
        #expect(Set(keys).count == keys.count, "\(Dictionary(grouping: keys, by: \.self).filter { $1.count > 1 }.keys)")
        func value(_ key: String) -> Int64? { figures.quantities.first { $0.key == key }?.whole }
        #expect(value("tier.north.list.a.votes") == 20 && value("tier.south.list.a.votes") == 10)
        #expect(value("tier.north.list.a.seats") == 2 && value("tier.south.list.a.seats") == 1)
        // Exports know what they are: the same columns and units as of a single tier.
        let exported = try ExportsFixture.Exported(figures)
        let rows = try exported.rows("lists.csv")
        let seats = try #require(rows.first { $0["key"] == "tier.south.list.b.seats" })
        #expect(seats["figure"] == "list_seats" && seats["unit"] == "seats" && seats["value"] == "2")
        #expect(rows.allSatisfy { $0["figure"]?.contains(".") == false && $0["unit"]?.isEmpty == false })
    }

    @Test func theListsOfOneTierKeepTheirKeys() throws {
        let keys = try figuresOfTwoTiers(second: "").quantities.map(\.key)
        #expect(keys.contains("list.valid") && keys.contains("list.a.votes"))
        #expect(!keys.contains { $0.hasPrefix("tier.") })
    }
}
