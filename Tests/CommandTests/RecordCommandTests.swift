import Foundation
import TestDatabases
import Testing

/// The record through the command line, as an official and a stranger use it.
@Suite("sailau record")
struct RecordCommandTests {
    /// A folder with a service's key and a record that was begun.
    private final class Record {
        let folder: String
        let store: String
        var key: String { "\(folder)/Service.signkey" }

        /// - Parameter server: keeps the record; without one a file does.
        init(in server: PostgreSQLServer? = nil) throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            self.folder = folder
            store = try server.map { try PostgreSQLServer.connectionFile([$0], in: folder) } ?? "\(folder)/day.record"
            #expect(try Program.run("ballot", "manifest", "key", "--name", "Service", "--out", folder).status == 0)
            let begun = try Program.run(
                "record", "init", store, "--election", "test-2004", "--service", key, "--author", "p1", "--role",
                "setup officer", "--times", "protocol.received=minute")
            #expect(begun.status == 0, "\(begun.errors)")
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func append(_ payload: String, also: [String] = []) throws -> Program {
            try Program.run(
                [
                    "record", "append", store, "--service", key, "--kind", "protocol.received", "--author", "p7",
                    "--role",
                    "typist", "--payload", "-", "--json",
                ] + also, input: payload + "\n")
        }

        func file(_ name: String, _ text: String) throws -> String {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            return "\(folder)/\(name)"
        }

        func export(_ name: String, also: [String] = []) throws -> String {
            let path = "\(folder)/\(name)"
            let written = try Program.run(["record", "export", store, "--out", path] + also)
            #expect(written.status == 0, "\(written.errors)")
            return path
        }
    }

