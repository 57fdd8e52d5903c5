import Accounts
import ElectionModel
import ElectionService
import Foundation
import SmallElection
import Testing

/// Every route by every role, over HTTPS.
@Suite("Service: routes and roles", .serialized)
struct RouteTests {
    /// The roles, and nobody.
    private static let visitors: [Role?] = [nil] + Role.allCases.map { $0 }

    private static func scene() throws -> Scene {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2"] { try scene.stand(id, in: "c01") }
        return scene
    }

    /// A form with a file, which is none.
    private static func upload(_ route: Route, _ client: HTTPSClient) async throws -> HTTPSClient.Answer {
        let page = try await client.get(
            client.cookies.keys.contains("__Host-sailau-session") ? "/office/en/home" : "/office/en/sign-in")
        let part = "--x\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n"
        return try await client.send(
            "POST", route.example,
            ["Content-Type": "multipart/form-data; boundary=x", "Sec-Fetch-Site": "same-origin"],
            Array("\(part)\(try TestService.formToken(page))\r\n--x--\r\n".utf8))
    }

    /// Sends a request that is right in everything but, perhaps, the role.
    private static func send(
        _ route: Route, _ client: HTTPSClient, _ service: TestService
    ) async throws -> HTTPSClient.Answer {
        guard route.method == .post else { return try await client.get(route.example) }
        if [.photograph, .copy, .writtenAct].contains(route.name) { return try await upload(route, client) }
        // Any page with a form gives the token; strangers get theirs where they sign in.
        let page = try await client.get(
            client.cookies.keys.contains("__Host-sailau-session") ? "/office/en/home" : "/office/en/sign-in")
        var fields = ["form": try TestService.formToken(page)]
        if route.name == .enter { fields.merge(["account": "r-typist", "password": TestService.password]) { $1 } }
        return try await client.post(route.example, fields)
    }

