/// The logarithm of those who did not vote for the leader over those who did, over stations: bell-shaped where they differ by chance, by
/// Klimek and others. Skewness and excess kurtosis are described, no more: neither is 0 in clean elections (Canada 2011: 0.73 and 0.34).
public struct LogVoteRate: Sendable, Hashable {
    /// Stations of at least a hundred voters, where some voted for the leader and some did not.
    public var stations: Int
    public var skewness: Double
    public var excessKurtosis: Double

    /// Nil where all rates are one.
    public init?(_ figures: [StationFigures]) {
        let rates = figures.compactMap { station -> Double? in
            guard station.voters >= IntegerPercentages.fewestVoters, station.leader > 0, station.leader < station.voters
            else { return nil }
            return PlainFunctions.logarithm(Double(station.voters - station.leader) / Double(station.leader))
        }
        let count = Double(rates.count)
        let mean = rates.reduce(0, +) / max(1, count)
        var (second, third, fourth) = (0.0, 0.0, 0.0)
        for rate in rates {
            let square = (rate - mean) * (rate - mean)
            second += square / count
            third += square * (rate - mean) / count
            fourth += square * square / count
        }
        guard second > 0 else { return nil }
        stations = rates.count
        skewness = third / (second * second.squareRoot())
        excessKurtosis = fourth / (second * second) - 3
    }
}
