/// Whether more stations than chance allows report a turnout or a share that is a whole number of percents.
///
/// Kobak, Shpilkin and Pshenichnikov, "Integer percentages as electoral falsification fingerprints" (2016), who simulate what
/// chance gives. Here its mean and variance are computed: a station with k of n counted by chance anew gives a binomial
/// number with the same mean, and the probability that this one is a hit is a sum.
///
/// A hit is a percentage within 0.05 of a whole one, decided in whole numbers. The count is compared with this election's own
/// station sizes, never with another's; large values of `excess` over `deviation` were seen in honest counts up to about 2, so
/// that nothing below 4 says anything, and nothing says who or why.
public struct IntegerPercentages: Sendable, Hashable {
    public var observed = 0
    /// The mean number of hits by chance.
    public var expected = 0.0
    public var variance = 0.0

    /// Hits beyond the mean.
    public var excess: Double { Double(observed) - expected }
    public var deviation: Double { variance.squareRoot() }
    /// The excess in standard deviations.
    public var score: Double { variance > 0 ? excess / deviation : 0 }

    mutating func add(_ isHit: Bool, _ probability: Double) {
        observed += isHit ? 1 : 0
        expected += probability
        variance += probability * (1 - probability)
    }

    /// Counts over all stations that are large and ordinary enough.
    public struct Counts: Sendable, Hashable {
        /// Stations that were looked at.
        public var stations = 0
        public var turnout = IntegerPercentages()
        public var share = IntegerPercentages()
        /// Turnout or share or both.
        public var either = IntegerPercentages()

        mutating func add(_ station: Station) {
            stations += 1
            turnout.add(station.turnout.isHit, station.turnout.probability)
            share.add(station.share.isHit, station.share.probability)
            either.add(station.either.isHit, station.either.probability)
        }
    }

    /// One station: whether it hits, and how probable that is by chance.
    struct Station {
        var turnout: (isHit: Bool, probability: Double)
        var share: (isHit: Bool, probability: Double)

        /// Turnout or share or both.
        var either: (isHit: Bool, probability: Double) {
            (
                turnout.isHit || share.isHit,
                turnout.probability + share.probability - turnout.probability * share.probability
            )
        }
    }

    /// Stations smaller than this are left out, as are turnouts and shares above 99 %.
    static let fewestVoters: UInt32 = 100

    /// Nil for a station that is too small or too extreme to be looked at.
    static func station(_ station: StationFigures, fewestVoters: UInt32 = fewestVoters) -> Station? {
        guard isLookedAt(station, fewestVoters: fewestVoters) else { return nil }
        let (voters, given) = (UInt64(station.voters), UInt64(station.given))
        let (received, leader) = (UInt64(station.received), UInt64(station.leader))
        return Station(
            turnout: (isHit(given, of: voters), probability(given, of: voters)),
            share: (isHit(leader, of: received), probability(leader, of: received)))
    }

    static func isLookedAt(_ station: StationFigures, fewestVoters: UInt32 = fewestVoters) -> Bool {
        station.received > 0 && station.voters >= fewestVoters
            && 100 * UInt64(station.given) <= 99 * UInt64(station.voters)
            && 100 * UInt64(station.leader) <= 99 * UInt64(station.received)
    }

    /// - Parameters:
    ///   - fewestVoters: smaller stations are left out, as are turnouts and shares above 99 %.
    public static func count(_ stations: [StationFigures], fewestVoters: UInt32 = 100) -> Counts {
        var counts = Counts()
        for station in stations {
            if let found = Self.station(station, fewestVoters: fewestVoters) { counts.add(found) }
        }
        return counts
    }

    /// Whether part/whole is within 0.05 of a whole number of percents.
    package static func isHit(_ part: UInt64, of whole: UInt64) -> Bool {
        let nearest = (200 * part + whole) / (2 * whole)
        let (left, right) = (100 * part, nearest * whole)
        return 20 * (left > right ? left - right : right - left) <= whole
    }

    /// The probability of a hit if `whole` persons each choose with the probability part/whole.
    ///
    /// Binomial probabilities are made from the most likely number outwards by their ratios, until they no longer count.
    package static func probability(_ part: UInt64, of whole: UInt64) -> Double {
        guard part > 0, part < whole else { return isHit(part, of: whole) ? 1 : 0 }
        let odds = Double(part) / Double(whole - part)
        var (sum, hits) = (1.0, isHit(part, of: whole) ? 1.0 : 0.0)
        var weight = 1.0
        var number = part
        while number < whole, weight > 1e-17 {
            weight *= odds * Double(whole - number) / Double(number + 1)
            number += 1
            sum += weight
            if isHit(number, of: whole) { hits += weight }
        }
        weight = 1
        number = part
        while number > 0, weight > 1e-17 {
            weight *= Double(number) / (odds * Double(whole - number + 1))
            number -= 1
            sum += weight
            if isHit(number, of: whole) { hits += weight }
        }
        return hits / sum
    }
}
