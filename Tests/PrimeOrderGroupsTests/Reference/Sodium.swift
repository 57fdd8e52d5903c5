import CSodium

/// libsodium's operations on edwards25519 as functions from bytes to bytes, nil where it refuses.
///
/// It refuses what a key must not be: the neutral element and points outside the subgroup in multiplications. Sums take
/// every point of the curve.
enum Sodium {
    static let isReady = sodium_init() >= 0

    private static func result(_ count: Int = 32, _ compute: (UnsafeMutablePointer<UInt8>) -> Int32) -> [UInt8]? {
        precondition(isReady, "libsodium does not start")
        var bytes = [UInt8](repeating: 0, count: count)
        return compute(&bytes) == 0 ? bytes : nil
    }

    static func sum(_ a: [UInt8], _ b: [UInt8]) -> [UInt8]? { result { crypto_core_ed25519_add($0, a, b) } }
    static func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8]? { result { crypto_core_ed25519_sub($0, a, b) } }
    static func isValid(_ a: [UInt8]) -> Bool { crypto_core_ed25519_is_valid_point(a) == 1 }

    /// The point times a number below 2^255 (the top bit is not read).
    static func multiple(_ number: [UInt8], _ point: [UInt8]) -> [UInt8]? {
        result { crypto_scalarmult_ed25519_noclamp($0, number, point) }
    }

    static func multipleOfBase(_ number: [UInt8]) -> [UInt8]? {
        result { crypto_scalarmult_ed25519_base_noclamp($0, number) }
    }

    /// Reduction of 64 bytes, the least significant first, and arithmetic modulo the order.
    enum Scalars {
        private static func result(_ compute: (UnsafeMutablePointer<UInt8>) -> Void) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: 32)
            compute(&bytes)
            return bytes
        }

        static func reduced(_ wide: [UInt8]) -> [UInt8] {
            precondition(wide.count == 64)
            return result { crypto_core_ed25519_scalar_reduce($0, wide) }
        }
        static func sum(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] { result { crypto_core_ed25519_scalar_add($0, a, b) } }
        static func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
            result { crypto_core_ed25519_scalar_sub($0, a, b) }
        }
        static func product(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
            result { crypto_core_ed25519_scalar_mul($0, a, b) }
        }
        static func negative(_ a: [UInt8]) -> [UInt8] { result { crypto_core_ed25519_scalar_negate($0, a) } }
        static func inverse(_ a: [UInt8]) -> [UInt8] { result { _ = crypto_core_ed25519_scalar_invert($0, a) } }
    }
}
