import ElectionFiles
import ElectionModel
import Foundation
import Publication
import Testing

@Suite("Site")
struct SiteTests {
    static func site(_ figures: Figures) throws -> [(path: String, bytes: [UInt8])] {
        Site.files(figures, try Fixture.catalogue(), try Fixture.assets())
    }

    /// Every quantity anywhere in the figures, found by reflection, so that none can be forgotten.
    static func quantities(in value: Any) -> [Quantity] {
        if let quantity = value as? Quantity { return [quantity] }
        return Mirror(reflecting: value).children.flatMap { child -> [Quantity] in
            // Outcome, law and register hold no quantities and are deep.
            ["outcome", "law", "election", "file", "previous", "derivation"].contains(child.label ?? "")
                ? [] : quantities(in: child.value)
        }
    }

    @Test("every figure is shown in every language, with the same value everywhere")
    func figures() throws {
        try expectEveryFigure(of: try Fixture.figures())
    }

    /// With the exports' tests this holds every figure of both elections against HTML, CSV, JSON and XML.
    @Test(
        "the same for the election of 2004 with reconstructed votes, and for Georgia",
        arguments: ExportsFixture.Name.allCases)
    func figures(_ name: ExportsFixture.Name) throws {
        try expectEveryFigure(of: try name.exported().figures)
    }

    private func expectEveryFigure(of figures: Figures) throws {
        let quantities = Self.quantities(in: figures)
        #expect(quantities.count > 1_000)
        var expected: [String: String] = [:]
        for quantity in quantities {
            #expect(expected[quantity.key] == nil || expected[quantity.key] == quantity.plain, "\(quantity.key) twice")
            expected[quantity.key] = quantity.plain
        }
        for fact in figures.facts { expected["fact.\(fact.key)"] = fact.value ?? "" }
        let files = try Self.site(figures)
        for language in Language.allCases {
            var shown: Set<String> = []
            for file in files where file.path.hasPrefix("\(language.rawValue)/") {
                for element in try PageReader(file.bytes).elements {
                    guard element.name == "data" else { continue }
                    let key = try #require(element.value("data-figure"), "\(file.path): \(element.text)")
                    shown.insert(key)
                    #expect(element.value("value") == expected[key], "\(file.path): \(key)")
                }
            }
            let missing = expected.keys.filter { !shown.contains($0) }.sorted()
            #expect(missing.isEmpty, "\(language): \(missing.prefix(20))")
        }
    }

    @Test("digits on a page are those of the value")
    func digits() throws {
        for file in try Self.site(Fixture.figures()) where file.path.hasSuffix(".html") {
            for element in try PageReader(file.bytes).elements where element.name == "data" {
                guard let value = element.value("value"), !value.isEmpty,
                    value.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-" || $0 == ".") })
                else { continue }
                let shown = element.text.filter(\.isNumber)
                #expect(shown == value.filter(\.isNumber), "\(file.path): \(element.text) for \(value)")
                #expect(element.text.contains("−") == value.hasPrefix("-"))
            }
        }
    }

    @Test("pages are well formed, with title, language, one main and one first heading, unique ids, no script")
    func form() throws {
        let files = try Self.site(Fixture.figures())
        let paths = Set(files.map(\.path))
        #expect(paths.count == files.count)
        #expect(files.count == 2 + 3 * (13 + 67))
        for file in files where file.path.hasSuffix(".html") {
            let elements = try PageReader(file.bytes).elements
            func count(_ name: String) -> Int { elements.count { $0.name == name } }
            #expect(count("main") == 1 && count("h1") == 1, "\(file.path)")
            #expect(elements.first { $0.name == "html" }?.value("lang")?.isEmpty == false)
            #expect(count("script") == 0)
            let ids = elements.compactMap { $0.value("id") }
            #expect(Set(ids).count == ids.count, "\(file.path)")
            #expect(!String(decoding: file.bytes, as: UTF8.self).contains("{"), "\(file.path)")
            for element in elements where element.name == "svg" {
                #expect(element.value("role") == "img")
                for id in (element.value("aria-labelledby") ?? "").split(separator: " ") {
                    #expect(ids.contains(String(id)), "\(file.path): \(id)")
                }
            }
            for link in elements.compactMap({ $0.value("href") }) {
                let target = Self.resolved(link, from: file.path)
                #expect(paths.contains(target) || target.hasPrefix("data/"), "\(file.path): \(link)")
            }
        }
    }

