/// A public whole number modulo the order of a group, always reduced. Secret ones are `SecretScalar`.
///
/// Arithmetic takes constant time; reading, writing and comparing do not, and no operation named here may be given a secret
/// from outside the module: `SecretScalar` wraps the ones that may.
public struct Scalar<Order: PrimeOrder>: Hashable, Sendable {
    /// 0 <= limbs < q.
    public let limbs: Limbs256

    /// A number known to be below q.
    @inlinable
    package init(reduced limbs: Limbs256) { self.limbs = limbs }

    public init(_ value: UInt64) { self.init(reduced: Limbs256(value, 0, 0, 0)) }

    public static var zero: Scalar { Scalar(reduced: .zero) }
    public static var one: Scalar { Scalar(reduced: .one) }

    @inlinable
    public var isZero: Bool { limbs == .zero }

    /// A whole number that may be negative, modulo q.
    public init(signed value: Int) {
        let magnitude = Scalar(UInt64(value.magnitude))
        self = value < 0 ? -magnitude : magnitude
    }

    /// Any number below 2^256, reduced.
    package init(reducing limbs: Limbs256) {
        self.init(reduced: Self.montgomery(Self.montgomery(limbs, Order.squaredRadix), .one))
    }

    /// The number that 32 or 64 bytes spell, most significant first, reduced modulo q.
    public init(reducingBigEndian bytes: some RandomAccessCollection<UInt8>) {
        precondition(bytes.count == 32 || bytes.count == 64, "a scalar is reduced from 32 or 64 bytes")
        let low = Scalar(reducing: Limbs256(bigEndian: bytes.suffix(32)))
        guard bytes.count == 64 else {
            self = low
            return
        }
        let high = Limbs256(bigEndian: bytes.prefix(32))
        self = Scalar(reduced: Self.montgomery(high, Order.squaredRadix)) + low
    }

    public static func + (a: Scalar, b: Scalar) -> Scalar {
        let (sum, carry) = Limbs256.add(a.limbs, b.limbs)
        return Scalar(reduced: reduceOnce(sum, carry: carry))
    }

    public static func - (a: Scalar, b: Scalar) -> Scalar {
        let (difference, borrow) = Limbs256.subtract(a.limbs, b.limbs)
        let (corrected, _) = Limbs256.add(difference, Order.modulus)
        return Scalar(reduced: Limbs256.select(0 &- borrow, corrected, difference))
    }

    public static prefix func - (a: Scalar) -> Scalar { zero - a }

    public static func * (a: Scalar, b: Scalar) -> Scalar {
        Scalar(reduced: montgomery(montgomery(a.limbs, b.limbs), Order.squaredRadix))
    }

    public static func += (a: inout Scalar, b: Scalar) { a = a + b }

    /// 1/a, by Fermat's little theorem; 0 for 0.
    public var inverse: Scalar {
        let (exponent, _) = Limbs256.subtract(Order.modulus, Limbs256(2, 0, 0, 0))
        var result = Scalar.one
        for index in (0..<exponent.bitWidth).reversed() {
            result = result * result
            if exponent.bit(index) { result = result * self }
        }
        return result
    }

    @inline(__always)
    private static func reduceOnce(_ value: Limbs256, carry: UInt64) -> Limbs256 {
        let (reduced, borrow) = Limbs256.subtract(value, Order.modulus)
        return Limbs256.select(0 &- (carry | (1 &- borrow)), reduced, value)
    }

    /// a b / 2^256 mod q, for a < 2^256 and b < q; constant time.
    @inline(__always)
    static func montgomery(_ a: Limbs256, _ b: Limbs256) -> Limbs256 {
        let q = Order.modulus
        let inverse = Order.negativeInverse
        var t = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        @inline(__always) func round(_ x: UInt64) {
            var c = UInt128(x) &* UInt128(b.l0) &+ UInt128(t.0)
            t.0 = UInt64(truncatingIfNeeded: c)
            c = UInt128(x) &* UInt128(b.l1) &+ UInt128(t.1) &+ (c &>> 64)
            t.1 = UInt64(truncatingIfNeeded: c)
            c = UInt128(x) &* UInt128(b.l2) &+ UInt128(t.2) &+ (c &>> 64)
            t.2 = UInt64(truncatingIfNeeded: c)
            c = UInt128(x) &* UInt128(b.l3) &+ UInt128(t.3) &+ (c &>> 64)
            t.3 = UInt64(truncatingIfNeeded: c)
            c = UInt128(t.4) &+ (c &>> 64)
            t.4 = UInt64(truncatingIfNeeded: c)
            t.5 = UInt64(truncatingIfNeeded: c &>> 64)
            let m = t.0 &* inverse
            c = UInt128(m) &* UInt128(q.l0) &+ UInt128(t.0)
            c = UInt128(m) &* UInt128(q.l1) &+ UInt128(t.1) &+ (c &>> 64)
            t.0 = UInt64(truncatingIfNeeded: c)
            c = UInt128(m) &* UInt128(q.l2) &+ UInt128(t.2) &+ (c &>> 64)
            t.1 = UInt64(truncatingIfNeeded: c)
            c = UInt128(m) &* UInt128(q.l3) &+ UInt128(t.3) &+ (c &>> 64)
            t.2 = UInt64(truncatingIfNeeded: c)
            c = UInt128(t.4) &+ (c &>> 64)
            t.3 = UInt64(truncatingIfNeeded: c)
            t.4 = t.5 &+ UInt64(truncatingIfNeeded: c &>> 64)
        }
        round(a.l0)
        round(a.l1)
        round(a.l2)
        round(a.l3)
        return reduceOnce(Limbs256(t.0, t.1, t.2, t.3), carry: t.4)
    }
}
