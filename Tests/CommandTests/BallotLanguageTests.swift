import Foundation
import Testing

/// What people read when all goes well is in their language, from the keys to the result.
@Suite struct BallotLanguageTests {
    @Test(arguments: ["ru", "kk"]) func everyCommandSpeaksTheLanguage(language: String) throws {
        let day = try SpokenDay(language)
        try day.prepare()
        try day.vote()
        try day.count()
        // A command that is new must be part of the day.
        #expect(day.commands == Set(try Self.commands(under: [])))
        try day.compareJSON()
    }

    /// The commands below one that have no commands below them, as its help lists them.
    private static func commands(under path: [String]) throws -> [String] {
        let help = try Program.run(["ballot"] + path + ["--help"]).output
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        guard let heading = lines.firstIndex(of: "SUBCOMMANDS:") else { return [path.joined(separator: " ")] }
        return try lines[(heading + 1)...].prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .flatMap { try commands(under: path + [String($0.split(separator: " ")[0])]) }
    }

    /// A text that is given to the terminal as it stands would be English in every language, also where the day above does
    /// not come by.
    @Test func noCommandPrintsWordsOfItsOwn() throws {
        let folder = Program.root.appending(path: "Sources/sailau/Commands/Ballot")
        var calls = 0
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let source = try String(contentsOf: file, encoding: .utf8)
            for call in source.matches(of: /Terminal\.(?:print|error|progress)\(/) {
                let argument = Self.argument(of: source[call.range.upperBound...])
                if argument.contains("JSON.object") { continue }
                calls += 1
                let words = argument.replacing(/\\./, with: " ").matches(of: /"([^"]*)"/)
                    .flatMap { $0.1.split(separator: " ") }
                    .filter { $0.contains(where: \.isLetter) && !$0.contains("/") }
                #expect(words == [], "\(file.lastPathComponent)")
            }
        }
        #expect(calls > 30)
        #expect(Self.argument(of: "\"Tracker: \\(cast.tracker(\"x\"))\") }") == "\"Tracker: \"")
    }

    /// What stands in the parentheses of a call, without what its texts interpolate.
    private static func argument(of source: Substring) -> String {
        var (text, depth, interpolated, previous) = ("", 1, 0, Character(" "))
        for character in source {
            let step = character == "(" ? 1 : character == ")" ? -1 : 0
            if interpolated > 0 {
                interpolated += step
            } else if previous == "\\", character == "(" {
                interpolated = 1
                text.removeLast()
            } else {
                depth += step
                if depth == 0 { break }
                text.append(character)
            }
            previous = character
        }
        return text
    }
}

/// A day of one station, its names in Cyrillic letters, told in one language.
private final class SpokenDay {
    private static let uuid = "stationAAAAAAA"
    /// Names of files and of groups that stand alone, and what is no word.
    private static let names: Set<String> = [uuid]

    let language: String
    private(set) var commands: Set<String> = []
    private let folder: TemporaryFolder
    private var slips: [String] = []

    init(_ language: String) throws {
        self.language = language
        folder = try TemporaryFolder()
    }

    private func path(_ name: String) -> String { "\(folder.path)/\(name)" }
    private func file(under place: String, _ ending: String) throws -> String {
        path("\(place)/\(try #require(folder.names(under: place).first { $0.hasSuffix(ending) }))")
    }
    private var archive: String { path("\(Self.uuid).bel") }
    private var challenges: String { path("\(Self.uuid).challenges") }
    private var closing: String { path("\(Self.uuid).closing") }
    private var manifest: String { path("day.manifest") }
    private var evidence: String { path("day.evidence") }
    private var commission: [String] { ["--commission-key", path("keys/commission.signpub")] }

