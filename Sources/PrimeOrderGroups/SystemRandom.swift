#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Random bytes of the operating system.
public enum SystemRandom {
    /// Fills the buffer from getentropy(3); ends the program where the system has no randomness to give, because no key,
    /// nonce or weight may be made without it.
    public static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            // getentropy(3) gives at most 256 bytes a call.
            let piece = min(rest.count, 256)
            let count = getentropy(rest.baseAddress, piece) == 0 ? piece : -1
            if count > 0 {
                filled += count
            } else if !(count < 0 && errno == EINTR) {
                fatalError("the operating system gave no random bytes")
            }
        }
    }

    public static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            fill(UnsafeMutableRawBufferPointer(buffer))
            initialized = count
        }
    }
}
