import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionService
import Foundation
import SmallElection
import Testing

/// Decisions of commissions about contests, over HTTPS, two days after the polling day.
@Suite("Office: decisions about contests", .serialized)
struct ContestDecisionTests {
    private static let contest = "/office/en/contests/constituencies/c01"
    /// A sitting of seven members at which six were for it.
    private static let sitting = ["number": "5", "day": "2004-09-21", "present": "7", "in-favour": "6"]

    /// All stations of the first constituency are counted.
    private static func scene(_ votes: [ChoiceID: UInt32] = ["k1": 300, "k2": 200, "k3": 120]) throws -> Scene {
        var scene = try Desk.scene()
        try scene.accept("s1", Scene.singles, votes: votes)
        try scene.accept("s2", Scene.singles, votes: votes)
        return scene
    }

    private static func with(_ scene: Scene, _ work: (TestService) async throws -> Void) async throws {
        try await TestService.with(scene: scene) { service in
            service.clock.pass(seconds: 2 * 86_400)
            try await work(service)
        }
    }

    /// Opens a page, and sends its form with these fields.
    private static func take(
        _ client: HTTPSClient, _ path: String, _ fields: [String: String]
    ) async throws -> HTTPSClient.Answer {
        let page = try await client.get(path)
        return try await client.post(path, try Desk.hidden(page).merging(fields) { $1 })
    }

    private static func height(_ service: TestService) -> Int? { service.keeper?.now.state.height }
    private static func decided(_ service: TestService) -> ContestState? {
        service.keeper?.now.state.contests[Scene.singles]
    }

    // MARK: From the stations to the run-off

    @Test func aConstituencyProtocolIsSignedOnceAllStationsAreIn() async throws {
        try await Self.with(try Self.scene()) { service in
            let territorial = try await service.signedIn("w1")
            let overview = try await territorial.get("/office/en/contests")
            #expect(overview.text.contains("no contest") && overview.text.contains("/postponement/c01/1"))
            let path = "/office/en/postponement/c01/1"
            let puttingOff = Self.sitting.merging(
                ["postponement": "postponed", "station-s2": "yes", "reason": "no power"]) { $1 }
            #expect(try await Self.take(territorial, path, puttingOff).status == 303)
            let height = Self.height(service)
            #expect(try await Self.take(territorial, path, puttingOff).status == 303, "sent twice")
            #expect(Self.height(service) == height)

            let member = try await service.signedIn("d1")
            let early = try await member.get("\(Self.contest)/constituency-protocol")
            #expect(early.status == 409 && early.text.contains("0 missing, 1 postponed"), "\(early.text)")
            let refused = try await Self.take(member, "\(Self.contest)/constituency-protocol", Self.sitting)
            #expect(refused.status == 409 && refused.text.contains("2004-09-21"), "what was written stays in sight")
            #expect(Self.decided(service)?.signed.isEmpty ?? true)

            let held = puttingOff.merging(["postponement": "held", "reason": "held on Monday"]) { $1 }
            #expect(try await Self.take(territorial, path, held).status == 303)
            let page = try await member.get("\(Self.contest)/constituency-protocol")
            for figure in ["600", "400", "240"] { #expect(page.text.contains(">\(figure)<"), "\(figure)") }
            let signed = try await Self.take(
                member, "\(Self.contest)/constituency-protocol", Self.sitting.merging(["dissents-2": "yes"]) { $1 })
            #expect(signed.status == 303 && signed.location == Self.contest)
            #expect(Self.decided(service)?.signed[1]?.decision.dissents == ["district:c01/2"])
            let contest = try await member.get(Self.contest)
            #expect(contest.text.contains("Run-off: ") && contest.text.contains("Call the run-off"))
            // An auditor sees the same and no way to decide.
            let auditor = try await service.signedIn("r-auditor").get(Self.contest)
            #expect(auditor.status == 200 && !auditor.text.contains("\(Self.contest)/run-off"))
        }
    }

    @Test func theSameFormTwiceIsOneDecision() async throws {
        try await Self.with(try Self.scene()) { service in
            let member = try await service.signedIn("d1")
            let path = "\(Self.contest)/constituency-protocol"
            let fields = try Desk.hidden(try await member.get(path)).merging(Self.sitting) { $1 }
            let lost = try await member.post(path, fields.merging(["present": "4", "in-favour": "4"]) { $1 })
            #expect(
                lost.status == 409 && lost.text.contains("sitting is not valid") && lost.text.contains("value=\"5\""))
            let height = try #require(Self.height(service))
            async let first = member.post(path, fields)
            async let second = member.post(path, fields)
            let answers = try await [first, second]
            #expect(answers.map(\.status) == [303, 303])
            #expect(try await member.post(path, fields).status == 303)
            #expect(Self.height(service) == height + 1)
            let other = try await member.post(path, fields.merging(["number": "6"]) { $1 })
            #expect(other.status == 409 && other.text.contains("This protocol is signed"))
            #expect(Self.decided(service)?.signed[1]?.decision.number == "5")
        }
    }