    @Test func aStrangerVerifiesTheFile() throws {
        let record = try Record()
        for number in 1...5 { #expect(try record.append("{\"number\":\(number)}").status == 0) }
        let path = try record.export("day.txt")
        let verified = try Program.run("record", "verify", path, "--json")
        #expect(verified.status == 0, "\(verified.errors)")
        let json = try verified.json()
        #expect(json["events"] as? Int == 6)
        #expect(json["election"] as? String == "test-2004")
        #expect(
            json["head"] as? String
                == (try Program.run("record", "head", record.store, "--json").json()["head"] as? String))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("sailau-record 1\nE {\"version\":1,\"height\":0,\"parent\":null,"))
        #expect(text.contains("D {\"number\":3}\n"))
        let changed = try record.file("changed.txt", text.replacing("D {\"number\":3}\n", with: "D {\"number\":4}\n"))
        for (language, word) in [("en", "payload"), ("ru", "содержание"), ("kk", "мазмұны")] {
            let refused = try Program.run("record", "verify", changed, "--lang", language)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("3") && refused.errors.contains(word), "\(refused.errors)")
        }
    }

    /// The sum that the page of the format tells to compute.
    @Test func commonToolsGiveTheHash() throws {
        let record = try Record()
        let path = try record.export("day.txt")
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c",
            "sed -n 's/^E //p' \"$0\" | head -1 | tr -d '\\n' | cat <(printf 'sailau-record-event-1\\n') - | sha256sum",
            path,
        ]
        let output = Pipe()
        shell.standardOutput = output
        try shell.run()
        let sum = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).prefix(64)
        let head = try Program.run("record", "head", path, "--json").json()["head"] as? String
        #expect(head == "0:\(sum)")
    }

    @Test func aKeptHeadShowsARewrittenRecord() throws {
        let record = try Record()
        let early = try Program.run("record", "head", record.store, "--json").json()["head"] as? String
        let kept = try #require(early)
        #expect(try record.append("{}").status == 0)
        #expect(try Program.run("record", "verify", record.store, "--head", kept).status == 0)
        let other = try Record()
        #expect(try Program.run("record", "verify", other.store, "--head", kept).status == 1)
        #expect(try Program.run("record", "verify", record.store, "--head", "7:" + kept.dropFirst(2)).status == 1)
        #expect(try Program.run("record", "verify", record.store, "--head", "x").status == 2)
    }

    @Test func appendingAfterAnOldHeadAddsNothing() throws {
        let record = try Record()
        let head = try #require(try Program.run("record", "head", record.store, "--json").json()["head"] as? String)
        #expect(try record.append("{\"a\":1}", also: ["--after", head]).status == 0)
        let late = try record.append("{\"b\":2}", also: ["--after", head])
        #expect(late.status == 2 && late.errors.contains("1:"), "\(late.errors)")
        #expect(try Program.run("record", "verify", record.store, "--json").json()["events"] as? Int == 2)
    }

    @Test func anotherServiceIsRefused() throws {
        let record = try Record()
        let other = try Record()
        let refused = try Program.run(
            [
                "record", "append", record.store, "--service", other.key, "--kind", "k", "--author", "a", "--role", "r",
                "--payload", "-",
            ], input: "{}\n")
        #expect(refused.status == 2, "\(refused.errors)")
    }

    @Test func personalPayloadsAreErasedAndLeftOut() throws {
        let record = try Record()
        let name = try record.file("name.txt", "Aruzhan Example\n")
        #expect(try record.append("{}", also: ["--personal", name]).status == 0)
        let whole = try record.export("whole.txt")
        let open = try record.export("public.txt", also: ["--public"])
        #expect(try String(contentsOfFile: whole, encoding: .utf8).contains("Aruzhan"))
        #expect(try !String(contentsOfFile: open, encoding: .utf8).contains("Aruzhan"))
        #expect(try Program.run("record", "verify", open, "--json").json()["erased"] as? Int == 1)
        #expect(try Program.run("record", "erase", record.store, "--height", "1", "--place", "1").status == 0)
        let after = try record.export("after.txt")
        #expect(try !String(contentsOfFile: after, encoding: .utf8).contains("Aruzhan"))
        let difference = try Program.run("record", "diff", whole, after)
        #expect(difference.status == 0 && difference.output.contains("erased"), "\(difference.output)")
        #expect(try Program.run("record", "erase", record.store, "--height", "1", "--place", "2").status == 1)
    }

    @Test func backupAndRestore() throws {
        let record = try Record()
        for number in 1...4 { #expect(try record.append("{\"number\":\(number)}").status == 0) }
        let path = try record.export("day.txt")
        let restored = "\(record.folder)/restored.record"
        #expect(try Program.run("record", "import", path, "--into", restored).status == 0)
        #expect(try Program.run("record", "import", path, "--into", restored).status == 2)
        let difference = try Program.run("record", "diff", record.store, restored, "--json")
        #expect(try difference.json()["relation"] as? String == "same")
        let torn = try record.file("torn.txt", String(try String(contentsOfFile: path, encoding: .utf8).dropLast(9)))
        #expect(try Program.run("record", "import", torn, "--into", "\(record.folder)/none.record").status == 1)
        #expect(!FileManager.default.fileExists(atPath: "\(record.folder)/none.record"))
    }

    @Test func twoFuturesAreShown() throws {
        let record = try Record()
        #expect(try record.append("{\"common\":1}").status == 0)
        let copy = "\(record.folder)/copy.record"
        #expect(try Program.run("record", "import", try record.export("a.txt"), "--into", copy).status == 0)
        #expect(try record.append("{\"accepted\":true}").status == 0)
        let other = try Program.run(
            [
                "record", "append", copy, "--service", record.key, "--kind", "protocol.received", "--author", "p7",
                "--role",
                "typist", "--payload", "-",
            ], input: "{\"accepted\":false}\n")
        #expect(other.status == 0, "\(other.errors)")
        for (language, word) in [("en", "futures"), ("ru", "будущих"), ("kk", "жалғасы")] {
            let difference = try Program.run("record", "diff", record.store, copy, "--lang", language)
            #expect(difference.status == 1)
            #expect(difference.output.contains(word), "\(difference.output)")
            #expect(difference.output.contains("true") && difference.output.contains("false"))
        }
    }

    @Test func showingSaysWhoDidWhat() throws {
        let record = try Record()
        #expect(try record.append("{\"number\":1}").status == 0)
        let shown = try Program.run("record", "show", record.store, "--kind", "protocol.received")
        #expect(shown.status == 0)
        #expect(shown.output.contains("protocol.received") && shown.output.contains("p7 (typist)"))
        #expect(!shown.output.contains("record.opened"))
    }

    /// The same commands where the path is that of a connection file; the exported file is the backup of both.
    @Test(.enabled(if: PostgreSQLServer.isInstalled, "\(PostgreSQLServer.reason)"))
    func aRecordInPostgreSQL() throws {
        let server = try PostgreSQLServer.shared.get()
        let record = try Record(in: server)
        for number in 1...4 { #expect(try record.append("{\"number\":\(number)}").status == 0) }
        let verified = try Program.run("record", "verify", "--store", record.store, "--json")
        #expect(try verified.json()["events"] as? Int == 5, "\(verified.errors)")
        let backup = try record.export("backup.txt")
        let file = "\(record.folder)/restored.record"
        let database = try PostgreSQLServer.connectionFile([server], in: record.folder)
        for place in [file, database] {
            let restored = try Program.run("record", "import", backup, "--into", place)
            #expect(restored.status == 0, "\(restored.errors)")
            let difference = try Program.run("record", "diff", record.store, place, "--json")
            #expect(try difference.json()["relation"] as? String == "same")
            #expect(try Program.run("record", "import", backup, "--into", place).status == 2)
        }
        #expect(try Program.run("record", "head", record.store, "--store", record.store).status == 2)
        #expect(try Program.run("record", "head").status == 2)
    }

    @Test func mistakesInConnectionFilesAreTold() throws {
        let folder = try TemporaryFolder()
        let texts = [
            ("host = a\npassword = secret", "passfile"), ("hots = a", "hots"), ("host", "key = value"),
            ("host = /nowhere\nconnect_timeout = 1", "/nowhere"), ("dbname = a", "host"), ("notify = 1", "yes, no"),
        ]
        for (text, word) in texts {
            try folder.write("sailau-connection 1\n\(text)\n", to: "c")
            for language in ["en", "ru", "kk"] {
                let refused = try Program.run("record", "head", "\(folder.path)/c", "--lang", language)
                #expect(refused.status == 2 && refused.errors.contains(word), "\(refused.errors)")
                #expect(!refused.errors.contains("secret"))
            }
        }
    }

    /// A limit on the size of files in the middle of an event: nothing is added, and later it goes on.
    @Test func aFullDiskTakesNothingAway() throws {
        let record = try Record()
        #expect(try record.append("{\"number\":1}").status == 0)
        let before = try Program.run("record", "head", record.store, "--json").output
        let large = try record.file("large.json", "{\"text\":\"" + String(repeating: "x", count: 3_000_000) + "\"}\n")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c",
            "ulimit -f 1024 && exec .build/release/sailau record append \"$0\" --service \"$1\" --kind protocol.received "
                + "--author p7 --role typist --payload \"$2\"",
            record.store, record.key, large,
        ]
        process.currentDirectoryURL = Program.root
        process.environment = ["SAILAU_HOME": Program.root.path]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        #expect(text.contains("There is no room for it. Nothing was written."), "\(text)")
        #expect(try Program.run("record", "head", record.store, "--json").output == before)
        #expect(try record.append("{\"number\":2}").status == 0)
        #expect(try Program.run("record", "verify", record.store, "--json").json()["events"] as? Int == 3)
    }

    @Test(arguments: [
        ["record", "verify", "missing.txt"], ["record", "head", "missing"],
        [
            "record", "init", "x", "--election", "e", "--service", "k", "--author", "a", "--role", "r", "--times",
            "k=hour",
        ],
    ]) func wrongArgumentsAreBadInput(arguments: [String]) throws {
        #expect(try Program.run(arguments).status == 2)
    }
}
