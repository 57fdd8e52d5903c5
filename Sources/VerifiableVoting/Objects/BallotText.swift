public import PrimeOrderGroups

/// A ballot as its file spells it: group elements still as text, numbers read, counts not yet held against an election.
///
/// Specification notes, section 4.6.
public struct BallotText<Order: PrimeOrder>: Sendable {
    public var electionUUID: String
    public var electionHash: String
    /// Text of the public credential.
    public var credential: [UInt8]
    public var answers: [AnswerText<Order>]
    /// The hash that the signature names.
    public var signatureHash: String
    public var signature: Proof<Order>
    /// Hash of the ballot without its signature, made from the bytes: what `signatureHash` must be.
    public var unsignedHash: Digest
    /// Whether the answers are spelled in canonical form too.
    public var isCanonical = true
}

/// An answer of a ballot in text.
public struct AnswerText<Order: PrimeOrder>: Sendable {
    /// alpha,beta of all ciphertexts joined by commas: the statement that proofs over the whole answer hash.
    public var ciphertexts: [UInt8] = []
    /// Where each ciphertext's alpha and beta stand in `ciphertexts`.
    public var alphas: [Range<Int>] = []
    public var betas: [Range<Int>] = []
    /// Two branches for each ciphertext, in order.
    public var individualProofs: [Proof<Order>] = []
    public var overallProof: [Proof<Order>] = []
    public var blankProof: [Proof<Order>]?

    mutating func append(alpha: some Sequence<UInt8>, beta: some Sequence<UInt8>) {
        if !ciphertexts.isEmpty { ciphertexts.append(UInt8(ascii: ",")) }
        let start = ciphertexts.count
        ciphertexts.append(contentsOf: alpha)
        let middle = ciphertexts.count
        ciphertexts.append(UInt8(ascii: ","))
        ciphertexts.append(contentsOf: beta)
        alphas.append(start..<middle)
        betas.append(middle + 1..<ciphertexts.count)
    }

    public func write(to text: inout CanonicalText) {
        text.raw("{\"choices\":")
        text.list(alphas.indices) { text, index in
            text.raw("{\"alpha\":")
            text.element(ciphertexts[alphas[index]])
            text.raw(",\"beta\":")
            text.element(ciphertexts[betas[index]])
            text.raw("}")
        }
        text.raw(",\"individual_proofs\":")
        // Pairs by their own number, which a ballot that was only read need not have right.
        text.list(0..<individualProofs.count / 2) { text, index in
            text.list(individualProofs[2 * index..<2 * index + 2]) { text, proof in proof.write(to: &text) }
        }
        text.raw(",\"overall_proof\":")
        text.list(overallProof) { text, proof in proof.write(to: &text) }
        if let blankProof {
            text.raw(",\"blank_proof\":")
            text.list(blankProof) { text, proof in proof.write(to: &text) }
        }
        text.raw("}")
    }
}

extension BallotText {
    /// The canonical ballot without its signature: what the ballot code and the signature's hash are made from.
    public static func unsignedBytes(
        electionUUID: String, electionHash: String, credential: [UInt8], answers: [AnswerText<Order>]
    ) -> [UInt8] {
        CanonicalText.of { text in
            writeUnsigned(electionUUID, electionHash, credential, answers, to: &text)
            text.raw("}")
        }
    }

    /// The canonical ballot.
    public func bytes() -> [UInt8] {
        CanonicalText.of { text in
            Self.writeUnsigned(electionUUID, electionHash, credential, answers, to: &text)
            text.raw(",\"signature\":{\"hash\":")
            text.string(signatureHash)
            text.raw(",\"proof\":")
            signature.write(to: &text)
            text.raw("}}")
        }
    }

    private static func writeUnsigned(
        _ electionUUID: String, _ electionHash: String, _ credential: [UInt8], _ answers: [AnswerText<Order>],
        to text: inout CanonicalText
    ) {
        text.raw("{\"election_uuid\":")
        text.string(electionUUID)
        text.raw(",\"election_hash\":")
        text.string(electionHash)
        text.raw(",\"credential\":")
        text.element(credential)
        text.raw(",\"answers\":")
        text.list(answers) { text, answer in answer.write(to: &text) }
    }
}
