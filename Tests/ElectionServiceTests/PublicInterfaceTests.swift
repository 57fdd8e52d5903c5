import DataFormats
import ElectionConduct
import ElectionModel
import SmallElection
import ElectionService
import Foundation
import NIOHTTP1
import Testing
import VerifiableVoting

@Suite struct PublicInterfaceTests {
    /// What an answer says, as the writer of answers has it.
    private static func json(_ tree: JSONTree) -> JSON {
        switch tree.value {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .whole(let number): .whole(number)
        case .string(let text): .string(text)
        case .array(let items): .array(items.map(json))
        case .object(let members): .object(members.map { ($0.name, json($0.value)) })
        }
    }

    /// Every address answers in the shape that the document describes, under the embargo and after it.
    @Test func everyAnswerHasItsShape() async throws {
        let scene = try CountedScene.counted()
        try await PublicCountTests.with(scene) { _, counted, client in
            for isOver in [false, true] {
                if isOver {
                    counted.clock.pass(seconds: 86_400)
                    try await counted.wait { counted.renewed.count == 2 }
                }
                for (path, route) in zip(PublicCountTests.interface, PublicRoute.all) {
                    let answer = try await client.get(path)
                    #expect(answer.status == 200, "\(path)")
                    #expect(answer.headers.first(name: "Content-Type") == "application/json")
                    guard let shape = route.shape else { continue }
                    let value = Self.json(try JSONTree.read(answer.body))
                    #expect(shape.difference(value) == nil, "\(path)")
                    let tag = try #require(answer.headers.first(name: "ETag"))
                    #expect(try await client.get(path, ["If-None-Match": tag]).status == 304)
                }
            }
        }
    }

    @Test func votesAndHistoryOfAProtocol() async throws {
        try await PublicCountTests.with(try CountedScene.counted()) { _, counted, client in
            counted.clock.pass(seconds: 86_400)
            try await counted.wait { counted.renewed.count == 2 }
            let answer = try await client.get("/api/v1/stations/s3/protocols/constituencies/1/paper")
            let sheet = try JSONTree.read(answer.body)
            let version = try #require(sheet["versions"]?.items?.first)
            #expect(version["figures"]?["E1"]?.whole == 613)
            #expect(version["in_force"]?.bool == true)
            #expect(
                sheet["photographs"]?.items?.first?.string == "/photographs/\(counted.photograph)")
            let contest = try JSONTree.read(try await client.get("/api/v1/contests/constituencies/c02").body)
            #expect(contest["ballots"]?.items?.first?["votes"]?["valid"]?.whole == 830)
        }
    }

    /// A written act is public with what was done with it; its paper, with names and signatures, is not.
    @Test func writtenActs() async throws {
        try await PublicCountTests.with(try CountedScene.counted()) { _, counted, client in
            let file = Digest(of: CountedScene.paperOfAct).hexadecimal
            try Data(CountedScene.paperOfAct).write(to: URL(filePath: "\(counted.folder)/\(file)"))
            let before = try JSONTree.read(try await client.get("/api/v1/stations/s3").body)
            #expect(before["written_acts"]?.items?.isEmpty == true, "an act may tell figures")
            counted.clock.pass(seconds: 86_400)
            try await counted.wait { counted.renewed.count == 2 }
            let station = try JSONTree.read(try await client.get("/api/v1/stations/s3").body)
            let act = try #require(station["written_acts"]?.items?.first)
            #expect(act["act"]?.string == "c02/7" && act["capacity"]?.string == "candidate's proxy")
            #expect(act["receipt"]?.string == "refused" && act["attached"]?.bool == false)
            #expect(act["file_sha256"]?.string == file)
            #expect(try await client.get("/photographs/\(file)").status == 404)
            for (language, words) in [
                ("en", "refused: no time at the count"), ("ru", "не принят: no time at the count"),
                ("kk", "қабылданбады: no time at the count"),
            ] {
                let page = try await client.get("/\(language)/stations/c02.html").text
                #expect(page.contains("written-acts-heading") && page.contains(words), "\(language)")
                #expect(!page.contains(file), "\(language)")
            }
        }
    }

    /// Pieces of a long answer join without a gap and without anything twice.
    @Test func pieces() async throws {
        let scene = try CountedScene.counted()
        try await PublicCountTests.with(scene) { _, _, client in
            var since: Int64 = -1
            var heights: [Int64] = []
            for _ in 0..<100 {
                let piece = try JSONTree.read(
                    try await client.get("/api/v1/changes?since=\(since)&count=3").body)
                heights += (piece["changes"]?.items ?? []).compactMap { $0["height"]?.whole }
                guard let next = piece["next"]?.whole else { break }
                since = next
            }
            #expect(heights == scene.state.marks.all.map { Int64($0.height) })
            var stations: [String] = []
            var from: Int64 = 0
            for _ in 0..<10 {
                let piece = try JSONTree.read(
                    try await client.get("/api/v1/contests/list/national/stations?from=\(from)&count=3").body)
                stations += (piece["stations"]?.items ?? []).compactMap { $0["station"]?.string }
                guard let next = piece["next"]?.whole else { break }
                from = next
            }
            #expect(stations == ["s1", "s2", "s3", "s4"])
        }
    }

    @Test(arguments: [
        ("/api/v1/nothing", 404), ("/api/v1", 404), ("/api/v1/", 404), ("/api/v2/head", 404),
        ("/api/v1/stations/unheard-of-\(UInt64.max)", 404), ("/api/v1/contests/list/c01", 404),
        ("/api/v1/contests/constituencies/c09", 404), ("/api/v1/stations/s3/protocols/list/3/paper", 404),
        ("/api/v1/stations/s3/protocols/list/1/radio", 404), ("/api/v1/stations/%ff", 404),
        ("/api/v1/changes?since=x", 400), ("/api/v1/changes?since=-2", 400), ("/api/v1/changes?count=501", 400),
        ("/api/v1/changes?count=0", 400), ("/api/v1/changes?since=%zz", 400),
        ("/api/v1/contests/list/national/stations?from=99999999999999999999", 400),
    ])
    func whatIsNotThere(path: String, status: Int) async throws {
        try await PublicCountTests.with(try CountedScene.scene()) { _, _, client in
            let answer = try await client.get(path)
            #expect(answer.status == status)
            // A name that nobody uses is not kept by the service.
            #expect(StationID(known: "unheard-of-\(UInt64.max)") == nil)
        }
    }

    @Test func onlyReading() async throws {
        try await PublicCountTests.with(try CountedScene.scene()) { _, _, client in
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                #expect(try await client.send(method, "/api/v1/head", [:], []).status == 405)
            }
            let head = try await client.send("HEAD", "/api/v1/head", [:], [])
            #expect(head.status == 200 && head.body.isEmpty)
        }
    }

    @Test func theDocumentIsTheOneOfTheTable() throws {
        let written = try Scene.bytes("Documentation/openapi.json")
        #expect(String(decoding: written, as: UTF8.self) == InterfaceDescription.json.text())
    }
}
