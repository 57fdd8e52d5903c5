public import ElectionModel
import Foundation
import GRDB
public import SourceArchive

#if canImport(Glibc)
    import Glibc
#endif

/// An archive of sources in one SQLite file: pages as they came, what importers made of them, and the decisions of people.
/// Everything is only added.
public final class ClaimStore {
    private let queue: DatabaseQueue
    private let path: String

    /// Opens an archive.
    ///
    /// - Parameter creating: makes the file where there is none.
    /// - Throws: `ClaimStoreError`.
    public init(path: String, creating: Bool) throws(ClaimStoreError) {
        self.path = path
        guard creating || access(path, F_OK) == 0 else { throw .missing(path: path) }
        queue = try Self.attempt(path) {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.foreignKeysEnabled = true
            // A transaction that was reported as done survives a loss of power.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { try ClaimStoreSchema.prepare($0, path: path) }
            return queue
        }
    }

    // MARK: Adding

    /// Adds a page with a reading of it, or a new reading of a page that is there.
    public func add(_ source: SourcePage, _ reading: ImportedPage, on day: CalendarDate) throws(ClaimStoreError)
        -> ClaimAddition
    {
        try add([StoredPage(source: source, added: day, readings: [reading])])[0]
    }

    /// Adds pages with all their readings in one transaction.
    public func add(_ pages: [StoredPage]) throws(ClaimStoreError) -> [ClaimAddition] {
        try attempt {
            try self.queue.write { database in
                try pages.map { try self.add($0, database) }
            }
        }
    }

    private func add(_ page: StoredPage, _ database: Database) throws -> ClaimAddition {
        let hash = page.source.hash
        var result = ClaimAddition.known
        var id = try Int64.fetchOne(database, sql: "SELECT id FROM page WHERE hash = ?", arguments: [hash.rawValue])
        if id == nil {
            let bytes = Data(page.source.bytes)
            try database.execute(
                sql: "INSERT INTO page (hash, name, added, bytes) VALUES (?, ?, ?, ?)",
                arguments: [hash.rawValue, page.source.name, page.added.description, bytes])
            id = database.lastInsertedRowID
            result = .new
        }
        guard let id else { return result }
        var known = try readings(of: id, database)
        for reading in page.readings where !known.contains(reading) {
            try insert(reading, page: id, database)
            known.append(reading)
            if result == .known { result = .readAgain }
        }
        return result
    }

    private func insert(_ reading: ImportedPage, page: Int64, _ database: Database) throws {
        func marks(_ count: Int) -> String { [String](repeating: "?", count: count).joined(separator: ", ") }
        let fields = ReadingRecord(reading).fields.dropFirst()
        let columns = ReadingRecord.columns.dropFirst().map { "\"\($0)\"" }.joined(separator: ", ")
        try database.execute(
            sql: "INSERT INTO reading (page_id, \(columns)) VALUES (\(marks(fields.count + 1)))",
            arguments: StatementArguments([page as any DatabaseValueConvertible] + fields.map { $0 }))
        let id = database.lastInsertedRowID
        let statement = try database.cachedStatement(
            sql: "INSERT INTO claim VALUES (\(marks(ClaimRecord.columns.count + 1)))")
        for (number, claim) in reading.claims.enumerated() {
            let values = ClaimRecord(claim).fields.dropFirst().map { $0 as any DatabaseValueConvertible }
            try statement.execute(arguments: StatementArguments([id, number] + values))
        }
    }

    public func add(_ decision: AliasDecision) throws(ClaimStoreError) {
        try insert("alias", DecisionRecords.aliasColumns, DecisionRecords.fields(decision))
    }

    public func add(_ decision: PreferenceDecision) throws(ClaimStoreError) {
        try insert("preference", DecisionRecords.preferenceColumns, DecisionRecords.fields(decision))
    }

