#if canImport(Glibc)
    import Glibc
#endif

/// Reads a file from its beginning in pieces.
public final class FileSource {
    private let file: SystemFile
    private var offset: UInt64 = 0
    /// The size of the file when it was opened, for progress.
    public let byteCount: UInt64
    public var position: UInt64 { offset }

    /// Bytes of a piece.
    private static let pieceSize = 1 << 20

    /// Throws `missing` or `system`.
    public init(_ path: String) throws(StorageError) {
        file = try SystemFile(path, O_RDONLY, mode: 0)
        byteCount = try file.byteCount()
    }

    /// The next piece; nil after the last.
    public func next() throws(StorageError) -> [UInt8]? {
        let piece = try file.read(at: offset, count: Self.pieceSize)
        offset += UInt64(piece.count)
        return piece.isEmpty ? nil : piece
    }
}

/// Writes a file of any size in pieces, under another name until it is whole.
public final class FileDraft {
    private let file: any OpenFile
    private let path: String
    private let draft: String
    private var buffer: [UInt8] = []
    private var offset: UInt64 = 0
    private var isPlaced = false

    private static let bufferSize = 1 << 20

    /// - Parameter isPrivate: its owner alone may read it (mode 0600).
    /// - Throws: `exists` where a name is taken that may not be replaced, or what the system refuses.
    public init(_ path: String, isPrivate: Bool = false, replacing: Bool = true) throws(StorageError) {
        let layer = SystemFiles()
        if !replacing, layer.exists(path) { throw .exists(path: path) }
        (self.path, draft) = (path, "\(path).part")
        // A draft that was left may be somebody else's to read: never write secrets into it.
        if layer.exists(draft) { try layer.remove(draft) }
        file = try layer.open(draft, .create(isPrivate: isPrivate))
        buffer.reserveCapacity(Self.bufferSize + 1024)
    }

    deinit { if !isPlaced { try? SystemFiles().remove(draft) } }

    /// Bytes so far.
    public var byteCount: UInt64 { offset + UInt64(buffer.count) }

    public func append(_ bytes: some Sequence<UInt8>) throws(StorageError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private func flush() throws(StorageError) {
        try file.write(buffer, at: offset)
        offset += UInt64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes the file durable and puts it in its place.
    public func place() throws(StorageError) {
        try flush()
        try file.sync()
        let layer = SystemFiles()
        try layer.rename(draft, to: path)
        isPlaced = true
        try layer.syncFolder(of: path)
    }
}
