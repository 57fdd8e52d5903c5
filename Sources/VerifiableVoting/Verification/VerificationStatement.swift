/// What a verification found out: everything that was checked, how much of it, and against which anchors.
public struct VerificationStatement: Equatable, Sendable {
    public var stage: ArchiveStage
    public var uuid: String
    public var name: String
    public var group: String
    /// SHA-256 of the election's bytes in Base64.
    public var fingerprint: String
    /// Hash of the last event: what a closing or a second copy is compared with.
    public var head: Digest
    public var setup: Digest
    public var bytes: UInt64
    public var events: Int
    /// Ballots in the archive, of which the last of each credential counts.
    public var ballots: Int
    public var counted: Int
    public var totalWeight: UInt64
    public var credentials: Int
    /// SHA-256 of the list of public credentials in Base64.
    public var credentialsFingerprint: String
    public var trustees: Int
    /// One for each group of trustees.
    public var thresholds: [Threshold]
    public var partialDecryptions: Int
    /// Ciphertexts and proofs that were verified in ballots.
    public var ciphertexts: Int
    public var proofs: Int
    public var questions: [Question]
    public var result: ElectionResult?
    public var findings: [VerificationFinding]
    public var anchors: Set<Anchor>
    public var evidence: EvidenceReport?
    /// Hash of the event that ends the ballots: what a closing names.
    public var endBallots: Digest?
    /// Whose signature the manifest bears.
    public var manifestSigner: ManifestSigner?
    /// Whose signatures the closing bears.
    public var closingSigners: [SignerKey] = []

    public enum Anchor: String, CaseIterable, Sendable {
        case manifest, closing, challenges
    }

    /// How many of a group of trustees must take part in a decryption.
    public struct Threshold: Equatable, Sendable {
        public let needed: Int
        public let of: Int

        public init(needed: Int, of: Int) { (self.needed, self.of) = (needed, of) }
    }
}

/// Something that does not decide the result but should not be there.
public struct VerificationFinding: Equatable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// An answer's JSON is spelled unlike everybody spells it.
        case answerNotCanonical = "answer-not-canonical"
        /// A ciphertext has a neutral alpha: its content is plain to see.
        case neutralAlpha = "neutral-alpha"
        /// The same alpha stands in two ballots: a copy, or a device that repeats its randomness.
        case repeatedAlpha = "repeated-alpha"
        /// A partial decryption does not hold, and enough others do.
        case invalidDecryption = "invalid-decryption"
    }

    public let kind: Kind
    public let place: Place

    public init(_ kind: Kind, _ place: Place) { (self.kind, self.place) = (kind, place) }
}

/// What an evidence file was worth. It never touches the verdict.
public struct EvidenceReport: Equatable, Sendable {
    /// Ballots that the file helped to verify.
    public var used = 0
    /// Ballots without an entry.
    public var missing = 0
    /// Ballots whose entry did not hold; they were verified from the archive alone.
    public var wrong = 0
    /// Entries for ballots that are not in the archive, or a second entry for one that is.
    public var surplus = 0
    /// Whether the rest of the file was left unread after too many chunks failed by it.
    public var abandoned = false
    /// Why the file as a whole could not be used.
    public var refused: EvidenceRefusal?

    public init() {}
}

extension EvidenceReport {
    mutating func add(_ other: EvidenceReport) {
        used += other.used
        missing += other.missing
        wrong += other.wrong
        surplus += other.surplus
    }
}
