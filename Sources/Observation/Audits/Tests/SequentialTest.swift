public import ElectionModel

/// A sequential test of a null hypothesis: wealth that grows on average on no card as long as the hypothesis holds.
///
/// Wealth starts at 1 and is multiplied by 1 + λ(x − m) for each card x, where m is the mean that the cards left have if the
/// hypothesis holds exactly and λ is a stake chosen before the card. By Ville's inequality wealth reaches 1/p with a
/// probability of at most p, so that the reciprocal of the greatest wealth so far is a p-value at every moment: a test may
/// be looked at after each card and go on. ALPHA, Kaplan-Markov, Kaplan-Wald, Kaplan-Kolmogorov and betting tests differ in
/// the stake alone (Stark, "ALPHA", 2023, section 2; Waudby-Smith and Ramdas, 2023).
///
/// Rounding is on the safe side (decision 0023): x − m is exact before one division, `wealth` is never above the wealth that
/// exact arithmetic with the same stakes would give, and only +, −, ×, ÷ and √ are used, which IEEE 754 fixes
/// to the last bit, so that every machine finds the same figures.
public struct SequentialTest: Sendable {
    public let hypothesis: NullHypothesis
    public let bet: Bet
    private var state = BettingState()
    /// The sum of the values drawn, in units of the hypothesis.
    private var sum: Int128 = 0
    private(set) public var drawn: Int128 = 0
    /// A lower bound of the wealth; nothing once the hypothesis is certain.
    private(set) public var wealth = 1.0
    private var greatest = 1.0
    /// Whether the values drawn exclude the hypothesis by arithmetic alone.
    private(set) public var isExcluded: Bool
    private let upper: Double
    private let unit: Double
    private let cards: Double?

    /// Wealth beyond this is not counted; no risk limit asks for it.
    private static let richest = 0x1p800

    public init(_ hypothesis: NullHypothesis, bet: Bet) {
        self.hypothesis = hypothesis
        self.bet = bet
        isExcluded = hypothesis.isImpossible
        unit = Double(hypothesis.unit)
        upper = Double(hypothesis.most) / unit
        cards = hypothesis.cards.map { Double($0) }
        if hypothesis.isCertain { wealth = 0 }
    }

    /// Takes the next card in the order of drawing.
    ///
    /// - Parameter value: in `unit`ths, from 0 to `most`.
    /// - Precondition: not more cards than there are.
    public mutating func take(_ value: Int128) {
        precondition(value >= 0 && value <= hypothesis.most, "a card's value lies between 0 and the bound")
        precondition(hypothesis.cards.map { drawn < $0 } ?? true, "no card is drawn twice")
        let denominator = hypothesis.bound.denominator
        // What is left for the cards not yet drawn, and how many these are: m = left/(denominator·count).
        let left = hypothesis.cards == nil ? hypothesis.bound.numerator : hypothesis.bound.numerator - sum * denominator
        let count = hypothesis.cards.map { $0 - drawn } ?? 1
        let scale = denominator * count
        if !isExcluded, wealth > 0, left > 0 {
            if left > hypothesis.most * scale {
                wealth = 0
            } else if left < hypothesis.most * scale {
                let rest = Double(left) / (Double(scale) * unit)
                let stake = state.stake(bet, rest: rest, upper: upper, cards: cards)
                let gain = stake * (Double(value * scale - left) / (Double(scale) * unit))
                multiply(by: gain)
            }
        }
        drawn += 1
        sum += value
        state.take(Double(value) / unit)
        if hypothesis.cards != nil, hypothesis.bound.numerator < sum * denominator { isExcluded = true }
    }

    /// Multiplies by a lower bound of 1 + gain: five roundings made `gain`, each of at most 2^-53 of it.
    private mutating func multiply(by gain: Double) {
        let factor = (1 + gain) - (1 + abs(gain)) * 0x1p-49
        wealth = min(Self.richest, wealth * max(0, factor) * (1 - 0x1p-52))
        greatest = max(greatest, wealth)
    }

    /// An upper bound of the p-value: the chance that a false claim is confirmed by now.
    public var pValue: Double { isExcluded ? 0 : Self.reciprocal(greatest) }

    /// The same from the wealth of this moment alone.
    public var currentPValue: Double { isExcluded ? 0 : wealth > 0 ? Self.reciprocal(wealth) : 1 }

    private static func reciprocal(_ wealth: Double) -> Double { min(1, 1 / wealth * (1 + 0x1p-51)) }

    /// Whether the p-value is at most a risk limit, rounded on the safe side.
    public func isConfirmed(at riskLimit: Fraction) -> Bool { pValue.isAtMost(riskLimit) }
}

extension Double {
    /// Whether a p-value is at most a risk limit; never true because of rounding.
    public func isAtMost(_ riskLimit: Fraction) -> Bool {
        let limit = Double(riskLimit.numerator) / Double(riskLimit.denominator)
        return self == 0 || self <= limit * (1 - 0x1p-51)
    }
}
