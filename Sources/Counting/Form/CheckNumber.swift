public import ElectionModel

/// Nine digits in groups of three that a form can carry, such as `402-117-985`, so that the paper proves its own figures:
/// whoever types them wrongly, or another station's, gets another number.
public enum CheckNumber {
    /// The remainder modulo 999,999,937, a prime, of a text whose UTF-8 bytes, each one greater, are the digits of a number
    /// to base 257. One wrong digit and two neighbouring digits swapped always change it; anything else escapes about once
    /// in a thousand million. It keeps nobody from forging: that is what signatures are for.
    public static func of(_ text: some StringProtocol) -> String {
        let prime: UInt64 = 999_999_937
        var remainder: UInt64 = 0
        for byte in text.utf8 { remainder = (remainder * 257 + UInt64(byte) + 1) % prime }
        let digits = String(remainder)
        let padded = String(repeating: "0", count: 9 - digits.count) + digits
        return "\(padded.prefix(3))-\(padded.dropFirst(3).prefix(3))-\(padded.suffix(3))"
    }
}

extension Protocol {
    /// The number of the text `station|tier|district|round|channel` and `|FIELD=NUMBER` for every field in the order of the
    /// form (nothing after `=` where it is unfilled).
    public func checkNumber(on form: ProtocolForm = .kazakhstan2004) -> String {
        var text = "\(station)|\(tier)|\(district)|\(round)|\(channel.rawValue)"
        visitFields(on: form) { field, value in text += "|\(field)=" + (value.map { String($0) } ?? "") }
        return CheckNumber.of(text)
    }
}
