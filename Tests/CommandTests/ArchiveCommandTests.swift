import Foundation
import Testing

/// The archive of sources by the command line, with the twin pages of this repository.
@Suite struct ArchiveCommandTests {
    static let pages = Program.root.appending(path: "Tests/SourceArchiveTests/Pages/twins").path
    static let names = ["election-watch.txt", "parline.txt", "wikipedia.txt"]

    final class Archive {
        let folder: TemporaryFolder
        var file: String { "\(folder.path)/archive.sqlite" }

        init(filled: Bool = true) throws {
            folder = try TemporaryFolder()
            guard filled else { return }
            for name in ArchiveCommandTests.names {
                try FileManager.default.copyItem(
                    atPath: "\(ArchiveCommandTests.pages)/\(name)", toPath: "\(folder.path)/\(name)")
            }
            let added = try run(
                ["add"] + ArchiveCommandTests.names.map { "\(folder.path)/\($0)" } + ["--on", "2026-01-15"])
            try #require(added.status == 0, "\(added.errors)")
        }

        func run(_ arguments: [String]) throws -> Program {
            try Program.run(["archive"] + arguments + ["--archive", file])
        }

        func run(_ arguments: String...) throws -> Program { try run(arguments) }
    }

    private static let decision = ["--who", "A. Reader", "--why", "a test", "--on", "2026-01-16"]

    private func contradictions(_ archive: Archive, _ more: String...) throws -> [String] {
        let program = try archive.run(["compare", "--json"] + more)
        #expect(program.status == 0, "\(program.errors)")
        return try program.json()["contradictions"] as? [String] ?? []
    }

    @Test func pagesAreAddedOnce() throws {
        let archive = try Archive()
        let again = try archive.run("add", "\(archive.folder.path)/parline.txt", "--json")
        let pages = try again.json()["pages"] as? [[String: Any]]
        #expect(pages?.first?["result"] as? String == "known")
        #expect(pages?.first?["election"] as? String == "kazakhstan-2004-09-19-parliamentary")
    }

    @Test func aPageThatIsNoneIsRefused() throws {
        let archive = try Archive(filled: false)
        try archive.folder.write("A letter to a friend.\n", to: "letter.txt")
        for language in ["en", "ru", "kk"] {
            let added = try archive.run("add", "\(archive.folder.path)/letter.txt", "--lang", language)
            #expect(added.status == 1)
            #expect(added.output.contains("letter.txt"))
            #expect(!added.errors.isEmpty)
        }
    }

