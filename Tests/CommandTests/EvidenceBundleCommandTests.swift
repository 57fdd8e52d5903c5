import Foundation
import Testing
import VerifiableVoting

/// Bundles of evidence from the command line: made, signed, verified, shown, and refused when anything in them is changed.
@Suite(.serialized) struct EvidenceBundleCommandTests {
    /// The demonstration at a small size, run once for all tests.
    struct Demo: Sendable {
        let folder: TemporaryFolder
        let run: Program

        func level(_ place: Int) -> [String: Any] {
            let levels = (try? run.json())?["levels"] as? [[String: Any]] ?? []
            return levels.indices.contains(place) ? levels[place] : [:]
        }

        func method(_ name: String, _ place: Int) -> [String: Int] {
            (level(place)["methods"] as? [String: Any])?[name] as? [String: Int] ?? [:]
        }

        func path(_ place: Int, _ name: String = "bundle") -> String {
            "\(folder.path)/\(level(place)["folder"] as? String ?? "?")/\(name)"
        }
    }

    static let demo: Result<Demo, any Error> = Result {
        let folder = try TemporaryFolder()
        let run = try Program.run(
            "demo", "--observe", "--stations", "5000", "--seed", "7", "--out", folder.path, "--json")
        return Demo(folder: folder, run: run)
    }

    // MARK: What is found

    @Test("Nothing changed: no copy differs, every audit confirms")
    func nothingChanged() throws {
        let demo = try Self.demo.get()
        #expect(demo.run.status == 0, "\(demo.run.errors)")
        let level = demo.level(0)
        #expect(level["changed"] as? Int == 0 && level["wrong_outcomes"] as? Int == 0)
        #expect(level["list_seats_differ"] as? Bool == false)
        let copies = demo.method("copies", 0)
        #expect(copies["examined"] ?? 0 > 100 && copies["found"] == 0 && copies["false_alarms"] == 0)
        let audits = demo.method("audits", 0)
        #expect(audits["examined"] ?? 0 > 5 && audits["touched"] == 0 && audits["false_alarms"] == 0)
        #expect(demo.method("cards", 0)["false_alarms"] == 0)
    }

    @Test("5 % changed: copies tell every station that was visited, and no audit confirms a wrong outcome")
    func changed() throws {
        let demo = try Self.demo.get()
        for place in [1, 2] {
            let level = demo.level(place)
            #expect(level["changed"] as? Int == [0, 50, 250][place])
            let copies = demo.method("copies", place)
            #expect(copies["found"] == copies["touched"] && copies["false_alarms"] == 0)
            #expect(level["wrong_confirmed"] as? Int == 0)
        }
        #expect(demo.method("copies", 2)["touched"] ?? 0 > 5)
        #expect(demo.level(2)["wrong_outcomes"] as? Int ?? 0 > 0)
        let audits = demo.method("audits", 2)
        #expect(audits["touched"] ?? 0 > 0 && audits["found"] == audits["touched"] && audits["false_alarms"] == 0)
        #expect(demo.method("cards", 2)["false_alarms"] == 0)
        for language in ["en", "ru", "kk"] { #expect(demo.folder.bytes("\(language).txt")?.count ?? 0 > 1000) }
    }

    @Test("The same seed gives the same bundles")
    func sameAgain() throws {
        let demo = try Self.demo.get()
        let folder = try TemporaryFolder()
        let again = try Program.run(
            "demo", "--observe", "--stations", "5000", "--seed", "7", "--out", folder.path, "--no-pages", "--json")
        #expect(again.output == demo.run.output)
    }

    @Test("Pages without scripts, in three languages, one for each station that differs")
    func pages() throws {
        let demo = try Self.demo.get()
        let folder = URL(filePath: demo.path(2, "pages"))
        let names = [
            ("en", "Kazakhstan, election of the Mazhilis, 2004", "Otan"),
            ("ru", "Казахстан, выборы депутатов Мажилиса, 2004 год", "Отан"),
            ("kk", "Қазақстан, Мәжіліс депутаттарының сайлауы, 2004 жыл", "Отан"),
        ]
        for (language, title, list) in names {
            let stations = try FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: "\(language)/stations").path)
            #expect(stations.count > 5)
            for name in ["index.html", "stations.html", "stations/\(stations.sorted()[0])"] {
                let page = try String(contentsOf: folder.appending(path: "\(language)/\(name)"), encoding: .utf8)
                #expect(page.contains("<html lang=\"\(language)\">") && !page.contains("<script"))
                #expect(page.contains(demo.level(2)["root"] as? String ?? "?"))
                // Names in the page's language, and no identifier of the election.
                #expect(page.contains(title) && !page.contains("kazakhstan-2004"), "\(language)/\(name)")
                if name.hasPrefix("stations/") { #expect(page.contains(">\(list) (E1)<"), "\(language)/\(name)") }
            }
        }
    }

