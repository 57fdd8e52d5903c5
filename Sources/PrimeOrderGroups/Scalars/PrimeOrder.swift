/// The prime order q of a group, with the constants of Montgomery's multiplication for R = 2^256.
///
/// P. L. Montgomery, Modular multiplication without trial division, Mathematics of Computation 44 (1985).
public protocol PrimeOrder: Sendable {
    /// q, odd, 2^192 < q < 2^256, least significant limb first.
    static var modulus: Limbs256 { get }
    /// -1/q mod 2^64.
    static var negativeInverse: UInt64 { get }
    /// 2^512 mod q.
    static var squaredRadix: Limbs256 { get }
}

/// A whole number below 2^256 as four 64-bit limbs, least significant first.
public struct Limbs256: Hashable, Sendable {
    public var l0, l1, l2, l3: UInt64

    @inlinable
    public init(_ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
        (self.l0, self.l1, self.l2, self.l3) = (l0, l1, l2, l3)
    }

    public static let zero = Limbs256(0, 0, 0, 0)
    public static let one = Limbs256(1, 0, 0, 0)

    /// The number that 32 bytes spell, the most significant first.
    package init(bigEndian bytes: some RandomAccessCollection<UInt8>) {
        var limbs = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        for byte in bytes {
            limbs.3 = limbs.3 << 8 | limbs.2 >> 56
            limbs.2 = limbs.2 << 8 | limbs.1 >> 56
            limbs.1 = limbs.1 << 8 | limbs.0 >> 56
            limbs.0 = limbs.0 << 8 | UInt64(byte)
        }
        self.init(limbs.0, limbs.1, limbs.2, limbs.3)
    }

    /// Sum modulo 2^256 and the carry (0 or 1), in constant time.
    @inline(__always)
    static func add(_ a: Limbs256, _ b: Limbs256) -> (Limbs256, carry: UInt64) {
        var t = UInt128(a.l0) &+ UInt128(b.l0)
        let r0 = UInt64(truncatingIfNeeded: t)
        t = (t &>> 64) &+ UInt128(a.l1) &+ UInt128(b.l1)
        let r1 = UInt64(truncatingIfNeeded: t)
        t = (t &>> 64) &+ UInt128(a.l2) &+ UInt128(b.l2)
        let r2 = UInt64(truncatingIfNeeded: t)
        t = (t &>> 64) &+ UInt128(a.l3) &+ UInt128(b.l3)
        return (Limbs256(r0, r1, r2, UInt64(truncatingIfNeeded: t)), UInt64(truncatingIfNeeded: t &>> 64))
    }

    /// Difference modulo 2^256 and the borrow (0 or 1), in constant time.
    @inline(__always)
    static func subtract(_ a: Limbs256, _ b: Limbs256) -> (Limbs256, borrow: UInt64) {
        var t = UInt128(a.l0) &- UInt128(b.l0)
        let r0 = UInt64(truncatingIfNeeded: t)
        t = UInt128(a.l1) &- UInt128(b.l1) &- ((t &>> 64) & 1)
        let r1 = UInt64(truncatingIfNeeded: t)
        t = UInt128(a.l2) &- UInt128(b.l2) &- ((t &>> 64) & 1)
        let r2 = UInt64(truncatingIfNeeded: t)
        t = UInt128(a.l3) &- UInt128(b.l3) &- ((t &>> 64) & 1)
        return (Limbs256(r0, r1, r2, UInt64(truncatingIfNeeded: t)), UInt64(truncatingIfNeeded: t &>> 64) & 1)
    }

    /// `a` where `mask` is all ones, `b` where it is zero, in constant time.
    @inline(__always)
    static func select(_ mask: UInt64, _ a: Limbs256, _ b: Limbs256) -> Limbs256 {
        Limbs256(
            b.l0 ^ (mask & (a.l0 ^ b.l0)), b.l1 ^ (mask & (a.l1 ^ b.l1)),
            b.l2 ^ (mask & (a.l2 ^ b.l2)), b.l3 ^ (mask & (a.l3 ^ b.l3)))
    }

    /// Whether bit `index` (0 the least significant) is set.
    @inlinable
    public func bit(_ index: Int) -> Bool { limb(index >> 6) >> UInt64(index & 63) & 1 == 1 }

    @inlinable
    public func limb(_ index: Int) -> UInt64 {
        switch index {
        case 0: l0
        case 1: l1
        case 2: l2
        case 3: l3
        default: 0
        }
    }

    /// The `width` bits from `position` on, `width` at most 32.
    @inlinable
    public func bits(from position: Int, width: Int) -> Int {
        let limbIndex = position >> 6
        let shift = UInt64(position & 63)
        var word = limb(limbIndex) &>> shift
        if shift > 32 { word |= limb(limbIndex + 1) &<< (64 &- shift) }
        return Int(word & ((1 &<< UInt64(width)) &- 1))
    }

    /// Number of bits without leading zeros; 0 for zero. Variable time.
    package var bitWidth: Int {
        if l3 != 0 { return 256 - l3.leadingZeroBitCount }
        if l2 != 0 { return 192 - l2.leadingZeroBitCount }
        if l1 != 0 { return 128 - l1.leadingZeroBitCount }
        return 64 - l0.leadingZeroBitCount
    }
}
