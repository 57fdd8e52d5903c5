import Foundation
import Testing

/// Evidence from the command line: made by anybody, used by `verify`, and without influence on the verdict.
@Suite struct EvidenceCommandTests {
    static let archive = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../VerifiableVotingTests/Samples/v3.3.0-Ed25519/4b8gNLhWW7HKdT.bel").standardizedFileURL.path

    static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func madeAndUsed() throws {
        try Self.withFolder { folder in
            let path = "\(folder)/sample.evidence"
            let made = try Program.run("ballot", "evidence", Self.archive, "--out", path)
            #expect(made.status == 0)
            #expect(made.output.contains("23 ballots"))
            #expect(!FileManager.default.fileExists(atPath: "\(path).part"))
            let verified = try Program.run("ballot", "verify", Self.archive, "--evidence", path)
            #expect(verified.status == 0)
            #expect(verified.output.contains("23 of the ballots"))
            let json = try Program.run("ballot", "verify", Self.archive, "--evidence", path, "--json")
            #expect(json.output.contains("\"used\": 23"))
        }
    }

    @Test(arguments: ["en", "ru", "kk"]) func anotherFileIsSaidAndDoesNotMatter(language: String) throws {
        let verified = try Program.run(
            "ballot", "verify", Self.archive, "--evidence", Self.archive, "--lang", language)
        #expect(verified.status == 0)
        let words = ["en": "no evidence file", "ru": "не файл подсказок", "kk": "көмекші файл емес"]
        #expect(verified.output.contains(words[language] ?? "?"))
    }

    @Test func aMissingFileIsBadInput() throws {
        let verified = try Program.run("ballot", "verify", Self.archive, "--evidence", "/nowhere/file")
        #expect(verified.status == 2)
        #expect(verified.errors.contains("/nowhere/file"))
    }
}
