import ElectionModel
import Foundation
import Publication
import SourceArchive
import Testing

@Suite("Exports of an archived election: statements, JSON, report")
struct ArchiveDataTests {
    // MARK: QuickStatements

    /// A line of the first form, taken apart by its rules: item, property, value, rank, pairs of qualifiers, blocks of references.
    struct Command {
        var item: String
        var property: String
        var value: String
        var rank: String
        var qualifiers: [(String, String)] = []
        var references: [[(String, String)]] = []

        init?(_ line: Substring) {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 4, parts.count % 2 == 0, parts.allSatisfy({ !$0.isEmpty && !$0.contains("|") }),
                ["R+", "R0", "R-"].contains(parts[3])
            else { return nil }
            (item, property, value, rank) = (parts[0], parts[1], parts[2], parts[3])
            for index in stride(from: 4, to: parts.count, by: 2) {
                var key = parts[index]
                if key.hasPrefix("P") {
                    guard references.isEmpty else { return nil }
                    qualifiers.append((key, parts[index + 1]))
                    continue
                }
                if references.isEmpty || key.hasPrefix("!") { references.append([]) }
                if key.hasPrefix("!") { key.removeFirst() }
                guard key.hasPrefix("S"), Int(key.dropFirst()) != nil else { return nil }
                references[references.count - 1].append((key, parts[index + 1]))
            }
        }
    }

    private func commands(_ figures: ArchiveFigures, items: WikidataItems = WikidataItems()) throws -> [Command] {
        let lines = try ArchiveFixture.text(.quickstatements, figures, items: items).split(separator: "\n")
        let commands = lines.compactMap { Command($0) }
        #expect(commands.count == lines.count, "a line breaks the form")
        return commands
    }

