/// An event of an archive's chain (specification notes, section 4.9).
public struct Event: Equatable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case setup = "Setup"
        case ballot = "Ballot"
        case endBallots = "EndBallots"
        case encryptedTally = "EncryptedTally"
        case partialDecryption = "PartialDecryption"
        case result = "Result"
    }

    /// Hash of the event before; nil in the first.
    public let parent: Digest?
    public let height: Int
    public let kind: Kind
    /// Hash of the data record that says what happened; nil where nothing is to say.
    public let payload: Digest?

    public init(parent: Digest?, height: Int, kind: Kind, payload: Digest?) {
        (self.parent, self.height, self.kind, self.payload) = (parent, height, kind, payload)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{")
            if let parent {
                text.raw("\"parent\":")
                text.string(parent.hexadecimal)
                text.raw(",")
            }
            text.raw("\"height\":")
            text.whole(height)
            text.raw(",\"type\":")
            text.string(kind.rawValue)
            if let payload {
                text.raw(",\"payload\":")
                text.string(payload.hexadecimal)
            }
            text.raw("}")
        }
    }

    static let mostBytes = 4096

    /// Reads an event in its canonical form. Throws `eventFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        guard bytes.count <= Self.mostBytes else { throw Violation(.eventFormat, detail: "\(bytes.count) bytes") }
        let tree = try JSONTree.object(bytes, breaking: .eventFormat)
        func digest(_ name: String) throws(Violation) -> Digest? {
            guard let value = tree[name] else { return nil }
            guard let text = value.string, let digest = Digest(hexadecimal: text) else {
                throw Violation(.eventFormat, detail: name)
            }
            return digest
        }
        guard let height = tree["height"]?.whole, (0...Int64(Int32.max)).contains(height) else {
            throw Violation(.eventFormat, detail: "height")
        }
        guard let name = tree["type"]?.string, let kind = Kind(rawValue: name) else {
            throw Violation(.eventFormat, detail: "type \(tree["type"]?.string ?? "")")
        }
        self.init(parent: try digest("parent"), height: Int(height), kind: kind, payload: try digest("payload"))
        guard self.bytes == bytes else { throw Violation(.eventFormat, detail: "not in canonical form") }
    }
}

/// The order that events must have: `Setup Ballot* [EndBallots [EncryptedTally PartialDecryption* [Result]]]`.
public enum ArchiveStage: Int, Comparable, CaseIterable, Sendable {
    case empty
    /// Ballots are accepted.
    case open
    case closed
    case tallied
    case decrypted

    public static func < (a: ArchiveStage, b: ArchiveStage) -> Bool { a.rawValue < b.rawValue }

    /// The stage in files for programs.
    public var code: String {
        switch self {
        case .empty: "empty"
        case .open: "open"
        case .closed: "closed"
        case .tallied: "tallied"
        case .decrypted: "decrypted"
        }
    }

    /// The stage after an event, nil where the event may not follow.
    func after(_ kind: Event.Kind) -> ArchiveStage? {
        switch (self, kind) {
        case (.empty, .setup), (.open, .ballot): .open
        case (.open, .endBallots): .closed
        case (.closed, .encryptedTally), (.tallied, .partialDecryption): .tallied
        case (.tallied, .result): .decrypted
        default: nil
        }
    }
}

/// An event with the data records before it.
struct EventRecords {
    let event: Event
    let digest: Digest
    /// Byte of the archive at which the first of its records begins.
    let offset: UInt64
    let data: [RecordScanner.Record]
}

/// Reads events with their data and enforces chain, grammar and which records belong to which event.
struct EventScanner {
    private var records: RecordScanner
    var offset: UInt64 { records.offset }
    var timestamp: UInt64? { records.timestamp }
    private(set) var stage = ArchiveStage.empty
    private(set) var head: Digest?
    private(set) var count = 0

    init(_ source: any ArchiveSource) { records = RecordScanner(source) }

    /// The next event, nil at the end of the archive.
    mutating func next() throws -> EventRecords? {
        if count == 0 {
            guard let first = try records.next(mostData: 0), first.kind == .header else {
                throw Violation(.archiveHeader, Place(offset: 0))
            }
        }
        let offset = records.offset
        var data: [RecordScanner.Record] = []
        while let record = try records.next(mostData: mostBytes(ofData: data.count)) {
            guard record.kind == .event else {
                data.append(record)
                // No event has more than five records; a sixth can belong to none.
                guard data.count <= 5 else { throw Violation(.recordOrder, Place(offset: record.offset)) }
                continue
            }
            do throws(Violation) {
                return try accept(Event(bytes: record.body), record, data, offset)
            } catch {
                throw error.at(Place(offset: record.offset, event: count))
            }
        }
        guard data.isEmpty || count == 0 else { throw Violation(.archiveTruncated, Place(offset: offset)) }
        guard count > 0 else { throw Violation(.archiveTruncated, Place(offset: offset)) }
        return nil
    }

    /// Largest body of the data record at a place among those of the next event.
    private func mostBytes(ofData index: Int) -> Int {
        guard stage == .empty else { return ArchiveRecord.MostBytes.later }
        return index == Setup.placeOfCredentials ? ArchiveRecord.MostBytes.credentials : ArchiveRecord.MostBytes.setup
    }

    private mutating func accept(
        _ event: Event, _ record: RecordScanner.Record, _ data: [RecordScanner.Record], _ offset: UInt64
    ) throws(Violation) -> EventRecords {
        guard event.parent == head else { throw Violation(.eventParent) }
        guard event.height == count else { throw Violation(.eventHeight, detail: String(event.height)) }
        guard let next = stage.after(event.kind) else { throw Violation(.eventGrammar, detail: event.kind.rawValue) }
        let counts: ClosedRange<Int> =
            switch event.kind {
            case .setup: 4...5
            case .ballot, .result: 1...1
            case .encryptedTally, .partialDecryption: 2...2
            case .endBallots: 0...0
            }
        guard counts.contains(data.count) else {
            throw Violation(.recordOrder, detail: "\(event.kind.rawValue) after \(data.count) data records")
        }
        guard event.payload == data.last?.digest else { throw Violation(.eventPayload) }
        stage = next
        head = record.digest
        count += 1
        return EventRecords(event: event, digest: record.digest, offset: offset, data: data)
    }
}
