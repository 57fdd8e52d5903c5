public import PrimeOrderGroups

/// A trustee's decryption factors of a tally with their proofs (specification notes, section 4.8).
public struct PartialDecryption<Suite: CipherSuite>: Sendable {
    /// alpha^x for each ciphertext of each question.
    public let factors: [[Suite.Element]]
    public let proofs: [[Proof<Suite.Group.Order>]]

    /// Decrypts with a trustee's private key. Constant time in the key.
    init(of tally: EncryptedTally<Suite>, fingerprint: String, key: Suite.Element, secret: Suite.Secret) {
        let statement = ProofStatement.decryption(
            fingerprint: fingerprint, key: Array(Suite.Group.text(key).utf8))
        let decrypted = tally.questions.map { question in
            question.map { Suite.decrypt($0.alpha, secret, nonce: .random(), statement) }
        }
        factors = decrypted.map { $0.map(\.factor) }
        proofs = decrypted.map { $0.map(\.proof) }
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"decryption_factors\":")
            text.list(factors) { text, row in
                text.list(row) { text, factor in text.string(Suite.Group.text(factor)) }
            }
            text.raw(",\"decryption_proofs\":")
            text.list(proofs) { text, row in
                text.list(row) { text, proof in proof.write(to: &text) }
            }
            text.raw("}")
        }
    }

    /// Reads factors and proofs with the shape of the questions, every factor a member of the group. Throws
    /// `decryptionFormat`, `elementText`, `elementMembership` or `scalarText`.
    public init(bytes: [UInt8], questions: [Question]) throws(Violation) {
        let tree = try JSONTree.object(bytes, breaking: .decryptionFormat)
        guard let factorRows = tree["decryption_factors"]?.items, let proofRows = tree["decryption_proofs"]?.items,
            factorRows.count == questions.count, proofRows.count == questions.count
        else { throw Violation(.decryptionFormat) }
        var factors: [[Suite.Element]] = []
        var proofs: [[Proof<Suite.Group.Order>]] = []
        for (index, question) in questions.enumerated() {
            guard let factorItems = factorRows[index].items, let proofItems = proofRows[index].items,
                factorItems.count == question.ciphertexts, proofItems.count == question.ciphertexts
            else { throw Violation(.decryptionFormat, Place(question: index + 1)) }
            var factorRow: [Suite.Element] = []
            var proofRow: [Proof<Suite.Group.Order>] = []
            for position in 0..<question.ciphertexts {
                let place = Place(question: index + 1, choice: position + 1)
                guard let text = factorItems[position].string, let factor = Suite.Group.element(text: text) else {
                    throw Violation(.elementText, place)
                }
                guard Suite.Group.isMember(factor) else { throw Violation(.elementMembership, place) }
                factorRow.append(factor)
                do throws(Violation) {
                    proofRow.append(try Proof(proofItems[position], breaking: .decryptionFormat))
                } catch { throw error.at(place) }
            }
            factors.append(factorRow)
            proofs.append(proofRow)
        }
        self.factors = factors
        self.proofs = proofs
    }

    /// Holds every factor against its proof. Throws `decryptionProof` with the place of the first that fails.
    func verify(of tally: EncryptedTally<Suite>, fingerprint: String, key: Suite.Element) throws(Violation) {
        let statement = ProofStatement.decryption(
            fingerprint: fingerprint, key: Array(Suite.Group.text(key).utf8))
        for (index, ciphertexts) in tally.questions.enumerated() {
            for (position, ciphertext) in ciphertexts.enumerated() {
                guard
                    Suite.verify(
                        proofs[index][position], factor: factors[index][position], of: ciphertext.alpha, key: key,
                        statement)
                else { throw Violation(.decryptionProof, Place(question: index + 1, choice: position + 1)) }
            }
        }
    }
}

/// The record beside a partial decryption: whose it is.
public struct DecryptionOwner: Equatable, Sendable {
    /// Position among the trustees from 1.
    public let owner: Int
    public let payload: Digest

    public init(owner: Int, payload: Digest) { (self.owner, self.payload) = (owner, payload) }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"owner\":")
            text.whole(owner)
            text.raw(",\"payload\":")
            text.string(payload.hexadecimal)
            text.raw("}")
        }
    }

    /// Throws `decryptionFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let tree = try JSONTree.object(bytes, breaking: .decryptionFormat)
        guard let owner = tree["owner"]?.whole, (1...Int64(Int32.max)).contains(owner),
            let text = tree["payload"]?.string, let payload = Digest(hexadecimal: text)
        else { throw Violation(.decryptionFormat, detail: "owner, payload") }
        self.init(owner: Int(owner), payload: payload)
    }
}