    @Test func ranksFollowADecision() throws {
        let undecided = try commands(try ArchiveFixture.twinFigures(preferred: []))
        let decided = try commands(try ArchiveFixture.twinFigures())
        func ranks(_ commands: [Command], _ item: String = "ELECTION") -> [String: String] {
            Dictionary(
                commands.filter { $0.property == "P1867" && $0.item == item }.map { ($0.value, $0.rank) },
                uniquingKeysWith: { first, _ in first })
        }
        #expect(ranks(undecided) == ["8411757": "R0", "8662188": "R0"])
        #expect(ranks(decided) == ["8411757": "R-", "8662188": "R+"])
        // The second round is an item of its own.
        #expect(ranks(decided, "ROUND2") == ["2766465": "R0"])
        #expect(
            decided.contains {
                $0.item == "ELECTION" && $0.property == "P585" && $0.value == "+2004-09-19T00:00:00Z/11"
            })
        #expect(
            decided.contains { $0.item == "ROUND2" && $0.property == "P585" && $0.value == "+2004-10-03T00:00:00Z/11" })
        #expect(decided.allSatisfy { !$0.references.isEmpty && $0.references.allSatisfy { !$0.isEmpty } })
    }

    @Test func pagesWithOneValueAreReferencesOfOneStatement() throws {
        let address = "https://example.org/a page|\"x\"".replacing(" ", with: "%20")
        var pages = try ArchiveFixture.twins.map { try ArchiveFixture.page($0) }
        pages[2].name = address
        let found = try commands(try ArchiveFixture.figures(pages, days: ["2026-01-15", "2026-01-15", "2026-02-03"]))
        let day = found.filter { $0.item == "ROUND2" && $0.value == "+2004-10-03T00:00:00Z/11" }
        #expect(day.count == 1)
        #expect(day.first?.references.count == 2)
        let registered = found.first { $0.value == "8662188" }
        #expect(
            registered?.references.first?.map(\.0) == ["S854", "S813", "S1683"])
        #expect(
            registered?.references.first?.map(\.1) == [
                "\"https://example.org/a%20page%7C%22x%22\"", "+2026-02-03T00:00:00Z/11", "zxx:\"8,662,188\"",
            ])
        #expect(found.first { $0.value == "8411757" }?.references.first?.first?.1 == "SOURCE1")
    }

    @Test func itemsStandWherePeopleHaveGivenThem() throws {
        let csv = """
            kind,name,item
            election,,Q111
            round,2,Q222
            source,wikipedia.txt,Q52
            participant,Otan,Q333

            """
        let items = try WikidataItems.read(Array(csv.utf8))
        let found = try commands(try ArchiveFixture.twinFigures(), items: items)
        #expect(Set(found.map(\.item)) == ["Q111", "Q222"])
        #expect(found.first { $0.value == "8662188" }?.references.first?.first?.1 == "Q52")
        let otan = found.filter { $0.property == "P726" }
        #expect(otan.map(\.value) == ["Q333"])
        #expect(otan.first?.qualifiers.map { "\($0.0) \($0.1)" } == ["P1111 2883706"])
        #expect(throws: WikidataItems.Fault.value(line: 2, "Otan")) {
            try WikidataItems.read(Array("kind,name,item\nparticipant,otan,Otan\n".utf8))
        }
        #expect(throws: WikidataItems.Fault.value(line: 2, "party")) {
            try WikidataItems.read(Array("kind,name,item\nparty,otan,Q1\n".utf8))
        }
        #expect(throws: WikidataItems.Fault.malformed(line: 1)) { try WikidataItems.read(Array("a,b\n".utf8)) }
    }

    // MARK: JSON

    @Test func everyFactStandsInTheJSONWithItsStanding() throws {
        let figures = try ArchiveFixture.twinFigures()
        let data = Data(try ArchiveFixture.bytes(.json, figures))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        #expect(root["format"] as? String == "sailau-archived-election/1")
        let facts = root["facts"] as? [[String: Any]] ?? []
        #expect(facts.compactMap { $0["fact"] as? String } == figures.comparison.facts.map(\.name.description))
        func fact(_ name: String) -> [String: Any] { facts.first { $0["fact"] as? String == name } ?? [:] }
        let registered = fact("registered")
        #expect(registered["standing"] as? String == "decided")
        #expect((registered["preferred"] as? [String: Any])?["value"] as? Int == 8_662_188)
        #expect((registered["decision"] as? [String: Any])?["who"] as? String == "A. Reader")
        #expect(fact("turnout")["standing"] as? String == "contested")
        #expect(fact("turnout")["preferred"] is NSNull)
        let day = (fact("polling-date.round1")["statements"] as? [[String: Any]])?.first ?? [:]
        #expect(day["type"] as? String == "day")
        #expect(day["value"] as? String == "2004-09-19")
        let share = fact("vote-share.list:otan")["preferred"] as? [String: Any]
        #expect(share?["type"] as? String == "decimal")
        #expect(share?["value"] as? String == "60.61")
        let sources = root["sources"] as? [[String: Any]] ?? []
        #expect(sources.map { $0["added"] as? String } == ["2026-01-15", "2026-01-15", "2026-01-15"])
        // A statement leads to its words.
        for statement in facts.flatMap({ $0["statements"] as? [[String: Any]] ?? [] }) {
            guard let source = statement["source"] as? Int, let start = statement["start"] as? Int,
                let end = statement["end"] as? Int, let printed = statement["printed"] as? String
            else { continue }
            #expect(Array(printed.utf8) == Array(figures.sources[source - 1].bytes[start..<end]))
        }
    }

    // MARK: NIST

    @Test func theReportsTwoFormsSayTheSameAndGiveTheSameFactsWhenRead() throws {
        for figures in [
            try ArchiveFixture.twinFigures(),
            try ArchiveFixture.figures([try ArchiveFixture.page("variations/wikipedia-c1-00.txt")]),
            try ArchiveFixture.figures([try ArchiveFixture.page("variations/wikipedia-rounds-c1-07.txt")]),
        ] {
            let xml = try ArchiveFixture.bytes(.nistXML, figures)
            let json = try ArchiveFixture.bytes(.nistJSON, figures)
            #expect(try ReportXML.read(xml) == ReportJSON.read(json))
            func isOfReport(_ name: FactName) -> Bool {
                switch name.measure {
                case .votes: name.participant != nil && name.tier != .constituency
                case .registered, .cast, .invalid: name.participant == nil && name.tier == nil && name.round ?? 1 == 1
                default: false
                }
            }
            // Without a day there is no second election in a report.
            let hasSecond = figures.comparison.facts.contains { $0.name.description == "polling-date.round2" }
            let expected = PrintedFact.uncontested(figures, where: isOfReport).filter {
                hasSecond || !$0.description.contains("|2|")
            }
            for bytes in [xml, json] {
                let found = try PrintedFact.read(String(decoding: bytes, as: UTF8.self), where: isOfReport)
                #expect(
                    found.filter { !$0.description.contains("|2|") || $0.description.hasPrefix("votes") } == expected)
            }
            #expect(expected.count >= 5)
        }
    }

    @Test func aContestedFigureMakesTheReportPartial() throws {
        let report = try ReportXML.read(try ArchiveFixture.bytes(.nistXML, try ArchiveFixture.twinFigures()))
        #expect(report["Status"] == "unofficial-partial")
        #expect(report["Notes"]?.contains("turnout") == true)
        let single = try ArchiveFixture.figures([try ArchiveFixture.page("variations/wikipedia-c1-00.txt")])
        #expect(try ReportXML.read(try ArchiveFixture.bytes(.nistXML, single))["Status"] == "unofficial-complete")
    }
}
