import LostPower
import Storage
import Testing

/// A file that grows by lines keeps what was acknowledged, whatever interrupts it.
@Suite struct LineFileTests {
    private static let path = "/disk/station.recorder"
    private static let mostLine = 600

    /// Lines that name their number and their predecessor's bytes, as a chain does.
    private static func line(_ number: Int) -> [UInt8] {
        Array("\(number):".utf8) + [UInt8](repeating: UInt8(0x61 + number % 26), count: 450)
    }

    private static func open(_ disk: MemoryDisk) throws -> LineFile {
        var next = 0
        return try LineFile(path: path, mostLineBytes: mostLine, in: disk) { line in
            guard line == Self.line(next) else { return false }
            next += 1
            return true
        }
    }

    private static func disk(_ count: Int) throws -> MemoryDisk {
        let disk = MemoryDisk()
        try LineFile.create(path: path, first: line(0), in: disk)
        let file = try open(disk)
        for number in 1..<count { try file.append(line(number)) }
        return disk
    }

    @Test func linesAreReadBack() throws {
        let disk = try Self.disk(5)
        let file = try Self.open(disk)
        #expect(file.lines == (0..<5).map(Self.line) && file.cutBytes == 0)
        #expect(throws: StorageError.exists(path: Self.path)) {
            try LineFile.create(path: Self.path, first: Self.line(0), in: disk)
        }
    }

    /// After every operation, with unsynced writes torn in every way, the acknowledged lines are there and the file goes on.
    @Test func noAcknowledgedLineIsLost() throws {
        let before = try Self.disk(3).files
        let disk = MemoryDisk(before)
        let file = try Self.open(disk)
        var acknowledged: [Int] = []
        for number in 3..<6 {
            try file.append(Self.line(number))
            while acknowledged.count < disk.log.count { acknowledged.append(number - 1) }
            acknowledged[acknowledged.count - 1] = number
        }
        let loss = PowerLoss(before: before, log: disk.log)
        var states = 0
        for count in 1...disk.log.count {
            try loss.states(after: count) { files, text in
                states += 1
                let again = MemoryDisk(files)
                let opened = try Self.open(again)
                #expect(opened.lines.count > acknowledged[count - 1], "\(text)")
                #expect(opened.lines == (0..<opened.lines.count).map(Self.line), "\(text)")
                try opened.append(Self.line(opened.lines.count))
                #expect(try Self.open(again).lines.count == opened.lines.count + 1, "\(text)")
            }
        }
        #expect(states > 1000)
    }

    /// More than an interrupted write can leave is damage: nothing is cut.
    @Test func damageIsNotCut() throws {
        var files = try Self.disk(6).files
        files[Self.path]?[700] ^= 1
        let damaged = MemoryDisk(files)
        #expect(throws: StorageError.changedElsewhere(path: Self.path)) { try Self.open(damaged) }
        #expect(damaged.files == files)
        #expect(throws: StorageError.changedElsewhere(path: Self.path)) { try Self.open(MemoryDisk([Self.path: []])) }
    }

    @Test func failuresLeaveTheFileWhole() throws {
        let disk = try Self.disk(3)
        let file = try Self.open(disk)
        disk.fail(with: .full(path: Self.path), writing: 100)
        #expect(throws: StorageError.full(path: Self.path)) { try file.append(Self.line(3)) }
        try file.append(Self.line(3))
        #expect(try Self.open(disk).lines.count == 4)
        disk.fail(after: 1, with: .system(path: Self.path, code: 5))
        #expect(throws: StorageError.self) { try file.append(Self.line(4)) }
        #expect(throws: StorageError.broken(path: Self.path)) { try file.append(Self.line(4)) }
    }

    @Test func destroyedFilesAreOverwrittenBeforeTheyGo() throws {
        let disk = MemoryDisk(["/disk/slips.pdf": [UInt8](repeating: 7, count: 3_000_000)])
        try DestroyedFile.destroy("/disk/slips.pdf", in: disk)
        #expect(disk.files.isEmpty)
        var written = 0
        for case .write(_, _, let bytes) in disk.log {
            #expect(bytes.allSatisfy { $0 == 0 })
            written += bytes.count
        }
        #expect(written == 3_000_000)
        let order = disk.log.suffix(3)
        #expect(Array(order) == [.sync("/disk/slips.pdf"), .remove("/disk/slips.pdf"), .syncFolder])
    }
}
