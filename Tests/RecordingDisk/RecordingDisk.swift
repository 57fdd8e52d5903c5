import GRDBSQLite
import Glibc

/// A layer under SQLite that does everything that the usual one does, and writes down every write, truncation, sync and
/// removal of a file in the order in which they are asked for (https://sqlite.org/vfs.html).
///
/// One line an operation: `write NAME OFFSET HEXADECIMAL`, `truncate NAME SIZE`, `sync NAME`, `remove NAME`, `folder` where the
/// folder itself is synced: with a removal that asks for it, and with the first sync of a new journal or log, as the usual layer
/// does. Names without their folder. The index of the log in shared memory is no file that lasts, and is left out.
enum RecordingDisk {
    nonisolated(unsafe) private static var output: Int32 = -1
    nonisolated(unsafe) private static var usual: UnsafeMutablePointer<sqlite3_vfs>?
    nonisolated(unsafe) private static var recording = sqlite3_vfs()
    nonisolated(unsafe) private static var methods = sqlite3_io_methods()
    nonisolated(unsafe) private static var names: [String] = []

    /// What SQLite keeps of one open file: ours, and behind it that of the usual layer.
    private struct OpenFile {
        var file: sqlite3_file
        var name: Int
        /// Its first sync syncs the folder, too.
        var isNewJournal: Bool
    }

    private static let offset = (MemoryLayout<OpenFile>.stride + 15) / 16 * 16

    /// Takes the place of the usual layer for everything that this process opens from now on.
    static func install(writingTo descriptor: Int32) {
        guard let found = sqlite3_vfs_find(nil) else { fatalError("SQLite has no layer of files") }
        (usual, output) = (found, descriptor)
        recording = found.pointee
        recording.szOsFile = Int32(offset) + found.pointee.szOsFile
        recording.zName = UnsafePointer(strdup("recording"))
        recording.pNext = nil
        recording.xOpen = open
        recording.xDelete = remove
        fillMethods()
        guard withUnsafeMutablePointer(to: &recording, { sqlite3_vfs_register($0, 1) }) == SQLITE_OK else {
            fatalError("SQLite refuses the layer")
        }
    }

