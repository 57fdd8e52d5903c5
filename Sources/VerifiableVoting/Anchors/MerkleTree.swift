import Crypto

/// The hash tree of RFC 6962, section 2.1, over leaves that come one by one: SHA-256, leaves with the prefix 0, nodes with
/// the prefix 1. Keeps one hash for each level.
public struct MerkleTree: Sendable {
    /// Roots of full subtrees, the largest first; their sizes are the powers of two in `count`.
    private var subtrees: [[UInt8]] = []
    public private(set) var count = 0

    public init() {}

    /// The hash of what stands behind a prefix: 0 for a leaf, 1 for a node.
    package static func hash(_ prefix: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        var hash = SHA256()
        withUnsafeBytes(of: prefix) { hash.update(bufferPointer: $0) }
        for part in parts { part.withUnsafeBytes { hash.update(bufferPointer: $0) } }
        return Array(hash.finalize())
    }

    public mutating func append(_ leaf: [UInt8]) {
        var root = Self.hash(0, leaf)
        var full = count
        while full & 1 == 1, let left = subtrees.popLast() {
            root = Self.hash(1, left, root)
            full >>= 1
        }
        subtrees.append(root)
        count += 1
    }

    /// Of no leaf: the hash of nothing.
    public var root: Digest {
        guard var root = subtrees.last else { return Digest(of: [UInt8]()) }
        for left in subtrees.dropLast().reversed() { root = Self.hash(1, left, root) }
        return Digest(bytes: root)
    }
}
