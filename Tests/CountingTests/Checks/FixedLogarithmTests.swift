import Counting
import Testing

@Suite struct FixedLogarithmTests {
    /// Times 2^32 and rounded down, from a computation with fifty decimal digits.
    static let vectors: [(UInt64, Int64)] = [
        (1, 0), (2, 2_977_044_471), (3, 4_718_503_850), (7, 8_357_620_451), (10, 9_889_527_670),
        (411, 25_849_661_024), (1191, 30_419_314_477), (99_999, 49_447_595_403), (4_757_773, 66_036_368_831),
        (1 << 32, 95_265_423_098), (1 << 63, 187_553_801_724), (UInt64.max, 190_530_846_196),
    ]

    @Test(arguments: vectors)
    func logarithmsAreExactToTheLastUnit(_ number: UInt64, _ expected: Int64) {
        let found = FixedLogarithm.natural(number)
        #expect((expected - 1...expected).contains(found), "\(found)")
    }

    @Test func logarithmsGrow() {
        var last = FixedLogarithm.natural(1)
        for number in UInt64(2)...100_000 {
            let next = FixedLogarithm.natural(number)
            #expect(next > last)
            last = next
        }
    }
}
