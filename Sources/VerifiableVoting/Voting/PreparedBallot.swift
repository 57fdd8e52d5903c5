public import PrimeOrderGroups

/// A ballot before the voter decides: encrypted, proved and committed to by its code, but not signed.
///
/// It is either cast or challenged, once: both consume it. What is challenged never exists in castable form.
public struct PreparedBallot<Suite: CipherSuite>: ~Copyable, Sendable {
    private let election: Election<Suite>
    public let credential: [UInt8]
    private let answers: [AnswerText<Suite.Group.Order>]
    private let openings: [[(randomness: Suite.Secret, choice: Int)]]
    private let secret: Suite.Secret
    private let nonce: Suite.Secret
    /// The ballot without its signature, in canonical form.
    public let unsignedBytes: [UInt8]
    /// What the voter sees before he decides: the hash that a signature would name.
    public let code: String

    init(
        election: Election<Suite>, credential: [UInt8], answers: [AnswerText<Suite.Group.Order>],
        openings: [[(randomness: Suite.Secret, choice: Int)]], secret: Suite.Secret, nonce: Suite.Secret
    ) {
        self.election = election
        self.credential = credential
        self.answers = answers
        self.openings = openings
        self.secret = secret
        self.nonce = nonce
        unsignedBytes = BallotText.unsignedBytes(
            electionUUID: election.description.uuid, electionHash: election.fingerprint, credential: credential,
            answers: answers)
        code = Digest(of: unsignedBytes).base64
    }

    /// Signs the ballot: its canonical bytes, ready to be cast.
    public consuming func cast() -> [UInt8] {
        let proof = Suite.prove(secret, nonce: nonce, .ballot(hash: code))
        var bytes = unsignedBytes
        bytes.removeLast()
        return bytes
            + CanonicalText.of { text in
                text.raw(",\"signature\":{\"hash\":")
                text.string(code)
                text.raw(",\"proof\":")
                proof.write(to: &text)
                text.raw("}}")
            }
    }

    /// Opens the ballot: what it encrypts and with which randomness. It can no longer be cast.
    public consuming func challenge() -> ChallengedBallot<Suite.Group.Order> {
        ChallengedBallot(
            unsignedBytes: unsignedBytes,
            openings: openings.map { $0.map { .init(randomness: $0.randomness.revealed(), choice: $0.choice) } })
    }
}

/// A ballot that its voter challenged: the unsigned ballot and the opening of every ciphertext (section 2 of the notes).
public struct ChallengedBallot<Order: PrimeOrder>: Equatable, Sendable {
    public struct Opening: Equatable, Sendable {
        public let randomness: Scalar<Order>
        public let choice: Int

        package init(randomness: Scalar<Order>, choice: Int) { (self.randomness, self.choice) = (randomness, choice) }
    }

    public let unsignedBytes: [UInt8]
    /// For each question and each of its ciphertexts.
    public let openings: [[Opening]]

    package init(unsignedBytes: [UInt8], openings: [[Opening]]) {
        (self.unsignedBytes, self.openings) = (unsignedBytes, openings)
    }
}
