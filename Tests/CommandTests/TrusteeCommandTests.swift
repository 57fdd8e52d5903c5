import Foundation
import PrintedPapers
import Testing
import VerifiableVoting

/// One trustee's key for several stations: what it decrypts, how it answers, and what it refuses.
@Suite struct TrusteeCommandTests {
    /// Two stations and a reserve of the first, with one trustee, all closed with two ballots.
    final class Region {
        let folder: TemporaryFolder
        static let uuids = ["stationAAAAAAA", "stationBBBBBBB", "reserveAAAAAAA"]
        var key = ""

        init() throws {
            folder = try TemporaryFolder()
            try folder.write("name: C\nquestions:\n  - question: Who?\n    answers: [A, B]\n", to: "election.yaml")
            key = try #require(
                try run("ballot", "trustee", "key", "--out", path("t"), "--json").json()["private_key"] as? String)
            for name in ["Commission", "First", "Second"] {
                try run("ballot", "manifest", "key", "--name", name, "--out", path("keys"))
            }
            for (index, uuid) in Self.uuids.enumerated() { try setUp(uuid, station: index == 1 ? "B" : "A") }
            try announce("day.manifest", Self.uuids)
            for uuid in Self.uuids { try close(uuid, "day.manifest") }
        }

        func path(_ name: String) -> String { "\(folder.path)/\(name)" }

        @discardableResult func run(_ arguments: String...) throws -> Program {
            let run = try Program.run(arguments)
            try #require(run.status == 0, "\(arguments): \(run.errors)")
            return run
        }

        private func setUp(_ uuid: String, station: String) throws {
            try run(
                "credentials", "--uuid", uuid, "--station", "\(station)=2", "--texts", "--out", path("slips-\(uuid)"))
            try run(
                "ballot", "setup", path("election.yaml"), "--credentials", path("slips-\(uuid)/public_creds.json"),
                "--trustee", key.replacingOccurrences(of: ".privkey", with: ".pubkey"), "--out", folder.path)
            try FileManager.default.copyItem(atPath: path("\(uuid).bel"), toPath: path("\(uuid).open"))
            let slips = String(
                decoding: folder.bytes("slips-\(uuid)/private/station-001.slips") ?? Data(), as: UTF8.self)
            for (number, slip) in slips.split(separator: "\n").enumerated() {
                try folder.write("\(slip.split(separator: " ")[2])\n", to: "slip.txt")
                try run(
                    "ballot", "cast", path("\(uuid).bel"), "--credential", path("slip.txt"), "--choice", "\(number + 1)"
                )
            }
        }

        /// Announces these, from archives as they were before the first ballot.
        func announce(_ name: String, _ uuids: [String]) throws {
            var plan = """
                name: Day
                commission: keys/Commission.signpub
                members: [keys/First.signpub, keys/Second.signpub]
                closing_signatures: 2
                elections:

                """
            for uuid in uuids {
                plan += "  - archive: \(uuid).open\n    least_ballots: 2\n"
                plan += "    stations: [{name: \(uuid == "stationBBBBBBB" ? "B" : "A"), credentials: 2}]\n"
                if uuid.hasPrefix("reserve") { plan += "    reserve_for: stationAAAAAAA\n" }
            }
            try folder.write(plan, to: "plan.yaml")
            try run("ballot", "manifest", "create", path("plan.yaml"), "--out", path(name))
            try run("ballot", "manifest", "sign", path(name), "--key", path("keys/Commission.signkey"))
        }

        private func close(_ uuid: String, _ manifest: String) throws {
            for member in ["First", "Second"] {
                try run(
                    "ballot", "close", path("\(uuid).bel"), "--manifest", path(manifest), "--commission-key",
                    path("keys/Commission.signpub"), "--key", path("keys/\(member).signkey"), "--out",
                    path("\(uuid).closing"))
            }
            try run("ballot", "tally", path("\(uuid).bel"))
        }

        func anchors(_ uuid: String, _ manifest: String = "day.manifest") -> [String] {
            [
                "--manifest", path(manifest), "--commission-key", path("keys/Commission.signpub"), "--closing",
                path("\(uuid).closing"),
            ]
        }

        func decrypt(_ uuid: String, _ manifest: String = "day.manifest", also: [String] = []) throws -> Program {
            try Program.run(
                ["ballot", "decrypt", path("\(uuid).bel"), "--key", key] + anchors(uuid, manifest) + also)
        }

