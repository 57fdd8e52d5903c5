public import ElectionModel

/// How often audits of a right outcome confirm it, by the number of cards: two choices over one universe of cards.
public enum Power {
    public struct Row: Sendable, Hashable {
        /// In percent.
        public var margin: UInt64
        /// For each number of cards how many of the simulated audits had confirmed by then, by cards alone.
        public var confirmed: [Int]
        /// Cards that comparison with records needs where no record is wrong; nil where all cards are not enough.
        public var comparison: Int?
    }

    /// - Parameters:
    ///   - margin: of the winner, in percent of the cards.
    ///   - samples: numbers of cards drawn.
    public static func row(
        margin: UInt64, cards: UInt64, riskLimit: Fraction, runs: Int, samples: [Int], seed: UInt64 = 3
    ) -> Row {
        let winner = cards * (100 + margin) / 200
        let votes = [winner, cards - winner]
        guard let assertion = Assertion(.moreVotes("A", than: "B"), ballot: ["A", "B"], cards: cards) else {
            preconditionFailure("one choice against another is an assertion")
        }
        let assorter = assertion.assorter
        let hypothesis = NullHypothesis(polling: assorter, paper: cards)
        let most = min(Int(cards), samples.max() ?? 0)
        let sizes = Planning.simulated(
            hypothesis, bet: .standard(mean: Double(winner) / Double(cards), nullMean: 0.5), riskLimit: riskLimit,
            values: [(assorter.numerator(.choice("A")), votes[0]), (assorter.numerator(.choice("B")), votes[1])],
            runs: runs, most: most, seed: seed)
        var records = ReferenceValues(assorter)
        records.add(records.value(.choice("A")), cards: votes[0])
        records.add(records.value(.choice("B")), cards: votes[1])
        let compared = Planning.cards(
            records.hypothesis(),
            bet: .planned(mean: records.expected, nullMean: records.hypothesis().mean, variance: 0),
            riskLimit: riskLimit, allOf: records.tested(.invalid, against: records.value(.invalid)))
        return Row(
            margin: margin, confirmed: samples.map { size in sizes.count { $0 <= min(size, most) } },
            comparison: compared)
    }
}
