public import ElectionModel

/// A register as it lies in a file: persons, stations, and indexes by number and by name.
///
/// A *place* is the order in which a person came, from 0. A *leaf* is the order by station and number, from 0: that of the
/// commitment.
public struct RegisterImage: Sendable {
    let memory: UnsafeRegisterMemory
    private let ranges: [Range<Int>]
    /// How many persons there are.
    public let count: Int
    /// The stations in the order of their names' bytes.
    public let stations: [StationID]
    /// What the file says of its rows: the same for all.
    public let status: ProvenanceKind
    let wordCount: Int

    /// Finds the sections; what stands in them is looked at when it is asked for. Throws `RegisterDamage`.
    public init(_ memory: UnsafeRegisterMemory) throws(RegisterDamage) {
        let table = try Self.table(memory)
        let about = table[RegisterFormat.Section.about.rawValue]
        guard (12...64).contains(about.count) else { throw .section("about") }
        func number(_ index: Int) -> Int { Int(memory.number(at: about.lowerBound + 4 * index, as: UInt32.self)) }
        let (count, stationCount, wordCount) = (number(0), number(1), number(2))
        let text = String(decoding: memory.bytes(about.lowerBound + 12..<about.upperBound), as: UTF8.self)
        guard count <= RegisterFormat.mostPersons, let status = ProvenanceKind(rawValue: text) else {
            throw .section("about")
        }
        func require(_ section: RegisterFormat.Section, bytes: Int) throws(RegisterDamage) {
            guard table[section.rawValue].count == bytes else { throw .section("\(section)") }
        }
        try require(.entryStarts, bytes: 8 * (count + 1))
        try require(.numbers, bytes: 8 * count)
        try require(.stationStarts, bytes: 4 * (stationCount + 1))
        try require(.stationPlaces, bytes: 4 * count)
        try require(.wordStarts, bytes: 4 * (wordCount + 1))
        try require(.wordPlaceStarts, bytes: 4 * (wordCount + 1))
        try require(.personWordStarts, bytes: 4 * (count + 1))
        guard table[RegisterFormat.Section.parts.rawValue].count % 4 == 0,
            table[RegisterFormat.Section.wordPlaces.rawValue].count
                == table[RegisterFormat.Section.personWords.rawValue].count
        else { throw .section("words") }
        stations = try Self.stations(memory.bytes(table[RegisterFormat.Section.stations.rawValue]), stationCount)
        (self.memory, ranges, self.count, self.status, self.wordCount) = (memory, table, count, status, wordCount)
    }

    private static func table(_ memory: UnsafeRegisterMemory) throws(RegisterDamage) -> [Range<Int>] {
        let sections = RegisterFormat.Section.allCases
        let least = RegisterFormat.headerBytes + 16 * sections.count + RegisterFormat.trailerBytes
        guard memory.count >= least, memory.bytes(0..<8) == RegisterFormat.magic,
            memory.bytes(memory.count - 8..<memory.count) == RegisterFormat.magic
        else { throw .notARegister }
        let version = memory.number(at: 8, as: UInt32.self)
        guard version == RegisterFormat.version else { throw .newer(version: version) }
        let table = memory.count - RegisterFormat.trailerBytes - 16 * sections.count
        guard memory.number(at: memory.count - 16, as: UInt64.self) == UInt64(table) else { throw .notARegister }
        var ranges: [Range<Int>] = []
        for section in sections {
            let start = memory.number(at: table + 16 * section.rawValue, as: UInt64.self)
            let length = memory.number(at: table + 16 * section.rawValue + 8, as: UInt64.self)
            guard start >= UInt64(RegisterFormat.headerBytes), start <= UInt64(table), length <= UInt64(table) - start
            else { throw .section("\(section)") }
            ranges.append(Int(start)..<Int(start + length))
        }
        return ranges
    }

