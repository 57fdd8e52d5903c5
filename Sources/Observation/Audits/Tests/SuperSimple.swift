#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The closed form of ballot comparison that several states use, for holding an audit against other tools. Audits here
/// use `ReferenceValues` instead, which need no inflation of errors.
///
/// Stark, "Super-simple simultaneous single-ballot risk-limiting audits" (2010); Lindeman and Stark, "A gentle introduction to
/// risk-limiting audits" (2012), section "Ballot-level comparison".
public struct SuperSimple: Sendable, Hashable {
    /// γ, above 1: by how much errors are inflated.
    public var inflation: Double
    /// The least diluted margin: votes between winner and loser over cards.
    public var margin: Double

    public init(margin: Double, inflation: Double = 1.03905) {
        self.margin = margin
        self.inflation = inflation
    }

    /// Cards that speak less well of the winner than recorded, by one vote and by two, and better by one and two.
    public struct Errors: Sendable, Hashable {
        public var overOne: Double
        public var overTwo: Double
        public var underOne: Double
        public var underTwo: Double

        public init(overOne: Double = 0, overTwo: Double = 0, underOne: Double = 0, underTwo: Double = 0) {
            self.overOne = overOne
            self.overTwo = overTwo
            self.underOne = underOne
            self.underTwo = underTwo
        }
    }

    /// The p-value after so many cards with these errors: at most 1.
    public func pValue(cards: Int, errors: Errors = Errors()) -> Double {
        let twice = 2 * inflation
        let logarithm =
            Double(cards) * log1p(-margin / twice) - errors.overOne * log1p(-1 / twice)
            - errors.overTwo * log1p(-1 / inflation) - errors.underOne * log1p(1 / twice)
            - errors.underTwo * log1p(1 / inflation)
        return min(1, exp(logarithm))
    }

    /// Cards to be drawn where that many errors are expected in all.
    public func sampleSize(riskLimit: Double, errors: Errors = Errors()) -> Int {
        Int(
            max(wanted(riskLimit, errors), errors.overOne + errors.overTwo + errors.underOne + errors.underTwo).rounded(
                .up))
    }

    /// Cards to be drawn where errors are expected at these rates.
    ///
    /// Nil where the rates are too high for any sample.
    public func sampleSize(riskLimit: Double, rates: Errors) -> Int? {
        let twice = 2 * inflation
        let slope =
            -log1p(-margin / twice) + rates.overOne * log1p(-1 / twice) + rates.overTwo * log1p(-1 / inflation)
            + rates.underOne * log1p(1 / twice) + rates.underTwo * log1p(1 / inflation)
        return slope > 0 ? Int((-log(riskLimit) / slope).rounded(.up)) : nil
    }

    private func wanted(_ riskLimit: Double, _ errors: Errors) -> Double {
        let twice = 2 * inflation
        let logarithm =
            log(riskLimit) + errors.overOne * log1p(-1 / twice) + errors.overTwo * log1p(-1 / inflation)
            + errors.underOne * log1p(1 / twice) + errors.underTwo * log1p(1 / inflation)
        return -twice * logarithm / margin
    }
}
