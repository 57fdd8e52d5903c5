import Counting
import ElectionConduct
import ElectionModel
import ElectionService
import Foundation
import NIOHTTP1
import SmallElection
import Testing
import VerifiableVoting

/// Photographs, turnout, complaints and the standing, over HTTPS.
@Suite("Office: photographs, turnout, complaints", .serialized)
struct CommissionPageTests {
    // MARK: Photographs

    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array("a picture\r\n--x".utf8)
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array("another".utf8)

    /// Sends a file as a browser does.
    private static func upload(
        _ desk: Desk, _ file: [UInt8], name: String = "sheet.png", fields: [String: String]? = nil,
        type: String = "multipart/form-data; boundary=----abc123", sheet: String = Desk.sheet
    ) async throws -> HTTPSClient.Answer {
        let page = try await desk.open("")
        return try await desk.upload(
            "photograph", file, name: name, fields: try fields ?? ["form": TestService.formToken(page)], type: type,
            of: sheet)
    }

    private static func photographs(_ service: TestService) -> [String] {
        let key = LedgerKey("s1", ContestKey("constituencies", "c01", 1), .paper)
        return service.keeper?.now.state.protocols.photographs[key]?.map(\.hash) ?? []
    }

    @Test func aPhotographBesideTheEntry() async throws {
        try await Desk.with { service in
            let desk = try await Desk("c1", service)
            #expect(try await Self.upload(desk, Self.png).status == 303)
            #expect(try await Self.upload(desk, Self.jpeg, name: "../../../etc/passwd").status == 303)
            // The same picture again is there already.
            #expect(try await Self.upload(desk, Self.png).status == 303)
            let hashes = [Self.png, Self.jpeg].map { Digest(of: $0).hexadecimal }
            #expect(Self.photographs(service) == hashes)
            let kept = try FileManager.default.contentsOfDirectory(atPath: "\(service.folder)/photographs")
            #expect(Set(kept) == Set(hashes))
            let typist = try await Desk("t1", service)
            let entry = try await typist.open("entry")
            for hash in hashes { #expect(entry.text.contains("src=\"\(Desk.sheet)/photograph/\(hash)\"")) }
            let picture = try await typist.client.get("\(Desk.sheet)/photograph/\(hashes[0])")
            #expect(picture.status == 200 && picture.body == Self.png)
            #expect(picture.headers.first(name: "Content-Type") == "image/png")
            #expect(picture.headers.first(name: "X-Content-Type-Options") == "nosniff")
            #expect(try await typist.client.get("\(Desk.sheet)/photograph/\(hashes[1])").body == Self.jpeg)
            // Not for others, and under no other name.
            let stranger = try service.client()
            #expect(try await stranger.get("\(Desk.sheet)/photograph/\(hashes[0])").status == 303)
            let other = try await Desk("t9", service)
            #expect(try await other.client.get("\(Desk.sheet)/photograph/\(hashes[0])").status == 404)
            let foreign = "/office/en/stations/s3/constituencies/1/paper/photograph/\(hashes[0])"
            #expect(try await other.client.get(foreign).status == 404)
            for name in [
                "..%2Fday.record", "%2e%2e", hashes[0].uppercased(), String(hashes[0].dropLast()), "accounts.sqlite",
            ] {
                #expect(try await typist.client.get("\(Desk.sheet)/photograph/\(name)").status == 404, "\(name)")
            }
            // A file that was changed on the disk is not shown as the one that the record names.
            try Data(Self.jpeg).write(to: URL(filePath: "\(service.folder)/photographs/\(hashes[0])"))
            #expect(try await typist.client.get("\(Desk.sheet)/photograph/\(hashes[0])").status == 404)
        }
    }

    @Test func whatIsNoPhotograph() async throws {
        try await Desk.with { service in
            let desk = try await Desk("t1", service)
            for bytes in [
                Array("<svg onload=alert(1)>".utf8), Array("GIF89a".utf8), [0x89, 0x50, 0x4E], [0xFF, 0xD8],
                Array("%PDF-1.7".utf8), Array("<!doctype html>".utf8) + Self.png,
            ] {
                let refused = try await Self.upload(desk, bytes)
                #expect(refused.status == 422 && refused.text.contains("no picture"), "\(bytes.prefix(8))")
            }
            #expect(try await Self.upload(desk, []).status == 422)
            #expect(try await Self.upload(desk, Self.png, fields: [:]).status == 403)
            #expect(
                try await Self.upload(desk, Self.png, fields: ["form": String(repeating: "0", count: 64)]).status == 403
            )
            for type in [
                "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other", "multipart/mixed; boundary=----abc123",
            ] {
                #expect(try await Self.upload(desk, Self.png, type: type).status == 403, "\(type)")
            }
            let auditor = try await Desk("r-auditor", service)
            #expect(try await Self.upload(auditor, Self.png).status == 403)
            #expect(Self.photographs(service).isEmpty)
        }
    }

