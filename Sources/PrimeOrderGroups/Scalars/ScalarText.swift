extension Scalar {
    /// Most decimal digits of a number below 2^256.
    package static var mostDigits: Int { 78 }

    /// Reads the canonical decimal form: digits without sign or leading zeros, below q; nil for anything else.
    ///
    /// Specification notes of the Belenios protocol, section 4.1. Variable time.
    public init?(decimal digits: UnsafeBufferPointer<UInt8>) {
        guard (1...Self.mostDigits).contains(digits.count) else { return nil }
        guard digits.count == 1 || digits[0] != UInt8(ascii: "0") else { return nil }
        var value = Limbs256.zero
        var position = 0
        while position < digits.count {
            // The first piece takes what is over, so that every later one has 19 digits.
            let length = position == 0 ? (digits.count - 1) % 19 + 1 : 19
            var piece: UInt64 = 0
            for index in position..<position + length {
                let digit = digits[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                piece = piece &* 10 &+ UInt64(digit)
            }
            guard let next = value.multiplied(by: 10_000_000_000_000_000_000, adding: piece) else { return nil }
            value = next
            position += length
        }
        guard Limbs256.subtract(value, Order.modulus).borrow == 1 else { return nil }
        self.init(reduced: value)
    }

    public init?(decimal text: String) {
        var text = text
        let read = text.withUTF8 { Scalar(decimal: $0) }
        guard let read else { return nil }
        self = read
    }

    /// Appends the canonical decimal form. Variable time.
    public func appendDecimal(to bytes: inout [UInt8]) {
        // Five pieces of 19 digits, the most significant first; the leading zeros are left out at the end.
        withUnsafeTemporaryAllocation(byteCount: 5 * 19, alignment: 8) { digits in
            var value = limbs
            for piece in (1..<5).reversed() {
                DecimalDigits.store(value.divideByPowerOfTen19(), in: digits, at: 19 * piece)
            }
            // 2^256 < 10^78: what is left after 76 digits is a digit or two.
            DecimalDigits.store(value.l0, in: digits, at: 0)
            let first = digits.firstIndex { $0 != UInt8(ascii: "0") } ?? digits.count - 1
            bytes.append(contentsOf: digits[first...])
        }
    }

    public var decimal: String {
        var bytes: [UInt8] = []
        appendDecimal(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Limbs256 {
    /// self * factor + addend, or nil beyond 2^256.
    fileprivate func multiplied(by factor: UInt64, adding addend: UInt64) -> Limbs256? {
        var t = UInt128(l0) &* UInt128(factor) &+ UInt128(addend)
        let r0 = UInt64(truncatingIfNeeded: t)
        t = UInt128(l1) &* UInt128(factor) &+ (t &>> 64)
        let r1 = UInt64(truncatingIfNeeded: t)
        t = UInt128(l2) &* UInt128(factor) &+ (t &>> 64)
        let r2 = UInt64(truncatingIfNeeded: t)
        t = UInt128(l3) &* UInt128(factor) &+ (t &>> 64)
        guard t &>> 64 == 0 else { return nil }
        return Limbs256(r0, r1, r2, UInt64(truncatingIfNeeded: t))
    }

    /// Divides by 10^19 in place and returns the remainder.
    fileprivate mutating func divideByPowerOfTen19() -> UInt64 {
        var remainder: UInt64 = 0
        (l3, remainder) = DecimalDigits.divide(remainder, l3)
        (l2, remainder) = DecimalDigits.divide(remainder, l2)
        (l1, remainder) = DecimalDigits.divide(remainder, l1)
        (l0, remainder) = DecimalDigits.divide(remainder, l0)
        return remainder
    }
}

/// Decimal digits without a division instruction and without a table.
private enum DecimalDigits {
    /// 10^19, the greatest power of ten in a limb; its top bit is set.
    static let divisor: UInt64 = 10_000_000_000_000_000_000
    /// floor((2^128 - 1) / 10^19) - 2^64.
    static let reciprocal: UInt64 = 0xd83c_94fb_6d2a_c34a

    /// (high 2^64 + low) / 10^19 with the remainder, for high < 10^19.
    ///
    /// N. Möller, T. Granlund, Improved division by invariant integers (2011), algorithm 4.
    @inline(__always)
    static func divide(_ high: UInt64, _ low: UInt64) -> (UInt64, UInt64) {
        let estimate = UInt128(reciprocal) &* UInt128(high) &+ (UInt128(high) &<< 64 | UInt128(low))
        var quotient = UInt64(truncatingIfNeeded: estimate &>> 64) &+ 1
        var remainder = low &- quotient &* divisor
        if remainder > UInt64(truncatingIfNeeded: estimate) {
            quotient &-= 1
            remainder &+= divisor
        }
        if remainder >= divisor {
            quotient &+= 1
            remainder &-= divisor
        }
        return (quotient, remainder)
    }

    /// Writes 19 digits, leading zeros too, of a number below 10^19.
    @inline(__always)
    static func store(_ number: UInt64, in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        let high = number / 10_000_000_000_000_000
        let rest = number % 10_000_000_000_000_000
        buffer[offset] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: high / 100)
        buffer[offset + 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: high / 10 % 10)
        buffer[offset + 2] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: high % 10)
        buffer.storeBytes(of: eight(rest / 100_000_000), toByteOffset: offset + 3, as: UInt64.self)
        buffer.storeBytes(of: eight(rest % 100_000_000), toByteOffset: offset + 11, as: UInt64.self)
    }

    /// The eight characters of a number below 10^8, the first in the lowest byte: halves, quarters, then digits side by
    /// side in one word, each quotient by a multiplication.
    @inline(__always)
    private static func eight(_ number: UInt64) -> UInt64 {
        let fours = number / 10_000 | (number % 10_000) &<< 32
        // x / 100 = x 10486 / 2^20 for x < 10^4, and x / 10 = x 103 / 2^10 for x < 100.
        let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007f_0000_007f
        let twos = hundreds | (fours &- hundreds &* 100) &<< 16
        let tens = (twos &* 103) &>> 10 & 0x000f_000f_000f_000f
        let ones = tens | (twos &- tens &* 10) &<< 8
        return (ones &+ 0x3030_3030_3030_3030).littleEndian
    }
}
