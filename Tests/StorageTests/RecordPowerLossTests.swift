import ElectionRecord
import Foundation
import LargeTests
import RenderedElections
import Storage
import Testing

/// The power goes off at any moment while events are added to a record in a file: nothing acknowledged is lost, what is left
/// verifies and can be continued.
///
/// A program adds events on a disk that writes down every operation. A sync makes lasting what was asked for of its file
/// before; of what came after it, each piece of 512 bytes reaches the disk or does not, by itself.
@Suite struct RecordPowerLossTests {
    enum Operation {
        case write(String, offset: Int, [UInt8])
        case truncate(String, Int)
        case sync(String)
        case remove(String)
        case syncFolder
    }

    /// Everything that was asked of the disk, and the height that was acknowledged after each operation (-1: none).
    struct Recording {
        var operations: [Operation] = []
        var acknowledged: [Int] = []
    }

    struct NoRecording: Error {}

    static func record(events: Int, in folder: String) throws -> Recording {
        let process = Process()
        process.executableURL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/release/RecordingDisk")
        process.arguments = ["\(folder)/day.record", "\(folder)/service.key", "\(events)"]
        let path = "\(folder)/operations"
        try Data().write(to: URL(filePath: path))
        let output = try FileHandle(forWritingTo: URL(filePath: path))
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        guard process.terminationStatus == 0 else { throw NoRecording() }
        var recording = Recording()
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            switch (parts.first, parts.count) {
            case ("write", 4):
                guard let offset = Int(parts[2]) else { throw NoRecording() }
                recording.operations.append(.write(parts[1], offset: offset, bytes(parts[3])))
            case ("truncate", 3):
                guard let size = Int(parts[2]) else { throw NoRecording() }
                recording.operations.append(.truncate(parts[1], size))
            case ("sync", 2): recording.operations.append(.sync(parts[1]))
            case ("remove", 2): recording.operations.append(.remove(parts[1]))
            case ("folder", 1): recording.operations.append(.syncFolder)
            case ("acknowledged", 2):
                guard let height = Int(parts[1]), !recording.acknowledged.isEmpty else { throw NoRecording() }
                recording.acknowledged[recording.acknowledged.count - 1] = height
                continue
            default: throw NoRecording()
            }
            recording.acknowledged.append(recording.acknowledged.last ?? -1)
        }
        return recording
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.utf8.map { $0 < 58 ? $0 - 48 : $0 - 87 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// What the disk holds after the first `count` operations, if the power goes off then.
    static func disk(
        after count: Int, of operations: [Operation], using generator: inout some RandomNumberGenerator
    ) -> [String: [UInt8]] {
        var lastSync: [String: Int] = [:]
        var folderSync = -1
        for (place, operation) in operations.prefix(count).enumerated() {
            if case .sync(let name) = operation { lastSync[name] = place }
            if case .syncFolder = operation { folderSync = place }
        }
        var files: [String: [UInt8]] = [:]
        for (place, operation) in operations.prefix(count).enumerated() {
            switch operation {
            case .write(let name, let offset, let bytes):
                let lasts = place < lastSync[name] ?? -1
                for start in stride(from: 0, to: bytes.count, by: 512) where lasts || Bool.random(using: &generator) {
                    put(
                        bytes[start..<min(start + 512, bytes.count)], at: offset + start,
                        into: &files[name, default: []])
                }
            case .truncate(let name, let size):
                guard place < lastSync[name] ?? -1 || Bool.random(using: &generator) else { continue }
                files[name] = Array((files[name] ?? []).prefix(size))
            case .remove(let name):
                // Until the folder is synced, its change may have reached the disk or not.
                if place < folderSync || Bool.random(using: &generator) { files[name] = nil }
            case .sync, .syncFolder: continue
            }
        }
        return files
    }

    private static func put(_ bytes: ArraySlice<UInt8>, at offset: Int, into content: inout [UInt8]) {
        let end = offset + bytes.count
        if content.count < end { content += [UInt8](repeating: 0, count: end - content.count) }
        content.replaceSubrange(offset..<end, with: bytes)
    }

    /// Opens what is left: the height of its last event, after it was verified and continued. Nil for no record yet.
    static func opened(_ files: [String: [UInt8]], in folder: String) async throws -> Int? {
        let path = "\(folder)/left-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        for (name, content) in files { try Data(content).write(to: URL(filePath: "\(path)/\(name)")) }
        let store: SQLiteRecordStore
        do {
            store = try SQLiteRecordStore(path: "\(path)/day.record", .existing)
        } catch RecordStoreError.notARecord, RecordStoreError.missing {
            return nil
        }
        var verifier = RecordVerifier()
        for event in try await store.events(from: 0, count: 100_000) { try verifier.add(event) }
        #expect(verifier.head == (try await store.head()))
        return verifier.head?.height
    }

    private static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "power-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func nothingAcknowledgedOfARecordIsLost() async throws {
        let cuts = LargeTest.size("nothingAcknowledgedOfARecordIsLost()")
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let recording = try Self.record(events: 40, in: folder)
        let syncs = recording.operations.count { if case .sync = $0 { true } else { false } }
        #expect(syncs >= 15 && recording.operations.count > 100, "\(recording.operations.count) operations")
        var generator = SeededNumbers(seed: 2004)
        var lost = 0
        for _ in 0..<cuts {
            let count = Int.random(in: 0...recording.operations.count, using: &generator)
            let left = Self.disk(after: count, of: recording.operations, using: &generator)
            let height = try await Self.opened(left, in: folder)
            let acknowledged = count == 0 ? -1 : recording.acknowledged[count - 1]
            #expect(height ?? -1 >= acknowledged, "after \(count) operations")
            if left != Self.everything(recording.operations.prefix(count)) { lost += 1 }
        }
        #expect(lost > cuts / 3, "in most cases something had not reached the disk")
    }

    private static func everything(_ operations: ArraySlice<Operation>) -> [String: [UInt8]] {
        var all = AllTrue()
        return disk(after: operations.count, of: Array(operations), using: &all)
    }

    /// Were syncs not waited for, this test would find it: the same operations without them lose what was acknowledged.
    @Test func aStoreWithoutSyncWouldBeCaught() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let recording = try Self.record(events: 20, in: folder)
        let lazy = recording.operations.filter { operation in
            switch operation {
            case .sync, .syncFolder: false
            default: true
            }
        }
        var generator = SeededNumbers(seed: 1)
        var isCaught = false
        for _ in 0..<20 where !isCaught {
            let left = Self.disk(after: lazy.count, of: lazy, using: &generator)
            do {
                isCaught = try await Self.opened(left, in: folder) ?? -1 < recording.acknowledged.last ?? 0
            } catch {
                // A file that cannot be read any more has lost it too.
                isCaught = true
            }
        }
        #expect(isCaught)
    }
}

/// Says yes to everything.
private struct AllTrue: RandomNumberGenerator {
    mutating func next() -> UInt64 { .max }
}
