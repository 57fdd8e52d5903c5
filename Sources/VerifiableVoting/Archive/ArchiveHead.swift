/// Where an archive ends: what the next event continues.
public struct ArchiveHead: Equatable, Sendable {
    /// Hash of the last event.
    public let digest: Digest
    /// Number of events, which is the height of the next one.
    public let events: Int
    public let stage: ArchiveStage
    /// Seconds since 1970, in the headers of all records.
    public let timestamp: UInt64
    /// Bytes up to the end of the last event.
    public let byteCount: UInt64

    init(digest: Digest, events: Int, stage: ArchiveStage, timestamp: UInt64, byteCount: UInt64) {
        (self.digest, self.events, self.stage) = (digest, events, stage)
        (self.timestamp, self.byteCount) = (timestamp, byteCount)
    }
}

/// An event of an archive as a reader sees it, with its data.
public struct ArchiveEvent: Sendable {
    public let event: Event
    public let digest: Digest
    /// Byte at which the first of its records begins.
    public let offset: UInt64
    /// Hashes and bodies of its data records, in their order.
    public let data: [(digest: Digest, body: [UInt8])]

    public init(event: Event, digest: Digest, offset: UInt64, data: [(digest: Digest, body: [UInt8])] = []) {
        (self.event, self.digest, self.offset, self.data) = (event, digest, offset, data)
    }
}

/// Reads an archive event by event: records, chain and grammar are enforced, contents are not looked at.
public struct ArchiveReader {
    private var events: EventScanner

    public init(_ source: any ArchiveSource) { events = EventScanner(source) }

    /// The next event, nil at the end. Throws a `Violation`, or what the source throws.
    public mutating func next() throws -> ArchiveEvent? {
        try events.next().map { records in
            ArchiveEvent(
                event: records.event, digest: records.digest, offset: records.offset,
                data: records.data.map { ($0.digest, $0.body) })
        }
    }

    /// Where the events end that were read so far; nil before the first.
    public var head: ArchiveHead? { events.archiveHead }
}

extension EventScanner {
    var archiveHead: ArchiveHead? {
        guard let head, let timestamp else { return nil }
        return ArchiveHead(digest: head, events: count, stage: stage, timestamp: timestamp, byteCount: offset)
    }
}

/// How far an archive is whole.
public struct ArchiveExtent: Sendable {
    /// The end of its whole events; nil where not even the first is whole.
    public let head: ArchiveHead?
    /// Why reading stopped there; nil where it reached the end of the bytes.
    public let fault: Violation?

    /// Reads all events. Throws only what the source throws.
    public init(_ source: any ArchiveSource) throws {
        var reader = ArchiveReader(source)
        var head: ArchiveHead?
        do {
            while try reader.next() != nil { head = reader.head }
            (self.head, fault) = (head, nil)
        } catch let violation as Violation {
            (self.head, fault) = (head, violation)
        }
    }
}
