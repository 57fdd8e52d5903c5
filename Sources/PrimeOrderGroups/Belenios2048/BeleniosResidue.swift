import CGMP

/// A residue modulo the 2048-bit prime p of the group BELENIOS-2048, in Montgomery's form x 2^2048 mod p, below p.
///
/// Any residue, also zero and those outside the subgroup of order q: who reads one asks for its membership. P. L.
/// Montgomery, Modular multiplication without trial division, Mathematics of Computation 44 (1985).
public struct BeleniosResidue: Equatable, Sendable {
    typealias Limbs = InlineArray<32, UInt64>
    static let count = 32

    /// x 2^2048 mod p.
    var limbs: Limbs

    init(montgomery limbs: Limbs) { self.limbs = limbs }

    /// A number below p in its usual form. Constant time.
    init(plain limbs: Limbs) {
        self.init(montgomery: limbs)
        multiplySecret(by: Belenios2048Constants.squaredRadix)
    }

    init(_ value: UInt64) {
        var limbs = Limbs(repeating: 0)
        limbs[0] = value
        self.init(plain: limbs)
    }

    static let neutral = BeleniosResidue(1)

    /// The number itself, below p.
    var plain: Limbs {
        var result = Limbs(repeating: 0)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Self.count) { wide in
            wide.initialize(repeating: 0)
            for index in 0..<Self.count { wide[index] = limbs[index] }
            Self.withPointer(to: &result) { Self.reduce(wide.baseAddress.unsafelyUnwrapped, into: $0) }
        }
        return result
    }

    /// Variable time.
    public static func == (a: BeleniosResidue, b: BeleniosResidue) -> Bool {
        for index in 0..<count where a.limbs[index] != b.limbs[index] { return false }
        return true
    }

    /// Multiplies by a public residue. Variable time.
    mutating func multiply(by other: BeleniosResidue) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Self.count) { wide in
            let wide = wide.baseAddress.unsafelyUnwrapped
            Self.withPointer(to: &limbs) { own in
                Self.withPointer(to: other.limbs) { limbs_multiply(wide, own, $0, Self.count) }
                Self.reduce(wide, into: own)
            }
        }
    }

    /// Multiplies by itself, a public residue. Variable time.
    mutating func square() {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Self.count) { wide in
            let wide = wide.baseAddress.unsafelyUnwrapped
            Self.withPointer(to: &limbs) { own in
                limbs_square(wide, own, Self.count)
                Self.reduce(wide, into: own)
            }
        }
    }

    /// 1/x; 0 for 0. Variable time.
    var inverse: BeleniosResidue {
        var result = Limbs(repeating: 0)
        Self.withPointer(to: &result) { result in
            Self.withPointer(to: plain) { own in
                Self.withPointer(to: Belenios2048Constants.modulus) { limbs_invert(result, own, $0, Self.count) }
            }
        }
        return BeleniosResidue(plain: result)
    }

    /// wide / 2^2048 mod p for 64 limbs below p 2^2048, which are used up. Constant time.
    static func reduce(_ wide: UnsafeMutablePointer<UInt64>, into result: UnsafeMutablePointer<UInt64>) {
        withPointer(to: Belenios2048Constants.modulus) { modulus in
            for row in 0..<count {
                let factor = wide[row] &* Belenios2048Constants.negativeInverse
                // The row's lowest limb becomes zero; its carry belongs 32 limbs higher and waits in its place.
                wide[row] = limbs_add_multiple(wide + row, modulus, count, factor)
            }
            let carry = limbs_add(result, wide + count, wide, count)
            let borrow = limbs_subtract(wide, result, modulus, count)
            let mask = 0 &- (carry | (1 &- borrow))
            for index in 0..<count { result[index] ^= mask & (result[index] ^ wide[index]) }
        }
    }

    @inline(__always)
    static func withPointer<Result>(
        to limbs: borrowing Limbs, _ body: (UnsafePointer<UInt64>) -> Result
    ) -> Result {
        limbs.span.withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
    }

    @inline(__always)
    static func withPointer<Result>(
        to limbs: inout Limbs, _ body: (UnsafeMutablePointer<UInt64>) -> Result
    ) -> Result {
        var span = limbs.mutableSpan
        return span.withUnsafeMutableBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
    }
}
