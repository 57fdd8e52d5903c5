import Foundation
import Testing

/// A day of one station by the command line, from the keys to the decryption: what is announced, challenged and closed.
@Suite struct AnchorCommandTests {
    static let uuid = "stationAAAAAAA"

    /// The files of a day, with an election that is announced and open.
    final class Day {
        let folder: TemporaryFolder
        /// Private credentials of the voters, in the order of the file.
        private(set) var slips: [String] = []

        init(leastBallots: Int = 2, revoting: Bool = false) throws {
            folder = try TemporaryFolder()
            try folder.write("a\nb\nc\nd\n", to: "voters.txt")
            try folder.write(
                "name: Council\nquestions:\n  - question: Who?\n    answers: [A, B]\n", to: "election.yaml")
            try ballot("credentials", "--voters", path("voters.txt"), "--uuid", uuid, "--out", path("registrar"))
            try ballot("trustee", "key", "--out", path("trustee"))
            let publicKey = try #require(folder.names(under: "trustee").first { $0.hasSuffix(".pubkey") })
            try ballot(
                "setup", path("election.yaml"), "--credentials", path("registrar/public_creds.json"), "--trustee",
                path("trustee/\(publicKey)"), "--out", folder.path)
            for name in ["Commission", "First", "Second", "Third", "Stranger"] {
                try ballot("manifest", "key", "--name", name, "--out", path("keys"))
            }
            try folder.write(
                """
                name: Day
                commission: keys/Commission.signpub
                members: [keys/First.signpub, keys/Second.signpub, keys/Third.signpub]
                closing_signatures: 2
                elections:
                  - archive: \(uuid).bel
                    stations:
                      - name: Station A
                        credentials: 4
                    revoting: \(revoting ? "yes" : "no")
                    least_ballots: \(leastBallots)
                """, to: "plan.yaml")
            try ballot("manifest", "create", path("plan.yaml"), "--out", manifest)
            try ballot("manifest", "sign", manifest, "--key", path("keys/Commission.signkey"))
            for line in String(decoding: folder.bytes("registrar/private_creds.txt") ?? Data(), as: UTF8.self)
                .split(separator: "\n")
            {
                let name = "slip-\(slips.count)"
                try folder.write(String(line.split(separator: " ").last ?? "") + "\n", to: name)
                slips.append(path(name))
            }
        }

        /// The same files in a folder of their own, to go on with in another way.
        init(copyOf day: Day) throws {
            folder = try TemporaryFolder()
            for name in try FileManager.default.contentsOfDirectory(atPath: day.folder.path) {
                try FileManager.default.copyItem(atPath: day.path(name), toPath: "\(folder.path)/\(name)")
            }
            slips = day.slips.indices.map { "\(folder.path)/slip-\($0)" }
        }

        private var uuid: String { AnchorCommandTests.uuid }
        func path(_ name: String) -> String { "\(folder.path)/\(name)" }
        var archive: String { path("\(uuid).bel") }
        var challenges: String { path("\(uuid).challenges") }
        var closing: String { path("\(uuid).closing") }
        var manifest: String { path("day.manifest") }
        var commission: [String] { ["--manifest", manifest, "--commission-key", path("keys/Commission.signpub")] }
        var anchors: [String] { commission + ["--closing", closing] }

        @discardableResult
        func ballot(_ arguments: String...) throws -> Program { try ballot(arguments) }

        /// Runs a command that must succeed.
        @discardableResult
        func ballot(_ arguments: [String], input: String = "") throws -> Program {
            let program = try attempt(arguments, input: input)
            try #require(program.status == 0, "\(arguments): \(program.errors)")
            return program
        }

        func attempt(
            _ arguments: [String], input: String = "", environment: [String: String] = [:]
        ) throws -> Program {
            try Program.run(["ballot"] + arguments, input: input, environment: environment)
        }

        func cast(_ voter: Int) throws { try ballot("cast", archive, "--credential", slips[voter], "--choice", "1") }

        func challenge(_ voter: Int, _ decision: String = "challenge") throws -> Program {
            try attempt(
                ["challenge", archive, "--credential", slips[voter], "--choice", "2", "--json"],
                input: decision + "\n")
        }

        func close(_ member: String) throws -> Program {
            try attempt(["close", archive] + commission + ["--key", path("keys/\(member).signkey"), "--out", closing])
        }

