import Foundation
import PrintedPapers
import Testing

/// Papers by the command line: of the folder of a reconstruction, and of the record of the played night.
@Suite(.serialized) struct PaperCommandTests {
    private static let protocols = Result { () -> TemporaryFolder in
        let folder = try TemporaryFolder()
        let run = try Program.run("reconstruct", "--stations", "4500", "--out", "\(folder.path)/protocols")
        #expect(run.status == 0, "\(run.errors)")
        return folder
    }

    private func printed(_ path: String) throws -> Printed {
        try Printed([UInt8](Data(contentsOf: URL(filePath: path))))
    }

    @Test("Two processes print the same protocols, byte by byte, each marked as reconstructed")
    func protocolsOfAFolder() throws {
        let folder = try Self.protocols.get()
        for out in ["a", "b"] {
            let run = try Program.run(
                "papers", "protocols", "--protocols", "\(folder.path)/protocols", "--tier", "constituencies", "--round",
                "2", "--lang", "kk", "--out", "\(folder.path)/\(out)", "--json")
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.json()["papers"] as? Int == folder.names(under: out).count)
        }
        let names = folder.names(under: "a")
        #expect(names.count > 1000 && names == folder.names(under: "b"))
        for name in names {
            let first = try Data(contentsOf: URL(filePath: "\(folder.path)/a/\(name)"))
            #expect(try first == Data(contentsOf: URL(filePath: "\(folder.path)/b/\(name)")), "\(name)")
        }
        let one = try printed("\(folder.path)/a/\(names[0])")
        defer { one.remove() }
        #expect(try one.text().contains("қалпына келтірілген"))
    }

    @Test("A code that was read from the sheet is checked; changed figures end with 1")
    func check() throws {
        let folder = try Self.protocols.get()
        let out = "\(folder.path)/one"
        let run = try Program.run(
            "papers", "protocols", "--protocols", "\(folder.path)/protocols", "--tier", "list", "--out", out)
        #expect(run.status == 0, "\(run.errors)")
        let sheet = try printed("\(out)/\(folder.names(under: "one")[7])")
        defer { sheet.remove() }
        let code = try #require(try sheet.codes().first)
        try code.write(toFile: "\(folder.path)/code.txt", atomically: true, encoding: .utf8)
        let good = try Program.run("papers", "check", "\(folder.path)/code.txt", "--json")
        #expect(good.status == 0, "\(good.errors)")
        let report = try good.json()
        #expect(report["format"] as? String == "sailau-paper-check/1")
        #expect(report["provenance"] as? String == "reconstructed")
        #expect(report["standing"] as? String == "draft")
        #expect((report["figures"] as? [[String: Any]])?.count ?? 0 > 15)
        let number = try #require(report["check_number"] as? String)
        #expect(try sheet.text().contains(number))
        let line = code.trimmingCharacters(in: .newlines)
        #expect(try Program.run("papers", "check", line).status == 0)
        let digits = try #require(line.firstMatch(of: /A=(\d+)/))
        let changed = line.replacing("A=\(digits.1)", with: "A=\(digits.1)0")
        let bad = try Program.run("papers", "check", changed, "--lang", "ru")
        #expect(bad.status == 1)
        #expect(bad.errors.contains("контрольное число \(number)"))
        #expect(try Program.run("papers", "check", "SAILAU-PROTOCOL-9 x").status == 1)
        #expect(try Program.run("papers", "check", "\(folder.path)/none.txt").status == 2)
    }

    // MARK: Records

    private func run(_ arguments: String..., to out: String) throws -> Program {
        let record = try NightCommandTests.played.get().record
        return try Program.run(["papers"] + arguments + ["--record", record, "--out", out])
    }

    @Test("Each paper of a record is written and says the place of the record")
    func papersOfARecord() throws {
        let folder = try TemporaryFolder()
        let status = try Program.run("record", "head", try NightCommandTests.played.get().record)
        let height = try #require(status.output.firstMatch(of: /(\d+):[0-9a-f]{64}/)).1
        for (name, arguments) in [
            ("protocol", ["--station", "08-001", "--tier", "list"]),
            ("findings", ["--station", "08-001", "--tier", "list"]),
            ("table", ["--tier", "list", "--constituency", "08"]), ("table", ["--tier", "constituencies"]),
            ("poster", ["--tier", "list"]),
        ] {
            let out = "\(folder.path)/\(name).pdf"
            let record = try NightCommandTests.played.get().record
            let run = try Program.run(["papers", name, "--record", record, "--out", out, "--lang", "ru"] + arguments)
            #expect(run.status == 0, "\(name): \(run.errors)")
            let paper = try printed(out)
            defer { paper.remove() }
            #expect(try paper.text().contains("место \(height):"), "\(name)")
        }
    }

    @Test("A sheet of a record agrees with it, and with no other record")
    func checkWithRecord() throws {
        let folder = try TemporaryFolder()
        let out = "\(folder.path)/protocol.pdf"
        #expect(try run("protocol", "--station", "08-001", "--tier", "list", to: out).status == 0)
        let sheet = try printed(out)
        defer { sheet.remove() }
        let line = try #require(try sheet.codes().first).trimmingCharacters(in: .newlines)
        let record = try NightCommandTests.played.get().record
        let same = try Program.run("papers", "check", line, "--record", record, "--json")
        #expect(same.status == 0, "\(same.errors)")
        #expect(try same.json()["agrees_with_record"] as? Bool == true)
        let height = try #require(line.firstMatch(of: #/ (\d+):/#)).1
        let earlier = line.replacing(" \(height):", with: " \((Int(height) ?? 1) - 1):")
        #expect(try Program.run("papers", "check", earlier, "--record", record).status == 1)
    }

    @Test("Ballots of the second round: a file for each run-off, and how many to print")
    func ballots() throws {
        let folder = try TemporaryFolder()
        let run = try run("ballots", "--round", "2", to: folder.path)
        #expect(run.status == 0, "\(run.errors)")
        let names = folder.names()
        #expect(names.count { $0.hasPrefix("ballot-constituencies-") } == 22)
        #expect(names.contains("printing-2.pdf"))
    }

    @Test("What is not there is refused with 2")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let out = "\(folder.path)/paper.pdf"
        for arguments in [
            ["protocol", "--station", "nowhere", "--tier", "list"], ["protocol", "--station", "08-001", "--tier", "x"],
            ["protocol", "--station", "08-001", "--tier", "list", "--round", "7"],
            ["corrigendum", "--station", "08-001", "--tier", "list", "--number", "40"],
            ["minutes", "--event", "0"], ["poster", "--tier", "constituencies", "--constituency", "400"],
        ] {
            let record = try NightCommandTests.played.get().record
            let run = try Program.run(["papers"] + arguments + ["--record", record, "--out", out])
            #expect(run.status == 2, "\(arguments)")
        }
        #expect(try Program.run("papers", "protocols", "--out", folder.path).status == 2)
        #expect(folder.names().isEmpty)
    }
}
