public import ElectionRecord
import Foundation
import GRDB
import VerifiableVoting

/// A record in one SQLite file: the default store.
///
/// Of SQL it uses tables with integer, blob and null columns, a primary key, transactions that begin as writers
/// (`BEGIN IMMEDIATE`), triggers that refuse changes, and ordered reads by key. Readers don't wait for writers: the file is in
/// WAL mode, every commit is synced.
public final class SQLiteRecordStore: RecordStore {
    private let pool: DatabasePool
    private let path: String

    /// `SaRe` as a number.
    static let applicationID: Int64 = 0x5361_5265
    static let version: Int64 = 1

    /// Throws `RecordStoreError`.
    public init(path: String, _ opening: StoreOpening) throws(RecordStoreError) {
        let exists = FileManager.default.fileExists(atPath: path)
        guard opening == .new || exists else { throw .missing(path: path) }
        guard opening == .existing || !exists else { throw .exists(path: path) }
        self.path = path
        pool = try Self.attempt(path) {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { database in
                // What is erased is overwritten, not only unlinked.
                try database.execute(sql: "PRAGMA secure_delete = ON")
            }
            let pool = try DatabasePool.synced(path: path, configuration: configuration)
            try pool.write { try Self.prepare($0, path: path, isNew: opening == .new) }
            return pool
        }
    }

    private static func prepare(_ database: Database, path: String, isNew: Bool) throws {
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == applicationID {
            guard version <= Self.version else { throw RecordStoreError.newer(path: path, version: version) }
            return
        }
        guard isNew else { throw RecordStoreError.notARecord(path: path) }
        for statement in schema { try database.execute(sql: statement) }
    }

