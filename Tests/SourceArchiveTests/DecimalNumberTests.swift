import ElectionModel
import SourceArchive
import Testing

@Suite("Decimal numbers as printed")
struct DecimalNumberTests {
    @Test(
        arguments: [(6061, 2, "60.61"), (60, 0, "60"), (600, 1, "60.0"), (-5, 1, "-0.5"), (4, 2, "0.04")]
            as [(Int64, Int, String)])
    func keepsItsPlaces(digits: Int64, places: Int, text: String) {
        #expect(DecimalNumber(digits: digits, places: places).description == text)
    }

    @Test func equalAmountsWithOtherPlacesAreOtherNumbers() {
        #expect(DecimalNumber(digits: 60, places: 0) != DecimalNumber(digits: 600, places: 1))
        #expect(DecimalNumber(digits: 60, places: 0).fraction == DecimalNumber(digits: 600, places: 1).fraction)
    }
}
