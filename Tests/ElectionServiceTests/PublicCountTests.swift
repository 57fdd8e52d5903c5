import Counting
import DataFormats
import ElectionConduct
import ElectionModel
import SmallElection
import ElectionService
import Foundation
import NIOHTTP1
import Publication
import Testing
import VerifiableVoting

@Suite struct PublicCountTests {
    /// Runs a test with a service that shows a scene.
    static func with(
        _ scene: Scene, _ work: (TestService, CountedScene, HTTPSClient) async throws -> Void
    ) async throws {
        let counted = try CountedScene(scene)
        defer { counted.end() }
        try await counted.show(scene)
        try await TestService.with(shelf: counted.shelf) { service in
            try await work(service, counted, try service.client())
        }
    }

    static func paths(_ scene: Scene) throws -> [String] {
        var site = try CountedScene.site(scene)
        let moment = CountedScene.moment(scene)
        return site.show(moment.state, moment.head, hiding: []).written.map { "/\($0.path)" }
    }

    /// Every address of the interface with the scene's own parts.
    static let interface =
        PublicRoute.all.map { route in
            var path = "/api/v1" + route.path
            for (part, value) in [
                ("tier", "constituencies"), ("constituency", "c02"), ("station", "s3"), ("round", "1"),
                ("channel", "paper"),
            ] { path = path.replacingOccurrences(of: "{\(part)}", with: value) }
            return path
        } + ["/api/v1/contests/list/national", "/api/v1/contests/list/national/stations"]

    /// Whether a text tells one of the votes of the scene, in any of the forms of pages and files: as a number by itself, not as
    /// digits of a hash or of a place in a drawing.
    static func tells(_ text: String) -> Bool {
        let joins = { (byte: UInt8) in (48...57).contains(byte) || (97...102).contains(byte) || byte == 46 }
        return text.utf8.split { !joins($0) }.contains {
            CountedScene.secrets.contains(String(decoding: $0, as: UTF8.self))
        }
    }

