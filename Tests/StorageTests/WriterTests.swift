import Foundation
import LostPower
import Storage
import Testing
import VerifiableVoting

/// A folder that is gone after a test.
final class Folder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "sailau-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
    func bytes(_ name: String) -> [UInt8] { Array(FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data()) }
    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: URL(filePath: "\(path)/\(name)")) }
}

@Suite struct WriterTests {
    private func archive(in folder: Folder, ballots: Int = 2) throws -> String {
        let path = "\(folder.path)/archive.bel"
        try ArchiveWriter.create(path: path, SmallArchive.setup)
        let writer = try ArchiveWriter(path: path)
        for number in 0..<ballots { try writer.append(SmallArchive.ballot(number, after: writer.head)) }
        return path
    }

    @Test func whatIsAppendedIsRead() throws {
        let folder = try Folder()
        let path = try archive(in: folder)
        var reader = ArchiveReader(try ArchiveFile(path: path))
        var kinds: [Event.Kind] = []
        while let event = try reader.next() { kinds.append(event.event.kind) }
        #expect(kinds == [.setup, .ballot, .ballot])
        #expect(reader.head?.byteCount == (try ArchiveFile(path: path)).byteCount)
        #expect(folder.names == ["archive.bel"])
    }

    @Test func anArchiveIsNotOverwritten() throws {
        let folder = try Folder()
        let path = try archive(in: folder)
        let before = folder.bytes("archive.bel")
        #expect(throws: StorageError.exists(path: path)) { try ArchiveWriter.create(path: path, SmallArchive.setup) }
        #expect(folder.bytes("archive.bel") == before)
        #expect(folder.names == ["archive.bel"])
    }

    @Test func oneWriterAtATime() throws {
        let folder = try Folder()
        let path = try archive(in: folder)
        do {
            let first = try ArchiveWriter(path: path)
            #expect(throws: StorageError.locked(path: path)) { try ArchiveWriter(path: path) }
            _ = try ArchiveFile(path: path)
            try first.append(SmallArchive.ballot(7, after: first.head))
        }
        #expect(try ArchiveWriter(path: path).head.events == 4)
    }

    @Test func aStaleWriterIsRefused() throws {
        let folder = try Folder()
        let path = try archive(in: folder)
        let writer = try ArchiveWriter(path: path)
        let old = writer.head
        try writer.append(SmallArchive.ballot(7, after: old))
        let before = folder.bytes("archive.bel")
        #expect(throws: StorageError.staleHead(path: path)) { try writer.append(SmallArchive.ballot(8, after: old)) }
        #expect(folder.bytes("archive.bel") == before)
    }

