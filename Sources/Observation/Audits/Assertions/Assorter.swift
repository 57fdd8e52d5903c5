public import ElectionModel

/// What a card says about one contest.
public enum CardMark: Sendable, Hashable {
    case choice(ChoiceID)
    case invalid
    /// The card is there and does not bear the contest.
    case without
    /// The card was not found, or can't be shown: it counts as if it spoke against every claim.
    case missing
}

/// A number for every card, such that a claim holds exactly where the mean over all cards is above 1/2.
///
/// Let g be the weights of a claim Σg > 0 and a their least, a < 0. Then A = (g − a)/(−2a) lies in [0, u], and
/// mean(A) > 1/2 exactly where Σg > 0. Stark, "Sets of half-average nulls generate risk-limiting audits" (2020),
/// section 2; Blom et al., "Assertion-based approaches to auditing complex elections" (2021), section 3.
///
/// All values are whole numbers over one `scale`, so that sums over millions of cards stay exact.
public struct Assorter: Sendable, Hashable {
    /// In ballot order.
    public let choices: [ChoiceID]
    /// Numerators by choice.
    public let values: [Int128]
    public let invalid: Int128
    /// Of a card without the contest.
    public let absent: Int128
    /// The common denominator; 1/2 is `scale / 2`.
    public let scale: Int128

    /// Nil for weights none of which is below nothing: such a claim can't be false.
    init?(_ weights: ClaimWeights, choices: [ChoiceID]) {
        let least = min(weights.choices.min() ?? 0, weights.invalid, weights.absent)
        guard least < 0 else { return nil }
        self.init(
            choices: choices, values: weights.choices.map { $0 - least }, invalid: weights.invalid - least,
            absent: weights.absent - least, scale: -2 * least)
    }

    private init(choices: [ChoiceID], values: [Int128], invalid: Int128, absent: Int128, scale: Int128) {
        // In lowest terms, so that equal assorters are equal values.
        var divisor = scale.magnitude
        for value in values + [invalid, absent] { divisor = greatestCommonDivisor(divisor, value.magnitude) }
        let common = Int128(divisor)
        self.choices = choices
        self.values = values.map { $0 / common }
        self.invalid = invalid / common
        self.absent = absent / common
        self.scale = scale / common
    }

    /// The numerator of the greatest value, u.
    public var most: Int128 { max(values.max() ?? 0, invalid, absent) }

    /// The greatest value, u.
    public var upperBound: Fraction { Fraction(most, scale).reduced }

    /// The numerator of a card's value. A choice that is not on the ballot counts as an invalid card.
    public func numerator(_ mark: CardMark) -> Int128 {
        switch mark {
        case .choice(let choice): choices.firstIndex(of: choice).map { values[$0] } ?? invalid
        case .invalid: invalid
        case .without: absent
        case .missing: 0
        }
    }

    public func value(_ mark: CardMark) -> Fraction { Fraction(numerator(mark), scale).reduced }

    /// The sum of numerators over counted cards.
    public func total(_ count: CardCount) -> Int128 {
        var sum = invalid * Int128(count.invalid)
        for (index, votes) in count.votes.enumerated() where index < values.count {
            sum += values[index] * Int128(votes)
        }
        return sum
    }
}

/// The cards of a contest that somebody has counted: votes in ballot order, and invalid ones.
public struct CardCount: Sendable, Hashable {
    public var votes: [UInt64]
    public var invalid: UInt64

    public init(votes: [UInt64], invalid: UInt64) {
        self.votes = votes
        self.invalid = invalid
    }

    /// - Parameter choices: the ballot, in whose order the votes are to stand.
    /// Nil where the number of invalid ballots is not known.
    public init?(_ tally: Tally, choices: [ChoiceID]) {
        let valid = tally.valid
        guard let invalid = tally.invalid ?? tally.cast.flatMap({ $0 >= valid ? $0 - valid : nil }) else { return nil }
        self.init(votes: choices.map { tally.votes(for: $0) ?? 0 }, invalid: invalid)
    }

    public var cards: UInt64 { votes.reduce(invalid, +) }

    public static func + (left: Self, right: Self) -> Self {
        Self(votes: zip(left.votes, right.votes).map { $0 + $1 }, invalid: left.invalid + right.invalid)
    }
}

/// A claim with the assorter that tests it.
public struct Assertion: Sendable, Hashable {
    public let claim: Claim
    public let assorter: Assorter

    /// - Parameter cards: all cards of the contest.
    /// Nil where the claim names a choice that is not on the ballot or a base that is not known, or can't be false.
    public init?(
        _ claim: Claim, ballot: [ChoiceID], againstAll: Set<ChoiceID> = [], cards: UInt64, registered: UInt64? = nil
    ) {
        guard
            let weights = ClaimWeights(
                claim, ballot: ballot, againstAll: againstAll, cards: Int128(cards), registered: registered),
            let assorter = Assorter(weights, choices: ballot)
        else { return nil }
        self.claim = claim
        self.assorter = assorter
    }

    /// Twice the mean less 1, exactly; cards that nobody counted stand at their value without the contest.
    ///
    /// - Parameter cards: all cards of the contest, at least those counted, not zero.
    public func margin(_ count: CardCount, cards: UInt64) -> Fraction {
        let rest = Int128(cards) - Int128(count.cards)
        let total = assorter.total(count) + rest * assorter.absent
        return Fraction(2 * total - assorter.scale * Int128(cards), assorter.scale * Int128(cards)).reduced
    }
}
