import ElectionModel
import ElectronicStation
import Foundation
import SmallStation
import Testing
import VerifiableVoting

import ElectionService

/// Voting again (article 50-5(7)) over HTTPS: by the setup officer alone, after a commission above has put voting off.
@Suite("Service: voting again at a station", .serialized)
struct DeskAgainTests {
    private static let path = "\(DeskDayTests.path)/again"
    private static let officer = TestService.name(of: .setupOfficer)
    private static let decision = ["commission": "central", "number": "11", "reason": "the urn is lost"]
    private static let later = SmallStation.day.adding(days: 14)
    private static let fields = decision.merging([
        "election": "second", "polling-day": "2004-10-03", "slips": "8", "password": "another sealed password",
    ]) { $1 }

    private static func send(
        _ client: HTTPSClient, _ change: [String: String] = [:], from page: HTTPSClient.Answer
    ) async throws -> HTTPSClient.Answer {
        try await DeskDayTests.send(client, "again", fields.merging(change) { $1 }, from: page)
    }

    /// A day on which somebody was given a slip before the equipment was lost.
    private static func postponed(_ service: TestService) async throws {
        try await DeskDayTests.open(service)
        let issuer = try await service.signedIn("m4")
        #expect(try await DeskDayTests.give(issuer, 1, "electronic").status == 303)
        let failure = ["cause": "equipment", "reason": "the urn does not start"]
        #expect(try await DeskDayTests.step(issuer, "interruption", failure).status == 303)
        #expect(try await DeskDayTests.step(issuer, "postponement", decision).status == 303)
    }

    @Test func aNewElectionBegins() async throws {
        try await DeskDayTests.with { service in
            try await Self.postponed(service)
            let desk = try #require(service.desk)
            let officer = try await service.signedIn(Self.officer)
            #expect(try await officer.get(DeskDayTests.path).text.contains("/office/en/desk/again"))
            let page = try await officer.get(Self.path)
            #expect(page.status == 200 && page.text.contains("first") && page.text.contains("50-5(7)"))

            // What is wrong is said, and nothing but the password is lost.
            let empty = try await Self.send(officer, ["election": "", "slips": "x"], from: page)
            #expect(empty.status == 422 && empty.text.contains("href=\"#election\""), "\(empty.text)")
            #expect(empty.text.contains("value=\"2004-10-03\"") && !empty.text.contains("another sealed password"))
            let nameless = try await Self.send(officer, ["number": ""], from: page)
            #expect(nameless.text.contains("Number of the decision: ") && !nameless.text.contains("National number"))
            let short = try await Self.send(officer, ["password": "short"], from: page)
            #expect(short.status == 422 && short.text.contains("href=\"#password\""))
            let refused = [
                ["election": "first"], ["polling-day": "2004-09-18"], ["commission": "precinct:st-1"],
            ]
            for change in refused {
                let answer = try await Self.send(officer, change, from: page)
                #expect(answer.status == 409 && answer.text.contains("50-5(7)"), "\(change): \(answer.text)")
            }
            #expect(desk.now.state.phase == .postponed)

            // A form that was sent twice is done once.
            for _ in 0..<2 {
                let sent = try await Self.send(officer, from: page)
                #expect(sent.status == 303 && sent.location == DeskDayTests.path)
            }
            // A corrected one is no second sending: it is told that it came too late, and nothing is changed.
            for change in [["password": "a third sealed password"], ["slips": "9"], ["polling-day": "2004-10-10"]] {
                #expect(try await Self.send(officer, change, from: page).status == 409, "\(change)")
            }
            let state = desk.now.state
            #expect(state.phase == .preparing && state.void.map(\.election) == ["first"])
            #expect(state.prepared?.election == "second" && state.prepared?.slips == 8)
            #expect(state.prepared?.hours.day == Self.later && state.counts.given == 0)
            #expect(desk.isStartPassword(Array("another sealed password".utf8)))
            #expect(!desk.isStartPassword(Array(SmallStation.password.utf8)))
            let day = try await officer.get(DeskDayTests.path)
            #expect(day.text.contains("was broken off") && !day.text.contains("desk/again"))
            #expect(try await officer.get(Self.path).text.contains("can’t be taken now"))
            try await Self.voteAgain(service, desk)
        }
    }

    /// Whoever had voted is given a slip of the new election.
    private static func voteAgain(_ service: TestService, _ desk: DeskKeeper) async throws {
        service.clock.set(SmallStation.seconds(SmallStation.at(6, 40, on: later)))
        for (condition, act) in SmallStation.preparations(slips: 8)
        where ![.acceptance, .installation].contains(condition) {
            guard case .done = await desk.added(act, by: "m1", as: .commissioner) else {
                Issue.record("\(condition)")
                return
            }
        }
        service.clock.set(SmallStation.seconds(SmallStation.at(6, 55, on: later)))
        let chair = try await service.signedIn("m1")
        #expect(try await DeskDayTests.step(chair, "opening", ["manifest": SmallStation.hash]).status == 303)
        service.clock.set(SmallStation.seconds(SmallStation.at(7, 5, on: later)))
        let issuer = try await service.signedIn("m4")
        #expect(try await DeskDayTests.give(issuer, 1, "electronic").status == 303)
        #expect(try await DeskDayTests.give(issuer, 1, "paper").status == 409)
        #expect(desk.now.state.counts.given == 1 && desk.now.state.void[0].counts.given == 1)
    }

    /// Before voting is put off nobody begins anew, and no member of the commission ever does.
    @Test func nobodyElseAndNotBefore() async throws {
        try await DeskDayTests.with { service in
            let officer = try await service.signedIn(Self.officer)
            let page = try await officer.get(Self.path)
            #expect(page.status == 200 && page.text.contains("can’t be taken now"))
            let early = try await Self.send(officer, ["seen": "0"], from: page)
            #expect(early.status == 409)
            try await Self.postponed(service)
            for account in ["m1", "m4", TestService.name(of: .observer)] {
                let client = try await service.signedIn(account)
                #expect(try await client.get(Self.path).status == 403, "\(account)")
                let own = try await client.get(DeskDayTests.path)
                #expect(!own.text.contains("desk/again"))
                #expect(try await Self.send(client, from: own).status == 403, "\(account)")
            }
            #expect(service.desk?.now.state.phase == .postponed)
        }
    }

    @Test(arguments: ["ru", "kk"]) func theFormIsInThreeLanguages(language: String) async throws {
        try await DeskDayTests.with { service in
            try await Self.postponed(service)
            let officer = try await service.signedIn(Self.officer)
            let page = try await officer.get("/office/\(language)/desk/again")
            #expect(page.status == 200 && page.text.contains("name=\"election\"") && !page.text.contains("desk."))
        }
    }
}
