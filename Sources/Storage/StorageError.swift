public import VerifiableVoting

/// Why a file cannot be opened, read or written.
public enum StorageError: Error, Equatable, Sendable {
    case missing(path: String)
    case exists(path: String)
    /// Somebody else has it open for writing.
    case locked(path: String)
    /// The disk, or a limit on the size of files, leaves no room. Nothing was appended.
    case full(path: String)
    /// The operating system refuses; `code` is its `errno`.
    case system(path: String, code: Int32)
    /// The counter of a secret is missing or damaged: nobody knows which numbers were given.
    case counter(path: String)
    /// What was to be appended continues another end than the file's: another writer was faster.
    case staleHead(path: String)
    /// The file has another size than this writer left it with.
    case changedElsewhere(path: String)
    /// An earlier write or sync failed and its effect is unknown: the file must be opened anew.
    case broken(path: String)
    /// The file is damaged before its end, or was not written by us; no tail may be cut.
    case damaged(path: String, Violation)
}
