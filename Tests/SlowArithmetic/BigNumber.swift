import CGMP

/// Whole numbers of any size by the GNU multiple precision library, for references written by definition.
///
/// A number never changes after it was computed, so it may be shared.
package final class BigNumber: Comparable, CustomStringConvertible, @unchecked Sendable {
    private let number: mpz_ptr

    private init(computing compute: (mpz_ptr) -> Void) {
        number = .allocate(capacity: 1)
        __gmpz_init(number)
        compute(number)
    }

    deinit {
        __gmpz_clear(number)
        number.deallocate()
    }

    package convenience init(_ value: UInt) { self.init { __gmpz_set_ui($0, value) } }

    /// A decimal number; anything else ends the test run.
    package convenience init(decimal text: String) {
        self.init { precondition(__gmpz_set_str($0, text, 10) == 0, "not a decimal number: \(text)") }
    }

    /// Digits in lower case; anything else ends the test run.
    package convenience init(hexadecimal text: String) {
        self.init { precondition(__gmpz_set_str($0, text, 16) == 0, "not a hexadecimal number: \(text)") }
    }

    /// Limbs of 64 bits, least significant first.
    package convenience init(words: [UInt64]) { self.init { __gmpz_import($0, words.count, -1, 8, 0, 0, words) } }

    package convenience init(bigEndian bytes: [UInt8]) {
        self.init { __gmpz_import($0, bytes.count, 1, 1, 0, 0, bytes) }
    }

    /// Four limbs of a number from 0 to 2^256 - 1, least significant first.
    package var words: [UInt64] {
        precondition(self >= BigNumber(0) && self < BigNumber(1) << 256, "no limbs for \(self)")
        var words: [UInt64] = [0, 0, 0, 0]
        __gmpz_export(&words, nil, -1, 8, 0, 0, number)
        return words
    }

    package func text(radix: Int32) -> String {
        var characters = [CChar](repeating: 0, count: __gmpz_sizeinbase(number, radix) + 2)
        __gmpz_get_str(&characters, radix, number)
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package var decimal: String { text(radix: 10) }
    package var description: String { decimal }

    package static func == (a: BigNumber, b: BigNumber) -> Bool { __gmpz_cmp(a.number, b.number) == 0 }
    package static func < (a: BigNumber, b: BigNumber) -> Bool { __gmpz_cmp(a.number, b.number) < 0 }
    package static func + (a: BigNumber, b: BigNumber) -> BigNumber {
        BigNumber { __gmpz_add($0, a.number, b.number) }
    }
    package static func - (a: BigNumber, b: BigNumber) -> BigNumber {
        BigNumber { __gmpz_sub($0, a.number, b.number) }
    }
    package static func * (a: BigNumber, b: BigNumber) -> BigNumber {
        BigNumber { __gmpz_mul($0, a.number, b.number) }
    }
    package static func << (a: BigNumber, count: UInt) -> BigNumber {
        BigNumber { __gmpz_mul_2exp($0, a.number, count) }
    }

    /// The quotient rounded down, for b > 0.
    package static func / (a: BigNumber, b: BigNumber) -> BigNumber {
        BigNumber { __gmpz_fdiv_q($0, a.number, b.number) }
    }

    /// The remainder from 0 to b - 1.
    package static func % (a: BigNumber, b: BigNumber) -> BigNumber {
        BigNumber { __gmpz_mod($0, a.number, b.number) }
    }

    package func power(_ exponent: BigNumber, modulo modulus: BigNumber) -> BigNumber {
        BigNumber { __gmpz_powm($0, number, exponent.number, modulus.number) }
    }

    /// Nil where there is no inverse.
    package func inverse(modulo modulus: BigNumber) -> BigNumber? {
        var exists = false
        let inverse = BigNumber { exists = __gmpz_invert($0, number, modulus.number) != 0 }
        return exists ? inverse : nil
    }

    /// Whether the number is zero or a square modulo an odd prime, by Jacobi's symbol.
    package func isSquare(modulo prime: BigNumber) -> Bool { __gmpz_jacobi(number, prime.number) >= 0 }

    package var isProbablyPrime: Bool { __gmpz_probab_prime_p(number, 40) > 0 }
    package var isOdd: Bool { bit(0) }
    package func bit(_ index: UInt) -> Bool { __gmpz_tstbit(number, index) == 1 }
    package var bitCount: UInt { self == BigNumber(0) ? 0 : UInt(__gmpz_sizeinbase(number, 2)) }
}
