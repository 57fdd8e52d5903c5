public import ElectionModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What an observer reported from a station.
public struct QuickCountReport: Sendable, Hashable {
    public var station: StationID
    /// When it came, in seconds from any moment.
    public var arrival: Int
    /// Votes for each choice, in one order for all stations.
    public var votes: [UInt32]
    /// What shares are taken of: valid votes, or ballots.
    public var base: UInt32

    public init(_ station: StationID, arrival: Int, votes: [UInt32], base: UInt32) {
        self.station = station
        self.arrival = arrival
        self.votes = votes
        self.base = base
    }
}

/// Shares of an election estimated from sampled stations: the combined ratio estimator over strata with finite correction.
///
/// R = Σ (N_h/n_h) Σ y / Σ (N_h/n_h) Σ x; Var R = (1/X²) Σ N_h² (1 − n_h/N_h) s²(e)/n_h with e = y − R·x (Cochran, "Sampling Techniques",
/// 1977, section 6.12). Floating point estimates here and decides nothing.
public struct QuickCountEstimate: Sendable, Hashable {
    public struct Share: Sendable, Hashable {
        public var share: Double
        public var standardError: Double
        /// Reports less strata: few reports tell little of the spread, and widen the interval.
        public var degreesOfFreedom: Int

        /// Half the width of the interval of 95 %, by Student's distribution.
        public var halfWidth: Double { StudentDistribution.quantile(degreesOfFreedom) * standardError }
    }

    /// By choice.
    public private(set) var shares: [Share] = []
    /// Covariances of the estimates, by two choices.
    public private(set) var covariances: [[Double]] = []
    /// Stations that reported, and those that were drawn.
    public let reported: Int
    public let drawn: Int
    /// Names of strata that were joined to the one before because fewer than two of their stations reported.
    public private(set) var collapsed: [String] = []
    public private(set) var degreesOfFreedom = 0

    private struct Stratum {
        var stations: Int
        var reports: [QuickCountReport]
    }

    /// Nil where fewer than two stations have reported, or nobody voted at those.
    public init?(_ design: QuickCountDesign, _ reports: [QuickCountReport]) {
        let byStation = Dictionary(reports.map { ($0.station, $0) }, uniquingKeysWith: { first, _ in first })
        let choices = reports.map(\.votes.count).min() ?? 0
        drawn = design.size
        var strata: [Stratum] = []
        // Stations of strata that still wait for a neighbour with reports.
        var waiting = Stratum(stations: 0, reports: [])
        var joined: [String] = []
        for stratum in design.strata {
            let own = stratum.sample.compactMap { byStation[$0] }
            let together = Stratum(stations: waiting.stations + stratum.stations, reports: waiting.reports + own)
            if together.reports.count < 2, together.reports.count < together.stations {
                waiting = together
                joined.append(stratum.name)
                continue
            }
            strata.append(together)
            waiting = Stratum(stations: 0, reports: [])
        }
        if waiting.stations > 0, !strata.isEmpty {
            strata[strata.count - 1].stations += waiting.stations
            strata[strata.count - 1].reports += waiting.reports
        }
        collapsed = joined
        self.reported = strata.reduce(0) { $0 + $1.reports.count }
        guard self.reported >= 2, choices > 0 else { return nil }
        degreesOfFreedom = self.reported - strata.count
        guard estimate(strata, choices: choices) else { return nil }
    }

    private mutating func estimate(_ strata: [Stratum], choices: Int) -> Bool {
        var totals = [Double](repeating: 0, count: choices)
        var base = 0.0
        for stratum in strata {
            let weight = Double(stratum.stations) / Double(stratum.reports.count)
            for report in stratum.reports {
                base += weight * Double(report.base)
                for choice in 0..<choices { totals[choice] += weight * Double(report.votes[choice]) }
            }
        }
        guard base > 0 else { return false }
        let ratios = totals.map { $0 / base }
        covariances = [[Double]](repeating: [Double](repeating: 0, count: choices), count: choices)
        for stratum in strata where stratum.reports.count >= 2 {
            let (all, some) = (Double(stratum.stations), Double(stratum.reports.count))
            let errors = stratum.reports.map { report in
                (0..<choices).map { Double(report.votes[$0]) - ratios[$0] * Double(report.base) }
            }
            let means = (0..<choices).map { choice in errors.reduce(0) { $0 + $1[choice] } / some }
            let factor = all * all * (1 - some / all) / some / (some - 1) / (base * base)
            for first in 0..<choices {
                for second in first..<choices {
                    let sum = errors.reduce(0) { $0 + ($1[first] - means[first]) * ($1[second] - means[second]) }
                    covariances[first][second] += factor * sum
                    if first != second { covariances[second][first] += factor * sum }
                }
            }
        }
        shares = ratios.indices.map {
            Share(
                share: ratios[$0], standardError: covariances[$0][$0].squareRoot(),
                degreesOfFreedom: degreesOfFreedom)
        }
        return true
    }

    /// The choices by share, largest first.
    public var ranking: [Int] { shares.indices.sorted { (shares[$1].share, $0) < (shares[$0].share, $1) } }

    /// How far the first is ahead of the second, with the standard error from their joint spread, not from two intervals.
    public func lead(_ first: Int, over second: Int) -> Share {
        let variance = covariances[first][first] + covariances[second][second] - 2 * covariances[first][second]
        return Share(
            share: shares[first].share - shares[second].share, standardError: max(0, variance).squareRoot(),
            degreesOfFreedom: degreesOfFreedom)
    }

    /// The probability that a choice has more than half, by the normal distribution of the estimate.
    public func probabilityOfMajority(_ choice: Int) -> Double {
        Self.above(shares[choice].share - 0.5, shares[choice].standardError)
    }

    /// The probability that nobody has more than half.
    public var probabilityOfRunOff: Double { max(0, 1 - shares.indices.reduce(0) { $0 + probabilityOfMajority($1) }) }

    /// The probability that a choice truly has more votes than another.
    public func probability(_ first: Int, beats second: Int) -> Double {
        let lead = lead(first, over: second)
        return Self.above(lead.share, lead.standardError)
    }

    /// How many times the variance is that of as many voters drawn singly.
    public func designEffect(_ choice: Int, votes: Double) -> Double {
        let share = shares[choice].share
        guard share > 0, share < 1, votes > 0 else { return 0 }
        return covariances[choice][choice] / (share * (1 - share) / votes)
    }

    private static func above(_ distance: Double, _ error: Double) -> Double {
        guard error > 0 else { return distance > 0 ? 1 : 0 }
        return 0.5 * erfc(-distance / error / 2.0.squareRoot())
    }
}
