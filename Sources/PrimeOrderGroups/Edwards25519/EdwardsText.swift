/// The text of a point: 64 lower-case hexadecimal digits of the whole number y + 2^255 (x mod 2), most significant first.
///
/// The byte-reversed form of RFC 8032's encoding; specification notes of the Belenios protocol, section 4.1.
extension EdwardsPoint {
    /// The y coordinate and the parity of x that a canonical text names; the point itself takes a square root.
    struct Compressed {
        let y: FieldElement
        let isOdd: Bool
    }

    /// Reads the canonical text: 64 digits, no upper case, y < p. Nil for anything else.
    static func compressed(text: UnsafeBufferPointer<UInt8>) -> Compressed? {
        guard let number = number(text: text),
            let y = FieldElement(canonical: Limbs256(number.l0, number.l1, number.l2, number.l3 & .max >> 1))
        else { return nil }
        return Compressed(y: y, isOdd: number.l3 >> 63 == 1)
    }

    /// The whole number that 64 lower-case hexadecimal digits spell.
    static func number(text: UnsafeBufferPointer<UInt8>) -> Limbs256? {
        guard text.count == 64, let l3 = hexadecimal(text, 0), let l2 = hexadecimal(text, 16),
            let l1 = hexadecimal(text, 32), let l0 = hexadecimal(text, 48)
        else { return nil }
        return Limbs256(l0, l1, l2, l3)
    }

    /// The point with these coordinates: nil off the curve, and for x = 0 with the sign of an odd x. Variable time.
    init?(_ compressed: Compressed) {
        let yy = compressed.y.squared
        guard
            let root = FieldElement.evenRoot(yy - .one, over: (EdwardsCurve.d * yy + .one).carried),
            !(compressed.isOdd && root.isZero)
        else { return nil }
        self.init(x: compressed.isOdd ? -root : root, y: compressed.y)
    }

    public init?(text: UnsafeBufferPointer<UInt8>) {
        guard let compressed = Self.compressed(text: text) else { return nil }
        self.init(compressed)
    }

    private static func hexadecimal(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64? {
        var value: UInt64 = 0
        var invalid: UInt8 = 0
        for index in start..<start + 16 {
            let digit = hexadecimalDigits[Int(text[index])]
            invalid |= digit
            value = value &<< 4 | UInt64(digit & 15)
        }
        return invalid & 0x80 == 0 ? value : nil
    }

    /// Value of each character as a lower-case hexadecimal digit, 0x80 for all others.
    private static let hexadecimalDigits: [UInt8] = (0..<256).map { character in
        switch UInt8(character) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(character) - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8(character) - UInt8(ascii: "a") + 10
        default: 0x80
        }
    }

    /// Brings points to Z = 1 with one inversion for all.
    package static func normalize(_ points: UnsafeMutableBufferPointer<EdwardsPoint>) {
        withUnsafeTemporaryAllocation(of: FieldElement.self, capacity: points.count) { inverses in
            for index in points.indices { inverses.initializeElement(at: index, to: points[index].z) }
            FieldElement.invertAll(inverses)
            for index in points.indices {
                points[index] = EdwardsPoint(
                    x: points[index].x * inverses[index], y: points[index].y * inverses[index])
            }
        }
    }

    /// The 32 bytes of RFC 8032, section 5.1.2: y, least significant byte first, and the parity of x in the top bit.
    package var encoding: [UInt8] {
        let inverse = z.inverse
        var limbs = (y * inverse).limbs
        limbs.l3 ^= (x * inverse).isOdd ? 1 << 63 : 0
        return [limbs.l0, limbs.l1, limbs.l2, limbs.l3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
    }

    /// Appends the text of a point with Z = 1.
    static func appendText(x: FieldElement, y: FieldElement, to bytes: inout [UInt8]) {
        let limbs = y.limbs
        append(limbs.l3 ^ (x.isOdd ? 1 << 63 : 0), to: &bytes)
        append(limbs.l2, to: &bytes)
        append(limbs.l1, to: &bytes)
        append(limbs.l0, to: &bytes)
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        // Spreads each half's eight digits over eight bytes, then turns 0...15 into characters without a table.
        for half in [UInt32(truncatingIfNeeded: word &>> 32), UInt32(truncatingIfNeeded: word)] {
            var spread = UInt64(half)
            spread = (spread | spread &<< 16) & 0x0000_ffff_0000_ffff
            spread = (spread | spread &<< 8) & 0x00ff_00ff_00ff_00ff
            spread = (spread | spread &<< 4) & 0x0f0f_0f0f_0f0f_0f0f
            let above9 = (spread &+ 0x0606_0606_0606_0606) &>> 4 & 0x0101_0101_0101_0101
            let characters = spread &+ 0x3030_3030_3030_3030 &+ above9 &* 39
            withUnsafeBytes(of: characters.bigEndian) { bytes.append(contentsOf: $0) }
        }
    }

    /// Whether Z is spelled as 1; other spellings of it are not recognised.
    var isNormalized: Bool { z.l0 == 1 && z.l1 | z.l2 | z.l3 | z.l4 == 0 }

    /// Appends the texts of points, joined by commas, with one inversion for all, or none if all have Z = 1.
    static func appendTexts(_ points: UnsafeBufferPointer<EdwardsPoint>, to bytes: inout [UInt8]) {
        if points.allSatisfy(\.isNormalized) {
            for index in points.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                appendText(x: points[index].x, y: points[index].y, to: &bytes)
            }
            return
        }
        withUnsafeTemporaryAllocation(of: FieldElement.self, capacity: points.count) { inverses in
            for index in points.indices { inverses.initializeElement(at: index, to: points[index].z) }
            FieldElement.invertAll(inverses)
            for index in points.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                appendText(x: points[index].x * inverses[index], y: points[index].y * inverses[index], to: &bytes)
            }
        }
    }
}
