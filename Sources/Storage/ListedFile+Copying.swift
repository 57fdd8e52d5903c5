public import VerifiableVoting

extension ListedFile {
    /// Copies a file into a folder, under a name of its own, and says what was copied. Throws a `StorageError`.
    @discardableResult public static func copying(
        _ source: String, to folder: String, as name: String
    ) throws -> ListedFile {
        let source = try ArchiveFile(path: source)
        let copy = try GrowingFile(path: "\(folder)/\(name)")
        let digest = try Digest(of: source) { try copy.append($0) }
        try copy.finish()
        return ListedFile(name: name, bytes: source.byteCount, sha256: digest)
    }
}
