import Foundation
import Testing

/// The election of 2004 played by the command line: the record it writes, what is shown of it, and the pages.
@Suite(.serialized) struct NightCommandTests {
    static let played = Result { try play() }

    struct Played: Sendable {
        let folder: URL
        let output: String

        var report: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
        }

        var record: String { folder.appending(path: "night.record").path }
    }

    private static func play() throws -> Played {
        let folder = FileManager.default.temporaryDirectory.appending(path: "night-\(UUID().uuidString)")
        let run = try Program.run("demo", "--night", "--stations", "4500", "--out", folder.path, "--json")
        #expect(run.status == 0, "\(run.errors)")
        return Played(folder: folder, output: run.output)
    }

    private func tier(_ stage: Int, _ name: String) throws -> [String: Any] {
        let stages = try #require(try Self.played.get().report["stages"] as? [[String: Any]])
        let tiers = try #require(stages[stage]["tiers"] as? [[String: Any]])
        return try #require(tiers.first { $0["tier"] as? String == name })
    }

    @Test func electronicStationsAreShownForWhatTheyAre() throws {
        let lists = try tier(2, "list")
        #expect(lists["electronicStationsOnly"] as? Bool == true)
        #expect(lists["accepted"] as? Int == 961)
        #expect(lists["stations"] as? Int == 4500)
        let after = try tier(3, "list")
        #expect(after["electronicStationsOnly"] as? Bool == false)
    }

    @Test func seatsAreThePublishedOnesInTheEnd() throws {
        let seats = try #require(try tier(8, "constituencies")["seats"] as? [[String: Any]])
        let counts = Dictionary(
            uniqueKeysWithValues: seats.map { ($0["nominator"] as? String ?? "self", $0["seats"] as? Int ?? 0) })
        #expect(counts == ["otan": 35, "aist": 10, "asar": 3, "dpk": 1, "self": 18])
        let late = try #require(try Self.played.get().report["late"] as? [[String: Any]])
        #expect(late.contains { $0["deadline"] as? String == "results-established" && $0["days"] as? Int == 1 })
    }

    @Test func theRecordVerifiesAndFoldsToTheSameFigures() throws {
        let played = try Self.played.get()
        #expect(try Program.run("record", "verify", played.record).status == 0)
        let status = try Program.run("conduct", "status", played.record, "--json")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any])
        let stages = try #require(json["stages"] as? [[String: Any]])
        let last = try #require((played.report["stages"] as? [[String: Any]])?.last)
        #expect(NSArray(array: stages[0]["tiers"] as? [Any] ?? []) == NSArray(array: last["tiers"] as? [Any] ?? []))
    }

    @Test func theRecordIsToldInWords() throws {
        let played = try Self.played.get()
        let shown = try Program.run(
            "record", "show", played.record, "--kind", "nominator.corrected", "--lang", "ru")
        #expect(shown.output.contains("Кем выдвинут"))
        #expect(shown.output.contains("otan → –"))
    }

    @Test func everyStageHasItsPages() throws {
        let played = try Self.played.get()
        for (folder, status) in [
            ("2-electronic-stations", "Electronic stations only"), ("4-provisional", "Votes are being counted"),
            ("8-final", "The result is established"),
        ] {
            let page = try String(
                contentsOf: played.folder.appending(path: "pages/\(folder)/en/counting.html"), encoding: .utf8)
            #expect(page.contains(status), "\(folder)")
        }
        let corrected = try String(
            contentsOf: played.folder.appending(path: "pages/5-correction/ru/counting.html"), encoding: .utf8)
        #expect(corrected.contains("Исправлено, кем выдвинут"))
        #expect(corrected.contains("Исправлен протокол"))
        let before = try String(
            contentsOf: played.folder.appending(path: "pages/4-provisional/ru/counting.html"), encoding: .utf8)
        #expect(!before.contains("Исправлено, кем выдвинут"))
    }

    /// Before the last station in the country has closed, no page and no export has a vote.
    @Test func nothingIsShownUnderTheEmbargo() throws {
        let played = try Self.played.get()
        let stages = try #require(played.report["stages"] as? [[String: Any]])
        // All of the first round is in the record; corrections of protocols are as well.
        let height = try #require(stages[3]["height"] as? Int)
        let out = played.folder.appending(path: "embargo").path
        let run = try Program.run(
            "conduct", "publish", played.record, "--out", out, "--at", "\(height)", "--now", "2004-09-19T14:59Z")
        #expect(run.status == 0)
        let page = try String(contentsOfFile: "\(out)/en/counting.html", encoding: .utf8)
        #expect(page.contains("No votes are shown before"))
        #expect(!page.contains("Corrected protocol"))
        for case let file as String in FileManager.default.enumerator(atPath: out) ?? .init() {
            guard file.hasSuffix(".html") || file.hasSuffix(".csv") || file.hasSuffix(".json") else { continue }
            let text = try String(contentsOfFile: "\(out)/\(file)", encoding: .utf8)
            for key in ["list.otan.votes", "round1.valid"] {
                #expect(!text.contains("data-figure=\"\(key)\""), "\(file) shows \(key)")
            }
        }
    }

    /// The folder that a plain web server serves is whole before the head says so, and the program goes on until it is told.
    @Test(arguments: [["publish"], ["conduct", "publish"]]) func pagesFollowTheRecord(command: [String]) throws {
        let played = try Self.played.get()
        let out = played.folder.appending(path: "followed \(command.count)").path
        let process = Process()
        process.executableURL = Program.root.appending(path: ".build/release/sailau")
        process.arguments = command + [played.record, "--out", out, "--follow", "--json"]
        process.environment = ["SAILAU_HOME": Program.root.path, "LANG": "C.UTF-8"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = output.fileHandleForReading.availableData
        let renewal = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        #expect(renewal["format"] as? String == "sailau-renewal/1")
        let head = try Data(contentsOf: URL(filePath: "\(out)/head.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: head) as? [String: Any])
        #expect(json["height"] as? Int == renewal["height"] as? Int)
        #expect(json["head"] as? String == played.report["head"] as? String)
        let page = try String(contentsOfFile: "\(out)/ru/counting.html", encoding: .utf8)
        #expect(page.contains("Итоги установлены."))
        #expect(process.isRunning)
        process.terminate()
        process.waitUntilExit()
        let both = try Program.run("conduct", "publish", played.record, "--out", out, "--follow", "--at", "7")
        #expect(both.status == 2)
    }

    @Test(arguments: [
        (["conduct", "status", "nowhere.record"], 2, "nowhere.record"),
        (["demo", "--night", "--stations", "1200"], 2, "1200"),
        (["conduct", "calendar", "kazakhstan-2004", "--called", "2004-13-01"], 2, "2004-13-01"),
        (["conduct", "status", "README.md"], 1, "sailau-record 1"),
    ])
    func whatCannotBeUsedIsNamed(arguments: [String], status: Int32, named: String) throws {
        let run = try Program.run(arguments)
        #expect(run.status == status)
        #expect(run.errors.contains(named) && !run.errors.hasPrefix("Error: "), "\(run.errors)")
    }

    /// An act that the conduct does not allow is named with its place, though its signature holds.
    @Test func anActAgainstTheRulesIsFound() throws {
        let folder = try Self.played.get().folder.appending(path: "forged")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (keys, record) = (folder.appending(path: "keys").path, folder.appending(path: "r.record").path)
        let payload = folder.appending(path: "payload.json")
        try Data(#"{"round":1,"subject":"","task":"register.displayed"}"#.utf8).write(to: payload)
        #expect(try Program.run("ballot", "manifest", "key", "--name", "Service", "--out", keys).status == 0)
        let service = ["--service", "\(keys)/Service.signkey", "--author", "p1", "--role", "setup officer"]
        let begun = try Program.run(
            ["record", "init", record, "--election", "kazakhstan-2004", "--times", "task.done=day"] + service)
        #expect(begun.status == 0, "\(begun.errors)")
        let added = try Program.run(
            ["record", "append", record, "--kind", "task.done", "--payload", payload.path] + service)
        #expect(added.status == 0, "\(added.errors)")
        #expect(try Program.run("record", "verify", record).status == 0)
        let run = try Program.run("conduct", "status", record)
        #expect(run.status == 1)
        #expect(run.errors.contains("Event 1: The election has not been called"), "\(run.errors)")
    }
}
