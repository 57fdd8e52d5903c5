public import ElectionRecord

/// Whether a store is there already.
public enum StoreOpening: Sendable {
    case existing
    /// There must be nothing yet.
    case new
}

/// The two kinds of stores, told apart by their file.
public enum RecordStores {
    public enum Form: Sendable, Hashable {
        case sqlite
        /// A connection file.
        case postgreSQL
    }

    /// What a file is; nil for anything else. Throws `missing`.
    public static func form(of path: String) throws(RecordStoreError) -> Form? {
        let start: [UInt8]
        do throws(StorageError) {
            start = try SystemFiles().open(path, .read).read(at: 0, count: 19)
        } catch {
            throw .missing(path: path)
        }
        if start.starts(with: Array("SQLite format 3".utf8)) { return .sqlite }
        return start.elementsEqual(ConnectionFile.firstLine.utf8) ? .postgreSQL : nil
    }

    /// Opens the store that a path names: a connection file for PostgreSQL, otherwise a file of SQLite.
    ///
    /// Throws `RecordStoreError`.
    public static func open(_ path: String, _ opening: StoreOpening) async throws -> any RecordStore {
        if SystemFiles().exists(path), try form(of: path) == .postgreSQL {
            return try await PostgreSQLRecordStore(ConnectionFile(path: path), opening)
        }
        return try SQLiteRecordStore(path: path, opening)
    }
}
