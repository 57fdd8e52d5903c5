#if canImport(Glibc)
    import Glibc
#endif

/// Files of the operating system.
package struct SystemFiles: FileLayer {
    package init() {}

    package func open(_ path: String, _ purpose: FilePurpose) throws(StorageError) -> any OpenFile {
        let file: SystemFile
        switch purpose {
        case .read: file = try SystemFile(path, O_RDONLY, mode: 0)
        case .update:
            file = try SystemFile(path, O_RDWR, mode: 0)
            try file.lock()
        case .create(let isPrivate):
            // Never a file or a link that somebody else put there.
            file = try SystemFile(path, O_RDWR | O_CREAT | O_EXCL, mode: isPrivate ? 0o600 : 0o644)
        }
        return file
    }

    package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package func link(_ path: String, as name: String) throws(StorageError) {
        try check(Glibc.link(path, name), name)
    }

    package func rename(_ path: String, to name: String) throws(StorageError) {
        try check(Glibc.rename(path, name), name)
    }

    package func remove(_ path: String) throws(StorageError) { try check(unlink(path), path) }

    package func syncFolder(of path: String) throws(StorageError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
        try SystemFile(folder, O_RDONLY | O_DIRECTORY, mode: 0).sync()
    }

    private func check(_ result: Int32, _ path: String) throws(StorageError) {
        guard result != 0 else { return }
        throw StorageError(path: path, code: errno)
    }
}

extension StorageError {
    init(path: String, code: Int32) {
        switch code {
        case ENOENT: self = .missing(path: path)
        case EEXIST: self = .exists(path: path)
        case ENOSPC, EDQUOT, EFBIG: self = .full(path: path)
        default: self = .system(path: path, code: code)
        }
    }
}

/// A descriptor that is closed with its last user.
final class SystemFile: OpenFile {
    private let path: String
    private let descriptor: Int32

    init(_ path: String, _ flags: Int32, mode: mode_t) throws(StorageError) {
        self.path = path
        descriptor = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw StorageError(path: path, code: errno) }
    }

    deinit { close(descriptor) }

    private func failure() -> StorageError { StorageError(path: path, code: errno) }

    func lock() throws(StorageError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .locked(path: path) : failure()
        }
    }

    /// Size and mode.
    func status() throws(StorageError) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .system(path: path, code: EINVAL) }
        return status
    }

    func byteCount() throws(StorageError) -> UInt64 { UInt64(try status().st_size) }

    func read(at offset: UInt64, count: Int) throws(StorageError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset) + off_t(filled))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard code == 0 else { throw StorageError(path: path, code: code) }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: UInt64) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written,
                    off_t(offset) + off_t(written))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            written += count
        }
    }

    func truncate(to byteCount: UInt64) throws(StorageError) {
        guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw failure() }
    }

    func sync() throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    func clearTimes() throws(StorageError) {
        let beginning = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: 0)]
        guard futimens(descriptor, beginning) == 0 else { throw failure() }
    }
}
