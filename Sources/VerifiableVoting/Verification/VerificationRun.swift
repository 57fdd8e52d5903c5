import PrimeOrderGroups

/// One verification of one archive: what was read so far.
struct VerificationRun<Suite: CipherSuite> {
    private let options: ArchiveVerifier
    private let source: any ArchiveSource
    private var events: EventScanner
    private let setupHash: Digest
    private let credentialsDigest: Digest
    private let election: Election<Suite>
    private let trustees: Trustees<Suite>
    private let credentials: PublicCredentials
    private let chunks: ChunkVerifier<Suite>
    private let chunkSize: Int
    private let anchors: AnchorChecks
    private let method: EvidenceMethod<Suite>?
    private var entries: EvidenceReader?

    private var ledger: BallotLedger
    private var sum: EncryptedTally<Suite>
    private var superseded: [UInt64] = []
    private var alphas = RepeatedAlphas()
    private var findings: [VerificationFinding] = []
    private var evidence = EvidenceReport()
    private var chunksFailedByEvidence = 0
    private var endBallots: Digest?
    private var ballotsRead = 0
    private var eventAfterBallots: EventRecords?
    private var scanError: (any Error)?
    private var decryption: DecryptionStage<Suite>?
    /// The bytes whose ballots are verified; nil for all.
    private let part: Range<UInt64>?
    /// A ballot of another kind, own or not, than those of the chunk before it.
    private var held: EventRecords?
    /// The published sum, where only a part of the ballots is at hand to compare it with.
    private(set) var published: ShardReport.Published?
    private var hasSum = false

    /// - Parameter part: the bytes of the archive whose ballots are verified whole; nil for all.
    init(
        _ options: ArchiveVerifier, _ source: any ArchiveSource, _ election: Election<Suite>,
        _ method: EvidenceMethod<Suite>?, part: Range<UInt64>? = nil
    ) throws {
        self.part = part
        var events = EventScanner(source)
        guard let first = try events.next() else { throw Violation(.archiveTruncated, Place(offset: 0)) }
        let setup = try Setup(first)
        guard setup.election == election.description.bytes else {
            throw Violation(.recordName, Place(event: 0), detail: "changed while it was read")
        }
        (self.options, self.source, self.events, self.election) = (options, source, events, election)
        (setupHash, credentialsDigest) = (first.digest, setup.credentialsDigest)
        trustees = try Trustees<Suite>(bytes: setup.trustees)
        guard trustees.electionKey == election.publicKey else {
            throw Violation(.electionKey, detail: "not the product of the trustees' keys")
        }
        credentials = try PublicCredentials(setup.credentials, suite: Suite.self)
        chunks = ChunkVerifier(election: election, credentials: credentials)
        chunkSize = BallotChunk.size(
            credentials: credentials.count, cores: options.cores, isBatch: Suite.Group.testsMembershipTogether)
        ledger = BallotLedger(credentials: credentials.count)
        sum = EncryptedTally(election.questions)
        self.method = method
        if let file = options.evidence {
            do throws(EvidenceRefusal) {
                guard let method else { throw .groupWithoutEvidence }
                entries = try EvidenceReader(
                    file, fingerprint: Digest(of: election.description.bytes),
                    mostPoints: method.pointCount(election.questions))
            } catch { evidence.refused = error }
        }
        anchors = try AnchorChecks(options.anchors, setup, digest: setupHash, election, credentials, trustees)
    }

    mutating func finish() async throws -> VerificationStatement {
        try await readBallots()
        while let records = try events.next() { try read(records) }
        try lookForRepeatedAlphas()
        try anchors.check(stage: events.stage)
        if let entries, !evidence.abandoned { evidence.surplus = entries.surplus() }
        return statement()
    }

    /// Reads up to the end of the ballots; tasks verify them chunk by chunk, and their outcomes are taken in order.
    private mutating func readBallots() async throws {
        let (verifier, method, cores) = (chunks, method, options.cores)
        try await withThrowingTaskGroup(of: (Int, ChunkOutcome<Suite>).self) { group in
            var (submitted, running, taken) = (0, 0, 0)
            var waiting: [Int: ChunkOutcome<Suite>] = [:]
            var atEnd = false
            while !atEnd || running > 0 {
                // The next chunk is read while others are verified.
                let chunk = atEnd ? nil : nextChunk()
                if let chunk {
                    if running < cores { running += 1 } else { try await receive(from: &group, &waiting, &taken) }
                    let number = submitted
                    group.addTask {
                        (number, chunk.isOwn ? verifier.verify(chunk, helpedBy: method) : verifier.look(chunk))
                    }
                    submitted += 1
                } else {
                    atEnd = true
                    if running > 0 { try await receive(from: &group, &waiting, &taken) }
                    running -= running > 0 ? 1 : 0
                }
            }
        }
        // What the ballots before it broke comes first.
        if let scanError { throw scanError }
        try subtractSuperseded()
        hasSum = true
        if let eventAfterBallots { try read(eventAfterBallots) }
    }

