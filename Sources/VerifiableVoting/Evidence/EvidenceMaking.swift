import PrimeOrderGroups

extension EvidenceMethod where Suite.Group == Edwards25519 {
    /// Evidence over Ed25519; the one group whose cofactor makes membership of an eighth certain.
    static var edwards: EvidenceMethod {
        EvidenceMethod(
            pointCount: EvidenceVerification<Suite>.pointCount,
            verify: { chunk, chunks in
                EvidenceVerification(chunks: chunks, random: SystemRandom.fill).verify(chunk)
            },
            make: { (bytes, election) throws(Violation) in try EvidenceMaking(election: election).points(bytes) })
    }
}

/// Makes the points of a ballot's entry: the eighths of its elements and commitments, from public bytes alone.
struct EvidenceMaking<Suite: CipherSuite> where Suite.Group == Edwards25519 {
    typealias Order = Edwards25519Order

    let election: Election<Suite>

    /// Throws what `Election.verify` throws for a ballot that cannot be read; whether its proofs hold is not tested.
    func points(_ bytes: [UInt8]) throws(Violation) -> [UInt8] {
        let ballot = try BallotReader<Order>.read(bytes)
        let credential = try election.credential(ballot)
        let ciphertexts = try election.ciphertexts(ballot)
        var eighths = [
            credential.multiplied(by: SubgroupPoint.oneEighth), commitment(ballot.signature, credential, nil),
        ]
        for (answer, (question, row)) in zip(ballot.answers, zip(election.questions, ciphertexts)) {
            append(answer, question, row, to: &eighths)
        }
        var out: [UInt8] = []
        SubgroupPoint.append(eighths, to: &out)
        return out
    }

    private func append(
        _ answer: AnswerText<Order>, _ question: Question, _ ciphertexts: [Ciphertext<Suite>],
        to eighths: inout [EdwardsPoint]
    ) {
        for (choice, ciphertext) in ciphertexts.enumerated() {
            eighths.append(ciphertext.alpha.multiplied(by: SubgroupPoint.oneEighth))
            eighths.append(ciphertext.beta.multiplied(by: SubgroupPoint.oneEighth))
            append(answer.individualProofs[2 * choice], ciphertext, 0, to: &eighths)
            append(answer.individualProofs[2 * choice + 1], ciphertext, 1, to: &eighths)
        }
        let sum = (question.blank ? ciphertexts.dropFirst() : ciphertexts[...]).reduce(.neutral, +)
        for (index, proof) in answer.overallProof.enumerated() {
            if question.blank && index == 0 {
                append(proof, ciphertexts[0], 1, to: &eighths)
            } else {
                append(proof, sum, question.minimum + index - (question.blank ? 1 : 0), to: &eighths)
            }
        }
        for (index, proof) in (answer.blankProof ?? []).enumerated() {
            append(proof, index == 0 ? ciphertexts[0] : sum, 0, to: &eighths)
        }
    }

    private func append(
        _ proof: Proof<Order>, _ ciphertext: Ciphertext<Suite>, _ plaintext: Int, to eighths: inout [EdwardsPoint]
    ) {
        eighths.append(commitment(proof, ciphertext.alpha, nil))
        let eighth = commitment(proof, ciphertext.beta, election.keyTable)
        guard plaintext != 0 else {
            eighths.append(eighth)
            return
        }
        let shift = -(proof.challenge * SubgroupPoint.oneEighth * Scalar(signed: plaintext))
        eighths.append(Suite.Group.product(eighth, Suite.Group.generatorTable, shift))
    }

    /// An eighth of s B + c P, from the numbers s/8 and c/8; B is G where no table is given.
    private func commitment(_ proof: Proof<Order>, _ point: EdwardsPoint, _ table: EdwardsTable?) -> EdwardsPoint {
        let power = point.multiplied(by: proof.challenge * SubgroupPoint.oneEighth)
        return Suite.Group.product(
            power, table ?? Suite.Group.generatorTable, proof.response * SubgroupPoint.oneEighth)
    }
}

/// Makes an evidence file from an archive, in the archive's order; anyone can.
public enum EvidenceMaker {
    /// What was made.
    public struct Report: Equatable, Sendable {
        public var ballots = 0
        public var bytes: UInt64 = 0
    }

    /// Hands the file's bytes to `write`, piece by piece. Throws `EvidenceRefusal.groupWithoutEvidence` and what the
    /// archive breaks; ballots whose proofs do not hold get an entry that is worth nothing.
    public static func make(
        _ source: any ArchiveSource, cores: Int, progress: (@Sendable (VerificationProgress) -> Void)? = nil,
        write: @escaping ([UInt8]) throws -> Void
    ) async throws -> Report {
        var events = EventScanner(source)
        guard let first = try events.next() else { throw Violation(.archiveTruncated, Place(offset: 0)) }
        let description = try ElectionDescription(bytes: try Setup(first).election)
        return try await SuiteChoice.visit(
            description,
            Visitor(size: source.byteCount, events: events, cores: max(1, cores), progress: progress, write: write))
    }

    private struct Visitor: SuiteVisitor {
        let size: UInt64
        let events: EventScanner
        let cores: Int
        let progress: (@Sendable (VerificationProgress) -> Void)?
        let write: ([UInt8]) throws -> Void

        func visit<Suite: CipherSuite>(
            _ election: Election<Suite>, _ evidence: EvidenceMethod<Suite>?
        ) async throws -> Report {
            guard let evidence else { throw EvidenceRefusal.groupWithoutEvidence }
            let header = EvidenceFile.header(fingerprint: Digest(of: election.description.bytes))
            try write(header)
            var report = Report(ballots: 0, bytes: UInt64(header.count))
            var events = events
            var atEnd = false
            while !atEnd {
                var ballots: [(Digest, [UInt8])] = []
                while ballots.count < cores * BallotChunk.size {
                    guard let records = try events.next(), records.event.kind == .ballot else {
                        atEnd = true
                        break
                    }
                    ballots.append((records.data[0].digest, records.data[0].body))
                }
                // An equal part for each core.
                let share = max(1, (ballots.count + cores - 1) / cores)
                let group = stride(from: 0, to: ballots.count, by: share).map { start in
                    Array(ballots[start..<min(start + share, ballots.count)])
                }
                let entries = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { tasks in
                    for (index, ballots) in group.enumerated() {
                        tasks.addTask {
                            var bytes: [UInt8] = []
                            for (digest, ballot) in ballots {
                                bytes += EvidenceFile.entry(
                                    ballot: digest, points: try evidence.make(ballot, election))
                            }
                            return (index, bytes)
                        }
                    }
                    var made: [Int: [UInt8]] = [:]
                    for try await (index, bytes) in tasks { made[index] = bytes }
                    return group.indices.map { made[$0] ?? [] }
                }
                for bytes in entries {
                    try write(bytes)
                    report.bytes += UInt64(bytes.count)
                }
                report.ballots += group.reduce(0) { $0 + $1.count }
                progress?(VerificationProgress(bytes: events.offset, ofBytes: size, ballots: report.ballots))
            }
            return report
        }
    }
}
