import Counting
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import SmallElection
import Foundation
import Publication
import Testing
import VerifiableVoting

@Suite("Live pages") struct LiveSiteTests {
    /// The scene with two candidates in each constituency, as it is counted.
    static func counted() throws -> Scene {
        var scene = try Scene()
        for (id, district) in [("k1", "c01"), ("k2", "c01"), ("k3", "c02"), ("k4", "c02")] {
            try scene.stand(ChoiceID(id), in: DistrictID(district), for: id == "k1" || id == "k3" ? "red" : nil)
        }
        return scene
    }

    static let second = ContestID("constituencies", "c02")

    static func site(_ scene: Scene) throws -> LiveSite {
        LiveSite(
            try election(scene), try Fixture.catalogue(), try Fixture.assets(script: Array("\"use strict\";".utf8)))
    }

    static func election(_ scene: Scene) throws -> CountedElection {
        var folder = try Fixture.folder("kazakhstan-2004")
        folder.election = scene.state.setting.election
        (folder.tallies, folder.figures) = ([], [])
        return CountedElection(folder)
    }

    static func head(_ scene: Scene) -> RecordHead {
        RecordHead(height: scene.state.height, hash: Digest(of: Array("\(scene.state.height)".utf8)))
    }

    /// The files of a folder that updates are written to.
    struct Folder {
        var site: LiveSite
        var files: [String: String] = [:]

        init(_ scene: Scene) throws { site = try LiveSiteTests.site(scene) }

        /// - Returns: the paths that were written, in order.
        @discardableResult
        mutating func show(_ scene: Scene, hiding hidden: Set<Int> = []) -> [String] {
            let update = site.show(scene.state, LiveSiteTests.head(scene), hiding: hidden)
            for file in update.written { files[file.path] = String(decoding: file.bytes, as: UTF8.self) }
            return update.written.map(\.path)
        }

        /// The place that a page prints.
        func position(_ path: String) throws -> Int {
            let page = try #require(files[path])
            let start = try #require(page.range(of: "<span class=\"position\">"))
            return try #require(Int(page[start.upperBound...].prefix { $0 != "<" }))
        }
    }

    @Test("a page is written anew where its own figures changed, and prints that place")
    func positions() throws {
        var scene = try Self.counted()
        var folder = try Folder(scene)
        folder.show(scene)
        let start = scene.state.height
        try scene.accept("s1", Scene.singles, votes: ["k1": 613, "k2": 11])
        let first = folder.show(scene)
        for path in ["stations/c01.html", "constituencies/c01.html", "counting.html", "index.html"] {
            let isWritten = first.contains("en/\(path)") && first.contains("kk/\(path)")
            #expect(isWritten, "\(path)")
            #expect(try folder.position("ru/\(path)") == scene.state.height)
        }
        for path in ["stations/c02.html", "constituencies/c02.html", "check.html", "codebook.html"] {
            let isWritten = first.contains("en/\(path)")
            #expect(!isWritten, "\(path)")
            #expect(try folder.position("en/\(path)") == start)
        }
        #expect(first.contains("data/stations/c01.csv") && !first.contains("data/stations/c02.csv"))
        let middle = scene.state.height
        try scene.accept("s3", Self.second, votes: ["k3": 20, "k4": 30])
        let second = folder.show(scene)
        #expect(second.contains("en/stations/c02.html") && !second.contains("en/stations/c01.html"))
        #expect(try folder.position("en/stations/c01.html") == middle)
    }

    @Test("what changes no figure renews the head alone")
    func headAlone() throws {
        var scene = try Self.counted()
        var folder = try Folder(scene)
        folder.show(scene)
        let start = scene.state.height
        try scene.act(TaskDone("register.displayed"), at: "2004-09-04")
        let written = folder.show(scene)
        #expect(written == ["en/index.html", "ru/index.html", "kk/index.html", "head.json"])
        #expect(try folder.position("en/index.html") == start)
        #expect(folder.files["en/index.html"]?.contains("\(Self.head(scene))") == true)
        #expect(folder.files["head.json"]?.contains("\"head\": \"\(Self.head(scene))\"") == true)
    }

