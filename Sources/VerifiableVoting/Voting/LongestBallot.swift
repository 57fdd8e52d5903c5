import PrimeOrderGroups

/// How long ballots of an election can be: an urn sets so much aside for each.
///
/// The questions fix how many elements and numbers a ballot holds, and its canonical form grows with each of their texts: no
/// ballot in canonical form is longer than one in which all texts are the longest there are. That one is written here, by the
/// same function that writes ballots.
extension Election {
    /// Bytes that no ballot in canonical form exceeds.
    public var longestBallot: Int {
        BallotText(
            electionUUID: description.uuid, electionHash: fingerprint, credential: longestElement,
            answers: longestAnswers, signatureHash: fingerprint, signature: longestProof,
            unsignedHash: Digest(of: description.bytes)
        ).bytes().count
    }

    /// Bytes that no line of a challenge file exceeds, without its end.
    public var longestChallenge: Int {
        let opening = ChallengedBallot<Suite.Group.Order>.Opening(randomness: longestScalar, choice: 1)
        return ChallengedBallot(
            unsignedBytes: BallotText.unsignedBytes(
                electionUUID: description.uuid, electionHash: fingerprint, credential: longestElement,
                answers: longestAnswers),
            openings: questions.map { Array(repeating: opening, count: $0.ciphertexts) }
        ).line.count
    }

    private var longestElement: [UInt8] { Array(repeating: UInt8(ascii: "9"), count: Suite.Group.longestText) }
    /// q - 1: no number modulo q has more digits.
    private var longestScalar: Scalar<Suite.Group.Order> { Scalar(signed: -1) }
    private var longestProof: Proof<Suite.Group.Order> { Proof(challenge: longestScalar, response: longestScalar) }

    private var longestAnswers: [AnswerText<Suite.Group.Order>] {
        questions.map { question in
            var answer = AnswerText<Suite.Group.Order>()
            for _ in 0..<question.ciphertexts {
                answer.append(alpha: longestElement, beta: longestElement)
                answer.individualProofs += [longestProof, longestProof]
            }
            answer.overallProof = Array(repeating: longestProof, count: question.overallBranches)
            answer.blankProof = question.blank ? [longestProof, longestProof] : nil
            return answer
        }
    }
}
