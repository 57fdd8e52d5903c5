/// Powers with public exponents: time and memory access hang on them.
enum BeleniosPowers {
    /// Bits of a window; its digits are odd, so that each exponent has 2^(width - 1) buckets.
    private static let width = 4
    private static let odds = 1 << (width - 1)

    /// One base to each of several whole powers, which are not reduced modulo q.
    ///
    /// The squares base^(2^i) are formed once. Where an exponent's window starts, the square is multiplied into the bucket
    /// of the window's digit; at the end the buckets are raised to their digits together. A. C. Yao, On the evaluation of
    /// powers, SIAM Journal on Computing 5 (1976).
    static func powers(_ base: BeleniosResidue, _ exponents: [Limbs256]) -> [BeleniosResidue] {
        let digits = exponents.map(slidingDigits)
        var buckets = [BeleniosResidue?](repeating: nil, count: exponents.count * odds)
        var square = base
        for position in 0..<(digits.map(\.count).max() ?? 0) {
            if position > 0 { square.square() }
            for (index, digits) in digits.enumerated() where position < digits.count && digits[position] > 0 {
                let bucket = index * odds + Int(digits[position] >> 1)
                if buckets[bucket]?.multiply(by: square) == nil { buckets[bucket] = square }
            }
        }
        return exponents.indices.map { combined(buckets[$0 * odds..<($0 + 1) * odds]) }
    }

    /// B_0 B_1^3 B_2^5 ... = (B_0 B_1 B_2 ...) (B_1 B_2^2 B_3^3 ...)^2, by running products.
    private static func combined(_ buckets: ArraySlice<BeleniosResidue?>) -> BeleniosResidue {
        var running: BeleniosResidue?
        var total: BeleniosResidue?
        for bucket in buckets.reversed() {
            total = product(total, running)
            running = product(running, bucket)
        }
        total?.square()
        return product(total, running) ?? .neutral
    }

    private static func product(_ a: BeleniosResidue?, _ b: BeleniosResidue?) -> BeleniosResidue? {
        guard var result = a else { return b }
        if let b { result.multiply(by: b) }
        return result
    }

    /// For each bit the odd digit of the window that starts there, or 0; nothing above the highest window.
    private static func slidingDigits(_ number: Limbs256) -> [UInt8] {
        var digits = [UInt8](repeating: 0, count: number.bitWidth)
        var position = 0
        while position < digits.count {
            guard number.bit(position) else {
                position += 1
                continue
            }
            digits[position] = UInt8(number.bits(from: position, width: width))
            position += width
        }
        return digits
    }

    /// Product of powers of several bases, the squarings shared by up to 64 of them: E. G. Straus, Addition chains of
    /// vectors, American Mathematical Monthly 71 (1964).
    static func product(_ terms: [(base: BeleniosResidue, exponent: Limbs256)]) -> BeleniosResidue {
        var result: BeleniosResidue?
        var start = 0
        while start < terms.count {
            let end = min(start + 64, terms.count)
            result = product(result, sharedProduct(terms[start..<end]))
            start = end
        }
        return result ?? .neutral
    }

    private static func sharedProduct(
        _ terms: ArraySlice<(base: BeleniosResidue, exponent: Limbs256)>
    ) -> BeleniosResidue? {
        let digits = terms.map { slidingDigits($0.exponent) }
        let multiples = terms.flatMap { oddPowers($0.base) }
        var result: BeleniosResidue?
        for position in (0..<(digits.map(\.count).max() ?? 0)).reversed() {
            result?.square()
            for (index, digits) in digits.enumerated() where position < digits.count && digits[position] > 0 {
                result = product(result, multiples[index * odds + Int(digits[position] >> 1)])
            }
        }
        return result
    }

    /// x, x^3, x^5, ...
    private static func oddPowers(_ base: BeleniosResidue) -> [BeleniosResidue] {
        var square = base
        square.square()
        var powers = [base]
        for _ in 1..<odds {
            var next = powers[powers.count - 1]
            next.multiply(by: square)
            powers.append(next)
        }
        return powers
    }
}

/// Powers of one fixed residue for public exponents: unsigned windows of eight bits, 32 x 256 residues (2.1 MB).
///
/// A power is at most 32 multiplications. Variable time.
public final class BeleniosTable: Sendable {
    private static let width = 8
    private static let windows = 32
    private let powers: [BeleniosResidue]

    init(_ base: BeleniosResidue) { powers = Self.powers(of: base, windows: Self.windows, width: Self.width) }

    /// For each window base^(2^(width w)) to the powers 0 ... 2^width - 1.
    static func powers(of base: BeleniosResidue, windows: Int, width: Int) -> [BeleniosResidue] {
        var powers: [BeleniosResidue] = []
        powers.reserveCapacity(windows << width)
        var step = base
        for _ in 0..<windows {
            var power = BeleniosResidue.neutral
            for _ in 0..<(1 << width) {
                powers.append(power)
                power.multiply(by: step)
            }
            step = power
        }
        return powers
    }

    /// `start` times the base to a public power.
    func multiply(_ start: BeleniosResidue, by exponent: Scalar<Belenios2048Order>) -> BeleniosResidue {
        var result = start
        for window in 0..<Self.windows {
            let digit = exponent.limbs.bits(from: window * Self.width, width: Self.width)
            if digit > 0 { result.multiply(by: powers[window << Self.width + digit]) }
        }
        return result
    }
}
