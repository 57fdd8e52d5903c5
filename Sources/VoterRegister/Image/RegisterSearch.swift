/// What a search by name found.
public struct NameMatches: Sendable, Hashable {
    /// Those whose words begin with what was typed before those that have it inside; then in the order of the words and of
    /// the register.
    public var entries: [RegisterEntry]
    /// False where there are, or may be, more: more letters find them.
    public var isComplete: Bool

    public init(entries: [RegisterEntry], isComplete: Bool) {
        (self.entries, self.isComplete) = (entries, isComplete)
    }
}

/// Why a name was not looked for.
public enum SearchRefusal: String, Error, Sendable, Hashable, CaseIterable {
    /// A part of a name has at least two sounds.
    case tooShort
    /// No more than six parts, none longer than a name.
    case tooLong
}

extension RegisterImage {
    /// Most persons that a search gives.
    public static let mostMatches = 50
    /// Most parts of a name in one search.
    static let mostParts = 6
    /// Most steps of one search: words and persons that are looked at. Bounds the time, whatever was typed.
    static let mostSteps = 5_000

    /// Persons whose names have every part that was typed, in any of the three scripts: parts of words, divided by spaces.
    ///
    /// Letters count by their sound (`LetterTable`), so that Kazakh, Russian and Latin spellings find one another, and a
    /// letter of the other alphabet that looks the same does no harm.
    ///
    /// - Throws: `SearchRefusal` for what cannot be looked for; `RegisterDamage`.
    public func find(name: String, limit: Int = mostMatches) throws -> NameMatches {
        guard name.utf8.count <= RegisterEntry.nameLimit else { throw SearchRefusal.tooLong }
        let parts = NameFolding.readings(name)
        guard !parts.isEmpty, parts.allSatisfy({ $0.allSatisfy { $0.count >= 2 } }) else {
            throw SearchRefusal.tooShort
        }
        guard parts.count <= Self.mostParts else { throw SearchRefusal.tooLong }
        var search = try NameSearch(self, parts, limit: min(max(1, limit), Self.mostMatches))
        return try search.run()
    }
}

/// One search: the part that the fewest persons have leads, the others are tested on its persons.
private struct NameSearch {
    private let image: RegisterImage
    private let others: [[[UInt8]]]
    private let leading: [Range<Int>]
    private let limit: Int
    private var steps = 0
    private var isComplete = true
    private var found: [Int] = []
    /// By part, then word.
    private var verdicts: [[UInt32: Bool]]

    init(_ image: RegisterImage, _ parts: [[[UInt8]]], limit: Int) throws(RegisterDamage) {
        (self.image, self.limit) = (image, limit)
        var best: (index: Int, ranges: [Range<Int>], size: Int)?
        for (index, readings) in parts.enumerated() {
            var ranges: [Range<Int>] = []
            for reading in readings { ranges.append(try image.partRange(of: reading)) }
            let size = try image.personCount(ranges)
            if best.map({ size < $0.size }) ?? true { best = (index, ranges, size) }
        }
        leading = best?.ranges ?? []
        others = parts.enumerated().filter { $0.offset != best?.index }.map(\.element)
        verdicts = others.map { _ in [:] }
    }

    mutating func run() throws(RegisterDamage) -> NameMatches {
        for beginsWord in [true, false] {
            for range in leading {
                for index in range where isComplete {
                    let part = image.number(.parts, index, as: UInt32.self)
                    try step()
                    guard (part & (1 << RegisterFormat.offsetBits - 1) == 0) == beginsWord else { continue }
                    try take(word: Int(part >> RegisterFormat.offsetBits))
                }
            }
        }
        var entries: [RegisterEntry] = []
        for place in found { entries.append(try image.entry(at: place)) }
        return NameMatches(entries: entries, isComplete: isComplete)
    }

    private mutating func step() throws(RegisterDamage) {
        steps += 1
        if steps > RegisterImage.mostSteps { isComplete = false }
    }

    private mutating func take(word: Int) throws(RegisterDamage) {
        for place in try image.places(ofWord: word) where isComplete {
            let place = Int(image.number(.wordPlaces, place, as: UInt32.self))
            guard place < image.count else { throw .section("wordPlaces") }
            try step()
            if try !hasOthers(place) || found.contains(place) { continue }
            if found.count == limit { isComplete = false } else { found.append(place) }
        }
    }

    /// Whether each of the other parts stands in a word of the person's.
    private mutating func hasOthers(_ place: Int) throws(RegisterDamage) -> Bool {
        guard !others.isEmpty else { return true }
        let words = try image.words(ofPerson: place)
        for part in others.indices {
            var isThere = false
            for index in words where !isThere {
                isThere = try has(image.number(.personWords, index, as: UInt32.self), part: part)
            }
            if !isThere { return false }
        }
        return true
    }

    /// Whether a word contains one of the other parts; asked once for each word.
    private mutating func has(_ word: UInt32, part: Int) throws(RegisterDamage) -> Bool {
        if let known = verdicts[part][word] { return known }
        let range = try image.wordRange(Int(word))
        let verdict = others[part].contains { image.memory.contains($0, in: range) }
        verdicts[part][word] = verdict
        return verdict
    }
}

extension RegisterImage {
    private var partCount: Int { range(.parts).count / 4 }

    /// The bytes of a word, without the 0 that ends it.
    func wordRange(_ word: Int) throws(RegisterDamage) -> Range<Int> {
        guard word < wordCount else { throw .section("words") }
        let bytes = range(.words)
        let range = try items(.wordStarts, of: word, limit: bytes.count)
        guard !range.isEmpty else { throw .section("wordStarts") }
        return bytes.lowerBound + range.lowerBound..<bytes.lowerBound + range.upperBound - 1
    }

    /// The parts of words that begin with some sounds.
    func partRange(of sounds: [UInt8]) throws(RegisterDamage) -> Range<Int> {
        func first(after: Bool) throws(RegisterDamage) -> Int {
            var (low, high) = (0, partCount)
            while low < high {
                let middle = (low + high) / 2
                let order = try compare(part: middle, to: sounds)
                if order < 0 || (after && order == 0) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let start = try first(after: false)
        return start..<max(start, try first(after: true))
    }

    private func compare(part index: Int, to sounds: [UInt8]) throws(RegisterDamage) -> Int {
        let part = number(.parts, index, as: UInt32.self)
        let word = try wordRange(Int(part >> RegisterFormat.offsetBits))
        let start = word.lowerBound + Int(part & (1 << RegisterFormat.offsetBits - 1))
        return memory.compare(min(start, word.upperBound)..<word.upperBound, toStart: sounds)
    }

    func places(ofWord word: Int) throws(RegisterDamage) -> Range<Int> {
        guard word < wordCount else { throw .section("parts") }
        return try items(.wordPlaceStarts, of: word, limit: range(.wordPlaces).count / 4)
    }

    /// Where a person's words stand among `personWords`.
    func words(ofPerson place: Int) throws(RegisterDamage) -> Range<Int> {
        try items(.personWordStarts, of: place, limit: range(.personWords).count / 4)
    }

    /// How many persons have words with these parts, at most: those with two are counted twice. Cut short where it is large.
    func personCount(_ ranges: [Range<Int>]) throws(RegisterDamage) -> Int {
        var count = 0
        for range in ranges {
            for index in range.prefix(1_000) {
                count += try places(
                    ofWord: Int(number(.parts, index, as: UInt32.self) >> RegisterFormat.offsetBits)
                ).count
            }
            // As many again for each further thousand, which is a guess and only says which part leads.
            if range.count > 1_000 { count = count / 1_000 * range.count }
        }
        return count
    }
}