    /// No votes before the last station in the country has closed, on any address, in any form; then all of them, by time alone.
    @Test func theEmbargo() async throws {
        let scene = try CountedScene.counted()
        try await Self.with(scene) { _, counted, client in
            let picture = "/photographs/\(counted.photograph)"
            let addresses = try Self.paths(scene) + Self.interface
            #expect(
                Set(addresses.map { $0.split(separator: ".").last.map(String.init) ?? "" }).isSuperset(of: [
                    "html", "json", "csv", "xml", "txt",
                ]))
            var hidden: [String: String] = [:]
            for path in addresses {
                let answer = try await client.get(path)
                #expect(answer.status == 200, "\(path)")
                #expect(!Self.tells(answer.text), "\(path)")
                hidden[path] = answer.text
            }
            #expect(try await client.get(picture).status == 404)
            let begun = try #require(hidden["/en/counting.html"])
            #expect(begun.contains("No votes are shown before"))

            // 15:00 in UTC: the stations of the west close at 20:00 of their own clocks.
            counted.clock.pass(seconds: 9 * 3600 - 60)
            try await Task.sleep(for: .milliseconds(1500))
            #expect(try await client.get("/en/counting.html").text == begun)
            counted.clock.pass(seconds: 60)
            try await counted.wait { counted.renewed.count == 2 }
            for path in [
                "/en/stations/c02.html", "/kk/constituencies/c02.html", "/ru/counting.html", "/data/stations/c02.csv",
                "/data/stations/c02.json", "/data/constituencies.csv", "/data/election.json",
                "/data/nist-election-results.xml", "/api/v1/standing", "/api/v1/contests/constituencies/c02",
                "/api/v1/contests/constituencies/c02/stations", "/api/v1/stations/s3",
                "/api/v1/stations/s3/protocols/constituencies/1/paper",
            ] {
                #expect(try await Self.tells(client.get(path).text), "\(path)")
            }
            let shown = try await client.get(picture)
            #expect(shown.status == 200 && shown.body == CountedScene.picture)
            #expect(shown.headers.first(name: "Content-Type") == "image/jpeg")
            #expect(shown.headers.first(name: "Cache-Control")?.contains("immutable") == true)
        }
    }

    /// Before its acceptance nothing of a protocol is public but where it is, whatever the time.
    @Test func whatIsNotAccepted() async throws {
        var scene = try CountedScene.scene()
        let contest = ContestID("constituencies", "c02")
        let counts = Scene.counts(
            "s3", contest, votes: ["k3": 613, "k4": 217], order: scene.state.ballot(of: contest, round: 1))
        var act = ProtocolActed(.init(counts), .enterFirst)
        act.sheet = .init(Scene.paper(counts), form: scene.state.setting.form)
        try scene.act(act, by: "t1", as: .typist, at: "2004-09-19T18:00Z")
        let picture = Digest(of: CountedScene.picture).hexadecimal
        try scene.act(
            ProtocolPhotographed(.init(counts), photograph: picture), by: "t1", as: .typist, at: "2004-09-19T18:00Z")
        let shown = scene
        try await Self.with(shown) { _, counted, client in
            counted.clock.pass(seconds: 86_400)
            try await counted.wait { counted.renewed.count == 2 }
            for path in try Self.paths(shown) + Self.interface {
                #expect(try await !Self.tells(client.get(path).text), "\(path)")
            }
            #expect(try await client.get("/photographs/\(counted.photograph)").status == 404)
            #expect(try await client.get("/api/v1/stations/s3").text.contains("entered once"))
        }
    }

    /// A new state replaces what changed; a browser that has the rest is told so.
    @Test func renewal() async throws {
        var scene = try CountedScene.counted()
        try await Self.with(scene) { _, counted, client in
            counted.clock.pass(seconds: 86_400)
            try await counted.wait { counted.renewed.count == 2 }
            var tags: [String: String] = [:]
            for path in ["/en/stations/c01.html", "/en/stations/c02.html", "/head.json", "/api/v1/head"] {
                tags[path] = try await client.get(path).headers.first(name: "ETag")
            }
            var later = scene
            try later.accept("s1", Scene.singles, votes: ["k1": 100, "k2": 200])
            scene = later
            try await counted.show(later)
            for (path, status) in [
                ("/en/stations/c01.html", 200), ("/en/stations/c02.html", 304), ("/head.json", 200),
                ("/api/v1/head", 200),
            ] {
                let answer = try await client.get(path, ["If-None-Match": tags[path] ?? ""])
                #expect(answer.status == status, "\(path)")
            }
            let page = try await client.get("/en/stations/c01.html")
            #expect(page.headers.first(name: "Content-Security-Policy")?.contains("script-src 'self'") == true)
            let script = try #require(page.text.firstMatch(of: /src="\.\.\/\.\.\/(live-[0-9a-f]{16}\.js)"/))
            let answer = try await client.get("/\(script.1)")
            #expect(answer.headers.first(name: "Cache-Control")?.contains("immutable") == true)
            #expect(answer.headers.first(name: "Content-Type") == "text/javascript; charset=utf-8")
        }
    }

    /// Of many states that come at once the last is shown, and not each of them.
    @Test func coalescing() async throws {
        var scene = try CountedScene.counted()
        let counted = try CountedScene(scene)
        defer { counted.end() }
        for day in 1...40 {
            try scene.act(TaskDone("register.displayed"), at: "2004-09-0\(day % 9 + 1)")
            counted.count.show(CountedScene.moment(scene))
        }
        let height = scene.state.height
        try await counted.wait { counted.renewed.last?.height == height }
        #expect(counted.renewed.count < 10)
    }

    @Test(arguments: [
        "/photographs/", "/photographs/x.jpg", "/photographs/..%2f..%2fetc%2fpasswd",
        "/photographs/0000000000000000000000000000000000000000000000000000000000000000",
    ])
    func noOtherPhotographs(path: String) async throws {
        try await Self.with(try CountedScene.scene()) { _, _, client in
            let answer = try await client.get(path)
            #expect(answer.status == 404)
        }
    }

    /// A file whose bytes are not those of its name is not given out.
    @Test func exchangedPhotograph() async throws {
        try await Self.with(try CountedScene.counted()) { _, counted, client in
            let name = counted.photograph
            try Data(CountedScene.picture + [1]).write(to: URL(filePath: "\(counted.folder)/\(name)"))
            counted.clock.pass(seconds: 86_400)
            try await counted.wait { counted.renewed.count == 2 }
            #expect(try await client.get("/photographs/\(name)").status == 404)
        }
    }

    // MARK: A folder for another web server

    @Test func aFollowedFolder() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "followed-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var scene = try CountedScene.counted()
        let folder = FollowedFolder(path)
        var site = try CountedScene.site(scene) { folder.bytes($0) }
        func show(_ scene: Scene) throws {
            let moment = CountedScene.moment(scene)
            try folder.put(site.show(moment.state, moment.head, hiding: []))
        }
        try show(scene)
        try Data("old".utf8).write(to: URL(filePath: "\(path)/style-0123456789abcdef.css"))
        let page = try #require(folder.bytes("en/stations/c02.html"))
        let before = try Self.times(path)

        // Begun again from what stands there: nothing is written that is there already, old assets are taken away.
        try scene.accept("s1", Scene.singles, votes: ["k1": 100, "k2": 200])
        let again = FollowedFolder(path)
        site = try CountedScene.site(scene) { again.bytes($0) }
        let moment = CountedScene.moment(scene)
        try again.put(site.show(moment.state, moment.head, hiding: []))
        #expect(again.bytes("en/stations/c02.html") == page)
        #expect(again.bytes("style-0123456789abcdef.css") == nil)
        let after = try Self.times(path)
        #expect(after["en/stations/c02.html"] == before["en/stations/c02.html"])
        #expect(after["kk/codebook.html"] == before["kk/codebook.html"])
        #expect(after["en/stations/c01.html"] != before["en/stations/c01.html"])
        let head = try #require(again.bytes("head.json"))
        #expect(String(decoding: head, as: UTF8.self).contains("\"height\": \(scene.state.height)"))
        #expect(!after.keys.contains { $0.hasSuffix(".part") })
    }

    private static func times(_ path: String) throws -> [String: Date] {
        var result: [String: Date] = [:]
        for file in try FileManager.default.subpathsOfDirectory(atPath: path) {
            result[file] =
                try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")[.modificationDate] as? Date
        }
        return result
    }
}
