import ElectionModel

/// Puts a register together from entries that come one by one, and writes it as it goes: memory holds some forty bytes a person,
/// never the entries.
struct RegisterBuilder {
    private var writer: SectionWriter
    private let status: ProvenanceKind
    private var lengths: [UInt16] = []
    private var numbers: [UInt64] = []
    /// A hash of name and birth date with the place.
    private var persons: [UInt64] = []
    private var stationOf: [UInt16] = []
    private var stations: [StationID: UInt16] = [:]
    private var stationNames: [StationID] = []
    private var words = WordTable()
    private var personWords: [UInt32] = []
    private var wordCounts: [UInt8] = []
    private var sounds: [UInt8] = []
    private var entry: [UInt8] = []

    /// - Parameter expected: about how many persons will come; only a matter of memory.
    init(status: ProvenanceKind, expected: Int = 0, _ sink: @escaping ByteSink) throws {
        writer = try SectionWriter(sink)
        self.status = status
        let expected = min(expected, RegisterFormat.mostPersons)
        // Memory that is reserved and not used costs nothing; growing by doubling would cost three times as much.
        lengths.reserveCapacity(expected)
        numbers.reserveCapacity(expected)
        persons.reserveCapacity(expected)
        stationOf.reserveCapacity(expected)
        personWords.reserveCapacity(4 * expected)
        wordCounts.reserveCapacity(expected)
        try writer.begin(.entries)
    }

    private(set) var count = 0
    var stationCount: Int { stationNames.count }

    /// Adds an entry at the next place. Throws `tooManyPersons` or `tooManyWords`, without a line; whatever the sink throws.
    mutating func add(_ new: RegisterEntry) throws {
        let place = UInt64(count)
        guard count < RegisterFormat.mostPersons else {
            throw RegisterFault(.tooManyPersons, line: 0, detail: "\(RegisterFormat.mostPersons)")
        }
        entry.removeAll(keepingCapacity: true)
        new.append(to: &entry)
        writer.append(entry)
        try writer.flushIfFull()
        lengths.append(UInt16(entry.count))
        numbers.append(new.number.value << RegisterFormat.placeBits | place)
        count += 1
        try stationOf.append(station(new.station))
        addWords(new.name)
        persons.append(Self.personHash(sounds, new.birthDate) << RegisterFormat.placeBits | place)
        guard words.count <= RegisterFormat.mostWords else {
            throw RegisterFault(.tooManyWords, line: 0, detail: "\(RegisterFormat.mostWords)")
        }
    }

    private mutating func station(_ id: StationID) throws -> UInt16 {
        if let known = stations[id] { return known }
        guard stationNames.count < RegisterFormat.mostStations else {
            throw RegisterFault(.tooManyStations, line: 0, field: "station", detail: "\(RegisterFormat.mostStations)")
        }
        let number = UInt16(stationNames.count)
        stations[id] = number
        stationNames.append(id)
        return number
    }

    /// Adds the different words of a name; `sounds` then holds the Kazakh name's.
    private mutating func addWords(_ name: VoterName) {
        let first = personWords.count
        for (text, alphabet) in [
            (name.russian, NameFolding.Alphabet.cyrillic), (name.latin, .latin), (name.kazakh, .cyrillic),
        ] {
            sounds.removeAll(keepingCapacity: true)
            NameFolding.fold(text, as: alphabet, into: &sounds)
            var start = 0
            while let end = sounds[start...].firstIndex(of: 0) {
                let number = words.number(of: sounds[start..<end])
                if !personWords[first...].contains(number), personWords.count - first < 255 {
                    personWords.append(number)
                }
                start = end + 1
            }
        }
        wordCounts.append(UInt8(personWords.count - first))
    }

    /// 40 bits over how the Kazakh name sounds and the birth date.
    static func personHash(_ sounds: [UInt8], _ birthDate: CalendarDate) -> UInt64 {
        let day = UInt64(birthDate.year) << 16 | UInt64(birthDate.month) << 8 | UInt64(birthDate.day)
        return (WordTable.hash(sounds) &+ day &* 0x9E37_79B9_7F4A_7C15) >> 24
    }

    /// Two places with the same number.
    struct Twice {
        var number: VoterNumber
        var first: Int
        var second: Int
    }

    /// What `finish` found; where a number stands twice, the file is not finished and no register.
    struct Result {
        var twice: [Twice] = []
        var twiceCount = 0
        /// Groups of places whose persons may be the same, to be looked at in the file.
        var suspects: [[Int]] = []
    }

    /// Sorts, and writes the rest of the file.
    mutating func finish(progress: (_ step: Int, _ of: Int) -> Void) throws -> Result {
        var result = Result()
        progress(0, 5)
        radixSort(&numbers)
        findTwice(&result)
        guard result.twiceCount == 0 else { return result }
        try writeEntryStarts()
        try writer.begin(.numbers)
        try writer.append(contentsOf: numbers)
        progress(1, 5)
        try writeStations()
        numbers = []
        progress(2, 5)
        radixSort(&persons)
        findSuspects(&result)
        persons = []
        progress(3, 5)
        let order = words.sorted()
        try writeWords(order)
        progress(4, 5)
        try writePersonWords()
        try writer.begin(.about)
        writer.append(UInt32(count))
        writer.append(UInt32(stationNames.count))
        writer.append(UInt32(words.count))
        writer.append(status.rawValue.utf8)
        try writer.finish()
        progress(5, 5)
        return result
    }

