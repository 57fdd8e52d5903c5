public import ElectionModel
public import ElectoralLaw

/// Until when something may be done about the lists of voters, by the clocks of the place, and the article that says so.
public struct RegisterLimit: Sendable, Hashable {
    /// The minute itself still counts, as it does in `DeadlineWatch`.
    public var until: CivilTime
    public var article: String

    public init(until: CivilTime, article: String) { (self.until, self.article) = (until, article) }
}

/// The limits of one vote as the register keeps them, from a file of `Laws/procedures`.
public struct RegisterCalendar: Sendable, Hashable {
    /// Requests to be moved to the list of another station.
    public var moves: RegisterLimit
    /// Corrections of any kind.
    public var corrections: RegisterLimit
    /// Requests to vote at home.
    public var homeRequests: RegisterLimit
    /// When stations open; they close at the end of `voting`.
    public var opens: CivilTime
    public var voting: RegisterLimit
    /// The article by which an error in a list is decided on the day on which it is reported.
    public var errorsArticle: String

    public init(
        moves: RegisterLimit, corrections: RegisterLimit, homeRequests: RegisterLimit, opens: CivilTime,
        voting: RegisterLimit, errorsArticle: String
    ) {
        (self.moves, self.corrections, self.homeRequests) = (moves, corrections, homeRequests)
        (self.opens, self.voting, self.errorsArticle) = (opens, voting, errorsArticle)
    }

    /// The limits of the lists of voters as a file of procedure has them. Nil where it lacks one.
    ///
    /// - Parameter hours: where a commission has moved them, in minutes from midnight.
    public init?(_ procedure: Procedure, pollingDay: CalendarDate, hours: (opens: Int, closes: Int)? = nil) {
        func limit(_ id: String) -> RegisterLimit? {
            guard let limit = procedure.deadlines.first(where: { $0.id == id }), limit.anchor == .pollingDay,
                limit.offset.unit != .hours, let article = limit.cites.first
            else { return nil }
            let day = CivilTime(pollingDay, minute: limit.time ?? CivilTime.endOfDay).moved(by: limit.offset)
            return RegisterLimit(until: day, article: "\(article)")
        }
        guard let moves = limit("moves-requested"), let corrections = limit("list-corrections-stop"),
            let home = limit("home-requests-end"),
            let article = procedure.voting.cites.first,
            let errors = procedure.complaints.first(where: { $0.subject == .votersList })?.cites.first
        else { return nil }
        self.init(
            moves: moves, corrections: corrections, homeRequests: home,
            opens: CivilTime(pollingDay, minute: hours?.opens ?? procedure.voting.opens),
            voting: RegisterLimit(
                until: CivilTime(pollingDay, minute: hours?.closes ?? procedure.voting.closes), article: "\(article)"),
            errorsArticle: "\(errors)")
    }

    /// The limit of a request. Throws `unknownToLaw` for what the law of 2004 does not have.
    public func limit(of request: VoterRequest) throws(ChangeRefusal) -> RegisterLimit {
        switch request {
        case .correction: corrections
        case .move: moves
        case .homeVote: homeRequests
        case .absenteeCertificate, .earlyVote: throw .unknownToLaw(request)
        }
    }

    /// Throws `tooLate` or `unknownToLaw`.
    public func admit(_ request: VoterRequest, at now: CivilTime) throws(ChangeRefusal) {
        let limit = try limit(of: request)
        guard now <= limit.until else { throw .tooLate(limit, now: now) }
    }
}

/// What voters ask for about the lists.
public enum VoterRequest: String, Sendable, Hashable, CaseIterable {
    case correction
    case move
    case homeVote
    /// The law of 2004 knows none: who will be away asks to be moved (article 24(5)).
    case absenteeCertificate
    /// The law of 2004 knows none: a station may only close early where all on its list have voted (article 38(3)).
    case earlyVote
}
