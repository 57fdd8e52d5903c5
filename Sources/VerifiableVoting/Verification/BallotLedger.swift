/// The ballots of an archive as far as later ones need them: 24 bytes each.
///
/// In archive order the last ballot of a credential counts (specification notes, section 4.6).
struct BallotLedger {
    private(set) var offsets: [UInt64] = []
    /// First eight bytes of each ballot's hash.
    private var digests: [UInt64] = []
    /// The ballot before it of the same credential, from 1; 0 for none.
    private var earlier: [UInt32] = []
    /// Last ballot of each credential, from 1; 0 for none.
    private var last: [UInt32]

    init(credentials: Int) { last = [UInt32](repeating: 0, count: credentials) }

    var count: Int { offsets.count }
    var counted: Int { last.reduce(0) { $0 + ($1 == 0 ? 0 : 1) } }

    private static func short(_ digest: Digest) -> UInt64 {
        digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Offsets of earlier ballots of the credential that may be the same as one with this digest.
    func candidates(_ digest: Digest, credential: Int) -> [UInt64] {
        var found: [UInt64] = []
        var index = Int(last[credential])
        let short = Self.short(digest)
        while index > 0 {
            if digests[index - 1] == short { found.append(offsets[index - 1]) }
            index = Int(earlier[index - 1])
        }
        return found
    }

    /// Adds a ballot and returns the offset of the one that no longer counts.
    mutating func add(_ digest: Digest, credential: Int, offset: UInt64) -> UInt64? {
        let previous = last[credential]
        offsets.append(offset)
        digests.append(Self.short(digest))
        earlier.append(previous)
        last[credential] = UInt32(offsets.count)
        return previous == 0 ? nil : offsets[Int(previous) - 1]
    }

    /// Sum of the weights of the credentials that voted.
    func totalWeight(_ credentials: PublicCredentials) -> UInt64 {
        last.indices.reduce(0) { $0 + (last[$1] == 0 ? 0 : credentials.weight(at: $1)) }
    }

    func hasVoted(_ credential: Int) -> Bool { last[credential] != 0 }
}
