import ElectionRecord
import Foundation
import RecordedEvents
import Storage
import Testing
import VerifiableVoting

@Suite("Records in SQLite files")
struct SQLiteRecordStoreTests {
    private static func withFolder(_ work: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await work(folder)
    }

    @Test func filesAreOpenedAgain() async throws {
        let record = try RecordBuilder.record(9)
        try await Self.withFolder { folder in
            let path = "\(folder)/r.sqlite"
            #expect(throws: RecordStoreError.missing(path: path)) { try SQLiteRecordStore(path: path, .existing) }
            _ = try await SQLiteRecordStore(path: path, .new).append(record.events, after: nil)
            let again = try SQLiteRecordStore(path: path, .existing)
            #expect(try await again.events(from: 0, count: 100) == record.events)
            #expect(throws: RecordStoreError.exists(path: path)) { try SQLiteRecordStore(path: path, .new) }
        }
    }

    @Test func otherFilesAreRefused() async throws {
        try await Self.withFolder { folder in
            for (name, bytes) in [("text", Data("no database".utf8)), ("empty", Data())] {
                let path = "\(folder)/\(name)"
                try bytes.write(to: URL(filePath: path))
                #expect(throws: RecordStoreError.notARecord(path: path)) {
                    try SQLiteRecordStore(path: path, .existing)
                }
            }
        }
    }

    @Test(arguments: [
        "DELETE FROM event", "UPDATE event SET payload = x'7b7d' WHERE height = 3", "DELETE FROM personal",
        "UPDATE personal SET text = x'61' WHERE height = 5", "UPDATE personal SET height = 6, salt = NULL, text = NULL",
    ])
    func theFileRefusesChanges(statement: String) async throws {
        let record = try RecordBuilder.record(8)
        try await Self.withFolder { folder in
            let store = try SQLiteRecordStore(path: "\(folder)/r.sqlite", .new)
            _ = try await store.append(record.events, after: nil)
            #expect(throws: (any Error).self) { try store.run(statement) }
            #expect(try await store.events(from: 0, count: 100) == record.events)
        }
    }

    /// The words are nowhere in the file or beside it any more.
    @Test func erasedWordsAreOverwritten() async throws {
        var record = try RecordBuilder.record(3)
        let words = "Aruzhan Example, Astana"
        try record.add([RecordBuilder.draft(3, personal: [words])])
        try await Self.withFolder { folder in
            let store = try SQLiteRecordStore(path: "\(folder)/r.sqlite", .new)
            _ = try await store.append(record.events, after: nil)
            func isThere() throws -> Bool {
                try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
                    try Data(contentsOf: URL(filePath: "\(folder)/\(name)")).range(of: Data(words.utf8)) != nil
                }
            }
            #expect(try isThere())
            try await store.erasePersonal(at: 3, 0)
            #expect(try !isThere())
        }
    }

    @Test func damagedRowsAreNamed() async throws {
        let record = try RecordBuilder.record(4)
        try await Self.withFolder { folder in
            let path = "\(folder)/r.sqlite"
            let store = try SQLiteRecordStore(path: path, .new)
            _ = try await store.append(record.events, after: nil)
            try store.run("DROP TRIGGER event_no_update")
            try store.run("UPDATE event SET event = x'7b7d' WHERE height = 2")
            await #expect(throws: RecordStoreError.damaged(path: path, height: 2)) {
                try await store.events(from: 0, count: 100)
            }
        }
    }

    /// A file that was cut anywhere, or whose bits were flipped, is refused with the place, or is what it was.
    @Test func damagedFilesAreRefusedOrTheSame() async throws {
        let record = try RecordBuilder.record(40)
        try await Self.withFolder { folder in
            let path = "\(folder)/r.sqlite"
            // Closing the store brings the log into the file.
            _ = try await SQLiteRecordStore(path: path, .new).append(record.events, after: nil)
            let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
            #expect(whole.count >= 8 * 4096)
            var damaged: [[UInt8]] = stride(from: 0, to: whole.count, by: 1777).map { Array(whole[..<$0]) }
            for place in stride(from: 0, to: whole.count, by: 97) {
                var bytes = whole
                bytes[place] ^= 1 << UInt8(place % 8)
                damaged.append(bytes)
            }
            var refused = 0
            for (number, bytes) in damaged.enumerated() {
                let copy = "\(folder)/copy-\(number).sqlite"
                try Data(bytes).write(to: URL(filePath: copy))
                do {
                    let store = try SQLiteRecordStore(path: copy, .existing)
                    let events = try await store.events(from: 0, count: 1000)
                    let head = try await store.head()
                    if violation(of: events) != nil || head != events.last?.head {
                        refused += 1
                    } else {
                        // A shorter record is found by the head that somebody kept.
                        #expect(events == record.events || events.count < record.events.count, "case \(number)")
                    }
                } catch let error as RecordStoreError {
                    refused += 1
                    switch error {
                    case .damaged(_, let height): #expect((0...40).contains(height))
                    case .notARecord, .newer, .refused, .full, .missing: break
                    default: Issue.record("case \(number): \(error)")
                    }
                }
                for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + end) }
            }
            #expect(refused > damaged.count / 4)
        }
    }
}
