import ElectionModel

/// What is said about cards before any is drawn: a value for each, to be held against the card itself.
///
/// Let r be a card's reference and A its true value. Then b = u − r + A lies in [0, 2u], and the claim Σ A > K is
/// Σ b > P·u − Σ r + K over the P paper cards. A reference need not be right for this to hold; the nearer it comes to the
/// card, the sooner the audit stops. With a machine's record of the card as reference this is ballot comparison
/// (Stark 2020, section 3.2); with the mean of the station's protocol it is ONEAudit (Stark, "Overstatement-Net-Equivalent Risk-Limiting
/// Audit", 2023).
public struct ReferenceValues: Sendable, Hashable {
    public let assorter: Assorter
    /// Parts of the assorter's scale in which references are written.
    static let parts: Int128 = 1 << 20
    /// All paper cards.
    private(set) public var cards: UInt64 = 0
    /// The sum of references, in `unit`ths.
    private(set) public var total: Int128 = 0

    public init(_ assorter: Assorter) { self.assorter = assorter }

    /// The denominator of references and of what is tested.
    public var unit: Int128 { assorter.scale * Self.parts }

    /// The reference of each card of a group: the mean over what the group's protocol reports, rounded to a `unit`th. Cards
    /// beyond the reported ones stand at the value of a card without the contest, which for phantoms is 1/2 (Stark 2020,
    /// section 3.4).
    ///
    /// - Parameter cards: in the group, at least those counted.
    public func mean(_ reported: CardCount, cards: UInt64) -> Int128 {
        guard cards > 0 else { return 0 }
        let rest = Int128(cards) - Int128(reported.cards)
        let sum = (assorter.total(reported) + rest * assorter.absent) * Self.parts
        return (2 * sum + Int128(cards)) / (2 * Int128(cards))
    }

    /// The reference of one card whose record says so.
    public func value(_ record: CardMark) -> Int128 { assorter.numerator(record) * Self.parts }

    /// Adds cards that share a reference to the population.
    public mutating func add(_ reference: Int128, cards: UInt64) {
        self.cards += cards
        total += reference * Int128(cards)
    }

    /// The hypothesis over the cards that were added.
    ///
    /// - Parameter known: counts that are certain.
    public func hypothesis(known: CardCount? = nil) -> NullHypothesis {
        let bound = NullHypothesis.bound(assorter, cards, known)
        let shifted = assorter.most * Self.parts * Int128(cards) - total
        let parts = bound.numerator * Self.parts
        return NullHypothesis(
            cards: Int128(cards), bound: Fraction(shifted * bound.denominator + parts, bound.denominator),
            most: 2 * assorter.most * Self.parts, unit: unit)
    }

    /// The value that is tested for a card: u − r + A.
    public func tested(_ mark: CardMark, against reference: Int128) -> Int128 {
        (assorter.most + assorter.numerator(mark)) * Self.parts - reference
    }

    /// The mean of what is tested if every card is as its reference says: u.
    public var expected: Double { Double(assorter.most) / Double(assorter.scale) }
}
