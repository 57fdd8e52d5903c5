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

    /// Appends the canonical decimal form.
    public func appendDecimal(to bytes: inout [UInt8]) {
        var pieces = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        var value = limbs
        pieces.0 = value.divide(by: 10_000_000_000_000_000_000)
        pieces.1 = value.divide(by: 10_000_000_000_000_000_000)
        pieces.2 = value.divide(by: 10_000_000_000_000_000_000)
        pieces.3 = value.divide(by: 10_000_000_000_000_000_000)
        pieces.4 = value.l0
        var started = false
        for piece in [pieces.4, pieces.3, pieces.2, pieces.1, pieces.0] {
            if started {
                Self.append(piece, to: &bytes, padded: true)
            } else if piece != 0 {
                Self.append(piece, to: &bytes, padded: false)
                started = true
            }
        }
        if !started { bytes.append(UInt8(ascii: "0")) }
    }

    private static func append(_ piece: UInt64, to bytes: inout [UInt8], padded: Bool) {
        let start = bytes.count
        var rest = piece
        var count = 0
        while padded ? count < 19 : rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
            count += 1
        }
        bytes[start...].reverse()
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

    /// Divides in place and returns the remainder.
    fileprivate mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        (l3, remainder) = divisor.dividingFullWidth((remainder, l3))
        (l2, remainder) = divisor.dividingFullWidth((remainder, l2))
        (l1, remainder) = divisor.dividingFullWidth((remainder, l1))
        (l0, remainder) = divisor.dividingFullWidth((remainder, l0))
        return remainder
    }
}
