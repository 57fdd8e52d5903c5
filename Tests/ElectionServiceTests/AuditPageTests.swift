import ElectionModel
import ElectionService
import ElectoralLaw
import Foundation
import Observation
import SeatAllocation
import Testing

/// Cards of an audit read by two persons on pages, and differences that both resolve.
@Suite("Service: an audit board", .serialized)
struct AuditPageTests {
    private static let law = """
        format: sailau-law/1
        title: {en: Scene}
        country: KZ
        body: scene
        statute: a scene
        in force: {from: 2000-01-01, until: 2010-01-01, cites: art. 1}
        kind: chamber
        seats: 1
        tiers:
          - id: seat
            name: {en: seat}
            seats: 1
            cites: art. 2
            majority:
              cites: art. 3
              elected: {when: more than 1/2 of valid votes, cites: art. 4}
              otherwise: repeat election
              ties: law is silent

        """
    private static let contest = Observation.ContestKey(tier: "seat", district: "1")
    private static let box = "box 1/a"

    /// An audit with so many cards drawn from one box, as `sailau audit draw` leaves it.
    private static func audit(cards: Int) throws -> AuditState {
        let law = try Law.read(Array(Self.law.utf8), file: "scene.yaml")
        let choices = ["Abay", "Bota"].map {
            Choice(id: ChoiceID($0), kind: .candidate, name: Multilingual($0), district: "1")
        }
        let election = ElectionModel.Election(
            id: "scene", name: Multilingual("Scene"), law: "scene",
            districts: [District(id: "1", tier: "seat", name: Multilingual("1"))], choices: choices)
        let tally = Tally(
            tier: "seat", district: "1", registered: 200, cast: 100, invalid: 2,
            votes: [Tally.ChoiceVotes("Abay", 70), Tally.ChoiceVotes("Bota", 28)])
        let outcome = decideSeats(under: law, of: election, from: [tally])
        let claims = auditClaims(of: outcome, under: law, of: election, from: [tally])
        var audit = AuditState(election: "scene")
        try audit.apply(.manifest([AuditedContainer(box, station: "s1", cards: 100, contests: [contest])]))
        try audit.apply(.subtotals([StationCount("s1", contest, CardCount(votes: [70, 28], invalid: 2))]))
        try audit.apply(.electronic([]))
        try audit.apply(
            .plan(
                AuditPlan(
                    riskLimit: Fraction(1, 20), contests: claims.map { AuditedContest($0, method: .polling) })))
        try audit.apply(.seed("31415926535897932384", commitment: audit.commitment))
        try audit.apply(.draw([ContestDraw(contest, cards: cards)]))
        return audit
    }

    private static func with(
        cards: Int, _ work: (TestService, String, [CardPlace]) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let audit = try audit(cards: cards)
        try Data(AuditText.bytes(audit)).write(to: URL(filePath: path))
        try await TestService.with(audits: try AuditKeeper(path: path)) { try await work($0, path, audit.toRead) }
    }

    private static func replay(_ path: String) throws -> AuditState {
        try AuditText.replay([UInt8](try Data(contentsOf: URL(filePath: path))))
    }

    private static func address(_ place: CardPlace) -> String { "/office/en/audit/box%201%2Fa/\(place.number)" }

    private static func enter(
        _ fields: [String: String], of place: CardPlace, _ client: HTTPSClient
    ) async throws -> HTTPSClient.Answer {
        let form = try await client.get(address(place))
        #expect(form.status == 200)
        return try await client.post(
            address(place), fields.merging(["form": try TestService.formToken(form)]) { $1 })
    }

    /// Two read every card; what they agree on stands in the text that the commands read.
    @Test func cardsReadByTwo() async throws {
        try await Self.with(cards: 3) { service, path, places in
            let first = try await service.signedIn("r-auditor")
            let second = try await service.signedIn("r-auditor-2")
            for place in places {
                let own = try await Self.enter(["found": "yes", "contest-1": "1"], of: place, first)
                #expect(own.status == 303 && own.location == "/office/en/audit", "\(own.text)")
                // The other sees the card as if nobody had read it.
                let page = try await second.get(Self.address(place))
                #expect(!page.text.contains("checked"))
                #expect(try await second.get("/office/en/audit").text.contains("box%201%2Fa/\(place.number)\""))
                #expect(!(try await first.get("/office/en/audit").text.contains("box%201%2Fa/\(place.number)\"")))
                #expect(try await Self.enter(["found": "yes", "contest-1": "1"], of: place, second).status == 303)
            }
            let audit = try Self.replay(path)
            #expect(audit.openCards.unread.isEmpty && audit.openCards.disputed.isEmpty)
            #expect(audit.readings(of: places[0]).map(\.reader) == ["r-auditor", "r-auditor-2"])
            #expect(audit.readings(of: places[0])[0].finding == .found([Self.contest: .choice("Abay")]))
            #expect(try audit.assess().count == 1)
            #expect(try await first.get("/office/en/audit").text.contains("You have no card to read now."))
        }
    }