    static func resolved(_ link: String, from path: String) -> String {
        let file = link.split(separator: "#", omittingEmptySubsequences: false)[0]
        guard !file.isEmpty else { return path }
        var parts = path.split(separator: "/").dropLast()
        for part in file.split(separator: "/") {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    @Test("every page of made-up votes says so, and no page of real ones")
    func notice() throws {
        for file in try Self.site(Fixture.figures()) where file.path.hasSuffix(".html") {
            #expect(String(decoding: file.bytes, as: UTF8.self).contains("class=\"notice\""), "\(file.path)")
        }
        for file in try Self.site(Fixture.figures(simulated: false)) where file.path.hasSuffix(".html") {
            #expect(!String(decoding: file.bytes, as: UTF8.self).contains("class=\"notice\""), "\(file.path)")
        }
    }

    @Test("a figure carries the mark of its kind")
    func kinds() throws {
        let files = try Self.site(Fixture.figures())
        let page = try #require(files.first { $0.path == "en/constituencies/01.html" })
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(text.contains("title=\"simulated\">s</abbr>"))
        let lists = try #require(files.first { $0.path == "en/lists.html" })
        #expect(
            String(decoding: lists.bytes, as: UTF8.self).contains(
                "data-figure=\"list.otan.votes\">2\u{202F}883\u{202F}706</data><abbr class=\"kind official\" title=\"official\">o</abbr>"
            ))
    }

    @Test("names can't become markup")
    func escaping() throws {
        let hostile = "<script>alert(\"&'\")</script>"
        let figures = try Fixture.figures { folder in
            for index in folder.election.parties.indices {
                folder.election.parties[index].shortName = Multilingual(hostile)
                folder.election.parties[index].leader = Multilingual(hostile)
            }
            folder.file.background = Multilingual(hostile)
        }
        var found = 0
        for file in try Self.site(figures) where file.path.hasSuffix(".html") {
            let reader = try PageReader(file.bytes)
            #expect(!reader.elements.contains { $0.name == "script" }, "\(file.path)")
            if reader.text.contains(hostile) { found += 1 }
        }
        #expect(found > 30)
    }

    /// The value of a figure on a page.
    static func value(_ key: String, on path: String, of files: [(path: String, bytes: [UInt8])]) throws -> String? {
        let page = try #require(files.first { $0.path == path })
        return try PageReader(page.bytes).elements.first { $0.value("data-figure") == key }?.value("value")
    }

    @Test("pages follow the votes: a majority, a finalist and a list seat")
    func changed() throws {
        func move(_ votes: UInt64, _ tally: Int, _ folder: inout ElectionFolder, from: Int, to: Int) {
            folder.tallies[tally].votes[from].votes -= votes
            folder.tallies[tally].votes[to].votes += votes
        }
        let before = try Self.site(Fixture.figures())
        let listSeats = try Self.site(Fixture.figures { move(3133, 0, &$0, from: 3, to: 0) })
        #expect(try Self.value("list.aist.seats", on: "en/lists.html", of: before) == "1")
        #expect(try Self.value("list.aist.seats", on: "en/lists.html", of: listSeats) == "0")
        #expect(try Self.value("group.aist.seats", on: "kk/index.html", of: listSeats) == "10")

        let majority = try Self.site(
            Fixture.figures { folder in
                let leader = folder.tallies[1].votes[0].votes
                move(leader - folder.tallies[1].valid / 2, 1, &folder, from: 0, to: 1)
            })
        #expect(try Self.value("constituency.01.decided", on: "ru/constituencies/01.html", of: before) == "1")
        #expect(try Self.value("constituency.01.decided", on: "ru/constituencies.html", of: majority) == "")
        #expect(try Self.value("house.open", on: "en/index.html", of: majority) == "1")

        func finalists(_ files: [(path: String, bytes: [UInt8])]) throws -> Int {
            let page = try #require(files.first { $0.path == "en/constituencies/03.html" })
            return try PageReader(page.bytes).elements.filter { $0.name == "tr" }
                .filter { $0.text.contains("03-03") && $0.text.contains("In the run-off") }.count
        }
        let place = try #require(try Fixture.simulatedFolder().tallies.firstIndex { $0.district == "03" })
        let finalist = try Self.site(
            Fixture.figures { folder in
                let difference = folder.tallies[place].votes[1].votes - folder.tallies[place].votes[2].votes
                move(difference, place, &folder, from: 1, to: 2)
            })
        #expect(try finalists(before) == 0)
        #expect(try finalists(finalist) == 1)
    }

    @Test("the same input gives the same bytes")
    func bytes() throws {
        let first = try Self.site(Fixture.figures())
        let second = try Self.site(Fixture.figures())
        #expect(first.map(\.path) == second.map(\.path))
        #expect(zip(first, second).allSatisfy { $0.bytes == $1.bytes })
    }

    @Test("the site can be written to a folder and is looked at there by Scripts/check_pages.py")
    func written() throws {
        let folder = Fixture.root.appending(path: ".build/pages-of-tests")
        try? FileManager.default.removeItem(at: folder)
        for file in try Self.site(Fixture.figures()) {
            let target = folder.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: target)
        }
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "kk/index.html").path))
    }
}
