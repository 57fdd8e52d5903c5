import CGMP

/// A whole number by GMP's high-level functions: the reference of the tests of BELENIOS-2048, by definition and slow.
final class BigInteger: Comparable {
    private var value = __mpz_struct()

    init() { __gmpz_init(&value) }

    init(_ number: UInt) { __gmpz_init_set_ui(&value, number) }

    convenience init(decimal: String) {
        self.init()
        let result = __gmpz_set_str(&value, decimal, 10)
        precondition(result == 0, "\(decimal) is no number")
    }

    /// The most significant byte first.
    convenience init(bigEndian bytes: [UInt8]) {
        self.init()
        __gmpz_import(&value, bytes.count, 1, 1, 1, 0, bytes)
    }

    deinit { __gmpz_clear(&value) }

    var decimal: String {
        var characters = [CChar](repeating: 0, count: __gmpz_sizeinbase(&value, 10) + 2)
        __gmpz_get_str(&characters, 10, &value)
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
    }

    static func == (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(&a.value, &b.value) == 0 }
    static func < (a: BigInteger, b: BigInteger) -> Bool { __gmpz_cmp(&a.value, &b.value) < 0 }

    static func + (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_add($0, &a.value, &b.value) } }
    static func - (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_sub($0, &a.value, &b.value) } }
    static func * (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_mul($0, &a.value, &b.value) } }
    static func / (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_tdiv_q($0, &a.value, &b.value) } }
    static func % (a: BigInteger, b: BigInteger) -> BigInteger { make { __gmpz_mod($0, &a.value, &b.value) } }

    func power(_ exponent: BigInteger, modulo modulus: BigInteger) -> BigInteger {
        Self.make { __gmpz_powm($0, &value, &exponent.value, &modulus.value) }
    }

    func inverse(modulo modulus: BigInteger) -> BigInteger {
        Self.make { _ = __gmpz_invert($0, &value, &modulus.value) }
    }

    var isProbablyPrime: Bool { __gmpz_probab_prime_p(&value, 30) > 0 }

    private static func make(_ body: (UnsafeMutablePointer<__mpz_struct>) -> Void) -> BigInteger {
        let result = BigInteger()
        body(&result.value)
        return result
    }
}
