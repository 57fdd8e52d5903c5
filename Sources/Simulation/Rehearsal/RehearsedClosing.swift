import ElectionModel
public import VerifiableVoting

/// What a station hands on after closing.
public struct ClosedStation: Sendable {
    public var archive: [UInt8]
    public var challenges: [UInt8]
    public var closing: [UInt8]
    /// Empty for a group that has none.
    public var evidence: [UInt8]
    /// A decision to decrypt few ballots; nil where there were enough.
    public var waiver: [UInt8]?
    public var statement: VerificationStatement
    public var counts: [[UInt64]]
    public var times: ClosingTimes
}

/// How long each step from the last ballot to the protocol took.
public struct ClosingTimes: Sendable, Hashable {
    /// Sorting, the archive, and the evidence that makes all that follows faster.
    public var evidence = Duration.zero
    /// The commission's verification with the tally, challenges verified, and the signed closing.
    public var closing = Duration.zero
    /// A trustee's: the whole archive verified, and its tally decrypted. The trustees work one after the other here.
    public var decryption = Duration.zero
    /// The counts, from an archive that is verified with its decryptions.
    public var result = Duration.zero
    /// Anybody's verification of what was published.
    public var verification = Duration.zero

    public init() {}

    /// From closing to the counts.
    public var untilProtocol: Duration { closing + evidence + decryption + result }

    public static func + (a: ClosingTimes, b: ClosingTimes) -> ClosingTimes {
        var sum = ClosingTimes()
        sum.closing = a.closing + b.closing
        sum.evidence = a.evidence + b.evidence
        sum.decryption = a.decryption + b.decryption
        sum.result = a.result + b.result
        sum.verification = a.verification + b.verification
        return sum
    }
}

/// What a station has when its voting has ended and its members have signed, before anything is decrypted.
public struct EndedVoting: Sendable {
    /// Up to the end of its ballots.
    public var archive: [UInt8]
    public var challenges: [UInt8]
    /// Empty for a group that has none.
    public var evidence: [UInt8]
    public var closing: SignedClosing

    public init(archive: [UInt8], challenges: [UInt8], evidence: [UInt8], closing: SignedClosing) {
        (self.archive, self.challenges, self.evidence, self.closing) = (archive, challenges, evidence, closing)
    }
}

extension RehearsedElection {
    /// Closes the station: the archive in the order of ballot codes, so that the order of casting stands nowhere, the signed
    /// closing, and the counts.
    ///
    /// Throws a `Violation` or a `DecryptionRefusal` where anything does not hold, which here is a fault of the program.
    public func close(
        _ voted: VotedBallots, _ commission: RehearsedCommission<Suite>, _ manifest: SignedManifest, evidence: Bool
    ) async throws -> ClosedStation {
        var watch = StopWatch()
        var board = RehearsedBoard(setup)
        for ballot in voted.cast.sorted(by: { $0.code < $1.code }) { try board.add(.ballot, [ballot.bytes]) }
        try board.add(.endBallots, [])
        let evidence = evidence ? try await board.evidence() : []
        let evidenceTime = watch.lap()
        var verifier = ArchiveVerifier(cores: 1)
        if !evidence.isEmpty { verifier.evidence = MemoryArchive(evidence) }
        let statement = try await verifier.verify(MemoryArchive(board.bytes))
        let challenges = voted.challenged.sorted { $0.code < $1.code }.flatMap { $0.line + [UInt8(ascii: "\n")] }
        let opened = try await ChallengeVerifier.verify(MemoryArchive(challenges), of: MemoryArchive(board.bytes))
        let closing = commission.sign(
            Closing(
                uuid: uuid, endBallots: board.head.digest, ballots: statement.ballots, counted: statement.counted,
                challenged: opened.ballots.count, challenges: opened.root))
        let closingTime = watch.lap()
        var closed = try await count(
            EndedVoting(archive: board.bytes, challenges: challenges, evidence: evidence, closing: closing), commission,
            manifest)
        (closed.times.evidence, closed.times.closing) = (evidenceTime, closed.times.closing + closingTime)
        return closed
    }

