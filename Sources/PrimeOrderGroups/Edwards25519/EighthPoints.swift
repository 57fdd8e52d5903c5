/// A point of the subgroup of prime order in affine coordinates, from an untrusted file: it was read as its eighth.
///
/// edwards25519 has 8q points, and what is not of order q has order 2, 4 or 8 besides: 8Q lies in the subgroup for every
/// point Q of the curve. Whoever gives Q instead of P = 8Q thereby proves P's membership for three doublings.
public struct SubgroupPoint: Sendable {
    let x, y: FieldElement

    /// Bytes of a point in a file: x and y of the eighth, both little-endian and below p.
    public static let byteCount = 64

    /// The point in extended coordinates.
    public var point: EdwardsPoint { EdwardsPoint(x: x, y: y) }

    /// Whether this is the canonical text of the point. Variable time.
    public func hasText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let compressed = EdwardsPoint.compressed(text: text) else { return false }
        return compressed.isOdd == x.isOdd && compressed.y == y
    }

    public func appendText(to bytes: inout [UInt8]) { EdwardsPoint.appendText(x: x, y: y, to: &bytes) }

    /// Reads points given by their eighths and multiplies them by eight: all of them, or nil where one is no point of the
    /// curve in canonical form. One inversion for all; each eighth is tested before it takes part.
    public static func read(eighths bytes: UnsafeBufferPointer<UInt8>) -> [SubgroupPoint]? {
        guard bytes.count.isMultiple(of: byteCount) else { return nil }
        let count = bytes.count / byteCount
        if EightLanes.areUsed && count >= EightLanes.fewest { return EightLanes.points(eighths: bytes, count: count) }
        return withUnsafeTemporaryAllocation(of: EdwardsPoint.self, capacity: count) { points -> [SubgroupPoint]? in
            for index in 0..<count {
                guard let x = coordinate(bytes, byteCount * index), let y = coordinate(bytes, byteCount * index + 32),
                    EdwardsCurve.contains(x: x, y: y)
                else { return nil }
                points.initializeElement(at: index, to: EdwardsPoint(x: x, y: y).doubled(times: 3))
            }
            EdwardsPoint.normalize(points)
            return points.map { SubgroupPoint(x: $0.x, y: $0.y) }
        }
    }

    private static func coordinate(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> FieldElement? {
        func word(_ index: Int) -> UInt64 {
            UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self)
                .littleEndian
        }
        return FieldElement(canonical: Limbs256(word(0), word(1), word(2), word(3)))
    }

    /// Appends the coordinates of the points' eighths; the points must lie in the subgroup.
    public static func append(eighthsOf points: [EdwardsPoint], to bytes: inout [UInt8]) {
        append(points.map { $0.multiplied(by: oneEighth) }, to: &bytes)
    }

    /// Appends the coordinates of points that are eighths already.
    public static func append(_ eighths: [EdwardsPoint], to bytes: inout [UInt8]) {
        var eighths = eighths
        eighths.withUnsafeMutableBufferPointer { EdwardsPoint.normalize($0) }
        for point in eighths {
            for coordinate in [point.x.limbs, point.y.limbs] {
                for limb in [coordinate.l0, coordinate.l1, coordinate.l2, coordinate.l3] {
                    withUnsafeBytes(of: limb.littleEndian) { bytes.append(contentsOf: $0) }
                }
            }
        }
    }

    /// 1/8 modulo q.
    public static let oneEighth = Scalar<Edwards25519Order>(8).inverse
}

/// A sum of points times numbers that is expected to be neutral, checked by one multi-scalar multiplication.
///
/// Points whose numbers are short are kept apart: they cost half.
public struct LinearCombination {
    private var short: [MultiScalarMultiplication.Term] = []
    private var long: [MultiScalarMultiplication.Term] = []

    public init(capacity: Int) {
        short.reserveCapacity(capacity)
        long.reserveCapacity(capacity)
    }

    /// A whole number below 2^128.
    public struct Weight: Sendable {
        let low, high: UInt64

        /// 16 bytes; the number 0 is taken as 1.
        public init(_ bytes: UnsafeRawBufferPointer) {
            precondition(bytes.count == 16, "a weight takes 16 bytes")
            let low = bytes.loadUnaligned(as: UInt64.self)
            high = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            self.low = low == 0 && high == 0 ? 1 : low
        }

        public var scalar: Scalar<Edwards25519Order> {
            Scalar(reduced: Limbs256(low, high, 0, 0))
        }
    }

    public mutating func subtract(_ point: SubgroupPoint, times weight: Weight) {
        short.append(
            .init(point: AffineCachedPoint(x: -point.x, y: point.y), number: Limbs256(weight.low, weight.high, 0, 0)))
    }

    public mutating func add(_ point: SubgroupPoint, times number: Scalar<Edwards25519Order>) {
        long.append(.init(point: AffineCachedPoint(x: point.x, y: point.y), number: number.limbs))
    }

    /// Whether the sum and `rest` together are neutral.
    public func cancels(_ rest: EdwardsPoint) -> Bool {
        let sum = long.withUnsafeBufferPointer { long in
            short.withUnsafeBufferPointer { MultiScalarMultiplication.sum(long, bits: 253, and: $0, bits: 128) }
        }
        return (sum + rest).isNeutral
    }
}
