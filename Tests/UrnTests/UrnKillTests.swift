import ElectronicStation
import Foundation
import LargeTests
import PrimeOrderGroups
import SmallUrn
import Storage
import Testing
import Urn
import VerifiableVoting

#if canImport(Glibc)
    import Glibc
#endif

/// T38: a program that casts and challenges is killed again and again.
@Suite("Urn: kills", .serialized)
struct UrnKillTests {
    struct Stalled: Error, CustomStringConvertible { var description: String }

    /// A program with its output.
    private final class Writer {
        private let process = Process()
        private let output: String

        init(_ arguments: [String], output: String) throws {
            self.output = output
            process.executableURL = Self.program
            process.arguments = arguments
            try Data().write(to: URL(filePath: output))
            let handle = try FileHandle(forWritingTo: URL(filePath: output))
            process.standardOutput = handle
            process.standardError = FileHandle.standardError
            try process.run()
            try handle.close()
        }

        deinit { Glibc.kill(process.processIdentifier, SIGKILL) }

        /// Beside the tests, wherever they are built.
        private static let program: URL = {
            let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
            return URL(filePath: tests).deletingLastPathComponent().appending(path: "UrnWriters")
        }()

        var lines: [Substring] {
            get throws {
                try String(contentsOfFile: output, encoding: .utf8).split(
                    separator: "\n", omittingEmptySubsequences: false
                ).dropLast()
            }
        }

        var isRunning: Bool { process.isRunning }

        func awaitLines(_ count: Int) throws {
            let deadline = ContinuousClock.now + .seconds(120)
            while try lines.count < count {
                guard ContinuousClock.now < deadline else { throw Stalled(description: "\(try lines.count) lines") }
                guard process.isRunning else { return }
                usleep(500)
            }
        }

        /// What was acknowledged until the end.
        func kill() throws -> [Substring] {
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return try lines
        }

        func end() throws -> [Substring] {
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw Stalled(description: "\(process.terminationStatus)") }
            return try lines
        }
    }

    /// Ballots of each voter, made before.
    private static func ballots(_ small: SmallEdwardsUrn) throws -> String {
        var text = ""
        for voter in small.voters.indices {
            let (ballot, challenge) = (try small.cast(voter), try small.challenge(voter))
            text += String(decoding: small.credentials[voter], as: UTF8.self)
            text += " \(ballot.code) \(Hexadecimal.text(ballot.bytes))"
            text += " \(challenge.code) \(Hexadecimal.text(challenge.line))\n"
        }
        return text
    }

    @Test func killedUrns() async throws {
        let kills = LargeTest.size("killedUrns()")
        // Two voters or three between kills.
        let voters = 3 * kills + 40
        let small = try await SmallEdwardsUrn(stations: [("Station A", voters)])
        try await withFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/u", withIntermediateDirectories: true)
            try await small.prepare("\(folder)/u")
            let file = "\(folder)/ballots"
            try WholeFile.write(Array(try Self.ballots(small).utf8), to: file)
            var acknowledged: [String: String] = [:]
            var cutOff = 0
            for kill in 0..<kills {
                let writer = try Writer(
                    ["vote", "\(folder)/u", file, "\(max(0, acknowledged.count / 3 - 3))"], output: "\(folder)/lines")
                try writer.awaitLines(1 + kill * 7 % 9)
                usleep(UInt32(kill * 131 % 1500))
                for line in try writer.kill() {
                    let fields = line.split(separator: " ").map(String.init)
                    acknowledged["\(fields[0]) \(fields[1]) \(fields[0] == "commit" ? fields[2] : "")"] = fields[2]
                }
                cutOff += try await Self.check("\(folder)/u", small, acknowledged, "kill \(kill)")
            }
            // SIGKILL leaves the page cache alone: a record is there or not.
            #expect(cutOff == 0)
            #expect(acknowledged.count > 2 * kills)
        }
    }

    /// What was acknowledged is there, each slip spent once, every record whole.
    private static func check(
        _ folder: String, _ small: SmallEdwardsUrn, _ acknowledged: [String: String], _ comment: Comment
    ) async throws -> Int {
        let urn = try await UrnKeeper.open(folder: folder)
        for (what, code) in acknowledged {
            let fields = what.split(separator: " ")
            let voter = try #require(Int(fields[1]))
            let state = await urn.use(of: small.credentials[voter])
            switch fields[0] {
            case "cast": #expect(state == .cast, comment)
            case "challenge": #expect(state == .challenged, comment)
            default: #expect(state != .unknown && !code.isEmpty, comment)
            }
        }
        let figures = try await urn.figures()
        let cast = acknowledged.keys.count { $0.hasPrefix("cast") }
        let challenged = acknowledged.keys.count { $0.hasPrefix("challenge") }
        // One more than was acknowledged may stand in the urn after each kill: its voter is found spent and passed over.
        #expect(figures.ballots >= cast && figures.challenges >= challenged, comment)
        #expect(figures.undecided <= 1, comment)
        return figures.cutOff
    }

    @Test func killedClosings() async throws {
        let kills = LargeTest.size("killedClosings()")
        try await withFolder { folder in
            let small = try await SmallEdwardsUrn(stations: [("Station A", 30)])
            let ballots = try UrnAssemblyTests.ballots(small, cast: Array(0..<20), challenged: [20, 21])
            try await UrnAssemblyTests.fill(small, "\(folder)/u", ballots, closes: false)
            try WholeFile.write(small.manifest.bytes, to: "\(folder)/manifest")
            try FileManager.default.createDirectory(atPath: "\(folder)/out", withIntermediateDirectories: true)
            let arguments = [
                "close", "\(folder)/u", "\(folder)/manifest", small.commission.hexadecimal, "\(folder)/out",
            ]
            for kill in 0..<kills {
                let writer = try Writer(arguments, output: "\(folder)/lines")
                usleep(UInt32(kill * 7919 % 120_000))
                if try writer.kill().contains("closed") {
                    #expect(try await UrnKeeper.open(folder: "\(folder)/u").stage == .closed)
                }
                #expect(try await UrnKeeper.open(folder: "\(folder)/u").figures().ballots == 20)
            }
            #expect(try Writer(arguments, output: "\(folder)/lines").end() == ["closed", "assembled"])
            // The same as from an urn that nobody killed.
            try await UrnAssemblyTests.fill(small, "\(folder)/v", ballots)
            let whole = try await UrnAssemblyTests.assemble(small, ["\(folder)/v"], into: "\(folder)/whole")
            for name in ["bel", "challenges", "evidence"] {
                #expect(
                    try WholeFile.read("\(folder)/out/\(small.uuid).\(name)")
                        == WholeFile.read("\(folder)/whole/\(small.uuid).\(name)"))
            }
            #expect(whole.closing.ballots == 20)
        }
    }
}