    /// Computes the tally, has it decrypted by as many trustees as are needed, each of whom verifies everything first, and counts.
    /// Throws as `close`.
    ///
    /// - Parameter voids: the decision that the election is void in whose place this one is held.
    public func count(
        _ ended: EndedVoting, _ commission: RehearsedCommission<Suite>, _ manifest: SignedManifest,
        voids: [SignedVoid] = []
    ) async throws -> ClosedStation {
        var times = ClosingTimes()
        var watch = StopWatch()
        var board = try RehearsedBoard(ended.archive)
        var verifier = ArchiveVerifier(cores: 1)
        if !ended.evidence.isEmpty { verifier.evidence = MemoryArchive(ended.evidence) }
        verifier.anchors = try Anchors(
            manifest: manifest, commission: commission.key, closing: ended.closing,
            challenges: MemoryArchive(ended.challenges),
            station: neighbours.isEmpty ? day.station.id.rawValue : nil, voids: voids)
        let tally = try await verifier.verify(MemoryArchive(board.bytes), TallyOfBallots())
        try board.add(.encryptedTally, tally)
        times.closing = watch.lap()
        let waiver = waiver(ended.closing.closing, commission, manifest.manifest)
        for key in trustees.keys.prefix(RehearsedCommission<Suite>.threshold) {
            let trustee = RehearsedTrustee(key: key.privateBytes, anchors: verifier.anchors, waiver: waiver)
            try board.add(.partialDecryption, await verifier.verify(MemoryArchive(board.bytes), trustee))
        }
        times.decryption = watch.lap()
        let result = try await verifier.verify(MemoryArchive(board.bytes), ResultOfDecryptions())
        try board.add(.result, [result.bytes])
        times.result = watch.lap()
        let statement = try await verifier.verify(MemoryArchive(board.bytes))
        times.verification = watch.lap()
        return ClosedStation(
            archive: board.bytes, challenges: ended.challenges, closing: ended.closing.bytes, evidence: ended.evidence,
            waiver: waiver?.bytes, statement: statement, counts: result.counts, times: times)
    }

    /// A decision to decrypt where the ballots are fewer than was announced; nil where they are enough.
    private func waiver(
        _ closing: Closing, _ commission: RehearsedCommission<Suite>, _ manifest: Manifest
    ) -> SignedWaiver? {
        guard closing.counted < manifest.election(uuid: uuid)?.leastBallots ?? 0 else { return nil }
        return commission.sign(
            Waiver(uuid: uuid, endBallots: closing.endBallots, counted: closing.counted, reason: "rehearsal"))
    }
}

/// Tells how long each of several steps took.
private struct StopWatch {
    private var start = ContinuousClock.now

    mutating func lap() -> Duration {
        let now = ContinuousClock.now
        defer { start = now }
        return now - start
    }
}

/// An archive that grows in memory.
private struct RehearsedBoard {
    private(set) var bytes: [UInt8]
    private(set) var head: ArchiveHead

    init(_ setup: ArchiveAddition) { (bytes, head) = (setup.bytes, setup.head) }

    init(_ archive: [UInt8]) throws {
        guard let end = try ArchiveExtent(MemoryArchive(archive)).head else { throw Violation(.archiveTruncated) }
        (bytes, head) = (archive, end)
    }

    mutating func add(_ kind: Event.Kind, _ data: [[UInt8]]) throws {
        let addition = try ArchiveBuilder.addition(kind, data: data, after: head)
        bytes += addition.bytes
        head = addition.head
    }

    func evidence() async throws -> [UInt8] {
        let pieces = Pieces()
        _ = try await EvidenceMaker.make(MemoryArchive(bytes), cores: 1) { pieces.add($0) }
        return pieces.bytes
    }

    private final class Pieces {
        private(set) var bytes: [UInt8] = []
        func add(_ piece: [UInt8]) { bytes += piece }
    }
}

private struct RehearsedTrustee: ArchiveVisitor {
    let key: [UInt8]
    let anchors: Anchors
    let waiver: SignedWaiver?

    func visit<Suite: CipherSuite>(_ archive: VerifiedArchive<Suite>) throws -> [[UInt8]] {
        try anchors.permitDecryption(of: archive.statement, waiver: waiver)
        return try archive.decryptionData(TrusteeKey(privateKey: key))
    }
}

private struct TallyOfBallots: ArchiveVisitor {
    func visit<Suite: CipherSuite>(_ archive: VerifiedArchive<Suite>) -> [[UInt8]] { archive.tallyData() }
}

private struct ResultOfDecryptions: ArchiveVisitor {
    func visit<Suite: CipherSuite>(_ archive: VerifiedArchive<Suite>) throws -> ElectionResult {
        try archive.decryptedResult()
    }
}
