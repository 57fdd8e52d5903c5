import Foundation
import Glibc
import LargeTests
import Testing

/// T38: adding up, decrypting and counting are killed at any moment. Whatever was done stays done, and the same commands go on to the
/// one result.
@Suite("Decryption: kills", .serialized) struct DecryptionKillTests {
    /// A day that is closed, with nothing decrypted.
    private static func closedDay() throws -> AnchorCommandTests.Day {
        let day = try AnchorCommandTests.Day()
        for voter in 0..<3 { try day.cast(voter) }
        #expect(try day.close("First").status == 0)
        #expect(try day.close("Third").status == 0)
        return day
    }

    /// Starts a program and ends it after some microseconds; whether it came to its end before.
    private static func runAndKill(_ arguments: [String], after microseconds: Int) throws -> Bool {
        let process = Process()
        process.executableURL = Program.root.appending(path: ".build/release/sailau")
        process.arguments = ["ballot"] + arguments
        process.environment = ["SAILAU_HOME": Program.root.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(UInt32(microseconds))
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .exit && process.terminationStatus == 0
    }

    private static func notes(_ day: AnchorCommandTests.Day) throws -> [String] {
        let name = day.folder.names(under: "trustee").first { $0.hasSuffix(".decrypted") }
        guard let name else { return [] }
        return String(decoding: try #require(day.folder.bytes("trustee/\(name)")), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    @Test func killedDecryptions() throws {
        let kills = LargeTest.size("killedDecryptions()")
        let closed = try Self.closedDay()
        let key = try #require(closed.folder.names(under: "trustee").first { $0.hasSuffix(".privkey") })
        func steps(_ day: AnchorCommandTests.Day) -> [[String]] {
            [
                ["tally", day.archive],
                ["decrypt", day.archive, "--key", day.path("trustee/\(key)")] + day.anchors, ["result", day.archive],
            ]
        }
        // How long each takes here, so that kills fall all over it.
        var lengths: [Int] = []
        let whole = try AnchorCommandTests.Day(copyOf: closed)
        for step in steps(whole) {
            let clock = ContinuousClock.now
            try whole.ballot(step)
            let (seconds, attoseconds) = (ContinuousClock.now - clock).components
            lengths.append(Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000))
        }
        let tally = try #require(try Self.notes(whole).first)
        var (interrupted, day) = (0, try AnchorCommandTests.Day(copyOf: closed))
        for kill in 0..<kills {
            let place = kill % 3
            if place == 0 { day = try AnchorCommandTests.Day(copyOf: closed) }
            let step = steps(day)[place]
            // From the first moment to a little after its usual end.
            let moment = lengths[place] * (kill / 3 * 7 % 23 + 1) / 20
            let isDone = try Self.runAndKill(step, after: moment)
            interrupted += isDone ? 0 : 1
            // Nothing was decrypted that is not noted, and never another tally.
            let notes = try Self.notes(day)
            #expect(notes.allSatisfy { $0 == tally } && notes.count <= 1, "kill \(kill): \(notes)")
            #expect(!isDone || place != 1 || notes.count == 1, "kill \(kill): decrypted without a note")
            // The same command goes on: done, or refused because it was done before the kill. One of both, and no third.
            let again = try day.attempt(step)
            #expect(again.status == (isDone ? 1 : again.status), "kill \(kill): done twice")
            #expect([0, 1].contains(again.status), "kill \(kill): \(again.errors)")
            #expect(try day.attempt(["verify", day.archive] + day.anchors).status == 0, "kill \(kill)")
            guard place == 2 else { continue }
            let shown = try day.ballot(["verify", day.archive, "--json"] + day.anchors).json()
            let counts = (shown["result"] as? [[String: Any]])?.first?["counts"] as? [[String: Any]]
            #expect(counts?.compactMap { $0["count"] as? Int } == [3, 0], "kill \(kill)")
            #expect(try Self.notes(day) == [tally])
        }
        #expect(interrupted > kills / 3)
    }
}
