public import ElectionModel

/// What protocols are held against: the register of stations, the ballots, and the limits of the election.
public struct CheckContext: Sendable {
    public let stations: [PollingStation]
    public let ballots: [Ballot]
    /// Who goes into the second round, by contest; used by D05 where it is given.
    public let finalists: [ContestKey: [ChoiceID]]
    public let form: ProtocolForm
    public let thresholds: CheckThresholds
    /// What stations reported on the day, in the order of time; nil or empty where nothing is known.
    public let hourly: [StationRound: [HourlyTurnout]]
    /// The register and turnout of a station at the election before, where it is known.
    public let before: [StationID: StationBefore]
    /// When the stations closed, by their clocks; a station that is not named closed when the law says (20:00).
    public let closing: [StationID: ClockTime]

    let stationsByID: [StationID: PollingStation]
    private let ballotsByContest: [ContestKey: Ballot]
    private let stationsByDistrict: [DistrictID: [PollingStation]]
    private let ballotsByDistrict: [DistrictID: [Ballot]]

    /// - Parameters:
    ///   - stations: the register, each station once.
    ///   - ballots: each contest and round once. A district that is no station's constituency, such as a national one,
    ///     covers every station.
    public init(
        stations: [PollingStation], ballots: [Ballot], finalists: [ContestKey: [ChoiceID]] = [:],
        form: ProtocolForm = .kazakhstan2004, thresholds: CheckThresholds = .standard,
        hourly: [StationRound: [HourlyTurnout]] = [:], before: [StationID: StationBefore] = [:],
        closing: [StationID: ClockTime] = [:]
    ) {
        self.stations = stations
        self.ballots = ballots
        self.finalists = finalists
        self.form = form
        self.thresholds = thresholds
        self.hourly = hourly
        self.before = before
        self.closing = closing
        stationsByID = Dictionary(stations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        ballotsByContest = Dictionary(
            ballots.map { (ContestKey($0.tier, $0.district, $0.round), $0) }, uniquingKeysWith: { first, _ in first })
        let stationsByDistrict = Dictionary(grouping: stations, by: \.district)
        self.stationsByDistrict = stationsByDistrict
        let everywhere = ballots.filter { stationsByDistrict[$0.district] == nil }
        ballotsByDistrict = Dictionary(grouping: ballots, by: \.district).merging(
            stationsByDistrict.keys.map { ($0, []) }, uniquingKeysWith: { own, _ in own }
        ).mapValues { everywhere + $0 }
    }

    /// What one station's protocols of a round are held against, as at the station itself, which knows no other.
    public func ofStation(_ id: StationID, round: Int) -> CheckContext {
        let own = stationsByID[id].map { [$0] } ?? []
        let ballots = own.first.flatMap { ballotsByDistrict[$0.district] } ?? []
        return CheckContext(
            stations: own, ballots: ballots.filter { $0.round == round }, finalists: finalists, form: form,
            thresholds: thresholds, hourly: hourly, before: before, closing: closing)
    }

    public func station(_ id: StationID) -> PollingStation? { stationsByID[id] }

    public func ballot(_ key: ContestKey) -> Ballot? { ballotsByContest[key] }

    /// The stations that vote in a contest.
    func stations(voting ballot: Ballot) -> [PollingStation] {
        stationsByDistrict[ballot.district] ?? stations
    }

    /// The ballots that electors of a station are given in one round.
    func ballots(at station: PollingStation, round: Int) -> [Ballot] {
        (ballotsByDistrict[station.district] ?? []).filter { $0.round == round }
    }
}

/// One station in one round.
public struct StationRound: Sendable, Hashable {
    public var station: StationID
    public var round: Int

    public init(_ station: StationID, _ round: Int) {
        self.station = station
        self.round = round
    }

    init(_ item: Protocol) { self.init(item.station, item.round) }
}

/// How many had been given a ballot by a time of the day, as a station reports it.
public struct HourlyTurnout: Sendable, Hashable {
    public var time: ClockTime
    public var given: UInt32

    public init(_ time: ClockTime, given: UInt32) {
        self.time = time
        self.given = given
    }
}

/// A station at an earlier election.
public struct StationBefore: Sendable, Hashable {
    public var electors: UInt32
    public var tookPart: UInt32

    public init(electors: UInt32, tookPart: UInt32) {
        self.electors = electors
        self.tookPart = tookPart
    }
}

/// One contest in one round.
public struct ContestKey: Sendable, Hashable, Comparable {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int

    public init(_ tier: TierID, _ district: DistrictID, _ round: Int) {
        self.tier = tier
        self.district = district
        self.round = round
    }

    public init(_ item: Protocol) {
        self.init(item.tier, item.district, item.round)
    }

    /// By tier, then round, then district.
    public static func < (left: Self, right: Self) -> Bool {
        (left.tier, left.round, left.district) < (right.tier, right.round, right.district)
    }

    var place: [String] { [tier.rawValue, district.rawValue, String(round)] }
}