    @Test func contradictionsAndTheLaw() throws {
        let archive = try Archive()
        let found = try contradictions(archive, "--folder", "kazakhstan-2004")
        #expect(
            found == [
                "registered", "turnout", "seats.constituency:aist", "seats.constituency.round1:independents",
                "seats.constituency.round1:otan", "seats-previous:otan", "constituencies", "polling-date.round1",
                "polling-date.round2",
            ])
        let program = try archive.run("compare", "--json", "--folder", "kazakhstan-2004")
        let law = try program.json()["law"] as? [[String: Any]] ?? []
        #expect(
            Set(law.compactMap { $0["kind"] as? String }).isSuperset(of: [
                "base-confirmed", "other-way", "other-number",
            ]))
        for language in ["en", "ru", "kk"] {
            let text = try archive.run("compare", "--lang", language, "--folder", "kazakhstan-2004", "--facts")
            #expect(text.status == 0, "\(text.errors)")
            #expect(text.output.contains("35 + 18") || text.output.contains("+ 35 = 67"))
        }
    }

    @Test func aFactIsExplained() throws {
        let archive = try Archive()
        let program = try archive.run("explain", "registered", "--folder", "kazakhstan-2004")
        #expect(program.status == 0, "\(program.errors)")
        #expect(program.output.contains("8,411,757"))
        #expect(program.output.contains("kazakhstan-1999"))
        let wrong = try archive.run("explain", "seats:nobody")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("seats:otan") || wrong.errors.contains("seats."))
    }

    @Test func namesAreDecidedAndTakenBack() throws {
        let archive = try Archive()
        let names = ["Democratic Party of Kazakhstan", "Democratic Party Adilet"]
        func standing() throws -> String? {
            let proposals = try archive.run("alias", "--json").json()["proposals"] as? [[String: Any]] ?? []
            return proposals.first { $0["second"] as? String == names[1] || $0["first"] as? String == names[1] }?[
                "standing"]
                as? String
        }
        #expect(try standing() == "open")
        #expect(try archive.run(["alias", "--confirm"] + names).status == 2)
        let confirmed = try archive.run(["alias", "--confirm"] + names + Self.decision)
        #expect(confirmed.status == 0, "\(confirmed.errors)")
        #expect(try standing() == "confirmed")
        #expect(try archive.run(["alias", "--withdraw"] + names + Self.decision).status == 0)
        #expect(try standing() == "open")
        #expect(try archive.run(["alias", "--confirm", "Nobody", names[1]] + Self.decision).status == 2)
    }

    @Test func aValueIsPreferredAndTakenBack() throws {
        let archive = try Archive()
        func preferred() throws -> String? {
            let fact = try archive.run("explain", "registered", "--json").json()["fact"] as? [String: Any]
            return (fact?["preferred"] as? [String: Any])?["value"] as? String
        }
        #expect(try preferred() == nil)
        let made = try archive.run(["prefer", "registered", "--page", "wikipedia.txt"] + Self.decision)
        #expect(made.status == 0, "\(made.errors)")
        #expect(try preferred() == "8662188")
        #expect(
            try archive.run(["prefer", "registered", "--page", "wikipedia.txt", "--withdraw"] + Self.decision).status
                == 0)
        #expect(try preferred() == nil)
        #expect(try archive.run(["prefer", "registered", "--page", "nobody.txt"] + Self.decision).status == 2)
    }

    @Test func exportAndImportGiveTheSameBytes() throws {
        let archive = try Archive()
        _ = try archive.run(["prefer", "registered", "--page", "wikipedia.txt"] + Self.decision)
        let (first, second) = ("\(archive.folder.path)/first", "\(archive.folder.path)/second")
        #expect(try archive.run("export", "--out", first).status == 0)
        let copy = "\(archive.folder.path)/copy.sqlite"
        let imported = try Program.run("archive", "import", first, "--archive", copy)
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try Program.run("archive", "export", "--out", second, "--archive", copy).status == 0)
        let names = archive.folder.names(under: "first")
        #expect(names == archive.folder.names(under: "second"))
        for name in names {
            #expect(archive.folder.bytes("first/\(name)") == archive.folder.bytes("second/\(name)"), "\(name)")
        }
        try archive.folder.edit("first/archive.yaml", replacing: "archive/1", by: "archive/2")
        #expect(try Program.run("archive", "import", first, "--archive", "\(copy)2").status == 2)
    }

    @Test func pagesAreWritten() throws {
        let archive = try Archive()
        let out = "\(archive.folder.path)/site"
        let written = try archive.run("publish", "--folder", "kazakhstan-2004", "--out", out)
        #expect(written.status == 0, "\(written.errors)")
        for language in ["en", "ru", "kk"] {
            let page = String(decoding: archive.folder.bytes("site/\(language)/index.html") ?? Data(), as: UTF8.self)
            #expect(page.contains("id=\"seats.constituency:aist\""))
            // Each value leads to a place that the copy of the page has.
            let links = page.components(separatedBy: "href=\"page-1.html#").dropFirst().compactMap {
                $0.split(separator: "\"").first
            }
            let copy = String(decoding: archive.folder.bytes("site/\(language)/page-1.html") ?? Data(), as: UTF8.self)
            #expect(!links.isEmpty)
            for link in links { #expect(copy.contains("id=\"\(link)\""), "\(link)") }
        }
        // Another process writes the same bytes.
        #expect(
            try archive.run("publish", "--folder", "kazakhstan-2004", "--out", "\(archive.folder.path)/again").status
                == 0)
        let names = archive.folder.names(under: "site")
        #expect(names == archive.folder.names(under: "again") && names.count > 36)
        for name in names {
            #expect(archive.folder.bytes("site/\(name)") == archive.folder.bytes("again/\(name)"), "\(name)")
        }
        let trig = String(decoding: archive.folder.bytes("site/data/nanopublications.trig") ?? Data(), as: UTF8.self)
        #expect(trig.contains("np:Nanopublication"))
    }

    @Test func oneElectionIsWrittenInEachForm() throws {
        let archive = try Archive()
        _ = try archive.run(["prefer", "registered", "--page", "wikipedia.txt"] + Self.decision)
        let site = "\(archive.folder.path)/site"
        #expect(try archive.run("publish", "--out", site).status == 0)
        let forms = [
            "json": "election.json", "facts": "facts.csv", "claims": "claims.csv", "clea": "clea.csv",
            "wikitext": "election-results.wikitext", "quickstatements": "quickstatements.txt",
            "nist-xml": "nist-election-results.xml", "nist-json": "nist-election-results.json",
            "atom": "changes-en.atom", "nanopublications": "nanopublications.trig",
        ]
        for (form, name) in forms {
            let file = "\(archive.folder.path)/one"
            let written = try archive.run("export", "--format", form, "--out", file)
            #expect(written.status == 0, "\(form): \(written.errors)")
            let bytes = archive.folder.bytes("one")
            #expect(bytes?.isEmpty == false, "\(form)")
            // Another process, the same bytes.
            #expect(bytes == archive.folder.bytes("site/data/\(name)"), "\(form)")
        }
        #expect(
            Set(archive.folder.names(under: "site/data"))
                == Set(forms.values).union(["changes-ru.atom", "changes-kk.atom"]))
        try archive.folder.write("kind,name,item\nelection,,Q1\n", to: "items.csv")
        let file = "\(archive.folder.path)/statements"
        let items = ["--items", "\(archive.folder.path)/items.csv"]
        #expect(
            try archive.run(["export", "--format", "quickstatements", "--json", "--out", file] + items).json()["form"]
                as? String == "quickstatements")
        #expect(String(decoding: archive.folder.bytes("statements") ?? Data(), as: UTF8.self).hasPrefix("Q1\tP585\t"))
        try archive.folder.write("kind,name,item\nelection,,one\n", to: "items.csv")
        for language in ["en", "ru", "kk"] {
            let wrong = try archive.run(
                ["export", "--format", "quickstatements", "--out", file, "--lang", language] + items)
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains("items.csv:2") && wrong.errors.contains("one"))
        }
        #expect(try archive.run("export", "--format", "pdf", "--out", file).status == 2)
    }

    @Test func missingAndForeignArchives() throws {
        let archive = try Archive(filled: false)
        for language in ["en", "ru", "kk"] {
            let missing = try archive.run("compare", "--lang", language)
            #expect(missing.status == 2)
            #expect(missing.errors.contains("archive.sqlite"))
        }
        try archive.folder.write(String(repeating: "no database ", count: 20), to: "archive.sqlite")
        #expect(try archive.run("claims").status == 2)
    }
}
