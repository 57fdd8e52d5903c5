import ElectionModel

/// A card of a sample with what was found on it.
struct SampledCard {
    var place: CardPlace
    var mark: CardMark
}

/// An assertion over the cards of a contest: its hypothesis, its bet, and what a card counts.
struct TestedAssertion {
    let hypothesis: NullHypothesis
    let bet: Bet
    /// Values of cards with how many have them if all reports are right.
    let expected: [(value: Int128, cards: UInt64)]
    private let universe: CardUniverse
    private let references: ReferenceValues
    /// For each group the reference of its cards without a record; empty for polling.
    private let means: [Int128]
    /// Values of the records' marks: choices in their order, invalid, without.
    private let recorded: [Int128]

    /// Cards whose record is wrong, of all, that a bet on comparison expects: it then never stakes everything on one card.
    private static let expectedErrors = 0.001
    /// The part of what can be staked that comparison stakes at most.
    private static let mostStaked = 0.9

    init(_ assertion: Assertion, _ universe: CardUniverse) {
        let assorter = assertion.assorter
        self.universe = universe
        var references = ReferenceValues(assorter)
        let marks = assorter.values + [assorter.invalid, assorter.absent]
        recorded = marks.map { $0 * ReferenceValues.parts }
        guard universe.cards > 0 else {
            // Everything is known: the bound for no paper cards is below 0 exactly where the known sum alone makes the claim true.
            let bound = NullHypothesis.bound(assorter, 0, universe.known)
            hypothesis = NullHypothesis(cards: nil, bound: bound < .zero ? bound : Fraction(1, 1), most: 1, unit: 1)
            bet = .fixedStake(0)
            (expected, means) = ([], [])
            self.references = references
            return
        }
        guard universe.method != .polling else {
            hypothesis = NullHypothesis(polling: assorter, paper: universe.cards, known: universe.known)
            let rest = universe.cards - min(universe.cards, universe.paper.cards)
            let mean = Double(assorter.total(universe.paper) + Int128(rest) * assorter.absent) / Double(assorter.scale)
            bet = .standard(mean: mean / Double(universe.cards), nullMean: hypothesis.mean)
            expected = Self.nonempty(Array(zip(marks, universe.paper.votes + [universe.paper.invalid, rest])))
            self.references = references
            means = []
            return
        }
        var expected: [(value: Int128, cards: UInt64)] = []
        var means: [Int128] = []
        var (variance, errors) = (0.0, 0.0)
        let upper = assorter.most * ReferenceValues.parts
        for group in universe.groups {
            // What the station reports of the cards of which no record speaks.
            let (rest, cards) = Self.unrecorded(group)
            let mean = references.mean(rest, cards: max(cards, rest.cards))
            means.append(mean)
            references.add(mean, cards: cards)
            for (value, count) in zip(marks, rest.votes + [rest.invalid, cards - min(cards, rest.cards)])
            where count > 0 {
                let tested = upper - mean + value * ReferenceValues.parts
                expected.append((tested, count))
                let distance = Double(tested - upper) / Double(references.unit)
                variance += Double(count) * distance * distance
            }
            guard let found = group.recorded else { continue }
            let without = group.recordedCards - found.cards
            for (reference, count) in zip(recorded, found.votes + [found.invalid, without]) where count > 0 {
                references.add(reference, cards: count)
                expected.append((upper, count))
                errors += Double(count) * Self.expectedErrors
            }
        }
        self.references = references
        self.means = means
        self.expected = Self.merged(expected)
        hypothesis = references.hypothesis(known: universe.known)
        let all = Double(references.cards)
        let most = references.expected
        let planned = Bet.planned(
            mean: most, nullMean: hypothesis.mean, variance: (variance + errors * most * most) / all)
        if universe.method == .comparison, case .fixedStake(let stake) = planned, hypothesis.mean > 0 {
            bet = .fixedStake(min(stake, Self.mostStaked / hypothesis.mean))
        } else {
            bet = planned
        }
    }

    private static func nonempty(_ values: [(Int128, UInt64)]) -> [(value: Int128, cards: UInt64)] {
        values.filter { $0.1 > 0 }.map { (value: $0.0, cards: $0.1) }
    }

    /// Each value once, smallest first.
    private static func merged(_ values: [(value: Int128, cards: UInt64)]) -> [(value: Int128, cards: UInt64)] {
        var result: [(value: Int128, cards: UInt64)] = []
        for entry in values.sorted(by: { $0.value < $1.value }) {
            if result.last?.value == entry.value {
                result[result.count - 1].cards += entry.cards
            } else {
                result.append(entry)
            }
        }
        return result
    }

    /// The part of a station's report that its records do not speak of, and its cards; the whole report where records say more of
    /// something than the station does, which only makes the references worse.
    private static func unrecorded(_ group: CardUniverse.Group) -> (CardCount, UInt64) {
        let cards = group.cards - group.recordedCards
        guard let recorded = group.recorded else { return (group.reported, cards) }
        let isWithin =
            zip(group.reported.votes, recorded.votes).allSatisfy { $0 >= $1 }
            && group.reported.invalid >= recorded.invalid
        guard isWithin else { return (group.reported, cards) }
        return (
            CardCount(
                votes: zip(group.reported.votes, recorded.votes).map { $0 - $1 },
                invalid: group.reported.invalid - recorded.invalid), cards
        )
    }

    /// The test on a sample in the order of its tickets.
    func test(_ sample: [SampledCard]) -> SequentialTest {
        var test = SequentialTest(hypothesis, bet: bet)
        for card in sample { test.take(value(card)) }
        return test
    }

    private func value(_ card: SampledCard) -> Int128 {
        guard universe.method != .polling, let group = universe.group[card.place.container] else {
            return references.assorter.numerator(card.mark)
        }
        if let records = universe.cardRecords[card.place.container], let index = Int(exactly: card.place.number - 1),
            records.indices.contains(index)
        {
            return references.tested(card.mark, against: reference(records[index]))
        }
        return references.tested(card.mark, against: means[group])
    }

    private func reference(_ mark: Int16) -> Int128 {
        switch mark {
        case ContainerRecord.invalid: recorded[recorded.count - 2]
        case ContainerRecord.without: recorded[recorded.count - 1]
        default: recorded[Int(mark)]
        }
    }
}

extension CardUniverse {
    /// One assertion as it is tested here.
    ///
    /// - Precondition: cards are drawn, not stations.
    func tested(_ assertion: Assertion) -> TestedAssertion {
        precondition(method != .recounts, "whole stations are no cards")
        return TestedAssertion(assertion, self)
    }
}
