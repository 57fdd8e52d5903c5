import Foundation
import Testing
import VerifiableVoting

/// Files of the official tool's release 3.3.0 read by the commands.
@Suite struct BallotFileTests {
    static let samples = Program.root.appending(path: "Tests/VerifiableVotingTests/Samples").path

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(Self.samples)/\(path)", encoding: .utf8)
    }

    @Test(arguments: [
        "v3.3.0-Ed25519/4b8gNLhWW7HKdT.bel", "v3.3.0-Ed25519-threshold/zzYp2vJpcZRZcB.bel",
    ]) func sampleArchivesVerify(path: String) throws {
        let run = try Program.run("ballot", "verify", "\(Self.samples)/\(path)", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json()["stage"] as? String == "decrypted")
        #expect(try run.json()["ballots"] as? Int == 23)
    }

    /// Template, keys and credentials of the sample give the sample's election, byte for byte.
    @Test func theSamplesElectionIsMadeAgain() throws {
        let folder = try TemporaryFolder()
        let sample = "\(Self.samples)/v3.3.0-Ed25519"
        let run = try Program.run(
            "ballot", "setup", "\(sample)/template.json", "--credentials", "\(sample)/public_creds.json", "--trustee",
            "\(sample)/public_keys.jsons", "--uuid", "4b8gNLhWW7HKdT", "--out", folder.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try folder.bytes("election.json") == Data(text("v3.3.0-Ed25519/election.json").utf8))
        #expect(try folder.bytes("trustees.json") == Data(text("v3.3.0-Ed25519/trustees.json").utf8))
        // Identifiers of voters and empty weights are stripped: the archive has elements alone, as the sample's has.
        var reader = ArchiveReader(
            MemoryArchive(Array(try #require(FileManager.default.contents(atPath: "\(sample)/4b8gNLhWW7HKdT.bel")))))
        let credentials = try #require(try reader.next()?.data[2].body)
        #expect(folder.bytes("public_creds.json") == Data(credentials + [10]))
    }

    @Test func aPrivateCredentialGivesItsPublicOne() throws {
        let folder = try TemporaryFolder()
        let list = try text("v3.3.0-Ed25519/public_creds.json")
        for line in try text("v3.3.0-Ed25519/private_creds.txt").split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            try folder.write(parts[1], to: "slip.txt")
            let run = try Program.run(
                "ballot", "credentials", "--derive", "\(folder.path)/slip.txt", "--uuid", "4b8gNLhWW7HKdT")
            #expect(run.status == 0, "\(run.errors)")
            let element = run.output.trimmingCharacters(in: .newlines)
            #expect(list.contains("\"\(element),,\(parts[0])\""), "\(parts[0])")
        }
    }

    /// The sample's trustees' keys decrypt the sample's tally anew; other subsets of the threshold set do, too.
    @Test(arguments: ["v3.3.0-Ed25519", "v3.3.0-Ed25519-threshold"]) func sampleKeysDecrypt(sample: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(Self.samples)/\(sample)")
        let archive = try #require(names.first { $0.hasSuffix(".bel") })
        let whole = Array(try #require(FileManager.default.contents(atPath: "\(Self.samples)/\(sample)/\(archive)")))
        // The archive as it was when it was tallied.
        var reader = ArchiveReader(MemoryArchive(whole))
        var count = 0
        while let event = try reader.next(), event.event.kind != .encryptedTally {}
        count = Int(try #require(reader.head).byteCount)
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/\(archive)"
        let uuid = String(archive.dropLast(4))
        let single = ["t1", "t2", "t3"].compactMap { trustee -> String? in
            let files = try? FileManager.default.contentsOfDirectory(atPath: "\(Self.samples)/\(sample)/\(trustee)")
            return files?.first { $0.hasSuffix(".privkey") }.map { "\(trustee)/\($0)" }
        }
        let seeds = try names.filter { $0.hasSuffix(".trustee") }.sorted().map {
            try text("\(sample)/\($0)").trimmingCharacters(in: .newlines)
        }
        // The threshold sample has a single trustee beside the set.
        let extra =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(Self.samples)/\(sample)/t0"))?
            .first { $0.hasSuffix(".privkey") }.map { ["t0/\($0)"] } ?? []
        func copy(_ name: String) throws -> String {
            let target = "\(folder.path)/\(name.replacingOccurrences(of: "/", with: "-"))"
            if !FileManager.default.fileExists(atPath: target) {
                try FileManager.default.copyItem(atPath: "\(Self.samples)/\(sample)/\(name)", toPath: target)
            }
            return target
        }
        func decrypt(_ key: String, _ message: String?) throws {
            let run = try Program.run(
                ["ballot", "decrypt", path, "--without-anchors", "--key", try copy(key)]
                    + (try message.map { ["--message", try copy($0)] } ?? []), input: "\(uuid)\n")
            #expect(run.status == 0, "\(run.errors)")
        }
        let subsets = seeds.isEmpty ? [[]] : [[0, 1], [0, 2], [1, 2]]
        let published = try text("\(sample)/result.json")
        for subset in subsets {
            try Data(whole.prefix(count)).write(to: URL(filePath: path))
            for key in single + extra { try decrypt(key, nil) }
            for member in subset { try decrypt("\(seeds[member]).key", "\(seeds[member]).dkey") }
            let result = try Program.run("ballot", "result", path, "--json")
            #expect(result.status == 0, "\(result.errors)")
            let counts = try BallotElection.counts(result)
            #expect("{\"result\":\(counts)}".replacingOccurrences(of: " ", with: "") + "\n" == published)
            #expect(try Program.run("ballot", "verify", path).status == 0)
        }
    }
}
