import DataFormats
import ElectionFiles
import ElectionModel
import Foundation
import Publication
import Testing

@Suite("Exports: forms")
struct ExportsFormTests {
    @Test("the same figures give the same bytes", arguments: ExportsFixture.Name.allCases)
    func sameBytes(_ name: ExportsFixture.Name) throws {
        let first = try name.exported()
        let second = try ExportsFixture.Exported(first.figures)
        #expect(first.paths == second.paths)
        #expect(first.files == second.files)
        #expect(Set(first.paths).count == first.paths.count)
    }

    @Test(
        "CSV files begin with a byte-order mark and have a status in every row", arguments: ExportsFixture.Name.allCases
    )
    func marks(_ name: ExportsFixture.Name) throws {
        let exported = try name.exported()
        // The file for validators follows that of the public register.
        for path in exported.paths where path.hasSuffix(".csv") && !path.hasSuffix("ocd-ids.csv") {
            #expect(exported.files[path]?.starts(with: [0xEF, 0xBB, 0xBF]) == true, "\(path)")
            guard !path.hasSuffix("codebook.csv") else { continue }
            let rows = try exported.rows(String(path.dropFirst("data/".count)))
            let kinds = Set(ProvenanceKind.allCases.map(\.rawValue))
            for row in rows {
                let status = (row["status"] ?? "").split(separator: " ").map(String.init)
                #expect(!status.isEmpty && status.allSatisfy(kinds.contains), "\(path)")
            }
        }
    }

    @Test("every key is of exactly one kind of figure in the codebook", arguments: ExportsFixture.Name.allCases)
    func codebook(_ name: ExportsFixture.Name) throws {
        let exported = try name.exported()
        let rows = try exported.rows("codebook.csv")
        let patterns = rows.compactMap { $0["pattern"] }
        #expect(Set(patterns).count == patterns.count)
        for row in rows {
            for column in ["column", "meaning_en", "meaning_ru", "meaning_kk", "unit", "source_kind"] {
                #expect(row[column]?.isEmpty == false, "\(row["pattern"] ?? ""): \(column)")
            }
            #expect((row["unit"] == "percent") == (row["base"]?.isEmpty == false), "\(row["pattern"] ?? "")")
        }
        let units = Dictionary(rows.map { ($0["pattern"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        for quantity in exported.figures.quantities {
            let fitting = Self.fitting(quantity.key, patterns)
            #expect(fitting.count == 1, "\(quantity.key): \(fitting)")
            let isShare = if case .share = quantity.value { true } else { false }
            if isShare { #expect(units[fitting.first ?? ""]?["unit"] == "percent", "\(quantity.key)") }
        }
    }

    /// Where several patterns fit, those with the most words that stand for themselves.
    static func fitting(_ key: String, _ patterns: [String]) -> [String] {
        let parts = key.components(separatedBy: ".")
        var best: [String] = []
        var most = -1
        for pattern in patterns {
            let own = pattern.components(separatedBy: ".")
            guard own.count == parts.count else { continue }
            let places = zip(own, parts).filter { $0.0 == $0.0.uppercased() }
            guard zip(own, parts).allSatisfy({ $0 == $1 || $0 == $0.uppercased() }) else { continue }
            let literals = own.count - places.count
            if literals > most { (best, most) = ([], literals) }
            if literals == most { best.append(pattern) }
        }
        return best
    }

    @Test("the codebook and the page of names have the same patterns")
    func codebookPage() throws {
        let exported = try ExportsFixture.kazakhstan.get()
        let patterns = try exported.rows("codebook.csv").compactMap { $0["pattern"] }
        let page = try #require(
            try SiteTests.site(exported.figures).first { $0.path == "en/codebook.html" })
        let shown = try PageReader(page.bytes).elements.filter { $0.name == "code" }.map(\.text)
        #expect(Set(patterns).isSubset(of: shown))
        // Beside the patterns stands how they begin where several tiers have lists.
        #expect(Set(shown.filter { $0.contains(".") }) == Set(patterns + ["tier.TIER.list"]))
    }

    @Test("texts that spreadsheets would run are written as texts, numbers stay numbers")
    func formulas() throws {
        let traps = ["=HYPERLINK(\"http://example.org\")", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx"]
        let figures = try Fixture.figures { folder in
            for (index, trap) in traps.enumerated() {
                folder.election.choices[index].name = Multilingual(trap, russian: trap, kazakh: trap)
                folder.figures[index].note = Multilingual(trap)
            }
            folder.figures[0].value = "-5.25"
            folder.figures[1].value = "=1+1"
            folder.figures[2].value = "-5 to -6"
        }
        let exported = try ExportsFixture.Exported(figures)
        for path in exported.paths where path.hasSuffix(".csv") {
            var reader = try CSVReader(exported.files[path] ?? [])
            while let row = try reader.next() {
                for field in row where field.first.map({ "=+-@\t\r".contains($0) }) == true {
                    #expect(Int64(field) != nil || Double(field) != nil, "\(path): \(field)")
                }
            }
        }
        let names = try exported.rows("lists-wide.csv").compactMap { $0["name_en"] }
        for trap in traps { #expect(names.contains("'" + trap)) }
        let values = try exported.rows("facts.csv").prefix(3).map { $0["value"] }
        #expect(values == ["-5.25", "'=1+1", "'-5 to -6"])
        // A negative distance is a number.
        #expect(try exported.rows("lists-wide.csv").contains { $0["threshold_distance"]?.hasPrefix("-") == true })
        let rows = try #require(try exported.json("lists.json")["rows"] as? [[String: Any]])
        #expect(Set(rows.compactMap { $0["name_en"] as? String }).isSuperset(of: traps))
    }

    @Test("names with markup come through whole")
    func markup() throws {
        let name = "<b>&amp; \"Ә\" ']]>\u{0}"
        let figures = try Fixture.figures { $0.election.parties[0].name = Multilingual(name) }
        let exported = try ExportsFixture.Exported(figures)
        let xml = try ReportXML.read(exported.bytes("nist-election-results.xml"))
        let party = try #require(xml.all("Party").first)
        #expect(party.node(["Name", "Text", "Content"])?.text == "<b>&amp; \"Ә\" ']]>\u{FFFD}")
        let rows = try #require(try exported.json("house.json")["rows"] as? [[String: Any]])
        #expect(rows.contains { $0["name_en"] as? String == name })
        #expect(try exported.rows("house-wide.csv").contains { $0["name_en"] == name })
    }

    @Test("protocols and the text file are there")
    func others() throws {
        let figures = try ExportsFixture.kazakhstan.get().figures
        let settings = ExportSettings(protocols: [("protocols-list-1.csv", [1, 2, 3])])
        let exported = try ExportsFixture.Exported(figures, settings)
        #expect(exported.files["data/protocols/protocols-list-1.csv"] == [1, 2, 3])
        let text = String(decoding: exported.bytes("README.txt"), as: UTF8.self)
        #expect(text.contains("protocols/protocols-list-1.csv"))
        for language in Language.allCases {
            #expect(text.contains(figures.election.name[language]))
            #expect(text.contains(try #require(figures.file.notice)[language]))
        }
        for source in figures.sources { #expect(text.contains(source.citation.english)) }
        #expect(!text.contains("site."), "a text is missing")
    }
}
