/// Removes a file after its bytes were overwritten in place.
///
/// What that can do: no program finds the file or, on a disk that writes where it wrote before, its bytes. What it cannot: a
/// flash drive writes elsewhere and keeps the old cells, a file system that copies on write or keeps a journal or snapshots may
/// have more, and a copy that somebody made, a printer's memory or its spool are not reached at all.
public enum DestroyedFile {
    private static let piece = 1 << 20

    /// Throws `missing`, `locked` or `system`; then the file may be there still, overwritten or not.
    public static func destroy(_ path: String) throws(StorageError) { try destroy(path, in: SystemFiles()) }

    package static func destroy(_ path: String, in layer: some FileLayer) throws(StorageError) {
        let file = try layer.open(path, .update)
        let size = try file.byteCount()
        var offset: UInt64 = 0
        while offset < size {
            let count = min(UInt64(piece), size - offset)
            try file.write([UInt8](repeating: 0, count: Int(count)), at: offset)
            offset += count
        }
        try file.sync()
        try layer.remove(path)
        try layer.syncFolder(of: path)
    }
}
