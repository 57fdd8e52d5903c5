import Foundation
import Testing
import VerifiableVoting

/// What the ballot commands refuse, with which result and in which words.
@Suite struct BallotRefusalTests {
    @Test func theBoardRefusesBallots() throws {
        let election = try BallotElection()
        #expect(try election.cast("a", "1", "none").status == 0)
        let before = election.bytes()
        // The same ballot again.
        var reader = ArchiveReader(MemoryArchive(before))
        _ = try reader.next()
        let body = try #require(try reader.next()?.data.first?.body)
        try election.folder.write(String(decoding: body, as: UTF8.self), to: "ballot.json")
        func offer() throws -> Program {
            try Program.run("ballot", "cast", election.archive, "--ballot", election.path("ballot.json"))
        }
        let again = try offer()
        #expect(again.status == 1)
        #expect(again.errors.contains("ballot-duplicate"), "\(again.errors)")
        // One that was changed.
        try election.folder.edit("ballot.json", replacing: "\"challenge\":\"", by: "\"challenge\":\"1")
        let changed = try offer()
        #expect(changed.status == 1)
        #expect(changed.errors.contains("scalar-text") || changed.errors.contains("ballot-hash"), "\(changed.errors)")
        // A voter of another election.
        let other = try BallotElection()
        let stranger = try Program.run(
            "ballot", "cast", election.archive, "--credential", other.credentials, "--voter", "b", "--choice", "1",
            "--choice", "none")
        #expect(stranger.status == 1)
        #expect(stranger.errors.contains("ballot-credential"), "\(stranger.errors)")
        // Another weight than the roll's.
        let weight = try election.cast("a", "1", "none", also: ["--weight", "1"])
        #expect(weight.status == 1)
        #expect(weight.errors.contains("weighs 3, not 1"), "\(weight.errors)")
        #expect(election.bytes() == before)
        #expect(try election.cast("a", "1", "none", also: ["--weight", "3"]).status == 0)
        #expect(try election.tally().status == 0)
        let late = try election.cast("b", "1", "none")
        #expect(late.status == 1)
        #expect(late.errors.contains("Ballots are not accepted"), "\(late.errors)")
    }

    @Test func wrongChoicesAreBadInput() throws {
        let election = try BallotElection()
        let before = election.bytes()
        for (choices, words) in [
            (["1"], "for 2 questions"), (["4", "none"], "from 1 to 3"), (["1,2", "none"], "2 answers are chosen"),
            (["none", "none"], "0 answers are chosen"), (["1", "blank"], "offers no blank"),
            (["x", "1"], "from 1 to 3"),
            (["1,1", "1"], "each once"),
        ] {
            let run = try Program.run(
                ["ballot", "cast", election.archive, "--credential", election.credentials, "--voter", "a"]
                    + choices.flatMap { ["--choice", $0] })
            #expect(run.status == 2, "\(choices)")
            #expect(run.errors.contains(words), "\(choices): \(run.errors)")
        }
        try FileManager.default.copyItem(atPath: election.archive, toPath: election.path("renamed.bel"))
        let renamed = try Program.run(
            "ballot", "cast", election.path("renamed.bel"), "--credential", election.credentials, "--voter", "a",
            "--choice", "1", "--choice", "1")
        #expect(renamed.status == 2)
        #expect(renamed.errors.contains("--any-name"), "\(renamed.errors)")
        #expect(election.bytes() == before)
    }