    // MARK: A bundle with every part

    /// A copy for one test of what `makeComplete` made once for all.
    private static func complete() throws -> TemporaryFolder {
        let made = try completed.get()
        let folder = try TemporaryFolder()
        for name in ["inputs", "bundle", "keys"] {
            try FileManager.default.copyItem(atPath: "\(made.path)/\(name)", toPath: "\(folder.path)/\(name)")
        }
        return folder
    }

    private static let completed: Result<TemporaryFolder, any Error> = Result { try makeComplete() }

    /// A bundle of the demonstration, with what it lacks added, made anew and signed by two groups.
    private static func makeComplete() throws -> TemporaryFolder {
        let demo = try Self.demo.get()
        let folder = try TemporaryFolder()
        let inputs = "\(folder.path)/inputs"
        try FileManager.default.copyItem(atPath: demo.path(2), toPath: inputs)
        for name in ["evidence.json", "evidence.head"] {
            try FileManager.default.removeItem(atPath: "\(inputs)/\(name)")
        }
        for name in ["readings/1", "readings/2", "photographs", "forms", "electronic"] {
            try FileManager.default.createDirectory(atPath: "\(inputs)/\(name)", withIntermediateDirectories: true)
        }
        let protocols = String(decoding: folder.bytes("inputs/protocols/protocols-list-1.csv") ?? Data(), as: UTF8.self)
        let rows = protocols.split(separator: "\n")
        let reading = rows[0] + "\n" + rows[1] + "\n"
        let stations = rows.dropFirst().prefix(2).map { $0.split(separator: ",")[0] }
        for reader in 1...2 { try folder.write(String(reading), to: "inputs/readings/\(reader)/protocols-list-1.csv") }
        try folder.write("station,file\n\(stations[0]),one.jpg\n", to: "inputs/photographs/photographs.csv")
        try folder.write("a photograph", to: "inputs/photographs/one.jpg")
        let form = try String(contentsOf: Program.root.appending(path: "Forms/voting.yaml"), encoding: .utf8)
        try folder.write(form, to: "inputs/forms/voting.yaml")
        try folder.write(
            "report,station,observer,item,answer\n1,\(stations[0]),A,overall,good\n2,\(stations[1]),B,overall,bad\n",
            to: "inputs/forms/voting.csv")
        try folder.write(
            "entry,date,time,place,station,kind,who,affected,what,source,source_kind,evidence,complaint,same_as\n"
                + "i1,2004-09-19,12:00,School,\(stations[1]),observers hindered,,,sent away,report 2,observer,,c1,\n",
            to: "inputs/incidents.csv")
        try folder.write(
            "complaint,station,article,decision\nc1,\(stations[1]),43(8),open\n", to: "inputs/complaints.csv")
        try FileManager.default.copyItem(
            atPath: EvidenceCommandTests.archive, toPath: "\(inputs)/electronic/one.bel")
        try folder.write("station,archive\n\(stations[0]),one.bel\n", to: "inputs/electronic/archives.csv")
        let made = try Program.run("evidence", "make", inputs, "--out", "\(folder.path)/bundle", "--json")
        #expect(made.status == 0, "\(made.errors)")
        for group in ["Group A", "Group B", "Group C"] {
            let key = try Program.run("ballot", "manifest", "key", "--name", group, "--out", "\(folder.path)/keys")
            #expect(key.status == 0, "\(key.errors)")
        }
        for group in ["Group A", "Group B"] {
            let signed = try Program.run(
                "evidence", "sign", "\(folder.path)/bundle", "--key", "\(folder.path)/keys/\(group).signkey")
            #expect(signed.status == 0, "\(signed.errors)")
        }
        return folder
    }

