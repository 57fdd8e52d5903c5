/// Whether stations crowd at single values of turnout or share.
///
/// Rozenas, "Detecting election fraud from irregularities in vote-share distributions" (2017), holds the density of shares against the highest of many
/// elections drawn from a smooth model. Here the smooth model is the stations' own numbers, each moved a little on the scale of log odds and made
/// a whole number of its own ballots again: a fitted mixture misses the ends of real distributions. A station counts at a place when its
/// share is within 0.0001 of a whole number of thousandths, decided in whole numbers; small stations crowd at simple fractions by themselves,
/// and do so in every simulated election, too.
public struct Spikes: Sendable, Hashable {
    public enum Base: String, Sendable, Hashable, CaseIterable { case turnout, share }

    /// A value at which more stations lie than in any simulated election.
    public struct Place: Sendable, Hashable {
        public var base: Base
        /// The value in thousandths.
        public var thousandths: Int
        public var stations: Int
        /// The mean of the simulated elections, in tenths of a station.
        public var expectedTenths: Int
        /// The greatest number of any simulated election.
        public var greatest: Int
    }

    /// In the order of their values.
    public var places: [Place] = []
    /// Stations beyond the greatest number of any simulated election, over all values.
    public var excess = 0
    /// The same of each simulated election against all others, in the order of the runs.
    public var simulated: [Int] = []

    /// Values below 1 % and above 99 % are left out: stations where everybody votes alike are many for other reasons.
    private static let values = 10...990

    init(_ stations: [StationFigures], of base: Base, runs: Int, _ generator: inout PlanningGenerator) {
        let parts = stations.filter { IntegerPercentages.isLookedAt($0) && $0.given <= $0.voters }.map { figures in
            base == .turnout ? (figures.given, figures.voters) : (figures.leader, figures.received)
        }
        guard parts.count > 1, runs > 1 else { return }
        let odds = parts.map { part, whole in
            PlainFunctions.logarithm((Double(part) + 0.5) / (Double(whole - part) + 0.5))
        }
        let width = Self.width(odds)
        var found = [Int](repeating: 0, count: 1001)
        for (part, whole) in parts { Self.count(UInt64(part), of: UInt64(whole), &found) }
        var drawn = [[Int]](repeating: found.map { _ in 0 }, count: runs)
        for run in 0..<runs {
            for (index, part) in parts.enumerated() {
                let moved = odds[index] + width * generator.bell()
                let number = Double(part.1) / (1 + PlainFunctions.exponential(-moved))
                Self.count(UInt64(number + 0.5), of: UInt64(part.1), &drawn[run])
            }
        }
        simulated = [Int](repeating: 0, count: runs)
        for value in Self.values {
            let here = drawn.map { $0[value] }
            let (greatest, second) = here.reduce(into: (0, 0)) { most, number in
                if number > most.0 { most = (number, most.0) } else if number > most.1 { most.1 = number }
            }
            for (run, number) in here.enumerated() where number == greatest { simulated[run] += greatest - second }
            guard found[value] > greatest else { continue }
            excess += found[value] - greatest
            places.append(
                Place(
                    base: base, thousandths: value, stations: found[value],
                    expectedTenths: (10 * here.reduce(0, +) + runs / 2) / runs, greatest: greatest))
        }
    }

    /// Silverman's rule for the width of the bell by which stations are moved.
    private static func width(_ odds: [Double]) -> Double {
        let mean = odds.reduce(0, +) / Double(odds.count)
        let variance = odds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(odds.count)
        return 1.06 * variance.squareRoot() * PlainFunctions.power(Double(odds.count), -0.2)
    }

    private static func count(_ part: UInt64, of whole: UInt64, _ counts: inout [Int]) {
        let value = (2000 * part + whole) / (2 * whole)
        let (left, right) = (1000 * part, value * whole)
        if 10 * (left > right ? left - right : right - left) <= whole { counts[Int(value)] += 1 }
    }
}
