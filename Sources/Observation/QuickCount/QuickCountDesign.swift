public import ElectionModel
public import VerifiableVoting

/// A station that may be sampled.
public struct SampledStation: Sendable, Hashable {
    public var station: StationID
    public var stratum: String

    public init(_ station: StationID, stratum: String) {
        self.station = station
        self.stratum = stratum
    }
}

/// Which stations a quick count reads: a random sample within strata, fixed by a seed and published as a hash before the day, so that
/// nobody can choose stations afterwards and nobody learns beforehand where observers sit.
public struct QuickCountDesign: Sendable, Hashable {
    public struct Stratum: Sendable, Hashable {
        public var name: String
        /// All its stations.
        public var stations: Int
        /// Those that were drawn, in the order of their digests.
        public var sample: [StationID]
    }

    /// In alphabetical order.
    public let strata: [Stratum]
    public let seed: String

    public var stations: Int { strata.reduce(0) { $0 + $1.stations } }
    public var size: Int { strata.reduce(0) { $0 + $1.sample.count } }

    /// In each stratum the stations with the smallest SHA-256(seed ":" station), by their hexadecimal digits.
    ///
    /// - Parameters:
    ///   - frame: every station of the election once.
    ///   - allocation: stations to be drawn in each stratum; at most all of it.
    public init(frame: [SampledStation], allocation: [String: Int], seed: String) {
        self.seed = seed
        let byStratum = Dictionary(grouping: frame, by: \.stratum)
        strata = byStratum.keys.sorted().map { name in
            let own = byStratum[name] ?? []
            let order = own.map { ($0.station, Digest(of: "\(seed):\($0.station.rawValue)").hexadecimal) }
                .sorted { ($0.1, $0.0.rawValue) < ($1.1, $1.0.rawValue) }
            let size = max(0, min(own.count, allocation[name] ?? 0))
            return Stratum(name: name, stations: own.count, sample: order.prefix(size).map(\.0))
        }
    }

    /// In proportion to the numbers of stations, by largest remainders; at least two a stratum, or all it has, because one station
    /// tells nothing of a spread.
    public static func proportional(_ frame: [SampledStation], size: Int) -> [String: Int] {
        let counts = Dictionary(grouping: frame, by: \.stratum).mapValues(\.count)
        guard !frame.isEmpty else { return [:] }
        let names = counts.keys.sorted()
        var result: [String: Int] = [:]
        var remainders: [(name: String, rest: Int)] = []
        for name in names {
            let (whole, rest) = (size * (counts[name] ?? 0)).quotientAndRemainder(dividingBy: frame.count)
            result[name] = whole
            remainders.append((name, rest))
        }
        let missing = max(0, size - result.values.reduce(0, +))
        for entry in remainders.sorted(by: { ($1.rest, $0.name) < ($0.rest, $1.name) }).prefix(missing) {
            result[entry.name, default: 0] += 1
        }
        for name in names { result[name] = min(counts[name] ?? 0, max(2, result[name] ?? 0)) }
        return result
    }

    private static let format = "sailau-quickcount-list/1"

    /// The list as it is kept until the day: seed, then each stratum with the number of its stations, and below it those that were drawn, in the
    /// order of their digests.
    public var text: String {
        "\(Self.format)\n\(seed)\n"
            + strata.map { stratum in
                "\(stratum.name)\t\(stratum.stations)\n" + stratum.sample.map { "\t\($0.rawValue)\n" }.joined()
            }.joined()
    }

    /// Reads a list back; nil for what is none.
    public init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[0] == Self.format, lines.last?.isEmpty == true else { return nil }
        var strata: [Stratum] = []
        for line in lines[2..<(lines.count - 1)] {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 2 else { return nil }
            if fields[0].isEmpty {
                guard !strata.isEmpty, !fields[1].isEmpty else { return nil }
                strata[strata.count - 1].sample.append(StationID(String(fields[1])))
            } else {
                guard let stations = Int(fields[1]), (1...10_000_000).contains(stations) else { return nil }
                strata.append(Stratum(name: String(fields[0]), stations: stations, sample: []))
            }
        }
        let all = strata.flatMap(\.sample)
        guard !strata.isEmpty, Set(all).count == all.count, Set(strata.map(\.name)).count == strata.count,
            strata.allSatisfy({ $0.sample.count <= $0.stations })
        else { return nil }
        self.strata = strata
        seed = String(lines[1])
    }

    /// What is published before the day.
    public var hash: Digest { Digest(of: text) }

    /// Stations that half the width of an interval of 95 % asks for, were each station's share drawn by lot from all voters' choices with the worst
    /// spread. National Democratic Institute, "The Quick Count and Election Observation" (2002), chapter 5.
    ///
    /// - Parameter halfWidth: such as 0.03.
    public static func size(halfWidth: Double, stations: Int) -> Int {
        let square = halfWidth * halfWidth / (1.959963984540054 * 1.959963984540054)
        return Int((0.25 / (square + 0.25 / Double(max(1, stations)))).rounded(.up))
    }
}