    @Test("what is shown act by act is what is shown at once, but for the places")
    func stepByStep() throws {
        var scene = try Self.counted()
        var step = try Folder(scene)
        step.show(scene, hiding: [1])
        for (station, contest, votes) in [
            (StationID("s1"), Scene.singles, [ChoiceID("k1"): UInt32(310), "k2": 200]),
            ("s3", Self.second, ["k3": 20, "k4": 30]), ("s2", Scene.singles, ["k1": 1, "k2": 400]),
            ("s4", Self.second, ["k3": 25, "k4": 25]),
        ] {
            try scene.accept(station, contest, votes: votes)
            step.show(scene, hiding: station == "s1" ? [1] : [])
        }
        var whole = try Folder(scene)
        whole.show(scene)
        func plain(_ folder: Folder) -> [String: String] {
            folder.files.mapValues { text in
                text.replacing(/<span class="position">[0-9]+<\/span>/, with: "")
            }
        }
        let (left, right) = (plain(step), plain(whole))
        #expect(left.keys.sorted() == right.keys.sorted())
        for (path, text) in left {
            let isSame = right[path] == text
            #expect(isSame, "\(path)")
        }
    }

    @Test("assets come first under the names of their content, the head last")
    func order() throws {
        let scene = try Self.counted()
        var site = try Self.site(scene)
        let files = site.show(scene.state, Self.head(scene), hiding: []).written
        for file in files.prefix(2) {
            #expect(file.path.contains(Digest(of: file.bytes).hexadecimal.prefix(16)), "\(file.path)")
        }
        #expect(files.last?.path == "head.json")
        for file in files where file.path.hasPrefix("en/") {
            let page = String(decoding: file.bytes, as: UTF8.self)
            #expect(page.contains(files[0].path) && page.contains(files[1].path), "\(file.path)")
            #expect(!page.utf8.contains { $0 < 10 }, "\(file.path)")
        }
    }

    @Test("while a station in the country is open, no file has a vote")
    func embargo() throws {
        var scene = try Self.counted()
        try scene.accept("s1", Scene.singles, votes: ["k1": 613, "k2": 217])
        var folder = try Folder(scene)
        folder.show(scene, hiding: [1])
        for (path, text) in folder.files {
            for secret in ["613", "217", "840"] {
                #expect(
                    !text.contains(">\(secret)<") && !text.contains("value=\"\(secret)\"")
                        && !text.contains(",\(secret),")
                        && !text.contains(": \(secret)"), "\(path)")
            }
        }
        let written = folder.show(scene)
        #expect(folder.files["en/stations/c01.html"]?.contains("<td class=\"number\">613</td>") == true)
        #expect(folder.files["data/stations/c01.csv"]?.contains(",613,") == true)
        // The first line of every page says how far it is.
        #expect(written.contains("en/stations/c02.html"))
    }

    @Test("parties keep letter, pattern and colour while seats are won")
    func marks() throws {
        var scene = try Self.counted()
        var folder = try Folder(scene)
        let first = folder.show(scene)
        for station in ["s1", "s2"] {
            try scene.accept(StationID(station), Scene.singles, votes: ["k1": 400, "k2": 100])
        }
        try scene.sign(district: Scene.singles)
        let second = folder.show(scene)
        #expect(first.first?.hasPrefix("style-") == true && second.first?.hasPrefix("style-") == false)
        let page = try #require(folder.files["en/constituencies/c01.html"])
        #expect(page.contains("class=\"chip p0 g-red\" aria-hidden=\"true\">r<"))
    }

    @Test("a text can't stand for a place of the record")
    func hostileText() throws {
        var scene = try Scene()
        try scene.stand("k1", in: "c01", kazakh: "\u{1}\u{2}\u{0}Асан")
        try scene.stand("k2", in: "c01")
        try scene.accept("s1", Scene.singles, votes: ["k1": 5, "k2": 6])
        var folder = try Folder(scene)
        folder.show(scene)
        let page = try #require(folder.files["kk/constituencies/c01.html"])
        #expect(page.contains("Асан"))
        #expect(page.components(separatedBy: "\(Self.head(scene))").count == 1)
        #expect(page.components(separatedBy: "class=\"position\"").count == 2)
    }
}
