import VerifiableVoting

/// Whole numbers from a public seed: the k-th is SHA-256(seed + "," + k) modulo the number of possibilities, k from 1.
///
/// Rivest's rule ("Sampler", 2011), also used by Colorado's audits. The bias of the remainder is below 2^-128 for fewer than 2^128
/// possibilities.
public struct SeededNumbers: Sendable {
    private let seed: String
    private(set) public var drawn = 0

    public init(seed: String) { self.seed = seed }

    /// The next number from 0 up to but without `bound`.
    ///
    /// - Precondition: `bound` is above 0 and below 2^126.
    public mutating func next(below bound: Int128) -> Int128 {
        precondition(bound > 0 && bound < 1 << 126, "a number is drawn from some, and not too many")
        drawn += 1
        let divisor = UInt128(bound)
        let half = UInt128(1) << 64 % divisor
        var rest: UInt128 = 0
        for word in Digest(of: "\(seed),\(drawn)").words {
            // rest·2^64 + word, modulo the divisor.
            rest = addModulo(multiplyModulo(rest, half, divisor), UInt128(word) % divisor, divisor)
        }
        return Int128(rest)
    }

    /// The index of a weight, each with the chance of its part in the sum.
    ///
    /// - Precondition: no weight is negative and one is above 0.
    public mutating func index(by weights: [Int128], total: Int128) -> Int {
        var place = next(below: total)
        for (index, weight) in weights.enumerated() {
            if place < weight { return index }
            place -= weight
        }
        preconditionFailure("the total is the sum of the weights")
    }

    /// Fractions as the library `cryptorandom` of the University of California makes them, which SHANGRLA uses:
    /// SHA-256(seed + "," + k zero bytes) over 2^256, k from 0.
    ///
    /// - Returns: the upper 53 bits as a number from 0 to below 1.
    public static func cryptorandom(seed: String, index: Int) -> Double {
        let digest = Digest(of: Array("\(seed),".utf8) + [UInt8](repeating: 0, count: index))
        return Double(digest.words[0] >> 11) * 0x1p-53
    }
}

private func addModulo(_ left: UInt128, _ right: UInt128, _ divisor: UInt128) -> UInt128 {
    // Both are below 2^126.
    (left + right) % divisor
}

private func multiplyModulo(_ left: UInt128, _ right: UInt128, _ divisor: UInt128) -> UInt128 {
    let product = left.multipliedFullWidth(by: right)
    return divisor.dividingFullWidth((product.high, product.low)).remainder
}
