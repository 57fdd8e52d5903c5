import LargeTests
import PrimeOrderGroups
import SlowArithmetic
import Testing

/// Points against the addition law as it is defined, in affine coordinates with big numbers.
@Suite struct ReferenceTests {
    typealias G = Edwards25519

    @Test func constants() {
        #expect(ReferencePoint.base.text == G.text(G.generator))
        #expect(
            ReferencePoint.base.x
                == BigNumber(
                    decimal: "15112221349535400772501151409588531511454012693041857206046113283949847762202"))
        #expect(ReferencePoint.order == BigNumber(G.Order.modulus))
        #expect(ReferencePoint.base.multiplied(by: ReferencePoint.order) == .neutral)
        #expect(ReferencePoint.neutral.text == G.text(G.neutral))
    }

    /// Points from random bytes lie in all eight cosets of the subgroup.
    @Test func sumsDoublingsAndMultiples() {
        var numbers = SeededNumbers(seed: 1_707)
        var comparisons = Comparisons()
        let count = LargeTest.size("sumsDoublingsAndMultiples()")
        var previous = (G.generator, ReferencePoint.base)
        var points = 0
        while points < count {
            let value = BigNumber(numbers.limbs())
            let reference = ReferencePoint(encoded: value)
            let point = G.element(text: PointTextTests.text(value))
            comparisons.check((point == nil) == (reference == nil), "reading \(value)")
            guard let point, let reference else { continue }
            points += 1
            comparisons.check(G.text(point) == reference.text, "text of \(value)")
            comparisons.check(G.text(point + previous.0) == (reference + previous.1).text, "sum with \(value)")
            comparisons.check(G.text(previous.0 - point) == (previous.1 - reference).text, "difference with \(value)")
            comparisons.check(G.text(-point) == (-reference).text, "opposite of \(value)")
            comparisons.check(G.text(point + point) == (reference + reference).text, "sum of \(value) with itself")
            comparisons.check((point - point).isNeutral, "difference of \(value) with itself")
            var doubled = reference
            for times in 1...6 {
                doubled = doubled + doubled
                comparisons.check(G.text(point.doubled(times: times)) == doubled.text, "2^\(times) times \(value)")
            }
            let number = numbers.limbs()
            comparisons.check(
                G.text(point.multiplied(byWhole: number)) == reference.multiplied(by: BigNumber(number)).text,
                "\(value) times \(BigNumber(number))")
            previous = (point, reference)
        }
        #expect(comparisons.firstFailure == nil)
        #expect(comparisons.count > 14 * count)
    }

    @Test func sumsOfLowOrderPoints() {
        let references = LowOrder.encodings.compactMap {
            ReferencePoint(encoded: BigNumber(bigEndian: Hexadecimal.bytes($0).reversed()))
        }
        #expect(references.count == 8)
        for (point, reference) in zip(LowOrder.points, references) {
            #expect(G.text(point) == reference.text)
            for (other, otherReference) in zip(LowOrder.points, references) {
                #expect(G.text(point + other) == (reference + otherReference).text)
                #expect(G.text(point - other) == (reference - otherReference).text)
            }
            var doubled = reference
            for times in 1...4 {
                doubled = doubled + doubled
                #expect(G.text(point.doubled(times: times)) == doubled.text)
            }
            for number in 0..<UInt64(17) {
                #expect(
                    G.text(point.multiplied(byWhole: Limbs256(number, 0, 0, 0)))
                        == reference.multiplied(by: BigNumber(UInt(number))).text)
            }
        }
    }

    /// Every way to a power, public and secret, with numbers at the edges of windows and limbs.
    @Test func powersWithNumbersOfManyShapes() {
        let q = ReferencePoint.order
        var shapes = [BigNumber(0), BigNumber(1), q - BigNumber(1), q - BigNumber(2), q / BigNumber(2)]
        for exponent in [UInt(4), 7, 63, 64, 65, 127, 128, 191, 192, 251, 252] {
            shapes += [(BigNumber(1) << exponent) - BigNumber(1), BigNumber(1) << exponent]
        }
        // 0x888... and 0x777... carry in every window of the secret table, or in none.
        shapes += ["8", "7", "f", "9"].map {
            BigNumber(bigEndian: Hexadecimal.bytes(String(repeating: $0, count: 64))) % q
        }
        let base = ReferencePoint.base + ReferencePoint.base
        let point = G.power(G.generator, Scalar(2))
        let (table, secretTable) = (G.table(point), G.secretTable(point))
        for shape in shapes {
            let scalar = Scalar<G.Order>(reducing: shape.limbs)
            #expect(BigNumber(scalar.limbs) == shape)
            let expected = base.multiplied(by: shape).text
            #expect(G.text(G.power(point, scalar)) == expected)
            #expect(G.text(G.power(table, scalar)) == expected)
            #expect(G.text(G.secretPower(point, SecretScalar(scalar))) == expected)
            #expect(G.text(G.secretPower(secretTable, SecretScalar(scalar))) == expected)
            #expect(G.text(G.powers(point, scalar, .one).0) == expected)
            #expect(G.text(G.powers(point, .one, scalar).1) == expected)
            #expect(G.text(G.product(ofPowers: [(point, scalar)])) == expected)
        }
    }
}
