public import ElectionModel

/// How many cards an audit is likely to need. Plans are no promise: an audit stops where its p-values allow, not where a plan said.
public enum Planning {
    /// Draws until a hypothesis is excluded if every card has the same value, as in ballot comparison without errors.
    ///
    /// - Parameter most: draws after which nothing more is tried.
    /// - Returns: nil where `most` draws, or all cards, are not enough.
    public static func cards(
        _ hypothesis: NullHypothesis, bet: Bet, riskLimit: Fraction, allOf value: Int128, most: Int = 1_000_000
    ) -> Int? {
        cards(hypothesis, bet: bet, riskLimit: riskLimit, most: most) { _ in value }
    }

    /// Draws until a hypothesis is excluded, for values in a given order.
    public static func cards(
        _ hypothesis: NullHypothesis, bet: Bet, riskLimit: Fraction, most: Int, value: (Int) -> Int128
    ) -> Int? {
        var test = SequentialTest(hypothesis, bet: bet)
        if test.isConfirmed(at: riskLimit) { return 0 }
        let end = min(Int128(most), hypothesis.cards ?? Int128(most))
        for draw in 0..<Int(end) {
            test.take(value(draw))
            if test.isConfirmed(at: riskLimit) { return draw + 1 }
        }
        return nil
    }

    /// How many more cards a test needs if the reports are right, over simulated draws from where it stands.
    ///
    /// Cards are drawn with replacement here, which asks for a little more than draws without.
    ///
    /// - Parameters:
    ///   - values: each value with how many cards have it if the reports are right.
    ///   - most: cards after which a run is given up.
    /// - Returns: one number a run, smallest first; nil for runs that were given up, which come last.
    static func more(
        _ test: SequentialTest, riskLimit: Fraction, values: [(value: Int128, cards: UInt64)], runs: Int, most: Int,
        seed: UInt64
    ) -> [Int?] {
        if test.isConfirmed(at: riskLimit) { return [Int?](repeating: 0, count: runs) }
        var (sums, sum): ([UInt64], UInt64) = ([], 0)
        for entry in values {
            sum += entry.cards
            sums.append(sum)
        }
        let left = test.hypothesis.cards.map { Int(clamping: $0 - test.drawn) } ?? most
        guard sum > 0, left > 0 else { return [Int?](repeating: nil, count: runs) }
        var generator = PlanningGenerator(state: seed)
        let needed = (0..<runs).map { _ -> Int? in
            var ahead = test
            for card in 1...max(1, min(most, left)) {
                let place = generator.next() % sum
                var (low, high) = (0, sums.count - 1)
                while low < high {
                    let middle = (low + high) / 2
                    if sums[middle] > place { high = middle } else { low = middle + 1 }
                }
                ahead.take(values[low].value)
                if ahead.isConfirmed(at: riskLimit) { return card }
            }
            return nil
        }
        return needed.sorted { ($0 ?? .max) < ($1 ?? .max) }
    }

    /// Numbers of draws over simulated orders of the cards as reported, smallest first: the middle one is what an audit of a right
    /// outcome needs at the median, the one at nine tenths what it needs nine times of ten.
    ///
    /// - Parameters:
    ///   - values: each value with how many cards have it if the report is right.
    ///   - seed: the same seed gives the same plan everywhere.
    /// - Returns: one number a run, `most` + 1 where the run did not stop.
    public static func simulated(
        _ hypothesis: NullHypothesis, bet: Bet, riskLimit: Fraction, values: [(value: Int128, cards: UInt64)],
        runs: Int, most: Int, seed: UInt64
    ) -> [Int] {
        var generator = PlanningGenerator(state: seed)
        return (0..<runs).map { _ in
            var left = values
            var all = values.reduce(0) { $0 + $1.cards }
            let needed = cards(
                hypothesis, bet: bet, riskLimit: riskLimit, most: min(most, Int(clamping: all)),
                value: { _ in
                    // Without replacement: a card of each value goes with the chance of how many are left.
                    var place = generator.next() % all
                    for index in left.indices {
                        if place < left[index].cards {
                            if hypothesis.cards != nil {
                                left[index].cards -= 1
                                all -= 1
                            }
                            return left[index].value
                        }
                        place -= left[index].cards
                    }
                    preconditionFailure("a card is among those that are left")
                })
            return needed ?? most + 1
        }.sorted()
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): for plans only, never for a draw.
struct PlanningGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
