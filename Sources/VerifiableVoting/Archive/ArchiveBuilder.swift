/// What is appended to an archive for one event: all its records at once.
public struct ArchiveAddition: Sendable {
    public let bytes: [UInt8]
    /// The end that it continues; nil for the beginning of an archive.
    public let after: ArchiveHead?
    /// The end of the archive with it.
    public let head: ArchiveHead
}

/// Makes archives, event by event, as pure functions on bytes (specification notes, section 4.9).
public enum ArchiveBuilder {
    /// A new archive with its Setup event. The contents are not looked at: verify what comes out.
    public static func setup(
        election: [UInt8], trustees: [UInt8], credentials: [UInt8], timestamp: UInt64
    ) -> ArchiveAddition {
        let contents = [election, trustees, credentials]
        let data = Setup.data(
            election: Digest(of: election), trustees: Digest(of: trustees), credentials: Digest(of: credentials))
        let first = ArchiveRecord.first(timestamp: timestamp)
        return addition(.setup, data: contents + [data], first: first, after: nil, stage: .open, timestamp: timestamp)
    }

    /// An event with its data records, of which the last one is its payload. Throws `eventGrammar` where the event may not
    /// follow.
    public static func addition(
        _ kind: Event.Kind, data: [[UInt8]], after head: ArchiveHead
    ) throws(Violation) -> ArchiveAddition {
        guard let stage = head.stage.after(kind) else {
            throw Violation(.eventGrammar, Place(event: head.events), detail: kind.rawValue)
        }
        return addition(kind, data: data, first: [], after: head, stage: stage, timestamp: head.timestamp)
    }

    private static func addition(
        _ kind: Event.Kind, data: [[UInt8]], first: [UInt8], after head: ArchiveHead?, stage: ArchiveStage,
        timestamp: UInt64
    ) -> ArchiveAddition {
        var bytes = first
        for body in data { bytes += ArchiveRecord.bytes(.data, body: body, timestamp: timestamp) }
        let event = Event(
            parent: head?.digest, height: head?.events ?? 0, kind: kind, payload: data.last.map { Digest(of: $0) })
        bytes += ArchiveRecord.bytes(.event, body: event.bytes, timestamp: timestamp)
        return ArchiveAddition(
            bytes: bytes, after: head,
            head: ArchiveHead(
                digest: Digest(of: event.bytes), events: (head?.events ?? 0) + 1, stage: stage, timestamp: timestamp,
                byteCount: (head?.byteCount ?? 0) + UInt64(bytes.count)))
    }
}
