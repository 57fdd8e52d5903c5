import Foundation
import Testing

/// An audit of the reconstruction of 2004 from plan to replay, as boards and observers run it.
@Suite struct AuditCommandTests {
    static let contests = ["constituencies/02/1", "constituencies/17/1"]

    /// A folder with an audit in it, and what lies in its containers: cards in the order of the ballot.
    final class Scene {
        let folder: TemporaryFolder
        var file: String { "\(folder.path)/audit.json" }
        /// What was published before the seed was drawn.
        private(set) var digest = ""
        private var piles: [String: [(choice: String?, votes: Int)]] = [:]

        init() throws { folder = try TemporaryFolder() }

        func run(_ verb: String, _ arguments: String...) throws -> Program { try run(verb, arguments) }
        func run(_ verb: String, _ arguments: [String], input: String? = nil) throws -> Program {
            try Program.run(["audit", verb] + arguments, input: input)
        }

        /// Plan, verified archives, commitment, seed.
        func begin(limit: String = "1/10", seed: Bool = true) throws {
            let options = AuditCommandTests.contests.flatMap { ["--contest", $0] } + ["--risk-limit", limit]
            let plan = try run("plan", ["kazakhstan-2004", "--out", "\(folder.path)/draft", "--json"] + options)
            #expect(plan.status == 0, "\(plan.errors)")
            let rows = String(decoding: folder.bytes("draft/electronic.csv") ?? Data(), as: UTF8.self)
            #expect(rows.split(separator: "\n").count > 10)
            let verified = rows.replacingOccurrences(of: ",no\n", with: ",yes\n")
            // What stands in the draft for an archive that nobody has is verified by nobody.
            try folder.write(verified, to: "electronic.csv")
            let empty = try run(
                "commit",
                ["kazakhstan-2004", "--manifest", "\(folder.path)/draft/manifest.csv", "--electronic"]
                    + ["\(folder.path)/electronic.csv", "--out", file] + options)
            #expect(empty.status == 2 && empty.errors.contains("electronic.csv:2"), "\(empty.errors)")
            let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            try folder.write(
                verified.replacingOccurrences(of: nothing, with: String(repeating: "5a", count: 32)),
                to: "electronic.csv")
            // A tally that is not the protocol's is refused, whoever verified the archive.
            let table = String(decoding: folder.bytes("electronic.csv") ?? Data(), as: UTF8.self).split(separator: "\n")
            try folder.write(
                "\(table[0]),votes,invalid\n\(table[1]),1 2,3\n" + table.dropFirst(2).map { "\($0),,\n" }.joined(),
                to: "tallies.csv")
            let other = try run(
                "commit",
                ["kazakhstan-2004", "--manifest", "\(folder.path)/draft/manifest.csv", "--electronic"]
                    + ["\(folder.path)/tallies.csv", "--out", file] + options)
            #expect(other.status == 2 && other.errors.contains("another tally"), "\(other.errors)")
            let commit = try run(
                "commit",
                ["kazakhstan-2004", "--manifest", "\(folder.path)/draft/manifest.csv", "--electronic"]
                    + ["\(folder.path)/electronic.csv", "--out", file, "--json"] + options)
            #expect(commit.status == 0, "\(commit.errors)")
            digest = try commit.json()["commitment"] as? String ?? ""
            try readPiles()
            if seed { #expect(try run("seed", file, "31415926535897932384", "--digest", digest).status == 0) }
        }

        private func readPiles() throws {
            let text = try JSONSerialization.jsonObject(with: folder.bytes("audit.json") ?? Data()) as? [String: Any]
            let steps = text?["steps"] as? [[String: Any]] ?? []
            let plan = steps.first { $0["step"] as? String == "plan" }
            var choices: [String: [String]] = [:]
            for contest in plan?["contests"] as? [[String: Any]] ?? [] {
                choices[Self.name(contest["contest"])] = contest["choices"] as? [String]
            }
            let counts = steps.first { $0["step"] as? String == "subtotals" }?["counts"] as? [[String: Any]] ?? []
            for count in counts {
                let contest = Self.name(count["contest"])
                let votes = zip(choices[contest] ?? [], count["votes"] as? [Int] ?? []).map { ($0 as String?, $1) }
                piles["\(count["station"] as? String ?? "") \(contest)"] =
                    votes + [(nil, count["invalid"] as? Int ?? 0)]
            }
        }

        private static func name(_ key: Any?) -> String {
            (key as? [Any] ?? []).map { "\($0)" }.joined(separator: "/")
        }

        /// What is on a card: finding and choice.
        func mark(_ container: String, _ card: Int) -> String {
            var rest = card
            for (choice, votes) in piles[container] ?? [] {
                if rest <= votes { return choice.map { "choice,CONTEST,\($0)" } ?? "invalid,CONTEST," }
                rest -= votes
            }
            return "not found,,"
        }

        /// The cards of a pull list.
        func pulled(_ name: String) -> [(container: String, card: Int, contest: String)] {
            String(decoding: folder.bytes(name) ?? Data(), as: UTF8.self).split(separator: "\n").dropFirst().map {
                line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                return (fields[1], Int(fields[2]) ?? 0, fields[3])
            }
        }

        /// Both readers' tables for a pull list; the second misreads so many cards.
        func read(_ list: String, misread: Int = 0) throws {
            for (reader, wrong) in [("Aigul", 0), ("Berik", misread)] {
                var text = "container,card,reader,finding,contest,choice\n"
                for (index, place) in pulled(list).enumerated() {
                    let mark =
                        index < wrong
                        ? "not found,,"
                        : mark(place.container, place.card).replacingOccurrences(of: "CONTEST", with: place.contest)
                    text += "\(place.container),\(place.card),\(reader),\(mark)\n"
                }
                try folder.write(text, to: "\(reader).csv")
            }
        }
    }

