import Crypto

/// SHA-256 over entries that come one by one.
struct EntryHash {
    private var hash = SHA256()

    mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }

    /// 32 bytes.
    func finish() -> [UInt8] { Array(hash.finalize()) }
}
