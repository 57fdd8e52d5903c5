public import ElectionModel

/// Control of the false discovery rate over many tests: of all that are shown as found, on average at most the given part are found by chance.
///
/// Benjamini and Hochberg, "Controlling the false discovery rate" (1995): of m tests those with the k smallest p-values are kept, for
/// the greatest k whose k-th smallest p-value is at most k·q/m. P-values are fractions, never rounded down, so that whole numbers decide.
public enum FalseDiscovery {
    /// - Parameters:
    ///   - pValues: from 0 to 1, with denominators below 2^60.
    ///   - rate: q.
    /// - Returns: for each test whether it is kept.
    public static func kept(_ pValues: [Fraction], rate: Fraction) -> [Bool] {
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        let tests = Int128(pValues.count)
        var kept = 0
        for (rank, index) in order.enumerated() {
            let limit = Fraction(rate.numerator * Int128(rank + 1), rate.denominator * tests)
            if pValues[index] <= limit { kept = rank + 1 }
        }
        var result = [Bool](repeating: false, count: pValues.count)
        for index in order.prefix(kept) { result[index] = true }
        return result
    }

    /// A p-value that was computed with rounding, as a fraction of 2^40 that is not below the true one.
    ///
    /// - Parameter roundings: how many roundings of relative size 2^-52 made it, at most.
    static func fraction(_ pValue: Double, roundings: Int) -> Fraction {
        let parts = Int128((max(0, min(1, pValue)) * 0x1p40).rounded(.up)) + 1 + Int128(roundings >> 11)
        return Fraction(min(parts, 1 << 40), 1 << 40)
    }
}
