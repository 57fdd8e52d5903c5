import Foundation
import Glibc
import Testing

/// The secret that a station mixes into the randomness of its ballots, and the counter that gives no number twice.
@Suite struct StationSecretTests {
    private struct Station {
        let election: BallotElection
        var secret: String { election.path("booth.secret") }
        var option: [String] { ["--station-secret", secret] }

        init() throws {
            election = try BallotElection(trustees: 1)
            let made = try Program.run("ballot", "station-secret", "--out", election.path("booth.secret"), "--json")
            #expect(made.status == 0, "\(made.errors)")
            #expect(try made.json()["secret"] as? String == secret)
            #expect(try made.json()["counter"] as? String == "\(secret).counter")
        }

        func number() throws -> Int? {
            Int(try String(contentsOfFile: "\(secret).counter", encoding: .utf8).dropLast())
        }

        func challenge(_ voter: String, _ decision: String, also: [String] = []) throws -> Program {
            try Program.run(
                [
                    "ballot", "challenge", election.archive, "--credential", election.credentials, "--voter", voter,
                    "--choice", "1", "--choice", "none",
                ] + option + also, input: "\(decision)\n")
        }
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func secretAndCounterArePrivateAndNotOverwritten() throws {
        let station = try Station()
        for path in [station.secret, "\(station.secret).counter"] { #expect(try permissions(path) == 0o600) }
        let secret = try String(contentsOfFile: station.secret, encoding: .utf8)
        #expect(secret.count == 65 && secret.dropLast().allSatisfy(\.isHexDigit))
        let again = try Program.run("ballot", "station-secret", "--out", station.secret)
        #expect(again.status == 2)
        #expect(try String(contentsOfFile: station.secret, encoding: .utf8) == secret)
        let other = try Program.run("ballot", "station-secret", "--out", station.election.path("other.secret"))
        #expect(other.status == 0)
        #expect(try String(contentsOfFile: station.election.path("other.secret"), encoding: .utf8) != secret)
    }

    /// Each ballot that is made takes a number, whatever becomes of it; what is refused before takes none.
    @Test func everyBallotTakesANumber() throws {
        let station = try Station()
        let secret = try String(contentsOfFile: station.secret, encoding: .utf8).dropLast()
        var runs = [try station.election.cast("a", "1", "none", also: station.option)]
        #expect(try station.number() == 1)
        runs.append(try station.election.cast("a", "2", "1,2", also: station.option))
        #expect(try station.number() == 2)
        runs.append(try station.challenge("b", "challenge"))
        #expect(try station.number() == 3)
        runs.append(try station.challenge("c", "cast", also: ["--json"]))
        #expect(try station.number() == 4)
        for run in runs {
            #expect(run.status == 0, "\(run.errors)")
            #expect(!run.output.contains(secret) && !run.errors.contains(secret))
        }
        #expect(try station.challenge("c", "perhaps").status == 2)
        #expect(try station.number() == 5)
        #expect(try station.election.cast("a", "4", "none", also: station.option).status == 2)
        try Data("{}".utf8).write(to: URL(filePath: station.election.path("ballot.json")))
        let made = try Program.run(
            ["ballot", "cast", station.election.archive, "--ballot", station.election.path("ballot.json")]
                + station.option)
        #expect(made.status == 2)
        #expect(made.errors.contains("--ballot"))
        #expect(try station.number() == 5)
        let verified = try station.election.verify("--json")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try verified.json()["ballots"] as? Int == 3)
    }

    /// Nothing is cast with a secret that others know, or with a number that may have been used.
    @Test func whatCannotBeTrustedIsRefused() throws {
        let station = try Station()
        let before = station.election.bytes()
        let counter = "\(station.secret).counter"
        func refused(_ english: String, _ russian: String, _ kazakh: String) throws {
            for (language, words) in [("en", english), ("ru", russian), ("kk", kazakh)] {
                let option = station.option + ["--lang", language]
                for run in [
                    try station.election.cast("a", "1", "none", also: option),
                    try station.challenge("a", "cast", also: ["--lang", language]),
                ] {
                    #expect(run.status == 2)
                    #expect(run.output.isEmpty)
                    #expect(run.errors.contains(words), "\(run.errors)")
                }
            }
            #expect(station.election.bytes() == before)
        }
        chmod(station.secret, 0o640)
        try refused("Others can read", "могут прочесть другие", "басқалар оқи алады")
        #expect(try station.number() == 0)
        chmod(station.secret, 0o600)
        for text in ["", "zero\n", "3"] {
            try Data(text.utf8).write(to: URL(filePath: counter))
            try refused("missing or damaged", "повреждён", "бүлінген")
            #expect(FileManager.default.contents(atPath: counter) == Data(text.utf8))
        }
        try FileManager.default.removeItem(atPath: counter)
        try refused("missing or damaged", "повреждён", "бүлінген")
        #expect(!FileManager.default.fileExists(atPath: counter))
        try Data("0\n".utf8).write(to: URL(filePath: counter))
        let secret = try #require(FileManager.default.contents(atPath: station.secret))
        try secret.prefix(63).write(to: URL(filePath: station.secret))
        try refused("too short", "слишком короткий", "тым қысқа")
        try FileManager.default.removeItem(atPath: station.secret)
        try refused("There is no such file", "такого файла нет", "мұндай файл жоқ")
    }

    /// Killed at any moment, the counter never goes back, and no ballot is there without a number of its own.
    @Test func killedWhileCasting() throws {
        let station = try Station()
        var last = 0
        for kill in 0..<20 {
            let process = Process()
            process.executableURL = Program.root.appending(path: ".build/release/sailau")
            process.arguments =
                [
                    "ballot", "cast", station.election.archive, "--credential", station.election.credentials,
                    "--voter", "a", "--choice", "1", "--choice", "none",
                ] + station.option
            process.environment = ["SAILAU_HOME": Program.root.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // From the first number on, a little later each time, until after the last write.
            let started = last
            while process.isRunning, try station.number() == started { usleep(50) }
            usleep(UInt32(kill * 200))
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let number = try #require(try station.number())
            #expect(number >= last)
            last = number
        }
        let cast = try station.election.cast("a", "1", "none", also: station.option)
        #expect(cast.status == 0, "\(cast.errors)")
        #expect(try station.number() == last + 1)
        let ballots = try #require(try station.election.verify("--json").json()["ballots"] as? Int)
        #expect(ballots <= last + 1)
        #expect(last > 10)
    }
}
