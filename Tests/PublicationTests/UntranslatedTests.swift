import ElectionFiles
import ElectionModel
import ElectoralLaw
import Foundation
import Publication
import SeatAllocation
import Testing

/// Nothing on a Russian or Kazakh page stays in English but what is listed here.
@Suite("Untranslated texts")
struct UntranslatedTests {
    /// Works that are cited by their title as it was published, by the names of their sources.
    static let citedAsPublished: Set<String> = [
        "cnn-2004", "nohlen", "wikipedia-2004",
        "civil-ge-2016-10", "electionguide", "factcheck", "forset", "isfed", "venice", "wikipedia-2016",
    ]

    /// Names that stay in Latin letters in a Russian or Kazakh text: of the program, of file formats and of attributes
    /// that a text quotes, and of an archive.
    static let latinNames: Set<String> = [
        "Sailau", "PARLINE", "CSV", "JSON", "XML", "data-figure", "value", "independents", "round",
    ]

    static func figures(_ name: String) throws -> Figures {
        if let known = ExportsFixture.Name(rawValue: name) { return try known.exported().figures }
        let folder = try Fixture.folder(name)
        let outcome = decideSeats(under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions)
        return Figures(FiguresInput(folder: folder, outcome: outcome))
    }

    /// What is marked as another language than that of the page, or has Latin words, in one page.
    static func untranslated(
        _ bytes: [UInt8], in language: Language, citations: Set<String>, identifiers: Set<String>
    ) throws -> [String] {
        func isOtherLanguage(_ element: PageReader.Element) -> Bool {
            element.value("lang").map { $0 != language.rawValue } ?? false
        }
        let reader = try PageReader(bytes) { element in
            isOtherLanguage(element) || element.value("download") != nil || element.value("class") == "source"
                || ["code", "style"].contains(element.name)
        }
        var found: [String] = []
        // The links to the same page in the other languages carry the names of these languages.
        for element in reader.elements where isOtherLanguage(element) && element.value("hreflang") == nil {
            if !citations.contains(element.text) { found.append("marked: \(element.text)") }
        }
        let texts =
            [reader.text]
            + reader.elements.flatMap { element in
                ["title", "aria-label", "alt", "content"].compactMap { name in
                    element.name == "meta" ? nil : element.value(name)
                }
            }
        for text in texts {
            let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
            found += words.filter { word in
                word.count > 1 && word.allSatisfy { $0.isASCII } && word.contains(where: \.isLetter)
                    && !latinNames.contains(word) && !identifiers.contains(word)
            }
        }
        return found
    }

    @Test(
        "Russian and Kazakh pages have no English but titles of works",
        arguments: ["kazakhstan-2004", "kazakhstan-1999", "georgia-2016"], [Language.russian, .kazakh])
    func pages(_ name: String, _ language: Language) throws {
        let figures = try Self.figures(name)
        let citations = figures.sources.filter { Self.citedAsPublished.contains($0.id) }.map(\.citation.english)
        let files = try SiteTests.site(figures).filter { $0.path.hasPrefix("\(language.rawValue)/") }
        #expect(files.count > 10)
        for file in files {
            let found = try Self.untranslated(
                file.bytes, in: language, citations: Set(citations),
                identifiers: Set(figures.outcome.findings.map(\.code) + [name, "round1", "round2"]))
            #expect(found.isEmpty, "\(file.path): \(Set(found).sorted())")
        }
    }

    @Test("a text that lacks a language is found, and marked as English")
    func found() throws {
        let figures = try Fixture.figures { folder in
            folder.law.readings = [Multilingual("A reading.", russian: "Прочтение.")]
            folder.election.parties[0].leader = Multilingual("Somebody")
        }
        let files = try SiteTests.site(figures)
        func untranslated(_ path: String, _ language: Language) throws -> [String] {
            let page = try #require(files.first { $0.path == path })
            return try Self.untranslated(
                page.bytes, in: language, citations: [], identifiers: [figures.election.id.rawValue])
        }
        #expect(try untranslated("kk/check.html", .kazakh) == ["marked: A reading."])
        #expect(try untranslated("ru/check.html", .russian) == [])
        #expect(try untranslated("ru/election.html", .russian) == ["marked: Somebody"])
    }
}