    @Test func decryptionAsksAndRefusesASecondTally() throws {
        let election = try BallotElection(trustees: 1)
        let key = election.trustees[0]
        #expect(try election.cast("a", "1", "none").status == 0)
        let early = try election.decrypt(key)
        #expect(early.status == 1)
        #expect(early.errors.contains("event-grammar"), "\(early.errors)")
        let open = election.bytes()
        #expect(try election.tally().status == 0)
        let bare = try Program.run("ballot", "decrypt", election.archive, "--key", key)
        #expect(bare.status == 2)
        let tallied = election.bytes()
        let wrong = try election.decrypt(key, typing: "yes")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("Nothing was decrypted"), "\(wrong.errors)")
        #expect(wrong.errors.contains(/Ballots: +1\nCounted: +1\nTotal weight: +3\n/), "\(wrong.errors)")
        #expect(election.bytes() == tallied)
        #expect(FileManager.default.contents(atPath: key + ".decrypted") == nil)
        #expect(try election.decrypt(key).status == 0)
        let note = String(decoding: FileManager.default.contents(atPath: key + ".decrypted") ?? Data(), as: UTF8.self)
        #expect(note.contains("\"confirmation\":\"\(election.uuid)\""), "\(note)")
        // His second decryption of the same tally is no event any more.
        let twice = try election.decrypt(key)
        #expect(twice.status == 1)
        #expect(twice.errors.contains("decryption-owner"), "\(twice.errors)")
        // The same election with one ballot more: another tally.
        try election.write(open)
        #expect(try election.cast("b", "2", "none").status == 0)
        #expect(try election.tally().status == 0)
        let second = try election.decrypt(key)
        #expect(second.status == 1)
        #expect(second.errors.contains("does not decrypt a second one"), "\(second.errors)")
        // The first tally again, on another copy of the archive, gives away nothing new.
        try election.write(tallied)
        #expect(try election.decrypt(key).status == 0)
        // A stranger's key.
        let other = try BallotElection(trustees: 1)
        try election.write(tallied)
        let stranger = try election.decrypt(other.trustees[0])
        #expect(stranger.status == 1)
        #expect(stranger.errors.contains("decryption-owner"), "\(stranger.errors)")
    }

    /// Puts an archive together again from changed contents, so that only the contents are wrong.
    private func resealed(
        _ bytes: [UInt8], changing kind: Event.Kind, _ change: (String) -> String
    ) throws -> [UInt8] {
        var reader = ArchiveReader(MemoryArchive(bytes))
        var head: ArchiveHead?
        var made: [UInt8] = []
        while let event = try reader.next() {
            let data = event.data.map { record in
                event.event.kind == kind
                    ? Array(change(String(decoding: record.body, as: UTF8.self)).utf8) : record.body
            }
            let addition: ArchiveAddition
            if let head {
                addition = try ArchiveBuilder.addition(event.event.kind, data: data, after: head)
            } else {
                addition = ArchiveBuilder.setup(
                    election: data[0], trustees: data[1], credentials: data[2], timestamp: reader.head?.timestamp ?? 0)
            }
            made += addition.bytes
            head = addition.head
        }
        return made
    }

    @Test func changedArchivesAreInvalidForTheRightReason() throws {
        let election = try BallotElection(trustees: 1)
        #expect(try election.cast("a", "1", "none").status == 0)
        let cast = try election.cast("b", "2", "1").json()
        #expect(try election.tally().status == 0)
        #expect(try election.decrypt(election.trustees[0]).status == 0)
        #expect(try Program.run("ballot", "result", election.archive).status == 0)
        let whole = election.bytes()
        #expect(try resealed(whole, changing: .result) { $0 } == whole)

        func expect(_ bytes: [UInt8], _ rule: String, _ words: String...) throws {
            try election.write(bytes)
            let run = try election.verify("--json")
            #expect(run.status == 1)
            let violation = try run.json()["violation"] as? [String: Any]
            #expect(violation?["rule"] as? String == rule, "\(run.errors)")
            for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
            #expect(try run.json()["verdict"] as? String == "invalid")
        }
        // One vote more for the second answer (blank is the first choice, so it stands third).
        try expect(
            resealed(whole, changing: .result) { $0.replacingOccurrences(of: "[0,3,1,0]", with: "[0,3,2,0]") },
            "result-mismatch", "A published count is not the one", "question 1, choice 3")
        try expect(
            resealed(whole, changing: .encryptedTally) {
                $0.replacingOccurrences(of: "\"total_weight\":4", with: "\"total_weight\":5")
            }, "tally-totals", "4")
        let tracker = try #require(cast["tracker"] as? String)
        var number = 0
        try expect(
            resealed(whole, changing: .ballot) { ballot in
                number += 1
                return number == 1 ? ballot : ballot.replacingOccurrences(of: "\"hash\":\"", with: "\"hash\":\"x")
            }, "ballot-hash", "ballot 2", "tracker", "Rule: ballot-hash")
        // Raw changes: a flipped bit, a cut end, one byte too many, nothing at all.
        var flipped = whole
        flipped[whole.count - 400] ^= 4
        try expect(flipped, "record-name", "byte")
        try expect(Array(whole.dropLast(10)), "archive-truncated")
        try expect(whole + [0], "archive-truncated")
        try expect([], "archive-header")
        try expect(Array("no archive at all, but long enough to hold a header".utf8), "archive-truncated")
        try election.write(whole)
        #expect(try election.verify().status == 0)
        #expect(!tracker.isEmpty)
        let missing = try Program.run("ballot", "verify", election.path("nowhere.bel"))
        #expect(missing.status == 2)
        #expect(missing.errors.contains("There is no such file"))
        try election.write(Array(whole.dropLast(10)))
        let inRussian = try election.verify("--lang", "ru")
        #expect(inRussian.errors.contains("Архив обрывается"), "\(inRussian.errors)")
    }

    @Test func setupRefusesWhatCannotBe() throws {
        let election = try BallotElection()
        func setup(_ yaml: String, _ more: String...) throws -> Program {
            try election.folder.write(yaml, to: "other.yaml")
            return try Program.run(
                [
                    "ballot", "setup", election.path("other.yaml"), "--credentials",
                    election.path("registrar/public_creds.json"), "--trustees", election.path("trustees.json"), "--out",
                    election.path("second"),
                ] + more)
        }
        let good = "name: N\nquestions: [{question: Q, answers: [A, B]}]\n"
        let range = try setup("name: N\nquestions: [{question: Q, answers: [A], min: 2, max: 2}]\n")
        #expect(range.status == 2)
        #expect(range.errors.contains("other.yaml:2: questions[0].min"), "\(range.errors)")
        let typo = try setup("nam: N\nquestions: [{question: Q, answers: [A]}]\n")
        #expect(typo.status == 2)
        #expect(typo.errors.contains("Did you mean"), "\(typo.errors)")
        #expect(try setup(good, "--group", "P-256").status == 2)
        #expect(try setup(good, "--uuid", "short").status == 2)
        let group = try setup(good, "--group", "BELENIOS-2048")
        #expect(group.status == 1, "\(group.errors)")
        #expect(election.folder.names(under: "second").isEmpty)
        #expect(try setup(good).status == 0)
        #expect(try setup(good).status == 2)
    }
}
