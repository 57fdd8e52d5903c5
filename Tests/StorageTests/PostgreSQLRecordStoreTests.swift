import ElectionRecord
import Foundation
import RecordedEvents
import Storage
import TestDatabases
import Testing
import VerifiableVoting

/// What is PostgreSQL's own; the promises of every store are in `RecordStoreTests`.
@Suite("Records in PostgreSQL", .enabled(if: PostgreSQLServer.isInstalled, "\(PostgreSQLServer.reason)"))
struct PostgreSQLRecordStoreTests {
    private static func withFolder(_ work: (PostgreSQLServer, String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await work(try PostgreSQLServer.shared.get(), folder)
    }

    private static func store(
        _ path: String, _ opening: StoreOpening, migrations: Int = 2
    ) async throws -> PostgreSQLRecordStore {
        try await PostgreSQLRecordStore(ConnectionFile(path: path), opening, migrations: migrations)
    }

    @Test func recordsAreOpenedAgainAndKeptApart() async throws {
        let record = try RecordBuilder.record(9)
        try await Self.withFolder { server, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder)
            await #expect(throws: RecordStoreError.missing(path: path)) { try await Self.store(path, .existing) }
            _ = try await Self.store(path, .new).append(record.events, after: nil)
            let again = try await Self.store(path, .existing)
            #expect(try await again.events(from: 0, count: 100) == record.events)
            await #expect(throws: RecordStoreError.exists(path: path)) { try await Self.store(path, .new) }
            let other = try await Self.store(PostgreSQLServer.connectionFile([server], in: folder), .new)
            #expect(try await other.head() == nil)
        }
    }

    /// A record of the first step, with data, is brought to the present one.
    @Test func earlierSchemasAreCompleted() async throws {
        let record = try RecordBuilder.record(12)
        try await Self.withFolder { server, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder)
            let first = try await Self.store(path, .new, migrations: 1)
            _ = try await first.append(Array(record.events[..<7]), after: nil)
            let present = try await Self.store(path, .existing)
            #expect(try await present.events(from: 0, count: 100) == Array(record.events[..<7]))
            _ = try await present.append(Array(record.events[7...]), after: record.events[6].head)
            #expect(try await present.events(from: 0, count: 100) == record.events)
            await #expect(throws: (any Error).self) { try await present.run("DELETE FROM \(Self.schema(path)).event") }
        }
    }

    private static func schema(_ path: String) -> String {
        String((path.split(separator: "/").last ?? "").prefix { $0 != "." })
    }

    @Test func otherStepsAreRefused() async throws {
        try await Self.withFolder { server, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder)
            let store = try await Self.store(path, .new)
            let table = "\(Self.schema(path)).migration"
            try await store.run("UPDATE \(table) SET checksum = '\\x00' WHERE number = 2")
            await #expect(throws: RecordStoreError.otherMigration(path: path, number: 2)) {
                try await Self.store(path, .existing)
            }
            try await store.run("INSERT INTO \(table) VALUES (99, '\\x00')")
            await #expect(throws: RecordStoreError.newer(path: path, version: 99)) {
                try await Self.store(path, .existing)
            }
        }
    }

    @Test(arguments: [
        "DELETE FROM SCHEMA.event", "UPDATE SCHEMA.event SET payload = '\\x7b7d' WHERE height = 3",
        "DELETE FROM SCHEMA.personal", "UPDATE SCHEMA.personal SET text = '\\x61' WHERE height = 5",
        "UPDATE SCHEMA.personal SET height = 6, salt = NULL, text = NULL",
    ])
    func theDatabaseRefusesChanges(statement: String) async throws {
        let record = try RecordBuilder.record(8)
        try await Self.withFolder { server, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder)
            let store = try await Self.store(path, .new)
            _ = try await store.append(record.events, after: nil)
            await #expect(throws: RecordStoreError.self) {
                try await store.run(statement.replacing("SCHEMA", with: Self.schema(path)))
            }
            #expect(try await store.events(from: 0, count: 100) == record.events)
        }
    }

    @Test func damagedRowsAreNamed() async throws {
        let record = try RecordBuilder.record(4)
        try await Self.withFolder { server, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder)
            let store = try await Self.store(path, .new)
            _ = try await store.append(record.events, after: nil)
            let table = "\(Self.schema(path)).event"
            try await store.run("ALTER TABLE \(table) DISABLE TRIGGER ALL")
            try await store.run("UPDATE \(table) SET event = '\\x7b7d' WHERE height = 2")
            await #expect(throws: RecordStoreError.damaged(path: path, height: 2)) {
                try await store.events(from: 0, count: 100)
            }
        }
    }

    /// After erasing, the words are in no file of the table. On a server of its own: transactions of others would make it
    /// keep the row for them.
    @Test func erasedWordsAreNotInTheTable() async throws {
        var record = try RecordBuilder.record(3)
        try record.add([RecordBuilder.draft(3, personal: ["Aruzhan Example, Astana"])])
        let server = try PostgreSQLServer()
        try await Self.withFolder { _, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder)
            let store = try await Self.store(path, .new)
            _ = try await store.append(record.events, after: nil)
            func isThere() async throws -> Bool {
                try await store.run("CHECKPOINT")
                let file = try server.sql("SELECT pg_relation_filepath('\(Self.schema(path)).personal')")
                let trimmed = file.trimmingCharacters(in: .whitespacesAndNewlines)
                let bytes = try Data(contentsOf: URL(filePath: "\(server.folder)/data/\(trimmed)"))
                return bytes.range(of: Data("Aruzhan Example".utf8)) != nil
            }
            #expect(try await isThere())
            try await store.erasePersonal(at: 3, 0)
            #expect(try await !isThere())
        }
        server.end()
    }

    /// A follower on other connections than the writer's sees everything, with and without being told.
    @Test(arguments: [true, false]) func followersOnOtherConnectionsSeeEverything(notify: Bool) async throws {
        let record = try RecordBuilder.record(20)
        try await Self.withFolder { server, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder, also: notify ? [] : ["notify = no"])
            let store = try await Self.store(path, .new)
            let other = try await Self.store(path, .existing)
            _ = try await store.append([record.events[0]], after: nil)
            let follower = Task {
                for try await event in other.follow(from: 0) where event.event.height == 19 { return event }
                return record.events[0]
            }
            for number in 1..<20 {
                _ = try await store.append([record.events[number]], after: record.events[number - 1].head)
                try await Task.sleep(for: .milliseconds(3))
            }
            #expect(try await follower.value == record.events[19])
            #expect((other.notifications > 0) == notify)
        }
    }

    @Test func wrongPasswordsAreRefusedAtOnce() async throws {
        try await Self.withFolder { server, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder, record: "r1")
            try "*:*:*:sailau:other\n".write(toFile: "\(folder)/passwords-r1", atomically: false, encoding: .utf8)
            await #expect {
                try await Self.store(path, .new)
            } throws: { error in
                guard case RecordStoreError.unreachable(path, let detail) = error else { return false }
                return detail.contains("password")
            }
        }
    }

    /// A server that would lose what it acknowledges.
    @Test func aServerWithoutSyncIsRefused() async throws {
        let server = try PostgreSQLServer()
        try await Self.withFolder { _, folder in
            let path = try PostgreSQLServer.connectionFile([server], in: folder)
            _ = try await Self.store(path, .new)
            try server.stop()
            try server.start(fsync: false)
            await #expect(throws: RecordStoreError.notDurable(path: path)) { try await Self.store(path, .existing) }
        }
        server.end()
    }
}

