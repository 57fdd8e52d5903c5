import ElectionModel
import LargeTests
import Observation
import Testing

/// How many cards audits of right outcomes need.
@Suite struct PowerTests {
    private static let limit = Fraction(1, 20)

    private func runs() -> Int { LargeTest.size("samplesAreAboutAsLargeAsPublished()") }

    private func mean(_ sizes: [Int]) -> Double { Double(sizes.reduce(0, +)) / Double(sizes.count) }

    /// Table 2 of the paper on ONEAudit: 20,000 cards, half with records (5000 A, 4000 B, 1000 blank), half in ten stations of a
    /// thousand cards, five with (a, 1000 - a) for A and B and five mirrored. Expected cards at a risk limit of 5 %.
    @Test func samplesAreAboutAsLargeAsPublished() throws {
        let vectors = try #require(try Vectors.object("rla_closed_form_and_prng")["oneaudit_table2"] as? Vectors.Object)
        let expected = try #require(vectors["expected_cards"] as? [String: Int])
        let assertion = try #require(Assertion(.moreVotes("A", than: "B"), ballot: ["A", "B"], cards: 20_000))
        let assorter = assertion.assorter
        func value(_ mark: CardMark) -> Int128 { assorter.numerator(mark) }
        let marks: [(CardMark, UInt64)] = [(.choice("A"), 10_000), (.choice("B"), 9000), (.invalid, 1000)]

        let polling = NullHypothesis(polling: assorter, paper: 20_000)
        let polled = Planning.simulated(
            polling, bet: .standard(mean: 0.525, nullMean: 0.5), riskLimit: Self.limit,
            values: marks.map { (value($0.0), $0.1) }, runs: runs(), most: 20_000, seed: 1)
        check(mean(polled), expected["BPA"], "polling")

        var records = ReferenceValues(assorter)
        for (mark, cards) in marks { records.add(records.value(mark), cards: cards) }
        let comparison = try #require(
            Planning.cards(
                records.hypothesis(),
                bet: .planned(mean: records.expected, nullMean: records.hypothesis().mean, variance: 0),
                riskLimit: Self.limit, allOf: records.tested(.choice("A"), against: records.value(.choice("A")))))
        check(Double(comparison), expected["CLCA"], "comparison")

        for a in [900, 990] as [UInt64] {
            var references = ReferenceValues(assorter)
            for (mark, cards) in [(.choice("A"), 5000), (.choice("B"), 4000), (.invalid, 1000)] as [(CardMark, UInt64)]
            {
                references.add(references.value(mark), cards: cards)
            }
            var values = [(references.tested(.invalid, against: references.value(.invalid)), UInt64(10_000))]
            var variance = 0.0
            for votes in [[a, 1000 - a], [1000 - a, a]] {
                let station = references.mean(CardCount(votes: votes, invalid: 0), cards: 1000)
                references.add(station, cards: 5000)
                for (mark, cards) in zip([CardMark.choice("A"), .choice("B")], votes) {
                    values.append((references.tested(mark, against: station), 5 * cards))
                }
            }
            let expectedMean = references.expected
            for (value, cards) in values {
                let distance = Double(value) / Double(references.unit) - expectedMean
                variance += distance * distance * Double(cards) / 20_000
            }
            let hypothesis = references.hypothesis()
            let sizes = Planning.simulated(
                hypothesis,
                bet: .planned(mean: expectedMean, nullMean: hypothesis.mean, variance: variance), riskLimit: Self.limit,
                values: values, runs: runs(), most: 20_000, seed: 2)
            check(mean(sizes), expected["ONE_\(a)"], "station means, \(a)")
        }
    }

    private func check(_ found: Double, _ expected: Int?, _ label: String) {
        let expected = Double(expected ?? 0)
        #expect(found <= 1.35 * expected && found >= 0.3 * expected, "\(label): \(found), published \(expected)")
    }

    /// The table in `Documentation/Audits.md`.
    @Test func tableOfThePower() throws {
        var lines: [String] = []
        for margin in [20, 10, 5, 2] as [UInt64] {
            let votes = [5000 + 50 * margin, 5000 - 50 * margin]
            let assertion = try #require(Assertion(.moreVotes("A", than: "B"), ballot: ["A", "B"], cards: 10_000))
            let assorter = assertion.assorter
            let hypothesis = NullHypothesis(polling: assorter, paper: 10_000)
            let sizes = Planning.simulated(
                hypothesis, bet: .standard(mean: Double(votes[0]) / 10_000, nullMean: 0.5), riskLimit: Self.limit,
                values: [(assorter.numerator(.choice("A")), votes[0]), (assorter.numerator(.choice("B")), votes[1])],
                runs: 40, most: 10_000, seed: 3)
            var records = ReferenceValues(assorter)
            records.add(records.value(.choice("A")), cards: votes[0])
            records.add(records.value(.choice("B")), cards: votes[1])
            let compared = try #require(
                Planning.cards(
                    records.hypothesis(),
                    bet: .planned(mean: records.expected, nullMean: records.hypothesis().mean, variance: 0),
                    riskLimit: Self.limit, allOf: records.tested(.invalid, against: records.value(.invalid))))
            lines.append("| \(margin) % | \(sizes[19]) | \(sizes[35]) | \(compared) |")
        }
        let page = try Vectors.page("Documentation/Audits.md")
        for line in lines {
            let isThere = page.contains(line)
            #expect(isThere, "\(line)")
        }
    }
}
