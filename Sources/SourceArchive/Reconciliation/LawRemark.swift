public import ElectionModel

/// What the election's law says about a stated fact.
public struct LawRemark: Sendable, Hashable {
    public var kind: Kind
    public var fact: FactName
    /// Pages whose statement it is about, by place.
    public var pages: [Int]
    /// The claims that it is about.
    public var claims: [Claim]
    public var figures: [Figure]
    public var arithmetic: [String]
    public var cites: [String]

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The law has the same number.
        case confirms
        /// The law has another number.
        case otherNumber = "other-number"
        /// The law has another way: who elects, who takes part in the division.
        case otherWay = "other-way"
        /// The seats follow from the votes with this base and no other.
        case baseConfirmed = "base-confirmed"
        /// The seats do not follow from the votes.
        case seatsDiffer = "seats-differ"
    }

    public init(
        _ kind: Kind, _ fact: FactName, pages: [Int], claims: [Claim] = [], figures: [Figure] = [],
        arithmetic: [String] = [], cites: [String] = []
    ) {
        self.kind = kind
        self.fact = fact
        self.pages = pages
        self.claims = claims
        self.figures = figures
        self.arithmetic = arithmetic
        self.cites = cites
    }
}
