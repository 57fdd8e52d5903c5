#if canImport(Glibc)
    import Glibc
#endif

/// Folders of files that appear whole or not at all.
public enum WholeFolder {
    /// Gives a finished folder its name, durably. Its files must be durable already. Throws `exists` where one has the name.
    public static func place(_ draft: String, at path: String) throws(StorageError) {
        let layer = SystemFiles()
        guard !layer.exists(path) else { throw .exists(path: path) }
        try layer.syncFolder(of: "\(draft)/x")
        try layer.rename(draft, to: path)
        try layer.syncFolder(of: path)
    }

    /// Removes a folder with its files; those in folders of it are not looked for. Nothing where there is none.
    public static func remove(_ path: String) throws(StorageError) {
        let layer = SystemFiles()
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { try layer.remove("\(path)/\(name)") }
        }
        guard rmdir(path) == 0 else { throw StorageError(path: path, code: errno) }
    }
}
