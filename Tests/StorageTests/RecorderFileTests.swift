import ElectionModel
import ElectronicStation
import Foundation
import LostPower
import Storage
import Testing
import VerifiableVoting

/// The recorder's log keeps every entry that was acknowledged, in a chain that holds, and tells them to its owner alone.
@Suite struct RecorderFileTests {
    private static let path = "/disk/station.recorder"
    private static let secret = RecorderSecret.random()
    private static let head = RecorderLog.Head(station: "S", key: secret.publicKey, sealedUntil: "2005-09-19")

    private static func entry(_ number: Int) throws -> RecorderEntry {
        let minute = try #require(RecorderEntry.Minute("2004-09-19T07:\(10 + number)"))
        return RecorderEntry(number.isMultiple(of: 2) ? .boothOpened : .boothEnded, booth: 1 + number / 2, at: minute)
    }

    @Test func noAcknowledgedEntryIsLost() throws {
        let disk = MemoryDisk()
        try RecorderFile.create(path: Self.path, Self.head, in: disk)
        let first = try RecorderFile(path: Self.path, in: disk)
        for number in 0..<3 { try first.append(Self.entry(number)) }
        let before = disk.files
        let later = MemoryDisk(before)
        let file = try RecorderFile(path: Self.path, in: later)
        var acknowledged: [Int] = []
        for number in 3..<6 {
            try file.append(Self.entry(number))
            while acknowledged.count < later.log.count { acknowledged.append(number) }
            acknowledged[acknowledged.count - 1] = number + 1
        }
        let loss = PowerLoss(before: before, log: later.log)
        for count in 1...later.log.count {
            try loss.states(after: count) { files, text in
                let disk = MemoryDisk(files)
                let opened = try RecorderFile(path: Self.path, in: disk)
                let entries = try opened.log.opened(with: Self.secret)
                #expect(entries.count >= acknowledged[count - 1], "\(text)")
                #expect(try entries == (0..<entries.count).map(Self.entry), "\(text)")
                try opened.append(Self.entry(entries.count))
                #expect(try RecorderLog(bytes: disk.files[Self.path] ?? []).entries.count == entries.count + 1)
            }
        }
    }

    @Test func nothingComesAfterTheEnd() throws {
        let disk = MemoryDisk()
        try RecorderFile.create(path: Self.path, Self.head, in: disk)
        let file = try RecorderFile(path: Self.path, in: disk)
        try file.append(Self.entry(0))
        try file.end()
        let bytes = disk.files
        let again = try RecorderFile(path: Self.path, in: disk)
        for file in [file, again] {
            #expect(throws: Violation.self) { try file.append(Self.entry(1)) }
            #expect(throws: Violation.self) { try file.end() }
        }
        #expect(disk.files == bytes)
        #expect(again.log.isEnded && again.cutBytes == 0)
        // A write that failed leaves the log as it was.
        let other = MemoryDisk()
        try RecorderFile.create(path: Self.path, Self.head, in: other)
        let full = try RecorderFile(path: Self.path, in: other)
        other.fail(with: .full(path: Self.path), writing: 40)
        #expect(throws: StorageError.full(path: Self.path)) { try full.append(Self.entry(0)) }
        try full.append(Self.entry(0))
        #expect(try RecorderFile(path: Self.path, in: other).log.entries.count == 1)
    }

    // MARK: A program's recorder

    /// It begins where there is none, goes on where there is one, and refuses a log of another station or key.
    @Test func aProgramsRecorder() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).recorder").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let day = try #require(CalendarDate("2005-09-19"))
        func open(_ station: String = "S", _ key: RecorderKey = Self.secret.publicKey) throws -> StationRecorder {
            try StationRecorder(path: path, station: station, key: key, sealedUntil: day)
        }
        do {
            let first = try open()
            #expect(throws: StorageError.locked(path: path)) { try open() }
            try first.append(Self.entry(0))
        }
        #expect(throws: StorageError.changedElsewhere(path: path)) { try open("T") }
        #expect(throws: StorageError.changedElsewhere(path: path)) { try open("S", RecorderSecret.random().publicKey) }
        let again = try open()
        let ended = try again.end(Self.entry(1))
        // Whoever was interrupted asks again, and the log stays as it is.
        #expect(try again.end(Self.entry(2)) == ended && ended.entries == 2)
        #expect(throws: Violation.self) { try again.append(Self.entry(3)) }
        let log = try RecorderLog(bytes: WholeFile.read(path))
        #expect(log.isEnded && RecorderFigures(log) == ended && log.head.sealedUntil == "2005-09-19")
        #expect(try log.opened(with: Self.secret) == [Self.entry(0), Self.entry(1)])
        #expect(try !WholeFile.isOpenToOthers(path))
    }

    /// A log that was taken away in the middle of the day is missed, and no new one hides it.
    @Test func aLogThatIsGoneIsMissed() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).recorder").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let day = try #require(CalendarDate("2005-09-19"))
        func open(mayBegin: Bool) throws {
            _ = try StationRecorder(
                path: path, station: "S", key: Self.secret.publicKey, sealedUntil: day, mayBegin: mayBegin)
        }
        #expect(throws: StorageError.missing(path: path)) { try open(mayBegin: false) }
        #expect(!WholeFile.exists(path))
        try open(mayBegin: true)
        try open(mayBegin: false)
    }
}