    private static func stations(_ bytes: [UInt8], _ count: Int) throws(RegisterDamage) -> [StationID] {
        var stations: [StationID] = []
        var rest = bytes[...]
        while let length = rest.popFirst() {
            guard rest.count >= Int(length), let name = String(validating: rest.prefix(Int(length)), as: UTF8.self),
                AllowedCharacters.isStation(name), stations.last.map({ $0 < StationID(name) }) ?? true
            else { throw .section("stations") }
            stations.append(StationID(name))
            rest = rest.dropFirst(Int(length))
        }
        guard stations.count == count else { throw .section("stations") }
        return stations
    }

    /// A number of a section; `index` is the caller's to keep within it.
    func number<Number: FixedWidthInteger>(
        _ section: RegisterFormat.Section, _ index: Int, as type: Number.Type
    ) -> Number {
        let range = ranges[section.rawValue]
        precondition(index >= 0 && (index + 1) * (Number.bitWidth / 8) <= range.count, "an index lies in its section")
        return memory.number(at: range.lowerBound + index * (Number.bitWidth / 8), as: type)
    }

    func range(_ section: RegisterFormat.Section) -> Range<Int> { ranges[section.rawValue] }

    /// Where the items of an index stand that lists, in another section, where each begins. Throws for one that does not
    /// rise or leaves its section.
    func items(
        _ starts: RegisterFormat.Section, of index: Int, limit: Int
    ) throws(RegisterDamage) -> Range<Int> {
        let start = Int(number(starts, index, as: UInt32.self))
        let end = Int(number(starts, index + 1, as: UInt32.self))
        guard start <= end, end <= limit else { throw .section("\(starts)") }
        return start..<end
    }

    /// The canonical bytes of the entry at a place. Throws `entry` for a damaged one.
    func entryBytes(at place: Int) throws(RegisterDamage) -> [UInt8] {
        let start = number(.entryStarts, place, as: UInt64.self)
        let end = number(.entryStarts, place + 1, as: UInt64.self)
        let entries = ranges[RegisterFormat.Section.entries.rawValue]
        guard start <= end, end <= UInt64(entries.count), end - start <= UInt64(RegisterEntry.mostBytes) else {
            throw .entry(place)
        }
        return memory.bytes(entries.lowerBound + Int(start)..<entries.lowerBound + Int(end))
    }

    /// - Parameter place: below `count`.
    public func entry(at place: Int) throws(RegisterDamage) -> RegisterEntry {
        guard let entry = RegisterEntry(bytes: try entryBytes(at: place)) else { throw .entry(place) }
        return entry
    }

    /// The person with a number: at most one, by binary search.
    public func entry(_ wanted: VoterNumber) throws(RegisterDamage) -> RegisterEntry? {
        try place(of: wanted).map { place throws(RegisterDamage) in try entry(at: place) }
    }

    func place(of wanted: VoterNumber) throws(RegisterDamage) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let value = number(.numbers, middle, as: UInt64.self)
            if value >> RegisterFormat.placeBits < wanted.value { low = middle + 1 } else { high = middle }
        }
        guard low < count else { return nil }
        let value = number(.numbers, low, as: UInt64.self)
        guard value >> RegisterFormat.placeBits == wanted.value else { return nil }
        let place = Int(value & (1 << RegisterFormat.placeBits - 1))
        guard place < count else { throw .section("numbers") }
        return place
    }

    /// The leaves of a station; nil for one that nobody belongs to.
    public func leaves(of station: StationID) throws(RegisterDamage) -> Range<Int>? {
        guard let index = stations.firstIndex(of: station) else { return nil }
        return try items(.stationStarts, of: index, limit: count)
    }

    /// The place of a leaf, which is below `count`.
    func place(ofLeaf leaf: Int) throws(RegisterDamage) -> Int {
        let place = Int(number(.stationPlaces, leaf, as: UInt32.self))
        guard place < count else { throw .section("stationPlaces") }
        return place
    }

    /// The leaf of a person.
    public func leaf(of entry: RegisterEntry) throws(RegisterDamage) -> Int? {
        guard let leaves = try leaves(of: entry.station) else { return nil }
        var (low, high) = (leaves.lowerBound, leaves.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if try self.entry(at: place(ofLeaf: middle)).number < entry.number {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < leaves.upperBound, try self.entry(at: place(ofLeaf: low)).number == entry.number else { return nil }
        return low
    }
}
