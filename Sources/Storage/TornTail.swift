public import VerifiableVoting

/// What stands after the last whole event of an archive, and whether a write that was interrupted can have left it.
///
/// All records of an event are written at once, and nothing follows before they are durable. So an interrupted write
/// leaves at most one event's records, of which any blocks may be missing, zero or old. Its event record, the last one, may
/// be whole all the same. Anything else is damage: then acknowledged events may follow, and nothing is cut.
enum TornTail {
    /// The rules that a torn write can break: those of the archive's form, not those of its chain.
    private static let formRules: Set<Rule> = [.archiveTruncated, .archiveHeader, .archivePadding, .recordName]

    static func isTorn(_ source: some ArchiveSource, from start: UInt64, _ fault: Violation) throws -> Bool {
        guard formRules.contains(fault.rule) else { return false }
        let block = UInt64(ArchiveRecord.blockSize)
        var offset = start
        while offset + block <= source.byteCount {
            if let end = try wholeEvent(source, at: offset) { return end == source.byteCount }
            offset += block
        }
        return true
    }

    /// The end of the event record that begins at an offset, if one does and is whole.
    private static func wholeEvent(_ source: some ArchiveSource, at offset: UInt64) throws -> UInt64? {
        let header = try source.read(at: offset, count: ArchiveRecord.blockSize)
        guard let size = ArchiveRecord.size(ofEventRecord: header) else { return nil }
        let body = offset + UInt64(ArchiveRecord.blockSize)
        let end = body + UInt64(ArchiveRecord.paddedSize(size))
        guard end <= source.byteCount else { return nil }
        let bytes = try source.read(at: body, count: size)
        return ArchiveRecord.isNamed(header, after: bytes) ? end : nil
    }
}

/// A tail that was cut from an archive when it was opened for writing.
public struct CutTail: Equatable, Sendable {
    /// Byte of the archive at which it began: the end of the last whole event.
    public let offset: UInt64
    public let byteCount: UInt64
    /// The file that keeps its bytes.
    public let keptIn: String
    /// What a reader would have found.
    public let fault: Violation
}
