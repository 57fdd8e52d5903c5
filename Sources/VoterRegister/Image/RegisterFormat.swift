/// The file of a register: sections one after the other, then a table of where they stand. Documentation/Formats/Register.md.
///
/// All numbers have their low byte first. Everything is sorted, so that a look-up is a binary search over a file that is mapped.
enum RegisterFormat {
    static let magic = Array("SAILAUVR".utf8)
    static let version: UInt32 = 1
    /// Magic, version, 4 bytes of 0.
    static let headerBytes = 16
    /// Where the table stands, then the magic again.
    static let trailerBytes = 16

    /// Most persons: a place among them takes 24 bits.
    static let mostPersons = 1 << 24
    static let mostStations = 65_535
    static let placeBits: UInt64 = 24
    /// Most different words, and where a part of one may begin: 26 and 6 bits.
    static let mostWords = 1 << 26
    static let offsetBits: UInt32 = 6

    enum Section: Int, CaseIterable {
        /// Persons, stations, words, each 4 bytes; the status as text.
        case about
        /// The canonical bytes of the entries, in the order in which they came.
        case entries
        /// Where each entry begins, and the end of the last: 8 bytes each.
        case entryStarts
        /// Number << 24 | place, sorted: 8 bytes each.
        case numbers
        /// The stations' names, sorted by their bytes, each after a byte of its length.
        case stations
        /// Where each station's persons begin in `stationPlaces`, and the end of the last: 4 bytes each.
        case stationStarts
        /// Places by station, then number: 4 bytes each. The order of the commitment's leaves.
        case stationPlaces
        /// The folded words of all names, sorted, each followed by a 0.
        case words
        /// Where each word begins, and the end of the last: 4 bytes each.
        case wordStarts
        /// Word << 6 | offset for every part of a word that begins anywhere in it, sorted by what stands there: 4 bytes each.
        case parts
        /// Where each word's persons begin in `wordPlaces`, and the end of the last: 4 bytes each.
        case wordPlaceStarts
        /// Places by word: 4 bytes each.
        case wordPlaces
        /// Where each person's words begin in `personWords`, and the end of the last: 4 bytes each.
        case personWordStarts
        /// Words by place: 4 bytes each.
        case personWords
    }
}

/// Why bytes are no register.
public enum RegisterDamage: Error, Sendable, Hashable {
    /// They do not begin and end as one does.
    case notARegister
    /// Of a later version: use a newer program.
    case newer(version: UInt32)
    /// A section is missing, overlaps or has another size than its neighbours ask for.
    case section(String)
    /// An entry cannot be read; its place.
    case entry(Int)
}
