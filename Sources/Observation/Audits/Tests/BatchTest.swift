public import ElectionModel

/// How far counts of whole batches can speak too well of an assertion, in parts of its margin.
///
/// Let R be the assorter's sum over what is reported of a batch, A over what a recount finds, and M the margin: the sum of all R
/// less the bound of the null hypothesis. The claim is false only where Σ (R − A)/M ≥ 1. No recount finds less than 0, so
/// that a batch can overstate by R/M at most. With two choices this is the bound of Stark's maximum relative
/// overstatement, ((v_w − v_l) + b)/V_wl (Stark, "Risk-limiting postelection audits: conservative P-values", 2009).
public struct BatchMargin: Sendable, Hashable {
    public let assorter: Assorter
    /// M, with the denominator of the assorter.
    public let margin: Fraction

    /// - Parameters:
    ///   - reported: all batches together, with so many cards.
    ///   - known: counts that are certain.
    ///   - missing: cards of which it is known that they can't be shown; each may speak against the claim.
    public init(
        _ assorter: Assorter, reported: CardCount, cards: UInt64, known: CardCount? = nil, missing: UInt64 = 0
    ) {
        self.assorter = assorter
        let bound = NullHypothesis.bound(assorter, cards + missing, known)
        margin = Fraction(Self.sum(assorter, reported, cards), 1) - bound
    }

    static func sum(_ assorter: Assorter, _ count: CardCount, _ cards: UInt64) -> Int128 {
        assorter.total(count) + (Int128(cards) - Int128(count.cards)) * assorter.absent
    }

    /// The most by which a batch can overstate; nil where there is no margin, and nothing short of all batches will do.
    public func bound(_ reported: CardCount, cards: UInt64) -> Fraction? {
        margin > .zero ? (Fraction(Self.sum(assorter, reported, cards), 1) / margin).reduced : nil
    }

    /// The overstatement that a recount found, negative where the report was too low. Cards that were not found count
    /// as if they spoke against the claim; cards beyond those of the manifest count as they are.
    ///
    /// - Parameter without: cards of other contests that lie among them.
    public func overstatement(
        _ reported: CardCount, _ recount: CardCount, without: UInt64 = 0, cards: UInt64
    ) -> Fraction? {
        guard margin > .zero else { return nil }
        let found = assorter.total(recount) + Int128(without) * assorter.absent
        let difference = Self.sum(assorter, reported, cards) - found
        // A card too many adds its value to the sum and one half to what the sum is held against.
        let more = Int128(recount.cards + without) - Int128(cards)
        return (Fraction(2 * difference + max(0, more) * assorter.scale, 2) / margin).reduced
    }
}

/// Kaplan-Markov over batches drawn with replacement, each with the chance of its weight (Stark 2009; as MACRO in Stark,
/// "Efficient post-election audits of multiple contests", 2009, where one weight serves all assertions).
///
/// The p-value is the product over draws of (1 − 1/U)/(1 − t), where U is the sum of all weights in parts of the margin
/// and t the overstatement in parts of the batch's weight; smallest over the draws so far. Rounded as `SequentialTest` is.
public struct BatchTest: Sendable {
    /// Weights are whole 2^-40ths of the margin, never below the bound of any assertion that they serve.
    public static let unit: Int128 = 1 << 40
    public let weights: [Int128]
    public let total: Int128
    private var wealth = 1.0
    private var greatest = 1.0
    /// The exact overstatement of each batch that was recounted.
    private var found: [Int: Fraction] = [:]

    /// - Parameter weights: one for each batch, from `weight(of:)`.
    public init(weights: [Int128]) {
        self.weights = weights
        total = weights.reduce(0, +)
    }

    /// The least weight that serves assertions with these bounds; nil where one of them has no margin.
    public static func weight(of bounds: [Fraction?]) -> Int128? {
        var most: Int128 = 0
        for bound in bounds {
            guard let bound else { return nil }
            most = max(most, Fraction(bound.numerator * unit, bound.denominator).ceiling)
        }
        return most
    }

    /// Takes one draw.
    ///
    /// - Parameter overstatement: of the batch, in parts of the margin. At its weight and beyond nothing is left of wealth.
    public mutating func take(_ batch: Int, overstatement: Fraction) {
        precondition(weights.indices.contains(batch) && weights[batch] > 0, "only batches with a weight are drawn")
        found[batch] = overstatement
        let left = weights[batch] * overstatement.denominator - overstatement.numerator * Self.unit
        guard total > Self.unit else { return }
        let honest = Double(max(0, left)) / (Double(weights[batch]) * Double(overstatement.denominator))
        let factor = honest * (Double(total) / Double(total - Self.unit)) * (1 - 0x1p-49)
        wealth = min(0x1p800, wealth * factor)
        greatest = max(greatest, wealth)
    }

    /// Whether all batches that could matter were recounted and the claim stands.
    public var isCounted: Bool {
        guard weights.indices.allSatisfy({ weights[$0] == 0 || found[$0] != nil }) else { return false }
        // Added up in batch order, on the safe side, because exact sums of many fractions outgrow 127 bits.
        let sum = found.keys.sorted().reduce(Int128(0)) { sum, batch in
            let part = found[batch, default: .zero]
            return sum + Fraction(part.numerator * Self.unit, part.denominator).ceiling
        }
        return sum < Self.unit
    }

    /// The p-value from all draws so far, as MACRO prints it: not the smallest on the way.
    public var lastPValue: Double {
        if total < Self.unit || isCounted { return 0 }
        return min(1, 1 / wealth * (1 + 0x1p-51))
    }

    /// How many more draws confirm if no recount finds an overstatement; nil where ten million do not.
    public func drawsIfRight(riskLimit: Fraction) -> Int? {
        guard total > Self.unit else { return total < Self.unit ? 0 : nil }
        guard wealth > 0x1p-900 else { return nil }
        var ahead = self
        let factor = Double(total) / Double(total - Self.unit)
        for draws in 0..<10_000_000 {
            if ahead.lastPValue.isAtMost(riskLimit) { return draws }
            ahead.wealth *= factor
        }
        return nil
    }

    /// An upper bound of the p-value: 0 where no overstatement could matter, or all batches were counted.
    public var pValue: Double {
        if total < Self.unit || isCounted { return 0 }
        return min(1, 1 / greatest * (1 + 0x1p-51))
    }
}
