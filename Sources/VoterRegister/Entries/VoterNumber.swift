/// The national number of a person: 12 digits, of which the first may be zeros.
public struct VoterNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Below `limit`.
    public let value: UInt64

    public static let digits = 12
    /// 10^12: less than 2^40, so that a number and a place of 24 bits share a word of 64.
    public static let limit: UInt64 = 1_000_000_000_000

    /// Nil for a value of more digits.
    public init?(value: UInt64) {
        guard value < Self.limit else { return nil }
        self.value = value
    }

    /// Reads exactly 12 ASCII digits; nil for anything else.
    public init?(_ text: some Collection<UInt8>) {
        guard text.count == Self.digits else { return nil }
        var value: UInt64 = 0
        for byte in text {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + UInt64(byte - 48)
        }
        self.value = value
    }

    public init?(_ text: String) { self.init(text.utf8) }

    /// What a scanner types for the bar code on a document: the number, and around it what the symbology or the scanner adds
    /// (an AIM identifier such as `]C0`, the asterisks of Code 39, line ends, tabs and spaces).
    ///
    /// That the station of 2004 read the bar code is known (facts, 3.1); which symbology it was, is not.
    public init?(barCode text: String) {
        guard text.utf8.count <= 64 else { return nil }
        var bytes = Array(text.utf8)[...]
        func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
        if bytes.count > 3, bytes.first == UInt8(ascii: "]") { bytes = bytes.dropFirst(3) }
        if bytes.count > 2, bytes.first == UInt8(ascii: "*"), bytes.last == UInt8(ascii: "*") {
            bytes = bytes.dropFirst().dropLast()
        }
        self.init(bytes)
    }

    /// Appends all 12 digits.
    func appendDigits(to bytes: inout [UInt8]) {
        var divisor = Self.limit / 10
        while divisor > 0 {
            bytes.append(48 + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// All 12 digits.
    public var description: String {
        let digits = String(value)
        return String(repeating: "0", count: Self.digits - digits.utf8.count) + digits
    }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
