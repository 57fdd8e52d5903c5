import ElectionModel
import LargeTests
import Observation
import Testing

/// The risk limit at its worst: true votes stand exactly on the line, and the report says the claim holds.
@Suite struct ExactTieTests {
    enum Method: String, CaseIterable, Sendable {
        case polling, pollingFixed, adaptive, kaplan, kaplanWald
        case stationMeans, comparison, comparisonFixed, withKnown, withKnownMeans, batches
    }

    /// A claim with 400 true cards for which it just fails to hold, and what was reported instead.
    private struct Case: Sendable {
        var claim: Claim
        var truth: CardCount
        var reported: CardCount
    }

    private static let cases: [Case] = [
        Case(
            claim: .share("A", Fraction(1, 2), of: .validVotes), truth: CardCount(votes: [190, 120, 70], invalid: 20),
            reported: CardCount(votes: [215, 100, 65], invalid: 20)),
        Case(
            claim: .share("A", Fraction(1, 2), of: .ballotsCast), truth: CardCount(votes: [200, 120, 60], invalid: 20),
            reported: CardCount(votes: [225, 100, 55], invalid: 20)),
        Case(
            claim: .shareMissed("A", Fraction(1, 2), of: .validVotes),
            truth: CardCount(votes: [190, 120, 70], invalid: 20),
            reported: CardCount(votes: [165, 135, 80], invalid: 20)),
        Case(
            claim: .moreVotes("A", than: "B"), truth: CardCount(votes: [140, 140, 100], invalid: 20),
            reported: CardCount(votes: [165, 115, 100], invalid: 20)),
        Case(
            claim: .share("A", Fraction(7, 100), of: .validVotes), truth: CardCount(votes: [28, 200, 172], invalid: 0),
            reported: CardCount(votes: [48, 190, 162], invalid: 0)),
        Case(
            claim: .shareMissed("A", Fraction(7, 100), of: .validVotes),
            truth: CardCount(votes: [28, 200, 172], invalid: 0), reported: CardCount(votes: [10, 212, 178], invalid: 0)),
        Case(
            // (V_A - V_B)·10 = (6 - 3 - 1)·(V_A + V_B)
            claim: .remainder("A", 6, over: "B", 3, seats: 10, taking: ["A", "B"]),
            truth: CardCount(votes: [180, 120, 90], invalid: 10),
            reported: CardCount(votes: [205, 95, 90], invalid: 10)),
        Case(
            claim: .quotient("A", Fraction(3, 1), over: "B", Fraction(2, 1)),
            truth: CardCount(votes: [210, 140, 40], invalid: 10),
            reported: CardCount(votes: [235, 115, 40], invalid: 10)),
    ]

    private static let ballot: [ChoiceID] = ["A", "B", "C"]

    private static func pile(_ count: CardCount) -> [CardMark] {
        zip(ballot, count.votes).flatMap { choice, votes in (0..<votes).map { _ in CardMark.choice(choice) } }
            + (0..<count.invalid).map { _ in CardMark.invalid }
    }

    /// The true cards beside what was reported of each, so that as few as possible differ.
    private static func pairs(_ entry: Case) -> [(truth: CardMark, record: CardMark)] {
        var truths = pile(entry.truth)
        var records = pile(entry.reported)
        var pairs: [(CardMark, CardMark)] = []
        for mark in truths {
            guard let place = records.firstIndex(of: mark) else { continue }
            records.remove(at: place)
            pairs.append((mark, mark))
        }
        for (mark, _) in pairs { truths.remove(at: truths.firstIndex(of: mark) ?? 0) }
        return pairs + zip(truths, records).map { ($0, $1) }
    }

    /// The cards of a case as small numbers: choices in their order, then invalid.
    private struct Pile {
        let assorter: Assorter
        /// Values by mark.
        let values: [Int128]
        let truths: [UInt8]
        let records: [UInt8]
        let reported: CardCount

        init(_ assorter: Assorter, _ entry: Case) {
            self.assorter = assorter
            values = assorter.values + [assorter.invalid]
            let pairs = ExactTieTests.pairs(entry)
            func code(_ mark: CardMark) -> UInt8 {
                if case .choice(let choice) = mark {
                    UInt8(ExactTieTests.ballot.firstIndex(of: choice) ?? 3)
                } else {
                    3
                }
            }
            truths = pairs.map { code($0.truth) }
            records = pairs.map { code($0.record) }
            reported = entry.reported
        }
    }

    @Test(arguments: Method.allCases) func falseConfirmationsStayWithinTheLimit(method: Method) throws {
        let name = "falseConfirmationsStayWithinTheLimit(method:)"
        let limit = Fraction(1, 10)
        for (place, entry) in Self.cases.enumerated() {
            let assertion = try #require(Assertion(entry.claim, ballot: Self.ballot, cards: entry.truth.cards))
            #expect(assertion.margin(entry.truth, cards: entry.truth.cards) == .zero)
            #expect(assertion.margin(entry.reported, cards: entry.reported.cards) > .zero)
            let pile = Pile(assertion.assorter, entry)
            #expect(pile.truths.count == 400)
            var (confirmed, runs) = (0, 0)
            for run in LargeTest.cases(name) {
                // Each run by its own number, so that parts of the runs are the runs. The number is mixed first: seeds that follow one
                // another give the same numbers one step apart.
                var seeds = Generator(2004 + 100_000 * place + run)
                var generator = Generator(Int(truncatingIfNeeded: seeds.next()))
                runs += 1
                if isConfirmed(pile, (0..<400).shuffled(using: &generator), method, limit, &generator) {
                    confirmed += 1
                }
            }
            // A tenth, and four standard deviations of the simulation.
            let most = 0.1 * Double(runs) + 4 * (0.09 * Double(runs)).squareRoot()
            #expect(Double(confirmed) <= most, "\(entry.claim): \(confirmed) of \(runs)")
            if runs >= 1000 { print("exact tie", method, entry.claim.kind, entry.claim.subject, confirmed, "of", runs) }
        }
    }

