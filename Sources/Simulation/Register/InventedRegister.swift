public import ElectionModel
public import VoterRegister

/// A register of voters of whom none exists, as many on each station's list as a reconstruction says: for trying out what has to
/// work with 8,662,188 persons.
///
/// Every person follows from the seed and his place, so that the register is written as a stream. All names and all numbers differ;
/// numbers begin with 99, the year of birth of nobody who could vote in 2004. Some persons are planted a second time, as registers
/// have them.
public struct InventedRegister: Sendable {
    /// A person who stands twice under two numbers.
    public struct Double: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// With the same letters.
            case same
            /// With the letters of Russian in the Kazakh name.
            case otherLetters = "other letters"
        }

        public var kind: Kind
        public var first: VoterNumber
        public var firstStation: StationID
        public var second: VoterNumber
        public var secondStation: StationID
    }

    /// The stations with the number of their voters, in the order in which the register has them.
    private let stations: [PollingStation]
    /// The place of each station's first voter, and the end of the last.
    private let starts: [Int]
    private let seed: UInt64
    /// The place of the person who stands twice, by the place of his second entry.
    private let planted: [Int: (original: Int, kind: Double.Kind)]
    private let nameSeed: UInt32
    private let numberOffset: UInt64

    /// The stream of the generator; each person has another one above it.
    private static let stream: UInt64 = 1 << 32

    /// - Parameter doubles: how many are planted, at most a hundredth of all.
    public init(stations: [PollingStation], seed: UInt64, doubles: Int) {
        (self.stations, self.seed) = (stations, seed)
        var starts = [0]
        for station in stations { starts.append((starts.last ?? 0) + Int(station.electors)) }
        self.starts = starts
        let count = starts.last ?? 0
        var generator = Generator(seed: seed, stream: Self.stream)
        nameSeed = UInt32(truncatingIfNeeded: generator.next())
        numberOffset = generator.next() % 10_000_000_000
        var used: Set<Int> = []
        func unused() -> Int {
            while true {
                let place = generator.below(count)
                if used.insert(place).inserted { return place }
            }
        }
        var planted: [Int: (original: Int, kind: Double.Kind)] = [:]
        for index in 0..<min(max(0, doubles), count / 100) {
            let original = unused()
            planted[unused()] = (original, index % 3 == 2 ? .otherLetters : .same)
        }
        self.planted = planted
    }

    /// How many persons there are.
    public var count: Int { starts.last ?? 0 }

    /// The planted persons, in the order of their second entries.
    public var doubles: [Double] {
        planted.keys.sorted().compactMap { second in
            planted[second].map { planted in
                Double(
                    kind: planted.kind, first: number(planted.original), firstStation: station(planted.original),
                    second: number(second), secondStation: station(second))
            }
        }
    }

    /// Calls `body` for everybody, station by station.
    public func forEach(_ body: (RegisterEntry) throws -> Void) rethrows {
        for (index, station) in stations.enumerated() {
            for place in starts[index]..<starts[index + 1] { try body(entry(place, station.id, index)) }
        }
    }

    private func entry(_ place: Int, _ station: StationID, _ stationIndex: Int) -> RegisterEntry {
        let twice = planted[place]
        var name = InventedName.name(InventedName.permuted(UInt32(twice?.original ?? place), nameSeed))
        if twice?.kind == .otherLetters { name.kazakh = name.russian }
        let house = (place - starts[stationIndex]) / 4 + 1
        return RegisterEntry(
            number: number(place), name: name, birthDate: birthDate(twice?.original ?? place),
            address: "Ойдан шығарылған көше \(stationIndex + 1), \(house)-үй, \(place % 4 + 1)-пәтер", station: station)
    }

    /// A place times a number that has no factor in common with 10^10, so that all differ.
    private func number(_ place: Int) -> VoterNumber {
        let last = (UInt64(place) * 7_777_777_777 + numberOffset) % 10_000_000_000
        guard let number = VoterNumber(value: 990_000_000_000 + last) else {
            preconditionFailure("99 and ten digits are twelve")
        }
        return number
    }

    private func station(_ place: Int) -> StationID {
        var (low, high) = (0, stations.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle } else { high = middle }
        }
        return stations[low].id
    }

    /// Of voting age on 19 September 2004.
    private func birthDate(_ place: Int) -> CalendarDate {
        var generator = Generator(seed: seed, stream: Self.stream + 1 + UInt64(place))
        let age = min(99, max(18, generator.near(43, spread: 48)))
        let day = 365 * age + age / 4 + 1 + generator.below(365)
        guard let date = CalendarDate(dayNumber: Self.pollingDay - day) else {
            preconditionFailure("a hundred years before 2004 is a year")
        }
        return date
    }

    /// 2004-09-19 in days since 1970-01-01.
    private static let pollingDay = 12_680
}
