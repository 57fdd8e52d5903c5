public import ElectionModel

/// What an import found.
public struct ImportReport: Sendable {
    public let persons: Int
    public let stations: Int
    public let status: ProvenanceKind
    let suspectPlaces: [[Int]]

    private static let groupsHeld = 128

    /// Persons of different numbers with the same birth date whose Kazakh names sound the same: for people to look at. None of
    /// them is left out of the register.
    ///
    /// - Parameter image: the register that was written.
    public func suspects(in image: RegisterImage) throws(RegisterDamage) -> [[RegisterEntry]] {
        var groups: [[RegisterEntry]] = []
        for (number, places) in suspectPlaces.enumerated() {
            // They lie all over the file, and each look holds some hundred kilobytes of it.
            if number % Self.groupsHeld == 0 { image.memory.release() }
            var entries: [RegisterEntry] = []
            for place in places { entries.append(try image.entry(at: place)) }
            // A hash brought them together; what they are decides.
            while let first = entries.first {
                let key = PersonKey(first)
                let same = entries.filter { PersonKey($0) == key }
                if same.count > 1 { groups.append(same.sorted { $0.number < $1.number }) }
                entries.removeAll { PersonKey($0) == key }
            }
        }
        return groups.sorted { $0[0].number < $1[0].number }
    }
}

/// What makes two entries suspected to be one person.
struct PersonKey: Hashable {
    var birthDate: CalendarDate
    var sounds: [[UInt8]]

    init(_ entry: RegisterEntry) {
        (birthDate, sounds) = (entry.birthDate, NameFolding.words(entry.name.kazakh, as: .cyrillic))
    }
}

/// Reads a register from CSV and writes it as a register file, both in pieces.
public enum RegisterImport {
    /// How far an import is.
    public enum Progress: Sendable, Hashable {
        case read(persons: Int)
        case sorted(step: Int, of: Int)
    }

    /// - Parameters:
    ///   - source: the next piece of the CSV file (`RegisterTable.columns`); nil after the last.
    ///   - expected: about how many persons there are; only a matter of memory.
    ///   - sink: takes the bytes of the register file. Where this throws, they are none.
    ///   - progress: is called every 100,000 persons and with each step of sorting.
    /// - Throws: `RegisterFaults` with everything that is wrong; what `source` and `sink` throw.
    public static func run(
        from source: @escaping () throws -> [UInt8]?, expected: Int = 0, to sink: @escaping ByteSink,
        progress: (Progress) -> Void = { _ in }
    ) throws -> ImportReport {
        var faults = RegisterFaults()
        var lines = RowLines()
        var builder: RegisterBuilder?
        var status = ProvenanceKind.official
        do {
            var reader = try EntryReader(source)
            while try reader.next() {
                guard let entry = try reader.entry(&faults) else { continue }
                // After the first fault there will be no register: the rest is only read for more of them.
                guard faults.count == 0 else { continue }
                status = reader.status ?? status
                if builder == nil { builder = try RegisterBuilder(status: status, expected: expected, sink) }
                lines.add(place: builder?.count ?? 0, line: reader.line)
                do { try builder?.add(entry) } catch let fault as RegisterFault {
                    throw RegisterFault(fault.code, line: reader.line, field: fault.field, detail: fault.detail)
                }
                if let count = builder?.count, count % 100_000 == 0 { progress(.read(persons: count)) }
            }
        } catch let fault as RegisterFault { faults.add(fault) }
        if builder == nil, faults.count == 0 { faults.add(RegisterFault(.nobody, line: 1)) }
        guard faults.count == 0, var whole = builder else { throw faults }
        // Two holders of the columns would make every sort a copy first.
        builder = nil
        let persons = whole.count
        let result = try whole.finish { progress(.sorted(step: $0, of: $1)) }
        for twice in result.twice {
            faults.add(
                RegisterFault(
                    .numberTwice, line: lines.line(of: twice.second), field: "number",
                    detail: "\(twice.number) \(lines.line(of: twice.first))"))
        }
        guard result.twiceCount == 0 else {
            faults.list.sort { $0.line < $1.line }
            faults.count = result.twiceCount
            throw faults
        }
        return ImportReport(
            persons: persons, stations: whole.stationCount, status: status, suspectPlaces: result.suspects)
    }
}

/// Which line each place came from: mostly the next one, so that only the exceptions are kept.
struct RowLines {
    private var jumps: [(place: Int, line: Int)] = []

    mutating func add(place: Int, line: Int) {
        if let last = jumps.last, line - last.line == place - last.place { return }
        jumps.append((place, line))
    }

    func line(of place: Int) -> Int {
        guard let jump = jumps.last(where: { $0.place <= place }) else { return 1 }
        return jump.line + place - jump.place
    }
}
