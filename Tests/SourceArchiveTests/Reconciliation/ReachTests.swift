import ElectionModel
import SourceArchive
import Testing

@Suite("Tolerance from printed decimals")
struct ReachTests {
    static func verdict(_ measure: Measure, _ first: (String, ClaimState), _ second: (String, ClaimState)) throws
        -> SourceComparison.Verdict?
    {
        var a = PageBuilder("a", .parline)
        a.share(measure, first.0, first.1)
        var b = PageBuilder("b")
        b.share(measure, second.0, second.1)
        return try SourceComparison.of([a, b]).facts.first?.verdict
    }

    @Test(
        arguments: [
            ("63", "63.36", .agreeWithinRounding), ("65.00", "64.88", .conflict), ("60", "60.61", .agreeWithinRounding),
            ("56.49", "56.49", .agree), ("56.5", "56.49", .agreeWithinRounding), ("10.39", "10.38", .conflict),
            ("11.3", "11.376", .agreeWithinRounding), ("12.4", "12.04", .conflict), ("60", "61.2", .conflict),
        ] as [(String, String, SourceComparison.Verdict)])
    func percentages(first: String, second: String, verdict: SourceComparison.Verdict) throws {
        #expect(try Self.verdict(.turnout, (first, .printed), (second, .printed)) == verdict)
        #expect(try Self.verdict(.turnout, (second, .printed), (first, .printed)) == verdict)
    }

    @Test(
        arguments: [
            ("9000000", "8662188", .agreeApproximately), ("9000000", "8411757", .conflict),
            ("15000000", "15143704", .agreeApproximately), ("623", "624", .conflict),
            ("30000", "30000", .agreeApproximately),
        ] as [(String, String, SourceComparison.Verdict)])
    func roundedWords(first: String, second: String, verdict: SourceComparison.Verdict) throws {
        #expect(try Self.verdict(.registered, (first, .approximate), (second, .printed)) == verdict)
    }

    @Test func countsAreExact() throws {
        #expect(try Self.verdict(.votes, ("4757773", .printed), ("4757774", .printed)) == .conflict)
    }
}
