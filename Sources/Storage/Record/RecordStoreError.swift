/// Why the file of a record can't be opened, read or written. What is wrong with the record itself is a `RecordViolation`.
public enum RecordStoreError: Error, Sendable, Hashable {
    case missing(path: String)
    /// Made for a new record, and something is there already.
    case exists(path: String)
    /// A file of another program, or no database at all.
    case notARecord(path: String)
    /// A later version of the program made it.
    case newer(path: String, version: Int64)
    case full(path: String)
    /// Another process has it open for writing and did not finish in time.
    case locked(path: String)
    /// A row that this program did not write, at the height of its event.
    case damaged(path: String, height: Int)
    /// SQLite refuses, with its extended result code.
    case refused(path: String, code: Int32)
    case connectionFile(path: String, line: Int, ConnectionFile.Fault)
    /// Others than its owner may read a file of passwords.
    case openToOthers(path: String)
    /// No server takes the connection, or none for a minute.
    case unreachable(path: String, detail: String)
    /// The server refuses, with its code of five characters.
    case server(path: String, code: String, detail: String)
    /// The server does not sync its disk (`fsync = off`): it could lose what it acknowledges.
    case notDurable(path: String)
    /// The database was set up by other statements than this program knows by that number.
    case otherMigration(path: String, number: Int)
}
