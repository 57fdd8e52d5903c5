import Foundation
import Testing

/// A public board by the command line, from a small election that was announced, held, closed and decrypted.
@Suite struct BoardCommandTests {
    typealias Day = AnchorCommandTests.Day
    private static let uuid = AnchorCommandTests.uuid

    /// A day of two ballots before its closing, and the code of the ballot that was challenged.
    private static func voted() throws -> (day: Day, challenged: String) {
        let day = try Day()
        try day.ballot("manifest", "key", "--name", "Publisher", "--out", day.path("keys"))
        try day.cast(0)
        let opened = try day.challenge(1)
        try #require(opened.status == 0, "\(opened.errors)")
        try day.cast(2)
        return (day, try #require(try opened.json()["code"] as? String))
    }

    private static func closed() throws -> (day: Day, challenged: String) {
        let (day, challenged) = try voted()
        for member in ["First", "Third"] { #expect(try day.close(member).status == 0) }
        return (day, challenged)
    }

    private static func count(_ day: Day) throws {
        try day.ballot("tally", day.archive)
        let decrypted = try day.decrypt(day.anchors + ["--challenges", day.challenges])
        try #require(decrypted.status == 0, "\(decrypted.errors)")
        try day.ballot("result", day.archive)
    }

    private static func make(
        _ day: Day, from finished: String? = nil, to name: String, _ more: String...
    ) throws -> Program {
        try day.attempt(
            ["board", finished ?? day.folder.path] + day.commission
                + ["--key", day.path("keys/Publisher.signkey"), "--out", day.path(name), "--json"] + more)
    }

    private static func trackers(_ day: Day) throws -> [[String: Any]] {
        let shown = try day.ballot("show", day.archive, "--json")
        return (try shown.json()["events"] as? [[String: Any]] ?? []).filter { $0["tracker"] is String }
    }

    @Test func fromTheElectionToTheVoter() throws {
        let (day, challenged) = try Self.closed()
        try Self.count(day)
        let made = try Self.make(day, to: "board")
        #expect(made.status == 0, "\(made.errors)")
        let election = try #require((try made.json()["elections"] as? [[String: Any]])?.first)
        #expect(election["verdict"] as? String == "valid" && election["counted"] as? Int == 2)
        #expect(election["challenged"] as? Int == 1)
        #expect(try made.json()["decrypted"] as? Int == 1)
        let names = day.folder.names(under: "board/files")
        #expect(
            names == [
                "Commission.signpub", "day.manifest", "\(Self.uuid).bel", "\(Self.uuid).challenges",
                "\(Self.uuid).closing",
            ])
        // What is offered is what was verified, and is verified by the commands that the page prints.
        let files = day.path("board/files")
        let again = try day.ballot(
            "verify", "\(files)/\(Self.uuid).bel", "--beside", "--manifest", "\(files)/day.manifest",
            "--commission-key", "\(files)/Commission.signpub", "--json")
        #expect(try again.json()["anchors"] as? [String] == ["manifest", "closing", "challenges"])
        #expect(try again.json()["head"] as? String == election["head"] as? String)
        // Every ballot is found under both of its numbers, and what was opened as what it is.
        for ballot in try Self.trackers(day) {
            for number in [ballot["tracker"] as? String, ballot["code"] as? String] {
                let found = try day.ballot("board", "find", day.path("board"), try #require(number), "--json")
                let first = try #require((try found.json()["found"] as? [[String: Any]])?.first)
                #expect(first["fate"] as? String == "counted" && first["station"] as? String == "Station A")
            }
        }
        for language in ["en", "ru", "kk"] {
            let found = try day.attempt(["board", "find", day.path("board"), challenged, "--lang", language])
            #expect(found.status == 0 && found.output.contains(challenged), "\(found.errors)")
            let page = day.folder.bytes("board/\(language)/elections/\(Self.uuid)/codes-all.html")
            #expect(String(decoding: page ?? Data(), as: UTF8.self).contains("id=\"c-\(challenged)\""))
        }
        let none = try day.attempt(["board", "find", day.path("board"), String(repeating: "A", count: 43)])
        #expect(none.status == 1 && none.output.isEmpty)
        // The same input gives the same bytes.
        #expect(try Self.make(day, to: "again").status == 0)
        #expect(day.folder.names(under: "board") == day.folder.names(under: "again"))
        for name in day.folder.names(under: "board") {
            #expect(day.folder.bytes("board/\(name)") == day.folder.bytes("again/\(name)"), "\(name)")
        }
    }

    @Test func anOlderBoardIsTheBeginningOfANewerOne() throws {
        let (day, _) = try Self.closed()
        #expect(try Self.make(day, to: "older").status == 0)
        try Self.count(day)
        #expect(try Self.make(day, to: "newer").status == 0)
        for boards in [["older", "newer"], ["newer", "older"]] {
            let checked = try day.attempt(
                ["board", "check", "--key", day.path("keys/Publisher.signpub"), "--json"] + boards.map(day.path))
            #expect(checked.status == 0, "\(checked.errors)")
            let difference = try #require((try checked.json()["differences"] as? [[String: Any]])?.first)
            #expect(difference["kind"] as? String == "older" && difference["conflict"] as? Bool == false)
            #expect(difference["second"] as? String == day.path("older"))
        }
        // A list that somebody downloaded is compared as a board is.
        let list = try day.attempt(["board", "check", day.path("newer"), day.path("older/board.json")])
        #expect(list.status == 0 && list.output.contains("older"), "\(list.errors)")
        let other = try day.attempt(
            ["board", "check", day.path("newer"), "--key", day.path("keys/Stranger.signpub")])
        #expect(other.status == 1 && other.errors.contains("board-signature"), "\(other.errors)")
    }

    @Test func anArchiveThatTakesBallotsIsNotPublished() throws {
        let day = try Day()
        try day.cast(0)
        try day.ballot("manifest", "key", "--name", "Publisher", "--out", day.path("keys"))
        for language in ["en", "ru", "kk"] {
            let refused = try Self.make(day, to: "board", "--lang", language)
            #expect(refused.status == 2 && refused.errors.contains("\(Self.uuid).bel"), "\(refused.errors)")
        }
        #expect(!day.folder.names().contains { $0.hasPrefix("board/") })
    }

    /// The members sign two closings of one election: every board is valid in itself, and two of them show it.
    @Test func aSplitViewIsFound() throws {
        let (day, _) = try Self.voted()
        let other = try Day(copyOf: day)
        // The same announcement, and an archive with one more ballot.
        try other.cast(3)
        for member in ["First", "Third"] {
            #expect(try day.close(member).status == 0)
            #expect(try other.close(member).status == 0)
        }
        #expect(try Self.make(day, to: "ours").status == 0)
        #expect(try Self.make(other, to: "theirs").status == 0)
        for language in ["en", "ru", "kk"] {
            let checked = try day.attempt(
                ["board", "check", day.path("ours"), other.path("theirs"), "--lang", language])
            #expect(checked.status == 1, "\(checked.output)")
            #expect(checked.output.contains(Self.uuid) && checked.output.contains(other.path("theirs")))
        }
        let checked = try day.attempt(["board", "check", day.path("ours"), other.path("theirs"), "--json"])
        let difference = try #require((try checked.json()["differences"] as? [[String: Any]])?.first)
        #expect(difference["kind"] as? String == "split" && difference["event"] as? Int == 3)
    }

    @Test func aTamperedMirrorIsFound() throws {
        let (day, _) = try Self.closed()
        #expect(try Self.make(day, to: "board").status == 0)
        func mirror(_ name: String, _ change: (inout Data) -> Void) throws -> Program {
            let copy = day.path("mirror")
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: day.path("board"), toPath: copy)
            var bytes = try #require(day.folder.bytes("mirror/\(name)"))
            change(&bytes)
            try bytes.write(to: URL(filePath: "\(copy)/\(name)"))
            return try day.attempt(["board", "check", day.path("board"), copy])
        }
        #expect(try mirror("board.json") { _ in }.status == 0)
        for name in ["files/\(Self.uuid).bel", "files/\(Self.uuid).challenges", "files/day.manifest"] {
            let found = try mirror(name) { $0[$0.count / 2] ^= 1 }
            #expect(found.status == 1 && found.output.contains(name.dropFirst(6)), "\(found.output)")
        }
        let list = try mirror("board.json") { bytes in
            let text = String(decoding: bytes, as: UTF8.self).replacing("\"counted\":2", with: "\"counted\":1")
            bytes = Data(text.utf8)
        }
        #expect(list.status == 1 && list.errors.contains("board-signature"), "\(list.errors)")
        try FileManager.default.removeItem(atPath: day.path("mirror/files/\(Self.uuid).bel"))
        #expect(try day.attempt(["board", "check", day.path("mirror/none")]).status == 2)
    }

    @Test func thePublishedColumnIsCompared() throws {
        let (day, _) = try Self.closed()
        try Self.count(day)
        func compare(_ votes: Int) throws -> Program {
            try day.folder.write("question,candidate,votes\nWho?,A,\(votes)\nWho?,B,0\n", to: "column.csv")
            return try Self.make(day, to: "board", "--published", day.path("column.csv"))
        }
        let equal = try compare(2)
        #expect(equal.status == 0, "\(equal.errors)")
        #expect(try equal.json()["compared"] as? Bool == true)
        let different = try compare(3)
        #expect(different.status == 1)
        let row = try #require((try different.json()["differences"] as? [[String: Any]])?.first)
        #expect(row["candidate"] as? String == "A" && row["votes"] as? Int == 2 && row["published"] as? Int == 3)
        try day.folder.write("question,votes\nWho?,x\n", to: "column.csv")
        #expect(try Self.make(day, to: "board", "--published", day.path("column.csv")).status == 2)
    }

    @Test func whatIsInvalidOrMissingStandsOnTheBoard() throws {
        let (day, _) = try Self.closed()
        let whole = try #require(day.folder.bytes("\(Self.uuid).bel"))
        var bytes = whole
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: day.archive))
        let invalid = try Self.make(day, to: "invalid")
        #expect(invalid.status == 1)
        #expect((try invalid.json()["elections"] as? [[String: Any]])?.first?["verdict"] as? String == "invalid")
        let page = String(
            decoding: day.folder.bytes("invalid/en/elections/\(Self.uuid).html") ?? Data(), as: UTF8.self)
        #expect(page.contains("invalid") && !page.contains("data-prefix"))
        try FileManager.default.removeItem(atPath: day.archive)
        let missing = try Self.make(day, to: "missing")
        #expect(missing.status == 1)
        #expect(try missing.json()["incomplete"] as? Int == 1)
        #expect(day.folder.names(under: "missing").contains("en/elections/\(Self.uuid).html"))
        try whole.write(to: URL(filePath: day.archive))
        try FileManager.default.removeItem(atPath: day.closing)
        #expect(try Self.make(day, to: "open").status == 2)
    }
}
