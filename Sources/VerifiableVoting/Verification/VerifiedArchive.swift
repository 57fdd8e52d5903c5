import PrimeOrderGroups

/// An archive that was verified to its end, and what follows from it: our own tally of the ballots that count, the
/// decryptions that hold.
public struct VerifiedArchive<Suite: CipherSuite>: Sendable {
    public let statement: VerificationStatement
    public let head: ArchiveHead
    /// Hash of the event that ended the ballots; nil while they are accepted.
    public let endBallots: Digest?
    public let election: Election<Suite>
    public let trustees: Trustees<Suite>
    /// Computed from the ballots, whether or not the archive publishes it yet.
    public let tally: EncryptedTally<Suite>
    /// Trustees who decrypted already.
    public let owners: Set<Int>
    /// Decryption factors that hold, by trustee.
    let factors: [Int: [[Suite.Element]]]

    init(
        statement: VerificationStatement, head: ArchiveHead, endBallots: Digest?, election: Election<Suite>,
        trustees: Trustees<Suite>, tally: EncryptedTally<Suite>, owners: Set<Int>, factors: [Int: [[Suite.Element]]]
    ) {
        (self.statement, self.head, self.endBallots) = (statement, head, endBallots)
        (self.election, self.trustees, self.tally) = (election, trustees, tally)
        (self.owners, self.factors) = (owners, factors)
    }

    /// The data records of an EncryptedTally event.
    public func tallyData() -> [[UInt8]] {
        let bytes = tally.bytes
        let size = TallySize(
            ballots: UInt64(statement.counted), totalWeight: statement.totalWeight, tally: Digest(of: bytes))
        return [bytes, size.bytes]
    }

    /// Hash of the tally's bytes.
    public var tallyDigest: Digest { Digest(of: tally.bytes) }

    /// The number of the trustee with this key who has not decrypted yet. Throws `decryptionOwner` for a key that is no
    /// trustee's and for one who has.
    public func owner(of key: TrusteeKey<Suite>) throws(Violation) -> Int {
        let owners = trustees.owners(ofKey: key.publicKey)
        guard let owner = owners.first(where: { !self.owners.contains($0) }) else {
            throw Violation(.decryptionOwner, Place(trustee: owners.first), detail: Suite.Group.text(key.publicKey))
        }
        return owner
    }

    /// The data records of a trustee's PartialDecryption event. Constant time in the key. Throws as `owner(of:)`.
    public func decryptionData(_ key: TrusteeKey<Suite>) throws(Violation) -> [[UInt8]] {
        let decryption = PartialDecryption(
            of: tally, fingerprint: election.fingerprint, key: key.publicKey, secret: key.secret)
        let bytes = decryption.bytes
        return [bytes, DecryptionOwner(owner: try owner(of: key), payload: Digest(of: bytes)).bytes]
    }

    /// The counts, from the decryptions that are there. Throws `decryptionMissing` where they don't suffice.
    public func decryptedResult() throws(Violation) -> ElectionResult {
        let combined = try trustees.combine(factors, shape: tally.questions.map(\.count))
        let logarithm = DiscreteLogarithm<Suite>(most: statement.totalWeight)
        var counts: [[UInt64]] = []
        for (question, ciphertexts) in tally.questions.enumerated() {
            var row: [UInt64] = []
            for (choice, ciphertext) in ciphertexts.enumerated() {
                let plain = Suite.Group.quotient(ciphertext.beta, combined[question][choice])
                guard let count = logarithm.find(plain) else {
                    throw Violation(.resultMismatch, Place(question: question + 1, choice: choice + 1))
                }
                row.append(count)
            }
            counts.append(row)
        }
        return ElectionResult(counts: counts)
    }
}

/// Code that runs with a verified archive of whichever suite.
public protocol ArchiveVisitor {
    associatedtype Result
    func visit<Suite: CipherSuite>(_ archive: VerifiedArchive<Suite>) async throws -> Result
}
