import CGMP

/// Operations in constant time, by GMP's functions for cryptography; what they leave in memory is wiped.
///
/// GMP manual, Low-level functions, section on functions for cryptography: same operations and same cache accesses for
/// operands of the same size. `mpn_addmul_1`, `mpn_add_n` and `mpn_sub_n` in `reduce` have no branch on their limbs.
extension BeleniosResidue {
    /// Memory for intermediate values of a computation on secrets, wiped at its end.
    static func withSecretLimbs<Result>(_ count: Int, _ body: (UnsafeMutablePointer<UInt64>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { limbs in
            let start = limbs.baseAddress.unsafelyUnwrapped
            limbs.initialize(repeating: 0)
            defer { wipe(start, count * MemoryLayout<UInt64>.stride) }
            return body(start)
        }
    }

    /// Limbs that `multiplySecret` works on.
    static var secretScratch: Int { 2 * count + limbs_secret_multiply_scratch(count) }

    /// Multiplies in place; `scratch` has `secretScratch` limbs.
    static func multiplySecret(
        _ value: UnsafeMutablePointer<UInt64>, by other: UnsafePointer<UInt64>, _ scratch: UnsafeMutablePointer<UInt64>
    ) {
        limbs_secret_multiply(scratch, value, other, count, scratch + 2 * count)
        reduce(scratch, into: value)
    }

    mutating func multiplySecret(by other: Limbs) {
        Self.withSecretLimbs(Self.secretScratch) { scratch in
            Self.withPointer(to: &limbs) { own in
                Self.withPointer(to: other) { Self.multiplySecret(own, by: $0, scratch) }
            }
        }
    }

    /// The residue to a secret power.
    func power(_ secret: SecretScalar<Belenios2048Order>) -> BeleniosResidue {
        let bits = 256
        let exponentLimbs = 4
        let scratch = limbs_secret_power_scratch(Self.count, bits)
        var result = Limbs(repeating: 0)
        Self.withSecretLimbs(exponentLimbs + scratch) { memory in
            for index in 0..<exponentLimbs { memory[index] = secret.limbs.limb(index) }
            Self.withPointer(to: &result) { result in
                Self.withPointer(to: plain) { base in
                    Self.withPointer(to: Belenios2048Constants.modulus) { modulus in
                        limbs_secret_power(result, base, memory, bits, modulus, Self.count, memory + exponentLimbs)
                    }
                }
            }
        }
        return BeleniosResidue(plain: result)
    }

    /// `a` where `mask` is all ones, `b` where it is zero.
    static func select(_ mask: UInt64, _ a: BeleniosResidue, _ b: BeleniosResidue) -> BeleniosResidue {
        var result = b
        for index in 0..<count { result.limbs[index] ^= mask & (a.limbs[index] ^ b.limbs[index]) }
        return result
    }
}

/// Powers of one fixed residue for secret exponents: unsigned windows of five bits, 52 x 32 residues (426 kB).
///
/// Every entry of a window is read and the right one kept by masks: neither time nor addresses hang on the secret.
public final class BeleniosSecretTable: Sendable {
    private static let width = 5
    private static let windows = 52
    private static let entries = 32
    private let powers: [BeleniosResidue]

    init(_ base: BeleniosResidue) {
        powers = BeleniosTable.powers(of: base, windows: Self.windows, width: Self.width)
    }

    /// The base to a secret power, in constant time.
    func power(_ secret: SecretScalar<Belenios2048Order>) -> BeleniosResidue {
        let count = BeleniosResidue.count
        var result = BeleniosResidue.neutral
        powers.withUnsafeBytes { bytes in
            let table = bytes.assumingMemoryBound(to: UInt64.self).baseAddress.unsafelyUnwrapped
            BeleniosResidue.withSecretLimbs(count + BeleniosResidue.secretScratch) { memory in
                BeleniosResidue.withPointer(to: &result.limbs) { result in
                    for window in 0..<Self.windows {
                        let digit = secret.limbs.bits(from: window * Self.width, width: Self.width)
                        let start = table + window * Self.entries * count
                        limbs_secret_entry(memory, start, count, Self.entries, UInt64(digit))
                        BeleniosResidue.multiplySecret(result, by: memory, memory + count)
                    }
                }
            }
        }
        return result
    }
}
