public import ElectionModel

/// What protocols are held against: the register of stations, the ballots, and the limits of the election.
public struct CheckContext: Sendable {
    public let stations: [PollingStation]
    public let ballots: [Ballot]
    /// Who goes into the second round, by contest; used by D05 where it is given.
    public let finalists: [ContestKey: [ChoiceID]]
    /// No field of a station's protocol may be larger than this.
    public let greatestCount: UInt32
    /// A field may be above the electors on the register by this share of them, rounded up.
    public let registerTolerance: Fraction
    /// Ballots received for each elector beyond one, rounded up (article 37: 1/1000).
    public let ballotReserve: Fraction

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
        greatestCount: UInt32 = 99_999, registerTolerance: Fraction = Fraction(1, 10),
        ballotReserve: Fraction = Fraction(1, 1000)
    ) {
        self.stations = stations
        self.ballots = ballots
        self.finalists = finalists
        self.greatestCount = greatestCount
        self.registerTolerance = registerTolerance
        self.ballotReserve = ballotReserve
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
