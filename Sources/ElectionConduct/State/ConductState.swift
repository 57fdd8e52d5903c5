public import Counting
public import ElectionModel
public import ElectionRecord

/// Everything that has happened in an election, folded from the events of its record: a function of the events and of
/// nothing else. Folding them again from nothing gives an equal state.
public struct ConductState: Sendable, Equatable {
    /// Constituencies are added once they are published; nothing else changes.
    public internal(set) var setting: ConductSetting
    public internal(set) var call: ElectionCalled?
    public internal(set) var stations: [StationID: StationState] = [:]
    /// The stations in the order in which they were established.
    public internal(set) var stationOrder: [StationID] = []
    public internal(set) var commissions: [Commission: CommissionState] = [:]
    public internal(set) var nominations: [ChoiceID: Nomination] = [:]
    /// In the order in which they were received.
    public internal(set) var nominationOrder: [ChoiceID] = []
    /// The drawn order of lists on the ballot, by tier.
    public internal(set) var listOrder: [TierID: [ChoiceID]] = [:]
    /// Kept by `layOutBallots` whenever something about a ballot changes.
    public internal(set) var ballots: [ContestKey: [ChoiceID]] = [:]
    public internal(set) var protocols = ProtocolBoard()
    /// Electors who have taken part, by the hour of the station's clock.
    public internal(set) var turnout: [StationRound: [Int: ReportedTurnout]] = [:]
    public internal(set) var contests: [ContestID: ContestState] = [:]
    public internal(set) var lots: [LotDrawn] = []
    public internal(set) var complaints: [String: Complaint] = [:]
    public internal(set) var complaintOrder: [String] = []
    /// Copies of protocols that observers handed in.
    public internal(set) var copies: [String: ObserversCopy] = [:]
    public internal(set) var copyOrder: [String] = []
    /// Written acts that observers had attached to protocols, and those that were refused.
    public internal(set) var writtenActs: [String: WrittenAct] = [:]
    public internal(set) var writtenActOrder: [String] = []
    /// Heads of electronic stations' own records, in the order in which they were taken over.
    public internal(set) var stationRecords: [StationRound: [StationRecordImported]] = [:]
    /// Commitments to the register of voters, and changes of its lists.
    public internal(set) var registers: [RegisterCommitted] = []
    public internal(set) var listChanges: [ListChanged] = []
    public internal(set) var announcements: [AnnouncedResults] = []
    /// What was done when, by which deadlines are watched.
    public internal(set) var marks = Marks()
    /// The height of the last event; -1 before the first.
    public internal(set) var height = -1

    public init(_ setting: ConductSetting) { self.setting = setting }

    /// Does an act, or refuses it and leaves the state as it was.
    public mutating func apply(_ act: any Act, _ event: ActEvent) throws(ConductRefusal) {
        try perform(act, event)
    }

    private mutating func perform<Kind: Act>(_ act: Kind, _ event: ActEvent) throws(ConductRefusal) {
        guard Kind.roles.contains(event.role) else { throw .notInRole(kind: Kind.kind, role: event.role) }
        guard call != nil || Kind.self == ElectionCalled.self else { throw .notCalled }
        try act.apply(to: &self, event)
        height = event.height
    }

    /// Folds an event of a record; the opening of the record changes nothing.
    public mutating func apply(_ sealed: SealedEvent) throws(ConductRefusal) {
        guard sealed.event.kind != RecordOpening.kind else {
            height = sealed.event.height
            return
        }
        let (act, event) = try Acts.read(sealed)
        try apply(act, event)
    }

    mutating func mark(_ name: String, round: Int = 1, subject: String = "", _ event: ActEvent) {
        marks.add(name, round: round, subject: subject, ahead: minutesAhead(at: subject), event)
    }

    // MARK: Looking things up

    /// The polling day of a round; nil for a run-off that was not called.
    public func pollingDay(round: Int) -> CalendarDate? {
        guard let call else { return nil }
        if round == 1 { return call.pollingDay }
        return contests.values.compactMap { $0.runOff?.pollingDay }.min()
    }

    /// The round in which a district votes now: 2 once its run-off was called.
    public func round(of contest: ContestID) -> Int { contests[contest]?.runOff == nil ? 1 : 2 }
}

/// Names a contest without its round: the seats of one district in one tier.
public struct ContestID: Sendable, Hashable, Comparable {
    public var tier: TierID
    public var district: DistrictID

    public init(_ tier: TierID, _ district: DistrictID) { (self.tier, self.district) = (tier, district) }

    public static func < (left: Self, right: Self) -> Bool {
        left.tier == right.tier ? left.district < right.district : left.tier < right.tier
    }
}

/// A polling station as it stands on the day.
public struct StationState: Sendable, Hashable {
    public var station: PollingStation
    /// The district or town whose territorial commission is above it.
    public var territory: String?
    /// Minutes from midnight, local time, by round.
    public var hours: [Int: VotingHours] = [:]
    /// Rounds in which voting was put off and has not been held yet.
    public var postponed: Set<Int> = []

    public struct VotingHours: Sendable, Hashable {
        public var opens: Int
        public var closes: Int
    }
}

/// A contest as far as the commissions have decided it.
public struct ContestState: Sendable, Hashable {
    public var runOff: RunOffCalled?
    /// The protocol of the district commission by round.
    public var signed: [Int: ConstituencyProtocolSigned] = [:]
    public var annulment: ConstituencyAnnulled?
}
