import LostPower
import Storage
import Testing
import VerifiableVoting

/// The power goes off after every operation and in the middle of every write: nothing acknowledged is lost, and what is
/// left can be continued.
@Suite struct PowerLossTests {
    /// An archive in the making, with the number of events acknowledged after each operation.
    static func recording() throws -> (log: [MemoryDisk.Operation], acknowledged: [Int], bytes: [UInt8]) {
        let disk = MemoryDisk()
        var acknowledged: [Int] = []
        func note(_ events: Int) {
            while acknowledged.count < disk.log.count { acknowledged.append(acknowledged.last ?? 0) }
            if !acknowledged.isEmpty { acknowledged[acknowledged.count - 1] = events }
        }
        try ArchiveWriter.create(path: SmallArchive.path, SmallArchive.setup, in: disk)
        note(1)
        let writer = try ArchiveWriter(path: SmallArchive.path, in: disk)
        for (number, size) in [40, 700, 0].enumerated() {
            try writer.append(SmallArchive.ballot(number, bytes: size, after: writer.head))
            note(number + 2)
        }
        try writer.append(ArchiveBuilder.addition(.endBallots, data: [], after: writer.head))
        note(5)
        return (disk.log, acknowledged, disk.files[SmallArchive.path] ?? [])
    }

    /// Opens what is left and continues it.
    static func check(
        _ files: [String: [UInt8]], acknowledged: Int, whole: [UInt8], _ text: String
    ) throws -> MemoryDisk {
        let disk = MemoryDisk(files)
        guard disk.exists(SmallArchive.path) else {
            #expect(acknowledged == 0, "\(text): the archive is gone")
            try ArchiveWriter.create(path: SmallArchive.path, SmallArchive.setup, in: disk)
            return disk
        }
        let writer = try ArchiveWriter(path: SmallArchive.path, in: disk)
        let count = Int(writer.head.byteCount)
        #expect((acknowledged...acknowledged + 1).contains(writer.head.events), "\(text): \(writer.head.events) events")
        #expect(disk.files[SmallArchive.path] == Array(whole.prefix(count)), "\(text)")
        if let cut = writer.cutTail {
            let before = files[SmallArchive.path] ?? []
            #expect(disk.files[cut.keptIn] == Array(before.dropFirst(Int(cut.offset))), "\(text): cut bytes are kept")
            #expect(Int(cut.offset) == count)
        }
        if writer.head.stage == .open {
            try writer.append(SmallArchive.ballot(99, after: writer.head))
            let events = try SmallArchive.events(disk.files[SmallArchive.path] ?? [])
            #expect(events == writer.head.events, "\(text): continued")
        }
        return disk
    }

    @Test func nothingAcknowledgedIsLost() throws {
        let (log, acknowledged, whole) = try Self.recording()
        let loss = PowerLoss(before: [:], log: log)
        var states = 0
        var cut = 0
        for count in 0...log.count {
            try loss.states(after: count) { files, text in
                states += 1
                let disk = try Self.check(
                    files, acknowledged: count == 0 ? 0 : acknowledged[count - 1], whole: whole, text)
                if disk.files.keys.contains(where: { $0.contains(".cut-") }) { cut += 1 }
            }
        }
        #expect(states > 10_000)
        #expect(cut > 5000)
    }

    /// The power goes off again while a torn tail is cut.
    @Test func cuttingATailIsSafeToo() throws {
        let (log, acknowledged, whole) = try Self.recording()
        let loss = PowerLoss(before: [:], log: log)
        let last = try #require(
            log.lastIndex { if case .write(SmallArchive.path, _, _) = $0 { true } else { false } })
        var states = 0
        try loss.states(after: last + 1) { files, text in
            let disk = MemoryDisk(files)
            _ = try ArchiveWriter(path: SmallArchive.path, in: disk)
            let repair = PowerLoss(before: files, log: disk.log)
            for count in 0...disk.log.count {
                // A half-written side file is a draft that nobody reads.
                if count > 0, case .write = disk.log[count - 1] { continue }
                try repair.states(after: count) { files, inner in
                    states += 1
                    _ = try Self.check(
                        files, acknowledged: acknowledged[last - 1], whole: whole, "\(text), then \(inner)")
                }
            }
        }
        #expect(states > 1000)
    }

    /// Dropped names after the sync of their folder, or lost synced bytes, would make these tests fail: a writer that
    /// never syncs is caught.
    @Test func aWriterWithoutSyncWouldBeCaught() throws {
        let (log, acknowledged, _) = try Self.recording()
        let lazy = log.filter { if case .sync = $0 { false } else { true } }
        var lost = false
        try PowerLoss(before: [:], log: lazy).states(after: lazy.count) { files, _ in
            let events = try SmallArchive.events(files[SmallArchive.path] ?? [])
            if events < acknowledged[acknowledged.count - 1] { lost = true }
        }
        #expect(lost)
    }
}
