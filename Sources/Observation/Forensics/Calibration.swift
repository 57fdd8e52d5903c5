public import ElectionModel

/// What each count gives on an election's own stations where there is no effect, by simulation from a seed. It is shown before any
/// p-value, because textbook distributions fit no election.
///
/// Without an effect each station's turnout and share are drawn anew, with its own numbers of voters and ballots and the probabilities that
/// it reported. For counts about turnout and share together stations keep their turnout and take the share of another station of the same region. For spikes
/// each station moves a little (`Spikes`).
public struct Calibration: Sendable, Hashable {
    /// A count whose distribution is simulated.
    public enum Count: String, Sendable, Hashable, CaseIterable {
        /// Stations with a whole percent of turnout or share.
        case wholePercents = "whole percents"
        /// Chi-square of last digits.
        case lastDigits = "last digits"
        /// Chi-square of second digits.
        case secondDigits = "second digits"
        /// Shpilkin's estimate at the mode, in votes.
        case estimate
        /// Stations beyond what the simulated elections have at single values of turnout.
        case turnoutSpikes = "spikes of turnout"
        case shareSpikes = "spikes of share"

        /// Whether a large value is no more than a description: it is large in clean elections, too. Digits are not spread evenly
        /// there, and turnout and share go together for honest reasons.
        public var isDescriptive: Bool {
            switch self {
            case .wholePercents, .turnoutSpikes, .shareSpikes: false
            case .lastDigits, .secondDigits, .estimate: true
            }
        }

        /// Digits after the point that are shown of it.
        public var shownDigits: Int { self == .lastDigits || self == .secondDigits ? 1 : 0 }
    }

    /// What was found beside what chance gives.
    public struct Row: Sendable, Hashable {
        public var count: Count
        public var found: Double
        /// Of the simulated elections, smallest first.
        public var simulated: [Double]

        /// (1 + simulated values at least as large)/(1 + simulated values): never 0, and never too small by chance of the simulation.
        public var pValue: Fraction {
            Fraction(1 + simulated.count { $0 >= found }, over: 1 + simulated.count)
        }

        /// The value below which so many of a thousand simulated ones lie.
        public func quantile(_ thousandths: Int) -> Double {
            simulated.isEmpty ? 0 : simulated[min(simulated.count - 1, simulated.count * thousandths / 1000)]
        }
    }

    public var rows: [Row]
    /// Values of turnout and share at which more stations lie than in any simulated election.
    public var spikes: [Spikes.Place]
    public var runs: Int
    public var seed: UInt64

    public func row(_ count: Count) -> Row? { rows.first { $0.count == count } }

    /// - Parameter runs: simulated elections.
    public init(_ stations: [ObservedStation], _ analysis: StationAnalysis, runs: Int = 100, seed: UInt64 = 2004) {
        self.runs = runs
        self.seed = seed
        var hits = [Int](repeating: 0, count: runs)
        var last = [Digits](repeating: Digits(.last), count: runs)
        var second = [Digits](repeating: Digits(.second), count: runs)
        var generator = PlanningGenerator(state: seed)
        var (turnout, share) = (BinomialTable(), BinomialTable())
        for station in stations {
            let figures = station.figures
            let isLookedAt = IntegerPercentages.isLookedAt(figures)
            guard figures.leader <= figures.received else { continue }
            if isLookedAt { turnout.fill(figures.given, of: figures.voters) }
            share.fill(figures.leader, of: figures.received)
            for run in 0..<runs {
                let leader = share.number(at: generator.next())
                last[run].add(leader)
                second[run].add(leader)
                guard isLookedAt else { continue }
                let given = turnout.number(at: generator.next())
                if IntegerPercentages.isHit(UInt64(given), of: UInt64(figures.voters))
                    || IntegerPercentages.isHit(UInt64(leader), of: UInt64(figures.received))
                {
                    hits[run] += 1
                }
            }
        }
        let estimates = Self.estimates(stations, runs: runs, &generator)
        rows = [
            Row(
                count: .wholePercents, found: Double(analysis.percentages.either.observed),
                simulated: hits.map(Double.init).sorted()),
            Row(
                count: .lastDigits, found: analysis.lastDigit.chiSquare,
                simulated: last.map(\.chiSquare).sorted()),
            Row(
                count: .secondDigits, found: analysis.secondDigit.chiSquare,
                simulated: second.map(\.chiSquare).sorted()),
            Row(
                count: .estimate, found: analysis.estimateAtMode?.votes ?? 0, simulated: estimates.sorted()),
        ]
        spikes = []
        let figures = stations.map(\.figures)
        for (count, base) in [(Count.turnoutSpikes, Spikes.Base.turnout), (.shareSpikes, .share)] {
            let found = Spikes(figures, of: base, runs: runs, &generator)
            rows.append(
                Row(
                    count: count, found: Double(found.excess), simulated: found.simulated.map(Double.init).sorted()))
            spikes += found.places
        }
    }

    /// Shpilkin's estimate where shares do not follow turnout within a region.
    private static func estimates(
        _ stations: [ObservedStation], runs: Int, _ generator: inout PlanningGenerator
    ) -> [Double] {
        let known = stations.filter { $0.figures.voters > 0 && $0.figures.received > 0 }
        let regions = Dictionary(grouping: known.indices, by: { known[$0].region })
        let groups = regions.keys.sorted().map { regions[$0] ?? [] }
        return (0..<runs).map { _ in
            var bins = [TurnoutCurves.Bin](repeating: TurnoutCurves.Bin(), count: 101)
            for group in groups {
                var order = group
                for place in stride(from: order.count - 1, to: 0, by: -1) {
                    order.swapAt(place, Int(generator.next() % UInt64(place + 1)))
                }
                for (index, other) in zip(group, order) {
                    let (own, lent) = (known[index].figures, known[other].figures)
                    let leader = UInt64(own.received) * UInt64(min(lent.leader, lent.received)) / UInt64(lent.received)
                    let turnout = min(100, Int(100 * UInt64(own.given) / UInt64(own.voters)))
                    bins[turnout].leader += leader
                    bins[turnout].others += UInt64(own.received) - leader
                }
            }
            let mode = TurnoutCurves.mode(bins)
            return TurnoutCurves.estimates(bins).first { $0.cut == mode }?.votes ?? 0
        }
    }
}
