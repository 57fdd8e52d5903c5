/// How the next card is betted on, from what has been drawn so far.
///
/// Any bet that does not look at the card itself is fair: the risk limit holds whatever it is, and however it was rounded.
/// A good bet only stops earlier. Figures are in units of the assorter.
public enum Bet: Sendable, Hashable {
    /// ALPHA with truncated shrinkage: the estimate (d·guess + sum drawn)/(d + drawn), kept at least `gap`/√(d + drawn)
    /// above the mean that is left under the null. Stark, "ALPHA" (2023), section 2.5.2.
    case shrinkage(guess: Double, weight: Double, gap: Double)
    /// ALPHA with an alternative fixed before the draw. Stark (2023), section 2.3.
    case fixedAlternative(Double)
    /// A fixed stake a unit. Waudby-Smith and Ramdas (2023), section 4.
    case fixedStake(Double)
    /// Approximately the stake that grows wealth fastest, from mean and variance of what was drawn, at most a growing part
    /// of what can be staked. Waudby-Smith and Ramdas (2023), appendix B.3; limits as in SHANGRLA.
    case adaptive(first: Double, least: Double, most: Double, growth: Double)
    /// Kaplan-Markov, and Kaplan-Kolmogorov without replacement: (x + g)/(m + g).
    case kaplan(Double)
    /// Kaplan-Wald: 1 + (1 − g)(x/m − 1).
    case kaplanWald(Double)

    /// ALPHA with the parameters that audits here use unless another bet is written down beforehand.
    ///
    /// - Parameters:
    ///   - mean: expected if the report is right.
    ///   - nullMean: the mean to be excluded.
    public static func standard(mean: Double, nullMean: Double) -> Bet {
        .shrinkage(guess: mean, weight: 100, gap: max(mean - nullMean, 0) / 2)
    }

    /// The stake under which wealth grows about as fast as it can where mean and variance of the cards are those expected:
    /// (mean − null mean)/(variance + (mean − null mean)²). For references that are means of many cards ALPHA's estimate
    /// would stake too much, because it takes every card for one without error.
    ///
    /// - Parameter variance: the mean square of a card's distance from `mean` if the report is right.
    public static func planned(mean: Double, nullMean: Double, variance: Double) -> Bet {
        let distance = max(mean - nullMean, 0)
        let square = variance + distance * distance
        return .fixedStake(square > 0 ? distance / square : 0)
    }
}

/// What a bet may look at: everything before the card.
struct BettingState {
    /// Cards drawn so far, in units of the assorter.
    var drawn = 0.0
    var sum = 0.0
    var mean = 0.0
    /// The sum of squared distances from the mean, by Welford's recurrence.
    var spread = 0.0

    mutating func take(_ value: Double) {
        drawn += 1
        sum += value
        let distance = value - mean
        mean += distance / drawn
        spread += distance * (value - mean)
    }

    /// The stake on the next card: wealth is multiplied by 1 + stake·(x − m).
    ///
    /// - Parameters:
    ///   - rest: the mean that the cards not yet drawn have if the null holds exactly, above 0.
    ///   - upper: the greatest value of a card, above `rest`.
    ///   - cards: all cards, nil for draws with replacement.
    func stake(_ bet: Bet, rest: Double, upper: Double, cards: Double?) -> Double {
        let stake: Double =
            switch bet {
            case .shrinkage(let guess, let weight, let gap):
                alternative(
                    max(
                        (weight * guess + sum) / (weight + drawn),
                        rest + gap / (weight + drawn).squareRoot()), rest, upper)
            case .fixedAlternative(let guess):
                alternative(cards.map { ($0 * guess - sum) / ($0 - drawn) } ?? guess, rest, upper)
            case .fixedStake(let stake): stake
            case .adaptive(let first, let least, let most, let growth):
                drawn == 0 ? first : adaptive(least, most, growth, rest)
            case .kaplan(let shift): 1 / (rest + shift)
            case .kaplanWald(let shift): (1 - shift) / rest
            }
        // At most everything, a little less so that rounding can't make wealth negative.
        return min(max(stake, 0), 1 / rest * (1 - 0x1p-50))
    }

    private func alternative(_ guess: Double, _ rest: Double, _ upper: Double) -> Double {
        let inside = min(guess, upper * (1 - 0x1p-52))
        return (inside / rest - 1) / (upper - rest)
    }

    private func adaptive(_ least: Double, _ most: Double, _ growth: Double, _ rest: Double) -> Double {
        let distance = mean - rest
        let square = spread / drawn + distance * distance
        guard square > 0 else { return 0 }
        let part = least + (most - least) * (1 - 1 / (1 + growth * drawn.squareRoot()))
        return min(part / rest, distance / square)
    }
}
