import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// One program that starts the others, with real processes. Started by root it runs them under three users of their own, which a
/// Debian has from the beginning; otherwise that part is left out.
@Suite("sailau station run", .serialized)
struct StationRunTests {
    /// Users that no installation lacks and that own no program of ours.
    static let users = ["games", "uucp", "news"]
    static var isRoot: Bool { geteuid() == 0 }

    /// A station with an urn that is open and two booths, and no desk.
    final class Station {
        let day: AnchorCommandTests.Day
        var path: String { day.path("station") }

        init() throws {
            day = try AnchorCommandTests.Day()
            // Other users find their own folders in it.
            chmod(day.folder.path, 0o755)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            for name in ["urn", "booth-1", "booth-2"] { mkdir("\(path)/\(name)", 0o700) }
            try Self.run(
                "/usr/bin/env", "bash", Program.root.appending(path: "Scripts/make_station_keys.sh").path,
                "\(path)/urn-keys", "\(path)/booth-1-keys", "\(path)/booth-2-keys")
            let archive = AnchorCommandTests.uuid + ".bel"
            try FileManager.default.copyItem(atPath: day.archive, toPath: "\(path)/\(archive)")
            try Self.sailau(
                [
                    "station", "urn", "prepare", "--data", "\(path)/urn", "--archive", day.archive, "--station",
                    "Station A",
                ]
                    + day.commission)
            try Self.sailau(["station", "urn", "open", "--data", "\(path)/urn"])
            for number in 1...2 {
                try Self.sailau(["ballot", "station-secret", "--out", "\(path)/booth-\(number)/station.secret"])
            }
            try day.folder.write(
                """
                {"format":"sailau-booth-ballot/1","election":"\(AnchorCommandTests.uuid)","station":"Station A",\
                "languages":["kk","ru"],"simulated":true,"contests":[{"title":{"en":"Who?"},"choices":[\
                {"answer":0,"name":{"en":"A"},"detail":null},{"answer":1,"name":{"en":"B"},"detail":null}]}]}
                """, to: "station/ballot.json")
            try write()
            if StationRunTests.isRoot { try giveAway() }
        }

        func write(_ edit: (String) -> String = { $0 }) throws {
            func user(_ index: Int) -> String {
                StationRunTests.isRoot ? ", user: \(StationRunTests.users[index])" : ""
            }
            let booths = (1...2).map { number in
                """
                  - {archive: \(AnchorCommandTests.uuid).bel, ballot: ballot.json, secret: booth-\(number)/station.secret, \
                keys: booth-\(number)-keys, port: 0, unlocked: yes\(user(number))}
                """
            }
            let text = """
                format: sailau-station/1
                urn: {folder: urn, keys: urn-keys, port: 0\(user(0))}
                booths:
                \(booths.joined(separator: "\n"))

                """
            try day.folder.write(edit(text), to: "station/station.yaml")
        }

        /// Each part's folders to its user.
        private func giveAway() throws {
            for (index, name) in ["urn", "booth-1", "booth-2"].enumerated() {
                try Self.run(
                    "/usr/bin/env", "chown", "-R", "\(StationRunTests.users[index]):", "\(path)/\(name)",
                    "\(path)/\(name)-keys")
            }
        }

        static func run(_ words: String...) throws {
            let process = Process()
            process.executableURL = URL(filePath: words[0])
            process.arguments = Array(words.dropFirst())
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0, "\(words)")
        }

