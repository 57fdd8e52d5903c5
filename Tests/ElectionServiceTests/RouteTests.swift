import Accounts
import ElectionModel
import ElectionService
import Foundation
import Testing

/// Every route by every role, over HTTPS.
@Suite("Service: routes and roles", .serialized)
struct RouteTests {
    /// The roles, and nobody.
    private static let visitors: [Role?] = [nil] + Role.allCases.map { $0 }

    private static func path(_ route: Route) -> String {
        route.path.replacing("{language}", with: "en").replacing("{station}", with: "1-1")
    }

    /// Sends a request that is right in everything but, perhaps, the role.
    private static func send(
        _ route: Route, _ client: HTTPSClient, _ service: TestService
    ) async throws -> HTTPSClient.Answer {
        guard route.method == .post else { return try await client.get(path(route)) }
        // Any page with a form gives the token; strangers get theirs where they sign in.
        let page = try await client.get(
            client.cookies.keys.contains("__Host-sailau-session") ? "/office/en/home" : "/office/en/sign-in")
        var fields = ["form": try TestService.formToken(page)]
        if route.name == .enter { fields.merge(["account": "r-typist", "password": TestService.password]) { $1 } }
        return try await client.post(path(route), fields)
    }

    @Test(arguments: visitors) func everyRoute(role: Role?) async throws {
        try await TestService.with { service in
            for route in RouteTable.routes {
                let client =
                    try await role.asyncMap { try await service.signedIn(TestService.name(of: $0)) } ?? service.client()
                let before = try service.denials().count
                let answer = try await Self.send(route, client, service)
                let denied = try service.denials().count - before
                let comment: Comment = "\(route.method.rawValue) \(route.path): \(answer.status)"
                if route.admits(role) {
                    #expect([200, 303].contains(answer.status), comment)
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

extension Optional where Wrapped: Sendable {
    fileprivate func asyncMap<Value>(_ work: (Wrapped) async throws -> Value) async throws -> Value? {
        guard let self else { return nil }
        return try await work(self)
    }
}
