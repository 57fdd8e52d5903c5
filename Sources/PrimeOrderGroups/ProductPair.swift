/// Two products of powers to compute, to which a proof over two plaintexts commits: base^c generator^r key^s, each with its
/// own exponents. The key is the same for many pairs.
public struct ProductPair<G: Group>: Sendable {
    public struct Exponents: Sendable {
        public var base, generator, key: Scalar<G.Order>

        public init(base: Scalar<G.Order>, generator: Scalar<G.Order> = .zero, key: Scalar<G.Order> = .zero) {
            (self.base, self.generator, self.key) = (base, generator, key)
        }

        /// Exponents whose product is neutral.
        public static var zero: Exponents { Exponents(base: .zero) }

        var isZero: Bool { base.isZero && generator.isZero && key.isZero }
    }

    public var base: G.Element
    public var first: Exponents
    public var second: Exponents
    /// Whether the base's membership is to be tested, exactly.
    public var testsMembership: Bool

    public init(base: G.Element, first: Exponents, second: Exponents = .zero, testsMembership: Bool = false) {
        (self.base, self.first, self.second) = (base, first, second)
        self.testsMembership = testsMembership
    }
}

/// Two products of one base; of one outside the group they say nothing.
public struct ComputedPair<G: Group>: Sendable {
    public var first, second: G.Element
    /// False only where the base's membership was tested and it lies outside.
    public var isMember: Bool
}

extension Group {
    public static func products(_ pairs: [ProductPair<Self>], key: Table) -> [ComputedPair<Self>] {
        pairs.map { products($0, key: key) }
    }

    /// The products of one pair, by the operations for single elements.
    static func products(_ pair: ProductPair<Self>, key: Table) -> ComputedPair<Self> {
        var computed: ComputedPair<Self>
        if pair.testsMembership {
            let (first, second, isMember) = powersAndMembership(pair.base, pair.first.base, pair.second.base)
            computed = ComputedPair(first: first, second: second, isMember: isMember)
        } else if pair.second.isZero {
            computed = ComputedPair(first: power(pair.base, pair.first.base), second: neutral, isMember: true)
        } else {
            let (first, second) = powers(pair.base, pair.first.base, pair.second.base)
            computed = ComputedPair(first: first, second: second, isMember: true)
        }
        computed.first = multiply(computed.first, pair.first, key)
        computed.second = multiply(computed.second, pair.second, key)
        return computed
    }

    private static func multiply(
        _ start: Element, _ exponents: ProductPair<Self>.Exponents, _ key: Table
    ) -> Element {
        var result = start
        if !exponents.generator.isZero { result = product(result, generatorTable, exponents.generator) }
        if !exponents.key.isZero { result = product(result, key, exponents.key) }
        return result
    }
}