        static func sailau(_ words: [String]) throws {
            let done = try Program.run(words)
            try #require(done.status == 0, "\(words): \(done.errors)")
        }
    }

    /// The running program, what it prints, and the processes that it has started.
    final class Running {
        let process = Process()
        private let output = Pipe()
        private let errors: URL
        private(set) var ports: [String: Any] = [:]

        init(_ station: Station) throws {
            errors = URL(filePath: station.day.path("errors"))
            try Data().write(to: errors)
            process.executableURL = Program.root.appending(path: ".build/release/sailau")
            process.arguments = ["station", "--data", station.path, "--json"]
            process.environment = ["SAILAU_HOME": Program.root.path, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
            process.standardOutput = output
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGTERM) }
            process.waitUntilExit()
        }

        /// Waits for the line with the ports.
        func ready() throws {
            var line: [UInt8] = []
            while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1)?.first
            {
                line.append(byte)
            }
            let said = said
            ports = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
            try #require(ports["format"] as? String == "sailau-station-run/1", "\(said)")
        }

        var said: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

        /// Processes under this one, by what they were started with.
        var children: [(identifier: pid_t, words: [String], user: uid_t)] {
            StationRunTests.processes().filter { $0.parent == process.processIdentifier }.map {
                ($0.identifier, $0.words, $0.user)
            }
        }
    }

    static func processes() -> [(identifier: pid_t, parent: pid_t, words: [String], user: uid_t)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { name in
            guard let identifier = pid_t(name),
                let status = try? String(contentsOfFile: "/proc/\(name)/status", encoding: .utf8),
                let command = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"),
                let parent = status.firstMatch(of: /PPid:\t(\d+)/).flatMap({ pid_t($0.1) }),
                let user = status.firstMatch(of: /Uid:\t(\d+)/).flatMap({ uid_t($0.1) })
            else { return nil }
            let words = command.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return (identifier, parent, words, user)
        }
    }

    /// What a station has left behind: programs with a path of it, and under its users, who run nothing else, any.
    static func left(of station: Station) -> [[String]] {
        let own = isRoot ? users.compactMap { getpwnam($0)?.pointee.pw_uid } : []
        // One that has ended and waits for its parent to hear of it has no words any more.
        return processes().filter { process in
            !process.words.isEmpty
                && (own.contains(process.user) || process.words.contains { $0.hasPrefix(station.path) })
        }.map(\.words)
    }

    /// Looks again and again for a minute.
    static func waitUntil(_ condition: () throws -> Bool) throws -> Bool {
        for _ in 0..<600 {
            if try condition() { return true }
            usleep(100_000)
        }
        return false
    }

    @Test func theProgramsRunAndEndTogether() throws {
        let station = try Station()
        for signal in [SIGTERM, SIGINT] {
            let running = try Running(station)
            try running.ready()
            let booths = try #require(running.ports["booths"] as? [Int])
            #expect(booths.count == 2 && Set(booths).count == 2 && (running.ports["urn"] as? Int ?? 0) > 0)
            let children = running.children
            #expect(children.count == 3)
            if Self.isRoot {
                let names = Set(children.map(\.user)).compactMap {
                    getpwuid($0).map { String(cString: $0.pointee.pw_name) }
                }
                #expect(Set(names) == Set(Self.users))
            }
            kill(running.process.processIdentifier, signal)
            running.process.waitUntilExit()
            #expect(running.process.terminationStatus == 0, "\(running.said)")
            #expect(try Self.waitUntil { Self.left(of: station).isEmpty }, "\(Self.left(of: station))")
        }
    }

    /// Where the law demands a recorder (article 50-2(4)) no booth starts without one; with one each booth keeps its own.
    @Test func boothsKeepTheirRecorders() throws {
        let station = try Station()
        func write(_ edit: @escaping (String) -> String) throws {
            try station.write { text in
                edit(text.replacing("urn: {", with: "procedure: kazakhstan/mazhilis-2004-04-14\nurn: {"))
            }
        }
        try write { $0 }
        let without = try Program.run(["station", "--data", station.path])
        #expect(without.status == 1 && without.errors.contains("50-2(4)"), "\(without.errors)")
        try Station.sailau(["recorder", "key", "--name", "Oblast", "--out", station.path])
        try write { text in
            (1...2).reduce(text) { text, number in
                text.replacing(
                    "keys: booth-\(number)-keys",
                    with: "keys: booth-\(number)-keys, recorder: booth-\(number)/booth.recorder, "
                        + "recorder key: Oblast.recordpub")
            }
        }
        let running = try Running(station)
        try running.ready()
        kill(running.process.processIdentifier, SIGTERM)
        running.process.waitUntilExit()
        // Until its program is gone a log is that program's.
        #expect(try Self.waitUntil { Self.left(of: station).isEmpty }, "\(Self.left(of: station))")
        for number in 1...2 {
            let log = "\(station.path)/booth-\(number)/booth.recorder"
            let verified = try Program.run("recorder", "verify", log, "--json")
            #expect(verified.status == 0, "\(verified.errors)")
            let said = try verified.json()
            #expect(said["station"] as? String == "Station A" && said["entries"] as? Int == 0)
            // What members copy once the booth has ended.
            let end = try Program.run("recorder", "end", log, "--json")
            try #require(end.status == 0, "\(end.errors)")
            let ended = try end.json()
            #expect(ended["is_ended"] as? Bool == true && ended["last"] as? String != said["last"] as? String)
        }
        // A log that was taken away is missed: no booth starts, and none begins another.
        let gone = "\(station.path)/booth-1/booth.recorder"
        try FileManager.default.removeItem(atPath: gone)
        let missed = try Program.run(["station", "--data", station.path])
        #expect(missed.status == 1 && missed.errors.contains("booth.recorder"), "\(missed.errors)")
        #expect(!FileManager.default.fileExists(atPath: gone))
    }

    /// Killed at once it can tell nobody: the system ends what it has started.
    @Test func nothingIsLeftBehindAKilledOne() throws {
        let station = try Station()
        let running = try Running(station)
        try running.ready()
        kill(running.process.processIdentifier, SIGKILL)
        running.process.waitUntilExit()
        #expect(try Self.waitUntil { Self.left(of: station).isEmpty }, "\(Self.left(of: station))")
    }

    @Test func whatEndsIsStartedAgain() throws {
        let station = try Station()
        let running = try Running(station)
        try running.ready()
        for part in ["urn", "booth"] {
            let child = try #require(running.children.first { $0.words.dropFirst(2).first == part })
            let ports = child.words.last { Int($0) != nil }
            kill(child.identifier, SIGKILL)
            let again = try Self.waitUntil {
                running.children.contains { $0.identifier != child.identifier && $0.words.dropFirst(2).first == part }
                    && running.children.count == 3
            }
            #expect(again && ports != nil, "\(running.said)")
        }
        #expect(running.said.contains("signal 9"))
        #expect(try Self.waitUntil { running.said.contains("runs again") }, "\(running.said)")
        // The urn has the port that the booths know.
        let urn = try #require(running.children.first { $0.words.contains("urn") })
        #expect(urn.words.contains(String(try #require(running.ports["urn"] as? Int))))
    }

    @Test func aFolderThatOthersCanReadIsRefused() throws {
        let station = try Station()
        for language in ["en", "ru", "kk"] {
            chmod("\(station.path)/urn", 0o750)
            let refused = try Program.run("station", "run", "--data", station.path, "--lang", language)
            #expect(
                refused.status == 2 && refused.errors.contains("chmod 700 \(station.path)/urn"), "\(refused.errors)")
            chmod("\(station.path)/urn", 0o700)
        }
        if Self.isRoot {
            chown("\(station.path)/urn", getpwnam(Self.users[1]).pointee.pw_uid, 0)
            let refused = try Program.run("station", "--data", station.path)
            #expect(refused.status == 2 && refused.errors.contains("chown -R \(Self.users[0])"), "\(refused.errors)")
        }
        chmod("\(station.path)/station.yaml", 0o666)
        #expect(try Program.run("station", "--data", station.path).errors.contains("station.yaml"))
        #expect(try Self.waitUntil { Self.left(of: station).isEmpty }, "\(Self.left(of: station))")
    }

    @Test func plansThatCannotBeKept() throws {
        let station = try Station()
        func refused(_ edit: (String) -> String) throws -> Program {
            try station.write(edit)
            return try Program.run("station", "--data", station.path)
        }
        #expect(try refused { _ in "format: sailau-station/1\n" }.status == 2)
        #expect(try refused { $0.replacing("sailau-station/1", with: "sailau-station/2") }.status == 2)
        #expect(try refused { $0.replacing(/urn: \{folder.*\n/, with: "") }.errors.contains("Booth 1"))
        #expect(try refused { $0.replacing("booth-2/", with: "urn/") }.status == 2)
        if Self.isRoot {
            #expect(try refused { $0.replacing(", user: games", with: "") }.errors.contains("user"))
            #expect(try refused { $0.replacing("user: games", with: "user: uucp") }.errors.contains("uucp"))
            #expect(try refused { $0.replacing("user: games", with: "user: root") }.status == 2)
            #expect(try refused { $0.replacing("user: games", with: "user: nobody-here") }.errors.contains("adduser"))
        } else {
            #expect(try refused { $0.replacing("port: 0}", with: "port: 0, user: root}") }.status == 2)
        }
        #expect(Self.left(of: station).isEmpty)
    }

    /// A program that does not start ends the others, and the result says so.
    @Test func oneThatDoesNotStart() throws {
        let station = try Station()
        try FileManager.default.removeItem(atPath: "\(station.path)/ballot.json")
        let failed = try Program.run("station", "--data", station.path)
        #expect(failed.status == 1 && failed.errors.contains("Booth 1"), "\(failed.errors)")
        #expect(Self.left(of: station).isEmpty)
    }
}
