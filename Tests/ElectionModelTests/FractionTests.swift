import ElectionModel
import Testing

@Suite struct FractionTests {
    @Test func comparesWithoutOverflow() {
        let large = Int128(1) << 126
        #expect(Fraction(large, large - 1) > Fraction(large - 1, large))
        #expect(Fraction(large - 1, large) < Fraction(large, large + 1))
        #expect(Fraction(-large, 3) < Fraction(large, 3))
    }

    @Test func equalValuesAreEqualWhateverTheirTerms() {
        #expect(Fraction(2, 4) == Fraction(1, 2))
        #expect(Set([Fraction(2, 4), Fraction(1, 2), Fraction(3, 6)]).count == 1)
    }

    @Test(arguments: [(7, 2, 4), (-7, 2, -4), (1, 3, 0), (2, 3, 1), (5, 2, 3), (0, 9, 0)])
    func roundsHalvesAwayFromZero(numerator: Int, denominator: Int, expected: Int) {
        #expect(Fraction(numerator, over: denominator).rounded == Int128(expected))
    }

    @Test(arguments: [(7, 2, 3, 4), (-7, 2, -4, -3), (6, 2, 3, 3), (-6, 2, -3, -3)])
    func floorAndCeiling(numerator: Int, denominator: Int, floor: Int, ceiling: Int) {
        let value = Fraction(numerator, over: denominator)
        #expect(value.floor == Int128(floor))
        #expect(value.ceiling == Int128(ceiling))
    }

    @Test func decimalsOfThePublishedPercentages() {
        #expect(Fraction(288_370_600, over: 4_757_773).decimal(digits: 2) == "60.61")
        #expect(Fraction(489_320_400, over: 8_662_188).decimal(digits: 2) == "56.49")
        #expect(Fraction(-1, over: 3).decimal(digits: 3) == "-0.333")
        #expect(Fraction(1, over: 200).decimal(digits: 2) == "0.01")
    }

    @Test func arithmetic() {
        #expect(Fraction(1, 3) + Fraction(1, 6) == Fraction(1, 2))
        #expect(Fraction(1, 2) - Fraction(2, 3) == Fraction(-1, 6))
        #expect(Fraction(2, 3) / Fraction(-4, 3) == Fraction(-1, 2))
    }
}
