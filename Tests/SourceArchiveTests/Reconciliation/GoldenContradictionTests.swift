import ElectionModel
import ElectoralLaw
import Foundation
import SourceArchive
import Testing

/// The pages on Kazakhstan's election of 2004, imported and compared: the twins always, the seeds where they are.
///
/// Numbers in brackets are rows of the list of contradictions that people found in these pages.
@Suite("Contradictions of pages that are imported")
struct GoldenContradictionTests {
    static let formats: [PageFormat] = [.electionWatch, .parline, .wikipedia]

    static func twins() throws -> [ImportedPage] {
        try ["election-watch", "parline", "wikipedia"].map { try PageImport.read(try PageFolder.page("twins", $0)) }
    }

    static func seeds() throws -> [ImportedPage] {
        let pages = try Seeds.pages().map { try PageImport.read($0) }
        return formats.compactMap { format in pages.first { $0.format == format } }
    }

    static func law(_ name: String) throws -> Law {
        let home = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = "Laws/kazakhstan/\(name).yaml"
        return try Law.read([UInt8](Data(contentsOf: home.appending(path: file))), file: file)
    }

    static func compare(_ pages: [ImportedPage], book: AliasBook = AliasBook()) throws -> SourceComparison {
        let groups = ElectionGrouping(pages.map(\.election)).groups
        let group = try #require(groups.first)
        #expect(groups.count == 1)
        return Reconciler.compare(
            pages, of: group.election, book: book, others: [SeedClaims.before],
            under: try law("mazhilis-2004-04-14"), otherChambers: [try law("senate-2004-04-14")])
    }

    /// What has to be found, and nothing else.
    static let contradictions = [
        "conflict registered: 0=8411757 1=9000000 2=8662188 <- stale-year",  // [1]
        "conflict turnout: 1=53.. 2=56.49 <- sums-want",  // [2]
        "fault-inside-page seats.constituency:aist: 1=11 <- sums-want",  // [3]
        "conflict seats.constituency.round1:independents: 1=7 2=8 <- provisional",  // [6]
        "conflict seats.constituency.round1:otan: 1=27 2=26 <- provisional",  // [6]
        "conflict seats-previous:otan: 0=23 2=21 <- change-miscalculated",  // [7]
        "conflict constituencies: 0=40 1=67 <- sums-want",  // [10]
        "fault-inside-page polling-date.round1: 0=2004-09-19 1=2004-09-19 2=2004-09-19",  // [5]
        "conflict polling-date.round2: 0=2004-10-03 1=2004-10-02 2=2004-10-03 <- weekday",  // [4]
    ]

    static func check(_ pages: [ImportedPage]) throws {
        let comparison = try compare(pages)
        #expect(comparison.contradictionLines == contradictions)
        // [1]: the register of the election before.
        #expect(comparison.fact("registered")?.hypotheses.first?.blamed == [0])
        // [8]: losers without a row, and the two seats of [7].
        let changes = comparison.fact("seats-change")?.hypotheses.first
        #expect(changes?.kind == .unlistedLosers)
        #expect(changes?.arithmetic == ["14 − 11 − 1 = 2", "23 − 21 = 2"])
        // [14]: the rows without places are read in one way.
        #expect(comparison.passages.map(\.chosen) == [2])
        #expect(comparison.fact("seats.list:aq-jol")?.verdict == .agree)
        // [16], [22]: words that count differently.
        let definitions = comparison.facts(.differentDefinition).map(\.name.description)
        #expect(definitions == ["seats-previous:aq-jol", "seats-previous:asar", "parties"])
        // [17].
        #expect(comparison.fact("vote-share.list:otan")?.verdict == .agreeWithinRounding)
        // [12], [37].
        for single in ["voting#of voters", "alignment#pro government"] {
            #expect(comparison.fact(single)?.verdict == .singleSource, "\(single)")
        }
        // [13] and the bloc whose full name differs wait for a person.
        #expect(
            comparison.aliasesOpen.map { [$0.first.name, $0.second.name] } == [
                ["Agrarian- Industrial Union of workers", "Agrarian and Civic Union of Workers Bloc"],
                ["Democratic Party of Kazakhstan", "Democratic Party Adilet"],
            ])
        #expect(comparison.citations == [[], [], [0, 1]])
        try checkLaw(comparison)
    }

    private static func checkLaw(_ comparison: SourceComparison) throws {
        let ways = comparison.law.filter { $0.kind == .otherWay }
        // [9]: senators are elected by colleges; [11]: lists by votes, not by victory.
        #expect(ways.map(\.pages) == [[0], [0]])
        #expect(ways.map { $0.figures.first { $0.name == "way" }?.value } == [.text("college"), .text("lists")])
        let numbers = comparison.law.filter { $0.kind == .otherNumber }
        #expect(numbers.map(\.fact.description) == ["constituencies"])
        #expect(numbers.map(\.pages) == [[0]])
        let base = try #require(comparison.law.first { $0.kind == .baseConfirmed })
        #expect(base.pages == [2])
        #expect(base.arithmetic == ["valid votes: 7/1/1/1", "ballots cast: 7/2/1/0"])
        #expect(!comparison.law.contains { $0.kind == .seatsDiffer })
    }

    @Test func ofTheTwins() throws { try Self.check(try Self.twins()) }

    @Test(.enabled(if: Seeds.folder != nil, "No ../shared/seeds here, and SAILAU_SEEDS names no folder"))
    func ofTheSeeds() throws { try Self.check(try Self.seeds()) }

    /// The order in which pages are given changes columns and nothing else.
    @Test func inAnyOrder() throws {
        let pages = try Self.twins()
        let facts = Set(try Self.compare(pages).contradictions.map(\.name))
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            #expect(Set(try Self.compare(order.map { pages[$0] }).contradictions.map(\.name)) == facts)
        }
    }

    /// Pages of invented elections in all layouts. Those of one election agree but for what was made for one format alone:
    /// an election before, seats before, and totals that are the sums of constituencies.
    @Test func ofTheVariations() throws {
        let pages = try PageFolder.names("variations").compactMap { name -> ImportedPage? in
            try? PageImport.read(try PageFolder.page("variations", name))
        }
        #expect(pages.count > 60)
        var found: [String] = []
        for group in ElectionGrouping(pages.map(\.election)).groups {
            let comparison = Reconciler.compare(group.pages.map { pages[$0] }, of: group.election)
            found += comparison.contradictions.map { "\(group.election.id) \($0.verdict.rawValue) \($0.name)" }
        }
        #expect(
            found == [
                "ardonia-1992-07-14-parliamentary-chamber-of-deputies conflict previous-election",
                "belvar-1993-07-05-parliamentary conflict previous-election",
                "dormland-1995-11-08-parliamentary conflict registered",
                "dormland-1995-11-08-parliamentary conflict valid",
                "esteria-1996-08-12-parliamentary conflict registered",
                "esteria-1996-08-12-parliamentary conflict valid",
                "farrowe-1997-12-08-parliamentary conflict seats-previous:bridge",
                "farrowe-1997-12-08-parliamentary conflict seats-previous:harbour-league",
                "farrowe-1997-12-08-parliamentary conflict seats-previous:union-of-farmers",
                "farrowe-1997-12-08-parliamentary conflict seats-total",
                "gondal-1998-09-08-parliamentary conflict seats-total",
            ])
    }
}
