import ElectionRecord
import VerifiableVoting

/// The statements of a record in PostgreSQL, on a connection that the caller holds.
struct PostgreSQLRecordRows: Sendable {
    private let path: String
    private let name: String
    /// The name as statements write it.
    private let schema: String
    private let notifies: Bool
    /// Nil where advisory locks are off.
    private let lock: Int?

    init(_ file: ConnectionFile) {
        path = file.path
        // Letters, digits and underscores: nothing that would have to be quoted within the quotes.
        schema = "\"\(file.record)\""
        name = file.record
        notifies = file.notifies
        lock =
            file.locks
            ? Array(Digest(of: "sailau-record-lock-1\n" + file.record).bytes.prefix(8)).bigEndianWhole : nil
    }

    /// What NOTIFY and LISTEN name.
    var channel: String { "\"sailau_\(name)\"" }

    // MARK: Setting up

    func prepare(_ session: PostgreSQLSession, _ opening: StoreOpening, migrations: Int) throws {
        switch opening {
        case .existing:
            guard try session.persistently({ try PostgreSQLMigrations.hasBegun(session, schema: name) }) else {
                throw RecordStoreError.missing(path: path)
            }
        case .new: try session.persistently { try PostgreSQLMigrations.begin(session, schema: schema) }
        }
        try PostgreSQLMigrations.complete(session, schema: schema, path: path, upTo: migrations)
        guard opening == .new else { return }
        guard try session.persistently({ try head(session) }) == nil else { throw RecordStoreError.exists(path: path) }
    }

    // MARK: Reading

    func head(_ session: PostgreSQLSession) throws -> RecordHead? {
        let rows = try session.run("SELECT height, hash FROM \(schema).event ORDER BY height DESC LIMIT 1")
        guard let row = rows.first else { return nil }
        guard let height = row[0]?.bigEndianWhole, let hash = row[1], hash.count == 32 else {
            throw RecordStoreError.damaged(path: path, height: row[0]?.bigEndianWhole ?? 0)
        }
        return RecordHead(height: height, hash: Digest(bytes: hash))
    }

    func events(from height: Int, count: Int, _ session: PostgreSQLSession) throws -> [SealedEvent] {
        try session.transaction(.oneState) {
            let personal = try personal(from: height, count: count, session)
            let rows = try session.run(
                "SELECT height, event, payload, signature FROM \(schema).event WHERE height >= $1 "
                    + "ORDER BY height LIMIT $2", .whole(height), .whole(count))
            return try rows.rows.map { row in
                guard let height = row[0]?.bigEndianWhole, let event = row[1], let payload = row[2],
                    let signature = row[3]
                else { throw RecordStoreError.damaged(path: path, height: row[0]?.bigEndianWhole ?? 0) }
                do {
                    return SealedEvent(
                        event: try RecordEvent(bytes: event, at: height), signature: signature, payload: payload,
                        personal: personal[height] ?? [])
                } catch {
                    throw RecordStoreError.damaged(path: path, height: height)
                }
            }
        }
    }

    private func personal(
        from height: Int, count: Int, _ session: PostgreSQLSession
    ) throws -> [Int: [PersonalPayload?]] {
        let rows = try session.run(
            "SELECT height, salt, text FROM \(schema).personal WHERE height >= $1 AND height < $2 "
                + "ORDER BY height, place", .whole(height), .whole(height + count))
        var ofEvent: [Int: [PersonalPayload?]] = [:]
        for row in rows.rows {
            guard let height = row[0]?.bigEndianWhole else { continue }
            let payload = row[1].flatMap { salt in row[2].map { PersonalPayload(salt: salt, text: $0) } }
            ofEvent[height, default: []].append(payload)
        }
        return ofEvent
    }

    // MARK: Adding

    func append(_ events: [SealedEvent], after expected: RecordHead?, _ session: PostgreSQLSession) throws -> RecordHead
    {
        try queued(session) {
            try session.transaction(.serialisable) {
                let actual = try head(session)
                guard let last = events.last else { throw RecordConflict(expected: expected, actual: actual) }
                guard actual == expected else {
                    guard try hash(at: last.event.height, session) == last.hash.bytes else {
                        throw RecordConflict(expected: expected, actual: actual)
                    }
                    // After a crash the server shows what it had committed, whether or not the standby has it. A change
                    // of this transaction's own makes its commit wait until the standby has everything before it.
                    try session.run(
                        "UPDATE \(schema).confirmed SET height = $1 WHERE one = 1", .whole(last.event.height))
                    return last.head
                }
                for event in events { try insert(event, session) }
                if notifies { try session.run("NOTIFY \(channel)") }
                return last.head
            }
        }
    }

    /// The lock is the connection's, taken before the transaction begins: what a transaction sees is settled by its first
    /// statement, which must not be the one that waits.
    private func queued<Value>(_ session: PostgreSQLSession, _ work: () throws -> Value) throws -> Value {
        guard let lock else { return try work() }
        try session.run("SELECT pg_advisory_lock($1)", .whole(lock))
        let result = Result { try work() }
        // Whoever loses the connection has lost the lock with it.
        do { try session.run("SELECT pg_advisory_unlock($1)", .whole(lock)) } catch { session.disconnect() }
        return try result.get()
    }

    private func hash(at height: Int, _ session: PostgreSQLSession) throws -> [UInt8]? {
        try session.run("SELECT hash FROM \(schema).event WHERE height = $1", .whole(height)).first?[0]
    }

    private func insert(_ sealed: SealedEvent, _ session: PostgreSQLSession) throws {
        try session.run(
            "INSERT INTO \(schema).event VALUES ($1, $2, $3, $4, $5)", .whole(sealed.event.height),
            .bytes(sealed.hash.bytes), .bytes(sealed.event.bytes), .bytes(sealed.payload), .bytes(sealed.signature))
        for (place, payload) in sealed.personal.enumerated() {
            try session.run(
                "INSERT INTO \(schema).personal VALUES ($1, $2, $3, $4)", .whole(sealed.event.height), .whole(place),
                payload.map { .bytes($0.salt) } ?? .null, payload.map { .bytes($0.text) } ?? .null)
        }
    }

    // MARK: Erasing

    func erase(at height: Int, _ place: Int, _ session: PostgreSQLSession) throws {
        try session.transaction(.serialisable) {
            let rows = try session.run(
                "UPDATE \(schema).personal SET salt = NULL, text = NULL WHERE height = $1 AND place = $2",
                .whole(height), .whole(place))
            guard rows.changed == 1 else {
                throw RecordViolation(.personal, height: height, detail: "no personal payload \(place + 1)")
            }
        }
        // The table still has the row as it was; this writes it anew without.
        try session.run("VACUUM FULL \(schema).personal")
    }
}
