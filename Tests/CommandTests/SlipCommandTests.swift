import ElectronicStation
import Foundation
import PrintedPapers
import Testing
import VerifiableVoting

/// Slips by the command line: made, printed, read back by a scanner, used, and destroyed before two persons.
@Suite struct SlipCommandTests {
    private func make(_ folder: TemporaryFolder, _ stations: String..., also: [String] = []) throws -> Program {
        try Program.run(
            ["credentials", "print", "--uuid", "paperAAAAAAAAA", "--out", "\(folder.path)/slips", "--json"]
                + stations.flatMap { ["--station", $0] } + also)
    }

    private func mode(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? -1
    }

    @Test("Every sheet is read back, says its station and nothing that tells it from another")
    func sheets() throws {
        let folder = try TemporaryFolder()
        let made = try make(folder, "Учаске 12=3", "Учаске 13=2", also: ["--texts"])
        #expect(made.status == 0, "\(made.errors)")
        let slips = "\(folder.path)/slips"
        #expect(try mode("\(slips)/private") == 0o700)
        let names = folder.names(under: "slips/private")
        #expect(
            names == [
                "station-001-001.pdf", "station-001.slips", "station-002-001.pdf", "station-002.slips",
            ])
        for (station, count) in [("001", 3), ("002", 2)] {
            #expect(try mode("\(slips)/private/station-\(station)-001.pdf") == 0o600)
            let texts = String(
                decoding: folder.bytes("slips/private/station-\(station).slips") ?? Data(), as: UTF8.self
            )
            .split(separator: "\n").map(String.init)
            let bytes = [UInt8](folder.bytes("slips/private/station-\(station)-001.pdf") ?? Data())
            let printed = try Printed(bytes)
            defer { printed.remove() }
            #expect(try printed.pages() == count)
            #expect(try printed.codes().map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } == texts)
            #expect(texts.count == count && texts.allSatisfy { Slip(text: $0)?.election == "paperAAAAAAAAA" })
            let pages = try Printed.run("pdftotext", [printed.file.path, "-"]).split(separator: "\u{0C}")
            // The same words on every sheet: the code alone tells one from another.
            #expect(pages.count == count && Set(pages).count == 1)
            #expect(pages[0].contains("Учаске 1\(station == "001" ? 2 : 3)"))
            for word in ["құрылғыға", "устройству", "device"] { #expect(pages[0].contains(word), "\(word)") }
            #expect(!pages[0].contains("paperAAAAAAAAA") && !texts.contains { pages[0].contains($0.suffix(25)) })
        }
        let printed = try SlipsPrinted(bytes: [UInt8]((folder.bytes("slips/printed.json") ?? Data()).dropLast()))
        #expect(printed.stations.map(\.printed) == [3, 2])
        // Never written to again.
        let again = try make(folder, "Учаске 12=3")
        #expect(again.status == 2)
    }

