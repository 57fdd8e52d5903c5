public import VerifiableVoting

/// An archive on disk, open for appending by this process alone.
///
/// An event is acknowledged when `append` returns: then its records are durable. Whatever interrupts a write before, the
/// next opening finds the archive as it was, or with the whole event.
public final class ArchiveWriter {
    public let path: String
    public private(set) var head: ArchiveHead
    /// What was cut when the archive was opened; nil for nothing.
    public let cutTail: CutTail?
    private let file: any OpenFile
    private var isBroken = false

    /// Opens an archive for appending and cuts a torn tail. Reads all of it. Throws `missing`, `locked`, `damaged` or
    /// `system`.
    public convenience init(path: String) throws { try self.init(path: path, in: SystemFiles()) }

    package init(path: String, in layer: some FileLayer) throws {
        let file = try layer.open(path, .update)
        let source = ArchiveFile(path: path, file: file, byteCount: try file.byteCount())
        let extent = try ArchiveExtent(source)
        guard let head = extent.head else {
            throw StorageError.damaged(path: path, extent.fault ?? Violation(.archiveTruncated, Place(offset: 0)))
        }
        (self.path, self.file, self.head) = (path, file, head)
        if let fault = extent.fault {
            guard try TornTail.isTorn(source, from: head.byteCount, fault) else {
                throw StorageError.damaged(path: path, fault)
            }
            cutTail = try Self.cut(source, file, from: head.byteCount, fault, in: layer)
        } else {
            cutTail = nil
        }
    }

    /// Keeps the tail's bytes durably before the archive loses them.
    private static func cut(
        _ source: ArchiveFile, _ file: any OpenFile, from offset: UInt64, _ fault: Violation, in layer: some FileLayer
    ) throws -> CutTail {
        let count = source.byteCount - offset
        let kept = DraftFile.freeName("\(source.path).cut-\(offset)", in: layer)
        try DraftFile.place(
            source.read(at: offset, count: Int(count)), at: kept, isPrivate: false, replacing: false, in: layer)
        try file.truncate(to: offset)
        try file.sync()
        return CutTail(offset: offset, byteCount: count, keptIn: kept, fault: fault)
    }

    /// Makes a new archive of its first event. Throws `exists`, `full` or `system`; then there is none.
    public static func create(path: String, _ setup: ArchiveAddition) throws {
        try create(path: path, setup, in: SystemFiles())
    }

    package static func create(path: String, _ setup: ArchiveAddition, in layer: some FileLayer) throws {
        precondition(setup.after == nil, "an archive begins with its setup")
        try DraftFile.place(setup.bytes, at: path, isPrivate: false, replacing: false, in: layer)
    }

    /// Appends an event and returns when it is durable. Throws `staleHead` where the addition continues another end,
    /// `changedElsewhere`, `full`, `system`, and `broken` after a failure whose effect is unknown.
    public func append(_ addition: ArchiveAddition) throws(StorageError) {
        guard !isBroken else { throw .broken(path: path) }
        guard addition.after == head else { throw .staleHead(path: path) }
        guard try file.byteCount() == head.byteCount else { throw .changedElsewhere(path: path) }
        do {
            try file.write(addition.bytes, at: head.byteCount)
        } catch {
            try takeBack()
            throw error
        }
        do {
            try file.sync()
        } catch {
            // After a failed sync nobody knows what is on the disk, and a second one would not tell.
            isBroken = true
            throw error
        }
        head = addition.head
    }

    /// Removes what a failed write left.
    private func takeBack() throws(StorageError) {
        isBroken = true
        try file.truncate(to: head.byteCount)
        try file.sync()
        isBroken = false
    }

    /// The archive as it stands, for reading.
    public func source() -> some ArchiveSource { ArchiveFile(path: path, file: file, byteCount: head.byteCount) }
}