    /// Runs a command that must succeed, and looks at every line of it.
    @discardableResult
    private func run(_ command: String, _ arguments: [String], typing text: String = "") throws -> Program {
        let words = ["ballot"] + command.split(separator: " ").map(String.init)
        let run = try Program.run(words + arguments + ["--lang", language], input: text)
        try #require(run.status == 0, "\(command): \(run.errors)")
        commands.insert(command)
        #expect(!run.output.isEmpty, "\(command)")
        for line in (run.output + run.errors).split(separator: "\n") {
            #expect(foreignWords(line) == [], "\(command): \(line)")
        }
        return run
    }

    /// Words in Latin letters that are no path, no code and not quoted.
    private func foreignWords(_ line: Substring) -> [String] {
        line.replacing(/`[^`]*`/, with: " ").split(whereSeparator: \.isWhitespace)
            .map { $0.trimmingCharacters(in: .punctuationCharacters) }
            .filter { word in
                let isLatin = word.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
                let isCode = word.contains(where: \.isNumber) || word.count >= 43
                return isLatin && !isCode && !word.contains(folder.path) && !Self.names.contains(word)
            }
    }

    // MARK: Before the day

    func prepare() throws {
        try folder.write("a\nb\nc\nd\n", to: "voters.txt")
        try folder.write(
            """
            name: Мәслихат
            questions:
              - question: Кім?
                answers: [Асан, Үсен]
                blank: yes
            """, to: "election.yaml")
        try run(
            "credentials",
            ["--voters", path("voters.txt"), "--uuid", Self.uuid, "--out", path("registrar")])
        let list = try #require(folder.bytes("registrar/private_creds.txt"))
        for (index, line) in String(decoding: list, as: UTF8.self).split(separator: "\n").enumerated() {
            try folder.write(String(line.split(separator: " ")[1]) + "\n", to: "slip-\(index)")
            slips.append(path("slip-\(index)"))
        }
        let derived = try run("credentials", ["--derive", slips[0], "--uuid", Self.uuid])
        // The slip's file is open to others.
        #expect(derived.errors.contains("`chmod 600 \(slips[0])`"))
        for name in ["trustee1", "trustee2"] { try run("trustee key", ["--out", path(name)]) }
        try run(
            "setup",
            [path("election.yaml"), "--credentials", path("registrar/public_creds.json"), "--trustee"]
                + [try file(under: "trustee1", ".pubkey"), try file(under: "trustee2", ".pubkey")]
                + ["--out", folder.path])
        try generateKeys()
        for name in ["commission", "first", "second"] {
            try run("manifest key", ["--name", name, "--out", path("keys")])
        }
        try folder.write(
            """
            name: Дауыс беру күні
            commission: keys/commission.signpub
            members: [keys/first.signpub, keys/second.signpub]
            closing_signatures: 2
            elections:
              - archive: \(Self.uuid).bel
                stations:
                  - name: Учаске
                    credentials: 4
                revoting: yes
                least_ballots: 2
            """, to: "plan.yaml")
        try run("manifest create", [path("plan.yaml"), "--out", manifest])
        try run("manifest sign", [manifest, "--key", path("keys/commission.signkey")])
        try run("manifest verify", [manifest, archive] + commission)
        try run("station-secret", ["--out", path("booth.secret")])
    }

    /// A set of three trustees, beside the election.
    private func generateKeys() throws {
        func files(_ ending: String) throws -> [String] {
            try (1...3).map { try file(under: "member\($0)", ending) }
        }
        func step(_ name: String, _ arguments: [String], to place: String) throws {
            try run("trustee dkg \(name)", arguments + ["--out", path(place)])
        }
        for index in 1...3 {
            try step(
                "certificate", ["--index", "\(index)", "--size", "3", "--threshold", "2"], to: "member\(index)")
        }
        let certificates = ["--certificates"] + (try files(".cert"))
        try run("trustee dkg check", certificates)
        for (index, key) in try files(".key").enumerated() {
            try step("polynomial", ["--key", key] + certificates, to: "member\(index + 1)")
        }
        let polynomials = ["--polynomials"] + (try files(".polynomial"))
        try step("inputs", certificates + polynomials, to: "server")
        for (index, key) in try files(".key").enumerated() {
            let name = try #require(key.split(separator: "/").last?.split(separator: ".").first)
            try step(
                "output", ["--key", key, "--input", path("server/\(name).vinput")] + certificates,
                to: "member\(index + 1)")
        }
        try step("parameters", certificates + polynomials + ["--outputs"] + files(".voutput"), to: "server")
    }

    // MARK: The day

    func vote() throws {
        func ballot(_ voter: Int) -> [String] { [archive, "--credential", slips[voter], "--choice", "1"] }
        try run("cast", ballot(0) + ["--station-secret", path("booth.secret")])
        // An interrupted write, and a ballot that replaces the first.
        let torn = try #require(folder.bytes("\(Self.uuid).bel")) + Data(count: 700)
        try torn.write(to: URL(filePath: archive))
        let again = try run("cast", ballot(0))
        #expect(again.errors.contains("700"))
        #expect(again.output.split(separator: "\n").count == 3)
        let cast = try run("challenge make", ballot(1), typing: "cast\n")
        let opened = try run("challenge make", ballot(2), typing: "challenge\n")
        for asked in [cast, opened] { #expect(asked.errors.contains("`cast`") && asked.errors.contains("`challenge`")) }
        #expect(opened.output.contains(challenges))
        let verified = try run("challenge verify", [challenges, "--archive", archive])
        #expect(verified.output.contains("Асан"))
        for member in ["first", "second"] {
            try run(
                "close",
                [archive, "--manifest", manifest, "--key", path("keys/\(member).signkey"), "--out", closing]
                    + commission)
        }
        try run(
            "waive",
            [closing, "--reason", "№ 14", "--key", path("keys/first.signkey"), "--out", path("few.waiver")])
    }

    func count() throws {
        let anchors = ["--manifest", manifest, "--closing", closing, "--challenges", challenges] + commission
        try run("tally", [archive])
        // One trustee answers from a machine of his own, the other decrypts in place.
        let (first, answer) = (try file(under: "trustee1", ".privkey"), path("first.answer"))
        try run("decrypt", [archive, "--key", first, "--answer", answer] + anchors)
        try run("take", [archive, answer] + anchors)
        try run(
            "decrypt", [archive, "--key", try file(under: "trustee2", ".privkey"), "--without-anchors"],
            typing: "\(Self.uuid)\n")
        try run("result", [archive])
        try run("evidence", [archive, "--out", evidence])
        try run("verify", [archive])
        try run("verify", [archive, "--evidence", evidence] + anchors)
        try run("show", [archive])
        let events = try Program.run("ballot", "show", archive, "--json").json()["events"] as? [[String: Any]] ?? []
        let trackers = events.compactMap { $0["tracker"] as? String }
        #expect(trackers.count == 3)
        for tracker in trackers { try run("show", [archive, "--find", tracker]) }
        let board = path("board")
        try run(
            "board make",
            [folder.path, "--manifest", manifest, "--key", path("keys/first.signkey"), "--out", board] + commission)
        try run("board check", [board])
        try run("board find", [board, trackers[0]])
        try run(
            "void",
            [
                Self.uuid, "--manifest", manifest, "--article", "50-5(7)", "--reason", "№ 15", "--key",
                path("keys/first.signkey"), "--out", path("day.void"),
            ])
    }

    /// For programs every language is the same.
    func compareJSON() throws {
        for arguments in [
            ["show", archive], ["verify", archive], ["challenge", "verify", challenges, "--archive", archive],
            ["manifest", "verify", manifest, archive] + commission,
            ["credentials", "--derive", slips[0], "--uuid", Self.uuid],
        ] {
            let plain = try Program.run(["ballot"] + arguments + ["--json"])
            let spoken = try Program.run(["ballot"] + arguments + ["--json", "--lang", language])
            #expect(plain.status == 0 && plain.output == spoken.output, "\(arguments[0])")
        }
    }
}
