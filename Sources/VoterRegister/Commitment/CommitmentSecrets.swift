public import ElectionModel
public import VerifiableVoting

/// What the commission keeps to give proofs: the salts of all leaves and the roots of the tree's blocks. Secret: with a salt
/// anybody can try out who stands at a leaf. Documentation/Formats/Register.md.
public struct CommitmentSecrets: Sendable {
    let memory: UnsafeRegisterMemory
    /// Leaves of the tree.
    public let count: Int
    let blocks: MerkleBlocks

    private static let magic = Array("SAILAUVS".utf8)
    private static let version: UInt32 = 1
    /// Magic, version, 4 bytes of 0, the number of leaves in 8.
    private static let headerBytes = 24

    /// Commits to a register: makes a salt for each leaf, writes the secrets, and adds up the tree.
    ///
    /// - Parameters:
    ///   - salt: a new salt each time; from the operating system's randomness, except in tests.
    ///   - sink: takes the bytes of the file of secrets.
    ///   - progress: is called with the number of leaves after each block.
    /// - Throws: `RegisterDamage`; what `sink` throws.
    public static func commit(
        _ image: RegisterImage, election: ElectionID, salt: () -> EntrySalt = { EntrySalt() }, to sink: ByteSink,
        progress: (Int) -> Void = { _ in }
    ) throws -> RegisterCommitment {
        var blocks = MerkleBlocks()
        var header = magic
        withUnsafeBytes(of: version.littleEndian) { header.append(contentsOf: $0) }
        header += [0, 0, 0, 0]
        withUnsafeBytes(of: UInt64(image.count).littleEndian) { header.append(contentsOf: $0) }
        try sink(header)
        for start in stride(from: 0, to: image.count, by: MerkleBlocks.size) {
            var tree = MerkleTree()
            var salts: [UInt8] = []
            for leaf in start..<min(start + MerkleBlocks.size, image.count) {
                let salt = salt()
                salts += salt.bytes
                tree.append(salt.bytes + (try image.entryBytes(at: image.place(ofLeaf: leaf))))
            }
            blocks.roots.append(tree.root.bytes)
            try sink(salts)
            progress(start + salts.count / EntrySalt.size)
        }
        for root in blocks.roots { try sink(root) }
        var stations: [RegisterCommitment.Station] = []
        for station in image.stations {
            stations.append(.init(id: station, voters: try image.leaves(of: station)?.count ?? 0))
        }
        return RegisterCommitment(
            election: election, status: image.status, stations: stations, root: blocks.root)
    }

    /// Reads a file of secrets. Throws `section` where it is none or damaged.
    public init(_ memory: UnsafeRegisterMemory) throws(RegisterDamage) {
        guard memory.count >= Self.headerBytes, memory.bytes(0..<8) == Self.magic else { throw .section("secrets") }
        let version = memory.number(at: 8, as: UInt32.self)
        guard version == Self.version else { throw .newer(version: version) }
        let count = memory.number(at: 16, as: UInt64.self)
        guard count <= UInt64(RegisterFormat.mostPersons) else { throw .section("secrets") }
        let blockCount = (Int(count) + MerkleBlocks.size - 1) / MerkleBlocks.size
        let rootsStart = Self.headerBytes + EntrySalt.size * Int(count)
        guard memory.count == rootsStart + 32 * blockCount else { throw .section("secrets") }
        (self.memory, self.count) = (memory, Int(count))
        blocks = MerkleBlocks(
            roots: (0..<blockCount).map { memory.bytes(rootsStart + 32 * $0..<rootsStart + 32 * $0 + 32) })
    }

    public var root: Digest { blocks.root }

    private func salt(_ leaf: Int) throws(RegisterDamage) -> EntrySalt {
        let start = Self.headerBytes + EntrySalt.size * leaf
        guard let salt = EntrySalt(bytes: memory.bytes(start..<start + EntrySalt.size)) else {
            throw .section("secrets")
        }
        return salt
    }

    /// The proof of one person, who may have it: it holds his own salt and nobody else's.
    ///
    /// - Parameter image: the register that was committed to.
    /// - Throws: `RegisterDamage`, among it `section("secrets")` for the secrets of another register. Nil for a number that is not
    ///   there.
    public func proof(of number: VoterNumber, in image: RegisterImage) throws(RegisterDamage) -> EntryProof? {
        guard image.count == count else { throw .section("secrets") }
        guard let entry = try image.entry(number), let leaf = try image.leaf(of: entry) else { return nil }
        let start = leaf / MerkleBlocks.size * MerkleBlocks.size
        var block: [[UInt8]] = []
        for other in start..<min(start + MerkleBlocks.size, count) {
            block.append(try salt(other).leafHash(image.entryBytes(at: image.place(ofLeaf: other))))
        }
        let proof = EntryProof(
            entry: entry, salt: try salt(leaf), path: blocks.path(of: leaf, block: block, count: count))
        guard proof.holds(root: root) else { throw .section("secrets") }
        return proof
    }
}