@Suite("Connection files")
struct ConnectionFileTests {
    private static func withFile(_ text: String, _ work: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "connection-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: "\(folder)/c", atomically: false, encoding: .utf8)
        try work("\(folder)/c")
    }

    @Test(arguments: [
        ("sailau-connection 2\n", 1, ConnectionFile.Fault.form), ("sailau-connection 1\nhost\n", 2, .form),
        ("sailau-connection 1\n\n# x\nhots = a\n", 4, .unknown(key: "hots")),
        ("sailau-connection 1\nhost = a\nhost = b\n", 3, .twice(key: "host")),
        ("sailau-connection 1\nhost = a\npassword = b\n", 3, .password),
        ("sailau-connection 1\nrecord = A\n", 2, .value(key: "record", wanted: "a-z, 0-9, _")),
        ("sailau-connection 1\nrecord = a\"; DROP\n", 2, .value(key: "record", wanted: "a-z, 0-9, _")),
        ("sailau-connection 1\nnotify = maybe\n", 2, .value(key: "notify", wanted: "yes, no")),
        (
            "sailau-connection 1\nhost = a\ntarget_session_attrs = any\n", 3,
            .value(key: "target_session_attrs", wanted: "read-write")
        ),
        ("sailau-connection 1\ndbname = a\n", 1, .missing(key: "host")),
    ])
    func mistakesAreNamed(text: String, line: Int, fault: ConnectionFile.Fault) throws {
        try Self.withFile(text) { path in
            #expect(throws: RecordStoreError.connectionFile(path: path, line: line, fault)) {
                try ConnectionFile(path: path)
            }
        }
    }

    @Test func passwordsThatOthersCanReadAreRefused() throws {
        try Self.withFile("sailau-connection 1\nhost = a,b\npassfile = p\n") { path in
            let passwords = String(path.dropLast()) + "p"
            #expect(throws: RecordStoreError.missing(path: passwords)) { try ConnectionFile(path: path) }
            try "*:*:*:u:p".write(toFile: passwords, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: passwords)
            #expect(throws: RecordStoreError.openToOthers(path: passwords)) { try ConnectionFile(path: path) }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passwords)
            let file = try ConnectionFile(path: path)
            #expect(file.record == "sailau" && file.notifies && file.locks)
        }
    }
}
