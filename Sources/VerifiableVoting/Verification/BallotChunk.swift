import PrimeOrderGroups

/// Ballots that one task verifies together, in the order of the archive.
struct BallotChunk: Sendable {
    struct Item: Sendable {
        let place: Place
        let offset: UInt64
        let digest: Digest
        let bytes: [UInt8]
        /// Points of the ballot's entry in an evidence file; nil for none.
        var evidence: [UInt8]?
    }

    /// Ballots of a full chunk where many are verified together: what a batch wins grows little beyond, and a chunk's points
    /// stay in the cache.
    static let size = 250

    /// Ballots of a full chunk: no more than let every core have several, and no more than 16 where a batch wins nothing.
    ///
    /// - Parameter credentials: how many ballots there may be.
    static func size(credentials: Int, cores: Int, isBatch: Bool) -> Int {
        isBatch ? max(16, min(size, credentials / (4 * max(1, cores)))) : 16
    }

    /// Bytes of ballots from which on a chunk takes no more of them, so that large ballots do not fill the memory.
    static let mostBytes = 1 << 23

    private(set) var items: [Item] = []
    private(set) var byteCount = 0
    private let size: Int
    /// Whether its ballots are verified, or only looked at because they belong to another part.
    var isOwn = true
    var isFull: Bool { items.count >= size || byteCount >= Self.mostBytes }

    init(size: Int) { self.size = size }

    init(items: [Item]) {
        size = items.count
        for item in items { append(item) }
    }

    mutating func append(_ item: Item) {
        items.append(item)
        byteCount += item.bytes.count
    }
}

/// What became of a chunk: its ballots up to the first violation.
struct ChunkOutcome<Suite: CipherSuite>: Sendable {
    struct Ballot: Sendable {
        let place: Place
        let offset: UInt64
        let digest: Digest
        let credential: Int
        let code: String
        let isCanonical: Bool
        let hasNeutralAlpha: Bool
        /// A number for each alpha, the same for the same text.
        let alphas: [UInt64]
    }

    var ballots: [Ballot] = []
    /// Sum of the chunk's ballots by the weights of their credentials, revotes included.
    var sum: EncryptedTally<Suite>
    var violation: Violation?
    var evidence = EvidenceReport()
}

/// Verifies chunks of ballots: what all tasks share.
struct ChunkVerifier<Suite: CipherSuite>: Sendable {
    let election: Election<Suite>
    let credentials: PublicCredentials

    /// A ballot that was read and belongs to a listed credential.
    struct ReadBallot {
        let item: BallotChunk.Item
        let ballot: BallotText<Suite.Group.Order>
        let credential: Int
    }

    /// Verifies with the evidence that the chunk's items have, if they have any; the verdict is the same without.
    func verify(_ chunk: BallotChunk, helpedBy method: EvidenceMethod<Suite>?) -> ChunkOutcome<Suite> {
        guard let method, chunk.items.contains(where: { $0.evidence != nil }) else { return verify(chunk) }
        return method.verify(chunk, self)
    }

    /// Reads the ballots of another part: their form and their credentials, no group element and no proof.
    func look(_ chunk: BallotChunk) -> ChunkOutcome<Suite> {
        var outcome = ChunkOutcome<Suite>(sum: EncryptedTally(election.questions))
        for item in chunk.items {
            do throws(Violation) {
                outcome.ballots.append(summary(try read(item), hasNeutralAlpha: false))
            } catch {
                outcome.violation = error.at(item.place)
                break
            }
        }
        return outcome
    }

    /// Verifies from the archive alone.
    func verify(_ chunk: BallotChunk) -> ChunkOutcome<Suite> {
        var outcome = ChunkOutcome<Suite>(sum: EncryptedTally(election.questions))
        var read: [(ballot: ReadBallot, ciphertexts: [[Ciphertext<Suite>]])] = []
        for item in chunk.items {
            do throws(Violation) {
                let ballot = try self.read(item)
                read.append((ballot, try election.ciphertexts(ballot.ballot)))
            } catch {
                outcome.violation = error.at(item.place)
                break
            }
        }
        // One membership test over all ciphertexts; where it fails, or is no cheaper, each is tested with its proof.
        let membersKnown =
            Suite.Group.testsMembershipTogether
            && Suite.Group.firstNonMember(
                of: read.flatMap { $0.ciphertexts.joined().flatMap { [$0.alpha, $0.beta] } }) == nil
        for (ballot, ciphertexts) in read {
            do throws(Violation) {
                let element = try election.credential(ballot.ballot)
                let verified = try election.verify(
                    ballot.ballot, ciphertexts: ciphertexts, credential: element, membersKnown: membersKnown)
                outcome.sum.add(ciphertexts, weight: credentials.weight(at: ballot.credential))
                outcome.ballots.append(summary(ballot, hasNeutralAlpha: verified.hasNeutralAlpha))
            } catch {
                outcome.violation = error.at(ballot.item.place)
                break
            }
        }
        return outcome
    }

    func read(_ item: BallotChunk.Item) throws(Violation) -> ReadBallot {
        let ballot = try BallotReader<Suite.Group.Order>.read(item.bytes)
        guard let credential = credentials.position(of: ballot.credential) else {
            throw Violation(.ballotCredential, detail: String(decoding: ballot.credential.prefix(80), as: UTF8.self))
        }
        return ReadBallot(item: item, ballot: ballot, credential: credential)
    }

    func summary(_ ballot: ReadBallot, hasNeutralAlpha: Bool) -> ChunkOutcome<Suite>.Ballot {
        .init(
            place: ballot.item.place, offset: ballot.item.offset, digest: ballot.item.digest,
            credential: ballot.credential, code: ballot.ballot.signatureHash, isCanonical: ballot.ballot.isCanonical,
            hasNeutralAlpha: hasNeutralAlpha,
            alphas: ballot.ballot.answers.flatMap { answer in
                answer.alphas.map { RepeatedAlphas.number(answer.ciphertexts[$0]) }
            })
    }
}

/// Finds group elements that stand in more than one ballot, with five bytes of memory for each.
///
/// Elements are kept as forty bits of a hash; equal ones are only suspects, which a second reading compares in full.
struct RepeatedAlphas {
    private var buckets = [[UInt32]](repeating: [], count: 256)

    static func number(_ text: ArraySlice<UInt8>) -> UInt64 {
        var hasher = Hasher()
        text.withUnsafeBytes { hasher.combine(bytes: $0) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    private static func short(_ number: UInt64) -> (bucket: Int, rest: UInt32) {
        (Int(number >> 56), UInt32(truncatingIfNeeded: number >> 24))
    }

    mutating func add(_ number: UInt64) {
        let (bucket, rest) = Self.short(number)
        // Growing by an eighth instead of doubling keeps a million ballots within the memory promised.
        if buckets[bucket].count == buckets[bucket].capacity {
            buckets[bucket].reserveCapacity(buckets[bucket].count + buckets[bucket].count / 8 + 64)
        }
        buckets[bucket].append(rest)
    }

    /// The numbers, shortened, that were added more than once.
    mutating func suspects() -> Set<UInt64> {
        var found: Set<UInt64> = []
        for bucket in buckets.indices {
            buckets[bucket].sort()
            for (a, b) in zip(buckets[bucket], buckets[bucket].dropFirst()) where a == b {
                found.insert(UInt64(bucket) << 32 | UInt64(a))
            }
        }
        return found
    }

    static func isSuspect(_ number: UInt64, _ suspects: Set<UInt64>) -> Bool {
        let (bucket, rest) = short(number)
        return suspects.contains(UInt64(bucket) << 32 | UInt64(rest))
    }
}