    /// Writes a line of the caller's own among the operations.
    static func note(_ line: String) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            guard count > 0 else { fatalError("the operations can't be written down") }
            rest = rest.dropFirst(count)
        }
    }

    // MARK: Files

    private static let open:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, sqlite3_filename?, UnsafeMutablePointer<sqlite3_file>?, Int32,
            UnsafeMutablePointer<Int32>?
        ) -> Int32 = { _, path, file, flags, answered in
            guard let file, let usual else { return SQLITE_CANTOPEN }
            let own = UnsafeMutableRawPointer(file).assumingMemoryBound(to: OpenFile.self)
            own.pointee.file.pMethods = nil
            let code = usual.pointee.xOpen(usual, path, below(file), flags, answered)
            guard code == SQLITE_OK else { return code }
            names.append(path.map { lastPart(String(cString: $0)) } ?? "")
            own.pointee.name = names.count - 1
            own.pointee.isNewJournal =
                flags & SQLITE_OPEN_CREATE != 0 && flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL) != 0
            withUnsafePointer(to: &methods) { own.pointee.file.pMethods = $0 }
            return code
        }

    private static let remove:
        @convention(c) (UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?, Int32) -> Int32 = { _, path, sync in
            guard let usual else { return SQLITE_IOERR }
            let code = usual.pointee.xDelete(usual, path, sync)
            if let path, code == SQLITE_OK { note("remove \(lastPart(String(cString: path)))") }
            if sync != 0, code == SQLITE_OK { note("folder") }
            return code
        }

    private static func lastPart(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

    private static func below(_ file: UnsafeMutablePointer<sqlite3_file>?) -> UnsafeMutablePointer<sqlite3_file>? {
        file.map { (UnsafeMutableRawPointer($0) + offset).assumingMemoryBound(to: sqlite3_file.self) }
    }

    private static func name(_ file: UnsafeMutablePointer<sqlite3_file>?) -> String {
        guard let file else { return "" }
        return names[UnsafeMutableRawPointer(file).assumingMemoryBound(to: OpenFile.self).pointee.name]
    }

    /// Whether this is the first sync of a new journal or log.
    private static func beginsJournal(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Bool {
        guard let file else { return false }
        let own = UnsafeMutableRawPointer(file).assumingMemoryBound(to: OpenFile.self)
        defer { own.pointee.isNewJournal = false }
        return own.pointee.isNewJournal
    }

    private static func fillMethods() {
        methods.iVersion = 2
        methods.xClose = { RecordingDisk.of($0)?.xClose(RecordingDisk.below($0)) ?? SQLITE_IOERR }
        methods.xRead = { RecordingDisk.of($0)?.xRead(RecordingDisk.below($0), $1, $2, $3) ?? SQLITE_IOERR }
        methods.xWrite = { file, bytes, count, offset in
            guard let bytes else { return SQLITE_IOERR }
            let digits = Array("0123456789abcdef".utf8)
            var text: [UInt8] = []
            for byte in UnsafeRawBufferPointer(start: bytes, count: Int(count)) {
                text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
            RecordingDisk.note("write \(RecordingDisk.name(file)) \(offset) \(String(decoding: text, as: UTF8.self))")
            return RecordingDisk.of(file)?.xWrite(RecordingDisk.below(file), bytes, count, offset) ?? SQLITE_IOERR
        }
        methods.xTruncate = { file, size in
            RecordingDisk.note("truncate \(RecordingDisk.name(file)) \(size)")
            return RecordingDisk.of(file)?.xTruncate(RecordingDisk.below(file), size) ?? SQLITE_IOERR
        }
        methods.xSync = { file, flags in
            let code = RecordingDisk.of(file)?.xSync(RecordingDisk.below(file), flags) ?? SQLITE_IOERR
            RecordingDisk.note("sync \(RecordingDisk.name(file))")
            if RecordingDisk.beginsJournal(file) { RecordingDisk.note("folder") }
            return code
        }
        methods.xFileSize = { RecordingDisk.of($0)?.xFileSize(RecordingDisk.below($0), $1) ?? SQLITE_IOERR }
        methods.xLock = { RecordingDisk.of($0)?.xLock(RecordingDisk.below($0), $1) ?? SQLITE_IOERR }
        methods.xUnlock = { RecordingDisk.of($0)?.xUnlock(RecordingDisk.below($0), $1) ?? SQLITE_IOERR }
        methods.xCheckReservedLock = {
            RecordingDisk.of($0)?.xCheckReservedLock(RecordingDisk.below($0), $1) ?? SQLITE_IOERR
        }
        methods.xFileControl = {
            // A file that is made larger in advance would be a write that nobody wrote down.
            if $1 == SQLITE_FCNTL_SIZE_HINT || $1 == SQLITE_FCNTL_CHUNK_SIZE { return SQLITE_NOTFOUND }
            return RecordingDisk.of($0)?.xFileControl(RecordingDisk.below($0), $1, $2) ?? SQLITE_NOTFOUND
        }
        methods.xSectorSize = { RecordingDisk.of($0)?.xSectorSize(RecordingDisk.below($0)) ?? 4096 }
        // Nothing is promised about what a loss of power does to a write.
        methods.xDeviceCharacteristics = { _ in 0 }
        methods.xShmMap = { RecordingDisk.of($0)?.xShmMap(RecordingDisk.below($0), $1, $2, $3, $4) ?? SQLITE_IOERR }
        methods.xShmLock = { RecordingDisk.of($0)?.xShmLock(RecordingDisk.below($0), $1, $2, $3) ?? SQLITE_IOERR }
        methods.xShmBarrier = { RecordingDisk.of($0)?.xShmBarrier(RecordingDisk.below($0)) }
        methods.xShmUnmap = { RecordingDisk.of($0)?.xShmUnmap(RecordingDisk.below($0), $1) ?? SQLITE_IOERR }
    }

    private static func of(_ file: UnsafeMutablePointer<sqlite3_file>?) -> sqlite3_io_methods? {
        below(file)?.pointee.pMethods?.pointee
    }
}
