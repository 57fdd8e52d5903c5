import PrimeOrderGroups
import SlowArithmetic

/// edwards25519 by definition: affine coordinates, the addition law as RFC 8032 (section 5.1) states it, one division each
/// time. Slow, and nothing in it is shared with the module under test.
struct ReferencePoint: Equatable, Sendable {
    static let p = (BigNumber(1) << 255) - BigNumber(19)
    static let d = quotient(BigNumber(0) - BigNumber(121_665), BigNumber(121_666))
    static let order = (BigNumber(1) << 252) + BigNumber(decimal: "27742317777372353535851937790883648493")
    static let neutral = ReferencePoint(x: BigNumber(0), y: BigNumber(1))
    /// y = 4/5 and x even.
    static let base = ReferencePoint(y: quotient(BigNumber(4), BigNumber(5)), isOdd: false) ?? .neutral

    let x, y: BigNumber

    init(x: BigNumber, y: BigNumber) { (self.x, self.y) = (x, y) }

    /// The point with this y and parity of x; nil off the curve, for y >= p, and for x = 0 called odd.
    init?(y: BigNumber, isOdd: Bool) {
        let p = Self.p
        guard y < p else { return nil }
        let xx = Self.quotient(y * y - BigNumber(1), Self.d * y * y + BigNumber(1))
        var root = xx.power((p + BigNumber(3)) / BigNumber(8), modulo: p)
        if root * root % p != xx {
            root = root * BigNumber(2).power((p - BigNumber(1)) / BigNumber(4), modulo: p) % p
        }
        guard root * root % p == xx, !(isOdd && root == BigNumber(0)) else { return nil }
        self.init(x: root.isOdd == isOdd ? root : p - root, y: y)
    }

    /// The point that 256 bits name: y, and the parity of x in the top bit.
    init?(encoded value: BigNumber) {
        self.init(y: value % (BigNumber(1) << 255), isOdd: value.bit(255))
    }

    /// a/b modulo p, for b not divisible by p.
    static func quotient(_ a: BigNumber, _ b: BigNumber) -> BigNumber {
        a * b.power(p - BigNumber(2), modulo: p) % p
    }

    static func + (a: ReferencePoint, b: ReferencePoint) -> ReferencePoint {
        let product = d * a.x * b.x * a.y * b.y
        return ReferencePoint(
            x: quotient(a.x * b.y + b.x * a.y, BigNumber(1) + product),
            y: quotient(a.y * b.y + a.x * b.x, BigNumber(1) - product))
    }

    static prefix func - (a: ReferencePoint) -> ReferencePoint {
        ReferencePoint(x: (BigNumber(0) - a.x) % p, y: a.y)
    }

    static func - (a: ReferencePoint, b: ReferencePoint) -> ReferencePoint { a + -b }

    func multiplied(by number: BigNumber) -> ReferencePoint {
        var result = Self.neutral
        for index in (0..<number.bitCount).reversed() {
            result = result + result
            if number.bit(index) { result = result + self }
        }
        return result
    }

    /// The text of the notes: 64 digits of y + 2^255 (x mod 2).
    var text: String {
        let digits = (x.isOdd ? y + (BigNumber(1) << 255) : y).text(radix: 16)
        return String(repeating: "0", count: 64 - digits.utf8.count) + digits
    }
}

/// The eight points of edwards25519 whose order divides 8, as multiples of one point of order 8, and what they look like.
enum LowOrder {
    /// Encodings of 0 T, 1 T, ... 7 T with T of order 8. They are the canonical ones among the encodings that the libraries
    /// refuse as keys (D. J. Bernstein, "Which public keys are safe?", and the list in libsodium's ed25519_ref10.c).
    static let encodings = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    ]

    static let points: [EdwardsPoint] = encodings.compactMap { EdwardsPoint(encoding: Hexadecimal.bytes($0)) }
}
