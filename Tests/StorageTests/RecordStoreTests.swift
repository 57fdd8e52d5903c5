import ElectionModel
import ElectionRecord
import Foundation
import RecordedEvents
import Storage
import TestDatabases
import Testing
import VerifiableVoting

/// The promises of `RecordStore`, kept by every implementation.
@Suite("Stores of records")
struct RecordStoreTests {
    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case sqlite
        case postgreSQL
        /// Without NOTIFY and without advisory locks.
        case plainPostgreSQL
        var testDescription: String { rawValue }

        /// Those that can be tried here; `PostgreSQLRecordStoreTests` says why others can't.
        static let allCases = [sqlite] + (PostgreSQLServer.isInstalled ? [postgreSQL, plainPostgreSQL] : [])

        func withStore(_ work: (any RecordStore) async throws -> Void) async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try await work(RecordStores.open(try place(in: folder.path), .new))
        }

        /// Where a new record is to be kept.
        private func place(in folder: String) throws -> String {
            let plain = ["notify = no", "advisory_locks = no"]
            switch self {
            case .sqlite: return "\(folder)/r.sqlite"
            case .postgreSQL, .plainPostgreSQL:
                return try PostgreSQLServer.connectionFile(
                    [try PostgreSQLServer.shared.get()], in: folder, also: self == .plainPostgreSQL ? plain : [])
            }
        }
    }

    private static func all(_ store: any RecordStore) async throws -> [SealedEvent] {
        try await store.events(from: 0, count: 1 << 20)
    }

    @Test(arguments: Kind.allCases) func whatIsAddedIsRead(kind: Kind) async throws {
        let record = try RecordBuilder.record(30)
        try await kind.withStore { store in
            #expect(try await store.head() == nil)
            #expect(try await Self.all(store) == [])
            let first = try await store.append(Array(record.events[..<7]), after: nil)
            #expect(first == record.events[6].head)
            #expect(try await store.append(Array(record.events[7...]), after: first) == record.head)
            #expect(try await store.head() == record.head)
            #expect(try await Self.all(store) == record.events)
            #expect(try await store.events(from: 5, count: 4) == Array(record.events[5..<9]))
            #expect(try await store.events(from: 30, count: 4) == [])
        }
    }

    @Test(arguments: Kind.allCases) func aStaleHeadIsRefused(kind: Kind) async throws {
        let record = try RecordBuilder.record(6)
        try await kind.withStore { store in
            _ = try await store.append(record.events, after: nil)
            let late = try SealedEvent.seal([RecordBuilder.draft(77)], after: record.events[3].head, by: record.service)
            await #expect(throws: RecordConflict(expected: record.events[3].head, actual: record.head)) {
                try await store.append(late, after: record.events[3].head)
            }
            let fresh = try RecordBuilder.record(1)
            await #expect(throws: RecordConflict(expected: nil, actual: record.head)) {
                try await store.append(fresh.events, after: nil)
            }
            #expect(try await Self.all(store) == record.events)
        }
    }

    @Test(arguments: Kind.allCases) func aRetryGivesTheFirstResult(kind: Kind) async throws {
        let record = try RecordBuilder.record(10)
        try await kind.withStore { store in
            _ = try await store.append(Array(record.events[..<4]), after: nil)
            let batch = Array(record.events[4..<7])
            let head = try await store.append(batch, after: record.events[3].head)
            #expect(try await store.append(batch, after: record.events[3].head) == head)
            // Even when others have added since.
            _ = try await store.append(Array(record.events[7...]), after: head)
            #expect(try await store.append(batch, after: record.events[3].head) == head)
            #expect(try await Self.all(store) == record.events)
        }
    }

    @Test(arguments: Kind.allCases) func eventsThatDoNotFollowAreRefused(kind: Kind) async throws {
        let record = try RecordBuilder.record(6)
        try await kind.withStore { store in
            _ = try await store.append(Array(record.events[..<2]), after: nil)
            for wrong in [Array(record.events[3...]), [record.events[2], record.events[4]], []] {
                await #expect(throws: RecordViolation.self) {
                    try await store.append(wrong, after: record.events[1].head)
                }
            }
            #expect(try await Self.all(store) == Array(record.events[..<2]))
        }
    }

    /// Many writers at once: each reads the head, seals, appends, and begins again where somebody was quicker.
    @Test(arguments: Kind.allCases) func writersAtOnceMakeOneChain(kind: Kind) async throws {
        let record = try RecordBuilder.record(1)
        let (writers, each) = (8, 12)
        try await kind.withStore { store in
            _ = try await store.append(record.events, after: nil)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        for number in 0..<each {
                            let draft = RecordBuilder.draft(writer * each + number, personal: ["\(writer)-\(number)"])
                            while true {
                                let head = try await store.head()
                                do {
                                    _ = try await store.append(
                                        try SealedEvent.seal([draft], after: head, by: record.service), after: head)
                                    break
                                } catch is RecordConflict {}
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let events = try await Self.all(store)
            #expect(events.count == 1 + writers * each)
            #expect(violation(of: events) == nil)
            #expect(Set(events.map(\.payload)).count == events.count)
        }
    }

    @Test(arguments: Kind.allCases) func followersSeeEveryEventOnceInOrder(kind: Kind) async throws {
        let record = try RecordBuilder.record(60)
        try await kind.withStore { store in
            _ = try await store.append(Array(record.events[..<10]), after: nil)
            let follower = Task {
                var seen: [Int] = []
                for try await event in store.follow(from: 3) {
                    seen.append(event.event.height)
                    if seen.count == 57 { break }
                }
                return seen
            }
            for start in stride(from: 10, to: 60, by: 5) {
                _ = try await store.append(
                    Array(record.events[start..<start + 5]), after: record.events[start - 1].head)
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(try await follower.value == Array(3..<60))
        }
    }

    @Test(arguments: Kind.allCases) func erasedPayloadsAreGone(kind: Kind) async throws {
        let record = try RecordBuilder.record(8)
        try await kind.withStore { store in
            _ = try await store.append(record.events, after: nil)
            try await store.erasePersonal(at: 5, 0)
            let events = try await Self.all(store)
            #expect(events[5].personal[0] == nil)
            #expect(events[5].personal[1] == record.events[5].personal[1])
            #expect(violation(of: events) == nil)
            #expect(events.map(\.hash) == record.events.map(\.hash))
            for (height, place) in [(5, 2), (4, 0), (99, 0)] {
                await #expect(throws: RecordViolation.self) { try await store.erasePersonal(at: height, place) }
            }
        }
    }

    /// The order is that of the chain: a clock that was set back changes neither it nor what is valid.
    @Test(arguments: Kind.allCases) func aClockThatIsSetBackChangesNoOrder(kind: Kind) async throws {
        var record = try RecordBuilder.record(1)
        let day = try #require(CalendarDate("2004-09-19"))
        for (number, second) in [50_000, 49_000, 10, 86_399].enumerated() {
            var draft = RecordBuilder.draft(3 * number)
            draft.time = RecordTime(day, secondOfDay: second, precision: .minute)
            try record.add([draft])
        }
        try await kind.withStore { store in
            for (number, event) in record.events.enumerated() {
                _ = try await store.append([event], after: number > 0 ? record.events[number - 1].head : nil)
            }
            let events = try await Self.all(store)
            #expect(events == record.events)
            #expect(violation(of: events) == nil)
        }
    }

    /// Larger than what a page, a packet or a buffer holds.
    @Test(arguments: Kind.allCases) func largePayloadsAreKept(kind: Kind) async throws {
        var record = try RecordBuilder.record(1)
        var draft = RecordBuilder.draft(1)
        draft.payload = Array(("{\"text\":\"" + String(repeating: "сайлау ", count: 200_000) + "\"}").utf8)
        try record.add([draft, RecordBuilder.draft(2, personal: ["", String(repeating: "ж", count: 100_000)])])
        try await kind.withStore { store in
            _ = try await store.append(record.events, after: nil)
            #expect(try await Self.all(store) == record.events)
        }
    }
}
