public import ElectionModel

/// Krippendorff's alpha: how far coders agree beyond chance, 1 for always and 0 for no more than chance.
///
/// Krippendorff, "Computing Krippendorff's alpha-reliability" (2011): α = 1 − D_o/D_e over the matrix of coincidences, in which a unit with m
/// codings enters each ordered pair of them with 1/(m − 1). Everything is a fraction.
public enum Agreement {
    public enum Measure: Sendable, Hashable {
        /// Values are alike or not.
        case nominal
        /// The square of their distance.
        case interval
    }

    /// Codings of one unit beyond this number are left out, so that fractions stay small.
    static let mostCoders = 12

    /// - Parameter units: values of each unit by its coders; units with one value tell nothing.
    /// - Returns: nil where there are no two codings of a unit, or all values are the same.
    public static func alpha(_ units: [[Int]], _ measure: Measure) -> Fraction? {
        // Every m − 1 divides it.
        let scale: Int128 = 27_720
        var coincidences: [Int: [Int: Int128]] = [:]
        for values in units where values.count >= 2 {
            let values = values.prefix(mostCoders)
            let weight = scale / Int128(values.count - 1)
            for (place, first) in values.enumerated() {
                for (other, second) in values.enumerated() where other != place {
                    coincidences[first, default: [:]][second, default: 0] += weight
                }
            }
        }
        let known = coincidences.keys.sorted()
        let totals = known.map { value in (coincidences[value] ?? [:]).values.reduce(0, +) }
        let all = totals.reduce(0, +)
        func distance(_ first: Int, _ second: Int) -> Int128 {
            switch measure {
            case .nominal: first == second ? 0 : 1
            case .interval: Int128((first - second) * (first - second))
            }
        }
        var (observed, expected): (Int128, Int128) = (0, 0)
        for (row, first) in known.enumerated() {
            for (column, second) in known.enumerated() {
                observed += (coincidences[first]?[second] ?? 0) * distance(first, second)
                expected += totals[row] * totals[column] * distance(first, second)
            }
        }
        guard expected > 0 else { return nil }
        // D_o = observed/all, D_e = expected/(all·(all − scale)), for totals that are scaled.
        return (Fraction(1, 1) + Fraction(-observed * (all - scale), expected)).reduced
    }
}