    /// Waits for one task and takes all outcomes that are next in order.
    private mutating func receive(
        from group: inout ThrowingTaskGroup<(Int, ChunkOutcome<Suite>), any Error>,
        _ waiting: inout [Int: ChunkOutcome<Suite>], _ taken: inout Int
    ) async throws {
        guard let (number, outcome) = try await group.next() else { return }
        waiting[number] = outcome
        while let ready = waiting.removeValue(forKey: taken) {
            try take(ready)
            taken += 1
        }
    }

    /// The next ballots, nil where no ballot follows. What ends them is kept for later.
    private mutating func nextChunk() -> BallotChunk? {
        var chunk = BallotChunk(size: chunkSize)
        while !chunk.isFull, eventAfterBallots == nil, scanError == nil {
            do {
                guard let records = try held ?? events.next() else { break }
                held = nil
                if records.event.kind == .ballot {
                    let own = isOwn(records.data[0].offset)
                    if chunk.items.isEmpty { chunk.isOwn = own }
                    guard own == chunk.isOwn else {
                        held = records
                        break
                    }
                    ballotsRead += 1
                    chunk.append(item(records))
                } else {
                    eventAfterBallots = records
                }
            } catch {
                scanError = error
            }
        }
        return chunk.items.isEmpty ? nil : chunk
    }

    private mutating func item(_ records: EventRecords) -> BallotChunk.Item {
        let record = records.data[0]
        let place = Place(
            offset: records.offset, event: records.event.height, ballot: ballotsRead, tracker: record.digest.base64)
        var points: [UInt8]?
        if entries != nil, !evidence.abandoned {
            if isOwn(record.offset) {
                points = entries?.points(of: record.digest)
                if points == nil { evidence.missing += 1 }
            } else {
                entries?.skip(record.digest)
            }
        }
        return .init(
            place: place, offset: record.offset, digest: record.digest, bytes: record.body, evidence: points)
    }

    private mutating func take(_ outcome: ChunkOutcome<Suite>) throws {
        for ballot in outcome.ballots {
            for offset in ledger.candidates(ballot.digest, credential: ballot.credential)
            where try digest(at: offset) == ballot.digest {
                throw Violation(.ballotDuplicate, ballot.place)
            }
            try anchors.check(
                ballot: ballot.code, credential: ballot.credential, revote: ledger.hasVoted(ballot.credential),
                ballot.place)
            if let earlier = ledger.add(ballot.digest, credential: ballot.credential, offset: ballot.offset) {
                superseded.append(earlier)
            }
            ballot.alphas.forEach { alphas.add($0) }
            guard isOwn(ballot.offset) else { continue }
            if !ballot.isCanonical { findings.append(VerificationFinding(.answerNotCanonical, ballot.place)) }
            if ballot.hasNeutralAlpha { findings.append(VerificationFinding(.neutralAlpha, ballot.place)) }
        }
        if let violation = outcome.violation { throw violation }
        sum.add(outcome.sum.questions)
        evidence.add(outcome.evidence)
        // Evidence that fails again and again costs time; verification goes on without.
        if outcome.evidence.wrong > 0 { chunksFailedByEvidence += 1 }
        if chunksFailedByEvidence >= 3 { evidence.abandoned = true }
        options.progress?(
            VerificationProgress(bytes: events.offset, ofBytes: source.byteCount, ballots: ledger.count))
    }

    /// The hash of a record that was read before, from its name.
    private func digest(at offset: UInt64) throws -> Digest? {
        Digest(hexadecimal: try source.read(at: offset, count: 64))
    }

    /// The ballot whose record begins at an offset that was read before.
    private func ballot(at offset: UInt64) throws -> BallotText<Suite.Group.Order> {
        let header = try source.read(at: offset, count: ArchiveRecord.blockSize)
        let size = ArchiveRecord.octal(header[124..<135]) ?? 0
        return try BallotReader.read(source.read(at: offset + UInt64(ArchiveRecord.blockSize), count: Int(size)))
    }

    /// Takes out of the sum what later ballots of the same credential replaced.
    private mutating func subtractSuperseded() throws {
        for offset in superseded where isOwn(offset) {
            let ballot = try self.ballot(at: offset)
            guard let credential = credentials.position(of: ballot.credential) else { continue }
            sum.subtract(try election.ciphertexts(ballot), weight: credentials.weight(at: credential))
        }
        superseded = []
    }

    /// Whether the ballot whose record begins at an offset is verified here.
    private func isOwn(_ offset: UInt64) -> Bool { part?.contains(offset) ?? true }

    private mutating func read(_ records: EventRecords) throws(Violation) {
        let trustees = trustees
        do throws(Violation) {
            switch records.event.kind {
            case .setup, .ballot: break
            case .endBallots:
                endBallots = records.digest
                try anchors.check(endBallots: records.digest, ballots: ledger.count, counted: ledger.counted)
            case .encryptedTally: try readTally(records)
            case .partialDecryption:
                try anchors.checkDecryption()
                if let finding = try decryption?.add(records, trustees: trustees) { findings.append(finding) }
            case .result:
                try anchors.checkDecryption()
                try decryption?.finish(records, trustees: trustees)
            }
        } catch {
            throw error.at(Place(offset: records.offset, event: records.event.height))
        }
    }