        /// Signed by both members.
        func void() throws -> [String] {
            for member in ["First", "Second"] {
                try run(
                    "ballot", "void", "stationAAAAAAA", "--manifest", path("day.manifest"), "--reserve",
                    "reserveAAAAAAA", "--article", "art. 50-5(7)", "--reason", "Two trustees are missing", "--key",
                    path("keys/\(member).signkey"), "--out", path("A.void"))
            }
            return ["--void", path("A.void")]
        }
    }

    /// T31: what one announcement lists, each once, and nothing else.
    @Test func aKeyDecryptsWhatOneAnnouncementLists() throws {
        let region = try Region()
        #expect(try region.decrypt("stationAAAAAAA").status == 0)
        let second = try region.decrypt("stationBBBBBBB")
        #expect(second.status == 0, "\(second.errors)")
        let notes = String(
            decoding: FileManager.default.contents(atPath: region.key + ".decrypted") ?? Data(), as: UTF8.self)
        #expect(notes.split(separator: "\n").count == 2 && !notes.contains("\"manifest\":\"\""))
        // The same commission announces an election more: this key does not go along.
        try region.announce("other.manifest", ["stationAAAAAAA", "stationBBBBBBB"])
        let other = try region.decrypt("reserveAAAAAAA", "day.manifest")
        #expect(other.status == 1 && other.errors.contains("stationAAAAAAA"), "\(other.errors)")
        let fresh = try Region()
        #expect(try fresh.decrypt("stationAAAAAAA").status == 0)
        try fresh.announce("other.manifest", ["stationAAAAAAA", "stationBBBBBBB"])
        let elsewhere = try fresh.decrypt("stationBBBBBBB", "other.manifest")
        #expect(elsewhere.status == 1 && elsewhere.errors.contains("announcement"), "\(elsewhere.errors)")
    }

    @Test func theVoidElectionIsNeverDecryptedAndItsReserveIs() throws {
        let region = try Region()
        let early = try region.decrypt("reserveAAAAAAA")
        #expect(early.status == 1, "\(early.errors)")
        let void = try region.void()
        let refused = try region.decrypt("stationAAAAAAA", also: void)
        #expect(refused.status == 1 && refused.errors.contains("void"), "\(refused.errors)")
        // The key remembers, also where nobody shows the decision again.
        let later = try region.decrypt("stationAAAAAAA")
        #expect(later.status == 1 && later.errors.contains("void"), "\(later.errors)")
        let again = try region.decrypt("reserveAAAAAAA", also: void)
        #expect(again.status == 0, "\(again.errors)")
        try region.run("ballot", "result", region.path("reserveAAAAAAA.bel"))
        let path = region.path("reserveAAAAAAA.bel")
        let anchors = region.anchors("reserveAAAAAAA")
        #expect(try Program.run(["ballot", "verify", path] + anchors + void).status == 0)
        let without = try Program.run(["ballot", "verify", path] + anchors)
        #expect(without.status == 1 && without.errors.contains("manifest-reserve"), "\(without.errors)")
        // One signature is no decision.
        try region.run(
            "ballot", "void", "stationAAAAAAA", "--manifest", region.path("day.manifest"), "--article", "a", "--reason",
            "b", "--key", region.path("keys/First.signkey"), "--out", region.path("one.void"))
        let one = try Program.run(["ballot", "verify", path, "--void", region.path("one.void")] + anchors)
        #expect(one.status == 1 && one.errors.contains("void-signature"), "\(one.errors)")
    }

    /// Another trustee decrypted before the decision: whoever hears of it afterwards keeps it beside his key all the same.
    @Test func aDecisionAfterADecryptionIsKept() throws {
        let region = try Region()
        #expect(try region.decrypt("stationAAAAAAA").status == 0)
        // As beside the key of a trustee who has decrypted nothing yet.
        try FileManager.default.removeItem(atPath: region.key + ".decrypted")
        let refused = try region.decrypt("stationAAAAAAA", also: region.void())
        #expect(refused.status == 1 && refused.errors.contains("void"), "\(refused.errors)")
        let notes = String(
            decoding: FileManager.default.contents(atPath: region.key + ".decrypted") ?? Data(), as: UTF8.self)
        #expect(notes.contains("stationAAAAAAA") && !notes.contains("\"void\":\"\""))
    }

    /// The answer goes back as a file, or as codes on paper that a scanner reads.
    @Test(arguments: [false, true]) func answersGoBackByFileOrPaper(paper: Bool) throws {
        let region = try Region()
        let (uuid, before) = ("stationBBBBBBB", region.folder.bytes("stationBBBBBBB.bel"))
        let (file, codes) = (region.path("b.answer"), region.path("b.pdf"))
        let made = try region.decrypt(uuid, also: ["--answer", file, "--answer-codes", codes])
        #expect(made.status == 0, "\(made.errors)")
        #expect(region.folder.bytes("stationBBBBBBB.bel") == before)
        var answer = file
        if paper {
            let printed = try Printed([UInt8](Data(contentsOf: URL(filePath: codes))))
            defer { printed.remove() }
            // In this mode the scanner writes the codes of a page without anything between them.
            let mark = "sailau-part-1 "
            let texts = try printed.codes().flatMap { $0.components(separatedBy: mark).dropFirst().map { mark + $0 } }
            #expect(texts.count > 1)
            try region.folder.write(texts.reversed().joined(separator: "\n") + "\n", to: "read.txt")
            answer = region.path("read.txt")
            try region.folder.write(texts.dropFirst().joined(separator: "\n") + "\n", to: "some.txt")
            let some = try Program.run("ballot", "take", region.path("\(uuid).bel"), region.path("some.txt"))
            #expect(some.status == 2 && some.errors.contains("1"), "\(some.errors)")
        }
        // Another station's archive does not take it, and its own takes it once.
        #expect(try Program.run("ballot", "take", region.path("stationAAAAAAA.bel"), answer).status == 1)
        #expect(try Program.run("ballot", "take", region.path("\(uuid).bel"), answer, answer).status == 1)
        let taken = try Program.run(["ballot", "take", region.path("\(uuid).bel"), answer] + region.anchors(uuid))
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(try Program.run("ballot", "take", region.path("\(uuid).bel"), answer).status == 1)
        try region.run("ballot", "result", region.path("\(uuid).bel"))
        let verified = try region.run("ballot", "verify", region.path("\(uuid).bel"), "--json")
        #expect(try BallotElection.counts(verified) == [[1, 1]])
    }
}