    /// 8 MiB for those who may; for everybody else, and for every other form, 64 KiB.
    @Test func theSizeOfAPhotograph() async throws {
        try await Desk.with { service in
            let desk = try await Desk("t1", service)
            let large = Self.png + [UInt8](repeating: 7, count: (8 << 20) - Self.png.count)
            #expect(try await Self.upload(desk, large).status == 303)
            #expect(try await Self.upload(desk, large + [7]).status == 413)
            let tooLarge = try? await Self.upload(desk, large + [UInt8](repeating: 7, count: 1 << 17))
            #expect(tooLarge?.status ?? 413 == 413)
            #expect(Self.photographs(service).count == 1)
            let auditor = try await Desk("r-auditor", service)
            let refused = try? await Self.upload(auditor, Self.png + [UInt8](repeating: 7, count: 1 << 17))
            #expect([403, 413].contains(refused?.status ?? 413))
        }
    }

    // MARK: Turnout

    @Test func turnoutByHour() async throws {
        try await Desk.with { service in
            let desk = try await Desk("m1", service)
            // The clock of the test stands at 11 o'clock at station s1.
            let path = "/office/en/stations/s1/turnout/1"
            func report(_ hour: String, _ tookPart: String) async throws -> HTTPSClient.Answer {
                let page = try await desk.client.get(path)
                return try await desk.client.post(
                    path, ["form": try TestService.formToken(page), "hour": hour, "took-part": tookPart])
            }
            #expect(try await report("10", "412").status == 303)
            #expect(try await report("10", "412").status == 303, "sent twice")
            let falling = try await report("11", "400")
            #expect(
                falling.status == 409 && falling.text.contains("turnout can") && falling.text.contains("value=\"400\""))
            #expect(try await report("20", "500").status == 409)
            #expect(try await report("3", "500").status == 422)
            #expect(try await report("11", "many").status == 422)
            #expect(service.keeper?.now.state.turnout[StationRound("s1", round: 1)]?.count == 1)
            let standing = try await Desk("r-screen", service).client.get("/office/en/standing")
            #expect(standing.text.contains("41.2") || standing.text.contains("41.20"), "\(standing.text)")
            #expect(standing.headers.first(name: "Refresh") == "30")
            #expect(try await Desk("c9", service).client.get(path).status == 404)
        }
    }

    /// While a station in the country is open, the display shows no vote.
    @Test func theStandingKeepsTheEmbargo() async throws {
        var scene = try Desk.scene()
        try scene.accept("s1", Scene.singles, votes: ["k1": 312, "k2": 207, "k3": 104])
        try await TestService.with(scene: scene, { _ in }) { service in
            let client = try await service.signedIn("r-screen")
            let early = try await client.get("/office/en/standing")
            #expect(early.text.contains("once the last polling station") && !early.textWithoutTokens.contains("633"))
            service.clock.pass(seconds: 12 * 3600 - 600)
            let late = try await service.signedIn("r-screen").get("/office/en/standing")
            #expect(late.text.contains("633"), "\(late.text)")
        }
    }

    // MARK: Complaints

    @Test func aComplaintAndItsDecision() async throws {
        try await Desk.with { service in
            let member = try await service.signedIn("r-commissioner")
            func send(_ path: String, _ fields: [String: String]) async throws -> HTTPSClient.Answer {
                let page = try await member.get(path)
                return try await member.post(path, ["form": try TestService.formToken(page)].merging(fields) { $1 })
            }
            let complaint = [
                "complaint": "17", "complainant": "A. Observer", "about": "result", "addressee": "commission",
                "article": "20(6)", "station": "s1", "occurred": "2004-09-19",
            ]
            for _ in 0..<2 { #expect(try await send("/office/en/complaints/new", complaint).status == 303) }
            let again = try await send("/office/en/complaints/new", complaint.merging(["article": "49"]) { $1 })
            #expect(again.status == 409 && again.text.contains("A. Observer"))
            #expect(
                try await send("/office/en/complaints/new", complaint.merging(["station": "s3"]) { $1 }).status == 422)
            let list = try await member.get("/office/en/complaints")
            #expect(list.text.contains("20(6)") && !list.text.contains("Observer"), "who complains is kept apart")
            let path = "/office/en/complaints/17/decision"
            let decision = [
                "effect": "recount", "number": "5", "day": "2004-09-19", "reason": "figures differ", "present": "5",
                "in-favour": "3",
            ]
            let lost = try await send(path, decision)
            #expect(lost.status == 409 && lost.text.contains("more than half of all members"))
            #expect(try await send(path, decision.merging(["in-favour": "5"]) { $1 }).status == 303)
            #expect(service.keeper?.now.state.complaints["17"]?.isOpen == false)
            #expect(try await Desk("t9", service).client.get("/office/en/complaints").text.contains("20(6)") == false)
            #expect(try await service.signedIn("l-district").get(path).status == 403)
        }
    }
}