    private static func verify(_ folder: TemporaryFolder, _ options: String...) throws -> Program {
        try Program.run(["evidence", "verify", "\(folder.path)/bundle"] + options)
    }

    @Test("Made, signed and verified; whatever is changed is refused with its place")
    func everyFile() throws {
        let folder = try Self.complete()
        let bundle = "\(folder.path)/bundle"
        let held = try Self.verify(
            folder, "--signer", "\(folder.path)/keys/Group A.signpub", "--signer",
            "\(folder.path)/keys/Group B.signpub", "--json")
        #expect(held.status == 0, "\(held.errors)")
        let report = try held.json()
        #expect((report["signers"] as? [String])?.count == 2)
        let parts = report["parts"] as? [String: [String: Int]] ?? [:]
        #expect(
            parts["photograph"]?["agrees"] == 1
                && parts["forms"] == ["agrees": 1, "differs": 1, "missing": 0, "not examined": 4998])
        #expect(parts["incidents"]?["differs"] == 1 && parts["complaints"]?["missing"] == 1)
        // An archive without the commission's announcement is consistent in itself and no more.
        #expect(parts["archive"]?["agrees"] == 0 && parts["archive"]?["missing"] ?? 0 > 0)
        let stranger = try Self.verify(folder, "--signer", "\(folder.path)/keys/Group C.signpub")
        #expect(stranger.status == 1 && stranger.errors.contains("Group C"), "\(stranger.errors)")
        let twice = try Program.run(
            "evidence", "sign", bundle, "--key", "\(folder.path)/keys/Group A.signkey")
        #expect(twice.status == 2, "\(twice.errors)")

