import ElectionModel
import Observation
import Testing

/// The wealth of a test against exact fractions (decision 0023).
@Suite struct RoundingTests {
    /// Stakes that are binary fractions, so that exact wealth is a fraction with small parts.
    @Test(arguments: [0.5, 0.375, 1.25, 1.9375])
    func wealthIsNeverAboveTheExactOne(stake: Double) {
        var generator = Generator(53)
        let exactStake = Fraction(Int128(stake * 16), 16)
        for _ in 0..<300 {
            let cards = Int128.random(in: 9...15, using: &generator)
            let bound = Fraction(Int128.random(in: 1...(3 * cards), using: &generator), 2)
            let hypothesis = NullHypothesis(cards: cards, bound: bound, most: 3, unit: 3)
            var test = SequentialTest(hypothesis, bet: .fixedStake(stake))
            var wealth = Fraction(1, 1)
            var left = bound * Fraction(1, 3)
            for draw in 0..<6 {
                let rest = (left / Fraction(cards - Int128(draw), 1)).reduced
                // A stake beyond 1/m is cut; such cases are for the other tests.
                guard rest > .zero, rest < Fraction(1, 1), exactStake * rest < Fraction(9, 10) else { break }
                let value = Int128.random(in: 0...3, using: &generator)
                test.take(value)
                wealth = (wealth * (Fraction(1, 1) + exactStake * (Fraction(value, 3) - rest))).reduced
                left = left - Fraction(value, 3)
                let kept = Fraction(Int128(test.wealth * 0x1p60), 1 << 60)
                #expect(kept <= wealth)
                let exact = Double(wealth.numerator) / Double(wealth.denominator)
                #expect(test.wealth >= exact * (1 - 1e-12))
                #expect(test.isExcluded || test.currentPValue >= min(1, 1 / exact))
            }
        }
    }

    /// A p-value that is the risk limit by rounding alone confirms nothing.
    @Test func limitsAreLowered() {
        #expect(!(0.05).isAtMost(Fraction(1, 20)))
        #expect((0.05).nextDown.nextDown.nextDown.nextDown.nextDown.isAtMost(Fraction(1, 20)))
        #expect((0.0).isAtMost(Fraction(1, 20)))
    }

    /// Where cards leave no room for the null, whole numbers say so.
    @Test func exclusionIsExact() {
        var test = SequentialTest(
            NullHypothesis(cards: 5, bound: Fraction(5, 2), most: 1, unit: 1), bet: .fixedStake(0))
        test.take(1)
        test.take(1)
        #expect(!test.isExcluded && test.pValue == 1)
        test.take(1)
        #expect(test.isExcluded && test.pValue == 0)
        let certain = NullHypothesis(cards: 4, bound: Fraction(4, 1), most: 1, unit: 1)
        #expect(certain.isCertain && SequentialTest(certain, bet: .kaplan(0.1)).currentPValue == 1)
    }

    /// Facts about a constant: what verified electronic cards alone decide.
    @Test func knownCountsShiftTheNull() throws {
        let assertion = try #require(Assertion(.moreVotes("A", than: "B"), ballot: ["A", "B"], cards: 100))
        let known = CardCount(votes: [60, 0], invalid: 0)
        // 60 of 100 already: A over all cards is at least 60.
        #expect(NullHypothesis(polling: assertion.assorter, paper: 40, known: known).isImpossible)
        let lost = CardCount(votes: [0, 60], invalid: 0)
        #expect(NullHypothesis(polling: assertion.assorter, paper: 40, known: lost).isCertain)
        let even = CardCount(votes: [30, 30], invalid: 0)
        // 20 of 40, in halves, which are this assorter's scale.
        #expect(assertion.assorter.scale == 2)
        #expect(NullHypothesis(polling: assertion.assorter, paper: 40, known: even).bound == Fraction(40, 1))
        // Exactly half without the paper cards proves nothing: the paper cards could all be 0.
        let half = CardCount(votes: [50, 10], invalid: 0)
        let hypothesis = NullHypothesis(polling: assertion.assorter, paper: 40, known: half)
        #expect(hypothesis.bound == .zero && !hypothesis.isImpossible)
    }
}
