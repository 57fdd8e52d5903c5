import PrimeOrderGroups

/// A ballot that was verified: its voter and its ciphertexts, question by question, without those of blank counted apart.
public struct VerifiedBallot<Suite: CipherSuite>: Sendable {
    /// Canonical text of the public credential.
    public let credential: [UInt8]
    public let ciphertexts: [[Ciphertext<Suite>]]
    public let isCanonical: Bool
    /// Whether a ciphertext has a neutral alpha: allowed by the proofs, but its content is plain to see.
    public let hasNeutralAlpha: Bool
}

/// Verifies ballots one by one from their bytes alone (specification notes, section 4.6).
extension Election {
    /// What can be held against the election without a power: counts and identifiers. Throws the first violation.
    func checkShape(_ ballot: BallotText<Suite.Group.Order>) throws(Violation) {
        guard ballot.electionUUID.isSpelled(description.uuid) else {
            throw Violation(.ballotElection, detail: "election_uuid \(ballot.electionUUID)")
        }
        guard ballot.electionHash.isSpelled(fingerprint) else {
            throw Violation(.ballotElection, detail: "election_hash \(ballot.electionHash)")
        }
        guard ballot.signatureHash.isSpelled(ballot.unsignedHash.base64) else {
            throw Violation(.ballotHash, detail: ballot.signatureHash)
        }
        guard ballot.answers.count == questions.count else {
            throw Violation(.answerCount, detail: String(ballot.answers.count))
        }
        for (index, (answer, question)) in zip(ballot.answers, questions).enumerated() {
            let place = Place(question: index + 1)
            guard answer.alphas.count == question.ciphertexts else {
                throw Violation(.choiceCount, place, detail: String(answer.alphas.count))
            }
            guard answer.individualProofs.count == 2 * question.ciphertexts,
                answer.overallProof.count == question.overallBranches,
                answer.blankProof?.count == (question.blank ? 2 : nil)
            else { throw Violation(.proofCount, place) }
        }
    }

    /// Verifies a ballot whose credential the caller looks up. Throws the first rule that it breaks.
    public func verify(_ bytes: [UInt8]) throws(Violation) -> VerifiedBallot<Suite> {
        let ballot = try BallotReader<Suite.Group.Order>.read(bytes)
        let credential = try credential(ballot)
        guard Suite.Group.isMember(credential) else { throw Violation(.ballotCredential) }
        return try verify(ballot, ciphertexts: ciphertexts(ballot), credential: credential, membersKnown: false)
    }

    /// The ballot's credential; whether it is listed, or a member of the group, is the caller's to find out.
    func credential(_ ballot: BallotText<Suite.Group.Order>) throws(Violation) -> Suite.Element {
        guard let credential = ballot.credential.withUnsafeBufferPointer({ Suite.Group.element(text: $0) }) else {
            throw Violation(.elementText, detail: "credential")
        }
        guard credential != Suite.Group.neutral else { throw Violation(.ballotCredential) }
        return credential
    }

    /// Verifies a ballot of a credential that is a member of the group, after its ciphertexts were read. `membersKnown`:
    /// these are known to be members too.
    func verify(
        _ ballot: BallotText<Suite.Group.Order>, ciphertexts: [[Ciphertext<Suite>]], credential: Suite.Element,
        membersKnown: Bool
    ) throws(Violation) -> VerifiedBallot<Suite> {
        var commitments = BallotCommitments<Suite>(
            ballot, ciphertexts, questions, signer: credential, membersKnown: membersKnown)
        commitments.compute(key: keyTable)
        let statement = ProofStatement.ballot(hash: ballot.signatureHash)
        guard Suite.challenge(statement, commitments: commitments.next(1)) == ballot.signature.challenge else {
            throw Violation(.ballotSignature)
        }
        return try verifyAnswers(ballot, ciphertexts, &commitments)
    }

    /// Verifies everything of a ballot but its credential and its signature. The ciphertexts are members of the group.
    func verifyAnswers(
        _ ballot: BallotText<Suite.Group.Order>, ciphertexts: [[Ciphertext<Suite>]]
    ) throws(Violation) -> VerifiedBallot<Suite> {
        var commitments = BallotCommitments<Suite>(
            ballot, ciphertexts, questions, signer: nil, membersKnown: true)
        commitments.compute(key: keyTable)
        return try verifyAnswers(ballot, ciphertexts, &commitments)
    }

