extension FieldElement {
    /// The number as five limbs below 2^51 with a value below p.
    package var reduced: FieldElement {
        var t = carried.carried
        // q = 1 exactly if t >= p: the carry out of t + 19.
        var q = (t.l0 &+ 19) &>> 51
        q = (t.l1 &+ q) &>> 51
        q = (t.l2 &+ q) &>> 51
        q = (t.l3 &+ q) &>> 51
        q = (t.l4 &+ q) &>> 51
        t.l0 &+= 19 &* q
        t.l1 &+= t.l0 &>> 51
        t.l2 &+= t.l1 &>> 51
        t.l3 &+= t.l2 &>> 51
        t.l4 &+= t.l3 &>> 51
        return FieldElement(
            t.l0 & Self.mask, t.l1 & Self.mask, t.l2 & Self.mask, t.l3 & Self.mask, t.l4 & Self.mask)
    }

    /// The number below p in four limbs of 64 bits.
    package var limbs: Limbs256 {
        let t = reduced
        return Limbs256(
            t.l0 | t.l1 &<< 51, t.l1 &>> 13 | t.l2 &<< 38, t.l2 &>> 26 | t.l3 &<< 25, t.l3 &>> 39 | t.l4 &<< 12)
    }

    /// A number below 2^255; the top bit is left out.
    package init(limbs: Limbs256) {
        self.init(
            limbs.l0 & Self.mask, (limbs.l0 &>> 51 | limbs.l1 &<< 13) & Self.mask,
            (limbs.l1 &>> 38 | limbs.l2 &<< 26) & Self.mask, (limbs.l2 &>> 25 | limbs.l3 &<< 39) & Self.mask,
            limbs.l3 &>> 12 & Self.mask)
    }

    /// p itself.
    package static let modulus = Limbs256(0xffff_ffff_ffff_ffed, .max, .max, .max >> 1)

    /// A number below p; nil from p on. Variable time.
    package init?(canonical limbs: Limbs256) {
        guard Limbs256.subtract(limbs, Self.modulus).borrow == 1 else { return nil }
        self.init(limbs: limbs)
    }

    /// Whether the number is zero modulo p, without a branch before the answer.
    package var isZero: Bool {
        let t = limbs
        return t.l0 | t.l1 | t.l2 | t.l3 == 0
    }

    /// The least significant bit of the number below p: the "sign" of RFC 8032.
    package var isOdd: Bool { reduced.l0 & 1 == 1 }

    package static func == (a: FieldElement, b: FieldElement) -> Bool { (a - b).isZero }

    /// self^(2^250 - 1) and self^11, shared by the two exponentiations.
    @inline(__always)
    private var ladder: (FieldElement, FieldElement) {
        let x2 = squared
        let x9 = x2.squared(times: 2) * self
        let x11 = x9 * x2
        let a5 = x11.squared * x9
        let a10 = a5.squared(times: 5) * a5
        let a20 = a10.squared(times: 10) * a10
        let a40 = a20.squared(times: 20) * a20
        let a50 = a40.squared(times: 10) * a10
        let a100 = a50.squared(times: 50) * a50
        let a200 = a100.squared(times: 100) * a100
        return (a200.squared(times: 50) * a50, x11)
    }

    /// 1/self by Fermat, exponent p - 2; zero for zero.
    package var inverse: FieldElement {
        let (a250, x11) = ladder
        return a250.squared(times: 5) * x11
    }

    /// self^((p-5)/8), from which square roots are made (RFC 8032, section 5.1.3).
    var rootPower: FieldElement {
        let (a250, _) = ladder
        return a250.squared(times: 2) * self
    }

    /// The square root of numerator/denominator that is even, or nil where there is none. Variable time.
    package static func evenRoot(_ numerator: FieldElement, over denominator: FieldElement) -> FieldElement? {
        let d3 = denominator.squared * denominator
        let d7 = d3.squared * denominator
        var root = numerator * d3 * (numerator * d7).rootPower
        let check = root.squared * denominator
        if !(check == numerator) {
            guard check == -numerator else { return nil }
            root = root * EdwardsCurve.rootOfMinusOne
        }
        return root.isOdd ? -root : root
    }

    /// Inverts every number of `values` with one inversion; none may be zero (one zero would make all of them zero).
    ///
    /// P. L. Montgomery, Speeding the Pollard and elliptic curve methods of factorization (1987), section 10.3.1.
    package static func invertAll(_ values: UnsafeMutableBufferPointer<FieldElement>) {
        guard !values.isEmpty else { return }
        withUnsafeTemporaryAllocation(of: FieldElement.self, capacity: values.count) { products in
            var running = FieldElement.one
            for index in values.indices {
                products.initializeElement(at: index, to: running)
                running = running * values[index]
            }
            running = running.inverse
            for index in values.indices.reversed() {
                let value = values[index]
                values[index] = running * products[index]
                running = running * value
            }
        }
    }
}
