public import ElectionModel
public import ElectionRecord
import ElectoralLaw
import VerifiableVoting

/// The election is called: its day, and the files by which it is held.
public struct ElectionCalled: Act {
    public static let kind = "election.called"
    public static let roles: [Role] = [.setupOfficer]
    public static let precision = RecordTime.Precision.day

    public var election: ElectionID
    public var calledOn: CalendarDate
    public var pollingDay: CalendarDate
    /// SHA-256 of the files of law, procedure and election, in hexadecimal digits.
    public var law: String
    public var procedure: String
    public var register: String
    /// What the votes are: official, or made up for an exercise.
    public var provenance: ProvenanceKind
    /// Minutes that the clocks of a region are ahead of UTC, by region.
    public var clocks: [String: Int]

    public init(_ setting: ConductSetting, calledOn: CalendarDate, pollingDay: CalendarDate) {
        election = setting.election.id
        self.calledOn = calledOn
        self.pollingDay = pollingDay
        law = setting.lawHash.hexadecimal
        procedure = setting.procedureHash.hexadecimal
        register = setting.electionHash.hexadecimal
        provenance = setting.provenance
        clocks = Dictionary(uniqueKeysWithValues: setting.offsets.map { ($0.key.rawValue, $0.value) })
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard state.call == nil else { throw .calledAlready }
        let setting = state.setting
        guard law == setting.lawHash.hexadecimal else { throw .anotherFile(name: "law") }
        guard procedure == setting.procedureHash.hexadecimal else { throw .anotherFile(name: "procedure") }
        guard election == setting.election.id, register == setting.electionHash.hexadecimal else {
            throw .anotherFile(name: "election")
        }
        state.call = self
        state.setting.provenance = provenance
        state.setting.offsets = Dictionary(uniqueKeysWithValues: clocks.map { (RegionID($0.key), $0.value) })
        state.mark(Self.kind, event)
    }
}

/// The constituencies, where the election's file does not name them (article 22(2)).
public struct ConstituenciesPublished: Act {
    public static let kind = "constituencies.published"
    public static let roles: [Role] = [.setupOfficer]
    public static let precision = RecordTime.Precision.day

    public struct Constituency: Codable, Sendable, Hashable {
        public var id: DistrictID
        public var english: String
        public var russian: String?
        public var kazakh: String?
        public var region: RegionID?
        public var seats: Int

        public init(_ district: District) {
            id = district.id
            english = district.name.english
            russian = district.name.russian
            kazakh = district.name.kazakh
            region = district.region
            seats = district.seats
        }
    }

    public var tier: TierID
    public var constituencies: [Constituency]

    public init(_ tier: TierID, _ constituencies: [Constituency]) {
        (self.tier, self.constituencies) = (tier, constituencies)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        let setting = state.setting
        guard setting.law.tiers.contains(where: { $0.id == tier }), !constituencies.isEmpty else {
            throw .unknownDistrict(tier: tier, district: constituencies.first?.id ?? "")
        }
        var seen = Set(setting.election.districts.map(\.id))
        for item in constituencies {
            guard seen.insert(item.id).inserted else { throw .alreadyThere(item.id.rawValue) }
            if let region = item.region, !setting.election.regions.contains(where: { $0.id == region }) {
                throw .unknownRegion(region)
            }
        }
        let districts = constituencies.map { item in
            District(
                id: item.id, tier: tier,
                name: Multilingual(item.english, russian: item.russian, kazakh: item.kazakh), region: item.region,
                seats: item.seats)
        }
        state.setting = setting.with(districts: setting.election.districts + districts)
        state.mark(Self.kind, event)
    }
}

/// Polling stations with their units and the electors on their lists.
public struct StationsEstablished: Act {
    public static let kind = "stations.established"
    public static let roles: [Role] = [.setupOfficer]
    public static let precision = RecordTime.Precision.day

    public struct Station: Codable, Sendable, Hashable {
        public var id: StationID
        public var region: RegionID
        public var district: DistrictID
        public var territory: String?
        public var kind: PollingStation.Kind
        public var isElectronic: Bool
        public var electors: UInt32

