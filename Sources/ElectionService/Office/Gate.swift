import Accounts
import ElectionModel
import Storage
import VerifiableVoting

/// Who sends a request.
enum Visitor: Sendable {
    case stranger
    /// The password was right, the one-time password is still to come.
    case halfway(Session, Account)
    case person(Session, Account)

    var account: Account? { if case .person(_, let account) = self { account } else { nil } }
    var role: Role? { account?.role }

    /// The account's name for whoever audits; empty for a stranger.
    var name: String {
        switch self {
        case .stranger: ""
        case .halfway(_, let account), .person(_, let account): account.name.text
        }
    }
}

/// Decides whether a request is let through: rate, route, role, size, form. Nothing else does.
struct Gate: Sendable {
    /// A request that was admitted.
    struct Ticket: Sendable {
        var route: Route
        var visitor: Visitor
        /// The token whose forms this visitor may send: of the session, or of the visit before it.
        var token: SecretToken?
        /// The fields of the form that was sent.
        var fields: [String: String]
        /// The file that was sent with it.
        var file: [UInt8]?
    }

    enum Decision: Sendable {
        case admitted(Ticket)
        case refused(Denial.Reason, Visitor)
        case notFound
    }

    private let store: AccountStore
    private let clock: OfficeClock
    private let limits: Session.Limits
    private let requests: RateLimit
    /// One entry among denied requests for each flood of an address.
    private let floods = RateLimit(capacity: 1, interval: 60_000)

    init(store: AccountStore, clock: OfficeClock, limits: Office.Limits) {
        self.store = store
        self.clock = clock
        self.limits = limits.sessions
        requests = RateLimit(capacity: limits.requests.capacity, interval: limits.requests.interval)
    }

    func admit(_ request: OfficeRequest, _ match: RouteTable.Match?) throws(AccountStoreError) -> Decision {
        guard requests.admits(request.address, at: clock.milliseconds()) else { return .refused(.rate, .stranger) }
        guard let route = match?.route else { return .notFound }
        guard !request.isTooLarge else { return .refused(.size, .stranger) }
        let (visitor, token) = try visitor(of: request)
        guard route.admits(visitor.role) else {
            return .refused(visitor.account == nil ? .notSignedIn : .role, visitor)
        }
        guard route.method == .post else {
            return .admitted(Ticket(route: route, visitor: visitor, token: token, fields: [:]))
        }
        // Browsers say where a form stood; those that don't are held by the token alone.
        guard ["", "same-origin"].contains(request.site), let form = Self.form(request, route), let token,
            let sent = form.fields["form"], token.matchesForm(sent)
        else { return .refused(.form, visitor) }
        return .admitted(Ticket(route: route, visitor: visitor, token: token, fields: form.fields, file: form.file))
    }

    /// The fields of a form; some routes take a file beside them.
    private static func form(_ request: OfficeRequest, _ route: Route) -> (fields: [String: String], file: [UInt8]?)? {
        guard route.name.takesFile else { return FormText.fields(request.body).map { ($0, nil) } }
        return MultipartForm(request.body, contentType: request.contentType).map { ($0.fields, $0.file) }
    }

    /// Whether a large body may be read at all: for a person whose role has the route, before anything else is looked at.
    func mayUpload(_ request: OfficeRequest, _ route: Route) -> Bool {
        guard let visitor = try? visitor(of: request).0 else { return false }
        return route.admits(visitor.role) && visitor.account != nil
    }

    func isFirstOfFlood(_ address: String) -> Bool { floods.admits(address, at: clock.milliseconds()) }

    private func visitor(of request: OfficeRequest) throws(AccountStoreError) -> (Visitor, SecretToken?) {
        let visit = request.cookies[OfficeCookie.visit].flatMap { SecretToken($0) }
        guard let token = request.cookies[OfficeCookie.session].flatMap({ SecretToken($0) }),
            let known = try store.session(token.hash)
        else { return (.stranger, visit) }
        let now = clock.seconds()
        guard known.session.holds(at: now, limits) else {
            try store.end(token.hash)
            return (.stranger, visit)
        }
        // A write for each request would cost a sync of the disk; a minute is precise enough.
        if now - known.session.lastSeen >= 60 { try store.touch(token.hash, at: now) }
        switch known.session.stage {
        case .password: return (.halfway(known.session, known.account), token)
        case .complete: return (.person(known.session, known.account), token)
        }
    }
}