        func decrypt(_ more: [String], input: String = "", environment: [String: String] = [:]) throws -> Program {
            let key = try #require(folder.names(under: "trustee").first { $0.hasSuffix(".privkey") })
            return try attempt(
                ["decrypt", archive, "--key", path("trustee/\(key)")] + more, input: input, environment: environment)
        }
    }

    @Test func wholeDay() throws {
        let day = try Day()
        try day.cast(0)
        let opened = try day.challenge(1)
        #expect(opened.status == 0, "\(opened.errors)")
        let code = try #require(try opened.json()["code"] as? String)
        #expect(opened.errors.contains(code))
        #expect(try day.challenge(2, "cast").json()["decision"] as? String == "cast")
        let shown = try day.ballot(
            "challenge", "verify", day.challenges, "--archive", day.archive, "--code", code, "--json")
        let ballots = try shown.json()["ballots"] as? [[String: Any]]
        #expect(ballots?.first?["choices"] as? [[Int]] == [[0, 1]])
        #expect(try day.close("First").status == 0)
        #expect(try day.close("Third").status == 0)
        try day.ballot("tally", day.archive)
        let decrypted = try day.decrypt(day.anchors + ["--challenges", day.challenges])
        #expect(decrypted.status == 0, "\(decrypted.errors)")
        #expect(decrypted.errors.contains(/Ballots: +2\nCounted: +2\n/), "\(decrypted.errors)")
        try day.ballot("result", day.archive)
        let verified = try day.ballot(
            ["verify", day.archive, "--json", "--station", "Station A", "--challenges", day.challenges] + day.anchors)
        let statement = try verified.json()
        #expect(statement["anchors"] as? [String] == ["manifest", "closing", "challenges"])
        #expect((statement["manifest_signer"] as? [String: Any])?["is_commission"] as? Bool == true)
        #expect((statement["closing_signers"] as? [String])?.count == 2)
        // Without the commission's key it is said whose signature it is and no more.
        let unknown = try day.ballot("verify", day.archive, "--manifest", day.manifest)
        #expect(unknown.output.contains("nobody said whose key that is"))
        try day.ballot("manifest", "verify", day.manifest, day.archive)
    }

