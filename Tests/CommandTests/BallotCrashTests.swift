import Foundation
import Glibc
import PrimeOrderGroups
import Testing
import VerifiableVoting

/// The program is killed while it writes, or the disk is full: nothing acknowledged is lost.
@Suite struct BallotCrashTests {
    typealias Suite1 = VersionOne<Edwards25519>

    /// Kills: 1,000 with SAILAU_SOAK=1.
    static let kills = ProcessInfo.processInfo.environment["SAILAU_SOAK"] == "1" ? 1000 : 20

    /// Ballots of an election of ours, made without the program.
    private func ballots(_ election: BallotElection, count: Int) throws -> [String] {
        var reader = ArchiveReader(MemoryArchive(election.bytes()))
        let description = try ElectionDescription(bytes: try #require(try reader.next()?.data[0].body))
        let maker = BallotMaker(try Election<Suite1>(description))
        let credentials = String(
            decoding: election.folder.bytes("registrar/private_creds.txt") ?? Data(), as: UTF8.self
        )
        .split(separator: "\n").compactMap { $0.split(separator: " ").last }.compactMap {
            PrivateCredential(String($0))
        }
        return try (0..<count).map { number in
            let secret = credentials[number % credentials.count].exponent(uuid: election.uuid, suite: Suite1.self)
            let choices = [[number % 2, 1 - number % 2]]
            return String(decoding: try maker.prepare(choices, credential: secret).cast(), as: UTF8.self)
        }
    }

    private static let question = "name: N\nquestions: [{question: Q, answers: [A, B]}]\n"

    private func trackers(_ bytes: [UInt8]) throws -> Set<String> {
        var reader = ArchiveReader(MemoryArchive(bytes))
        var trackers: Set<String> = []
        while let event = try reader.next() {
            if event.event.kind == .ballot { trackers.insert(event.data[0].digest.base64) }
        }
        return trackers
    }

    @Test func killedWhileWriting() throws {
        let election = try BallotElection(questions: Self.question, trustees: 1)
        let fresh = election.bytes()
        let ballots = try ballots(election, count: 60)
        let all = Set(ballots.map { Digest(of: $0).base64 })
        let input = election.path("ballots.jsons")
        try Data(ballots.joined(separator: "\n").utf8).write(to: URL(filePath: input))
        var interrupted = 0
        for kill in 0..<Self.kills {
            try election.write(fresh)
            let process = Process()
            process.executableURL = Program.root.appending(path: ".build/release/sailau")
            process.arguments = ["ballot", "cast", election.archive, "--ballot", input, "--json"]
            process.environment = ["SAILAU_HOME": Program.root.path]
            let output = election.path("output")
            try Data().write(to: URL(filePath: output))
            let handle = try FileHandle(forWritingTo: URL(filePath: output))
            process.standardOutput = handle
            try process.run()
            // Once some ballots are acknowledged, at another moment each time.
            let wanted = 1 + kill * 7 % 50
            while process.isRunning {
                let lines = (FileManager.default.contents(atPath: output) ?? Data()).count { $0 == 10 }
                if lines >= wanted { break }
                usleep(UInt32(100 + kill % 13 * 30))
            }
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try handle.close()
            let printed = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
            // A line that was not finished was not acknowledged.
            let acknowledged = Set(
                printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { line in
                    (try? JSONTree.read(Array(line.utf8)))?["tracker"]?.string
                })
            let extent = try ArchiveExtent(MemoryArchive(election.bytes()))
            let head = try #require(extent.head)
            let kept = try trackers(Array(election.bytes().prefix(Int(head.byteCount))))
            #expect(acknowledged.isSubset(of: kept), "kill \(kill): acknowledged ballots are gone")
            #expect(kept.count <= acknowledged.count + 1)
            if kept.count < all.count { interrupted += 1 }
            // What is left is continued with the ballots that are missing.
            let rest = ballots.filter { !kept.contains(Digest(of: $0).base64) }
            guard !rest.isEmpty else { continue }
            let more = try Program.run(["ballot", "cast", election.archive, "--ballot", "-"], input: rest[0] + "\n")
            #expect(more.status == 0, "\(more.errors)")
            #expect(try trackers(election.bytes()).count == kept.count + 1)
            if kill % 50 == 0 { #expect(try election.verify().status == 0) }
        }
        #expect(interrupted > Self.kills / 2)
    }

    /// A limit on the size of files in the middle of the next ballot: nothing is written, and later it goes on.
    @Test func aFullDiskTakesNothingAway() throws {
        let election = try BallotElection(questions: Self.question, trustees: 1)
        let ballots = try ballots(election, count: 2)
        try Data(ballots[0].utf8).write(to: URL(filePath: election.path("first")))
        try Data(ballots[1].utf8).write(to: URL(filePath: election.path("second")))
        #expect(try Program.run("ballot", "cast", election.archive, "--ballot", election.path("first")).status == 0)
        let before = election.bytes()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c",
            "ulimit -f \(before.count / 1024 + 1) && exec .build/release/sailau ballot cast \"$0\" --ballot \"$1\"",
            election.archive, election.path("second"),
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
        #expect(election.bytes() == before)
        let second = try Program.run("ballot", "cast", election.archive, "--ballot", election.path("second"))
        #expect(second.status == 0, "\(second.errors)")
        #expect(try election.verify().status == 0)
    }

    /// A torn tail is reported when the archive is opened for writing.
    @Test func aTornTailIsReported() throws {
        let election = try BallotElection(questions: Self.question, trustees: 1)
        let ballots = try ballots(election, count: 1)
        let before = election.bytes()
        try election.write(before + [UInt8](repeating: 0, count: 700))
        #expect(try election.verify().status == 1)
        let cast = try Program.run(["ballot", "cast", election.archive, "--ballot", "-"], input: ballots[0] + "\n")
        #expect(cast.status == 0, "\(cast.errors)")
        #expect(cast.errors.contains("left 700\u{A0}bytes after the last whole event"), "\(cast.errors)")
        #expect(election.folder.names().contains { $0.contains(".cut-\(before.count)") })
        #expect(try election.verify().status == 0)
    }
}
