/// What a disk may hold after the power went off: everything that was synced, and of the rest all, nothing or parts.
package struct PowerLoss {
    private let before: [String: [UInt8]]
    private let log: [MemoryDisk.Operation]

    private static let block = 512

    package init(before: [String: [UInt8]], log: [MemoryDisk.Operation]) { (self.before, self.log) = (before, log) }

    /// The states after the first `count` operations, given to `body` one by one with a description. `step`: of a write that
    /// was cut off, every so many bytes.
    package func states(after count: Int, step: Int = 1, _ body: ([String: [UInt8]], String) throws -> Void) rethrows {
        let done = Array(log.prefix(count))
        try body(applied(done), "all of \(count)")
        try body(applied(durable(done, names: true)), "unsynced writes dropped after \(count)")
        try body(applied(durable(done, names: false)), "unsynced writes and names dropped after \(count)")
        guard case .write(let path, let offset, let bytes)? = done.last else { return }
        let rest = Array(done.dropLast())
        func torn(_ content: [UInt8], _ text: String) throws {
            try body(applied(rest + [.write(path, offset: offset, content)]), "\(text) of write \(count)")
        }
        for length in stride(from: 0, to: bytes.count, by: step) {
            try torn(Array(bytes.prefix(length)), "\(length) bytes")
        }
        // Blocks reach the disk in any order; the size of the file may be the new one before they do.
        for start in stride(from: 0, to: bytes.count, by: Self.block) {
            let range = start..<min(start + Self.block, bytes.count)
            var missing = bytes
            missing.replaceSubrange(range, with: repeatElement(0, count: range.count))
            try torn(missing, "block at \(start) zero")
            var garbage = bytes
            garbage.replaceSubrange(range, with: range.map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) })
            try torn(garbage, "block at \(start) garbage")
            var alone = [UInt8](repeating: 0, count: bytes.count)
            alone.replaceSubrange(range, with: bytes[range])
            try torn(alone, "block at \(start) alone")
            // The last block that arrived may itself be torn.
            var half = missing
            half.replaceSubrange(start..<start + range.count / 2, with: bytes[start..<start + range.count / 2])
            try torn(half, "block at \(start) half zero")
        }
    }

    private func applied(_ operations: [MemoryDisk.Operation]) -> [String: [UInt8]] {
        var files = before
        for operation in operations { MemoryDisk.apply(operation, to: &files) }
        return files
    }

    /// Without the writes to each file after its last sync and, with `names` false, the changes of names since the last
    /// sync of their folder.
    private func durable(_ operations: [MemoryDisk.Operation], names: Bool) -> [MemoryDisk.Operation] {
        let folderSync = operations.lastIndex(of: .syncFolder) ?? -1
        return operations.enumerated().filter { index, operation in
            switch operation {
            case .write(let path, _, _), .truncate(let path, _):
                operations[index...].contains { $0 == .sync(path) }
            case .create, .link, .rename, .remove: names || index < folderSync
            case .sync, .syncFolder: true
            }
        }.map(\.element)
    }
}
