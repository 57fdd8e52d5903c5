public import ElectionModel

/// Every count over single stations, made in one go, with a drill-down by region and commission.
public struct StationAnalysis: Sendable, Hashable {
    /// A region or a commission with its stations' whole percents.
    public struct Group: Sendable, Hashable {
        public var name: String
        public var percentages: IntegerPercentages.Counts
        /// The probability that chance gives at least so many hits, never rounded down.
        public var tail: Fraction
        /// Whether it is among those that are kept at the false discovery rate.
        public var isKept: Bool
    }

    /// A small list in a commission where nearly every station has a vote or two for it.
    public struct SmallList: Sendable, Hashable {
        public var commission: String
        /// The place of the list on the ballot.
        public var list: Int
        public var counts: SmallCounts
        public var isKept: Bool
    }

    public var stations = 0
    public var percentages = IntegerPercentages.Counts()
    public var regions: [Group] = []
    public var commissions: [Group] = []
    public var smallLists: [SmallList] = []
    public var relations = ProtocolRelations()
    public var lastDigit = Digits(.last)
    public var secondDigit = Digits(.second)
    public var fingerprint = TurnoutCurves.Fingerprint()
    public var bins: [TurnoutCurves.Bin] = []
    public var estimates: [TurnoutCurves.Estimate] = []
    /// The cut that is often taken; nil without votes.
    public var mode: Int
    public var pace = Pace()

    /// - Parameters:
    ///   - rate: the false discovery rate of the drill-downs.
    ///   - fastest: voters a minute that a station can serve.
    public init(
        _ stations: [ObservedStation], rate: Fraction = Fraction(1, 20), fastest: Fraction = Fraction(2, 1)
    ) {
        self.stations = stations.count
        var byRegion = Grouped()
        var byCommission = Grouped()
        let figures = stations.map(\.figures)
        for station in stations {
            lastDigit.add(station.figures.leader)
            secondDigit.add(station.figures.leader)
            pace.add(station.reports, fastest: fastest)
            guard let found = IntegerPercentages.station(station.figures) else { continue }
            percentages.add(found)
            byRegion.add(station.region, found)
            byCommission.add(station.commission, found)
        }
        regions = byRegion.groups(rate: rate)
        commissions = byCommission.groups(rate: rate)
        smallLists = Self.smallLists(stations, rate: rate)
        relations = ProtocolRelations.count(figures)
        fingerprint = TurnoutCurves.fingerprint(figures)
        bins = TurnoutCurves.bins(figures)
        estimates = TurnoutCurves.estimates(bins)
        mode = TurnoutCurves.mode(bins)
    }

    /// The estimate at the cut that is often taken.
    public var estimateAtMode: TurnoutCurves.Estimate? { estimates.first { $0.cut == mode } }

    private struct Grouped {
        var counts: [String: IntegerPercentages.Counts] = [:]
        var hits: [String: [Double]] = [:]

        mutating func add(_ name: String, _ station: IntegerPercentages.Station) {
            guard !name.isEmpty else { return }
            counts[name, default: IntegerPercentages.Counts()].add(station)
            hits[name, default: []].append(station.either.probability)
        }

        func groups(rate: Fraction) -> [Group] {
            var groups = counts.keys.sorted().map { name in
                let found = counts[name] ?? IntegerPercentages.Counts()
                let probabilities = hits[name] ?? []
                let below =
                    found.either.observed > 0 ? SmallCounts.atMost(found.either.observed - 1, of: probabilities) : 0
                return Group(
                    name: name, percentages: found,
                    tail: FalseDiscovery.fraction(1 - below, roundings: 4 * probabilities.count), isKept: false)
            }
            for (index, isKept) in FalseDiscovery.kept(groups.map(\.tail), rate: rate).enumerated() {
                groups[index].isKept = isKept
            }
            return groups
        }
    }

    private static func smallLists(_ stations: [ObservedStation], rate: Fraction) -> [SmallList] {
        let lists = stations.map(\.votes.count).min() ?? 0
        guard lists > 0 else { return [] }
        let byCommission = Dictionary(grouping: stations, by: \.commission)
        var all: [SmallList] = []
        for commission in byCommission.keys.sorted() where !commission.isEmpty {
            let own = byCommission[commission] ?? []
            for list in 0..<lists {
                let counts = SmallCounts.count(
                    own.map { station in
                        SmallCounts.Station(votes: station.votes[list], valid: station.votes.reduce(0, &+))
                    })
                all.append(SmallList(commission: commission, list: list, counts: counts, isKept: false))
            }
        }
        let tails = all.map { FalseDiscovery.fraction($0.counts.tail, roundings: 1 << 12) }
        let kept = FalseDiscovery.kept(tails, rate: rate)
        return all.indices.filter { all[$0].counts.isHit }.map { index in
            var hit = all[index]
            hit.isKept = kept[index]
            return hit
        }
    }
}

/// How many voters came a minute between two reports of a station.
public struct Pace: Sendable, Hashable {
    /// Stations with at least two reports.
    public var stations = 0
    /// Those with some interval above the limit.
    public var tooFast = 0
    /// Those whose reports fall.
    public var falling = 0

    public init() {}

    /// - Parameter fastest: voters a minute.
    mutating func add(_ reports: [ObservedStation.Report], fastest: Fraction) {
        guard reports.count >= 2 else { return }
        stations += 1
        let pairs = zip(reports, reports.dropFirst())
        if pairs.contains(where: { $1.voters < $0.voters }) { falling += 1 }
        let isTooFast = pairs.contains { earlier, later in
            later.voters > earlier.voters
                && Fraction(later.voters - earlier.voters, over: max(1, later.minute - earlier.minute)) > fastest
        }
        if isTooFast { tooFast += 1 }
    }
}
