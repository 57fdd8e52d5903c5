public import Counting
public import ElectionConduct
public import ElectionModel
public import ElectionRecord
public import VoterRegister

/// How far the day of a station is.
public enum DeskPhase: String, Sendable, Hashable, CaseIterable {
    /// Before the opening act.
    case preparing
    case open
    case interrupted
    case postponed
    /// Nobody is given a vote any more; slips and urn are being counted.
    case closed
    /// The closing was signed.
    case signed

    var takesRequests: Bool { [.preparing, .open, .interrupted].contains(self) }
}

/// Everything that has happened at the desk of a station, folded from its record and its part of the register: a function of both
/// and of nothing else.
public struct DeskState: Sendable {
    /// The station's part of the register, on which no act changes anything.
    let base: any RegisterBase
    public internal(set) var prepared: StationPrepared?
    public internal(set) var phase = DeskPhase.preparing

    // Before the opening.
    public internal(set) var acceptance: SystemAccepted?
    public internal(set) var installation: EquipmentInstalled?
    public internal(set) var present: Set<PersonID> = []
    public internal(set) var selfTest: SelfTested?
    public internal(set) var urnShown: EmptyUrnShown?
    public internal(set) var slips: SlipsReceived?
    public internal(set) var passwordEntered = false
    public internal(set) var named: MembersNamed?
    public internal(set) var opening: StationOpened?
    public internal(set) var openedAt = RecordTime.none

    // Voting.
    public internal(set) var day: StationDay?
    public internal(set) var counts = DeskCounts()
    public internal(set) var visits: [HomeVisitSent] = []
    public internal(set) var replacements: [VoterNumber: [SlipReplaced.Reason]] = [:]
    /// Who gave his slip back and left.
    public internal(set) var returned: Set<VoterNumber> = []
    public internal(set) var isPaperOnly = false
    public internal(set) var interruptions: [Interruption] = []

    // The closing.
    public internal(set) var closedAt = RecordTime.none
    public internal(set) var slipsCounted: SlipsCounted?
    public internal(set) var urnCounted: UrnCounted?
    public internal(set) var boothRecorders: BoothRecordersCounted?
    public internal(set) var recorderEnded: RecorderEnded?
    public internal(set) var signed: ClosingSigned?

    /// Elections that were broken off, whose archives are void and never decrypted (article 50-5(7)).
    public internal(set) var void: [VoidElection] = []
    /// The height of the last event; -1 before the first.
    public internal(set) var height = -1

    public init(_ base: any RegisterBase) { self.base = base }

    /// A time in which nobody was given a vote.
    public struct Interruption: Sendable, Hashable {
        public var interrupted: VotingInterrupted
        public var from: RecordTime
        public var until: RecordTime?
        public var restart: VotingRestarted?

        init(_ interrupted: VotingInterrupted, from: RecordTime) { (self.interrupted, self.from) = (interrupted, from) }
    }

    /// An election that was broken off, with what the desk had counted by then.
    public struct VoidElection: Sendable, Hashable {
        public var election: String
        public var counts: DeskCounts
        public var checkIns: CheckInList
    }

    /// Does an act, or refuses it and leaves the state as it was.
    public mutating func apply(_ act: any DeskAct, _ event: DeskEvent) throws(DeskRefusal) { try perform(act, event) }

    private mutating func perform<Kind: DeskAct>(_ act: Kind, _ event: DeskEvent) throws(DeskRefusal) {
        guard Kind.roles.contains(event.role) else { throw .notInRole(kind: Kind.kind, role: event.role) }
        guard prepared != nil || Kind.self == StationPrepared.self else { throw .notPrepared }
        guard Kind.voters == 0 || event.voter != nil || event.isErased else { throw .noVoter }
        try act.apply(to: &self, event)
        height = event.height
    }

    /// Folds an event of a record; the opening of the record changes nothing.
    public mutating func apply(_ sealed: SealedEvent) throws(DeskRefusal) {
        guard sealed.event.kind != RecordOpening.kind else {
            height = sealed.event.height
            return
        }
        let (act, event) = try DeskActs.read(sealed)
        try apply(act, event)
    }

    // MARK: Looking things up

    public var station: StationID { prepared?.station ?? "" }
    public var rules: DeskRules { prepared?.rules ?? DeskRules() }

    var hours: StationPrepared.Hours {
        guard let prepared else { preconditionFailure("no act before the station was prepared") }
        return prepared.hours
    }

    /// The day, its hours and its limits; nil before the station was prepared.
    public var calendar: RegisterCalendar? { prepared?.hours.calendar }

    public var chair: PersonID? { members.first { $0.office == .chair }?.person }

    /// Whether a condition of the opening is met.
    public func isMet(_ condition: OpeningCondition) -> Bool {
        switch condition {
        case .acceptance: acceptance != nil
        case .installation: installation != nil
        case .presence: !present.isEmpty
        case .selfTest: selfTest?.hasPassed ?? false
        case .emptyUrn: urnShown != nil
        case .slips: slips != nil
        case .startPassword: passwordEntered
        case .naming: named != nil
        }
    }

    /// Slips that should still lie in the stack.
    public var slipsLeft: Int { Int(slips?.counted ?? 0) - counts.handedOut }

    /// Whether the equipment was installed later than the law says (article 50-1(5)): it blocks nothing, and stands on the act.
    public var isInstalledLate: Bool {
        guard let prepared, let installation else { return false }
        return installation.day > prepared.hours.day.adding(days: -rules.installedDaysBefore)
    }

    /// How many were given a vote before each full hour of the day.
    public var turnout: [(hour: Int, tookPart: Int)] {
        guard let prepared else { return [] }
        let (opens, closes) = (prepared.hours.opens / 60, (prepared.hours.closes + 59) / 60)
        return (opens + 1...max(opens + 1, closes)).map { hour in
            (hour, counts.byHour.reduce(0) { $0 + ($1.key < hour || hour >= closes ? $1.value : 0) })
        }
    }
}

/// What the desk has done, in numbers; they stay when voters' numbers are erased.
public struct DeskCounts: Sendable, Hashable {
    /// Votes given by form and place, by member and by hour.
    public internal(set) var byForm: [VotingForm: Int] = [:]
    public internal(set) var atHome: [VotingForm: Int] = [:]
    public internal(set) var byMember: [PersonID: [VotingForm: Int]] = [:]
    public internal(set) var byHour: [Int: Int] = [:]
    public internal(set) var replaced: [SlipReplaced.Reason: Int] = [:]
    /// Slips given back at the desk, damaged ones among them.
    public internal(set) var returned = 0
    public internal(set) var homeRequests = 0

    public init() {}

    mutating func add(_ form: VotingForm, _ place: VotingPlace, by member: PersonID, hour: Int) {
        byForm[form, default: 0] += 1
        if place == .home { atHome[form, default: 0] += 1 }
        byMember[member, default: [:]][form, default: 0] += 1
        byHour[hour, default: 0] += 1
    }

    mutating func add(_ reason: SlipReplaced.Reason) {
        replaced[reason, default: 0] += 1
        // The damaged slip itself comes back.
        if reason == .damaged { returned += 1 }
    }

    public func given(_ form: VotingForm) -> Int { byForm[form] ?? 0 }
    public var given: Int { byForm.values.reduce(0, +) }
    public var replacements: Int { replaced.values.reduce(0, +) }
    /// Slips handed out by the record: one for each electronic check-in and each replacement.
    public var handedOut: Int { given(.electronic) + replacements }
}
