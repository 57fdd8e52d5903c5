import Foundation
import Testing
import VerifiableVoting

/// Whole elections by commands, in both groups.
@Suite struct BallotElectionTests {
    static let groups = ["Ed25519", "BELENIOS-2048"]

    @Test(arguments: groups) func fromCredentialsToResult(group: String) throws {
        let election = try BallotElection(group: group)
        #expect(try election.stage() == "open")
        let first = try election.cast("a", "1", "1,2")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try election.cast("b", "blank", "none").status == 0)
        // Votes again: the last ballot counts, with the weight of the list.
        let again = try election.cast("a", "3", "2")
        #expect(try again.json()["replaces"] as? Bool == true)
        let tally = try election.tally()
        #expect(tally.status == 0, "\(tally.errors)")
        #expect(try tally.json()["ballots"] as? Int == 3)
        #expect(try tally.json()["counted"] as? Int == 2)
        #expect(try tally.json()["total_weight"] as? Int == 4)
        #expect(try election.stage() == "tallied")
        // Without all trustees there is no result.
        #expect(try election.decrypt(election.trustees[0]).status == 0)
        let early = try Program.run("ballot", "result", election.archive)
        #expect(early.status == 1)
        #expect(early.errors.contains("Partial decryptions are missing"), "\(early.errors)")
        #expect(early.errors.contains("trustee 2"), "\(early.errors)")
        #expect(try election.decrypt(election.trustees[1]).status == 0)
        let result = try Program.run("ballot", "result", election.archive, "--json")
        #expect(result.status == 0, "\(result.errors)")
        let expected = [[1, 0, 0, 3], [0, 3]]
        #expect(try BallotElection.counts(result) == expected)
        let verified = try election.verify("--json")
        #expect(verified.status == 0)
        #expect(try verified.json()["verdict"] as? String == "valid")
        #expect(try verified.json()["stage"] as? String == "decrypted")
        #expect(try BallotElection.counts(verified) == expected)
    }

    /// Any two of three decrypt; one does not suffice; a third is welcome.
    @Test(arguments: groups) func thresholdOfTwoOfThree(group: String) throws {
        let keys = try ThresholdKeys(group: group)
        let election = try BallotElection(group: group, voters: "a\nb\n", threshold: keys.parameters)
        #expect(try election.cast("a", "2", "none").status == 0)
        #expect(try election.cast("b", "2", "1").status == 0)
        #expect(try election.tally().status == 0)
        let tallied = election.bytes()
        for members in [[0, 1], [0, 2], [1, 2], [2, 1, 0]] {
            try election.write(tallied)
            for (position, member) in members.enumerated() {
                if position == 1 { #expect(try Program.run("ballot", "result", election.archive).status == 1) }
                let run = try election.decrypt(keys.seeds[member], message: keys.messages[member])
                #expect(run.status == 0, "\(run.errors)")
                #expect(try run.json()["trustee"] as? Int == member + 1)
            }
            let result = try Program.run("ballot", "result", election.archive, "--json")
            #expect(result.status == 0, "\(result.errors)")
            #expect(try BallotElection.counts(result) == [[0, 0, 2, 0], [1, 0]])
            #expect(try election.verify().status == 0)
        }
    }

    @Test func theStatementSaysWhatWasChecked() throws {
        let election = try BallotElection(trustees: 1)
        #expect(try election.cast("a", "1", "none").status == 0)
        #expect(try election.tally().status == 0)
        #expect(try election.decrypt(election.trustees[0]).status == 0)
        #expect(try Program.run("ballot", "result", election.archive).status == 0)
        let english = try election.verify()
        let keys = try election.verify("--json").json()
        for key in ["fingerprint", "setup", "head", "credentials_fingerprint", "uuid"] {
            #expect(english.output.contains(try #require(keys[key] as? String)), "\(key)")
        }
        for text in [
            "The archive is valid.", "Ballots: 1; counted: 1; total weight: 3.", "6\u{A0}ciphertexts",
            "not compared with an announced election", "A: 3\u{A0}votes", "(blank): 0\u{A0}votes", "Совет \"№ 1\"",
        ] { #expect(english.output.contains(text), "\(text)") }
        #expect(english.errors.isEmpty)
        #expect(try election.verify("--lang", "ru").output.contains("Архив верен."))
        #expect(try election.verify("--lang", "kk").output.contains("Мұрағат дұрыс."))
        #expect(keys["anchors"] as? [String] == [])
        #expect((keys["findings"] as? [Any])?.isEmpty == true)
    }

    @Test func ballotsAreFoundByTrackerAndCode() throws {
        let election = try BallotElection()
        let first = try election.cast("a", "1", "none").json()
        let second = try election.cast("a", "2", "none").json()
        let tracker = try #require(first["tracker"] as? String)
        let code = try #require(second["code"] as? String)
        let replaced = try Program.run("ballot", "show", election.archive, "--find", tracker)
        #expect(replaced.status == 0)
        #expect(replaced.output.contains("a later one of the same credential counts instead"))
        let counts = try Program.run("ballot", "show", election.archive, "--find", code, "--json")
        #expect(try counts.json()["counts"] as? Bool == true)
        #expect(try Program.run("ballot", "show", election.archive, "--find", "nothing").status == 1)
        let events = try Program.run("ballot", "show", election.archive, "--json").json()["events"] as? [[String: Any]]
        #expect(events?.compactMap { $0["type"] as? String } == ["Setup", "Ballot", "Ballot"])
        #expect(events?[1]["tracker"] as? String == tracker)
        #expect(try Program.run("ballot", "show", election.archive).output.contains(tracker))
    }

    /// Nothing secret is printed or left for others to read.
    @Test func secretsStayInTheirFiles() throws {
        let election = try BallotElection()
        let cast = try election.cast("a", "1", "none")
        #expect(try election.tally().status == 0)
        let decrypted = try election.decrypt(election.trustees[0])
        let privateLines = String(
            decoding: election.folder.bytes("registrar/private_creds.txt") ?? Data(), as: UTF8.self)
        let secrets =
            privateLines.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
            + election.trustees.map {
                String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self)
            }
        #expect(secrets.count == 5)
        for run in [cast, decrypted] {
            for secret in secrets { #expect(!run.output.contains(secret) && !run.errors.contains(secret)) }
        }
        let inside = String(decoding: election.bytes(), as: UTF8.self)
        for secret in secrets { #expect(!inside.contains(secret)) }
        for path in [election.credentials, election.trustees[0], election.trustees[0] + ".decrypted"] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(path)")
        }
    }
}

/// The keys of three trustees of whom two decrypt, made step by step.
struct ThresholdKeys {
    private let folder: TemporaryFolder
    let parameters: String
    let seeds: [String]
    let messages: [String]

    init(group: String) throws {
        let folder = try TemporaryFolder()
        func step(_ arguments: [String], to place: String) throws -> [String] {
            let run = try Program.run(
                ["ballot", "trustee", "dkg"] + arguments + [
                    "--group", group, "--out", "\(folder.path)/\(place)", "--json",
                ])
            #expect(run.status == 0, "\(run.errors)")
            return try run.json()["files"] as? [String] ?? []
        }
        var seeds: [String] = []
        var certificates = ["--certificates"]
        for index in 1...3 {
            let files = try step(
                ["certificate", "--index", "\(index)", "--size", "3", "--threshold", "2"], to: "member\(index)")
            seeds.append(files[0])
            certificates.append(files[1])
        }
        let check = try Program.run(["ballot", "trustee", "dkg", "check", "--group", group, "--json"] + certificates)
        #expect(try check.json()["threshold"] as? Int == 2)
        var polynomials = ["--polynomials"]
        for (index, seed) in seeds.enumerated() {
            polynomials += try step(["polynomial", "--key", seed] + certificates, to: "member\(index + 1)")
        }
        let inputs = try step(["inputs"] + certificates + polynomials, to: "server")
        var outputs = ["--outputs"]
        for (index, seed) in seeds.enumerated() {
            outputs += try step(
                ["output", "--key", seed, "--input", inputs[index]] + certificates, to: "member\(index + 1)")
        }
        let set = try step(["parameters"] + certificates + polynomials + outputs, to: "server")
        (self.folder, self.seeds, parameters, messages) = (folder, seeds, set[0], Array(set.dropFirst()))
    }
}