    @Test func privateKeysArePrivate() throws {
        let day = try Day()
        for name in ["keys/First.signkey", "keys/Commission.signkey"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: day.path(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        let again = try day.attempt(["manifest", "key", "--name", "First", "--out", day.path("keys")])
        #expect(again.status == 2)
    }

    /// A spent credential casts no more, and one that was used is not challenged.
    @Test func challengeSpendsTheCredential() throws {
        let day = try Day()
        #expect(try day.challenge(0).status == 0)
        let cast = try day.attempt(["cast", day.archive, "--credential", day.slips[0], "--choice", "1"])
        #expect(cast.status == 1)
        #expect(cast.errors.contains("challenged-ballot-cast"))
        #expect(try day.challenge(0).status == 1)
        try day.cast(1)
        #expect(try day.challenge(1).status == 1)
        #expect(try day.challenge(2, "perhaps").status == 2)
        // Three codes were shown and noted before anything was decided.
        let codes = String(decoding: day.folder.bytes("\(Self.uuid).codes") ?? Data(), as: UTF8.self)
        #expect(codes.split(separator: "\n").count == 3)
    }

    @Test func closingIsCompared() throws {
        let day = try Day()
        try day.cast(0)
        try day.cast(1)
        let before = try Data(contentsOf: URL(filePath: day.archive))
        #expect(try day.close("Stranger").status == 1)
        #expect(try day.close("First").status == 0)
        let few = try day.attempt(["verify", day.archive] + day.anchors)
        #expect(few.status == 1)
        #expect(few.errors.contains("closing-signature"))
        // The same member once more is no second signature.
        #expect(try day.close("First").status == 1)
        #expect(try day.close("Second").status == 0)
        try day.ballot(["verify", day.archive] + day.anchors)
        let closed = try Data(contentsOf: URL(filePath: day.archive))
        try before.write(to: URL(filePath: day.archive))
        try day.ballot("verify", day.archive)
        let truncated = try day.attempt(["verify", day.archive] + day.anchors)
        #expect(truncated.status == 1)
        #expect(truncated.errors.contains("closing-head"))
        try closed.write(to: URL(filePath: day.archive))
        let elsewhere = try day.attempt(["verify", day.archive, "--station", "Station B"] + day.anchors)
        #expect(elsewhere.errors.contains("manifest-station"))
    }

    @Test func decryptionNeedsEverything() throws {
        let day = try Day(leastBallots: 3)
        try day.cast(0)
        try day.cast(1)
        #expect(try day.close("First").status == 0)
        #expect(try day.close("Second").status == 0)
        try day.ballot("tally", day.archive)
        #expect(try day.decrypt([]).status == 2)
        #expect(try day.decrypt(day.commission).status == 2)
        #expect(try day.decrypt(["--manifest", day.manifest, "--closing", day.closing]).status == 2)
        let station = try day.decrypt(
            ["--without-anchors"], input: Self.uuid + "\n", environment: ["SAILAU_STATION": "Station A"])
        #expect(station.status == 2)
        #expect(station.errors.contains("--without-anchors"))
        let few = try day.decrypt(day.anchors)
        #expect(few.status == 1)
        #expect(few.errors.contains("fewer than 3"))
        let waiver = day.path("few.waiver")
        for (member, status) in [("First", Int32(1)), ("Third", 0)] {
            try day.ballot(
                "waive", day.closing, "--reason", "Decision 14", "--key", day.path("keys/\(member).signkey"), "--out",
                waiver)
            #expect(try day.decrypt(day.anchors + ["--waiver", waiver]).status == status)
        }
    }

    /// The tally of the same ballots and one more would show that one.
    @Test func keyDecryptsOneTally() throws {
        let day = try Day()
        try day.cast(0)
        try day.cast(1)
        let open = try Data(contentsOf: URL(filePath: day.archive))
        #expect(try day.close("First").status == 0)
        #expect(try day.close("Second").status == 0)
        try day.ballot("tally", day.archive)
        #expect(try day.decrypt(day.anchors).status == 0)
        // A closing that is made after a decryption tells nothing.
        let closing = try Data(contentsOf: URL(filePath: day.closing))
        try FileManager.default.removeItem(atPath: day.closing)
        #expect(try day.close("First").status == 1)
        try closing.write(to: URL(filePath: day.closing))
        try open.write(to: URL(filePath: day.archive))
        try day.cast(2)
        try day.ballot("tally", day.archive)
        let against = try day.decrypt(day.anchors)
        #expect(against.status == 1)
        #expect(against.errors.contains("closing-head"))
        let second = try day.decrypt(["--without-anchors"], input: Self.uuid + "\n")
        #expect(second.status == 1)
        #expect(second.errors.contains("second"))
    }

    /// Candidates behind the answers, and a plan that does not fit them.
    @Test func candidatesOfAPlan() throws {
        let day = try Day()
        let plan = String(decoding: day.folder.bytes("plan.yaml") ?? Data(), as: UTF8.self)
        for (candidates, status) in [("[a-1, b-2]", Int32(0)), ("[a-1]", 1)] {
            try day.folder.write(plan + "\n    questions:\n      - candidates: \(candidates)\n", to: "named.yaml")
            let made = try day.attempt(["manifest", "create", day.path("named.yaml"), "--out", day.path("named")])
            #expect(made.status == status, "\(made.errors)")
        }
        let text = String(decoding: day.folder.bytes("named") ?? Data(), as: UTF8.self)
        #expect(text.contains("{\"answer\":\"B\",\"candidate\":\"b-2\"}"))
        try day.folder.edit("plan.yaml", replacing: "credentials: 4", by: "credentials: 3")
        let short = try day.attempt(["manifest", "create", day.path("plan.yaml"), "--out", day.path("short")])
        #expect(short.status == 1)
        #expect(short.errors.contains("manifest-credentials"))
    }

    @Test func archivesOfAManifestAreComplete() throws {
        let (day, other) = (try Day(), try Day())
        #expect(try day.attempt(["manifest", "verify", day.manifest, day.archive, day.archive]).status == 1)
        let invented = try day.attempt(["manifest", "verify", day.manifest, other.archive])
        #expect(invented.status == 1)
        #expect(invented.errors.contains("manifest-trustees"))
        let forged = try day.attempt(
            ["manifest", "verify", other.manifest, "--commission-key", day.path("keys/Commission.signpub")])
        #expect(forged.status == 1)
        #expect(forged.errors.contains("manifest-signature"))
    }
}
