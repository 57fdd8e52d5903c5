#if canImport(Glibc)
    import Glibc
#endif

/// A file whose bytes stand in memory as the system pages them in, for files that are too large to be read whole.
///
/// Whoever cuts the file short while it is mapped ends the program (SIGBUS): map only files that were put in their place whole.
public final class MappedFile: @unchecked Sendable {
    // Sendable, because the bytes are never written.
    /// The file from its first byte to its last; valid as long as this object lives.
    public let bytes: UnsafeRawBufferPointer

    /// Throws `missing` or `system`; `system` with EINVAL for an empty file.
    public init(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError(path: path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw StorageError(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            throw .system(path: path, code: EINVAL)
        }
        let size = Int(status.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw StorageError(path: path, code: errno)
        }
        // Look-ups touch single pages all over the file; reading ahead would only fill memory.
        madvise(start, size, MADV_RANDOM)
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    /// Gives back the pages that were looked at: whoever goes through much of the file once need not hold all of it. They are paged in
    /// again when they are looked at again.
    public func release() { madvise(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count, MADV_DONTNEED) }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
