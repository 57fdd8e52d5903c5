/// Commissions in whose stations a small list has one or two votes nearly everywhere and none hardly anywhere, as happens where
/// figures are made up and nobody wants a zero.
///
/// A. Kireev's rule for the State Duma of 2021: more than 20 stations of a commission with one vote, more than 20 with two, fewer
/// than 10 with none. The cuts are his; beside a hit stands the probability that chance leaves so few stations without a
/// vote.
public struct SmallCounts: Sendable, Hashable {
    /// How many stations gave no vote, one, two, and more.
    public var none = 0
    public var one = 0
    public var two = 0
    public var more = 0
    /// The probability of at most `none` stations without a vote if the list's votes fell on ballots by chance, all ballots of
    /// the commission alike.
    public var tail = 1.0

    public var isHit: Bool { one > 20 && two > 20 && none < 10 }

    /// One station's votes for a list, and all its valid ballots.
    public struct Station: Sendable, Hashable {
        public var votes: UInt32
        public var valid: UInt32

        public init(votes: UInt32, valid: UInt32) {
            self.votes = votes
            self.valid = valid
        }
    }

    /// - Parameter stations: of one commission.
    public static func count(_ stations: [Station]) -> SmallCounts {
        var result = SmallCounts()
        for station in stations {
            switch station.votes {
            case 0: result.none += 1
            case 1: result.one += 1
            case 2: result.two += 1
            default: result.more += 1
            }
        }
        let votes = stations.reduce(UInt64(0)) { $0 + UInt64($1.votes) }
        let valid = stations.reduce(UInt64(0)) { $0 + UInt64($1.valid) }
        guard valid > 0 else { return result }
        let empty = stations.map { power(1 - Double($0.valid) / Double(valid), votes) }
        result.tail = atMost(result.none, of: empty)
        return result
    }

    /// The probability that at most `most` of independent events happen, by adding one event after the other.
    package static func atMost(_ most: Int, of probabilities: [Double]) -> Double {
        var distribution = [Double](repeating: 0, count: most + 1)
        distribution[0] = 1
        for probability in probabilities {
            for number in stride(from: most, through: 1, by: -1) {
                distribution[number] = distribution[number] * (1 - probability) + distribution[number - 1] * probability
            }
            distribution[0] *= 1 - probability
        }
        return min(1, distribution.reduce(0, +))
    }

    /// A whole power by squaring, the same to the last bit everywhere.
    private static func power(_ base: Double, _ exponent: UInt64) -> Double {
        var (result, square, rest) = (1.0, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return result
    }
}