    private func insert(_ table: String, _ columns: [String], _ fields: [String]) throws(ClaimStoreError) {
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try attempt {
            try self.queue.write { database in
                try database.execute(
                    sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))", arguments: StatementArguments(fields))
            }
        }
    }

    // MARK: Reading

    /// A page of the list: what it is and about which election, without its bytes and claims.
    public struct Entry: Sendable, Hashable {
        public var hash: PageHash
        public var name: String
        public var added: CalendarDate
        public var format: String
        /// Of the last reading.
        public var election: ElectionKey
        fileprivate var id: Int64
    }

    /// All pages in the order of their hashes.
    public func entries() throws(ClaimStoreError) -> [Entry] {
        let columns = ReadingRecord.columns.dropFirst().map { "reading.\"\($0)\"" }.joined(separator: ", ")
        return try attempt {
            try self.queue.read { database in
                let rows = try Row.fetchCursor(
                    database,
                    sql: "SELECT page.id, page.hash, page.name, page.added, \(columns) FROM page JOIN reading ON "
                        + "reading.id = (SELECT max(id) FROM reading WHERE page_id = page.id) ORDER BY page.hash")
                var entries: [Entry] = []
                while let row = try rows.next() {
                    let hash: String = row[1]
                    let fields = [hash] + (4..<row.count).map { row[$0] as String }
                    guard let record = ReadingRecord(fields: fields), let day = CalendarDate(row[3] as String) else {
                        throw ClaimStoreError.damaged(path: self.path, RecordFault(column: "added", text: row[3]))
                    }
                    entries.append(
                        Entry(
                            hash: PageHash(hash), name: row[2], added: day, format: fields[1],
                            election: try record.election(), id: row[0]))
                }
                return entries
            }
        }
    }

    /// The last reading of each page, in the order given.
    public func readings(of entries: [Entry]) throws(ClaimStoreError) -> [ImportedPage] {
        try attempt {
            try self.queue.read { database in
                try entries.map { entry in
                    guard let last = try self.readings(of: entry.id, database, lastOnly: true).last else {
                        throw ClaimStoreError.damaged(
                            path: self.path, RecordFault(column: "page", text: entry.hash.rawValue))
                    }
                    return last
                }
            }
        }
    }

    /// A page with all that was made of it; nil where the archive does not have it.
    public func page(_ hash: PageHash) throws(ClaimStoreError) -> StoredPage? {
        try attempt {
            try self.queue.read { database in
                guard
                    let row = try Row.fetchOne(
                        database, sql: "SELECT id, name, added, bytes FROM page WHERE hash = ?",
                        arguments: [hash.rawValue])
                else { return nil }
                let data: Data = row[3]
                guard let day = CalendarDate(row[2] as String) else {
                    throw ClaimStoreError.damaged(path: self.path, RecordFault(column: "added", text: row[2]))
                }
                return StoredPage(
                    source: SourcePage(name: row[1], bytes: [UInt8](data)), added: day,
                    readings: try self.readings(of: row[0], database))
            }
        }
    }

    private func readings(of page: Int64, _ database: Database, lastOnly: Bool = false) throws -> [ImportedPage] {
        let hash = try String.fetchOne(database, sql: "SELECT hash FROM page WHERE id = ?", arguments: [page]) ?? ""
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT * FROM reading WHERE page_id = ? ORDER BY id\(lastOnly ? " DESC LIMIT 1" : "")",
            arguments: [page])
        return try rows.map { row in
            let fields = [hash] + (2..<row.count).map { row[$0] as String }
            guard let record = ReadingRecord(fields: fields) else { throw RecordFault(column: "", text: "") }
            return try record.page(claims: try self.claims(of: row[0], hash, database))
        }
    }

    private func claims(of reading: Int64, _ hash: String, _ database: Database) throws -> [Claim] {
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: "SELECT * FROM claim WHERE reading_id = ? ORDER BY number"),
            arguments: [reading])
        var claims: [Claim] = []
        while let row = try rows.next() {
            var fields = [hash]
            for index in 2..<row.count { fields.append(row[index]) }
            guard let record = ClaimRecord(fields: fields) else { throw RecordFault(column: "", text: "") }
            claims.append(try record.claim())
        }
        return claims
    }

    public func aliases() throws(ClaimStoreError) -> AliasBook {
        AliasBook(try decisions("alias") { try DecisionRecords.alias($0) })
    }

    public func preferences() throws(ClaimStoreError) -> PreferenceLog {
        PreferenceLog(try decisions("preference") { try DecisionRecords.preference($0) })
    }

    private func decisions<Decision>(
        _ table: String, _ read: ([String]) throws -> Decision
    ) throws(ClaimStoreError) -> [Decision] {
        try attempt {
            try self.queue.read { database in
                let rows = try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY id")
                return try rows.map { row in try read((1..<row.count).map { row[$0] as String }) }
            }
        }
    }

    /// Runs a statement as another program could, for tests of what the file refuses.
    package func run(_ sql: String) throws(ClaimStoreError) {
        try attempt { try self.queue.write { try $0.execute(sql: sql) } }
    }

    // MARK: Errors

    private func attempt<Value>(_ work: () throws -> Value) throws(ClaimStoreError) -> Value {
        try Self.attempt(path, work)
    }

    private static func attempt<Value>(_ path: String, _ work: () throws -> Value) throws(ClaimStoreError) -> Value {
        do {
            return try work()
        } catch let error as ClaimStoreError {
            throw error
        } catch let fault as RecordFault {
            throw .damaged(path: path, fault)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: throw .notAnArchive(path: path)
            case .SQLITE_FULL, .SQLITE_IOERR: throw .full(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .locked(path: path)
            default: throw .refused(path: path, code: error.extendedResultCode.rawValue)
            }
        } catch {
            throw .refused(path: path, code: 0)
        }
    }
}
