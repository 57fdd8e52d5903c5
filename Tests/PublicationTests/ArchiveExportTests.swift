import ElectionModel
import Foundation
import Publication
import SourceArchive
import Testing
import Wording

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Exports of an archived election")
struct ArchiveExportTests {
    @Test("the same archive gives the same bytes", arguments: ArchiveExports.Form.allCases)
    func sameBytes(form: ArchiveExports.Form) throws {
        let first = try ArchiveFixture.bytes(form, try ArchiveFixture.twinFigures())
        #expect(first == (try ArchiveFixture.bytes(form, try ArchiveFixture.twinFigures())))
        #expect(!first.isEmpty)
    }

    // MARK: Preferred values

    @Test func aDecisionComesBeforeAgreementAndAContestedFactHasNone() throws {
        let figures = try ArchiveFixture.twinFigures()
        let comparison = figures.comparison
        func standing(_ name: String) -> ComparedFact.Standing? {
            comparison.fact(name)?.standing(figures.preferences)
        }
        #expect(standing("registered") == .decided)
        #expect(comparison.fact("registered")?.uncontested(figures.preferences)?.claim.value == .whole(8_662_188))
        // Three pages of which one names the others as its sources: two voices.
        #expect(standing("seats:otan") == .agreed)
        #expect(standing("votes.list:otan") == .single)
        #expect(standing("turnout") == .contested)
        #expect(comparison.fact("turnout")?.uncontested(figures.preferences) == nil)
        // 60 and 60.61 agree: the one with more decimals stands for both.
        #expect(
            comparison.fact("vote-share.list:otan")?.uncontested(figures.preferences)?.claim.value
                == .decimal(DecimalNumber(digits: 6061, places: 2)))
    }

    @Test func twoPagesThatDoNotCiteEachOtherAgree() throws {
        let title =
            "1999 Someland parliamentary election\nParliamentary elections were held in Someland on 4 June 1999.\n"
        let pages = try [
            "Results\nParty | Votes |\nRed | 2,000 |\nBlue | 1,000 |", "{{Election results|party1=Red|votes1=2000}}",
        ]
        .map { try SourcePage(name: "\($0.utf8.count)", received: Array((title + $0).utf8)) }
        let figures = try ArchiveFixture.figures(pages)
        let fact = try #require(
            figures.comparison.facts.first { $0.name.measure == .votes && $0.statements.count == 2 })
        #expect(fact.standing(figures.preferences) == .agreed)
        #expect(fact.uncontested(figures.preferences)?.basis == .agreed(voices: 2))
    }

    // MARK: CLEA

    private static let tabled: Set<Measure> = [
        .registered, .cast, .turnout, .valid, .invalid, .votes, .voteShare, .seats, .seatsTotal,
    ]

    /// What a row of CLEA has: of the whole or of a participant, of no tier but the one whose votes count.
    private func isOfCLEA(_ name: FactName) -> Bool {
        guard Self.tabled.contains(name.measure), name.detail == nil else { return false }
        switch name.measure {
        case .votes, .voteShare: return name.participant != nil && (name.tier == nil || name.tier == .list)
        case .seats: return name.participant != nil && name.tier == nil
        case .seatsTotal: return name.tier == nil
        default: return name.participant == nil && PrintedFact.isOfAll(name)
        }
    }

    @Test func rowsOfCLEAGiveTheSameFactsWhenTheyAreRead() throws {
        for figures in [
            try ArchiveFixture.twinFigures(),
            try ArchiveFixture.figures([try ArchiveFixture.page("variations/clea-00.txt")]),
            try ArchiveFixture.figures([try ArchiveFixture.page("variations/wikipedia-c1-00.txt")]),
            try ArchiveFixture.figures([try ArchiveFixture.page("variations/wikipedia-alliances-c1-10.txt")]),
            try ArchiveFixture.figures([try ArchiveFixture.page("variations/wikipedia-rounds-c1-07.txt")]),
        ] {
            let alliances = ["Open Hands", "Far Shore"]
            let expected = PrintedFact.uncontested(figures, where: isOfCLEA).filter { fact in
                // Constituencies of one round; alliances are sums of other rows.
                !alliances.contains { fact.description.contains("|\($0)|") }
            }
            let found = try PrintedFact.read(try ArchiveFixture.text(.clea, figures), where: isOfCLEA)
            #expect(expected.count > 10)
            #expect(found.subtracting(expected) == [], "\(figures.comparison.election.id)")
            #expect(expected.subtracting(found) == [], "\(figures.comparison.election.id)")
        }
    }

    @Test func aContestedFigureIsMissingInCLEA() throws {
        let contested = try ArchiveFixture.text(.clea, try ArchiveFixture.twinFigures(preferred: []))
        let decided = try ArchiveFixture.text(.clea, try ArchiveFixture.twinFigures())
        #expect(!contested.contains("8662188") && !contested.contains("8411757"))
        #expect(decided.contains("8662188") && !decided.contains("8411757"))
    }

    // MARK: Template

    @Test func theTemplateGivesTheSameFactsWhenItIsRead() throws {
        let names = [
            "wikipedia-c1-00", "wikipedia-c1-05", "wikitext-alliances-14", "wikipedia-c7-01", "wikipedia-rounds-c1-07",
        ]
        let others = try names.map { try ArchiveFixture.figures([try ArchiveFixture.page("variations/\($0).txt")]) }
        for figures in [try ArchiveFixture.twinFigures()] + others {
            let comparison = figures.comparison
            let hasRounds = comparison.facts.contains { $0.name.measure == .seats && $0.name.round != nil }
            func isOfTemplate(_ name: FactName) -> Bool {
                guard name.constituency == nil, name.detail == nil else { return false }
                switch name.measure {
                case .votes: return name.participant != nil && name.tier != .constituency
                case .seats:
                    // The sum of two rounds has no column beside them.
                    return name.participant != nil
                        && !(hasRounds && name.tier == .constituency && name.round == nil)
                case .seatsChange: return name.participant != nil || name.tier == nil
                case .invalid, .registered, .valid: return PrintedFact.isOfAll(name) && name.round ?? 1 <= 2
                default: return false
                }
            }
            let title =
                "\(comparison.election.year) election\nParliamentary elections were held in Someland on 4 June "
                + "\(comparison.election.year).\n"
            let expected = PrintedFact.uncontested(figures, where: isOfTemplate)
            let found = try PrintedFact.read(title + (try ArchiveFixture.text(.wikitext, figures)), where: isOfTemplate)
            let missing = expected.subtracting(found)
            #expect(expected.count > 7)
            #expect(missing == [], "\(comparison.election.id)")
            // The valid votes of the template are computed where the rows are all.
            let more = found.subtracting(expected).filter { !$0.description.hasPrefix("valid|") }
            #expect(more == [], "\(comparison.election.id)")
        }
    }

    // MARK: Atom

    private func entries(_ figures: ArchiveFigures) throws -> [(id: String, day: String)] {
        let text = try ArchiveFixture.text(.atom, figures)
        return text.components(separatedBy: "<entry>").dropFirst().map { entry in
            func inside(_ name: String) -> String {
                entry.components(separatedBy: "<\(name)>").dropFirst().first?.components(separatedBy: "</").first ?? ""
            }
            return (inside("id"), inside("updated"))
        }
    }

    @Test func theFeedHasTheArchivesDaysAndKeepsItsNames() throws {
        let pages = try ArchiveFixture.twins.map { try ArchiveFixture.page($0) }
        let first = try entries(try ArchiveFixture.figures(Array(pages.prefix(2)), days: ["2026-01-15", "2026-02-01"]))
        let figures = try ArchiveFixture.figures(
            pages, preferred: [("registered", 2)], days: ["2026-01-15", "2026-02-01", "2026-03-01"])
        let second = try entries(figures)
        #expect(first.map(\.day) == ["2026-02-01T00:00:00Z", "2026-01-15T00:00:00Z"])
        #expect(
            second.map(\.day) == [
                "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-01-16T00:00:00Z", "2026-01-15T00:00:00Z",
            ])
        #expect(Set(first.map(\.id)).isSubset(of: Set(second.map(\.id))))
        #expect(Set(second.map(\.id)).count == second.count)
        let text = try ArchiveFixture.text(.atom, figures)
        #expect(text.contains("<updated>2026-03-01T00:00:00Z</updated>\n  <author>"))
        for language in Language.allCases {
            let parser = XMLParser(data: Data(try ArchiveFixture.bytes(.atom, figures, in: language)))
            #expect(parser.parse())
        }
    }

    @Test func aDecisionAboutNamesIsAnEntryOfItsElectionAlone() throws {
        let pages = try ArchiveFixture.twins.map { try ArchiveFixture.page($0) }
        func decision(_ first: String, _ second: String) -> AliasDecision {
            AliasDecision(
                .confirm, AliasName(.party, first, country: "kazakhstan"),
                AliasName(.party, second, country: "kazakhstan"), who: "A. Reader", why: "a test",
                when: ArchiveFixture.day("2026-01-17"))
        }
        let own = decision("Democratic Party of Kazakhstan", "Democratic Party Adilet")
        let book = AliasBook([decision("Nobody", "No one"), own])
        let found = try entries(try ArchiveFixture.figures(pages, aliases: book))
        #expect(found.filter { $0.id.hasPrefix("urn:sailau:alias:") }.map(\.day) == ["2026-01-17T00:00:00Z"])
    }
}
