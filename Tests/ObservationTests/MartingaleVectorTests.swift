import ElectionModel
import Observation
import Testing

/// ALPHA, betting and Kaplan tests against the numbers of SHANGRLA.
@Suite struct MartingaleVectorTests {
    @Test func everyHistory() throws {
        let cases = try Vectors.cases("shangrla_martingales")
        #expect(cases.count == 34)
        for (index, entry) in cases.enumerated() {
            let parameters = entry["params"] as? Vectors.Object ?? [:]
            let values = (entry["x"] as? [Any] ?? []).map { fraction(number($0)) }
            let null = parameters["t"].map { fraction(number($0)) } ?? Fraction(1, 2)
            let upper = fraction(number(parameters["u"]))
            let unit = commonDenominator(values + [upper])
            let cards = (parameters["N"] as? Int).map { Int128($0) }
            let hypothesis = NullHypothesis(
                cards: cards, bound: null * Fraction(unit * (cards ?? 1), 1), most: (upper * Fraction(unit, 1)).floor,
                unit: unit)
            let bet = try #require(Self.bet(entry["test"] as? String ?? "", parameters))
            var test = SequentialTest(hypothesis, bet: bet)
            let history = (entry["p_history"] as? [Any] ?? []).map { number($0) }
            var sum = Fraction.zero
            for (draw, value) in values.enumerated() {
                let nothingLeft = cards.map { null * Fraction($0, 1) == sum } ?? false
                test.take((value * Fraction(unit, 1)).floor)
                sum = sum + value
                // Where the cards left must all be 0, SHANGRLA prints 1 for the moment; here wealth stays as it is.
                if nothingLeft { continue }
                #expect(isClose(test.currentPValue, history[draw]), "case \(index), draw \(draw + 1)")
            }
            let pValue = number(entry["p_value"])
            #expect(isClose(test.pValue, pValue), "case \(index)")
        }
    }

    private static func bet(_ test: String, _ parameters: Vectors.Object) -> Bet? {
        func figure(_ name: String) -> Double { number(parameters[name]) }
        switch (test, parameters["estim"] as? String ?? parameters["bet"] as? String) {
        case ("alpha_mart", "shrink_trunc"):
            return .shrinkage(guess: figure("eta"), weight: figure("d"), gap: figure("c"))
        case ("alpha_mart", "fixed_alternative_mean"): return .fixedAlternative(figure("eta"))
        case ("betting_mart", "fixed_bet"): return .fixedStake(figure("lam"))
        case ("betting_mart", "agrapa"):
            return .adaptive(
                first: figure("lam"), least: figure("c_grapa_0"), most: figure("c_grapa_max"),
                growth: figure("c_grapa_grow"))
        case ("kaplan_markov", _), ("kaplan_kolmogorov", _): return .kaplan(figure("g"))
        case ("kaplan_wald", _): return .kaplanWald(figure("g"))
        default: return nil
        }
    }

    /// The closed forms that stand beside the histories.
    @Test func closedForms() {
        let half = NullHypothesis(cards: nil, bound: Fraction(1, 2), most: 1, unit: 1)
        func pValue(_ bet: Bet, _ values: [Int128]) -> Double {
            var test = SequentialTest(half, bet: bet)
            values.forEach { test.take($0) }
            return test.currentPValue
        }
        #expect(isClose(pValue(.kaplan(0), [1, 1, 1, 1, 1]), 0.03125))
        #expect(isClose(pValue(.kaplan(0.1), [1, 1, 1, 1, 1]), 0.048282842081079885))
        #expect(isClose(pValue(.kaplanWald(0.1), [1, 1, 1, 1, 1]), 0.040386107340619266))
        let thousand = NullHypothesis(cards: 1000, bound: Fraction(2000, 1), most: 4, unit: 4)
        for (value, needed) in [(Int128(4), 8), (3, 14)] {
            #expect(
                Planning.cards(
                    thousand, bet: .fixedAlternative(0.75), riskLimit: Fraction(1, 20), allOf: value) == needed)
        }
    }

    /// 2/3 as threshold: the winner 3/4, a loser 0, an invalid card 1/2 (the file's note on SHANGRLA's assorter).
    @Test func assortersOfNotes() throws {
        let assertion = try #require(
            Assertion(.share("A", Fraction(2, 3), of: .validVotes), ballot: ["A", "B"], cards: 10))
        #expect(assertion.assorter.value(.choice("A")) == Fraction(3, 4))
        #expect(assertion.assorter.value(.choice("B")) == .zero)
        #expect(assertion.assorter.value(.invalid) == Fraction(1, 2))
        #expect(assertion.assorter.value(.missing) == .zero)
    }
}