        public init(_ station: PollingStation, territory: String? = nil) {
            id = station.id
            region = station.region
            district = station.district
            self.territory = territory
            kind = station.kind
            isElectronic = station.isElectronic
            electors = station.electors
        }
    }

    public var stations: [Station]

    public init(_ stations: [Station]) { self.stations = stations }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        let districts = Set(state.setting.election.districts.map(\.id))
        var seen: Set<StationID> = []
        for item in stations {
            guard state.stations[item.id] == nil, seen.insert(item.id).inserted else {
                throw .alreadyThere(item.id.rawValue)
            }
            guard districts.contains(item.district) else {
                throw .unknownDistrict(tier: "", district: item.district)
            }
        }
        for item in stations {
            let station = PollingStation(
                id: item.id, region: item.region, district: item.district, kind: item.kind,
                isElectronic: item.isElectronic, electors: item.electors)
            state.stations[item.id] = StationState(station: station, territory: item.territory)
            state.stationOrder.append(item.id)
        }
        state.mark(Self.kind, event)
    }
}

/// Other hours of voting at some stations (article 38(1)).
public struct HoursMoved: Act {
    public static let kind = "hours.moved"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var stations: [StationID]
    public var round: Int
    /// Minutes from midnight, local time.
    public var opens: Int
    public var closes: Int
    public var decision: CommissionDecision

    public init(_ stations: [StationID], round: Int, opens: Int, closes: Int, _ decision: CommissionDecision) {
        self.stations = stations
        self.round = round
        self.opens = opens
        self.closes = closes
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        try decision.require(in: state)
        try state.requireInTime("hours-moved", round: round, event)
        let rule = state.setting.procedure.voting
        guard opens < closes, opens >= rule.earliest, closes <= rule.latest else {
            throw .hoursOutside(opens: opens, closes: closes, earliest: rule.earliest, latest: rule.latest)
        }
        for id in stations where state.stations[id] == nil { throw .unknownStation(id) }
        for id in stations { state.stations[id]?.hours[round] = .init(opens: opens, closes: closes) }
        state.mark(Self.kind, round: round, event)
    }
}

/// Voting is put off at stations, as where equipment failed (article 50-5(7)), or is held after all.
public struct VotingPostponed: Act {
    public static let kind = "voting.postponed"
    public static let roles: [Role] = [.commissioner, .acceptor]

    public var stations: [StationID]
    public var round: Int
    /// False once it was held.
    public var isPostponed: Bool
    public var reason: String
    public var decision: CommissionDecision

    public init(
        _ stations: [StationID], round: Int, isPostponed: Bool = true, reason: String, _ decision: CommissionDecision
    ) {
        self.stations = stations
        self.round = round
        self.isPostponed = isPostponed
        self.reason = reason
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        try decision.require(in: state, of: .central, .oblast, .territorial)
        for id in stations {
            guard let station = state.stations[id] else { throw .unknownStation(id) }
            if station.postponed.contains(round) == isPostponed { throw .alreadyThere(id.rawValue) }
        }
        for id in stations {
            if isPostponed {
                state.stations[id]?.postponed.insert(round)
            } else {
                state.stations[id]?.postponed.remove(round)
            }
        }
        state.mark(Self.kind, round: round, event)
    }
}

/// Something that the calendar asks for and that changes nothing else, such as the display of lists.
public struct TaskDone: Act {
    public static let kind = "task.done"
    public static let roles: [Role] = [.setupOfficer, .commissioner, .coordinator]

    /// The name by which a deadline is met, such as `register.displayed`.
    public var task: String
    public var round: Int
    /// What it was done about; empty for the whole election.
    public var subject: String

    public init(_ task: String, round: Int = 1, subject: String = "") {
        (self.task, self.round, self.subject) = (task, round, subject)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard state.setting.procedure.deadlines.contains(where: { $0.metBy == task }),
            !Acts.all.contains(where: { $0.kind == task })
        else { throw .unknownDeadline(task) }
        state.mark(task, round: round, subject: subject, event)
    }
}
