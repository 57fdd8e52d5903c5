package import Storage
import Synchronization

/// Files in memory that write down every operation, so that a test can stop the machine after each of them.
package final class MemoryDisk: FileLayer {
    package enum Operation: Equatable {
        case create(String)
        case write(String, offset: UInt64, [UInt8])
        case truncate(String, UInt64)
        case sync(String)
        case link(String, String)
        case rename(String, String)
        case remove(String)
        case syncFolder
    }

    private struct State {
        var files: [String: [UInt8]]
        var log: [Operation] = []
        /// Operations that fail instead of being done, by their number.
        var failures: [Int: StorageError] = [:]
        /// Bytes of a failing write that are written all the same.
        var partOfFailedWrite = 0
        var attempts = 0
        var locked: Set<String> = []
    }

    private let state: Mutex<State>

    package init(_ files: [String: [UInt8]] = [:]) { state = Mutex(State(files: files)) }

    package var files: [String: [UInt8]] { state.withLock { $0.files } }
    package var log: [Operation] { state.withLock { $0.log } }

    /// Lets the next operation but `after` fail.
    package func fail(after: Int = 0, with error: StorageError, writing part: Int = 0) {
        state.withLock {
            $0.failures[$0.attempts + after] = error
            $0.partOfFailedWrite = part
        }
    }

    /// Takes back failures that did not come about.
    package func forgive() { state.withLock { $0.failures = [:] } }

    /// Operations that were asked for, failed ones included.
    package var attempts: Int { state.withLock { $0.attempts } }

    package func perform(_ operation: Operation) throws(StorageError) {
        try state.withLock { state throws(StorageError) in
            state.attempts += 1
            if let error = state.failures[state.attempts - 1] {
                if case .write(let path, let offset, let bytes) = operation {
                    Self.apply(
                        .write(path, offset: offset, Array(bytes.prefix(state.partOfFailedWrite))), to: &state.files)
                }
                throw error
            }
            if case .link(_, let name) = operation, state.files[name] != nil { throw StorageError.exists(path: name) }
            state.log.append(operation)
            Self.apply(operation, to: &state.files)
        }
    }

    package static func apply(_ operation: Operation, to files: inout [String: [UInt8]]) {
        switch operation {
        case .create(let path): files[path] = []
        case .write(let path, let offset, let bytes):
            // Taken out, so that it is changed where it stands.
            var content = files.removeValue(forKey: path) ?? []
            let end = Int(offset) + bytes.count
            if content.count < end { content += [UInt8](repeating: 0, count: end - content.count) }
            content.replaceSubrange(Int(offset)..<end, with: bytes)
            files[path] = content
        case .truncate(let path, let count): files[path] = Array((files[path] ?? []).prefix(Int(count)))
        case .link(let path, let name): files[name] = files[path]
        case .rename(let path, let name):
            files[name] = files[path]
            files[path] = nil
        case .remove(let path): files[path] = nil
        case .sync, .syncFolder: break
        }
    }

    package func open(_ path: String, _ purpose: FilePurpose) throws(StorageError) -> any OpenFile {
        switch purpose {
        case .read, .update:
            guard exists(path) else { throw .missing(path: path) }
        case .create:
            guard !exists(path) else { throw .exists(path: path) }
            try perform(.create(path))
        }
        return MemoryFile(disk: self, path: path)
    }

    package func exists(_ path: String) -> Bool { files[path] != nil }
    package func link(_ path: String, as name: String) throws(StorageError) { try perform(.link(path, name)) }
    package func rename(_ path: String, to name: String) throws(StorageError) { try perform(.rename(path, name)) }
    package func remove(_ path: String) throws(StorageError) { try perform(.remove(path)) }
    package func syncFolder(of path: String) throws(StorageError) { try perform(.syncFolder) }
}

final class MemoryFile: OpenFile {
    private let disk: MemoryDisk
    private let path: String

    init(disk: MemoryDisk, path: String) { (self.disk, self.path) = (disk, path) }

    func byteCount() -> UInt64 { UInt64(disk.files[path]?.count ?? 0) }
    func read(at offset: UInt64, count: Int) -> [UInt8] {
        Array((disk.files[path] ?? []).dropFirst(Int(offset)).prefix(count))
    }
    func write(_ bytes: [UInt8], at offset: UInt64) throws(StorageError) {
        try disk.perform(.write(path, offset: offset, bytes))
    }
    func truncate(to byteCount: UInt64) throws(StorageError) { try disk.perform(.truncate(path, byteCount)) }
    func sync() throws(StorageError) { try disk.perform(.sync(path)) }
    func clearTimes() {}
}