    @Test func fromPlanToReplay() throws {
        let scene = try Scene()
        try scene.begin()
        var report: [String: Any] = [:]
        for round in 0..<6 {
            let draw = try scene.run("draw", scene.file, "--out", "\(scene.folder.path)/pull.csv", "--json")
            #expect(draw.status == 0, "\(draw.errors)")
            let places = scene.pulled("pull.csv")
            #expect(places.map(\.container) == places.map(\.container).sorted())
            try scene.read("pull.csv", misread: round == 0 ? 2 : 0)
            let enter = try scene.run(
                "enter", scene.file, "--readings", "\(scene.folder.path)/Aigul.csv", "--readings",
                "\(scene.folder.path)/Berik.csv", "--json")
            #expect(enter.status == 0, "\(enter.errors)")
            let disputed = try enter.json()["disputed"] as? [String] ?? []
            #expect(disputed.count == (round == 0 ? 2 : 0))
            if !disputed.isEmpty {
                // No p-value before they have agreed.
                let early = try scene.run("report", scene.file, "--assess")
                #expect(early.status == 2 && early.errors.contains("differ on 2"), "\(early.errors)")
                try resolve(scene, places.prefix(2).map { $0 })
            }
            report = try scene.run("report", scene.file, "--assess", "--json").json()
            if report["confirmed"] as? Bool == true { break }
        }
        #expect(report["confirmed"] as? Bool == true)
        let contests = try #require(report["contests"] as? [[String: Any]])
        #expect(contests.map { $0["contest"] as? String } == Self.contests)
        for contest in contests {
            let claims = contest["assertions"] as? [[String: Any]] ?? []
            #expect(
                !claims.isEmpty && claims.allSatisfy { ($0["p_value"] as? String).flatMap(Double.init) ?? 1 <= 0.1 })
        }
        let replay = try scene.run(
            "replay", [scene.file, "kazakhstan-2004", "--json"] + Self.contests.flatMap { ["--contest", $0] })
        #expect(replay.status == 0, "\(replay.errors)")
        let again = try replay.json()["assessments"] as? [[String: Any]] ?? []
        let first = contests.map { ($0["assertions"] as? [[String: Any]] ?? []).map { $0["p_value"] as? String } }
        #expect(again.map { $0["p_values"] as? [String] } == first.map { $0.compactMap(\.self) })
        // One mark more or less is not the same audit.
        var text = String(decoding: scene.folder.bytes("audit.json") ?? Data(), as: UTF8.self)
        let place = try #require(text.range(of: "\"step\":\"assessment\"")?.upperBound)
        let digit = try #require(text[place...].range(of: "0.0")?.lowerBound)
        text.replaceSubrange(digit...digit, with: "1")
        try scene.folder.write(text, to: "changed.json")
        let changed = try scene.run("replay", "\(scene.folder.path)/changed.json")
        #expect(changed.status == 1 && changed.errors.contains("changed.json"), "\(changed.errors)")
        for language in ["ru", "kk"] {
            let shown = try scene.run("report", scene.file, "--lang", language)
            #expect(shown.status == 0 && !shown.output.isEmpty)
        }
    }

