import Foundation
import Testing

@Suite struct CountCommandTests {
    @Test func theTableIsPrintedInEachForm() throws {
        let json = try Program.run("count", "checks", "--json").json()
        #expect(json["format"] as? String == "sailau-count-checks/1")
        let checks = try #require(json["checks"] as? [[String: Any]])
        let left = try #require(json["not_measured"] as? [[String: Any]])
        #expect(checks.count + left.count == 66 + 5)
        let document = try Program.run("count", "checks", "--document")
        #expect(
            document.output
                == (try String(contentsOf: Program.root.appending(path: "Documentation/Checks.md"), encoding: .utf8)))
        for language in ["en", "ru", "kk"] {
            let table = try Program.run("count", "checks", "--lang", language)
            #expect(table.status == 0 && table.output.contains("A17") && table.output.contains("F04"))
        }
    }

    @Test func calibrationOfTheReconstruction() throws {
        let json = try Program.run("count", "calibrate", "kazakhstan-2004", "--json").json()
        #expect(json["format"] as? String == "sailau-count-calibration/1" && json["reconstructed"] as? Bool == true)
        let checks = try #require(json["checks"] as? [[String: Any]])
        let errors = checks.filter { $0["severity"] as? String == "error" }
        #expect(errors.allSatisfy { $0["findings"] as? Int == 0 })
        let measured = Dictionary(
            uniqueKeysWithValues: checks.map { ($0["code"] as? String ?? "", $0["measured"] as? Int ?? 0) })
        #expect(measured["A02"] == json["protocols"] as? Int)
        #expect(try Program.run("count", "calibrate", "kazakhstan-2004").output.contains("A02"))
    }

    @Test func thereAreNoProtocolsOfOtherElections() throws {
        let totals = try Program.run("count", "tabulate", "georgia-2016")
        #expect(totals.status == 0)
        let lines = totals.output.split(separator: "\n").dropFirst()
        #expect(lines.count >= 3 && lines.allSatisfy { $0.contains("imported totals") })
        let run = try Program.run("count", "calibrate", "georgia-2016", "--lang", "ru")
        #expect(run.status == 2 && run.errors.contains("georgia-2016"))
    }

    @Test func awrongFigureInAfolderIsFound() throws {
        let folder = try TemporaryFolder()
        try #require(try Program.run("reconstruct", "--out", folder.path).status == 0)
        let good = try Program.run("count", "check", "kazakhstan-2004", "--protocols", folder.path)
        #expect(good.status == 0, "\(good.errors)")
        // The first protocol of the lists: one more in D than in the piles.
        let name = "protocols-list-1.csv"
        var rows = String(decoding: folder.bytes(name) ?? Data(), as: UTF8.self).components(separatedBy: "\n")
        try #require(rows.count > 1)
        var fields = rows[1].components(separatedBy: ",")
        try #require(fields.count > 8)
        fields[8] = "\((Int(fields[8]) ?? 0) + 1)"
        rows[1] = fields.joined(separator: ",")
        try folder.write(rows.joined(separator: "\n"), to: name)
        let bad = try Program.run("count", "check", "kazakhstan-2004", "--protocols", folder.path, "--json")
        #expect(bad.status == 1)
        let findings = try #require(try bad.json()["findings"] as? [[String: Any]])
        let codes = findings.filter { $0["severity"] as? String == "error" }.compactMap { $0["code"] as? String }
        #expect(Set(codes) == ["A02", "E02"])
        #expect(try Program.run("count", "check", "kazakhstan-2004", "--protocols", "\(folder.path)/none").status == 2)
    }

    @Test func limitsAreReadFromTheElection() throws {
        let folder = try TemporaryFolder()
        try folder.copyElection("kazakhstan-2004")
        let before = try Program.run("count", "calibrate", folder.path, "--json").json()
        try folder.write(
            """
            format: sailau-counting/1
            limits:
              - {limit: invalid share, value: 3/100, source: for a test}

            """, to: "counting.yaml")
        func found(_ json: [String: Any]) -> Int? {
            (json["checks"] as? [[String: Any]])?.first { $0["code"] as? String == "C02" }?["findings"] as? Int
        }
        let after = try Program.run("count", "calibrate", folder.path, "--json").json()
        #expect(found(before) == 0)
        #expect(try #require(found(after)) > 0)
        try folder.write(
            "format: sailau-counting/1\nlimits:\n  - {limit: invalid shares, value: 1/2}\n", to: "counting.yaml")
        let wrong = try Program.run("count", "calibrate", folder.path)
        #expect(wrong.status == 2 && wrong.errors.contains("counting.yaml:3"))
    }

    @Test func typingErrorsAreTheSameInTwoRuns() throws {
        let first = try Program.run("count", "typing-errors", "--errors", "500", "--json")
        let second = try Program.run("count", "typing-errors", "--errors", "500", "--json")
        #expect(first.status == 0 && first.output == second.output)
        #expect(try first.json()["format"] as? String == "sailau-typing-errors/1")
        #expect(try Program.run("count", "typing-errors", "--errors", "-1").status == 2)
    }
}
