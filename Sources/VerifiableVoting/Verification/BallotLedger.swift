/// The ballots of an archive as far as later ones need them: 16 bytes each, and 16 more for each that was replaced.
///
/// In archive order the last ballot of a credential counts (specification notes, section 4.6).
struct BallotLedger {
    private(set) var offsets: [UInt64] = []
    /// First eight bytes of each ballot's hash.
    private var digests: [UInt64] = []
    /// Ballots that no longer count, from 0, by the first bytes of their hash: one look finds a ballot that stands again,
    /// however often its credential voted between.
    private var replaced: [UInt64: [UInt32]] = [:]
    /// Last ballot of each credential, from 1; 0 for none.
    private var last: [UInt32]

    init(credentials: Int) {
        last = [UInt32](repeating: 0, count: credentials)
        // Growing by doubling would take half as much again; memory that is never written to costs nothing.
        offsets.reserveCapacity(credentials)
        digests.reserveCapacity(credentials)
    }

    var count: Int { offsets.count }
    var counted: Int { last.reduce(0) { $0 + ($1 == 0 ? 0 : 1) } }

    private static func short(_ digest: Digest) -> UInt64 {
        digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Offsets of earlier ballots that may be the same as one of this credential with this digest.
    func candidates(_ digest: Digest, credential: Int) -> [UInt64] {
        guard last[credential] != 0 else { return [] }
        let short = Self.short(digest)
        let latest = Int(last[credential]) - 1
        return (replaced[short] ?? []).map { offsets[Int($0)] } + (digests[latest] == short ? [offsets[latest]] : [])
    }

    /// Adds a ballot and returns the offset of the one that no longer counts.
    mutating func add(_ digest: Digest, credential: Int, offset: UInt64) -> UInt64? {
        let previous = Int(last[credential]) - 1
        offsets.append(offset)
        digests.append(Self.short(digest))
        last[credential] = UInt32(offsets.count)
        guard previous >= 0 else { return nil }
        replaced[digests[previous], default: []].append(UInt32(previous))
        return offsets[previous]
    }

    /// Sum of the weights of the credentials that voted.
    func totalWeight(_ credentials: PublicCredentials) -> UInt64 {
        last.indices.reduce(0) { $0 + (last[$1] == 0 ? 0 : credentials.weight(at: $1)) }
    }

    func hasVoted(_ credential: Int) -> Bool { last[credential] != 0 }
}
