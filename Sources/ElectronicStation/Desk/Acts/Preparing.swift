public import Accounts
public import Counting
public import ElectionConduct
public import ElectionModel
public import ElectionRecord
import VerifiableVoting
public import VoterRegister

/// The first act of a station's record: what it is a record of, whose lists, by which rules. A new election (article 50-5(7)) brings
/// another one.
public struct StationPrepared: DeskAct {
    public static let kind = "desk.prepared"
    public static let roles: [Role] = [.setupOfficer]

    public var station: StationID
    /// The identifier of the electronic election.
    public var election: String
    public var hours: Hours
    public var members: [CommissionMember]
    public var rules: DeskRules
    public var list: List
    /// Argon2id of the password that starts the system, which lies in a sealed envelope (article 50-5(2)).
    public var startPassword: String
    /// Slips that the authority printed for the station, as its signed statement says.
    public var slips: UInt32
    /// Whether desk, booth and urn run on one machine, which could then link name and choice: the opening act says so.
    public var isSingleMachine: Bool
    public var provenance: ProvenanceKind
    /// Nil where the law demands no recorder and the station keeps none.
    public var recording: Recording?

    /// The day and its hours, in minutes from midnight by the station's clock.
    public struct Hours: Codable, Sendable, Hashable {
        public var day: CalendarDate
        public var opens: Int
        public var closes: Int
        public var homeRequestsUntil: Int
        /// Minutes that the station's clock is ahead of UTC.
        public var ahead: Int
        /// The articles of the hours and of requests to vote at home.
        public var articles: [String]

        public init(
            day: CalendarDate, opens: Int = 420, closes: Int = 1200, homeRequestsUntil: Int = 720, ahead: Int = 0,
            articles: [String] = ["art. 38(1)", "art. 41(6)"]
        ) {
            (self.day, self.opens, self.closes) = (day, opens, closes)
            (self.homeRequestsUntil, self.ahead, self.articles) = (homeRequestsUntil, ahead, articles)
        }

        /// From a register's calendar, which a file of procedure fills in.
        public init(_ calendar: RegisterCalendar, ahead: Int) {
            self.init(
                day: calendar.opens.date, opens: calendar.opens.minute, closes: calendar.voting.until.minute,
                homeRequestsUntil: calendar.homeRequests.until.minute, ahead: ahead,
                articles: [calendar.voting.article, calendar.homeRequests.article])
        }

        var isSound: Bool {
            (0..<closes).contains(opens) && closes <= CivilTime.endOfDay && (0...closes).contains(homeRequestsUntil)
                && (-1440...1440).contains(ahead) && articles.count == 2
        }

        /// A moment of the record, which is kept in UTC, as the station's clock shows it; nil where the record keeps no minute.
        public func clock(_ time: RecordTime) -> ClockTime? {
            guard let date = time.date, time.precision == .minute || time.precision == .second else { return nil }
            let minutes = date.dayNumber * 1440 + time.secondOfDay / 60 + ahead
            let day = (minutes >= 0 ? minutes : minutes - 1439) / 1440
            let minute = minutes - 1440 * day
            return CalendarDate(dayNumber: day).flatMap { ClockTime($0, hour: minute / 60, minute: minute % 60) }
        }

        /// The same in text; the record's own day where it keeps no minute.
        public func text(_ time: RecordTime) -> String { clock(time).map { "\($0)" } ?? "\(time)" }

        /// For the desk, which changes no list: the limits of changes have passed.
        var calendar: RegisterCalendar {
            let eve = RegisterLimit(until: CivilTime(day.adding(days: -1), minute: 1200), article: "art. 24(10)")
            return RegisterCalendar(
                moves: eve, corrections: eve,
                homeRequests: .init(until: CivilTime(day, minute: homeRequestsUntil), article: articles[1]),
                opens: CivilTime(day, minute: opens),
                voting: .init(until: CivilTime(day, minute: closes), article: articles[0]), errorsArticle: "art. 26(4)")
        }
    }

    /// The station's slice of the register.
    public struct List: Codable, Sendable, Hashable {
        public var voters: Int
        /// SHA-256 over the entries, and the root of the whole register, in hexadecimal.
        public var entries: String
        public var register: String

        public init(voters: Int, entries: String, register: String) {
            (self.voters, self.entries, self.register) = (voters, entries, register)
        }

        public init(_ slice: RegisterSlice) {
            self.init(voters: slice.voters, entries: slice.entries.hexadecimal, register: slice.register.hexadecimal)
        }
    }

    public init(
        station: StationID, election: String, hours: Hours, members: [CommissionMember], rules: DeskRules, list: List,
        startPassword: PasswordHash, slips: UInt32, isSingleMachine: Bool, provenance: ProvenanceKind,
        recording: Recording? = nil
    ) {
        (self.station, self.election, self.hours, self.members) = (station, election, hours, members)
        (self.rules, self.list, self.startPassword, self.slips) = (rules, list, startPassword.text, slips)
        (self.isSingleMachine, self.provenance, self.recording) = (isSingleMachine, provenance, recording)
    }

    func requireForm() throws(DeskRefusal) {
        guard rules.isSound, hours.isSound, !election.isEmpty, list.voters >= 0,
            startPassword.hasPrefix("$argon2id$"), recording?.isSound ?? true
        else { throw .unsound }
        guard members.count == rules.members, Set(members.map(\.person)).count == rules.members else {
            throw .wrongNumberOfMembers(given: members.count, due: rules.members)
        }
        guard members.count(where: { $0.office == .chair }) == 1 else { throw .noChair }
        var seen: Set<PartyID> = []
        for case let party? in members.map(\.party) where !seen.insert(party).inserted { throw .twoOfOneParty(party) }
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.prepared == nil else { throw .preparedAlready }
        try requireForm()
        state.begin(self)
    }
}

/// The State Commission has accepted the system for use (article 50-1(4)). Without it no station opens.
public struct SystemAccepted: DeskAct {
    public static let kind = "desk.accepted"
    public static let roles: [Role] = [.setupOfficer, .commissioner]

    /// The number and the day of its document.
    public var document: String
    public var day: CalendarDate
    /// SHA-256 of the document, in hexadecimal; nil where only its number is known.
    public var hash: String?

    public init(document: String, day: CalendarDate, hash: String? = nil) {
        (self.document, self.day, self.hash) = (document, day, hash)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        guard document.contains(where: { !$0.isWhitespace }) else { throw .noDecision }
        if let hash, Digest(hexadecimal: hash) == nil { throw .unsound }
        guard day <= state.hours.day else { throw .dayTooLate(day, latest: state.hours.day, article: "art. 50-1(4)") }
        state.acceptance = self
    }
}

/// The equipment was opened and installed before members of the commission, who made an act of it (article 50-1(5)).
public struct EquipmentInstalled: DeskAct {
    public static let kind = "desk.installed"

    public var act: String
    public var day: CalendarDate
    public var present: [PersonID]

    public init(act: String, day: CalendarDate, present: [PersonID]) {
        (self.act, self.day, self.present) = (act, day, present)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        _ = try state.requireMember(event.person)
        guard act.contains(where: { !$0.isWhitespace }) else { throw .noDecision }
        try state.requireMembers(present)
        guard !present.isEmpty else { throw .noQuorum(present: 0, members: state.rules.members) }
        guard day <= state.hours.day else { throw .dayTooLate(day, latest: state.hours.day, article: "art. 50-1(5)") }
        state.installation = self
    }
}
