public import VerifiableVoting

/// An archive on disk, open for reading: never more of it in memory than is asked for.
public struct ArchiveFile: ArchiveSource {
    public let path: String
    public let byteCount: UInt64
    private let file: any OpenFile

    /// Throws `missing` or `system`.
    public init(path: String) throws(StorageError) { try self.init(path: path, in: SystemFiles()) }

    package init(path: String, in layer: some FileLayer) throws(StorageError) {
        let file = try layer.open(path, .read)
        self.init(path: path, file: file, byteCount: try file.byteCount())
    }

    init(path: String, file: any OpenFile, byteCount: UInt64) {
        (self.path, self.file, self.byteCount) = (path, file, byteCount)
    }

    /// Throws `changedElsewhere` where the file became shorter than it was when it was opened.
    public func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        let bytes = try file.read(at: offset, count: count)
        guard bytes.count == count else { throw StorageError.changedElsewhere(path: path) }
        return bytes
    }
}
