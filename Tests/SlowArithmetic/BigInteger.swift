import CGMP

/// A whole number by GMP's high-level functions: what the references of the tests compute with, by definition and slow.
///
/// Never changed after it was made.
package final class BigInteger: Comparable, @unchecked Sendable {
    private let value = UnsafeMutablePointer<__mpz_struct>.allocate(capacity: 1)

    package init() { __gmpz_init(value) }

    package init(_ number: UInt) { __gmpz_init_set_ui(value, number) }

    package convenience init(decimal: String) {
        self.init()
        let result = __gmpz_set_str(value, decimal, 10)
        precondition(result == 0, "\(decimal) is no number")
    }

    /// The most significant byte first.
    package convenience init(bigEndian bytes: [UInt8]) {
        self.init()
        __gmpz_import(value, bytes.count, 1, 1, 1, 0, bytes)
    }

    deinit {
        __gmpz_clear(value)
        value.deallocate()
    }

    /// Lower case, without leading zeros.
    package var hexadecimal: String {
        var characters = [CChar](repeating: 0, count: __gmpz_sizeinbase(value, 16) + 2)
        __gmpz_get_str(&characters, 16, value)
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
    }

    package convenience init(hexadecimal: String) {
        self.init()
        let result = __gmpz_set_str(value, hexadecimal, 16)
        precondition(result == 0, "\(hexadecimal) is no number")
    }

    package var bitWidth: Int { __gmpz_sizeinbase(value, 2) }
    package func bit(_ index: Int) -> Bool { __gmpz_tstbit(value, mp_bitcnt_t(index)) == 1 }
    package var isZero: Bool { self == BigInteger() }
    package var isOdd: Bool { bit(0) }

    package var decimal: String {
        var characters = [CChar](repeating: 0, count: __gmpz_sizeinbase(value, 10) + 2)
        __gmpz_get_str(&characters, 10, value)
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
    }

    package static func == (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(a.value, b.value) == 0 }
    package static func < (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(a.value, b.value) < 0 }

    package static func + (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_add($0, a.value, b.value) } }
    package static func - (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_sub($0, a.value, b.value) } }
    package static func * (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_mul($0, a.value, b.value) } }
    package static func / (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_tdiv_q($0, a.value, b.value) } }
    package static func % (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_mod($0, a.value, b.value) } }

    package func power(_ exponent: BigInteger, modulo modulus: BigInteger) -> BigInteger {
        Self.make { __gmpz_powm($0, value, exponent.value, modulus.value) }
    }

    package func inverse(modulo modulus: BigInteger) -> BigInteger {
        Self.make { _ = __gmpz_invert($0, value, modulus.value) }
    }

    package var isProbablyPrime: Bool { __gmpz_probab_prime_p(value, 30) > 0 }

    private static func make(_ body: (UnsafeMutablePointer<__mpz_struct>) -> Void) -> BigInteger {
        let result = BigInteger()
        body(result.value)
        return result
    }
}