    @Test("What cannot be made is refused with a remedy", arguments: ["Station", "Station=0", "=5", "Station=x"])
    func badStations(station: String) throws {
        let folder = try TemporaryFolder()
        let run = try make(folder, station)
        #expect(run.status == 2 && run.errors.contains("NAME=900"), "\(run.errors)")
        #expect(folder.names() == [])
        #expect(try make(folder, "A=1", "A=2").status == 2)
        #expect(
            try Program.run("credentials", "--station", "A=1", "--out", "\(folder.path)/x").status == 2)
    }

    @Test("Slips of a group cast in one archive, and destroying takes two persons")
    func wholeWay() throws {
        let folder = try TemporaryFolder()
        func path(_ name: String) -> String { "\(folder.path)/\(name)" }
        func run(_ arguments: String...) throws -> Program {
            let run = try Program.run(arguments)
            try #require(run.status == 0, "\(arguments): \(run.errors)")
            return run
        }
        #expect(try make(folder, "A=2", "B=2", also: ["--texts"]).status == 0)
        try folder.write("name: C\nquestions:\n  - question: Who?\n    answers: [A, B]\n", to: "election.yaml")
        let trustee = try run("ballot", "trustee", "key", "--out", path("trustee"), "--json").json()
        let key = try #require(trustee["public_key"] as? String)
        _ = try run(
            "ballot", "setup", path("election.yaml"), "--credentials", path("slips/public_creds.json"), "--trustee",
            key,
            "--out", folder.path)
        for name in ["Commission", "First", "Second"] {
            _ = try run("ballot", "manifest", "key", "--name", name, "--out", path("keys"))
        }
        try folder.write(
            """
            name: Day
            commission: keys/Commission.signpub
            members: [keys/First.signpub, keys/Second.signpub]
            closing_signatures: 2
            elections:
              - archive: paperAAAAAAAAA.bel
                stations: [{name: A, credentials: 2}, {name: B, credentials: 2}]
                least_ballots: 2
            """, to: "plan.yaml")
        _ = try run("ballot", "manifest", "create", path("plan.yaml"), "--out", path("day.manifest"))
        _ = try run("ballot", "manifest", "sign", path("day.manifest"), "--key", path("keys/Commission.signkey"))
        // A slip of station B votes in B's slice, and in no other.
        let slip = String(decoding: folder.bytes("slips/private/station-002.slips") ?? Data(), as: UTF8.self)
            .split(separator: "\n")[0]
        try folder.write("\(slip.split(separator: " ")[2])\n", to: "slip.txt")
        _ = try run("ballot", "cast", path("paperAAAAAAAAA.bel"), "--credential", path("slip.txt"), "--choice", "1")
        let anchors = ["--manifest", path("day.manifest"), "--commission-key", path("keys/Commission.signpub")]
        for (station, status) in [("A", Int32(1)), ("B", 0)] {
            let verified = try Program.run(
                ["ballot", "verify", path("paperAAAAAAAAA.bel"), "--station", station] + anchors)
            #expect(verified.status == status, "\(verified.errors)")
        }
        try destroy(folder, anchors)
    }

    private func destroy(_ folder: TemporaryFolder, _ anchors: [String]) throws {
        func path(_ name: String) -> String { "\(folder.path)/\(name)" }
        let (first, second) = (["--key", path("keys/First.signkey")], ["--key", path("keys/Second.signkey")])
        for keys in [first, first + first] {
            #expect(try Program.run(["credentials", "destroy", path("slips")] + keys).status == 2)
        }
        #expect(folder.names(under: "slips/private").count == 4)
        let done = try Program.run(["credentials", "destroy", path("slips"), "--json"] + first + second)
        #expect(done.status == 0, "\(done.errors)")
        #expect(try done.json()["slips"] as? Int == 4)
        #expect(
            folder.names(under: "slips") == ["destroyed.act", "printed.json", "public_creds.json", "uuid.txt"])
        let verified = try Program.run(["credentials", "verify", path("slips/destroyed.act")] + anchors)
        #expect(verified.status == 0, "\(verified.errors)")
        try folder.edit("slips/destroyed.act", replacing: "\"printed\":2,", by: "\"printed\":3,")
        let changed = try Program.run("credentials", "verify", path("slips/destroyed.act"))
        #expect(changed.status == 1 && changed.errors.contains("slips-signature"), "\(changed.errors)")
    }

    /// The machine went off between removing and signing: the same command ends what was begun.
    @Test func interruptedDestruction() throws {
        let folder = try TemporaryFolder()
        #expect(try make(folder, "A=2", also: ["--texts"]).status == 0)
        var keys: [String] = []
        for name in ["First", "Second"] {
            let made = try Program.run("ballot", "manifest", "key", "--name", name, "--out", "\(folder.path)/keys")
            #expect(made.status == 0)
            keys += ["--key", "\(folder.path)/keys/\(name).signkey"]
        }
        // The run cannot remove the folder, because somebody put a hidden file there.
        try folder.write("x", to: "slips/private/.other")
        let stopped = try Program.run(["credentials", "destroy", "\(folder.path)/slips"] + keys)
        #expect(stopped.status == 2)
        #expect(folder.names(under: "slips").contains("destroying.act"))
        #expect(!folder.names(under: "slips").contains("destroyed.act"))
        try FileManager.default.removeItem(atPath: "\(folder.path)/slips/private/.other")
        let ended = try Program.run(["credentials", "destroy", "\(folder.path)/slips", "--json"] + keys)
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(try ended.json()["files"] as? Int == 2)
        #expect(!folder.names(under: "slips").contains("destroying.act"))
    }
}