    private mutating func readTally(_ records: EventRecords) throws(Violation) {
        let (body, size) = (records.data[0], try TallySize(bytes: records.data[1].body))
        let published = try EncryptedTally<Suite>(bytes: body.body, questions: election.questions)
        guard size.tally == body.digest else { throw Violation(.tallyTotals, detail: "encrypted_tally") }
        guard size.ballots == UInt64(ledger.counted) else {
            throw Violation(.tallyTotals, detail: "num_tallied \(size.ballots), \(ledger.counted) ballots count")
        }
        let weight = ledger.totalWeight(credentials)
        guard size.totalWeight == weight else {
            throw Violation(
                .tallyTotals, detail: "total_weight \(size.totalWeight), the ballots that count weigh \(weight)")
        }
        if part != nil {
            // Of a part no sum can be compared; the parts' sums are when they are merged.
            self.published = ShardReport.Published(
                tally: body.body, offset: records.offset, event: records.event.height)
        } else if let place = sum.firstDifference(from: published) {
            throw Violation(.tallyMismatch, place)
        }
        decryption = DecryptionStage(tally: published, election: election, totalWeight: weight)
    }

    /// Reads the ballots again where numbers of alphas were equal, and reports the ballots in which they stand.
    private mutating func lookForRepeatedAlphas() throws {
        let suspects = alphas.suspects()
        guard !suspects.isEmpty else { return }
        let neutral = Array(Suite.Group.text(Suite.Group.neutral).utf8)
        var seen: Set<[UInt8]> = []
        for (index, offset) in ledger.offsets.enumerated() {
            let ballot = try self.ballot(at: offset)
            var own: Set<[UInt8]> = []
            for answer in ballot.answers {
                for range in answer.alphas {
                    let text = answer.ciphertexts[range]
                    guard RepeatedAlphas.isSuspect(RepeatedAlphas.number(text), suspects), !text.elementsEqual(neutral)
                    else { continue }
                    if seen.contains(Array(text)) || !own.insert(Array(text)).inserted, isOwn(offset) {
                        findings.append(
                            VerificationFinding(.repeatedAlpha, Place(offset: offset, ballot: index + 1)))
                    }
                }
            }
            seen.formUnion(own)
        }
    }

    /// What follows from a verification that was finished.
    func verified(_ statement: VerificationStatement, head: ArchiveHead) -> VerifiedArchive<Suite> {
        VerifiedArchive(
            statement: statement, head: head, endBallots: endBallots, election: election, trustees: trustees,
            tally: sum, owners: decryption?.owners ?? [], factors: decryption?.factors ?? [:])
    }

    var head: ArchiveHead? { events.archiveHead }

    /// Sum of the own ballots that count; nil while not all were verified.
    var partialSum: [UInt8]? { hasSum ? sum.bytes : nil }

    /// Rules that a ballot breaks together with earlier ones, or with the anchors: looked at after what it breaks by itself.
    private static var rulesOfTheLedger: Set<Rule> {
        [.ballotDuplicate, .challengedBallotCast, .manifestStation, .manifestRevote]
    }

    /// Where in the order of a whole verification a violation is found.
    func step(of violation: Violation) -> ShardReport.Found {
        let isLate = violation.place.ballot != nil && Self.rulesOfTheLedger.contains(violation.rule)
        return ShardReport.Found(
            step: .init(event: violation.place.event ?? events.count, phase: isLate ? 1 : 0), violation: violation)
    }

    private func statement() -> VerificationStatement {
        let ciphertexts = election.questions.reduce(0) { $0 + $1.ciphertexts }
        let proofs = election.questions.reduce(0) { $0 + $1.ciphertexts + 1 + ($1.blank ? 1 : 0) } + 1
        return VerificationStatement(
            stage: events.stage, uuid: election.description.uuid, name: election.description.name,
            group: Suite.Group.name, fingerprint: election.fingerprint, head: events.head ?? setupHash,
            setup: setupHash, bytes: source.byteCount, events: events.count, ballots: ledger.count,
            counted: ledger.counted, totalWeight: ledger.totalWeight(credentials), credentials: credentials.count,
            credentialsFingerprint: credentialsDigest.base64, trustees: trustees.count,
            thresholds: trustees.groups.map { .init(needed: $0.threshold, of: $0.members.count) },
            partialDecryptions: decryption?.count ?? 0, ciphertexts: ciphertexts * ledger.count,
            proofs: proofs * ledger.count, questions: election.questions, result: decryption?.result,
            findings: findings, anchors: options.anchors.given, evidence: options.evidence == nil ? nil : evidence,
            endBallots: endBallots, manifestSigner: options.anchors.manifestSigner,
            closingSigners: options.anchors.closingSigners)
    }
}
