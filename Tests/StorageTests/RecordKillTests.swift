import ElectionRecord
import Foundation
import LargeTests
import RecordedEvents
import Storage
import TestDatabases
import Testing
import VerifiableVoting

/// Programs and servers are killed while several writers add: nothing acknowledged is lost, nothing is doubled, and the work
/// goes on by itself.
@Suite("Stores of records: kills", .serialized)
struct RecordKillTests {
    private static func withFolder(_ work: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kills-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await work(folder)
    }

    /// Waits on a thread of its own: what is waited for is done by a task, which needs one of the few that tasks have.
    private static func apart(_ work: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }

    /// A store with its first event.
    private static func begin(_ place: String, _ folder: String) async throws -> (any RecordStore, KilledWriters) {
        let record = try RecordBuilder.record(1)
        let store = try await RecordStores.open(place, .new)
        _ = try await store.append(record.events, after: nil)
        return (store, try KilledWriters(place: place, service: record.service, folder: folder))
    }

    @Test func killedWritersOfASQLiteFile() async throws {
        let kills = LargeTest.size("killedWritersOfASQLiteFile()")
        try await Self.withFolder { folder in
            let (store, writers) = try await Self.begin("\(folder)/r.sqlite", folder)
            for kill in 0..<kills {
                try writers.start()
                try writers.awaitAcknowledged(more: 1 + kill * 7 % 40)
                try writers.kill()
                try await writers.check(store, "kill \(kill)")
            }
            // The file alone, by somebody who opens it now.
            let events = try await RecordStores.open("\(folder)/r.sqlite", .existing).events(from: 0, count: 1 << 30)
            #expect(violation(of: events) == nil)
            #expect(events.count > writers.acknowledged.count)
        }
    }

    /// In turn the writers, the process of one connection (the server then restarts all of itself) and the whole server.
    @Test(.enabled(if: PostgreSQLServer.isInstalled, "\(PostgreSQLServer.reason)"))
    func killedWritersAndServersOfPostgreSQL() async throws {
        let kills = LargeTest.size("killedWritersAndServersOfPostgreSQL()")
        let server = try PostgreSQLServer()
        try await Self.withFolder { folder in
            let place = try PostgreSQLServer.connectionFile([server], in: folder)
            let (store, writers) = try await Self.begin(place, folder)
            try writers.start()
            try writers.awaitEachAtWork()
            for kill in 0..<kills {
                try writers.awaitAcknowledged(more: 1 + kill * 7 % 40)
                switch kill % 3 {
                case 0:
                    try writers.kill()
                    try writers.start()
                    try writers.awaitEachAtWork()
                case 1: #expect(server.killConnection())
                default:
                    try server.kill()
                    try server.start()
                }
                try await writers.check(store, "kill \(kill)")
            }
            try writers.awaitAcknowledged(more: 10)
            try writers.kill()
            try await writers.check(store, "the end")
        }
        server.end()
    }

    /// The primary dies under load and the synchronous standby is promoted; the writers find it by themselves.
    @Test(.enabled(if: PostgreSQLServer.isInstalled, "\(PostgreSQLServer.reason)"))
    func aPromotedStandbyHasEverything() async throws {
        for round in 0..<LargeTest.size("aPromotedStandbyHasEverything()") {
            let primary = try PostgreSQLServer(standbys: "*")
            let standby = try PostgreSQLServer(standbyOf: primary)
            try await Self.withFolder { folder in
                let place = try PostgreSQLServer.connectionFile([primary, standby], in: folder)
                let (store, writers) = try await Self.begin(place, folder)
                try writers.start()
                try writers.awaitEachAtWork()
                try writers.awaitAcknowledged(more: 40 + 13 * round)
                try primary.kill()
                try standby.promote()
                try writers.awaitAcknowledged(more: 40)
                try writers.kill()
                try await writers.check(store, "round \(round)")
            }
            standby.end()
            primary.end()
        }
    }

    /// A commit whose wait for the standby is cancelled counts as success at the server; here it is asked again, which waits.
    @Test(.enabled(if: PostgreSQLServer.isInstalled, "\(PostgreSQLServer.reason)"))
    func nothingIsAcknowledgedBeforeTheStandbyHasIt() async throws {
        let server = try PostgreSQLServer()
        let record = try RecordBuilder.record(3)
        try await Self.withFolder { folder in
            let place = try PostgreSQLServer.connectionFile([server], in: folder)
            let store = try await RecordStores.open(place, .new)
            _ = try await store.append([record.events[0]], after: nil)
            // From now on every commit waits for a standby that isn't there.
            try server.set("synchronous_standby_names = '*'")
            try server.awaitWaitingCommits()
            let answered = Answered()
            let appending = Task {
                defer { answered.set() }
                return try await store.append(Array(record.events[1...]), after: record.events[0].head)
            }
            try await Self.apart {
                for _ in 0..<3 { try server.cancelWaitingCommit() }
                try server.awaitRow("SELECT pid \(PostgreSQLServer.waitingCommits)")
            }
            #expect(!answered.isSet)
            try server.set("synchronous_standby_names = ''")
            #expect(try await appending.value == record.head)
            #expect(try await store.events(from: 0, count: 10) == record.events)
        }
        server.end()
    }
}

private final class Answered: @unchecked Sendable {
    private let lock = NSLock()
    private var value = false
    var isSet: Bool { lock.withLock { value } }
    func set() { lock.withLock { value = true } }
}