    @Test func aRunOffIsCalledWithItsFinalists() async throws {
        try await Self.with(try Self.scene()) { service in
            let member = try await service.signedIn("d1")
            let path = "\(Self.contest)/run-off"
            #expect(try await member.get(path).status == 409, "nothing is signed")
            #expect(try await Self.take(member, "\(Self.contest)/constituency-protocol", Self.sitting).status == 303)
            let page = try await member.get(path)
            #expect(page.status == 200 && page.text.contains("<li>k1</li>") && page.text.contains("<li>k2</li>"))
            #expect(!page.text.contains("<li>k3</li>"))
            let call = Self.sitting.merging(["polling-day": "2004-10-03"]) { $1 }
            let late = try await Self.take(member, path, call.merging(["polling-day": "2004-11-20"]) { $1 })
            #expect(
                late.status == 409 && late.text.contains("href=\"#polling-day\"") && late.text.contains("2004-11-20"))
            #expect(try await Self.take(member, path, call.merging(["polling-day": "soon"]) { $1 }).status == 422)
            // Nobody is added to those who go on.
            let sent = call.merging(["finalists": "k3", "seen": String(repeating: "0", count: 64)]) { $1 }
            let changed = try await Self.take(member, path, sent)
            #expect(changed.status == 409 && changed.text.contains("has changed since you opened"))
            for _ in 0..<2 {
                #expect(try await Self.take(member, path, call.merging(try Desk.hidden(page)) { $1 }).status == 303)
            }
            #expect(Self.decided(service)?.runOff?.finalists == ["k1", "k2"])
            // A finalist leaves, the next one moves up, and the run-off is called anew.
            let leaves = ["withdraws": "k2", "reason": "own wish"]
            for _ in 0..<2 {
                #expect(try await Self.take(member, "\(Self.contest)/withdrawal", leaves).status == 303)
            }
            #expect(try await member.get(Self.contest).text.contains("Call the run-off"))
            #expect(try await Self.take(member, path, call.merging(["number": "7"]) { $1 }).status == 303)
            #expect(Self.decided(service)?.runOff?.finalists == ["k1", "k3"])
            #expect(try await service.signedIn("r-acceptor").get(path).status == 403)
        }
    }

    @Test func aLotDecidesATie() async throws {
        try await Self.with(try Self.scene(["k1": 300, "k2": 200, "k3": 200])) { service in
            let member = try await service.signedIn("d1")
            let path = "\(Self.contest)/lot"
            let both = Self.sitting.merging(["drawn-1": "yes", "drawn-2": "yes"]) { $1 }
            let tooMany = try await Self.take(member, path, both)
            #expect(tooMany.status == 422 && tooMany.text.contains("exactly as many"))
            #expect(try await Self.take(member, path, Self.sitting.merging(["drawn-9": "yes"]) { $1 }).status == 422)
            let page = try await member.get(path)
            #expect(page.text.contains(">k2<") && page.text.contains(">k3<") && !page.text.contains(">k1<"))
            let fields = try Desk.hidden(page).merging(Self.sitting.merging(["drawn-2": "yes"]) { $1 }) { $1 }
            for _ in 0..<2 { #expect(try await member.post(path, fields).status == 303) }
            #expect(service.keeper?.now.state.lots.map(\.drawn) == [["k3"]])
            #expect(try await member.get(path).status == 409)
        }
    }

    // MARK: The central commission

    @Test func theCentralCommissionAnnouncesAndAnnuls() async throws {
        var scene = try Self.scene(["k1": 400, "k2": 100, "k3": 100])
        try scene.sign(district: Scene.singles)
        try await Self.with(scene) { service in
            let central = try await service.signedIn("z1")
            let list = try await central.get("/office/en/contests")
            #expect(
                list.text.contains("/contests/constituencies/c02\"") && list.text.contains("/contests/list/national"))
            let results = "/office/en/results/constituencies"
            let page = try await central.get(results)
            #expect(page.text.contains("<li>k1</li>"))
            let announcing = try Desk.hidden(page).merging(Self.sitting) { $1 }.merging(
                ["stage": "preliminary", "round": "1"]) { $1 }
            async let first = central.post(results, announcing)
            async let second = central.post(results, announcing)
            #expect(try await [first, second].map(\.status) == [303, 303])
            #expect(service.keeper?.now.state.announcements.map(\.results.elected) == [["k1"]])
            // The other constituency is not counted.
            let established = try await central.post(results, announcing.merging(["stage": "established"]) { $1 })
            #expect(established.status == 409 && established.text.contains("c02 is not complete"))
            #expect(try await central.post(results, announcing.merging(["round": "2"]) { $1 }).status == 422)

            let invalid = Self.sitting.merging(["article": "98(2) <script>", "reason": "bribery"]) { $1 }
            let path = "\(Self.contest)/invalidation"
            #expect(try await Self.take(central, path, invalid.merging(["article": " "]) { $1 }).status == 422)
            for _ in 0..<2 { #expect(try await Self.take(central, path, invalid).status == 303) }
            let contest = try await central.get(Self.contest)
            #expect(contest.text.contains("98(2) &lt;script&gt;") && !contest.text.contains("98(2) <script>"))
            #expect(service.keeper?.now.state.holders(tier: "constituencies", district: "c01").isEmpty == true)
            // Where a constituency has a commission of its own, that one signs and draws.
            #expect(try await central.get("\(Self.contest)/constituency-protocol").status == 409)
        }
    }

    @Test func theCentralCommissionSignsTheCountOfLists() async throws {
        var scene = try Scene()
        try scene.stand(lists: ["red", "blue"])
        let national = ContestID("list", "national")
        for station: StationID in ["s1", "s2", "s3", "s4"] {
            try scene.accept(station, national, votes: ["list-red": 300, "list-blue": 200])
        }
        try await Self.with(scene) { service in
            let central = try await service.signedIn("z1")
            let path = "/office/en/contests/list/national"
            #expect(try await central.get(path).text.contains(/>1[^<0-9]*200</))
            #expect(try await Self.take(central, "\(path)/constituency-protocol", Self.sitting).status == 303)
            #expect(service.keeper?.now.state.contests[national]?.signed[1]?.votes.map(\.votes) == [1200, 800])
            let announced = try await Self.take(
                central, "/office/en/results/list", Self.sitting.merging(["stage": "established", "round": "1"]) { $1 })
            #expect(announced.status == 303, "\(announced.text)")
        }
    }

    // MARK: Whose they are

    @Test func contestsOfOtherCommissions() async throws {
        try await Self.with(try Self.scene()) { service in
            let other = try await service.signedIn("d2")
            let list = try await other.get("/office/en/contests")
            #expect(list.text.contains("constituencies/c02\"") && !list.text.contains("constituencies/c01"))
            let paths = ["", "/constituency-protocol", "/run-off", "/lot", "/invalidation", "/withdrawal"].map {
                "/office/en/contests/constituencies/c01\($0)"
            }
            for path in paths + ["/office/en/results/constituencies/c01", "/office/en/postponement/c01/1"] {
                let before = try service.denials().count
                let page = try await other.get(path)
                #expect(page.status == 404, "\(path)")
                #expect(try service.denials().count - before == 1 && service.denials().first?.reason == .unit)
                let none = try await other.get(path.replacing("/c01", with: "/c07"))
                func bare(_ answer: HTTPSClient.Answer) -> String {
                    answer.text.replacing(/[0-9a-f]{16}/, with: "").replacing("/c07", with: "/c01")
                }
                #expect(none.status == 404 && bare(none) == bare(page), "\(path)")
                #expect(try service.denials().count - before == 1, "of what is nowhere nothing is entered")
            }
            // Nor by sending a form.
            let form = try Desk.hidden(try await other.get("/office/en/contests")).merging(Self.sitting) { $1 }
            let height = Self.height(service)
            for path in paths.dropFirst() { #expect(try await other.post(path, form).status == 404, "\(path)") }
            #expect(Self.height(service) == height)
            // A member of a station's commission decides about no contest.
            let precinct = try await service.signedIn("m1")
            #expect(try await precinct.get("/office/en/contests").text.contains("no contest"))
            #expect(try await precinct.get(Self.contest).status == 404)
            #expect(try await precinct.get("/office/en/postponement/c01/1").status == 409)
            #expect(try await precinct.get("/office/en/results/constituencies").status == 409)
        }
    }

    @Test func observersSeeNoVotesBeforeTheClose() async throws {
        try await TestService.with(scene: try Self.scene()) { service in
            let early = try await service.signedIn("z2")
            for path in ["/office/en/contests", Self.contest] {
                let page = try await early.get(path)
                #expect(page.text.contains("last polling station"), "\(path)")
                #expect(!page.textWithoutTokens.contains("600") && !page.textWithoutTokens.contains("k1"), "\(path)")
            }
            service.clock.pass(seconds: 12 * 3600)
            #expect(try await service.signedIn("z2").get(Self.contest).text.contains(">600<"))
        }
    }

    // MARK: Hostile values

    @Test(arguments: [
        ["number": ""], ["number": String(repeating: "7", count: 41)], ["number": "5\u{202E}"], ["day": "2004-02-30"],
        ["day": "2004-09-21T00:00"], ["present": "-7"], ["present": "٧"], ["in-favour": "99999999999"],
        ["in-favour": "7; DROP"],
    ])
    func whatIsNoDecision(change: [String: String]) async throws {
        try await Self.with(try Self.scene()) { service in
            let member = try await service.signedIn("d1")
            let path = "\(Self.contest)/constituency-protocol"
            let answer = try await Self.take(member, path, Self.sitting.merging(change) { $1 })
            #expect(answer.status == 422 && answer.text.contains("There is a problem"), "\(change)")
            #expect(Self.decided(service)?.signed.isEmpty ?? true)
        }
    }

    @Test func addressesAndChoicesOfNobody() async throws {
        try await Self.with(try Self.scene()) { service in
            let (member, territorial) = (try await service.signedIn("d1"), try await service.signedIn("w1"))
            for path in [
                "/contests/constituencies/c01%00", "/contests/constituencies/..%2Fc01", "/contests/list/c01",
                "/contests/Constituencies/c01", "/contests/constituencies/c01/nothing", "/results/nothing",
                "/results/list/c01", "/postponement/c01/0", "/postponement/c01/2", "/postponement/c01/11",
            ] {
                #expect(try await member.get("/office/en\(path)").status == 404, "\(path)")
            }
            // A station of another commission can't be ticked.
            let putOff = Self.sitting.merging(
                ["postponement": "postponed", "station-s3": "yes", "reason": "none"]) { $1 }
            #expect(try await Self.take(territorial, "/office/en/postponement/c01/1", putOff).status == 422)
            #expect(try await territorial.get("/office/en/postponement/c02/1").status == 404)
            let leaves = ["withdraws": "k4", "reason": "of another constituency"]
            #expect(try await Self.take(member, "\(Self.contest)/withdrawal", leaves).status == 422)
            #expect(service.keeper?.now.state.stations["s3"]?.postponed.isEmpty == true)
        }
    }
}
