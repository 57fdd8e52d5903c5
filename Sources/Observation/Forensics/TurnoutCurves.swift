/// Votes against turnout: the picture of stations by turnout and share, sums over turnout, and Shpilkin's estimate.
public enum TurnoutCurves {
    /// How many stations have which turnout and which share, in cells of one percent by one percent, weighted by nothing.
    ///
    /// Klimek, Yegorov, Hanel and Thurner, "Statistical detection of systematic election irregularities" (2012), figure 1.
    public struct Fingerprint: Sendable, Hashable {
        /// By turnout, then by share, each from 0 to 100.
        public var stations = [[Int]](repeating: [Int](repeating: 0, count: 101), count: 101)
    }

    public static func fingerprint(_ stations: [StationFigures]) -> Fingerprint {
        var result = Fingerprint()
        for station in stations where station.voters > 0 && station.received > 0 {
            result.stations[percent(station.given, of: station.voters)][
                percent(station.leader, of: station.received)] += 1
        }
        return result
    }

    /// One percent of turnout.
    public struct Bin: Sendable, Hashable {
        public var leader: UInt64 = 0
        /// All other ballots, invalid ones included.
        public var others: UInt64 = 0
    }

    /// Ballots by whole percents of turnout, 0 to 100; turnouts above 100 % stand at 100.
    public static func bins(_ stations: [StationFigures]) -> [Bin] {
        var bins = [Bin](repeating: Bin(), count: 101)
        for station in stations where station.voters > 0 && station.received > 0 {
            let turnout = percent(station.given, of: station.voters)
            bins[turnout].leader += UInt64(station.leader)
            bins[turnout].others += UInt64(station.received - min(station.leader, station.received))
        }
        return bins
    }

    /// The leader's share of the votes of all stations with at most so many percents of turnout, in parts of its total:
    /// a straight rise to the end says that votes came from where turnout was near all (Klimek et al. 2012, figure 3).
    public static func cumulative(_ bins: [Bin]) -> [Double] {
        let total = Double(bins.reduce(0) { $0 + $1.leader })
        var sum: UInt64 = 0
        return bins.map {
            sum += $0.leader
            return total > 0 ? Double(sum) / total : 0
        }
    }

    /// Votes of the leader beyond those that keep its relation to all others as it is at low turnout.
    ///
    /// Shpilkin's estimate hangs on where low turnout ends. It is given for every cut, and only the curve is a result: where turnout
    /// and share go together for other reasons (regions, villages, the army), no cut is right.
    public struct Estimate: Sendable, Hashable {
        /// Bins below it are taken for untouched.
        public var cut: Int
        /// The leader's votes for each other ballot below the cut, by least squares over bins.
        public var relation: Double
        public var votes: Double
    }

    /// One estimate for each cut, where there are other ballots below it.
    public static func estimates(_ bins: [Bin]) -> [Estimate] {
        var estimates: [Estimate] = []
        var (product, square) = (0.0, 0.0)
        for cut in 1...100 {
            let others = Double(bins[cut - 1].others)
            product += Double(bins[cut - 1].leader) * others
            square += others * others
            guard square > 0 else { continue }
            let relation = product / square
            let votes = bins[cut...].reduce(0.0) { $0 + Double($1.leader) - relation * Double($1.others) }
            estimates.append(Estimate(cut: cut, relation: relation, votes: votes))
        }
        return estimates
    }

    /// The percent of turnout around which most other ballots stand, by sums over three percents: a cut that is often taken, and fails
    /// where falsified stations are the most numerous ones.
    public static func mode(_ bins: [Bin]) -> Int {
        let sums = bins.indices.map { index in
            bins[max(0, index - 1)...min(100, index + 1)].reduce(0) { $0 + $1.others }
        }
        return sums.indices.max { (sums[$0], $1) < (sums[$1], $0) } ?? 0
    }

    private static func percent(_ part: UInt32, of whole: UInt32) -> Int {
        min(100, Int(100 * UInt64(part) / UInt64(whole)))
    }
}
