public import Accounts
public import ElectionModel

/// Every page of the office, the part of the service for which people sign in. Public files are no routes: anybody may have
/// all of them.
public enum RouteName: String, Sendable, Hashable, CaseIterable {
    case start
    case style
    case signIn = "sign in"
    case enter
    case secondFactor = "second factor"
    case confirm
    case signOut = "sign out"
    case home
    case stations
    case station
    case accounts
    case denials
}

/// A method with a path, and who may take it.
public struct Route: Sendable, Hashable {
    public enum Method: String, Sendable, Hashable { case get = "GET", post = "POST" }

    public enum Access: Sendable, Hashable {
        /// Without signing in.
        case everyone
        case roles(Set<Role>)
    }

    public let name: RouteName
    public let method: Method
    /// With `{language}` and `{station}` where these stand.
    public let path: String
    public let access: Access

    fileprivate init(_ name: RouteName, _ method: Method, _ path: String, _ access: Access) {
        (self.name, self.method, self.path, self.access) = (name, method, path, access)
    }

    /// - Parameter role: nil for somebody who has not signed in.
    public func admits(_ role: Role?) -> Bool {
        switch access {
        case .everyone: true
        case .roles(let roles): role.map(roles.contains) ?? false
        }
    }
}

/// The one table of routes and roles. What does not stand in it is not served.
public enum RouteTable {
    private static let everybody = Route.Access.roles(Set(Role.allCases))
    private static let electionData = Route.Access.roles(
        Set(Role.allCases.filter(\.seesElectionData)).subtracting([.screen]))

    public static let routes: [Route] = [
        Route(.start, .get, "/office", .everyone),
        Route(.style, .get, "/office/style.css", .everyone),
        Route(.signIn, .get, "/office/{language}/sign-in", .everyone),
        Route(.enter, .post, "/office/{language}/sign-in", .everyone),
        Route(.secondFactor, .get, "/office/{language}/second-factor", .everyone),
        Route(.confirm, .post, "/office/{language}/second-factor", .everyone),
        Route(.signOut, .post, "/office/{language}/sign-out", everybody),
        Route(.home, .get, "/office/{language}/home", everybody),
        Route(.stations, .get, "/office/{language}/stations", electionData),
        Route(.station, .get, "/office/{language}/stations/{station}", electionData),
        Route(.accounts, .get, "/office/{language}/accounts", .roles([.administrator])),
        Route(.denials, .get, "/office/{language}/denials", .roles([.administrator, .auditor])),
    ]

    /// What a path says besides its route.
    public struct Match: Sendable, Hashable {
        public var route: Route
        public var values: [String: String]
    }

    /// The route of a request; nil where the table has none.
    ///
    /// - Parameter path: percent-encoded, without the query.
    public static func match(_ method: String, _ path: String) -> Match? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for route in routes where route.method.rawValue == method {
            let pattern = route.path.split(separator: "/", omittingEmptySubsequences: false)
            guard pattern.count == parts.count else { continue }
            var values: [String: String] = [:]
            let isMatch = zip(pattern, parts).allSatisfy { pattern, part in
                guard pattern.hasPrefix("{") else { return pattern == part }
                guard !part.isEmpty, let value = FormText.decoded(part, plusIsSpace: false) else { return false }
                values[String(pattern.dropFirst().dropLast())] = value
                return true
            }
            if isMatch { return Match(route: route, values: values) }
        }
        return nil
    }

    /// The table as Documentation/Service.md shows it.
    public static var markdown: String {
        let roles = Role.allCases
        let head = ["method", "path", "public"] + roles.map(\.rawValue)
        let lines =
            [head, head.map { _ in "---" }]
            + routes.map { route in
                [route.method.rawValue, "`\(route.path)`"]
                    + ([nil] + roles.map { $0 }).map { route.admits($0) ? "yes" : "–" }
            }
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}
