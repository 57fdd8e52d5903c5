import PrimeOrderGroups
public import VerifiableVoting

/// The slips of one election, station by station, and the public list that stands for them in the archive.
///
/// Made by an authority apart from the stations, before the day. A station's slips are the ones whose public credentials make up
/// its slice of the list as the manifest announces it. Within a station their order is drawn anew: neither the list nor the
/// order in which they were made says which slip lies where in the stack.
public struct SlipBatch: Sendable {
    public struct Station: Sendable {
        public let name: String
        /// In the order in which they are printed. Secret.
        public let slips: [Slip]
        /// SHA-256 in Base64 of the station's slice as a list of its own, as in a manifest.
        public let fingerprint: String
    }

    public let election: String
    public let stations: [Station]
    /// Canonical JSON of all public credentials, sorted by group element as `setup` wants them.
    public let publicList: [UInt8]

    /// Most slips of one election.
    public static let most = 1 << 20

    public enum Fault: Error, Equatable, Sendable {
        case noStation
        case stationWithoutName
        case stationTwice(String)
        case noSlips(station: String)
        /// More than `most` together.
        case tooMany
    }

    /// Makes credentials from the operating system's randomness. Throws `Fault` before any is made.
    public init<Suite: CipherSuite>(
        election: String, stations: [(name: String, count: Int)], suite: Suite.Type
    ) throws(Fault) {
        try self.init(
            election: election, stations: stations, suite: suite, make: { PrivateCredential.random() },
            below: { SystemRandom.number(below: $0) })
    }

    /// `below(n)`: a number from 0 to n - 1, each equally likely.
    package init<Suite: CipherSuite>(
        election: String, stations: [(name: String, count: Int)], suite: Suite.Type,
        make: () -> PrivateCredential, below: (Int) -> Int
    ) throws(Fault) {
        try Self.check(stations)
        var entries: [(element: Suite.Element, credential: PrivateCredential)] = []
        let total = stations.reduce(0) { $0 + $1.count }
        entries.reserveCapacity(total)
        for _ in 0..<total {
            let credential = make()
            let exponent = credential.exponent(uuid: election, suite: suite)
            entries.append((Suite.Group.secretPower(Suite.Group.secretGeneratorTable, exponent), credential))
        }
        entries.sort { Suite.Group.precedes($0.element, $1.element) }
        let texts = entries.map { Suite.Group.text($0.element) }
        func list(_ range: Range<Int>) -> [UInt8] {
            CanonicalText.of { text in text.list(texts[range]) { $0.string($1) } }
        }
        var made: [Station] = []
        var start = 0
        for station in stations {
            let range = start..<start + station.count
            var slips = entries[range].map { Slip(election: election, credential: $0.credential) }
            for index in stride(from: slips.count - 1, to: 0, by: -1) { slips.swapAt(index, below(index + 1)) }
            made.append(Station(name: station.name, slips: slips, fingerprint: Digest(of: list(range)).base64))
            start = range.upperBound
        }
        (self.election, self.stations, publicList) = (election, made, list(0..<total))
    }

    private static func check(_ stations: [(name: String, count: Int)]) throws(Fault) {
        guard !stations.isEmpty else { throw .noStation }
        var names: Set<String> = []
        var total = 0
        for station in stations {
            guard !station.name.isEmpty else { throw .stationWithoutName }
            guard names.insert(station.name).inserted else { throw .stationTwice(station.name) }
            guard station.count > 0 else { throw .noSlips(station: station.name) }
            guard station.count <= most - total else { throw .tooMany }
            total += station.count
        }
    }

    /// What is published of the batch.
    public var printed: SlipsPrinted {
        SlipsPrinted(
            election: election, credentials: Digest(of: publicList).base64,
            stations: stations.map {
                SlipsPrinted.Station(name: $0.name, printed: $0.slips.count, fingerprint: $0.fingerprint)
            })
    }
}

extension SystemRandom {
    /// A number from 0 to `bound` - 1, each equally likely: what would favour the small ones is drawn again.
    package static func number(below bound: Int) -> Int {
        let bound = UInt64(bound)
        let limit = UInt64.max - (UInt64.max % bound + 1) % bound
        while true {
            let drawn = bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if drawn <= limit { return Int(drawn % bound) }
        }
    }
}