    @Test func whoIgnoresTheLockIsNoticed() throws {
        let folder = try Folder()
        let path = try archive(in: folder)
        let writer = try ArchiveWriter(path: path)
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([1]))
        #expect(throws: StorageError.changedElsewhere(path: path)) {
            try writer.append(SmallArchive.ballot(8, after: writer.head))
        }
    }

    /// Damage before the end may hide acknowledged events: it is reported and nothing is touched.
    @Test func damageInTheMiddleIsNotCut() throws {
        let folder = try Folder()
        let path = try archive(in: folder, ballots: 4)
        let whole = folder.bytes("archive.bel")
        let first = SmallArchive.setup.bytes.count
        for offset in [first, first + 512, first + 600, first + 1024 + 3, first + 1600] {
            var damaged = whole
            damaged[offset] ^= 1
            try folder.write(damaged, "archive.bel")
            #expect {
                try ArchiveWriter(path: path)
            } throws: { error in
                if case StorageError.damaged(path, _) = error { true } else { false }
            }
            #expect(folder.bytes("archive.bel") == damaged)
        }
        #expect(folder.names == ["archive.bel"])
    }

    /// A whole event that may not stand there was written by somebody: it is no torn tail.
    @Test func aWholeEventOutOfOrderIsNotCut() throws {
        let folder = try Folder()
        let path = try archive(in: folder)
        let head = try #require(try ArchiveExtent(ArchiveFile(path: path)).head)
        let other = try SmallArchive.ballot(9, after: head)
        let strange = try SmallArchive.ballot(10, after: other.head)
        try folder.write(folder.bytes("archive.bel") + strange.bytes, "archive.bel")
        #expect {
            try ArchiveWriter(path: path)
        } throws: { error in
            if case StorageError.damaged(_, let violation) = error { violation.rule == .eventParent } else { false }
        }
    }

    @Test func tailsOfEveryKindAreCutAndKept() throws {
        let folder = try Folder()
        let path = try archive(in: folder)
        let whole = folder.bytes("archive.bel")
        let head = try #require(try ArchiveExtent(ArchiveFile(path: path)).head)
        let next = try SmallArchive.ballot(9, bytes: 700, after: head).bytes
        let data = Array(next.prefix(512 + 1024))
        let tails: [[UInt8]] = [
            [0], [UInt8](repeating: 0, count: 4096), Array("garbage".utf8), Array(next.prefix(100)),
            Array(next.prefix(512)), Array(next.prefix(512 + 300)), data, Array(next.dropLast()),
            [UInt8](repeating: 0, count: 512) + next.dropFirst(512),
        ]
        for tail in tails {
            try folder.write(whole + tail, "archive.bel")
            let writer = try ArchiveWriter(path: path)
            let cut = try #require(writer.cutTail)
            #expect(cut.offset == UInt64(whole.count))
            #expect(Array(try WholeFile.read(cut.keptIn)) == tail)
            #expect(folder.bytes("archive.bel") == whole)
            #expect(writer.head == head)
        }
        #expect(folder.names.count == 1 + tails.count)
    }

    @Test func aFullDiskLeavesTheArchiveAsItWas() throws {
        for part in [0, 1, 512, 1500] {
            let disk = MemoryDisk()
            try ArchiveWriter.create(path: SmallArchive.path, SmallArchive.setup, in: disk)
            let writer = try ArchiveWriter(path: SmallArchive.path, in: disk)
            let before = disk.files
            disk.fail(with: .full(path: SmallArchive.path), writing: part)
            let addition = try SmallArchive.ballot(1, after: writer.head)
            #expect(throws: StorageError.full(path: SmallArchive.path)) { try writer.append(addition) }
            #expect(disk.files == before)
            try writer.append(addition)
            #expect(try SmallArchive.events(disk.files[SmallArchive.path] ?? []) == 2)
        }
    }

    /// After a failed sync nothing more is written until the file is opened anew.
    @Test func afterAFailedSyncTheWriterStops() throws {
        let disk = MemoryDisk()
        try ArchiveWriter.create(path: SmallArchive.path, SmallArchive.setup, in: disk)
        let writer = try ArchiveWriter(path: SmallArchive.path, in: disk)
        let addition = try SmallArchive.ballot(1, after: writer.head)
        disk.fail(after: 1, with: .system(path: SmallArchive.path, code: 5))
        #expect(throws: StorageError.system(path: SmallArchive.path, code: 5)) { try writer.append(addition) }
        #expect(throws: StorageError.broken(path: SmallArchive.path)) { try writer.append(addition) }
    }

    @Test func privateFilesAreForTheirOwner() throws {
        let folder = try Folder()
        let path = "\(folder.path)/secret"
        try WholeFile.writePrivate([1, 2, 3], to: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try !WholeFile.isOpenToOthers(path))
        #expect(throws: StorageError.exists(path: path)) { try WholeFile.writePrivate([4], to: path) }
        #expect(try WholeFile.read(path) == [1, 2, 3])
        // A draft that somebody left open to others is never written into.
        try folder.write([9], "secret.part")
        try WholeFile.writePrivate([5], to: path, replacing: true)
        #expect(try WholeFile.read(path) == [5])
        #expect(try !WholeFile.isOpenToOthers(path))
        #expect(folder.names == ["secret"])
        try WholeFile.write([6], to: "\(folder.path)/open")
        #expect(try WholeFile.isOpenToOthers("\(folder.path)/open"))
    }

    @Test func missingFilesAreNamed() {
        #expect(throws: StorageError.missing(path: "/nowhere/a.bel")) { try ArchiveFile(path: "/nowhere/a.bel") }
        #expect(throws: StorageError.missing(path: "/nowhere/a.bel")) { try ArchiveWriter(path: "/nowhere/a.bel") }
        #expect(throws: StorageError.missing(path: "/nowhere/a.bel.part")) {
            try ArchiveWriter.create(path: "/nowhere/a.bel", SmallArchive.setup)
        }
    }
}
