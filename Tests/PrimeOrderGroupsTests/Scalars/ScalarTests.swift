import LargeTests
import PrimeOrderGroups
import SlowArithmetic
import Testing

/// Arithmetic modulo both orders against big numbers; that of BELENIOS-2048 has 256 bits, so that sums leave the limbs.
@Suite struct ScalarTests {
    @Test func ordersAreThoseOfTheNotes() {
        #expect(BigNumber(Edwards25519Order.modulus) == ReferencePoint.order)
        #expect(
            "\(BigNumber(Belenios2048Order.modulus))"
                == "78571733251071885079927659812671450121821421258408794611510081919805623223441")
        checkConstants(Edwards25519Order.self)
        checkConstants(Belenios2048Order.self)
    }

    private func checkConstants<Order: PrimeOrder>(_: Order.Type) {
        let q = BigNumber(Order.modulus)
        #expect(q.isProbablyPrime && q > BigNumber(1) << 192)
        #expect(Order.modulus.l0 &* Order.negativeInverse == .max)
        #expect(BigNumber(Order.squaredRadix) == (BigNumber(1) << 512) % q)
    }

    @Test func arithmeticModuloEdwards25519Order() { checkArithmetic(Edwards25519Order.self, seed: 1) }
    @Test func arithmeticModuloBelenios2048Order() { checkArithmetic(Belenios2048Order.self, seed: 2) }

    /// Numbers below q at the ends of its range and of limbs.
    static func edges<Order: PrimeOrder>(_: Order.Type) -> [Scalar<Order>] {
        let q = BigNumber(Order.modulus)
        var numbers = [BigNumber(0), BigNumber(1), BigNumber(2), q / BigNumber(2), q / BigNumber(2) + BigNumber(1)]
        numbers += [q - BigNumber(2), q - BigNumber(1)]
        for exponent in [UInt(63), 64, 127, 128, 191, 192, 251] {
            numbers += [(BigNumber(1) << exponent) - BigNumber(1), BigNumber(1) << exponent]
        }
        // R = 2^256 and its relatives, which Montgomery's form treats as 1 and -1.
        let radix = (BigNumber(1) << 256) % q
        numbers += [radix, q - radix, (BigNumber(1) << 512) % q]
        return numbers.map { Scalar(reduced: $0.limbs) }
    }

    private func checkArithmetic<Order: PrimeOrder>(_: Order.Type, seed: UInt64, of test: String = #function) {
        typealias S = Scalar<Order>
        let q = BigNumber(Order.modulus)
        var comparisons = Comparisons()
        func compare(_ a: S, _ b: S) {
            let (x, y) = (BigNumber(a.limbs), BigNumber(b.limbs))
            comparisons.check(BigNumber((a + b).limbs) == (x + y) % q, "\(x) + \(y)")
            comparisons.check(BigNumber((a - b).limbs) == (x - y) % q, "\(x) - \(y)")
            comparisons.check(BigNumber((a * b).limbs) == x * y % q, "\(x) * \(y)")
            comparisons.check(BigNumber((-a).limbs) == (BigNumber(0) - x) % q, "-\(x)")
            comparisons.check((a == b) == (x == y), "\(x) = \(y)")
            let (secretA, secretB) = (SecretScalar(a), SecretScalar(b))
            comparisons.check((secretA + secretB).revealed() == a + b, "secret \(x) + \(y)")
            comparisons.check((secretA - secretB).revealed() == a - b, "secret \(x) - \(y)")
            comparisons.check((secretA * secretB).revealed() == a * b, "secret \(x) * \(y)")
            comparisons.check((secretA + b).revealed() == a + b, "secret \(x) + public \(y)")
            comparisons.check((secretA * b).revealed() == a * b, "secret \(x) * public \(y)")
        }
        let edges = Self.edges(Order.self)
        for a in edges {
            for b in edges { compare(a, b) }
        }
        var numbers = SeededNumbers(seed: seed, of: test)
        let count = LargeTest.size(test)
        for _ in 0..<count { compare(numbers.scalar(), numbers.scalar()) }
        let inverted = edges + (0..<count / 10).map { _ in numbers.scalar() }
        for a in inverted {
            let expected = BigNumber(a.limbs).inverse(modulo: q) ?? BigNumber(0)
            comparisons.check(BigNumber(a.inverse.limbs) == expected, "1/\(a.decimal)")
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 10 * (edges.count * edges.count + count) + inverted.count)
        #expect(S.zero.inverse.isZero && !S.one.isZero)
    }

    @Test func reductionModuloEdwards25519Order() { checkReduction(Edwards25519Order.self, seed: 3) }
    @Test func reductionModuloBelenios2048Order() { checkReduction(Belenios2048Order.self, seed: 4) }

    private func checkReduction<Order: PrimeOrder>(_: Order.Type, seed: UInt64, of test: String = #function) {
        typealias S = Scalar<Order>
        let q = BigNumber(Order.modulus)
        var numbers = SeededNumbers(seed: seed, of: test)
        var inputs = [0, 1, 0x7f, 0x80, 0xff].flatMap { byte in
            [32, 64].map { [UInt8](repeating: UInt8(byte), count: $0) }
        }
        // Multiples of q, and their neighbours, in 64 bytes.
        for factor in [BigNumber(1), BigNumber(2), (BigNumber(1) << 256) - BigNumber(1)] {
            for difference in UInt(0)...2 {
                let digits = (factor * q - BigNumber(1) + BigNumber(difference)).text(radix: 16)
                inputs.append(Hexadecimal.bytes(String(repeating: "0", count: 128 - digits.utf8.count) + digits))
            }
        }
        for _ in 0..<LargeTest.size(test) {
            inputs.append(numbers.bytes(32))
            inputs.append(numbers.bytes(64))
        }
        var comparisons = Comparisons()
        for bytes in inputs {
            let expected = BigNumber(bigEndian: bytes) % q
            let text = Hexadecimal.text(bytes)
            comparisons.check(BigNumber(S(reducingBigEndian: bytes).limbs) == expected, "reducing \(text)")
            // A slice's indices do not start at zero.
            let slice = ([7] + bytes + [9])[1...bytes.count]
            comparisons.check(BigNumber(S(reducingBigEndian: slice).limbs) == expected, "reducing a slice \(text)")
            if bytes.count == 32 {
                let limbs = BigNumber(bigEndian: bytes).limbs
                comparisons.check(BigNumber(S(reducing: limbs).limbs) == expected, "reducing limbs \(text)")
            } else {
                let secret = bytes.withUnsafeBytes { SecretScalar<Order>(uniform: $0) }
                comparisons.check(BigNumber(secret.revealed().limbs) == expected, "secret from \(text)")
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 3 * inputs.count)
        for value in [Int.min, -2, -1, 0, 1, .max] {
            let magnitude = BigNumber(UInt(value.magnitude))
            #expect(BigNumber(S(signed: value).limbs) == (value < 0 ? BigNumber(0) - magnitude : magnitude) % q)
        }
    }
}
