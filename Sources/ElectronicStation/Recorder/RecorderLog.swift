public import VerifiableVoting

/// The recorder's log as lines: a head, then an entry each, sealed from the first on and chained, and a last line that ends it.
///
/// Documentation/Formats/Recorder.md. Whoever has the file sees how many entries there are; only the owner of the key sees what
/// they say. An entry that is taken out, added between others or changed breaks the chain; lines cut off at the end are found by
/// the last line that is missing, and by the head that stands on the closing act.
public struct RecorderLog: Sendable {
    /// What the first line says.
    public struct Head: Equatable, Sendable {
        public let station: String
        public let key: RecorderKey
        /// The first day on which the seal may be broken without a decision (article 50-9: kept for one year), `2005-09-19`.
        public let sealedUntil: String

        public init(station: String, key: RecorderKey, sealedUntil: String) {
            (self.station, self.key, self.sealedUntil) = (station, key, sealedUntil)
        }

        /// The line, without its end.
        public var line: [UInt8] {
            CanonicalText.of { text in
                text.raw("{\"format\":\"sailau-recorder\",\"version\":1,\"station\":")
                text.string(station)
                text.raw(",\"key\":")
                text.string(Hexadecimal.text(key.bytes))
                text.raw(",\"sealed_until\":")
                text.string(sealedUntil)
                text.raw("}")
            }
        }

        /// Throws `recorderFormat`.
        package init(line: [UInt8]) throws(Violation) {
            let fields = try DocumentFields(line, format: "sailau-recorder", breaking: .recorderFormat)
            guard let bytes = Hexadecimal.bytes(try fields.string("key").utf8), let key = RecorderKey(bytes: bytes)
            else {
                throw fields.wrong("key")
            }
            self.init(
                station: try fields.string("station"), key: key, sealedUntil: try fields.string("sealed_until"))
            guard RecorderEntry.Minute("\(sealedUntil)T00:00") != nil else { throw fields.wrong("sealed_until") }
            try fields.requireCanonical(self.line, line)
        }
    }

    public let head: Head
    /// Sealed entries in their order.
    public private(set) var entries: [[UInt8]] = []
    /// SHA-256 of the last line: what the next one continues, and what stands on the closing act.
    public private(set) var last: Digest
    /// Whether the last line is there, after which nothing comes.
    public private(set) var isEnded = false

    /// Longest line, its end included.
    public static let mostLineBytes = 512
    /// Most entries that are read.
    package static let mostEntries = 1 << 20

    public init(_ head: Head) {
        self.head = head
        last = Digest(of: head.line)
    }

    /// A log of its first line alone. Throws `recorderFormat`.
    public init(headLine line: [UInt8]) throws(Violation) { self.init(try Head(line: line)) }

    /// Takes an entry and returns its line, without the end, for whoever writes it. Throws `recorderFormat` after the end, or
    /// for a key to which nothing can be sealed.
    public mutating func append(_ entry: RecorderEntry) throws(Violation) -> [UInt8] {
        guard !isEnded, entries.count < Self.mostEntries else { throw Violation(.recorderFormat, detail: "ended") }
        guard let sealed = head.key.seal(entry.plainText) else { throw Violation(.recorderFormat, detail: "key") }
        return add(sealed)
    }

    /// Ends the log and returns the last line, without its end. Throws `recorderFormat` where it is there.
    public mutating func end() throws(Violation) -> [UInt8] {
        guard !isEnded else { throw Violation(.recorderFormat, detail: "ended") }
        let line = Self.endLine(after: last, entries: entries.count)
        isEnded = true
        last = Digest(of: line)
        return line
    }

    private mutating func add(_ sealed: [UInt8]) -> [UInt8] {
        let line = Self.line(after: last, number: entries.count + 1, sealed: sealed)
        entries.append(sealed)
        last = Digest(of: line)
        return line
    }

    private static func line(after last: Digest, number: Int, sealed: [UInt8]) -> [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"after\":")
            text.string(last.hexadecimal)
            text.raw(",\"number\":")
            text.whole(number)
            text.raw(",\"sealed\":")
            text.string(Hexadecimal.text(sealed))
            text.raw("}")
        }
    }

    private static func endLine(after last: Digest, entries: Int) -> [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"after\":")
            text.string(last.hexadecimal)
            text.raw(",\"entries\":")
            text.whole(entries)
            text.raw("}")
        }
    }

    /// Takes the next line of a file, without its end. Throws `recorderFormat`, `recorderChain` for a line that does not
    /// continue the one before.
    public mutating func take(line: [UInt8]) throws(Violation) {
        let place = Place(line: entries.count + 2)
        guard !isEnded, line.count < Self.mostLineBytes, entries.count < Self.mostEntries else {
            throw Violation(.recorderFormat, place)
        }
        guard let tree = try? JSONTree.read(line), let text = tree["after"]?.string,
            let after = Digest(hexadecimal: text)
        else {
            throw Violation(.recorderFormat, place, detail: "after")
        }
        guard after == last else { throw Violation(.recorderChain, place, detail: after.hexadecimal) }
        if let count = tree["entries"]?.whole {
            guard count == Int64(entries.count), line == Self.endLine(after: last, entries: entries.count) else {
                throw Violation(.recorderChain, place, detail: "entries \(count)")
            }
            isEnded = true
            last = Digest(of: line)
            return
        }
        guard let digits = tree["sealed"]?.string, let sealed = Hexadecimal.bytes(digits.utf8),
            sealed.count == RecorderEntry.byteCount + RecorderKey.overhead,
            line == Self.line(after: last, number: entries.count + 1, sealed: sealed)
        else { throw Violation(.recorderFormat, place) }
        _ = add(sealed)
    }

    /// Reads a whole file. Throws `recorderFormat` or `recorderChain` with the line.
    public init(bytes: [UInt8]) throws(Violation) {
        guard bytes.last == UInt8(ascii: "\n") else { throw Violation(.recorderFormat, detail: "no line end") }
        let lines = bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        self.init(try Head(line: Array(lines[0])))
        for line in lines.dropFirst() { try take(line: Array(line)) }
    }

    /// What the entries say. Throws `recorderKey` where the key is not the one they are sealed to, or with the line of an entry
    /// that cannot be read.
    public func opened(with secret: RecorderSecret) throws(Violation) -> [RecorderEntry] {
        guard secret.publicKey == head.key else { throw Violation(.recorderKey) }
        var opened: [RecorderEntry] = []
        for (index, sealed) in entries.enumerated() {
            guard let text = secret.open(sealed), let entry = RecorderEntry(plainText: text) else {
                throw Violation(.recorderKey, Place(line: index + 2))
            }
            opened.append(entry)
        }
        return opened
    }
}
