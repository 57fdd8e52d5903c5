/// The subgroup of prime order of edwards25519, called "Ed25519" in election files.
public enum Edwards25519: Group {
    public typealias Order = Edwards25519Order
    public typealias Element = EdwardsPoint
    public typealias Table = EdwardsTable
    public typealias SecretTable = EdwardsSecretTable

    public static let name = "Ed25519"
    public static var longestText: Int { 64 }
    public static var generator: EdwardsPoint { EdwardsCurve.basePoint }
    public static var neutral: EdwardsPoint { .neutral }
    public static let generatorTable = EdwardsTable(EdwardsCurve.basePoint)
    public static let secretGeneratorTable = EdwardsSecretTable(EdwardsCurve.basePoint)

    public static func element(text: UnsafeBufferPointer<UInt8>) -> EdwardsPoint? { EdwardsPoint(text: text) }

    public static func elements(texts: [UnsafeBufferPointer<UInt8>]) -> [EdwardsPoint?] {
        EightLanes.areUsed ? EightLanes.points(texts: texts) : texts.map { EdwardsPoint(text: $0) }
    }

    public static func appendTexts(_ elements: [EdwardsPoint], to bytes: inout [UInt8]) {
        elements.withUnsafeBufferPointer { EdwardsPoint.appendTexts($0, to: &bytes) }
    }

    /// Order of the 32 bytes of RFC 8032, the first byte first (specification notes, section 4.4).
    public static func precedes(_ a: EdwardsPoint, _ b: EdwardsPoint) -> Bool {
        a.encoding.lexicographicallyPrecedes(b.encoding)
    }

    public static func isMember(_ element: EdwardsPoint) -> Bool { element.isInPrimeOrderSubgroup }

    public static var testsMembershipTogether: Bool { true }

    public static func firstNonMember(of elements: [EdwardsPoint]) -> Int? {
        SubgroupMembership.firstOutside(elements, random: SystemRandom.fill)
    }

    public static func product(_ a: EdwardsPoint, _ b: EdwardsPoint) -> EdwardsPoint { a + b }
    public static func quotient(_ a: EdwardsPoint, _ b: EdwardsPoint) -> EdwardsPoint { a - b }

    public static func power(_ base: EdwardsPoint, _ exponent: Scalar<Order>) -> EdwardsPoint {
        base.multiplied(by: exponent)
    }

    public static func powers(
        _ base: EdwardsPoint, _ first: Scalar<Order>, _ second: Scalar<Order>
    ) -> (EdwardsPoint, EdwardsPoint) { base.multiplied(by: first, and: second) }

    public static func powersAndMembership(
        _ base: EdwardsPoint, _ first: Scalar<Order>, _ second: Scalar<Order>
    ) -> (EdwardsPoint, EdwardsPoint, isMember: Bool) {
        base.multipliedTestingMembership(by: first, and: second)
    }

    public static func product(ofPowers terms: [(base: EdwardsPoint, exponent: Scalar<Order>)]) -> EdwardsPoint {
        var points = terms.map(\.base)
        points.withUnsafeMutableBufferPointer { EdwardsPoint.normalize($0) }
        let prepared = terms.indices.map { index in
            MultiScalarMultiplication.Term(
                point: AffineCachedPoint(x: points[index].x, y: points[index].y), number: terms[index].exponent.limbs)
        }
        return prepared.withUnsafeBufferPointer { MultiScalarMultiplication.sum($0, bits: 253) }
    }

    public static func table(_ base: EdwardsPoint) -> EdwardsTable { EdwardsTable(base) }

    public static func product(
        _ start: EdwardsPoint, _ table: EdwardsTable, _ exponent: Scalar<Order>
    ) -> EdwardsPoint { table.add(exponent, to: start) }

    public static func products(
        _ pairs: [ProductPair<Edwards25519>], key: EdwardsTable
    ) -> [ComputedPair<Edwards25519>] {
        EightLanes.areUsed ? EightLanes.products(pairs, key: key) : pairs.map { products($0, key: key) }
    }

    public static func secretTable(_ base: EdwardsPoint) -> EdwardsSecretTable { EdwardsSecretTable(base) }

    public static func secretPower(
        _ table: EdwardsSecretTable, _ exponent: SecretScalar<Order>
    ) -> EdwardsPoint { table.multiplied(by: exponent) }

    public static func secretPower(_ base: EdwardsPoint, _ exponent: SecretScalar<Order>) -> EdwardsPoint {
        base.multiplied(by: exponent)
    }

    public static func secretSelect(_ bit: SecretBit, _ a: EdwardsPoint, _ b: EdwardsPoint) -> EdwardsPoint {
        .select(bit.mask, a, b)
    }
}
