import PrimeOrderGroups
import SlowArithmetic
import Testing

/// One text a point: everything else is refused.
@Suite struct PointTextTests {
    typealias G = Edwards25519

    static func text(_ value: BigNumber) -> String {
        let digits = value.text(radix: 16)
        return String(repeating: "0", count: 64 - digits.utf8.count) + digits
    }

    /// y from p to 2^255 - 1 with both signs, though y - p often lies on the curve.
    @Test func coordinatesFromTheModulusOn() {
        let sign = BigNumber(1) << 255
        var canonicalPoints = 0
        for excess in 0..<19 {
            let y = ReferencePoint.p + BigNumber(UInt(excess))
            #expect(G.element(text: Self.text(y)) == nil)
            #expect(G.element(text: Self.text(y + sign)) == nil)
            canonicalPoints += G.element(text: Self.text(BigNumber(UInt(excess)))) == nil ? 0 : 1
        }
        #expect(canonicalPoints > 5)
        #expect(G.element(text: Self.text(sign + sign - BigNumber(1))) == nil)
        #expect(G.element(text: Self.text(ReferencePoint.p - BigNumber(1))) == LowOrder.points[4])
    }

    /// x = 0 is even: for y = 1 and y = p - 1 the text that says odd is refused.
    @Test func signOfZero() {
        let sign = BigNumber(1) << 255
        for y in [BigNumber(1), ReferencePoint.p - BigNumber(1)] {
            #expect(G.element(text: Self.text(y)) != nil)
            #expect(G.element(text: Self.text(y + sign)) == nil)
        }
    }

    @Test func wrongLengths() {
        let text = G.text(G.power(G.generator, Scalar(7)))
        #expect(G.element(text: text) != nil)
        for length in 0..<64 {
            #expect(G.element(text: String(text.prefix(length))) == nil)
            #expect(G.element(text: String(text.suffix(length))) == nil)
        }
        for longer in ["0" + text, text + "0", text + "\n", " " + text, text + text, "0x" + text, text + "\u{0}"] {
            #expect(G.element(text: longer) == nil)
        }
    }

    /// Every byte but 0-9 and a-f at each of the 64 places.
    @Test func otherCharacters() {
        let text = [UInt8](G.text(G.power(G.generator, Scalar(7))).utf8)
        let digits = Set("0123456789abcdef".utf8)
        var comparisons = Comparisons()
        for place in 0..<64 {
            for byte in UInt8.min...UInt8.max where !digits.contains(byte) {
                var changed = text
                changed[place] = byte
                let read = changed.withUnsafeBufferPointer { G.element(text: $0) }
                comparisons.check(read == nil, "byte \(byte) at \(place)")
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 64 * 240)
    }

    @Test func upperCase() {
        var letters = 0
        for number in 1...20 {
            let text = G.text(G.power(G.generator, Scalar(UInt64(number))))
            guard text != text.uppercased() else { continue }
            letters += 1
            #expect(G.element(text: text.uppercased()) == nil)
        }
        #expect(letters > 15)
    }

    /// Every small y, and every digit's every value at every place: read if and only if the reference reads it.
    @Test func readingAgreesWithTheReference() {
        var comparisons = Comparisons()
        func compare(_ value: BigNumber) {
            let expected = ReferencePoint(encoded: value)?.text
            comparisons.check(G.element(text: Self.text(value)).map { G.text($0) } == expected, "\(value)")
        }
        for y in 0..<UInt(100) {
            compare(BigNumber(y))
            compare(BigNumber(y) + (BigNumber(1) << 255))
            compare((BigNumber(1) << 256) - BigNumber(y + 1))
        }
        for place in 0..<UInt(64) {
            for digit in 0..<UInt(16) { compare(BigNumber(digit) << (4 * place)) }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == 300 + 1024)
    }

    @Test func textsOfManyAtOnce() {
        var numbers = SeededNumbers(seed: 64)
        for count in [0, 1, 2, 50] {
            let points = (0..<count).map {
                $0 == 1 ? EdwardsPoint.neutral : G.power(G.generatorTable, numbers.scalar())
            }
            var bytes = [UInt8]("before ".utf8)
            G.appendTexts(points, to: &bytes)
            let expected = points.map { Hexadecimal.text($0.encoding.reversed()) }.joined(separator: ",")
            #expect(String(decoding: bytes, as: UTF8.self) == "before " + expected)
        }
    }

    /// The first byte of RFC 8032's encoding decides first, the last digits of the text.
    @Test func orderOfCredentials() {
        var numbers = SeededNumbers(seed: 65)
        for _ in 0..<200 {
            let (a, b) = (G.power(G.generatorTable, numbers.scalar()), G.power(G.generatorTable, numbers.scalar()))
            #expect(G.precedes(a, b) == (Hexadecimal.text(a.encoding) < Hexadecimal.text(b.encoding)))
            #expect(G.precedes(a, b) != G.precedes(b, a))
            #expect(!G.precedes(a, a))
        }
    }
}
