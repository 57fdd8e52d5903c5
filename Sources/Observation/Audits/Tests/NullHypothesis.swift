public import ElectionModel

/// That a claim is false: the values of all cards add up to no more than a given total.
///
/// Values are whole numbers in `unit`ths; whatever decides whether a hypothesis is excluded is exact.
public struct NullHypothesis: Sendable, Hashable {
    /// All cards, for draws without replacement; nil for draws with replacement.
    public let cards: Int128?
    /// The greatest total of all values, or the greatest mean with replacement, in `unit`ths.
    public let bound: Fraction
    /// The greatest value of a card, in `unit`ths.
    public let most: Int128
    public let unit: Int128

    /// - Precondition: the figures are below 2^62, so that products stay exact, and `unit` and `cards` above 0.
    public init(cards: Int128?, bound: Fraction, most: Int128, unit: Int128) {
        precondition(unit > 0 && (cards.map { $0 > 0 } ?? true), "a hypothesis is about cards with values")
        self.cards = cards
        self.bound = bound.reduced
        self.most = most
        self.unit = unit
    }

    /// Cards read by themselves: the claim of an assertion over paper cards, given what verified electronic records say.
    ///
    /// With nothing known the hypothesis is mean(A) ≤ 1/2. A known sum S over E cards leaves for the P others at most
    /// (P + E)/2 − S (`Documentation/Audits.md`, "Electronic and paper stations").
    ///
    /// - Parameter known: counts that are certain, added up.
    public init(polling assorter: Assorter, paper cards: UInt64, known: CardCount? = nil) {
        self.init(
            cards: Int128(cards), bound: Self.bound(assorter, cards, known), most: assorter.most, unit: assorter.scale)
    }

    /// The bound for the sum over paper cards in units of the assorter's scale.
    static func bound(_ assorter: Assorter, _ cards: UInt64, _ known: CardCount?) -> Fraction {
        let all = Int128(cards) + Int128(known?.cards ?? 0)
        return Fraction(assorter.scale * all - 2 * (known.map(assorter.total) ?? 0), 2).reduced
    }

    /// Whether the claim holds whatever is on the cards, because no total is low enough.
    public var isImpossible: Bool { bound < .zero }

    /// Whether the claim is false whatever is on the cards.
    public var isCertain: Bool { Fraction((cards ?? 1) * most, 1) <= bound }

    /// The mean under the null, in units of the assorter.
    public var mean: Double {
        Double(bound.numerator) / (Double(bound.denominator) * Double(cards ?? 1) * Double(unit))
    }
}