        let names = folder.names(under: "bundle").filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(bundle)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        #expect(names.count > 20)
        for name in names {
            let bytes = try #require(folder.bytes("bundle/\(name)"))
            var changed = bytes
            let place = changed.count / 2
            changed[place] = changed[place] == 0x31 ? 0x32 : 0x31
            let url = URL(filePath: "\(bundle)/\(name)")
            try changed.write(to: url)
            let refused = try Self.verify(folder)
            #expect(refused.status == 1, "\(name): \(refused.output)\(refused.errors)")
            if !["evidence.json", "evidence.head"].contains(name) {
                #expect(refused.errors.contains(name), "\(name): \(refused.errors)")
            }
            try FileManager.default.removeItem(at: url)
            let missing = try Self.verify(folder)
            #expect(missing.status != 0 && missing.errors.contains(name), "\(name): \(missing.errors)")
            try bytes.write(to: url)
        }
        try folder.write("x", to: "bundle/copies/more.csv")
        let more = try Self.verify(folder)
        #expect(more.status == 1 && more.errors.contains("more.csv"), "\(more.errors)")
        try FileManager.default.removeItem(atPath: "\(bundle)/copies/more.csv")
        #expect(try Self.verify(folder).status == 0)
    }

    /// A text with another root and a head that is about it, as somebody makes them who wants other verdicts in it.
    private static func forge(_ text: String, in folder: String) throws {
        let bytes = Array(text.utf8)
        let tree = try JSONTree.read(bytes)
        func leaves(_ name: String) -> [[UInt8]] { tree[name]?.items?.map { Array(bytes[$0.range]) } ?? [] }
        let files = try #require(tree["files"])
        var merkle = MerkleTree()
        for leaf in [Array(bytes[files.range])] + leaves("stations") + leaves("contests") { merkle.append(leaf) }
        let root = merkle.root.hexadecimal
        let forged = text.replacingOccurrences(of: tree["root"]?.string ?? "?", with: root)
        let head =
            "{\"format\":\"sailau-evidence-head\",\"version\":1,\"election\":\"kazakhstan-2004\",\"stations\":"
            + "\(leaves("stations").count),\"contests\":\(leaves("contests").count),\"files\":\(files.items?.count ?? 0),"
            + "\"root\":\"\(root)\",\"evidence\":\"\(Digest(of: forged).hexadecimal)\"}\n"
        try Data(forged.utf8).write(to: URL(filePath: "\(folder)/evidence.json"))
        try Data(head.utf8).write(to: URL(filePath: "\(folder)/evidence.head"))
    }

    @Test(
        "A verdict or a number changed in the text, with root and head made to fit, is refused with its place",
        arguments: [
            ("\"missing\":[\"decision\"]", "\"missing\":[\"closing\"]", "complaints · missing"),
            ("\"within\":true", "\"within\":false", "list/national/1 · quick count"),
            ("\"p-value\":\"", "\"p-value\":\"0", "audit · assertions · 1 · p-value"),
            ("\"warnings\":0", "\"warnings\":1", "checks · facts"),
            ("\"greatest\":", "\"greatest\":1", "forensics · counts in thousandths"),
        ])
    func madeToFit(_ old: String, _ new: String, _ place: String) throws {
        let folder = try Self.complete()
        let bundle = "\(folder.path)/bundle"
        let honest = String(decoding: folder.bytes("bundle/evidence.json") ?? Data(), as: UTF8.self)
        // The same text forged into itself holds: only what is changed is refused.
        try Self.forge(honest, in: bundle)
        #expect(try Self.verify(folder).status == 0)
        let range = try #require(honest.range(of: old))
        try Self.forge(honest.replacingCharacters(in: range, with: new), in: bundle)
        let refused = try Self.verify(folder)
        #expect(refused.status == 1 && refused.errors.contains(place), "\(refused.errors)")
    }

    @Test("Archives may stay where they are, and are verified there")
    func archivesElsewhere() throws {
        let folder = try Self.complete()
        let made = try Program.run(
            "evidence", "make", "\(folder.path)/inputs", "--out", "\(folder.path)/small", "--leave-archives")
        #expect(made.status == 0 && folder.bytes("small/electronic/one.bel") == nil, "\(made.errors)")
        let without = try Program.run("evidence", "verify", "\(folder.path)/small")
        #expect(without.status == 1 && without.errors.contains("one.bel"), "\(without.errors)")
        let with = try Program.run(
            "evidence", "verify", "\(folder.path)/small", "--archives", "\(folder.path)/inputs/electronic")
        #expect(with.status == 0, "\(with.errors)")
    }

    @Test("A station and its pages are shown in three languages")
    func shown() throws {
        let demo = try Self.demo.get()
        let station = try #require(
            FileManager.default.contentsOfDirectory(atPath: demo.path(2, "pages/en/stations")).sorted().first?
                .replacingOccurrences(of: ".html", with: ""))
        for (language, word) in [("en", "differs"), ("ru", "расходится"), ("kk", "өзгеше")] {
            let shown = try Program.run("evidence", "show", demo.path(2), "--station", station, "--lang", language)
            #expect(shown.status == 0 && shown.output.contains(word), "\(shown.errors)\(shown.output)")
        }
        let none = try Program.run("evidence", "show", demo.path(2), "--station", "nowhere")
        #expect(none.status == 2 && none.errors.contains("nowhere"))
    }

    @Test("Inputs that can't be used are named")
    func badInputs() throws {
        let demo = try Self.demo.get()
        let folder = try TemporaryFolder()
        let inputs = "\(folder.path)/inputs"
        try FileManager.default.copyItem(atPath: demo.path(0), toPath: inputs)
        for name in ["evidence.json", "evidence.head"] {
            try FileManager.default.removeItem(atPath: "\(inputs)/\(name)")
        }
        func make() throws -> Program { try Program.run("evidence", "make", inputs, "--out", "\(folder.path)/out") }
        try folder.write("complaint,station,article,decision\nc1,nowhere,43(8),open\n", to: "inputs/complaints.csv")
        let unknown = try make()
        #expect(unknown.status == 1 && unknown.errors.contains("nowhere"), "\(unknown.errors)")
        try folder.write("complaint,station,article,decision\nc1,1,43(8),perhaps\n", to: "inputs/complaints.csv")
        let word = try make()
        #expect(word.status == 2 && word.errors.contains("complaints.csv:2"), "\(word.errors)")
        try FileManager.default.removeItem(atPath: "\(inputs)/complaints.csv")
        try folder.edit(
            "inputs/audit.json", replacing: "\"election\":\"kazakhstan-2004\"", by: "\"election\":\"other\"")
        let other = try make()
        #expect(other.status == 1, "\(other.errors)")
        try FileManager.default.removeItem(atPath: "\(inputs)/evidence.yaml")
        let none = try make()
        #expect(none.status == 2 && none.errors.contains("evidence.yaml"), "\(none.errors)")
    }
}
