import Crypto
import PrimeOrderGroups

/// Verifies ballots of an Ed25519 election by evidence: commitments are taken from the file, held against the hashes, and
/// all equations of a chunk are checked by one random linear combination.
struct EvidenceVerification<Suite: CipherSuite>: Sendable where Suite.Group == Edwards25519 {
    typealias Order = Edwards25519Order

    let chunks: ChunkVerifier<Suite>
    /// Fills a buffer with fresh system bytes after the chunk is fixed.
    let random: @Sendable (UnsafeMutableRawBufferPointer) -> Void

    /// A ballot whose evidence passed everything but the equations.
    private struct Candidate {
        let ballot: ChunkVerifier<Suite>.ReadBallot
        let points: [SubgroupPoint]
    }

    static func pointCount(_ questions: [Question]) -> Int {
        2 + questions.reduce(0) { $0 + 6 * $1.ciphertexts + 2 * $1.overallBranches + ($1.blank ? 4 : 0) }
    }

    func verify(_ chunk: BallotChunk) -> ChunkOutcome<Suite> {
        var candidates: [Candidate] = []
        var rest = Set<Int>()
        var report = EvidenceReport()
        for (index, item) in chunk.items.enumerated() {
            guard let evidence = item.evidence else {
                rest.insert(index)
                continue
            }
            if let candidate = candidate(item, evidence) {
                candidates.append(candidate)
            } else {
                rest.insert(index)
                report.wrong += 1
            }
        }
        if !equationsHold(candidates, chunk) {
            // Whose evidence is wrong comes out one by one; the verdict comes from the archive alone.
            report.wrong += candidates.count { !equationsHold([$0], chunk) }
            var outcome = chunks.verify(chunk)
            outcome.evidence = report
            return outcome
        }
        report.used = candidates.count
        if rest.isEmpty { return outcome(candidates, report) }
        return merge(candidates, rest, chunk, report)
    }

    /// Steps 1 to 4 of section 2: points, texts, hashes. Nil where anything does not hold.
    private func candidate(_ item: BallotChunk.Item, _ evidence: [UInt8]) -> Candidate? {
        guard let read = try? chunks.read(item), (try? chunks.election.checkShape(read.ballot)) != nil,
            evidence.count == SubgroupPoint.byteCount * Self.pointCount(chunks.election.questions),
            let points = evidence.withUnsafeBufferPointer({ SubgroupPoint.read(eighths: $0) })
        else { return nil }
        var position = 2
        let ballot = read.ballot
        guard ballot.credential.withUnsafeBufferPointer({ points[0].hasText($0) }) else { return nil }
        var texts: [UInt8] = []
        guard holds(.ballot(hash: ballot.signatureHash), points[1...1], [ballot.signature][...], &texts) else {
            return nil
        }
        let voter = chunks.election.voter(credential: ballot.credential)
        for (answer, question) in zip(ballot.answers, chunks.election.questions) {
            guard self.answer(answer, question, voter, points, &position, &texts) else { return nil }
        }
        return Candidate(ballot: read, points: points)
    }

    private func answer(
        _ answer: AnswerText<Order>, _ question: Question, _ voter: [UInt8], _ points: [SubgroupPoint],
        _ position: inout Int, _ texts: inout [UInt8]
    ) -> Bool {
        var sum = EdwardsPoint.neutral
        var betaSum = EdwardsPoint.neutral
        for choice in answer.alphas.indices {
            let (alpha, beta) = (points[position], points[position + 1])
            let same = answer.ciphertexts.withUnsafeBufferPointer { text in
                alpha.hasText(UnsafeBufferPointer(rebasing: text[answer.alphas[choice]]))
                    && beta.hasText(UnsafeBufferPointer(rebasing: text[answer.betas[choice]]))
            }
            guard same else { return false }
            let text = answer.ciphertexts[answer.alphas[choice].lowerBound..<answer.betas[choice].upperBound]
            guard
                holds(
                    .choice(voter: voter, ciphertext: text), points[position + 2..<position + 6],
                    answer.individualProofs[2 * choice..<2 * choice + 2], &texts)
            else { return false }
            // The sum's text is part of what is hashed only where no blank is offered.
            if !question.blank {
                sum = sum + alpha.point
                betaSum = betaSum + beta.point
            }
            position += 6
        }
        let branches = question.overallBranches
        let overall: ProofStatement =
            question.blank
            ? .sumOrBlank(voter: voter, answer: answer.ciphertexts)
            : .sum(voter: voter, answer: answer.ciphertexts, sum: Suite.texts([sum, betaSum]))
        guard holds(overall, points[position..<position + 2 * branches], answer.overallProof[...], &texts) else {
            return false
        }
        position += 2 * branches
        guard question.blank, let blank = answer.blankProof else { return true }
        defer { position += 4 }
        return holds(
            .blank(voter: voter, answer: answer.ciphertexts), points[position..<position + 4], blank[...], &texts)
    }