    private func findTwice(_ result: inout Result) {
        let bits = RegisterFormat.placeBits
        for index in numbers.indices.dropFirst() where numbers[index] >> bits == numbers[index - 1] >> bits {
            result.twiceCount += 1
            guard result.twice.count < RegisterFaults.most, let number = VoterNumber(value: numbers[index] >> bits)
            else {
                continue
            }
            result.twice.append(
                Twice(number: number, first: place(numbers[index - 1]), second: place(numbers[index])))
        }
    }

    private func place(_ value: UInt64) -> Int { Int(value & (1 << RegisterFormat.placeBits - 1)) }

    private func findSuspects(_ result: inout Result) {
        var start = 0
        let bits = RegisterFormat.placeBits
        for index in 0...persons.count
        where index == persons.count || persons[index] >> bits != persons[start] >> bits {
            if index - start > 1 { result.suspects.append(persons[start..<index].map(place)) }
            start = index
        }
    }

    private mutating func writeEntryStarts() throws {
        try writer.begin(.entryStarts)
        var start: UInt64 = 0
        writer.append(start)
        defer { lengths = [] }
        for length in lengths {
            start += UInt64(length)
            writer.append(start)
            try writer.flushIfFull()
        }
    }

    /// The stations in the order of their names, their persons in the order of numbers.
    private mutating func writeStations() throws {
        let order = stationNames.indices.sorted { stationNames[$0] < stationNames[$1] }
        var rank = [Int](repeating: 0, count: order.count)
        for (index, station) in order.enumerated() { rank[station] = index }
        try writer.begin(.stations)
        for station in order {
            let name = stationNames[station].rawValue.utf8
            writer.append(UInt8(name.count))
            writer.append(name)
        }
        var starts = [UInt32](repeating: 0, count: order.count + 1)
        for station in stationOf { starts[rank[Int(station)] + 1] += 1 }
        for index in order.indices { starts[index + 1] += starts[index] }
        try writer.begin(.stationStarts)
        try writer.append(contentsOf: starts)
        var places = [UInt32](repeating: 0, count: stationOf.count)
        for value in numbers {
            let place = place(value)
            let station = rank[Int(stationOf[place])]
            places[Int(starts[station])] = UInt32(place)
            starts[station] += 1
        }
        try writer.begin(.stationPlaces)
        try writer.append(contentsOf: places)
    }

    /// The dictionary and its parts; numbers of words become places in the order of the dictionary.
    private mutating func writeWords(_ order: [UInt32]) throws {
        var rank = [UInt32](repeating: 0, count: order.count)
        for (index, word) in order.enumerated() { rank[Int(word)] = UInt32(index) }
        for index in personWords.indices { personWords[index] = rank[Int(personWords[index])] }
        try writer.begin(.words)
        var starts: [UInt32] = [0]
        starts.reserveCapacity(order.count + 1)
        for word in order {
            writer.append(words.word(Int(word)))
            writer.append(UInt8(0))
            starts.append((starts.last ?? 0) + UInt32(words.word(Int(word)).count) + 1)
            try writer.flushIfFull()
        }
        try writer.begin(.wordStarts)
        try writer.append(contentsOf: starts)
        try writer.begin(.parts)
        try writer.append(contentsOf: WordParts.sorted(words, order))
    }

    private mutating func writePersonWords() throws {
        var starts = [UInt32](repeating: 0, count: words.count + 1)
        for word in personWords { starts[Int(word) + 1] += 1 }
        for index in 0..<words.count { starts[index + 1] += starts[index] }
        try writer.begin(.wordPlaceStarts)
        try writer.append(contentsOf: starts)
        var places = [UInt32](repeating: 0, count: personWords.count)
        var index = 0
        for (place, count) in wordCounts.enumerated() {
            for word in personWords[index..<index + Int(count)] {
                places[Int(starts[Int(word)])] = UInt32(place)
                starts[Int(word)] += 1
            }
            index += Int(count)
        }
        try writer.begin(.wordPlaces)
        try writer.append(contentsOf: places)
        places = []
        try writer.begin(.personWordStarts)
        var start: UInt32 = 0
        writer.append(start)
        for count in wordCounts {
            start += UInt32(count)
            writer.append(start)
            try writer.flushIfFull()
        }
        try writer.begin(.personWords)
        try writer.append(contentsOf: personWords)
    }
}

/// Every part of a word that begins somewhere in it and ends with it, in the order of bytes: a suffix array.
enum WordParts {
    static func sorted(_ words: WordTable, _ order: [UInt32]) -> [UInt32] {
        var parts: [(key: UInt64, part: UInt32)] = []
        parts.reserveCapacity(words.bytes.count)
        for (rank, word) in order.enumerated() {
            let letters = words.word(Int(word))
            for offset in letters.indices {
                let part = UInt32(rank) << RegisterFormat.offsetBits | UInt32(offset - letters.startIndex)
                parts.append((key(letters[offset...]), part))
            }
        }
        func rest(_ part: UInt32) -> ArraySlice<UInt8> {
            words.word(Int(order[Int(part >> RegisterFormat.offsetBits)])).dropFirst(
                Int(part & (1 << RegisterFormat.offsetBits - 1)))
        }
        parts.sort { left, right in
            if left.key != right.key { return left.key < right.key }
            // Twelve letters are the same; words are longer.
            let (first, second) = (rest(left.part), rest(right.part))
            if first.elementsEqual(second) { return left.part < right.part }
            return first.lexicographicallyPrecedes(second)
        }
        return parts.map(\.part)
    }

    /// The first twelve letters, five bits each.
    private static func key(_ letters: ArraySlice<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for index in 0..<12 {
            key <<= 5
            if index < letters.count { key |= UInt64(letters[letters.startIndex + index] & 31) }
        }
        return key
    }
}
