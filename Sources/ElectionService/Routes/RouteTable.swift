import Accounts
import Counting
import ElectionConduct
public import ElectionModel
import ElectronicStation

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
    // A commission's work.
    case standing
    case turnout
    case complaints
    case complaint
    case complaintDecision = "complaint decision"
    // The register of voters, and records of electronic stations.
    case register
    case registerCommitment = "register commitment"
    case listChange = "list change"
    case stationRecord = "station record"
    // Decisions about contests.
    case contests
    case contest
    case constituencyProtocol = "constituency protocol"
    case runOff = "run-off"
    case lot
    case invalidation
    case withdrawal
    case results
    case postponement
    // The way of a protocol.
    case script
    case work
    case protocols
    case sheet = "protocol"
    case photograph
    case paper
    case picture
    case copy
    case copyAnswer = "copy answer"
    case writtenAct = "written act"
    case writtenActAnswer = "written act answer"
    case entry
    case discard
    case reset
    case reopen
    case heading
    case vote
    case acknowledge
    case approve
    case sign
    case receive
    case accept
    case sendBack = "send back"
    case correct
    case recount
    case annul
    // The desk of an electronic station.
    case desk
    case deskStep = "desk step"
    /// A new election after the equipment was lost.
    case deskAgain = "desk again"
    case checkIn = "check-in"
    case voter
    case homeRequests = "home requests"
    case deskPaper = "desk paper"
    /// Where a voter looks up his own entry of the register.
    case ownEntry = "own entry"
    // An audit board.
    case audit
    case auditCard = "audit card"

    /// The steps of a protocol's way that a page takes.
    var steps: [ProtocolCase.Action.Kind] {
        switch self {
        case .entry: [.enterFirst, .enterSecond, .enterFields]
        case .discard: [.discard]
        case .reset: [.reset]
        case .reopen: [.reopen]
        case .heading: [.amendHeader]
        case .vote: [.vote]
        case .acknowledge: [.acknowledge]
        case .approve: [.confirm]
        case .sign: [.sign]
        case .receive: [.receive]
        case .accept: [.accept]
        case .sendBack: [.sendBack]
        case .correct: [.correct]
        case .recount: [.orderRecount]
        case .annul: [.annul]
        default: []
        }
    }

    /// Whether its form brings a photograph, or may.
    var takesFile: Bool { self == .photograph || self == .copy || self == .writtenAct }

    /// The page that takes a step.
    init?(step: ProtocolCase.Action.Kind) {
        guard let name = Self.allCases.first(where: { $0.steps.contains(step) }) else { return nil }
        self = name
    }

    /// The last part of the address of a page that takes a step.
    var lastPart: String { rawValue.replacing(" ", with: "-") }
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
    /// With `{language}`, `{station}` and others where these stand.
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

    public static let routes: [Route] =
        [
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
            Route(.script, .get, "/office/office.js", .everyone),
            Route(
                .standing, .get, "/office/{language}/standing", .roles(Set(Role.allCases.filter(\.seesElectionData)))),
            Route(
                .turnout, .get, "/office/{language}/stations/{station}/turnout/{round}", roles(TurnoutReported.roles)),
            Route(
                .turnout, .post, "/office/{language}/stations/{station}/turnout/{round}", roles(TurnoutReported.roles)),
            Route(.complaints, .get, "/office/{language}/complaints", electionData),
            Route(.complaint, .get, "/office/{language}/complaints/new", roles(ComplaintMade.roles)),
            Route(.complaint, .post, "/office/{language}/complaints/new", roles(ComplaintMade.roles)),
            Route(
                .complaintDecision, .get, "/office/{language}/complaints/{complaint}/decision",
                roles(ComplaintDecided.roles)),
            Route(
                .complaintDecision, .post, "/office/{language}/complaints/{complaint}/decision",
                roles(ComplaintDecided.roles)),
            Route(.contests, .get, "/office/{language}/contests", figures),
            Route(.contest, .get, contestPath, figures),
        ] + decisions + [
            Route(.work, .get, "/office/{language}/protocols", electionData),
            Route(.protocols, .get, "/office/{language}/protocols/{list}/{page}", electionData),
            Route(.sheet, .get, sheetPath, electionData),
            Route(.photograph, .get, "\(sheetPath)/photograph", photographers),
            Route(.photograph, .post, "\(sheetPath)/photograph", photographers),
            Route(.picture, .get, "\(sheetPath)/photograph/{photograph}", electionData),
            Route(.copy, .get, "\(sheetPath)/copy", roles(CopySubmitted.roles)),
            Route(.copy, .post, "\(sheetPath)/copy", roles(CopySubmitted.roles)),
            Route(.copyAnswer, .get, "\(sheetPath)/copies/{copy}", roles(CopyAnswered.roles)),
            Route(.copyAnswer, .post, "\(sheetPath)/copies/{copy}", roles(CopyAnswered.roles)),
            Route(.writtenAct, .get, "\(sheetPath)/written-act", roles(WrittenActReceived.roles)),
            Route(.writtenAct, .post, "\(sheetPath)/written-act", roles(WrittenActReceived.roles)),
            Route(.writtenActAnswer, .get, "\(sheetPath)/written-acts/{act}", roles(WrittenActAnswered.roles)),
            Route(.writtenActAnswer, .post, "\(sheetPath)/written-acts/{act}", roles(WrittenActAnswered.roles)),
            Route(.paper, .get, "\(sheetPath)/papers/{paper}", figures),
        ] + register + steps + desk + audit

    /// Who may see figures that others have typed.
    private static let figures = Route.Access.roles(
        Set(Role.allCases.filter(\.seesElectionData)).subtracting([.screen, .typist]))

    private static let photographers = roles(ProtocolPhotographed.roles)

    /// The roles in which an act may be done.
    private static func roles(_ roles: [Role]) -> Route.Access { .roles(Set(roles)) }

    private static let sheetPath = "/office/{language}/stations/{station}/{tier}/{round}/{channel}"

    private static let contestPath = "/office/{language}/contests/{tier}/{district}"

    /// A page for each decision of a commission about contests, for the roles in which its act may be done.
    private static let decisions: [Route] =
        ([
            (RouteName.constituencyProtocol, nil, ConstituencyProtocolSigned.roles), (.runOff, nil, RunOffCalled.roles),
            (.lot, nil, LotDrawn.roles), (.invalidation, nil, ConstituencyAnnulled.roles),
            (.withdrawal, nil, NominationWithdrawn.roles),
            (.results, "/office/{language}/results/{tier}", ResultsAnnounced.roles),
            (.results, "/office/{language}/results/{tier}/{district}", ResultsAnnounced.roles),
            (.postponement, "/office/{language}/postponement/{district}/{round}", VotingPostponed.roles),
        ] as [(RouteName, String?, [Role])]).flatMap { name, path, mayDo in
            [Route.Method.get, .post].map { Route(name, $0, path ?? "\(contestPath)/\(name.lastPart)", roles(mayDo)) }
        }

    /// Whether a role may take a decision at all.
    static func admits(_ name: RouteName, _ role: Role) -> Bool {
        routes.contains { $0.name == name && $0.method == .post && $0.admits(role) }
    }

    /// A page for each step of a protocol's way, for the roles that may take it by the table of the way itself.
    private static let steps: [Route] = RouteName.allCases.filter { !$0.steps.isEmpty }.flatMap { name in
        let roles = ProtocolCase.rules.filter { name.steps.contains($0.action) }.flatMap(\.roles)
        let access = Route.Access.roles(Set(roles.compactMap { Role(rawValue: $0.rawValue) }))
        return [Route.Method.get, .post].map { Route(name, $0, "\(sheetPath)/\(name.lastPart)", access) }
    }

    /// What the record says of lists of voters, and who may enter it.
    private static let register: [Route] = {
        let path = "/office/{language}/register"
        let forms: [(RouteName, String, [Role])] = [
            (.registerCommitment, "\(path)/commitment", RegisterCommitted.roles),
            (.listChange, "\(path)/change", ListChanged.roles),
            (.stationRecord, "/office/{language}/stations/{station}/record/{round}", StationRecordImported.roles),
        ]
        return [Route(.register, .get, path, figures)]
            + forms.flatMap { name, path, mayDo in
                [Route.Method.get, .post].map { Route(name, $0, path, roles(mayDo)) }
            }
    }()

    /// The desk of a station: its commission's members act, others of the commission see how far the day is, and no names.
    private static let desk: [Route] = {
        let members = roles([.commissioner])
        let path = "/office/{language}/desk"
        return [
            Route(.desk, .get, path, roles([.commissioner, .coordinator, .auditor, .observer] + VotedAgain.roles)),
            Route(.deskAgain, .get, "\(path)/again", roles(VotedAgain.roles)),
            Route(.deskAgain, .post, "\(path)/again", roles(VotedAgain.roles)),
            Route(.deskStep, .get, "\(path)/steps/{step}", members),
            Route(.deskStep, .post, "\(path)/steps/{step}", members),
            Route(.checkIn, .get, "\(path)/check-in", members), Route(.checkIn, .post, "\(path)/check-in", members),
            Route(.voter, .post, "\(path)/voter", members),
            Route(.homeRequests, .get, "\(path)/home-requests", members),
            Route(.deskPaper, .get, "\(path)/papers/{paper}", roles([.commissioner, .auditor, .observer])),
            Route(.ownEntry, .get, "/office/{language}/own-entry", .everyone),
            Route(.ownEntry, .post, "/office/{language}/own-entry", .everyone),
        ]
    }()

    /// Cards that were drawn, and what auditors read on them.
    private static let audit: [Route] = [
        Route(.audit, .get, "/office/{language}/audit", roles([.auditor])),
        Route(.auditCard, .get, "/office/{language}/audit/{container}/{card}", roles([.auditor])),
        Route(.auditCard, .post, "/office/{language}/audit/{container}/{card}", roles([.auditor])),
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
