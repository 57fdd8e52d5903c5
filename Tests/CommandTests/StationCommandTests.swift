import ElectronicStation
import Foundation
import Storage
import Testing
import VerifiableVoting

/// The recorder's log, groups of stations, parts of a verification and the control code by the command line.
@Suite struct StationCommandTests {
    private static let samples = Program.root.appending(path: "Tests/VerifiableVotingTests/Samples").path
    private static let archives = [
        "\(samples)/v3.3.0-Ed25519/4b8gNLhWW7HKdT.bel", "\(samples)/v3.3.0-Ed25519-threshold/zzYp2vJpcZRZcB.bel",
    ]

    /// The parts in their files.
    private func parts(_ folder: TemporaryFolder, _ archives: [String], _ count: Int) throws -> [String] {
        try (1...count).map { number in
            let file = "\(folder.path)/\(number).shard"
            let run = try Program.run(
                ["ballot", "verify"] + archives + ["--shard", "\(number)/\(count)", "--report", file])
            #expect(run.status == 0, "\(run.errors)")
            return file
        }
    }

    @Test func partsMergeToTheSameReport() throws {
        let folder = try TemporaryFolder()
        for archives in [[Self.archives[0]], Self.archives] {
            let whole = try Program.run(["ballot", "verify"] + archives + ["--json"])
            let files = try parts(folder, archives, 4)
            let merged = try Program.run(["ballot", "verify", "--json", "--merge"] + files.reversed())
            #expect(whole.status == 0 && merged.status == 0, "\(merged.errors)")
            #expect(merged.output == whole.output)
            let missing = try Program.run(["ballot", "verify", "--merge"] + files.dropLast())
            #expect(missing.status == 1, "\(missing.errors)")
            let doubled = try Program.run(["ballot", "verify", "--merge"] + files + [files[1]])
            #expect(doubled.status == 1, "\(doubled.errors)")
        }
    }

    @Test func anInvalidArchiveIsNamedAmongOthers() throws {
        let folder = try TemporaryFolder()
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: Self.archives[0])))
        bytes[bytes.count / 2] ^= 1
        let bad = "\(folder.path)/bad.bel"
        try Data(bytes).write(to: URL(filePath: bad))
        let whole = try Program.run(["ballot", "verify", Self.archives[1], bad, "--json"])
        let merged = try Program.run(
            ["ballot", "verify", "--json", "--merge"] + parts(folder, [Self.archives[1], bad], 3))
        #expect(whole.status == 1 && merged.status == 1 && whole.output == merged.output)
        #expect(try whole.json()["invalid"] as? Int == 1)
    }

    @Test(arguments: ["0/4", "5/4", "x", "1", "1/0"]) func badParts(text: String) throws {
        #expect(try Program.run("ballot", "verify", Self.archives[0], "--shard", text).status == 2)
    }

    @Test func groupsNeedALawOrADeparture() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "station,constituency,voters\nA,k01,120\nB,k01,250\nC,k01,900\nD,k02,40\n", to: "stations.csv")
        func plan(_ options: String...) throws -> Program {
            try Program.run(
                ["station-groups", "\(folder.path)/stations.csv", "--out", "\(folder.path)/day.groups", "--json"]
                    + options)
        }
        let off = try plan()
        #expect(off.status == 2 && off.errors.contains("50-6(2)"), "\(off.errors)")
        #expect(try plan("--departs-from", "art. 38(1)", "--decision", "x").status == 2)
        #expect(folder.names() == ["stations.csv"])
        let on = try plan("--departs-from", "art. 50-6(2)", "--decision", "CEC 121/145")
        #expect(on.status == 0, "\(on.errors)")
        #expect(try on.json()["groups"] as? [[String]] == [["A", "B"]])
        #expect(try on.json()["too_small"] as? [String] == ["D"])
        let text = String(decoding: folder.bytes("day.groups") ?? Data(), as: UTF8.self)
        #expect(text.contains("\"departs_from\":\"art. 50-6(2)\",\"decision\":\"CEC 121/145\""))
    }

    @Test(arguments: ["en", "ru", "kk"]) func theControlCode(language: String) throws {
        let run = try Program.run("control-code", "--stations", "500", "--lang", language)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("119") && run.output.contains(/50[.,]58/), "\(run.output)")
        let json = try Program.run("control-code", "--stations", "500", "--json")
        #expect(try json.json()["voters_for_half"] as? Int == 119)
        #expect(try json.json()["provenance"] as? String == "simulated")
        #expect(json.output == (try Program.run("control-code", "--stations", "500", "--json").output))
    }
}

extension StationCommandTests {
    /// A log that is sealed for longer than this test lives is opened by its owner, with a decision, and by nobody else.
    @Test func theRecordersLog() throws {
        let folder = try TemporaryFolder()
        func run(_ arguments: String...) throws -> Program { try Program.run(["recorder"] + arguments) }
        for name in ["Oblast", "Other"] {
            #expect(try run("key", "--name", name, "--out", "\(folder.path)/keys").status == 0)
        }
        #expect(try run("key", "--name", "Oblast", "--out", "\(folder.path)/keys").status == 2)
        let text = String(decoding: folder.bytes("keys/Oblast.recordkey") ?? Data(), as: UTF8.self)
        let secret = try #require(
            Hexadecimal.bytes(text.utf8.dropLast()).flatMap(RecorderSecret.init(bytes:)))
        let path = "\(folder.path)/station.recorder"
        try RecorderFile.create(path: path, .init(station: "S 1", key: secret.publicKey, sealedUntil: "2999-01-01"))
        let file = try RecorderFile(path: path)
        let minute = try #require(RecorderEntry.Minute("2004-09-19T07:05"))
        try file.append(RecorderEntry(.stationOpened, at: minute))
        try file.append(RecorderEntry(.boothOpened, booth: 2, at: minute))
        let open = try run("verify", path, "--json").json()
        #expect(open["entries"] as? Int == 2 && open["is_ended"] as? Bool == false)
        let key = "\(folder.path)/keys/Oblast.recordkey"
        let sealed = try run("open", path, "--key", key)
        #expect(sealed.status == 2 && sealed.errors.contains("2999-01-01"), "\(sealed.errors)")
        let read = try run("open", path, "--key", key, "--decision", "Court 2-114")
        #expect(read.status == 0, "\(read.errors)")
        #expect(
            read.output == "2004-09-19T07:05  station opened\n2004-09-19T07:05  booth opened for a voter, booth 2\n")
        let other = try run("open", path, "--key", "\(folder.path)/keys/Other.recordkey", "--decision", "x")
        #expect(other.status == 1 && other.errors.contains("recorder-key"), "\(other.errors)")
    }
}
