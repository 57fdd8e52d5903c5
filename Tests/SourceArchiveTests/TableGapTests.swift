import ElectionModel
import RenderedElections
import SourceArchive
import Testing

/// What tables need besides their rows: sums of alliances, broken rows, candidates' parties, what a template computes.
@Suite("Alliances, broken rows, candidates' parties, computed figures")
struct TableGapTests {
    private func page(_ lines: [String], _ title: String = "parliamentary") throws -> ImportedPage {
        let head = [
            "1999 Someland \(title) election", "The \(title) elections were held in Someland on 4 June 1999.",
        ]
        let bytes = Array((head + lines).joined(separator: "\n").utf8)
        let page = try PageImport.read(try SourcePage(name: "page", bytes: bytes))
        #expect(page.faults(in: bytes) == [])
        return page
    }

    private func values(_ page: ImportedPage, _ measure: Measure, _ name: String?) -> [ClaimValue] {
        page.claims.filter { $0.key.measure == measure && $0.key.participant?.name == name }.map(\.value)
    }

    private let alliance = [
        "Party or alliance | Votes | Seats | ||",
        "Left | Red | 3,000 | 3 |||", "Pink | 2,000 | 2 ||||", "Total | 5,000 | 5 ||||",
        "Right | Blue | 4,000 | 4 |||", "Grey | 1,500 | 1 ||||", "Total | 5,500 | 5 ||||",
        "Green | 500 | 0 ||||", "Total | 11,000 | 10 ||||",
    ]

    @Test func anAlliancesSumCountsInNoOther() throws {
        let page = try page(["Results"] + alliance)
        #expect(values(page, .votes, "Left") == [.whole(5_000)])
        #expect(values(page, .votes, nil) == [.whole(11_000)])
        #expect(values(page, .member, "Right") == [.text("Blue"), .text("Grey")])
        #expect(page.claims.allSatisfy { $0.reading == nil })
        // The column adds up without the alliances' rows.
        let comparison = Reconciler.compare([page], of: ElectionGrouping([page.election]).groups[0].election)
        let columns = comparison.checks.filter { $0.rule == .column }
        #expect(!columns.isEmpty && columns.allSatisfy { $0.result == .holds })
    }

    @Test func aTotalThatIsNoSumOfTheRowsAboveItIsNoAlliances() throws {
        var lines = alliance
        lines[3] = "Total | 5,001 | 5 ||||"
        let page = try page(["Results"] + lines)
        #expect(values(page, .votes, "Left") == [])
        #expect(values(page, .member, "Left") == [])
    }

    @Test func twoShortRowsAreNoBrokenOne() throws {
        let page = try page([
            "Results", "Party | Votes | % | Seats", "Red | 3,000 | 60.00 | 6", "Blue | 2,000 | 40.00 | 4", "Green | 5",
            "Grey | 40 | 0.80",
        ])
        #expect(page.claims.contains { $0.key.participant?.name == "Grey" })
        #expect(page.claims.contains { $0.key.participant?.name == "Green" })
    }

    /// Found by the soak: a quotation mark as the last word of a sentence, on a page with a table.
    @Test func aSentenceMayEndInAnOpeningQuotationMark() throws {
        let page = try page(["He spoke of the “", "Results"] + alliance)
        #expect(values(page, .votes, "Left") == [.whole(5_000)])
    }

    @Test func aCandidatesNameIsNotCutWhereNothingSaysWhere() throws {
        let lines = [
            "Results", "Candidate Party Votes %", "Ida Lark Lantern Party 3,000 60.00", "Bo Wren Oak 2,000 40.00",
        ]
        let alone = try page(lines, "presidential")
        #expect(values(alone, .party, "Ida Lark") == [])
        #expect(alone.claims.filter { $0.key.measure == .votes }.allSatisfy { $0.confidence == .low })
        let told = try page(["Ida Lark of the Lantern Party won."] + lines, "presidential")
        #expect(values(told, .party, "Ida Lark") == [.text("Lantern Party")])
        #expect(values(told, .votes, "Ida Lark") == [.whole(3_000)])
    }

    @Test func whatATemplateComputesIsDerivedAndNamesItsInputs() throws {
        let page = try page([
            "{{Election results|party1=Red|votes1=2|party2=Blue|votes2=1|invalid=1|electorate=8}}"
        ])
        let derived = page.claims.filter { $0.state == .derived }
        let known = Set(page.claims.map(\.id))
        #expect(derived.allSatisfy { $0.span == nil && !$0.inputs.isEmpty && $0.inputs.allSatisfy(known.contains) })
        #expect(values(page, .voteShare, "Red") == [.decimal(DecimalNumber(digits: 6667, places: 2))])
        #expect(values(page, .valid, nil) == [.whole(3)])
        #expect(values(page, .cast, nil) == [.whole(4)])
        #expect(values(page, .turnout, nil) == [.decimal(DecimalNumber(digits: 5000, places: 2))])
        // With a number of its own the template does not add the rows up.
        let given = try self.page([
            "{{Election results|party1=Red|votes1=2|party2=Blue|votes2=1|valid=2|invalid=1|electorate=8}}"
        ])
        #expect(given.claims.filter { $0.key.measure == .valid }.map(\.state) == [.printed])
        #expect(values(given, .cast, nil) == [.whole(3)])
    }
}
