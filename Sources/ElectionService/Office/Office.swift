package import Accounts
import ElectionModel
package import Storage
import VerifiableVoting
package import VoterRegister
package import Wording

/// The part of the service for which people sign in. Values in, values out: it knows neither sockets nor TLS.
///
/// Every request passes `Gate` first; only then is its page made.
package struct Office: Sendable {
    package struct Limits: Sendable {
        /// Requests of one address: so many at once, then one more each so many milliseconds.
        package var requests = (capacity: 300, interval: Int64(100))
        /// Attempts to sign in from one address.
        package var attemptsByAddress = (capacity: 30, interval: Int64(20_000))
        /// Attempts to sign in to one account.
        package var attemptsByAccount = (capacity: 8, interval: Int64(120_000))
        package var sessions = Session.Limits()

        package init() {}
    }

    let store: AccountStore
    let texts: TextCatalogue
    let assets: Assets
    /// The stations of a service without a record.
    let stations: [ServedStation]
    let clock: OfficeClock
    /// By which the embargo ends; nil for a played record, whose own last act says what time it is.
    let embargoClock: OfficeClock?
    let gate: Gate
    let attempts: (address: RateLimit, account: RateLimit)
    let limits: Limits
    /// Tried where there is no such account, so that the answer takes as long.
    let decoy: PasswordHash
    /// The record of the election; nil for a service without one.
    let record: ConductKeeper?
    /// The desk of an electronic station; nil for a service of a commission above.
    let desk: DeskKeeper?
    /// Where voters look up their own entries; nil where there is no register.
    let ownEntries: OwnEntryDesk?
    /// Where photographs of protocols are kept; nil where none are taken.
    let photographs: PhotographShelf?
    /// The audit to which boards add what they read; nil where none is served.
    let audits: AuditKeeper?
    let knownNames = KnownNames()
    let knownStanding = KnownStanding()

    /// What the pages need besides texts.
    package struct Assets: Sendable {
        package var style: [UInt8]
        /// Of the page on which protocols are typed.
        package var script: [UInt8]

        package init(style: [UInt8], script: [UInt8]) { (self.style, self.script) = (style, script) }
    }

    /// Throws `PasswordHash.Fault` on a machine without memory for one hash.
    package init(
        store: AccountStore, texts: TextCatalogue, assets: Assets, stations: [ServedStation],
        clock: OfficeClock = .system, limits: Limits = Limits(), cost: PasswordHash.Cost = .usual,
        record: ConductKeeper? = nil, desk: DeskKeeper? = nil, ownEntries: OwnEntryDesk? = nil,
        photographs: PhotographShelf? = nil, audits: AuditKeeper? = nil,
        isPlayed: Bool = false
    ) throws(PasswordHash.Fault) {
        self.store = store
        self.texts = texts
        self.assets = assets
        self.stations = stations
        self.clock = clock
        embargoClock = isPlayed ? nil : clock
        self.limits = limits
        self.record = record
        self.desk = desk
        self.ownEntries = ownEntries
        self.photographs = photographs
        self.audits = audits
        gate = Gate(store: store, clock: clock, limits: limits)
        attempts = (
            RateLimit(capacity: limits.attemptsByAddress.capacity, interval: limits.attemptsByAddress.interval),
            RateLimit(capacity: limits.attemptsByAccount.capacity, interval: limits.attemptsByAccount.interval)
        )
        decoy = try PasswordHash(Array(NewPassword.make().utf8), cost: cost)
    }

    /// Most bytes of the body of a request. Blocks on the file of accounts where a form with a file is announced.
    package func mostBytes(of request: OfficeRequest) -> Int {
        guard let route = RouteTable.match(request.method, request.path)?.route, route.name.takesFile,
            route.method == .post, gate.mayUpload(request, route)
        else { return Self.mostFormBytes }
        return PhotographShelf.mostBytes + Self.mostFormBytes
    }

    private static let mostFormBytes = 1 << 16

    /// Answers a request. Blocks: on the file of accounts, and for a tenth of a second where a password is tried.
    package func respond(to request: OfficeRequest) -> OfficeResponse {
        do {
            return try answer(request)
        } catch {
            // The file of accounts fails: nobody is let through.
            return refusal(.unavailable, status: 503, request, language(of: request))
        }
    }

    private func answer(_ request: OfficeRequest) throws -> OfficeResponse {
        let match = RouteTable.match(request.method, request.path)
        let language = match?.values["language"].flatMap { Language(rawValue: $0) } ?? language(of: request)
        let ticket: Gate.Ticket
        switch try gate.admit(request, match) {
        case .admitted(let admitted): ticket = admitted
        case .refused(let reason, let visitor):
            return try refused(reason, visitor, request, match?.route.name, language)
        case .notFound: return refusal(.notFound, status: 404, request, language)
        }
        if let written = match?.values["language"], Language(rawValue: written) == nil {
            return refusal(.notFound, status: 404, request, language)
        }
        let turn = Turn(request: request, ticket: ticket, language: language, values: match?.values ?? [:])
        var response = try page(ticket.route.name, turn)
        response.route = ticket.route.name.rawValue
        return response
    }

    /// One route, one function.
    private func page(_ name: RouteName, _ turn: Turn) throws -> OfficeResponse {
        switch name {
        case .start: .seeOther("/office/\(turn.language.rawValue)/" + (turn.account == nil ? "sign-in" : "home"))
        case .style: OfficeResponse(status: 200, type: "text/css; charset=utf-8", body: assets.style)
        case .script: OfficeResponse(status: 200, type: "text/javascript; charset=utf-8", body: assets.script)
        case .signIn: signInPage(turn)
        case .enter: try enter(turn)
        case .secondFactor: secondFactorPage(turn)
        case .confirm: try confirm(turn)
        case .signOut: try signOut(turn)
        case .home: homePage(turn)
        case .stations: stationsPage(turn)
        case .station: try stationPage(turn)
        case .accounts: try accountsPage(turn)
        case .denials: try denialsPage(turn)
        case .work, .protocols: workPage(turn)
        case .sheet: try sheetPage(turn)
        case .entry: try entryPage(turn)
        case .photograph: try photographPage(turn)
        case .picture: try photographFile(turn)
        case .copy: try copyPage(turn)
        case .copyAnswer: try copyAnswerPage(turn)
        case .writtenAct: try writtenActPage(turn)
        case .writtenActAnswer: try writtenActAnswerPage(turn)
        case .paper: try paperFile(turn)
        case .turnout: try turnoutPage(turn)
        case .standing: standingPage(turn)
        case .complaints: complaintsPage(turn)
        case .complaint: try complaintPage(turn)
        case .complaintDecision: try decisionPage(turn)
        case .contests: contestsPage(turn)
        case .contest: try contestPage(turn)
        case .constituencyProtocol, .runOff, .lot, .invalidation, .withdrawal: try contestDecisionPage(turn)
        case .results: try resultsPage(turn)
        case .postponement: try postponementPage(turn)
        case .register: registerPage(turn)
        case .registerCommitment: registerCommitmentPage(turn)
        case .listChange: listChangePage(turn)
        case .stationRecord: try stationRecordPage(turn)
        case .desk: try deskPage(turn)
        case .deskStep: try deskStepPage(turn)
        case .deskAgain: try deskAgainPage(turn)
        case .checkIn: try checkInPage(turn)
        case .voter: try voterPage(turn)
        case .homeRequests: try homeRequestsPage(turn)
        case .deskPaper: try deskPaperFile(turn)
        case .ownEntry: try ownEntryPage(turn)
        case .audit: auditPage(turn)
        case .auditCard: auditCardPage(turn)
        case .discard, .reset, .reopen, .heading, .vote, .acknowledge, .approve, .sign, .receive, .accept, .sendBack,
            .correct, .recount, .annul:
            try stepPage(turn)
        }
    }

    /// What a page needs of a request that was admitted.
    struct Turn {
        var request: OfficeRequest
        var ticket: Gate.Ticket
        var language: Language
        var values: [String: String]

        var account: Account? { ticket.visitor.account }
    }

    private func language(of request: OfficeRequest) -> Language { LanguageChoice.language(request.acceptLanguage) }

    // MARK: Refusals

    private func refused(
        _ reason: Denial.Reason, _ visitor: Visitor, _ request: OfficeRequest, _ route: RouteName?, _ language: Language
    ) throws -> OfficeResponse {
        try note(reason, visitor, request, route)
        var response: OfficeResponse
        switch reason {
        case .notSignedIn where request.method == "GET":
            response = .seeOther("/office/\(language.rawValue)/sign-in")
        case .rate: response = refusal(.rate, status: 429, request, language)
        case .size: response = refusal(.size, status: 413, request, language)
        case .form: response = refusal(.form, status: 403, request, language)
        default: response = refusal(.role, status: 403, request, language)
        }
        response.route = route?.rawValue ?? ""
        response.denial = reason
        return response
    }

    /// Enters a denied request for whoever audits.
    func note(
        _ reason: Denial.Reason, _ visitor: Visitor, _ request: OfficeRequest, _ route: RouteName?
    ) throws {
        // Of a flood one entry is enough: the gate tells its first.
        if reason == .rate, !gate.isFirstOfFlood(request.address) { return }
        try store.deny(
            Denial(
                time: clock.seconds(), request: request.identifier, reason: reason, route: route?.rawValue ?? "",
                account: visitor.name, address: request.address))
    }
}
