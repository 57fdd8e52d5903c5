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