    @Test(arguments: visitors) func everyRoute(role: Role?) async throws {
        try await TestService.with(scene: try Self.scene()) { service in
            for route in RouteTable.routes {
                let client =
                    try await role.asyncMap { try await service.signedIn(TestService.name(of: $0)) } ?? service.client()
                let before = try service.denials().count
                let answer = try await Self.send(route, client, service)
                let denied = try service.denials().count - before
                let comment: Comment = "\(route.method.rawValue) \(route.path): \(answer.status)"
                if route.admits(role) {
                    // A form without its fields (422), and a step that is not due (409), are let through.
                    // Of one picture, one paper, one copy, one written act and one complaint there is none.
                    // There is no desk of an electronic station and no audit here; `DeskRouteTests` and `AuditPageTests` have one.
                    let isNone = [
                        .picture, .paper, .copyAnswer, .writtenActAnswer, .complaintDecision, .desk, .deskStep,
                        .deskAgain, .checkIn, .voter, .homeRequests, .deskPaper, .ownEntry, .audit, .auditCard,
                    ].contains(route.name)
                    #expect(isNone ? answer.status == 404 : [200, 303, 409, 422].contains(answer.status), comment)
                    #expect(denied == 0, comment)
                    continue
                }
                #expect(denied == 1, comment)
                let last = try #require(try service.denials().first)
                #expect(last.route == route.name.rawValue, comment)
                if role == nil {
                    #expect(last.reason == .notSignedIn, comment)
                    #expect(answer.status == (route.method == .get ? 303 : 403), comment)
                    if route.method == .get { #expect(answer.location == "/office/en/sign-in", comment) }
                } else {
                    #expect(last.reason == .role && answer.status == 403, comment)
                    #expect(last.account == role.map { TestService.name(of: $0) }, comment)
                }
            }
        }
    }

    /// The columns that must hold whatever else is changed.
    @Test func whatTheTableMustSay() throws {
        func admits(_ name: RouteName, _ role: Role?) throws -> Bool {
            try #require(RouteTable.routes.first { $0.name == name }).admits(role)
        }
        for name in [RouteName.stations, .station] {
            #expect(try !admits(name, .administrator), "an administrator sees no data of the election")
            #expect(try !admits(name, nil))
        }
        #expect(Role.allCases.filter { (try? admits(.accounts, $0)) == true } == [.administrator])
        for route in RouteTable.routes where route.path.contains("{station}") || route.path.contains("/protocols") {
            #expect(!route.admits(nil) && !route.admits(.administrator), "\(route.path)")
        }
        let typing = RouteTable.routes.filter { $0.name == .entry }
        #expect(typing.allSatisfy { route in Role.allCases.filter { route.admits($0) } == [.typist] })
        let accepting = RouteTable.routes.filter { $0.name == .accept }
        #expect(accepting.allSatisfy { route in Role.allCases.filter { route.admits($0) } == [.acceptor] })
        for route in RouteTable.routes where route.method == .post && route.path.contains("{station}") {
            // The one thing that an observer writes is a copy, and nobody else hands one in.
            let writers = Role.allCases.filter { route.admits($0) }
            #expect(!writers.contains(.auditor) && !writers.contains(.screen), "\(route.path)")
            #expect(route.name == .copy ? writers == [.observer] : !writers.contains(.observer), "\(route.path)")
        }
        for name in [RouteName.audit, .auditCard] {
            #expect(Role.allCases.filter { (try? admits(name, $0)) == true } == [.auditor])
        }
        #expect(Set(RouteTable.routes.map(\.name)) == Set(RouteName.allCases))
        #expect(Set(RouteTable.routes.map { "\($0.method) \($0.path)" }).count == RouteTable.routes.count)
    }

    @Test func whatIsNotInTheTableIsNotServed() async throws {
        try await TestService.with { service in
            let client = try await service.signedIn("r-administrator")
            for (method, path) in [
                ("GET", "/office/"), ("GET", "/office/en"), ("GET", "/office/en/homes"), ("GET", "/office/de/home"),
                ("GET", "/office/en/home/"), ("GET", "/office//home"), ("GET", "/office/en/../en/home"),
                ("PUT", "/office/en/home"), ("DELETE", "/office/en/accounts"), ("OPTIONS", "/office"),
                ("POST", "/office/en/home"), ("GET", "/office/en/stations/%zz"), ("HEAD", "/office/en/accounts"),
            ] {
                let answer = try await client.send(method, path, [:], [])
                #expect(answer.status == 404, "\(method) \(path): \(answer.status)")
            }
        }
    }

    /// Documentation shows the table as the code has it.
    @Test func theDocumentedTable() throws {
        let path = TestService.root.appending(path: "Documentation/Service.md")
        #expect(try String(contentsOf: path, encoding: .utf8).contains(RouteTable.markdown))
    }

    // MARK: Units

    /// Each page of a protocol by an account of each level: of another commission's station it says no more than of none.
    @Test(arguments: [
        ("l-central", ["s1", "s3"]), ("l-oblast", ["s3"]), ("l-territorial", ["s3"]), ("l-district", ["s3"]),
        ("l-precinct", ["s3"]), ("l-nowhere", []),
    ])
    func protocolsOfOtherCommissions(account: String, expected: [String]) async throws {
        try await TestService.with(scene: try Self.scene()) { service in
            let client = try await service.signedIn(account)
            for station in ["s1", "s3"] {
                let contest = station == "s1" ? "c01" : "c02"
                for last in ["", "/entry"] {
                    let path = "/office/en/stations/\(station)/constituencies/1/paper\(last)"
                    let isOwn = expected.contains(station)
                    let before = try service.denials().count
                    let page = try await client.get(path)
                    #expect(page.status == (isOwn ? 200 : 404), "\(path)")
                    #expect(try service.denials().count - before == (isOwn ? 0 : 1), "\(path)")
                    if !isOwn {
                        #expect(try service.denials().first?.reason == .unit)
                        let none = try await client.get(path.replacing("/\(station)/", with: "/s7/"))
                        func bare(_ answer: HTTPSClient.Answer) -> String {
                            answer.textWithoutTokens.replacing("/s7/", with: "/\(station)/")
                        }
                        #expect(bare(none) == bare(page), "\(path)")
                        #expect(!page.textWithoutTokens.contains(contest))
                    }
                }
            }
        }
    }

    @Test(arguments: [
        "/s1/constituencies/2/paper", "/s1/constituencies/1/electronic", "/s1/constituencies/3/paper",
        "/s1/nothing/1/paper", "/s1/constituencies/1/paper/nothing", "/s1/list/0/paper", "/s1/LIST/1/paper",
        "/..%2Fs1/constituencies/1/paper", "/s1/constituencies/1/paper%00",
    ])
    func protocolsThatAreNone(path: String) async throws {
        try await TestService.with(scene: try Self.scene()) { service in
            let client = try await service.signedIn("t1")
            #expect(try await client.get("/office/en/stations" + path).status == 404)
        }
    }

    @Test(arguments: [
        ("l-central", ["1-1", "1-2", "2-1", "2-2"]), ("l-oblast", ["2-1", "2-2"]), ("l-territorial", ["1-2", "2-2"]),
        ("l-district", ["2-1", "2-2"]), ("l-precinct", ["2-1"]), ("l-nowhere", []),
    ])
    func eachCommissionSeesItsOwnStations(account: String, expected: [String]) async throws {
        try await TestService.with { service in
            let client = try await service.signedIn(account)
            let list = try await client.get("/office/en/stations")
            for station in TestService.stations.map(\.id.rawValue) {
                let isOwn = expected.contains(station)
                #expect(list.text.contains(">\(station)<") == isOwn, "\(station)")
                let before = try service.denials().count
                let page = try await client.get("/office/en/stations/\(station)")
                #expect(page.status == (isOwn ? 200 : 404), "\(station)")
                #expect(try service.denials().count - before == (isOwn ? 0 : 1))
                if !isOwn { #expect(try service.denials().first?.reason == .unit) }
            }
            if expected.isEmpty { #expect(list.text.contains("No polling station is listed")) }
            // One that nobody has looks the same as one of somebody else.
            let nowhere = try await client.get("/office/en/stations/7-7")
            #expect(nowhere.status == 404)
        }
    }
}
