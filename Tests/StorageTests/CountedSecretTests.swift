import Foundation
import LostPower
import Storage
import Testing

/// No number is given twice, whatever happens in between.
@Suite struct CountedSecretTests {
    private static let path = "/disk/station.secret"
    private static let secret = Array("a secret of a station, of no use to anybody\n".utf8)

    /// A disk with a secret of which `count` numbers were given.
    private static func disk(after count: Int) throws -> MemoryDisk {
        let disk = MemoryDisk()
        try CountedSecret.create(secret, at: path, in: disk)
        for number in 0..<count {
            let taken = try CountedSecret.next(path, in: disk)
            #expect(taken.secret == secret)
            #expect(taken.number == UInt64(number + 1))
        }
        return disk
    }

    @Test func numbersCountFromOne() throws { _ = try Self.disk(after: 12) }

    /// What is left after a power loss gives a number that was not given before, or none.
    private static func isRepeated(_ files: [String: [UInt8]], given: UInt64) -> Bool {
        guard let taken = try? CountedSecret.next(path, in: MemoryDisk(files)) else { return false }
        return taken.number <= given
    }

    @Test func noNumberComesAgainAfterAPowerLoss() throws {
        // 8 to 11, so that a number with more digits is among them.
        let before = try Self.disk(after: 7).files
        let disk = MemoryDisk(before)
        var given: [UInt64] = []
        for number in UInt64(8)...11 {
            #expect(try CountedSecret.next(Self.path, in: disk).number == number)
            while given.count < disk.log.count { given.append(number - 1) }
            given[given.count - 1] = number
        }
        let loss = PowerLoss(before: before, log: disk.log)
        var states = 0
        var useless = 0
        for count in 1...disk.log.count {
            loss.states(after: count) { files, text in
                states += 1
                #expect(!Self.isRepeated(files, given: given[count - 1]), "\(text)")
                if (try? CountedSecret.next(Self.path, in: MemoryDisk(files))) == nil { useless += 1 }
            }
        }
        #expect(states > 60)
        #expect(useless == 0)
    }

    /// One that did not make the new counter's name durable would give numbers again.
    @Test func aCounterWithoutSyncWouldBeCaught() throws {
        let before = try Self.disk(after: 7).files
        let disk = MemoryDisk(before)
        _ = try CountedSecret.next(Self.path, in: disk)
        let lazy = disk.log.filter { $0 != .syncFolder }
        var isRepeated = false
        PowerLoss(before: before, log: lazy).states(after: lazy.count) { files, _ in
            if Self.isRepeated(files, given: 8) { isRepeated = true }
        }
        #expect(isRepeated)
    }

    /// A number is given only once it is written.
    @Test func aFailedWriteGivesNoNumber() throws {
        let disk = try Self.disk(after: 3)
        for after in 0..<5 {
            let before = try CountedSecret.next(Self.path, in: disk).number
            disk.fail(after: after, with: .full(path: Self.path))
            _ = try? CountedSecret.next(Self.path, in: disk)
            // Whether the failing one reached the disk or not, what comes next is new.
            #expect(try CountedSecret.next(Self.path, in: disk).number > before)
        }
    }

    @Test(arguments: ["", "7", "07\n", "-1\n", "7\n7\n", " 7\n", "18446744073709551615\n", "x\n", "\0\0\n"])
    func aDamagedCounterGivesNothing(text: String) throws {
        let path = CountedSecret.counterPath(of: Self.path)
        var files = try Self.disk(after: 7).files
        files[path] = Array(text.utf8)
        let damaged = MemoryDisk(files)
        #expect(throws: StorageError.counter(path: path)) { try CountedSecret.next(Self.path, in: damaged) }
        #expect(damaged.files == files)
        files[path] = nil
        #expect(throws: StorageError.counter(path: path)) { try CountedSecret.next(Self.path, in: MemoryDisk(files)) }
    }

    /// A second one at the same time is turned away, by the lock of the file that stays the same.
    @Test func twoAtATime() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sailau-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "station.secret").path
        try CountedSecret.create(Self.secret, at: path)
        #expect(throws: StorageError.exists(path: path)) { try CountedSecret.create(Self.secret, at: path) }
        for name in [path, CountedSecret.counterPath(of: path)] { #expect(try !WholeFile.isOpenToOthers(name)) }
        let numbers = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<50).compactMap { _ in
                        do {
                            return try CountedSecret.next(path).number
                        } catch {
                            #expect(error as? StorageError == .locked(path: path))
                            return nil
                        }
                    }
                }
            }
            return await group.reduce(into: [UInt64]()) { $0 += $1 }
        }
        #expect(!numbers.isEmpty)
        #expect(numbers.sorted() == Array(1...UInt64(numbers.count)))
    }
}
