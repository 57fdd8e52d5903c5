import ElectionModel
import Foundation
import Publication
import SourceArchive
import Testing
import Wording

/// The pages of an archive of sources, made from the twin pages.
@Suite("Pages of the archive of sources")
struct ArchivePageTests {
    static let twins = ["election-watch", "parline", "wikipedia"]

    static func figures(
        _ sources: [SourcePage]? = nil, book: AliasBook = AliasBook(),
        prefer preferred: (fact: String, page: Int)? = nil
    ) throws -> ArchiveFigures {
        let sources =
            try sources
            ?? twins.map { name in
                let path = "Tests/SourceArchiveTests/Pages/twins/\(name).txt"
                return try SourcePage(name: "\(name).txt", received: try #require(Fixture.bytes(path)))
            }
        let pages = try sources.map { try PageImport.read($0) }
        let group = try #require(ElectionGrouping(pages.map(\.election), book: book).groups.first)
        let comparison = Reconciler.compare(pages, of: group.election, book: book)
        var log = PreferenceLog()
        if let preferred {
            let fact = try #require(comparison.fact(preferred.fact))
            let claim = try #require(fact.statements.first { $0.page == preferred.page }).claim
            log.add(
                PreferenceDecision(
                    .prefer, claim.id, on: claim.page, who: "A. Reader", why: "a test",
                    when: try #require(CalendarDate("2026-01-16"))))
        }
        return ArchiveFigures(comparison: comparison, sources: sources, preferences: log)
    }

    static func site(_ figures: ArchiveFigures) throws -> [(path: String, bytes: [UInt8])] {
        ArchiveSite.files(figures, try Fixture.catalogue(), style: [])
    }

    private static let shapes = ["country", "election", "results"]

    private func page(_ path: String, of files: [(path: String, bytes: [UInt8])]) throws -> PageReader {
        try PageReader(try #require(files.first { $0.path == path }, "\(path)").bytes)
    }

    @Test func everyPageInEveryLanguageAndLinksThatLeadSomewhere() throws {
        let files = try Self.site(try Self.figures())
        let paths = Set(files.map(\.path))
        #expect(paths.count == files.count)
        var ids: [String: Set<String>] = [:]
        for file in files where file.path.hasSuffix(".html") {
            let all = try PageReader(file.bytes).elements.compactMap { $0.value("id") }
            #expect(Set(all).count == all.count, "\(file.path)")
            ids[file.path] = Set(all)
        }
        for language in Language.allCases.map(\.rawValue) {
            for name in ["index", "country", "election", "results", "coverage"] {
                #expect(paths.contains("\(language)/\(name).html"))
            }
            for place in 1...3 {
                #expect(paths.contains("\(language)/page-\(place).html"))
                #expect(paths.contains("\(language)/coverage-\(place).html"))
            }
        }
        for file in files where file.path.hasSuffix(".html") {
            let folder = file.path.split(separator: "/").dropLast().map(String.init)
            for link in try PageReader(file.bytes).elements.compactMap({ $0.value("href") }) {
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                var target = folder
                for step in parts[0].split(separator: "/") {
                    if step == ".." { target.removeLast() } else { target.append(String(step)) }
                }
                let path = parts[0].isEmpty ? file.path : target.joined(separator: "/")
                #expect(paths.contains(path), "\(file.path): \(link)")
                if parts.count > 1 { #expect(ids[path]?.contains(parts[1]) ?? false, "\(file.path): \(link)") }
            }
        }
    }

    /// Each number in brackets leads to words of the copy that say what is shown.
    @Test(arguments: shapes) func notesLeadToThePrintedWords(shape: String) throws {
        let figures = try Self.figures()
        let files = try Self.site(figures)
        let links = try page("en/\(shape).html", of: files).elements.filter { element in
            element.name == "a" && element.text.hasPrefix("[")
        }
        #expect(links.count > 30)
        for link in links {
            let href = try #require(link.value("href"))
            guard href.contains("#") else { continue }
            let place = try #require(Int(href.dropFirst("page-".count).prefix { $0.isNumber }))
            #expect(link.text == "[\(place)]")
            let range = href.split(separator: "#")[1].dropFirst().split(separator: "-").compactMap { Int($0) }
            let words = String(decoding: figures.sources[place - 1].bytes[range[0]..<range[1]], as: UTF8.self)
            let copy = try page("en/page-\(place).html", of: files)
            #expect(copy.elements.contains { $0.value("id") == "b\(range[0])-\(range[1])" && $0.text == words })
        }
    }

    @Test func preferredValuesAreMarkedByWhatTheyRestOn() throws {
        let files = try Self.site(try Self.figures())
        let results = try page("en/results.html", of: files)
        func row(_ name: String) throws -> [PageReader.Element] {
            let rows = results.elements.filter { $0.name == "tr" }
            _ = try #require(rows.first { $0.text.hasPrefix(name) }, "\(name)")
            return rows.filter { $0.text.hasPrefix(name) }
        }
        let otan = try row("Republican Party “Otan”")[0].text
        // A single source's votes; seats on which independent sources agree; contested seats of the first round.
        #expect(otan.contains("2\u{202F}883\u{202F}706○[3]"))
        #expect(otan.contains("42✓[1][2][3]"))
        #expect(otan.contains("27?[2]26?[3]"))
        // Nobody gives votes by constituency; a zero is a zero, and one voice is marked as one.
        #expect(otan.contains("no source"))
        #expect(try row("Rukhaniyat Party")[0].text.contains("0○[3]"))
        #expect(try row("Republican Party “Asar”")[0].text.contains("1↻[2][3]"))
        let country = try page("en/country.html", of: files)
        let rows = country.elements.filter { $0.name == "tr" }.map(\.text)
        // Places that a page leaves empty are no zeros and lead to their label.
        #expect(rows.contains { $0.hasPrefix("Republican Party “Otan”not given[2]") })
        // A page whose sums fail about a value says so.
        #expect(rows.contains { $0.hasPrefix("AIST11✓[1][2]") && $0.contains("11○\u{26A0}[2]") })
        // Shares have their sign where no column has it.
        let profile = try page("en/election.html", of: files)
        #expect(profile.text.contains("56.49\u{A0}%") || profile.text.contains("56.49%"))
    }

    @Test func aDecisionIsShownFirst() throws {
        let files = try Self.site(try Self.figures(prefer: ("registered", 2)))
        for language in Language.allCases.map(\.rawValue) {
            let profile = try page("\(language)/election.html", of: files)
            let text = profile.elements.first { $0.name == "dd" && $0.text.contains("8\u{202F}662\u{202F}188") }?.text
            #expect(text?.hasPrefix("8\u{202F}662\u{202F}188") ?? false, "\(text ?? "")")
            #expect(text?.contains("★") ?? false)
            #expect(text?.contains("8\u{202F}411\u{202F}757") ?? false)
        }
    }

    /// What stands on the pages is what the sources say: no row is brought together that a person has to decide.
    @Test func openNamesStayApart() throws {
        let apart = try page("en/results.html", of: Self.site(Self.figures()))
        func rows(_ page: PageReader, _ name: String) -> Int {
            page.elements.count { $0.name == "th" && $0.text == name }
        }
        #expect(rows(apart, "AIST") == 1)
        #expect(rows(apart, "Agrarian and Civic Union of Workers Bloc") == 1)
        let country = try Self.figures().comparison.election.country
        let decision = AliasDecision(
            .confirm, AliasName(.party, "AIST Bloc", country: country),
            AliasName(.party, "Agrarian and Civic Union of Workers Bloc", country: country), who: "A. Reader",
            why: "a test", when: try #require(CalendarDate("2026-01-16")))
        var book = AliasBook()
        book.add(decision)
        let joined = try page("en/results.html", of: Self.site(Self.figures(book: book)))
        #expect(rows(joined, "AIST") == 1)
        #expect(rows(joined, "Agrarian and Civic Union of Workers Bloc") == 0)
    }

    @Test func theFirstPageHasATitleAndTheDaysWithTheirStage() throws {
        let files = try Self.site(try Self.figures())
        let titles = ["en": "Kazakhstan: parliamentary election", "ru": "Казахстан: парламентские выборы"]
        for (language, title) in titles.sorted(by: { $0.key < $1.key }) {
            let index = try page("\(language)/index.html", of: files)
            #expect(index.elements.first { $0.name == "h1" }?.text.hasPrefix(title) ?? false)
            #expect(index.elements.first { $0.name == "title" }?.text.hasPrefix(title) ?? false)
        }
        let index = try page("en/index.html", of: files)
        let days = index.elements.filter { $0.name == "li" }.map(\.text)
        let early = days.first { $0.hasPrefix("23\u{A0}September 2004: Announced") }
        #expect(early?.contains("provisional") ?? false)
        #expect(early?.contains("27") ?? false)
        let last = days.first { $0.hasPrefix("5\u{A0}October 2004: Announced") }
        #expect(last?.contains("final") ?? false)
        #expect(last?.contains("42") ?? false)
        // One day that three pages name is one line.
        #expect(days.count { $0.hasPrefix("19\u{A0}September 2004") } == 1)
        // Pages that agree with a page that contradicts itself are not listed beside it.
        let section = index.elements.first { $0.name == "section" && $0.value("id") == "polling-date.round1" }
        #expect(section?.text.contains("The same on: election-watch.txt, wikipedia.txt") ?? false)
    }

    @Test func nothingIsLeftOverOnTheTwins() throws {
        let files = try Self.site(try Self.figures())
        for place in 1...3 {
            let coverage = try page("en/coverage-\(place).html", of: files)
            #expect(coverage.text.contains("No figure of this page is left unexplained."))
            // The copy is the page, word for word.
            let source = try Self.figures().sources[place - 1]
            let copies = coverage.elements.filter { $0.name == "pre" }
            #expect(copies.map(\.text) == [String(decoding: source.bytes, as: UTF8.self)])
            let plain = try page("kk/page-\(place).html", of: files).elements.filter { $0.name == "pre" }
            #expect(plain.map(\.text) == [String(decoding: source.bytes, as: UTF8.self)])
        }
    }

    /// Any election in any format has its pages: columns and rows come from the sources alone.
    @Test func ofTheVariations() throws {
        let folder = "Tests/SourceArchiveTests/Pages/variations"
        let names = try FileManager.default.contentsOfDirectory(atPath: Fixture.root.appending(path: folder).path)
            .filter { $0.hasSuffix(".txt") }.sorted()
        let sources = names.compactMap { name in
            try? SourcePage(name: name, received: Fixture.bytes("\(folder)/\(name)") ?? [])
        }.filter { (try? PageImport.read($0)) != nil }
        let pages = try sources.map { try PageImport.read($0) }
        let groups = ElectionGrouping(pages.map(\.election)).groups
        #expect(groups.count > 5)
        for group in groups {
            let own = group.pages.map { sources[$0] }
            let comparison = Reconciler.compare(group.pages.map { pages[$0] }, of: group.election)
            let files = try Self.site(
                ArchiveFigures(comparison: comparison, sources: own, preferences: PreferenceLog()))
            for file in files where file.path.hasSuffix(".html") { _ = try PageReader(file.bytes) }
            let results = try page("en/results.html", of: files)
            let widths = results.elements.filter { $0.name == "td" || $0.name == "th" }.count
            #expect(widths > 10, "\(group.election.id)")
        }
    }

    @Test(
        "Russian and Kazakh pages have no English but words of the sources and names",
        arguments: [Language.russian, .kazakh])
    func untranslated(_ language: Language) throws {
        let figures = try Self.figures()
        let printed = figures.sources.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ")
        var known = Set(printed.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() })
        known.formUnion(figures.sources.flatMap { $0.name.split { "-.".contains($0) } }.map { $0.lowercased() })
        known.formUnion(figures.sources.map { $0.name.split(separator: ".")[0].lowercased() })
        known.formUnion([
            "cnn", "ifes", "nist", "sp", "cdf", "clea", "sha-256", "watch", "parline", "quickstatements", "trig",
        ])
        for file in try Self.site(figures) where file.path.hasPrefix("\(language.rawValue)/") {
            let found = try UntranslatedTests.untranslated(
                file.bytes, in: language, citations: [], identifiers: [])
            let strange = found.filter { word in
                !word.hasPrefix("marked: ") && !known.contains(word.lowercased())
                    && !word.lowercased().split(separator: "-").allSatisfy { known.contains(String($0)) }
            }
            #expect(strange.isEmpty, "\(file.path): \(Set(strange).sorted())")
        }
    }
}
