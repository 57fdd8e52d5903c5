import ElectionModel
import Foundation
import SourceArchive
import Testing
import Wording

/// What the archive of sources finds is worded in each language, with its own numbers.
@Suite("Sentences of the archive")
struct ArchiveWordingTests {
    private static let refusals: [ImportRefusal] =
        [
            .tooLarge(bytes: 12_000_000, limit: 10_485_760), .tooManyLines(lines: 500_000, limit: 400_000),
            .tooManyClaims(limit: 100_000), .empty, .notText(offset: 17), .unknownFormat,
        ]
        + ImportRefusal.Need.allCases.map { .missing($0, format: .parline) }
        + PageFormat.allCases.map { .malformed(format: $0, line: 12_345) }

    @Test(arguments: Language.allCases) func everyRefusalSaysWhy(language: Language) throws {
        let wording = try Repository.wording(language)
        var seen: Set<String> = []
        for refusal in Self.refusals {
            let text = wording.sentence(for: refusal)
            #expect(text.count > 5 && !text.contains { "{}[]~|".contains($0) }, "\(text)")
            #expect(!text.contains(wording.term("absent.not given")), "\(text)")
            #expect(!text.contains(refusal.rawNeed ?? "{"), "\(text)")
            #expect(seen.insert(text).inserted, "\(text)")
        }
        let line = wording.sentence(for: ImportRefusal.malformed(format: .clea, line: 12_345))
        #expect(line.contains("12345"))
        #expect(line.contains("CLEA"))
    }

    @Test(arguments: Language.allCases) func everyFindingOfImportersIsWorded(language: Language) throws {
        let wording = try Repository.wording(language)
        let line = Figure("line", .count(1234))
        let findings = [
            Finding("I01", .warning, place: [], figures: [line, Figure("text", .text("some 12 words"))]),
            Finding(
                "I02", .information, place: [],
                figures: [
                    line, Figure("readings", .count(2)), Figure("constraints", .text("width row-sum")),
                ]), Finding("I03", .warning, place: [], figures: [line]),
        ]
        for finding in findings {
            let text = wording.sentence(forImport: finding)
            #expect(text.contains("1234"), "\(text)")
            #expect(!text.contains("row-sum") && !text.contains("width"), "\(text)")
            #expect(!text.contains { "{}[]~|".contains($0) }, "\(text)")
            #expect(!text.contains(wording.term("absent.not given")), "\(text)")
            #expect(wording.title(of: finding) != finding.code)
            #expect(wording.remedy(for: finding) != nil)
        }
    }

    /// Codes name one thing each: those of importers are of no other module.
    @Test func codesAreOfOneModule() throws {
        var modules: [String: Set<String>] = [:]
        let sources = Repository.root.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(atPath: sources.path))
        while let file = files.nextObject() as? String {
            guard file.hasSuffix(".swift"), let module = file.split(separator: "/").first else { continue }
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /(?:Finding|find)\(\s*"([A-Z][0-9]{2})"/) {
                modules[String(match.1), default: []].insert(String(module))
            }
        }
        #expect(modules["I01"] == ["SourceArchive"])
        #expect(modules.filter { $0.value.contains("SourceArchive") && $0.value.count > 1 }.isEmpty)
        #expect(modules.count > 10)
    }

    @Test(arguments: [
        (Language.english, "4'893'204 / 8'662'188 = 56.49 %"), (.russian, "4'893'204 / 8'662'188 = 56,49 %"),
        (.kazakh, "4'893'204 / 8'662'188 = 56,49 %"),
    ])
    func arithmeticHasTheNumbersOfTheLanguage(language: Language, text: String) throws {
        let wording = try Repository.wording(language)
        #expect(visible(wording.arithmetic("4893204 / 8662188 = 56.49 %")) == text)
        // Sums of small numbers, identifiers and words stay.
        for same in ["35 + 18 + 10 = 67", "kazakhstan-1999: 23", "seats.list:otan = 7", ""] {
            #expect(wording.arithmetic(same) == same)
        }
        #expect(wording.arithmetic("2004-10-03 = 1").contains(wording.date(try #require(CalendarDate("2004-10-03")))))
    }

    @Test(arguments: [
        (Language.english, "53 or more", "56.49"), (.russian, "53 или больше", "56,49"),
        (.kazakh, "53 не одан көп", "56,49"),
    ])
    func rangesAndDecimalsInWhatSumsWant(language: Language, range: String, share: String) throws {
        let wording = try Repository.wording(language)
        let number = DecimalNumber(digits: 53, places: 0)
        #expect(wording.text(of: .range(least: number, most: nil)) == range)
        #expect(wording.text(of: .decimal(DecimalNumber(digits: 5649, places: 2))) == share)
        for hypothesis in try Self.comparison().facts.flatMap(\.hypotheses) {
            let text = ([wording.sentence(for: hypothesis)] + hypothesis.arithmetic.map(wording.arithmetic))
                .joined(separator: " ")
            #expect(!text.contains(".."), "\(text)")
            if language != .english { #expect(text.firstMatch(of: /[0-9]\.[0-9]/) == nil, "\(text)") }
        }
        let turnout = try #require(try Self.comparison().fact("turnout")?.hypotheses.first)
        #expect(wording.sentence(for: turnout).contains(range))
        #expect(wording.sentence(for: turnout).contains(share))
    }

    @Test func electionsHaveTitlesInWords() throws {
        let comparison = try Self.comparison()
        let titles = try Language.allCases.map { language in
            visible(try Repository.wording(language).title(of: comparison.election, comparison.pages))
        }
        #expect(
            Set(titles) == [
                "Kazakhstan: parliamentary election, 19_September 2004",
                "Казахстан: парламентские выборы, 19_сентября 2004_года",
                "Қазақстан: парламент сайлауы, 2004_жылғы 19_қыркүйек",
            ])
    }

    /// The twin pages, compared.
    static func comparison() throws -> SourceComparison {
        let pages = try ["election-watch", "parline", "wikipedia"].map { name in
            let path = "Tests/SourceArchiveTests/Pages/twins/\(name).txt"
            return try PageImport.read(try SourcePage(name: name, received: try Repository.bytes(path)))
        }
        let group = try #require(ElectionGrouping(pages.map(\.election)).groups.first)
        return Reconciler.compare(pages, of: group.election)
    }
}

extension ImportRefusal {
    /// A code that no sentence may show.
    fileprivate var rawNeed: String? {
        if case .missing(let need, _) = self, need == .contest { need.rawValue } else { nil }
    }
}