    /// Whether the hash of the commitments equals the sum of the challenges.
    private func holds(
        _ statement: ProofStatement, _ commitments: ArraySlice<SubgroupPoint>, _ proofs: ArraySlice<Proof<Order>>,
        _ texts: inout [UInt8]
    ) -> Bool {
        texts.removeAll(keepingCapacity: true)
        for point in commitments {
            if !texts.isEmpty { texts.append(UInt8(ascii: ",")) }
            point.appendText(to: &texts)
        }
        return Suite.challenge(statement, commitmentTexts: texts) == proofs.reduce(.zero) { $0 + $1.challenge }
    }

    /// Step 5: the equations of all candidates in one combination. True for none.
    private func equationsHold(_ candidates: [Candidate], _ chunk: BallotChunk) -> Bool {
        guard let first = candidates.first else { return true }
        var combination = BallotEquations<Suite>(
            election: chunks.election, capacity: candidates.count * first.points.count,
            weights: weights(candidates, chunk))
        for candidate in candidates { combination.add(candidate.ballot.ballot, candidate.points) }
        return combination.hold()
    }

    /// One 16-byte weight for each equation, from ChaCha20 under a key that hangs on every byte that enters the equations
    /// and on fresh system bytes.
    private func weights(_ candidates: [Candidate], _ chunk: BallotChunk) -> [UInt8] {
        var ballots = SHA256()
        var evidence = SHA256()
        for candidate in candidates {
            ballots.update(data: candidate.ballot.item.bytes)
            evidence.update(data: candidate.ballot.item.evidence ?? [])
        }
        let fresh = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            random(UnsafeMutableRawBufferPointer(buffer))
            count = 32
        }
        var key = SHA256()
        key.update(data: Array("sailau-evidence-1".utf8))
        key.update(data: fresh)
        key.update(data: Array(chunks.election.fingerprint.utf8))
        key.update(data: Array(chunks.election.description.publicKey.utf8))
        key.update(data: Array(ballots.finalize()))
        key.update(data: Array(evidence.finalize()))
        let count = candidates.reduce(0) { $0 + $1.points.count }
        // The stream of the cipher is the encryption of zeros; the tag is not used.
        let zeros = [UInt8](repeating: 0, count: 16 * count)
        guard let nonce = try? ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12)),
            let box = try? ChaChaPoly.seal(zeros, using: SymmetricKey(data: Array(key.finalize())), nonce: nonce)
        else { fatalError("ChaCha20 gave no weights") }
        return Array(box.ciphertext)
    }

    private func outcome(_ candidates: [Candidate], _ report: EvidenceReport) -> ChunkOutcome<Suite> {
        var outcome = ChunkOutcome<Suite>(sum: EncryptedTally(chunks.election.questions), evidence: report)
        for candidate in candidates { add(candidate, to: &outcome) }
        return outcome
    }

    private func add(_ candidate: Candidate, to outcome: inout ChunkOutcome<Suite>) {
        var position = 2
        var hasNeutralAlpha = false
        let weight = chunks.credentials.weight(at: candidate.ballot.credential)
        for (index, question) in chunks.election.questions.enumerated() {
            for choice in 0..<question.ciphertexts {
                let ciphertext = Ciphertext<Suite>(
                    alpha: candidate.points[position].point, beta: candidate.points[position + 1].point)
                hasNeutralAlpha = hasNeutralAlpha || ciphertext.alpha.isNeutral
                let sum = outcome.sum.questions[index][choice] + ciphertext.weighted(weight)
                outcome.sum.questions[index][choice] = sum
                position += 6
            }
            position += 2 * question.overallBranches + (question.blank ? 4 : 0)
        }
        outcome.ballots.append(chunks.summary(candidate.ballot, hasNeutralAlpha: hasNeutralAlpha))
    }

    /// Ballots without usable evidence are verified from the archive alone, and everything is put in order again.
    private func merge(
        _ candidates: [Candidate], _ rest: Set<Int>, _ chunk: BallotChunk, _ report: EvidenceReport
    ) -> ChunkOutcome<Suite> {
        let slow = BallotChunk(items: chunk.items.indices.filter(rest.contains).map { chunk.items[$0] })
        let slowOutcome = chunks.verify(slow)
        // A violation ends the chunk: its sum and what follows are of no use, so the plain way names it.
        if slowOutcome.violation != nil {
            var outcome = chunks.verify(chunk)
            outcome.evidence = report
            return outcome
        }
        var outcome = self.outcome(candidates, report)
        outcome.sum.add(slowOutcome.sum.questions)
        outcome.ballots = (outcome.ballots + slowOutcome.ballots).sorted { $0.offset < $1.offset }
        return outcome
    }
}