    private func isConfirmed(
        _ pile: Pile, _ order: [Int], _ method: Method, _ limit: Fraction, _ generator: inout Generator
    ) -> Bool {
        let assorter = pile.assorter
        let truths = order.map { pile.values[Int(pile.truths[$0])] }
        switch method {
        case .polling, .pollingFixed, .adaptive, .kaplan, .kaplanWald:
            let hypothesis = NullHypothesis(polling: assorter, paper: 400)
            let mean = Double(assorter.total(pile.reported)) / Double(assorter.scale) / 400
            let bet: Bet =
                switch method {
                case .polling: .standard(mean: mean, nullMean: 0.5)
                case .pollingFixed: .fixedAlternative(mean)
                case .kaplan: .kaplan(0.1)
                case .kaplanWald: .kaplanWald(0.1)
                default: .adaptive(first: 0.5, least: 0.75, most: 0.95, growth: 1)
                }
            return confirms(hypothesis, bet, truths, limit)
        case .withKnown, .withKnownMeans:
            // The last 100 cards are electronic and verified as they truly are.
            let known = count(order.suffix(100), pile.truths)
            guard method == .withKnownMeans else {
                let hypothesis = NullHypothesis(polling: assorter, paper: 300, known: known)
                return confirms(
                    hypothesis, .standard(mean: hypothesis.mean * 1.1, nullMean: hypothesis.mean), truths.dropLast(100),
                    limit)
            }
            let paper = Array(order.prefix(300))
            return stationMeans(pile, paper, stations: 15, known: known, limit, &generator)
        case .comparison, .comparisonFixed:
            var references = ReferenceValues(assorter)
            let units = pile.values.map { $0 * (references.unit / assorter.scale) }
            for mark in 0..<4 {
                references.add(units[mark], cards: UInt64(pile.records.count { Int($0) == mark }))
            }
            let hypothesis = references.hypothesis()
            let upper = assorter.most * (references.unit / assorter.scale)
            let values = order.map { card in
                upper + units[Int(pile.truths[card])] - units[Int(pile.records[card])]
            }
            let bet: Bet =
                method == .comparison
                ? .standard(mean: references.expected, nullMean: hypothesis.mean) : .fixedStake(0.9 / hypothesis.mean)
            return confirms(hypothesis, bet, values, limit)
        case .stationMeans: return stationMeans(pile, order, stations: 20, known: nil, limit, &generator)
        case .batches:
            let margin = BatchMargin(assorter, reported: pile.reported, cards: 400)
            let stations = (0..<20).map { station in stride(from: station, to: 400, by: 20).map { order[$0] } }
            let reported = stations.map { count($0, pile.records) }
            let found = stations.map { count($0, pile.truths) }
            let weights = reported.compactMap { BatchTest.weight(of: [margin.bound($0, cards: 20)]) }
            let overstatements = zip(reported, found).map {
                margin.overstatement($0, $1, cards: 20) ?? .zero
            }
            var test = BatchTest(weights: weights)
            for _ in 0..<40 {
                var place = (Int128(generator.next() >> 2) * test.total) >> 62
                var batch = 0
                while place >= weights[batch] {
                    place -= weights[batch]
                    batch += 1
                }
                test.take(batch, overstatement: overstatements[batch])
                if test.pValue.isAtMost(limit) { return true }
            }
            return false
        }
    }

    /// Stations whose protocols say what was recorded of their cards.
    private func stationMeans(
        _ pile: Pile, _ cards: [Int], stations: Int, known: CardCount?, _ limit: Fraction, _ generator: inout Generator
    ) -> Bool {
        var references = ReferenceValues(pile.assorter)
        let size = cards.count / stations
        var tested: [[Int128]] = []
        for station in 0..<stations {
            let own = stride(from: station, to: cards.count, by: stations).map { cards[$0] }
            let mean = references.mean(count(own, pile.records), cards: UInt64(size))
            references.add(mean, cards: UInt64(size))
            let upper = pile.assorter.most * (references.unit / pile.assorter.scale)
            tested.append(pile.values.map { upper + $0 * (references.unit / pile.assorter.scale) - mean })
        }
        let hypothesis = references.hypothesis(known: known)
        let values = cards.indices.shuffled(using: &generator).map {
            tested[$0 % stations][Int(pile.truths[cards[$0]])]
        }
        return confirms(hypothesis, .standard(mean: references.expected, nullMean: hypothesis.mean), values, limit)
    }

    private func confirms(
        _ hypothesis: NullHypothesis, _ bet: Bet, _ values: some Sequence<Int128>, _ limit: Fraction
    ) -> Bool {
        var test = SequentialTest(hypothesis, bet: bet)
        for value in values {
            test.take(value)
            if test.isConfirmed(at: limit) { return true }
        }
        return false
    }

    private func count(_ cards: some Sequence<Int>, _ marks: [UInt8]) -> CardCount {
        var count = CardCount(votes: [0, 0, 0], invalid: 0)
        for card in cards {
            if marks[card] < 3 { count.votes[Int(marks[card])] += 1 } else { count.invalid += 1 }
        }
        return count
    }
}
