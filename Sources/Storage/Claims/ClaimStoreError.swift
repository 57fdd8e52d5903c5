public import SourceArchive

/// Why an archive of sources can't be opened, read or written.
public enum ClaimStoreError: Error, Sendable, Equatable {
    case missing(path: String)
    /// A file of another program, or no database at all.
    case notAnArchive(path: String)
    /// A later version of the program made it.
    case newer(path: String, version: Int64)
    case full(path: String)
    /// Another process has it open for writing and did not finish in time.
    case locked(path: String)
    /// A row that this program did not write.
    case damaged(path: String, RecordFault)
    /// SQLite refuses, with its extended result code.
    case refused(path: String, code: Int32)
}
