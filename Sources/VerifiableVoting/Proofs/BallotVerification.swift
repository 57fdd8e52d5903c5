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
        guard Suite.verify(ballot.signature, of: credential, .ballot(hash: ballot.signatureHash)) else {
            throw Violation(.ballotSignature)
        }
        return try verifyAnswers(ballot, ciphertexts: ciphertexts, membersKnown: membersKnown)
    }

    /// Verifies everything of a ballot but its credential and its signature.
    func verifyAnswers(
        _ ballot: BallotText<Suite.Group.Order>, ciphertexts: [[Ciphertext<Suite>]], membersKnown: Bool
    ) throws(Violation) -> VerifiedBallot<Suite> {
        let voter = voter(credential: ballot.credential)
        var hasNeutralAlpha = false
        for (index, answer) in ballot.answers.enumerated() {
            let place = Place(question: index + 1)
            do throws(Violation) {
                try verify(
                    answer, ciphertexts[index], questions[index], voter: voter, membersKnown: membersKnown)
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
        var ciphertexts: [Ciphertext<Suite>] = []
        ciphertexts.reserveCapacity(answer.alphas.count)
        for index in answer.alphas.indices {
            let (alpha, beta) = answer.ciphertexts.withUnsafeBufferPointer { text in
                (
                    Suite.Group.element(text: UnsafeBufferPointer(rebasing: text[answer.alphas[index]])),
                    Suite.Group.element(text: UnsafeBufferPointer(rebasing: text[answer.betas[index]]))
                )
            }
            guard let alpha, let beta else { throw Violation(.elementText, Place(choice: index + 1)) }
            ciphertexts.append(Ciphertext(alpha: alpha, beta: beta))
        }
        return ciphertexts
    }

    private func verify(
        _ answer: AnswerText<Suite.Group.Order>, _ ciphertexts: [Ciphertext<Suite>], _ question: Question,
        voter: [UInt8], membersKnown: Bool
    ) throws(Violation) {
        for (index, ciphertext) in ciphertexts.enumerated() {
            let proofs = answer.individualProofs[2 * index..<2 * index + 2]
            guard let branches = bothCommitments(proofs, to: ciphertext, membersKnown: membersKnown) else {
                throw Violation(.elementMembership, Place(choice: index + 1))
            }
            let text = answer.ciphertexts[answer.alphas[index].lowerBound..<answer.betas[index].upperBound]
            guard holds(proofs, branches, .choice(voter: voter, ciphertext: text)) else {
                throw Violation(.individualProof, Place(choice: index + 1))
            }
        }
        let plain = question.blank ? ciphertexts.dropFirst() : ciphertexts[...]
        let sum = plain.reduce(.neutral, +)
        let bounds = Array(question.minimum...question.maximum)
        guard question.blank else {
            var sumText: [UInt8] = []
            Suite.Group.appendTexts([sum.alpha, sum.beta], to: &sumText)
            let proofs = answer.overallProof[...]
            let branches = commitments(proofs, to: sum, plaintexts: bounds)
            guard holds(proofs, branches, .sum(voter: voter, answer: answer.ciphertexts, sum: sumText)) else {
                throw Violation(.overallProof)
            }
            return
        }
        let overall = answer.overallProof[...]
        let overallBranches =
            commitments(overall.prefix(1), to: ciphertexts[0], plaintexts: [1])
            + commitments(overall.dropFirst(), to: sum, plaintexts: bounds)
        guard holds(overall, overallBranches, .sumOrBlank(voter: voter, answer: answer.ciphertexts)) else {
            throw Violation(.overallProof)
        }
        let blank = (answer.blankProof ?? [])[...]
        let blankBranches =
            commitments(blank.prefix(1), to: ciphertexts[0], plaintexts: [0])
            + commitments(blank.dropFirst(), to: sum, plaintexts: [0])
        guard holds(blank, blankBranches, .blank(voter: voter, answer: answer.ciphertexts)) else {
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

    /// The commitments of an individual proof; nil where the ciphertext lies outside the group.
    private func bothCommitments(
        _ proofs: ArraySlice<Proof<Suite.Group.Order>>, to ciphertext: Ciphertext<Suite>, membersKnown: Bool
    ) -> [Suite.Element]? {
        let first = proofs[proofs.startIndex]
        let second = proofs[proofs.startIndex + 1]
        let powers: [(Suite.Element, Suite.Element)]
        if membersKnown {
            powers = [ciphertext.alpha, ciphertext.beta].map {
                Suite.Group.powers($0, first.challenge, second.challenge)
            }
        } else {
            let tested = [ciphertext.alpha, ciphertext.beta].map {
                Suite.Group.powersAndMembership($0, first.challenge, second.challenge)
            }
            guard tested.allSatisfy(\.isMember) else { return nil }
            powers = tested.map { ($0.0, $0.1) }
        }
        var result: [Suite.Element] = []
        append(first, 0, powers[0].0, powers[1].0, to: &result)
        append(second, 1, powers[0].1, powers[1].1, to: &result)
        return result
    }

    /// A_j = g^s a^c and B_j = y^s (b / g^M)^c of every branch, in order.
    private func commitments(
        _ proofs: ArraySlice<Proof<Suite.Group.Order>>, to ciphertext: Ciphertext<Suite>, plaintexts: [Int]
    ) -> [Suite.Element] {
        var result: [Suite.Element] = []
        result.reserveCapacity(2 * proofs.count)
        for (proof, plaintext) in zip(proofs, plaintexts) {
            append(
                proof, plaintext, Suite.Group.power(ciphertext.alpha, proof.challenge),
                Suite.Group.power(ciphertext.beta, proof.challenge), to: &result)
        }
        return result
    }

    private func append(
        _ proof: Proof<Suite.Group.Order>, _ plaintext: Int, _ alphaPower: Suite.Element, _ betaPower: Suite.Element,
        to result: inout [Suite.Element]
    ) {
        result.append(Suite.Group.product(alphaPower, Suite.Group.generatorTable, proof.response))
        var beta = Suite.Group.product(betaPower, keyTable, proof.response)
        if plaintext != 0 {
            let exponent = -(proof.challenge * Suite.Exponent(signed: plaintext))
            beta = Suite.Group.product(beta, Suite.Group.generatorTable, exponent)
        }
        result.append(beta)
    }
}
