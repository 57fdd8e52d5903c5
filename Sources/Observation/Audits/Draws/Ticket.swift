import ElectionModel
public import VerifiableVoting

/// The number by which a card is drawn: those with the smallest tickets are.
///
/// A card's ticket depends on the seed and its own name only. Whoever draws for two contests draws the same cards first
/// for both, and one way to the box serves both ("consistent sampling", Rivest 2018). The rule is that of Rivest's
/// `consistent_sampler`, so that other tools find the same tickets:
/// the digits of SHA-256(hex SHA-256(seed) + name) as a decimal number, read from the last to the first, after "0.".
public struct Ticket: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Digits after the point, without zeros at the end.
    public let digits: String

    public var description: String { "0." + digits }

    init(digits: String) { self.digits = digits }

    /// A ticket as printed: "0." and digits, the last not 0.
    public init?(text: String) {
        guard text.hasPrefix("0."), text.count > 2, text.utf8.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) }),
            !text.hasSuffix("0")
        else { return nil }
        digits = String(text.dropFirst(2))
    }

    /// The ticket of a card in the draw of a seed.
    public init(_ name: String, seed: Digest) {
        digits = Self.uniform(seed.hexadecimal + name)
    }

    init(words: SHA256Words) { digits = Self.uniform([words.0, words.1, words.2, words.3]) }

    /// A later ticket for the same card, for draws with replacement.
    public var next: Ticket {
        // All but the nines at the beginning is replaced until the result is larger.
        let nines = String(digits.prefix { $0 == "9" })
        var counter = 0
        while true {
            counter += 1
            let next = Ticket(digits: nines + Self.uniform("\(description):\(counter)"))
            if next > self { return next }
        }
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.digits.utf8.lexicographicallyPrecedes(right.digits.utf8)
    }

    /// SHA-256 as a number, its decimal digits from the last to the first: the last ones have no bias.
    package static func uniform(_ text: String) -> String { uniform(Digest(of: text).words) }

    private static func uniform(_ words: [UInt64]) -> String {
        var limbs = words
        var digits: [UInt8] = []
        digits.reserveCapacity(78)
        while limbs.contains(where: { $0 != 0 }) {
            // Eighteen digits at a time.
            var rest: UInt128 = 0
            for index in limbs.indices {
                let (quotient, remainder) = (rest << 64 | UInt128(limbs[index])).quotientAndRemainder(
                    dividingBy: 1_000_000_000_000_000_000)
                limbs[index] = UInt64(quotient)
                rest = remainder
            }
            var part = UInt64(rest)
            for _ in 0..<18 {
                digits.append(UInt8(ascii: "0") + UInt8(part % 10))
                part /= 10
            }
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension Digest {
    /// The digest as four words, the highest first.
    var words: [UInt64] {
        (0..<4).map { word in
            bytes[(8 * word)..<(8 * word + 8)].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}
