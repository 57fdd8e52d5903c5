public import VerifiableVoting

/// The way from a leaf to the root of the hash tree of RFC 6962, section 2.1: the hashes of what stands beside it, from the leaf
/// up.
///
/// A tree of n leaves, n above 1, divides after the largest power of two below n: the left half is full, the right one divides in
/// the same way. No leaf is doubled and none is hashed twice on one level: where a level has an odd number of nodes, the last
/// one goes up as it is. The trees that `MerkleTree` adds up are these.
public struct MerklePath: Sendable, Hashable {
    /// Which leaf, from 0.
    public let leaf: Int
    /// Leaves of the whole tree.
    public let count: Int
    public let siblings: [Digest]

    /// Most leaves.
    public static let mostLeaves = 1 << 32

    public init(leaf: Int, count: Int, siblings: [Digest]) {
        (self.leaf, self.count, self.siblings) = (leaf, count, siblings)
    }

    /// The root to which a leaf's hash leads on this way; nil where the way is too short, too long or leads nowhere.
    ///
    /// As in RFC 9162, section 2.1.3.2.
    public func root(from leafHash: Digest) -> Digest? {
        guard (0..<Self.mostLeaves).contains(count), (0..<count).contains(leaf), siblings.count <= 64 else {
            return nil
        }
        var place = leaf
        var last = count - 1
        var hash = leafHash.bytes
        for sibling in siblings {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                hash = MerkleTree.hash(1, sibling.bytes, hash)
                // A node that went up as it was met no sibling on the levels between.
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleTree.hash(1, hash, sibling.bytes)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? Digest(bytes: hash) : nil
    }
}

/// The upper levels of a large tree, over the roots of its blocks of equal size: enough to make any way with the leaves of one
/// block at hand.
struct MerkleBlocks: Sendable {
    /// Leaves of a block, a power of two; the last one may have fewer.
    static let size = 1024

    /// The roots of the blocks.
    var roots: [[UInt8]] = []

    /// The root over all blocks.
    var root: Digest {
        roots.isEmpty ? MerkleTree().root : Digest(bytes: Self.root(roots[...]))
    }

    /// The largest power of two below a number above 1.
    static func division(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

    /// The root over nodes of one level, where all but the last are full.
    static func root(_ nodes: ArraySlice<[UInt8]>) -> [UInt8] {
        guard nodes.count > 1 else { return nodes.first ?? [] }
        let middle = nodes.startIndex + division(nodes.count)
        return MerkleTree.hash(1, root(nodes[..<middle]), root(nodes[middle...]))
    }

    /// What stands beside a node on the way up, from below.
    static func siblings(of index: Int, in nodes: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard nodes.count > 1 else { return [] }
        let middle = nodes.startIndex + division(nodes.count)
        return index < middle
            ? siblings(of: index, in: nodes[..<middle]) + [root(nodes[middle...])]
            : siblings(of: index, in: nodes[middle...]) + [root(nodes[..<middle])]
    }

    /// The way of a leaf.
    ///
    /// - Parameters:
    ///   - block: the hashes of the leaves of its block.
    ///   - count: leaves of the whole tree.
    func path(of leaf: Int, block: [[UInt8]], count: Int) -> MerklePath {
        let inside = Self.siblings(of: leaf % Self.size, in: block[...])
        let above = Self.siblings(of: leaf / Self.size, in: roots[...])
        return MerklePath(leaf: leaf, count: count, siblings: (inside + above).map { Digest(bytes: $0) })
    }
}