    private func resolve(_ scene: Scene, _ places: [(container: String, card: Int, contest: String)]) throws {
        var text = "container,card,readers,finding,contest,choice\n"
        for place in places {
            let mark = scene.mark(place.container, place.card).replacingOccurrences(of: "CONTEST", with: place.contest)
            text += "\(place.container),\(place.card),Aigul; Berik,\(mark)\n"
        }
        try scene.folder.write(text, to: "agreed.csv")
        let run = try scene.run("enter", scene.file, "--resolutions", "\(scene.folder.path)/agreed.csv")
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test func stepsInTheirOrder() throws {
        let scene = try Scene()
        try scene.begin(seed: false)
        let early = try scene.run("draw", scene.file, "--out", "\(scene.folder.path)/pull.csv")
        #expect(early.status == 2 && early.errors.contains("the seed"), "\(early.errors)")
        let unpublished = try scene.run("seed", scene.file, "27182818284590452353")
        #expect(unpublished.status == 2 && unpublished.errors.contains("--digest"), "\(unpublished.errors)")
        let other = try scene.run(
            "seed", scene.file, "27182818284590452353", "--digest", String(repeating: "0", count: 64))
        #expect(other.status == 2 && other.errors.contains(scene.digest), "\(other.errors)")
        let short = try scene.run("seed", scene.file, "123", "--digest", scene.digest)
        #expect(short.status == 2 && short.errors.contains("20 digits"), "\(short.errors)")
        #expect(try scene.run("seed", scene.file, "27182818284590452353", "--digest", scene.digest).status == 0)
        for (given, status) in [(scene.digest, Int32(0)), (String(repeating: "0", count: 64), 1)] {
            let replay = try scene.run("replay", scene.file, "--digest", given)
            #expect(replay.status == status, "\(replay.errors)")
        }
        let elsewhere = try scene.run("replay", scene.file, "georgia-2016")
        #expect(elsewhere.status == 1 && elsewhere.errors.contains("kazakhstan-2004"), "\(elsewhere.errors)")
        let unknown = try scene.run("replay", scene.file, "--contest", "constituencies/99/1")
        #expect(unknown.status == 1 && unknown.errors.contains("constituencies/99/1"), "\(unknown.errors)")
        let twice = try scene.run("seed", scene.file, "31415926535897932384", "--digest", scene.digest)
        #expect(twice.status == 2 && twice.errors.contains("already"), "\(twice.errors)")
        let over = try scene.run(
            "commit", "kazakhstan-2004", "--contest", Self.contests[0], "--out", scene.file)
        #expect(over.status == 2 && over.errors.contains("already"), "\(over.errors)")
        let none = try scene.run("report", "\(scene.folder.path)/none.json")
        #expect(none.status == 2 && none.errors.contains("none.json"))
        let draw = try scene.run(
            "draw", scene.file, "--cards", "constituencies/02/1=12", "--cards", "constituencies/17/1=5", "--out",
            "\(scene.folder.path)/pull.csv")
        #expect(draw.status == 0, "\(draw.errors)")
        #expect(scene.pulled("pull.csv").count == 17)
        try scene.read("pull.csv")
        // A card that was not drawn is refused with the line of the table, and nothing of the table is entered.
        let before = scene.folder.bytes("audit.json")
        let table = String(decoding: scene.folder.bytes("Aigul.csv") ?? Data(), as: UTF8.self)
        try scene.folder.write(table + "nowhere,1,Aigul,not found,,\n", to: "stray.csv")
        let stray = try scene.run("enter", scene.file, "--readings", "\(scene.folder.path)/stray.csv")
        #expect(stray.status == 2 && stray.errors.contains("stray.csv:19:"), "\(stray.errors)")
        #expect(scene.folder.bytes("audit.json") == before)
        // Card after card from the keyboard: a mistake, a choice, an invalid one, not found, and an end.
        let typed = try scene.run("enter", [scene.file, "--reader", "Chingiz", "--json"], input: "x\n1\n0\n?\n.\n")
        #expect(typed.status == 0, "\(typed.errors)")
        #expect(typed.output.contains("“x”") && typed.output.contains("\"entered\": 3"), "\(typed.output)")
        let same = try scene.run("enter", [scene.file, "--reader", "Chingiz"], input: ".\n")
        #expect(same.status == 0)
    }

    /// Without verified archives the votes of electronic stations speak against every claim.
    @Test func plansSayWhatIsNeeded() throws {
        let options = ["kazakhstan-2004", "--contest", "list/national/1", "--json"]
        let polling = try Program.run(["audit", "plan"] + options + ["--method", "polling"]).json()
        let means = try Program.run(["audit", "plan"] + options).json()
        func needed(_ plan: [String: Any]) -> Int? {
            (plan["contests"] as? [[String: Any]])?.first?["more_for_nine_of_ten"] as? Int
        }
        #expect(polling["unverified_stations"] as? Int ?? 0 > 900)
        #expect((means["contests"] as? [[String: Any]])?.count == 1)
        #expect(needed(means) == nil || needed(polling) == nil || needed(means) ?? 0 <= needed(polling) ?? 0)
        let unknown = try Program.run("audit", "plan", "kazakhstan-2004", "--contest", "list/nowhere/1")
        #expect(unknown.status == 2 && unknown.errors.contains("list/nowhere/1"))
        let help = try Program.run("audit", "--help")
        #expect(help.status == 0 && help.output.contains("sailau audit draw audit.json"))
        let power = try Program.run("audit", "power", "--runs", "20", "--margin", "10", "--json").json()
        #expect((power["rows"] as? [[String: Any]])?.first?["comparison"] as? Int == 59)
    }
}
