public import ElectionRecord
import VerifiableVoting

/// A record in a schema of a PostgreSQL database, for a service with a standby.
///
/// Documentation/Storage.md lists the features of SQL that it uses and how it behaves when servers fail.
public final class PostgreSQLRecordStore: RecordStore {
    private let pool: PostgreSQLPool
    private let file: ConnectionFile
    private let rows: PostgreSQLRecordRows
    private let bell: GrowthBell

    /// Throws `RecordStoreError`.
    public convenience init(_ file: ConnectionFile, _ opening: StoreOpening) async throws {
        try await self.init(file, opening, migrations: PostgreSQLMigrations.all.count)
    }

    /// - Parameter migrations: how many steps are taken; fewer than all make a schema as an earlier program left it.
    package init(_ file: ConnectionFile, _ opening: StoreOpening, migrations: Int) async throws {
        self.file = file
        pool = PostgreSQLPool(file, count: 4)
        let rows = PostgreSQLRecordRows(file)
        self.rows = rows
        bell = GrowthBell(file, channel: rows.channel)
        try await attempt { session in
            // A server that does not answer now is told at once; one that has answered is waited for, from here on.
            try session.connected()
            try rows.prepare(session, opening, migrations: migrations)
        }
    }

    deinit { bell.close() }

    public func head() async throws -> RecordHead? {
        let rows = rows
        return try await attempt { session in try session.persistently { try rows.head(session) } }
    }

    public func append(_ events: [SealedEvent], after expected: RecordHead?) async throws -> RecordHead {
        guard !events.isEmpty else { throw RecordViolation(.format, height: nil, detail: "no event to add") }
        try events.requireChain(after: expected)
        for event in events { try event.requireForm() }
        let rows = rows
        return try await attempt { session in
            try session.persistently { try rows.append(events, after: expected, session) }
        }
    }

    public func events(from height: Int, count: Int) async throws -> [SealedEvent] {
        let rows = rows
        return try await attempt { session in
            try session.persistently { try rows.events(from: height, count: count, session) }
        }
    }

    public func erasePersonal(at height: Int, _ place: Int) async throws {
        let rows = rows
        try await attempt { session in try session.persistently { try rows.erase(at: height, place, session) } }
    }

    public func awaitGrowth(beyond height: Int) async throws {
        if file.notifies {
            let rings = bell.rings
            if try await hasGrown(beyond: height) { return }
            await bell.wait(after: rings)
            return try Task.checkCancellation()
        }
        for _ in 0..<20 {
            if try await hasGrown(beyond: height) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func hasGrown(beyond height: Int) async throws -> Bool {
        try await head().map { $0.height > height } ?? false
    }

    /// How often the server has told followers of growth.
    package var notifications: Int { bell.notifications }

    /// Runs statements as another program could, for tests of what the database refuses.
    package func run(_ sql: String) async throws {
        try await attempt { session in try session.script(sql) }
    }

    /// Runs work on an idle connection and names failures after the connection file.
    private func attempt<Value: Sendable>(
        _ work: @escaping @Sendable (PostgreSQLSession) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.run(work)
        } catch let failure as PostgreSQLFailure {
            throw Self.storeError(failure, file.path)
        }
    }

    private static func storeError(_ failure: PostgreSQLFailure, _ path: String) -> RecordStoreError {
        switch failure.kind {
        case .refused where failure.code == PostgreSQLSession.noFsync: .notDurable(path: path)
        case .refused where failure.code == "53100": .full(path: path)
        case .refused, .again, .unconfirmed: .server(path: path, code: failure.code, detail: failure.message)
        case .lost: .unreachable(path: path, detail: failure.message)
        }
    }
}
