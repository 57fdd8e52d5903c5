import LargeTests
import PrimeOrderGroups
import SlowArithmetic
import Testing

/// One decimal text a number, and none from q on.
@Suite struct ScalarTextTests {
    @Test func textsModuloEdwards25519Order() { checkTexts(Edwards25519Order.self, seed: 5) }
    @Test func textsModuloBelenios2048Order() { checkTexts(Belenios2048Order.self, seed: 6) }

    private func checkTexts<Order: PrimeOrder>(_: Order.Type, seed: UInt64, of test: String = #function) {
        typealias S = Scalar<Order>
        var numbers = SeededNumbers(seed: seed, of: test)
        let q = BigNumber(Order.modulus)
        var values = ScalarTests.edges(Order.self).map { BigNumber($0.limbs) }
        // Every power of ten and its neighbours: the borders of digits, of groups of eight and of pieces of 19.
        var power = BigNumber(1)
        while power < q {
            values += [power - BigNumber(1), power, power + BigNumber(1)]
            power = power * BigNumber(10)
        }
        for index in 0..<UInt(LargeTest.size(test)) {
            values.append(BigNumber(numbers.limbs()) % (BigNumber(1) << (index % 256 + 1)))
            // Limbs of all ones below random ones: the quotient's rare second correction.
            let limbs = (0..<4).map { _ in numbers.next() & 1 == 0 ? numbers.next() : UInt64.max }
            values.append(BigNumber(words: limbs) % (BigNumber(1) << (index % 128 + 128)))
        }
        var comparisons = Comparisons()
        var bytes = [UInt8]("kept".utf8)
        for value in values where value < q {
            let text = value.description
            let scalar = S(reduced: value.limbs)
            comparisons.check(scalar.decimal == text, "writing \(text)")
            comparisons.check(S(decimal: text) == scalar, "reading \(text)")
            bytes.removeSubrange(4...)
            scalar.appendDecimal(to: &bytes)
            comparisons.check(String(decoding: bytes, as: UTF8.self) == "kept" + text, "appending \(text)")
        }
        for value in values where value >= q {
            comparisons.check(S(decimal: value.description) == nil, "reading \(value), which is not below q")
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count > 2 * values.count)
    }

    @Test func numbersFromTheOrderOnAreRefused() { checkRange(Edwards25519Order.self) }
    @Test func numbersFromTheOtherOrderOnAreRefused() { checkRange(Belenios2048Order.self) }

    private func checkRange<Order: PrimeOrder>(_: Order.Type) {
        typealias S = Scalar<Order>
        let q = BigNumber(Order.modulus)
        let radix = BigNumber(1) << 256
        #expect(S(decimal: (q - BigNumber(1)).description) == -S.one)
        var refused = [q, q + BigNumber(1), q + q, q + q - BigNumber(1), radix - BigNumber(1), radix]
        // What is below q modulo 2^256, and numbers of 77, 78 and more digits.
        refused += [radix + BigNumber(1), radix + radix + BigNumber(5), radix * BigNumber(10) + BigNumber(1)]
        refused += [
            BigNumber(decimal: String(repeating: "9", count: 78)),
            BigNumber(decimal: "1" + String(repeating: "0", count: 78)),
        ]
        for value in refused { #expect(S(decimal: value.description) == nil) }
    }

    @Test func otherFormsAreRefused() {
        typealias S = Scalar<Edwards25519Order>
        let refused = [
            "", "00", "01", "007", "-1", "-0", "+1", " 1", "1 ", "1\n", "\n1", "1.0", "1e3", "0x1", "1_000", "1,000",
            "a",
            "ff", "\u{0}", "1\u{0}", "\u{661}", "\u{ff11}", "/", ":", String(repeating: "0", count: 78),
            "0" + String(repeating: "1", count: 76), String(repeating: "1", count: 79),
        ]
        for text in refused { #expect(S(decimal: text) == nil, "read: \(text)") }
        #expect(S(decimal: "0") == .zero)
        #expect(S(decimal: "9") == S(9))
        #expect(S.zero.decimal == "0")
    }

    /// Every byte but a digit at each place of a long number.
    @Test func otherCharacters() {
        let text = [UInt8]((-Scalar<Edwards25519Order>.one).decimal.utf8)
        var comparisons = Comparisons()
        for place in text.indices {
            for byte in UInt8.min...UInt8.max where !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                var changed = text
                changed[place] = byte
                let read = changed.withUnsafeBufferPointer { Scalar<Edwards25519Order>(decimal: $0) }
                comparisons.check(read == nil, "byte \(byte) at \(place)")
            }
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count == text.count * 246)
    }
}