    private func verifyAnswers(
        _ ballot: BallotText<Suite.Group.Order>, _ ciphertexts: [[Ciphertext<Suite>]],
        _ commitments: inout BallotCommitments<Suite>
    ) throws(Violation) -> VerifiedBallot<Suite> {
        let voter = voter(credential: ballot.credential)
        var hasNeutralAlpha = false
        for (index, answer) in ballot.answers.enumerated() {
            let place = Place(question: index + 1)
            do throws(Violation) {
                try verify(answer, ciphertexts[index], questions[index], voter: voter, &commitments)
            } catch { throw error.at(place) }
            hasNeutralAlpha = hasNeutralAlpha || ciphertexts[index].contains { $0.alpha == Suite.Group.neutral }
        }
        return VerifiedBallot(
            credential: ballot.credential, ciphertexts: ciphertexts, isCanonical: ballot.isCanonical,
            hasNeutralAlpha: hasNeutralAlpha)
    }

    /// Holds a ballot's shape against the election and reads its ciphertexts; their membership is not yet tested.
    func ciphertexts(_ ballot: BallotText<Suite.Group.Order>) throws(Violation) -> [[Ciphertext<Suite>]] {
        try checkShape(ballot)
        var all: [[Ciphertext<Suite>]] = []
        for (index, answer) in ballot.answers.enumerated() {
            do throws(Violation) {
                all.append(try Self.ciphertexts(answer))
            } catch { throw error.at(Place(question: index + 1)) }
        }
        return all
    }

    private static func ciphertexts(_ answer: AnswerText<Suite.Group.Order>) throws(Violation) -> [Ciphertext<Suite>] {
        let elements = answer.ciphertexts.withUnsafeBufferPointer { text in
            Suite.Group.elements(
                texts: zip(answer.alphas, answer.betas).flatMap { alpha, beta in
                    [UnsafeBufferPointer(rebasing: text[alpha]), UnsafeBufferPointer(rebasing: text[beta])]
                })
        }
        var ciphertexts: [Ciphertext<Suite>] = []
        ciphertexts.reserveCapacity(answer.alphas.count)
        for index in answer.alphas.indices {
            guard let alpha = elements[2 * index], let beta = elements[2 * index + 1] else {
                throw Violation(.elementText, Place(choice: index + 1))
            }
            ciphertexts.append(Ciphertext(alpha: alpha, beta: beta))
        }
        return ciphertexts
    }

    /// Takes the answer's commitments from `commitments`, in the order in which they were asked for.
    private func verify(
        _ answer: AnswerText<Suite.Group.Order>, _ ciphertexts: [Ciphertext<Suite>], _ question: Question,
        voter: [UInt8], _ commitments: inout BallotCommitments<Suite>
    ) throws(Violation) {
        // What the proofs of an answer say is only looked at once all of its ciphertexts are members of the group.
        if let outside = commitments.firstOutside(ofNext: ciphertexts.count) {
            throw Violation(.elementMembership, Place(choice: outside + 1))
        }
        for index in ciphertexts.indices {
            let proofs = answer.individualProofs[2 * index..<2 * index + 2]
            let branches = commitments.next(4)
            let text = answer.ciphertexts[answer.alphas[index].lowerBound..<answer.betas[index].upperBound]
            guard holds(proofs, branches, .choice(voter: voter, ciphertext: text)) else {
                throw Violation(.individualProof, Place(choice: index + 1))
            }
        }
        let overall = answer.overallProof[...]
        let overallBranches = commitments.next(2 * overall.count)
        guard question.blank else {
            var sumText: [UInt8] = []
            let sum = ciphertexts.reduce(.neutral, +)
            Suite.Group.appendTexts([sum.alpha, sum.beta], to: &sumText)
            guard holds(overall, overallBranches, .sum(voter: voter, answer: answer.ciphertexts, sum: sumText)) else {
                throw Violation(.overallProof)
            }
            return
        }
        guard holds(overall, overallBranches, .sumOrBlank(voter: voter, answer: answer.ciphertexts)) else {
            throw Violation(.overallProof)
        }
        let blank = (answer.blankProof ?? [])[...]
        guard holds(blank, commitments.next(2 * blank.count), .blank(voter: voter, answer: answer.ciphertexts)) else {
            throw Violation(.blankProof)
        }
    }

    /// Whether the challenges of the branches add up to the hash of the commitments.
    private func holds(
        _ proofs: ArraySlice<Proof<Suite.Group.Order>>, _ commitments: [Suite.Element], _ statement: ProofStatement
    ) -> Bool {
        let sum = proofs.reduce(Suite.Exponent.zero) { $0 + $1.challenge }
        return Suite.challenge(statement, commitments: commitments) == sum
    }
}
