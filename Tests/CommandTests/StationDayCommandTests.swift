import Foundation
import Testing

/// `sailau station day`: a day that comes out to the last ballot, and an archive that anybody verifies.
@Suite struct StationDayCommandTests {
    @Test func aDayIsReconciledAndItsArchiveVerifies() throws {
        let folder = try TemporaryFolder()
        let run = try Program.run("station", "day", "--electors", "300", "--out", "\(folder.path)/day", "--json")
        try #require(run.status == 0, "\(run.errors)")
        let day = try run.json()
        #expect(day["format"] as? String == "sailau-station-day/1")
        let numbers = ["printed", "destroyed", "electronic", "challenges", "torn", "ballots", "returned", "missing"]
        let figures = numbers.map { day[$0] as? Int ?? -1 }
        let handedOut = figures[2] + figures[3] + figures[4]
        #expect(figures[0] == handedOut + figures[1])
        #expect(handedOut == figures[5] + figures[3] + figures[6] + figures[7])
        #expect(day["interruptions"] as? Int == 2)
        let uuid = try #require(day["election"] as? String)
        let base = "\(folder.path)/day/\(uuid)"
        let verified = try Program.run(
            "ballot", "verify", "\(base).bel", "--manifest", "\(folder.path)/day/day.manifest", "--commission-key",
            "\(folder.path)/day/Commission.signpub", "--closing", "\(base).closing", "--challenges",
            "\(base).challenges", "--evidence", "\(base).evidence", "--json")
        #expect(verified.status == 0, "\(verified.errors)")
        let statement = try verified.json()
        #expect(statement["ballots"] as? Int == figures[5])
        let record = try Program.run("record", "verify", "\(folder.path)/day/desk.record")
        #expect(record.status == 0, "\(record.errors)")
        // The act that takes the station's record over.
        let act = try Program.run("station", "record", "\(folder.path)/day/desk.record")
        let payload = try act.json()
        #expect(act.status == 0 && payload["station"] as? String == day["station"] as? String, "\(act.errors)")
        #expect(payload["head"] as? String == day["record"] as? String)
        #expect(payload["checkIns"] as? Int == figures[2] + (day["paper"] as? Int ?? 0))
        // The recorders of article 50-2(4): whole, ended, as the report has them, and opened by their key alone.
        let logs = try #require(day["recorders"] as? [[String: Any]])
        for (name, log) in zip(["desk", "booth-1", "booth-2"], logs) {
            let path = "\(folder.path)/day/\(name).recorder"
            let verified = try Program.run("recorder", "verify", path, "--json").json()
            #expect(verified["is_ended"] as? Bool == true && verified["last"] as? String == log["last"] as? String)
            #expect(verified["entries"] as? Int == log["entries"] as? Int)
            let opened = try Program.run("recorder", "open", path, "--key", "\(folder.path)/day/Oblast.recordkey")
            #expect(opened.status == 0 && opened.output.split(separator: "\n").count == log["entries"] as? Int)
            #expect(opened.output.contains(name == "desk" ? "station closed" : "booth opened"), "\(opened.errors)")
            // Ended once: the command shows it again and changes nothing.
            let again = try Program.run("recorder", "end", path, "--json").json()
            #expect(again["last"] as? String == log["last"] as? String)
        }
        // The same folder twice is refused, and nothing in it is changed.
        let again = try Program.run("station", "day", "--electors", "300", "--out", "\(folder.path)/day")
        #expect(again.status == 2, "\(again.errors)")
        #expect(try Program.run("ballot", "verify", "\(base).bel").status == 0)
    }

    /// From the desk's record, the archive and the protocols of paper: electronic protocols and their summaries, as tables and as PDF.
    @Test func theProtocolsOfTheDay() throws {
        let folder = try TemporaryFolder()
        let day = "\(folder.path)/day"
        let run = try Program.run("station", "day", "--electors", "300", "--out", day, "--json")
        try #require(run.status == 0, "\(run.errors)")
        let uuid = try #require(try run.json()["election"] as? String)
        func protocols(_ more: String...) throws -> Program {
            try Program.run(
                [
                    "station", "protocols", "--data", day, "--archive", "\(day)/\(uuid).bel", "--manifest",
                    "\(day)/day.manifest", "--commission-key", "\(day)/Commission.signpub", "--ballots",
                    "\(day)/ballots", "--out", "\(folder.path)/protocols",
                ] + more)
        }
        let made = try protocols("--json")
        try #require(made.status == 0, "\(made.errors)")
        let report = try made.json()
        #expect(report["electronic"] as? Int == 2 && report["summaries"] as? Int == 2)
        let files = try #require(report["files"] as? [String])
        #expect(files.count { $0.hasSuffix(".pdf") } == 4 && files.count { $0.hasSuffix(".csv") } == 2)
        for file in files where file.hasSuffix(".csv") {
            let text = try String(contentsOfFile: "\(folder.path)/protocols/\(file)", encoding: .utf8)
            let rows = text.split(separator: "\n").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
            #expect(rows.map { String($0[4]) } == ["paper", "electronic", "summary"])
            let votes = rows.map { $0[15].split(separator: " ").compactMap { Int($0) } }
            #expect(votes[2] == zip(votes[0], votes[1]).map(+) && votes[1].reduce(0, +) > 0)
        }
        for file in files where file.hasSuffix(".pdf") {
            #expect(
                try Data(contentsOf: URL(filePath: "\(folder.path)/protocols/\(file)")).starts(with: Data("%PDF".utf8)))
        }
        for language in ["ru", "kk"] {
            let told = try protocols("--lang", language)
            #expect(told.status == 0 && !told.output.contains("desk."), "\(told.errors)")
        }
        // One voter more on the protocol of paper than the desk gave ballots: written, and found.
        let paper = try #require(files.first { $0.hasSuffix(".csv") })
        let path = "\(day)/ballots/\(paper)"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        fields[6] = String(try #require(Int(fields[6])) + 1)
        lines[1] = fields.joined(separator: ",")
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let contradicts = try protocols()
        #expect(contradicts.status == 1 && contradicts.output.contains("L10"), "\(contradicts.errors)")
        // Without the announcement nothing is believed.
        let bare = try Program.run(
            "station", "protocols", "--data", day, "--archive", "\(day)/\(uuid).bel", "--ballots", "\(day)/ballots",
            "--out", "\(folder.path)/bare")
        #expect(bare.status == 2 && !FileManager.default.fileExists(atPath: "\(folder.path)/bare"))
        try FileManager.default.removeItem(atPath: "\(day)/ballots/ballots.csv")
        let missing = try protocols()
        #expect(missing.status == 2 && missing.errors.contains("ballots.csv"), "\(missing.errors)")
    }

    @Test(arguments: ["ru", "kk"]) func theReportIsInThreeLanguages(language: String) throws {
        let folder = try TemporaryFolder()
        let run = try Program.run("station", "day", "--electors", "100", "--out", folder.path, "--lang", language)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.split(separator: "\n").count >= 15 && !run.output.contains("stationday."))
    }

    @Test(arguments: [["--electors", "5"], ["--group", "nowhere"], ["--electronic-share", "2"]])
    func wrongArguments(_ arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let run = try Program.run(["station", "day", "--out", folder.path] + arguments)
        #expect(run.status == 2 && run.errors.contains(arguments[1]), "\(run.errors)")
    }
}
