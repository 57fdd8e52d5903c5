import CGMP

/// The text of a residue: the number in decimal, digits without sign or leading zeros, below p; specification notes of the
/// Belenios protocol, section 4.1.
extension BeleniosResidue {
    /// Digits of p.
    private static let mostDigits = 617

    /// Reads the canonical text; nil for anything else. Zero is a text. Variable time.
    public init?(text: UnsafeBufferPointer<UInt8>) {
        guard (1...Self.mostDigits).contains(text.count) else { return nil }
        guard text.count == 1 || text[0] != UInt8(ascii: "0") else { return nil }
        guard let number = Self.number(text) else { return nil }
        self.init(montgomery: number)
        Self.withPointer(to: Belenios2048Constants.squaredRadix) { squaredRadix in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Self.count) { wide in
                let wide = wide.baseAddress.unsafelyUnwrapped
                Self.withPointer(to: &limbs) { own in
                    limbs_multiply(wide, own, squaredRadix, Self.count)
                    Self.reduce(wide, into: own)
                }
            }
        }
    }

    /// The number that digits spell, if it is below p.
    private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Limbs? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mostDigits) { digits in
            var largest: UInt8 = 0
            for index in text.indices {
                let digit = text[index] &- UInt8(ascii: "0")
                digits.initializeElement(at: index, to: digit)
                largest = max(largest, digit)
            }
            guard largest < 10 else { return nil }
            // 617 digits take at most 33 limbs, and mpn_set_str writes one more.
            return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count + 2) { number in
                number.initialize(repeating: 0)
                let start = number.baseAddress.unsafelyUnwrapped
                let digitStart = digits.baseAddress.unsafelyUnwrapped
                let used = limbs_from_digits(start, digitStart, text.count)
                guard used <= count else { return nil }
                for index in used..<count { number[index] = 0 }
                let isBelow = withPointer(to: Belenios2048Constants.modulus) { limbs_compare(start, $0, count) < 0 }
                guard isBelow else { return nil }
                var limbs = Limbs(repeating: 0)
                for index in 0..<count { limbs[index] = number[index] }
                return limbs
            }
        }
    }

    /// Appends the canonical text.
    func appendText(to bytes: inout [UInt8]) {
        var number = plain
        var used = Self.count
        while used > 0 && number[used - 1] == 0 { used -= 1 }
        guard used > 0 else {
            bytes.append(UInt8(ascii: "0"))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostDigits + 2) { digits in
            let start = digits.baseAddress.unsafelyUnwrapped
            let length = Self.withPointer(to: &number) { limbs_digits(start, $0, used) }
            var first = 0
            while start[first] == 0 { first += 1 }
            for index in first..<length { start[index] &+= UInt8(ascii: "0") }
            bytes.append(contentsOf: UnsafeBufferPointer(start: start + first, count: length - first))
        }
    }

    /// Whether the number is smaller than another.
    func isBelow(_ other: BeleniosResidue) -> Bool {
        Self.withPointer(to: plain) { own in
            Self.withPointer(to: other.plain) { limbs_compare(own, $0, Self.count) < 0 }
        }
    }
}
