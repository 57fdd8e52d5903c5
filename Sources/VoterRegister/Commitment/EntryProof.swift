public import VerifiableVoting

/// The random bytes that hide an entry in its leaf: without them nobody can try out persons against the tree.
public struct EntrySalt: Sendable, Hashable {
    /// 16 bytes.
    public let bytes: [UInt8]

    public static let size = 16

    /// Nil for another number of bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = bytes
    }

    /// A new one from the operating system's randomness.
    public init() {
        var generator = SystemRandomNumberGenerator()
        let words = [generator.next() as UInt64, generator.next()]
        bytes = words.withUnsafeBytes { Array($0) }
    }

    /// SHA-256(0x00 | salt | canonical entry).
    func leafHash(_ entry: [UInt8]) -> [UInt8] { MerkleTree.hash(0, bytes, entry) }
}

/// What a voter is given to check that he stands on the list: his own entry with its salt, and the way to the public root. It
/// says nothing of anybody else: what stands beside it are hashes of salted entries.
public struct EntryProof: Sendable, Hashable {
    public let entry: RegisterEntry
    public let salt: EntrySalt
    public let path: MerklePath

    public init(entry: RegisterEntry, salt: EntrySalt, path: MerklePath) {
        (self.entry, self.salt, self.path) = (entry, salt, path)
    }

    /// Whether the entry stands in the register with this root. Needs nothing else: no file, no key, no service.
    public func holds(root: Digest) -> Bool {
        path.root(from: Digest(bytes: salt.leafHash(entry.bytes))) == root
    }
}

/// The file of a proof: canonical JSON, one line. Documentation/Formats/Register.md.
extension EntryProof {
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-register-proof\",\"version\":1,\"leaf\":")
            text.whole(path.leaf)
            text.raw(",\"leaves\":")
            text.whole(path.count)
            text.raw(",\"salt\":")
            text.string(Hexadecimal.text(salt.bytes))
            text.raw(",\"entry\":")
            text.string(Hexadecimal.text(entry.bytes))
            text.raw(",\"path\":")
            text.list(path.siblings) { $0.string($1.hexadecimal) }
            text.raw("}")
        }
    }

    /// Throws `registerFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-register-proof", breaking: .registerFormat)
        guard let salt = Hexadecimal.bytes(try fields.string("salt").utf8).flatMap({ EntrySalt(bytes: $0) }) else {
            throw fields.wrong("salt")
        }
        guard let entry = Hexadecimal.bytes(try fields.string("entry").utf8).flatMap({ RegisterEntry(bytes: $0) })
        else { throw fields.wrong("entry") }
        var siblings: [Digest] = []
        for text in try fields.strings("path") {
            guard let digest = Digest(hexadecimal: text) else { throw fields.wrong("path") }
            siblings.append(digest)
        }
        self.init(
            entry: entry, salt: salt,
            path: MerklePath(leaf: try fields.whole("leaf"), count: try fields.whole("leaves"), siblings: siblings))
        try fields.requireCanonical(self.bytes, bytes)
    }
}