    @Test func aDifferenceIsResolvedByBoth() async throws {
        try await Self.with(cards: 1) { service, path, places in
            let place = places[0]
            let first = try await service.signedIn("r-auditor")
            let second = try await service.signedIn("r-auditor-2")
            let third = try await service.signedIn("r-auditor-3")
            _ = try await Self.enter(["found": "yes", "contest-1": "1"], of: place, first)
            _ = try await Self.enter(["found": "yes", "contest-1": "invalid"], of: place, second)
            #expect(try Self.replay(path).openCards.disputed == [place])
            // Somebody else can't settle it.
            let other = try await Self.enter(["found": "yes", "contest-1": "2"], of: place, third)
            #expect(other.status == 409)
            for client in [first, second] {
                #expect(try await client.get("/office/en/audit").text.contains("Look together"))
            }
            #expect(!(try await third.get("/office/en/audit").text.contains("Look together")))
            // One alone resolves nothing, not even twice; two who still differ begin anew.
            for _ in 0..<2 { _ = try await Self.enter(["found": "yes", "contest-1": "2"], of: place, first) }
            #expect(try Self.replay(path).openCards.disputed == [place])
            let differing = try await Self.enter(["found": "no"], of: place, second)
            #expect(differing.status == 409 && differing.text.contains("once more"))
            #expect(try Self.replay(path).openCards.disputed == [place])
            _ = try await Self.enter(["found": "yes", "contest-1": "2"], of: place, second)
            #expect(try await Self.enter(["found": "yes", "contest-1": "2"], of: place, first).status == 303)
            let audit = try Self.replay(path)
            #expect(audit.openCards.disputed.isEmpty)
            guard case .resolution(let resolution)? = audit.steps.last else {
                Issue.record("no resolution")
                return
            }
            #expect(resolution.readers == ["r-auditor", "r-auditor-2"])
            #expect(resolution.finding == .found([Self.contest: .choice("Bota")]))
        }
    }

    @Test func whatIsNotTaken() async throws {
        try await Self.with(cards: 2) { service, path, places in
            let before = try Self.replay(path).steps.count
            let client = try await service.signedIn("r-auditor")
            for fields in [
                [:], ["found": "yes"], ["found": "maybe", "contest-1": "1"], ["found": "yes", "contest-1": "3"],
                ["found": "yes", "contest-1": "0"], ["found": "yes", "contest-1": "Abay"],
            ] {
                #expect(try await Self.enter(fields, of: places[0], client).status == 422, "\(fields)")
            }
            // A card that was not drawn, and none at all.
            let drawn = Set(places.map(\.number))
            let free = try #require((1...100).first { !drawn.contains($0) })
            for last in ["box%201%2Fa/\(free)", "box%201%2Fa/0\(places[0].number)", "box%201%2Fa/x", "other/1"] {
                #expect(try await client.get("/office/en/audit/\(last)").status == 404, "\(last)")
            }
            #expect(try Self.replay(path).steps.count == before)
            // The same person twice.
            #expect(try await Self.enter(["found": "no"], of: places[0], client).status == 303)
            #expect(try await Self.enter(["found": "no"], of: places[0], client).status == 409)
            // A command wrote meanwhile: what it entered stays.
            var audit = try Self.replay(path)
            try audit.apply(.reading(CardReading(places[1], reader: "by command", .notFound)))
            try Data(AuditText.bytes(audit)).write(to: URL(filePath: path))
            #expect(try await Self.enter(["found": "no"], of: places[1], client).status == 303)
            #expect(try Self.replay(path).readings(of: places[1]).map(\.reader) == ["by command", "r-auditor"])
            // A file that is no audit any more takes nothing and is not overwritten.
            try Data("{}".utf8).write(to: URL(filePath: path))
            #expect(try await client.get("/office/en/audit").status == 404)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data("{}".utf8))
        }
    }
}
