/// A number modulo p = 2^255 - 19 in five limbs of 51 bits, least significant first.
///
/// Limbs stay below 2^52 after a multiplication and may grow to 2^54 by additions between two of them; all arithmetic is
/// constant time. D. J. Bernstein, N. Duif, T. Lange, P. Schwabe, B.-Y. Yang, High-speed high-security signatures (2011).
package struct FieldElement: Sendable {
    package var l0, l1, l2, l3, l4: UInt64

    @inline(__always)
    package init(_ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64, _ l4: UInt64) {
        (self.l0, self.l1, self.l2, self.l3, self.l4) = (l0, l1, l2, l3, l4)
    }

    package static let mask: UInt64 = 1 << 51 - 1
    package static let zero = FieldElement(0, 0, 0, 0, 0)
    package static let one = FieldElement(1, 0, 0, 0, 0)

    /// Sum without carrying: the limbs of the summands add up.
    @inline(__always)
    package static func + (a: FieldElement, b: FieldElement) -> FieldElement {
        FieldElement(a.l0 &+ b.l0, a.l1 &+ b.l1, a.l2 &+ b.l2, a.l3 &+ b.l3, a.l4 &+ b.l4)
    }

    /// Difference as a + 8p - b with one round of carries; the limbs of b at most those of 8p: 2^54 - 152.
    @inline(__always)
    package static func - (a: FieldElement, b: FieldElement) -> FieldElement {
        FieldElement(
            a.l0 &+ 0x003f_ffff_ffff_ff68 &- b.l0, a.l1 &+ 0x003f_ffff_ffff_fff8 &- b.l1,
            a.l2 &+ 0x003f_ffff_ffff_fff8 &- b.l2, a.l3 &+ 0x003f_ffff_ffff_fff8 &- b.l3,
            a.l4 &+ 0x003f_ffff_ffff_fff8 &- b.l4
        ).carried
    }

    @inline(__always)
    package static prefix func - (a: FieldElement) -> FieldElement { zero - a }

    /// One round of carries, all limbs at once: limbs below 2^52 for limbs below 2^63.
    @inline(__always)
    package var carried: FieldElement {
        FieldElement(
            (l0 & Self.mask) &+ 19 &* (l4 &>> 51), (l1 & Self.mask) &+ (l0 &>> 51), (l2 & Self.mask) &+ (l1 &>> 51),
            (l3 & Self.mask) &+ (l2 &>> 51), (l4 & Self.mask) &+ (l3 &>> 51))
    }

    @inline(__always)
    package static func * (a: FieldElement, b: FieldElement) -> FieldElement {
        let b1 = 19 &* b.l1
        let b2 = 19 &* b.l2
        let b3 = 19 &* b.l3
        let b4 = 19 &* b.l4
        return FieldElement(
            columns: product(a.l0, b.l0) &+ product(a.l1, b4) &+ product(a.l2, b3) &+ product(a.l3, b2)
                &+ product(a.l4, b1),
            product(a.l0, b.l1) &+ product(a.l1, b.l0) &+ product(a.l2, b4) &+ product(a.l3, b3) &+ product(a.l4, b2),
            product(a.l0, b.l2) &+ product(a.l1, b.l1) &+ product(a.l2, b.l0) &+ product(a.l3, b4)
                &+ product(a.l4, b3),
            product(a.l0, b.l3) &+ product(a.l1, b.l2) &+ product(a.l2, b.l1) &+ product(a.l3, b.l0)
                &+ product(a.l4, b4),
            product(a.l0, b.l4) &+ product(a.l1, b.l3) &+ product(a.l2, b.l2) &+ product(a.l3, b.l1)
                &+ product(a.l4, b.l0))
    }

    @inline(__always)
    package var squared: FieldElement {
        let d0 = 2 &* l0
        let d1 = 2 &* l1
        let d2 = 2 &* l2
        let n3 = 19 &* l3
        let n4 = 19 &* l4
        return FieldElement(
            columns: Self.product(l0, l0) &+ Self.product(d1, n4) &+ Self.product(d2, n3),
            Self.product(d0, l1) &+ Self.product(d2, n4) &+ Self.product(l3, n3),
            Self.product(d0, l2) &+ Self.product(l1, l1) &+ Self.product(2 &* l3, n4),
            Self.product(d0, l3) &+ Self.product(d1, l2) &+ Self.product(l4, n4),
            Self.product(d0, l4) &+ Self.product(d1, l3) &+ Self.product(l2, l2))
    }

    @inline(__always)
    private static func product(_ a: UInt64, _ b: UInt64) -> UInt128 { UInt128(a) &* UInt128(b) }

    /// Carries of the five columns of a product, each below 2^115.
    @inline(__always)
    private init(columns c0: UInt128, _ c1: UInt128, _ c2: UInt128, _ c3: UInt128, _ c4: UInt128) {
        let t1 = c1 &+ (c0 &>> 51)
        let t2 = c2 &+ (t1 &>> 51)
        let t3 = c3 &+ (t2 &>> 51)
        let t4 = c4 &+ (t3 &>> 51)
        let r0 = (UInt64(truncatingIfNeeded: c0) & Self.mask) &+ 19 &* UInt64(truncatingIfNeeded: t4 &>> 51)
        self.init(
            r0 & Self.mask, (UInt64(truncatingIfNeeded: t1) & Self.mask) &+ (r0 &>> 51),
            UInt64(truncatingIfNeeded: t2) & Self.mask, UInt64(truncatingIfNeeded: t3) & Self.mask,
            UInt64(truncatingIfNeeded: t4) & Self.mask)
    }

    /// The number squared `count` times.
    @inline(__always)
    func squared(times count: Int) -> FieldElement {
        var result = self
        for _ in 0..<count { result = result.squared }
        return result
    }

    /// `a` where `mask` is all ones, `b` where it is zero.
    @inline(__always)
    static func select(_ mask: UInt64, _ a: FieldElement, _ b: FieldElement) -> FieldElement {
        FieldElement(
            b.l0 ^ (mask & (a.l0 ^ b.l0)), b.l1 ^ (mask & (a.l1 ^ b.l1)), b.l2 ^ (mask & (a.l2 ^ b.l2)),
            b.l3 ^ (mask & (a.l3 ^ b.l3)), b.l4 ^ (mask & (a.l4 ^ b.l4)))
    }
}
