#if canImport(Glibc)
    import Glibc
#endif

/// Files that are read and written whole.
public enum WholeFile {
    /// Largest file that is read.
    public static let mostBytes: UInt64 = 1 << 31

    /// Throws `missing` or `system`.
    public static func read(_ path: String) throws(StorageError) -> [UInt8] {
        let file = try SystemFile(path, O_RDONLY, mode: 0)
        let count = try file.byteCount()
        guard count <= mostBytes else { throw .full(path: path) }
        return try file.read(at: 0, count: Int(count))
    }

    /// Whether there is something under a name.
    public static func exists(_ path: String) -> Bool { SystemFiles().exists(path) }

    /// Whether a name is a file's own: neither a link, whose target is elsewhere, nor a pipe or a device.
    public static func isPlain(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether others than its owner may read or write a file.
    public static func isOpenToOthers(_ path: String) throws(StorageError) -> Bool {
        try SystemFile(path, O_RDONLY, mode: 0).status().st_mode & 0o077 != 0
    }

    /// Writes a file for everybody to read, durably and at once; replaces one that is there.
    public static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        try DraftFile.place(bytes, at: path, isPrivate: false, replacing: true, in: SystemFiles())
    }

    /// Writes a file that its owner alone may read (mode 0600), durably and at once. Throws `exists` for a file that is
    /// there: keys are not overwritten. `replacing`: takes its place, for a file that grows.
    public static func writePrivate(
        _ bytes: [UInt8], to path: String, replacing: Bool = false
    ) throws(StorageError) {
        try DraftFile.place(bytes, at: path, isPrivate: true, replacing: replacing, in: SystemFiles())
    }
}