    private static let schema = [
        "CREATE TABLE event (height INTEGER PRIMARY KEY, hash BLOB NOT NULL, event BLOB NOT NULL, payload BLOB NOT NULL, "
            + "signature BLOB NOT NULL)",
        "CREATE TABLE personal (height INTEGER NOT NULL, place INTEGER NOT NULL, salt BLOB, text BLOB, "
            + "PRIMARY KEY (height, place)) WITHOUT ROWID",
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'a record only grows'); END",
        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'a record only grows'); END",
        "CREATE TRIGGER personal_no_delete BEFORE DELETE ON personal BEGIN SELECT RAISE(ABORT, 'a record only grows'); END",
        // Erasing is the only change.
        "CREATE TRIGGER personal_erased BEFORE UPDATE ON personal WHEN NEW.salt IS NOT NULL OR NEW.text IS NOT NULL "
            + "OR NEW.height <> OLD.height OR NEW.place <> OLD.place BEGIN SELECT RAISE(ABORT, 'a record only grows'); END",
        "PRAGMA application_id = \(applicationID)",
        "PRAGMA user_version = \(version)",
    ]

    // MARK: The contract

    public func head() async throws -> RecordHead? {
        try await attempt { try await self.pool.read { try Self.head($0, path: self.path) } }
    }

    public func append(_ events: [SealedEvent], after expected: RecordHead?) async throws -> RecordHead {
        guard let last = events.last else { throw RecordViolation(.format, height: nil, detail: "no event to add") }
        try events.requireChain(after: expected)
        for event in events { try event.requireForm() }
        return try await attempt {
            try await self.pool.write { database in
                let actual = try Self.head(database, path: self.path)
                guard actual == expected else {
                    if try Self.hash(at: last.event.height, database) == last.hash.bytes { return last.head }
                    throw RecordConflict(expected: expected, actual: actual)
                }
                try Self.insert(events, database)
                return last.head
            }
        }
    }

    public func events(from height: Int, count: Int) async throws -> [SealedEvent] {
        try await attempt {
            try await self.pool.read { try Self.events(from: height, count: count, $0, path: self.path) }
        }
    }

    public func erasePersonal(at height: Int, _ place: Int) async throws {
        try await attempt {
            try await self.pool.write { database in
                try database.execute(
                    sql: "UPDATE personal SET salt = NULL, text = NULL WHERE height = ? AND place = ?",
                    arguments: [height, place])
                guard database.changesCount == 1 else {
                    throw RecordViolation(.personal, height: height, detail: "no personal payload \(place + 1)")
                }
            }
            // The log still has the page as it was.
            try await self.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        }
    }

    public func awaitGrowth(beyond height: Int) async throws {
        for _ in 0..<20 {
            if let head = try await head(), head.height > height { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    // MARK: Rows

    private static func head(_ database: Database, path: String) throws -> RecordHead? {
        guard
            let row = try Row.fetchOne(database, sql: "SELECT height, hash FROM event ORDER BY height DESC LIMIT 1")
        else { return nil }
        let height = Int.fromDatabaseValue(row[0])
        guard let height, let hash = Digest(raw: Data.fromDatabaseValue(row[1])) else {
            throw RecordStoreError.damaged(path: path, height: height ?? 0)
        }
        return RecordHead(height: height, hash: hash)
    }

    private static func hash(at height: Int, _ database: Database) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT hash FROM event WHERE height = ?", arguments: [height]).map {
            [UInt8]($0)
        }
    }

    private static func insert(_ events: [SealedEvent], _ database: Database) throws {
        let statement = try database.cachedStatement(sql: "INSERT INTO event VALUES (?, ?, ?, ?, ?)")
        let personal = try database.cachedStatement(sql: "INSERT INTO personal VALUES (?, ?, ?, ?)")
        for sealed in events {
            try statement.execute(arguments: [
                sealed.event.height, Data(sealed.hash.bytes), Data(sealed.event.bytes), Data(sealed.payload),
                Data(sealed.signature),
            ])
            for (place, payload) in sealed.personal.enumerated() {
                try personal.execute(arguments: [
                    sealed.event.height, place, payload.map { Data($0.salt) }, payload.map { Data($0.text) },
                ])
            }
        }
    }

    private static func events(
        from height: Int, count: Int, _ database: Database, path: String
    ) throws -> [SealedEvent] {
        var next = height
        do {
            return try readEvents(from: height, count: count, database, path: path, next: &next)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            // A page of the file is not what was written there.
            throw RecordStoreError.damaged(path: path, height: next)
        }
    }

    /// - Parameter next: the height that is being read.
    private static func readEvents(
        from height: Int, count: Int, _ database: Database, path: String, next: inout Int
    ) throws -> [SealedEvent] {
        let personal = try Row.fetchAll(
            database,
            sql: "SELECT height, salt, text FROM personal WHERE height >= ? AND height < ? ORDER BY height, place",
            arguments: [height, height + count])
        var ofEvent: [Int: [PersonalPayload?]] = [:]
        for row in personal {
            guard let ofHeight = Int.fromDatabaseValue(row[0]) else {
                throw RecordStoreError.damaged(path: path, height: next)
            }
            let (salt, text) = (Data.fromDatabaseValue(row[1]), Data.fromDatabaseValue(row[2]))
            let payload = salt.flatMap { salt in text.map { PersonalPayload(salt: [UInt8](salt), text: [UInt8]($0)) } }
            ofEvent[ofHeight, default: []].append(payload)
        }
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT height, event, payload, signature FROM event WHERE height >= ? ORDER BY height LIMIT ?",
            arguments: [height, count])
        var events: [SealedEvent] = []
        while let row = try rows.next() {
            // A damaged file has values of any kind.
            guard let height = Int.fromDatabaseValue(row[0]), let event = Data.fromDatabaseValue(row[1]),
                let payload = Data.fromDatabaseValue(row[2]), let signature = Data.fromDatabaseValue(row[3])
            else { throw RecordStoreError.damaged(path: path, height: next) }
            do {
                events.append(
                    SealedEvent(
                        event: try RecordEvent(bytes: [UInt8](event), at: height), signature: [UInt8](signature),
                        payload: [UInt8](payload), personal: ofEvent[height] ?? []))
            } catch {
                throw RecordStoreError.damaged(path: path, height: height)
            }
            next = height + 1
        }
        return events
    }

    /// Runs a statement as another program could, for tests of what the file refuses.
    package func run(_ sql: String) throws {
        try pool.write { try $0.execute(sql: sql) }
    }

    // MARK: Errors

    private func attempt<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as DatabaseError {
            throw Self.storeError(error, path)
        }
    }

    private static func attempt<Value>(_ path: String, _ work: () throws -> Value) throws(RecordStoreError) -> Value {
        do {
            return try work()
        } catch let error as RecordStoreError {
            throw error
        } catch let error as DatabaseError {
            throw storeError(error, path)
        } catch {
            throw .refused(path: path, code: 0)
        }
    }

    private static func storeError(_ error: DatabaseError, _ path: String) -> RecordStoreError {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .notARecord(path: path)
        case .SQLITE_FULL, .SQLITE_IOERR: .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
        case .SQLITE_CANTOPEN: .missing(path: path)
        default: .refused(path: path, code: error.extendedResultCode.rawValue)
        }
    }
}

extension Digest {
    /// 32 bytes of a column; nil for anything else.
    fileprivate init?(raw data: Data?) {
        guard let data, data.count == 32 else { return nil }
        self.init(bytes: [UInt8](data))
    }
}
