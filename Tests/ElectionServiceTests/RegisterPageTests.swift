import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectionService
import Foundation
import SmallElection
import Testing
import VerifiableVoting

/// The register in the record of the election, over HTTPS: the commitment, changes of lists on both sides, and heads of stations' records.
@Suite("Office: register of voters", .serialized)
struct RegisterPageTests {
    private static let path = "/office/en/register"
    private static let root = String(repeating: "ab", count: 32)

    private static func send(
        _ client: HTTPSClient, _ path: String, _ fields: [String: String]
    ) async throws -> HTTPSClient.Answer {
        let page = try await client.get(path)
        #expect(page.status == 200, "\(path): \(page.text)")
        return try await client.post(path, try Desk.hidden(page).merging(fields) { $1 })
    }

    // MARK: The commitment

    @Test func theCommitmentIsTheCentralCommissions() async throws {
        try await Desk.with { service in
            let officer = try await service.signedIn("z3")
            let path = "\(Self.path)/commitment"
            let fields = ["voters": "8662188", "stations": "9480", "root": Self.root]
            let wrong = try await Self.send(officer, path, fields.merging(["root": "abc", "voters": "many"]) { $1 })
            #expect(wrong.status == 422 && wrong.text.contains("value=\"9480\""), "\(wrong.text)")
            #expect(wrong.text.contains("href=\"#root\"") && wrong.text.contains("href=\"#voters\""))
            // Sent twice it stands once.
            for _ in 0..<2 { #expect(try await Self.send(officer, path, fields).location == Self.path) }
            let root = try #require(Digest(hexadecimal: Self.root))
            let committed = RegisterCommitted(voters: 8_662_188, stations: 9480, root: root)
            #expect(service.keeper?.now.state.registers == [committed])
            let list = try await officer.get(Self.path)
            #expect(list.text.contains(Self.root) && list.text.contains("8,662,188"))
            // A setup officer elsewhere is told who decides; a commissioner has no such page.
            let district = try await service.signedIn("r-setupofficer")
            let page = try await district.get(path)
            #expect(page.status == 409 && !page.text.contains("name=\"root\""))
            let form = try TestService.formToken(page)
            let sent = try await district.post(path, fields.merging(["form": form]) { $1 })
            #expect(sent.status == 409)
            let member = try await service.signedIn("z1")
            #expect(try await member.get(path).status == 403)
            #expect(try await !member.get(Self.path).text.contains("register/commitment"))
            #expect(service.keeper?.now.state.registers.count == 1)
        }
    }

    // MARK: Changes

    private static let move = [
        "change": "moved", "person": "700101300017", "from": "s1", "to": "s3", "received": "2004-08-19",
        "received-time": "10:00", "article": "art. 24(5)", "reason": "lives there now",
    ]

    @Test func aChangeStandsOnBothSides() async throws {
        try await Desk.with { service in
            // Before corrections stop.
            service.clock.pass(seconds: -9 * 86_400)
            let path = "\(Self.path)/change"
            let member = try await service.signedIn("m1")
            let empty = try await Self.send(member, path, ["change": "moved", "from": "s1"])
            #expect(empty.status == 422, "\(empty.text)")
            for field in ["person", "received", "received-time", "article", "reason"] {
                #expect(empty.text.contains("href=\"#\(field)\""), "\(field)")
            }
            // Neither side is this commission's, or there is no such station.
            for change in [["from": "s3", "to": "s4"], ["from": "s99"], ["person": "12"]] {
                let answer = try await Self.send(member, path, Self.move.merging(change) { $1 })
                #expect(answer.status == 422, "\(change)")
            }
            let late = try await Self.send(member, path, Self.move.merging(["received": "2004-08-21"]) { $1 })
            #expect(late.status == 409 && late.text.contains("href=\"#received\""), "\(late.text)")
            let sides = try await Self.send(member, path, Self.move.merging(["to": ""]) { $1 })
            #expect(sides.status == 409, "\(sides.text)")

            let page = try await member.get(path)
            let fields = try Desk.hidden(page).merging(Self.move) { $1 }
            #expect(try await member.post(path, fields).location == Self.path)
            // The same form once more: it is not done twice, and whoever sent it is told to look.
            let twice = try await member.post(path, fields)
            #expect(twice.status == 409 && twice.text.contains("changed meanwhile"), "\(twice.text)")
            let state = try #require(service.keeper?.now.state)
            #expect(state.listChanges.count == 1 && state.listChanges(of: "s3").count == 1)
            // Both stations see it, the number stands on no page, and others see nothing.
            let list = try await member.get(Self.path)
            #expect(list.text.contains("lives there now") && !list.text.contains("700101300017"))
            #expect(try await service.signedIn("c9").get(Self.path).text.contains("lives there now"))
            let other = try await service.signedIn("w1").get(Self.path)
            #expect(other.status == 200)
        }
    }

    /// On the day itself lists stand.
    @Test func afterCorrectionsStopped() async throws {
        try await Desk.with { service in
            let officer = try await service.signedIn("z3")
            let answer = try await Self.send(
                officer, "\(Self.path)/change", Self.move.merging(["change": "corrected", "to": "s1"]) { $1 })
            #expect(answer.status == 409 && answer.text.contains("lives there now"), "\(answer.text)")
            #expect(service.keeper?.now.state.listChanges.isEmpty == true)
        }
    }

    // MARK: Records of stations

    @Test func theRecordOfAStationIsTakenOver() async throws {
        try await Desk.with { service in
            let path = "/office/en/stations/s1/record/1"
            let member = try await service.signedIn("m1")
            #expect(try await member.get("/office/en/stations/s1").text.contains("href=\"\(path)\""))
            let key = try #require(SignerSecret().publicKey).hexadecimal
            func fields(_ height: Int) -> [String: String] {
                ["head": "\(height):\(Self.root)", "service": key, "took-part": "30"]
            }
            let wrong = try await Self.send(member, path, ["head": "12", "service": "x", "took-part": "-1"])
            #expect(wrong.status == 422, "\(wrong.text)")
            for field in ["head", "service", "took-part"] { #expect(wrong.text.contains("href=\"#\(field)\"")) }
            for _ in 0..<2 { #expect(try await Self.send(member, path, fields(57)).location == Self.path) }
            // A record only grows.
            #expect(try await Self.send(member, path, fields(56)).status == 409)
            let known = try #require(service.keeper?.now.state.stationRecords.values.first)
            #expect(known.count == 1 && known[0].checkIns == 30 && known[0].station == "s1")
            #expect(try await member.get(Self.path).text.contains("57:\(Self.root)"))
            // Not for another station, and not for observers.
            #expect(try await member.get("/office/en/stations/s3/record/1").status == 404)
            #expect(try await service.signedIn("z2").get(path).status == 403)
        }
    }

    @Test(arguments: ["ru", "kk"]) func thePagesAreInThreeLanguages(language: String) async throws {
        try await Desk.with { service in
            let officer = try await service.signedIn("z3")
            for last in ["register", "register/commitment", "register/change", "stations/s1/record/1"] {
                let page = try await officer.get("/office/\(language)/\(last)")
                #expect(page.status == 200 && !page.text.contains("service."), "\(last): \(page.text)")
            }
        }
    }
}
