/// A rule of the protocol, of the archive or of the anchors that something under verification breaks, and where.
public struct Violation: Error, Equatable, Sendable {
    public let rule: Rule
    public var place: Place
    /// What was found, in the terms of the format (a name, a number, an offset); for people, not for programs.
    public let detail: String

    public init(_ rule: Rule, _ place: Place = Place(), detail: String = "") {
        (self.rule, self.place, self.detail) = (rule, place, detail)
    }

    /// The same violation with the places filled in that were not known where it was found.
    func at(_ outer: Place) -> Violation {
        var copy = self
        copy.place = place.within(outer)
        return copy
    }
}

/// Where in an archive; counted from 1, nil where it does not apply.
public struct Place: Equatable, Sendable {
    /// Byte of the archive at which the record or event begins.
    public var offset: UInt64?
    /// Height of the event, from 0 as in the archive.
    public var event: Int?
    /// Position among the ballots.
    public var ballot: Int?
    public var tracker: String?
    public var question: Int?
    /// Position among an answer's ciphertexts; with a blank choice allowed, 1 is the blank one.
    public var choice: Int?
    /// Branch of a proof.
    public var branch: Int?
    /// Position among the trustees, threshold members counted one by one.
    public var trustee: Int?
    /// Position in the list of public credentials.
    public var credential: Int?
    /// Line of a file beside the archive.
    public var line: Int?

    public init(
        offset: UInt64? = nil, event: Int? = nil, ballot: Int? = nil, tracker: String? = nil, question: Int? = nil,
        choice: Int? = nil, branch: Int? = nil, trustee: Int? = nil, credential: Int? = nil,
        line: Int? = nil
    ) {
        (self.offset, self.event, self.ballot, self.tracker, self.question) = (offset, event, ballot, tracker, question)
        (self.choice, self.branch, self.trustee, self.credential) = (choice, branch, trustee, credential)
        self.line = line
    }

    func within(_ outer: Place) -> Place {
        Place(
            offset: offset ?? outer.offset, event: event ?? outer.event, ballot: ballot ?? outer.ballot,
            tracker: tracker ?? outer.tracker, question: question ?? outer.question, choice: choice ?? outer.choice,
            branch: branch ?? outer.branch, trustee: trustee ?? outer.trustee,
            credential: credential ?? outer.credential, line: line ?? outer.line)
    }
}

/// Every rule that verification tests. The raw value is the code in files and in `--json`.
public enum Rule: String, CaseIterable, Sendable {
    // The archive as bytes (section 4.9).
    case archiveHeader = "archive-header"
    case archiveTruncated = "archive-truncated"
    case archivePadding = "archive-padding"
    case recordName = "record-name"
    case recordOrder = "record-order"
    // The chain of events.
    case eventFormat = "event-format"
    case eventParent = "event-parent"
    case eventHeight = "event-height"
    case eventPayload = "event-payload"
    case eventGrammar = "event-grammar"
    // The election.
    case electionFormat = "election-format"
    case electionVersion = "election-version"
    case electionGroup = "election-group"
    case electionQuestion = "election-question"
    case electionKey = "election-key"
    // Trustees (4.7).
    case trusteesFormat = "trustees-format"
    case trusteeKey = "trustee-key"
    case trusteeProof = "trustee-proof"
    case trusteeThreshold = "trustee-threshold"
    case trusteeCertificate = "trustee-certificate"
    case trusteeCoefficients = "trustee-coefficients"
    case trusteeSignature = "trustee-signature"
    case verificationKey = "verification-key"
    // Public credentials (4.4).
    case credentialsFormat = "credentials-format"
    case credentialElement = "credential-element"
    case credentialDuplicate = "credential-duplicate"
    case credentialWeight = "credential-weight"
    // Ballots (4.6).
    case ballotFormat = "ballot-format"
    case ballotCanonical = "ballot-canonical"
    case ballotElection = "ballot-election"
    case ballotHash = "ballot-hash"
    case ballotCredential = "ballot-credential"
    case ballotDuplicate = "ballot-duplicate"
    case ballotSignature = "ballot-signature"
    case answerCount = "answer-count"
    case choiceCount = "choice-count"
    case proofCount = "proof-count"
    case elementText = "element-text"
    case scalarText = "scalar-text"
    case elementMembership = "element-membership"
    case individualProof = "individual-proof"
    case overallProof = "overall-proof"
    case blankProof = "blank-proof"
    // Tally, decryption, result (4.8).
    case tallyFormat = "tally-format"
    case tallyMismatch = "tally-mismatch"
    case tallyTotals = "tally-totals"
    case decryptionFormat = "decryption-format"
    case decryptionOwner = "decryption-owner"
    case decryptionProof = "decryption-proof"
    case decryptionMissing = "decryption-missing"
    case resultFormat = "result-format"
    case resultMismatch = "result-mismatch"
    // Anchors (section 2).
    case manifestFormat = "manifest-format"
    case manifestSignature = "manifest-signature"
    case manifestElection = "manifest-election"
    case manifestSetup = "manifest-setup"
    case manifestStation = "manifest-station"
    case manifestCredentials = "manifest-credentials"
    case manifestTrustees = "manifest-trustees"
    case manifestQuestions = "manifest-questions"
    case manifestWeights = "manifest-weights"
    case manifestRevote = "manifest-revote"
    case closingFormat = "closing-format"
    case closingSignature = "closing-signature"
    case closingElection = "closing-election"
    case closingHead = "closing-head"
    case closingCounts = "closing-counts"
    case challengeFormat = "challenge-format"
    case challengeRandomness = "challenge-randomness"
    case challengeChoice = "challenge-choice"
    case challengeDuplicate = "challenge-duplicate"
    case challengeRoot = "challenge-root"
    case challengedBallotCast = "challenged-ballot-cast"
    // The register of voters (Documentation/Formats/Register.md).
    case registerFormat = "register-format"
    case registerSignature = "register-signature"
    case registerEntries = "register-entries"
    // Elections that are held again (Documentation/Formats/Void.md).
    case voidFormat = "void-format"
    case voidSignature = "void-signature"
    case voidDecrypted = "void-decrypted"
    case manifestReserve = "manifest-reserve"
    // Slips (Documentation/Formats/Slips.md).
    case slipsFormat = "slips-format"
    case slipsSignature = "slips-signature"
    // The recorder's log (Documentation/Formats/Recorder.md).
    case recorderFormat = "recorder-format"
    case recorderChain = "recorder-chain"
    case recorderKey = "recorder-key"
    // Small stations in groups (Documentation/Formats/Groups.md).
    case groupsFormat = "groups-format"
    case groupsSignature = "groups-signature"
    // Bundles of evidence (Documentation/Formats/EvidenceBundle.md).
    case evidenceFormat = "evidence-format"
    case evidenceSignature = "evidence-signature"
    // Public boards (Documentation/Formats/Board.md).
    case boardFormat = "board-format"
    case boardSignature = "board-signature"
    // What stations hand to the centre (Documentation/Formats/StationBundle.md).
    case bundleFormat = "bundle-format"
    case bundleSignature = "bundle-signature"
    case bundleFile = "bundle-file"
    case bundleRecord = "bundle-record"
    case bundleProtocol = "bundle-protocol"
}
