import Foundation
import Testing

/// What commands write and read.
@Suite struct FileTests {
    @Test func theSameSeedGivesTheSameBytesInTwoProcesses() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        #expect(try Program.run("reconstruct", "--seed", "7", "--out", first.path).status == 0)
        #expect(try Program.run("reconstruct", "--seed", "7", "--out", second.path).status == 0)
        #expect(first.names() == second.names())
        #expect(first.names().count >= 10)
        for name in first.names() { #expect(first.bytes(name) == second.bytes(name), "\(name)") }
        #expect(!first.names().contains { $0.hasSuffix(".part") })
    }

    @Test func aChangedProtocolFailsTheCheckByName() throws {
        let folder = try TemporaryFolder()
        #expect(try Program.run("reconstruct", "--out", folder.path).status == 0)
        let good = try Program.run("reconstruct", "--check", folder.path)
        #expect(good.status == 0)
        #expect(good.output.contains("constraints hold."))
        for (language, words) in [
            ("en", ["List vote: votes of the list", "Otan", "2\u{202F}883\u{202F}706"]),
            ("ru", ["Списки: голоса за список", "Отан", "выполнено"]),
            ("kk", ["Тізімдер: тізімге берілген дауыстар", "Ақ жол", "Сайланған әйелдер"]),
        ] {
            let check = try Program.run("reconstruct", "--check", folder.path, "--lang", language)
            for word in words { #expect(check.output.contains(word), "\(language): \(word)") }
            guard language != "en" else { continue }
            // Codes of checks, such as A01, are the same in every language.
            let latin = check.output.matches(of: /[a-z]{2,}/).map(\.output)
            #expect(latin.isEmpty, "\(language): \(Set(latin).sorted())")
        }
        let name = "protocols-list-1.csv"
        let bytes = try #require(folder.bytes(name))
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        // One vote more for the first list of the first station than its protocol has ballots for.
        var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var votes = fields[fields.count - 2].split(separator: " ").map(String.init)
        votes[0] = String((Int(votes[0]) ?? 0) + 1)
        fields[fields.count - 2] = votes.joined(separator: " ")
        lines[1] = fields.joined(separator: ",")
        try folder.write(lines.joined(separator: "\n"), to: name)
        let bad = try Program.run("reconstruct", "--check", folder.path)
        #expect(bad.status == 1)
        #expect(bad.errors.contains("List vote: votes of the list: Otan"), "\(bad.errors)")
        #expect(bad.errors.contains("Errors found in protocols by a check: A05"), "\(bad.errors)")
    }

    @Test func aBadRowIsNamedByItsLine() throws {
        let folder = try TemporaryFolder()
        try folder.copyElection("kazakhstan-2004")
        try folder.edit("votes.csv", replacing: "akzhol,572672", by: "akzhol,572.672")
        let run = try Program.run("seats", folder.path)
        #expect(run.status == 2)
        #expect(run.errors.contains("votes.csv:3: votes:"), "\(run.errors)")
    }

    @Test func theSiteIsWrittenWholeAndTheSameTwice() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        let run = try Program.run("publish", "kazakhstan-2004", "--out", first.path, "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try Program.run("publish", "kazakhstan-2004", "--out", second.path).status == 0)
        let names = first.names()
        #expect(names == second.names())
        for language in ["en", "ru", "kk"] { #expect(names.contains("\(language)/index.html")) }
        for name in names { #expect(first.bytes(name) == second.bytes(name), "\(name)") }
    }

    @Test func theDemoSaysWhereThePagesAre() throws {
        let folder = try TemporaryFolder()
        let run = try Program.run("demo", "--out", folder.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("\(folder.path)/site/index.html"))
        #expect(run.output.contains("97-1(1)"))
        #expect(folder.names().contains("site/en/index.html"))
        #expect(folder.names().contains("protocols/protocols-list-1.csv"))
    }

    /// The generated files of the repository are what the commands print, byte for byte.
    @Test func generatedFilesAreWhatTheCommandsPrint() throws {
        func file(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: Program.root.appending(path: name)), as: UTF8.self)
        }
        #expect(try Program.run("law", "schema").output == file("Laws/law.schema.json"))
        for (kind, name) in [
            ("phrases", "Laws/phrases/phrases"), ("election", "Elections/election"),
            ("registration", "Elections/registration"), ("counting", "Elections/counting"),
        ] {
            #expect(try Program.run("law", "schema", "--of", kind).output == file("\(name).schema.json"), "\(name)")
        }
        let phrases = try FileManager.default.contentsOfDirectory(
            atPath: Program.root.appending(path: "Laws/phrases").path
        ).filter { $0.hasSuffix(".yaml") }.sorted().map { "Laws/phrases/\($0)" }
        #expect(try Program.run(["law", "document"] + phrases).output == file("Documentation/LawLanguage.md"))
    }

    @Test func anInterruptedWriteLeavesTheOldFile() throws {
        let folder = try TemporaryFolder()
        #expect(try Program.run("reconstruct", "--out", folder.path).status == 0)
        let before = folder.bytes("stations.csv")
        // A file can't take the place of a folder: the second run fails at the first file it can't replace.
        try FileManager.default.removeItem(atPath: "\(folder.path)/parameters.csv")
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/parameters.csv/inside", withIntermediateDirectories: true)
        let run = try Program.run("reconstruct", "--seed", "9", "--out", folder.path)
        #expect(run.status == 2)
        #expect(run.errors.contains("can't be written whole"), "\(run.errors)")
        #expect(folder.bytes("stations.csv") == before)
    }
}
