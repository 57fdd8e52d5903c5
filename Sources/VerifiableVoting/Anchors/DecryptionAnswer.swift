import PrimeOrderGroups

/// What a trustee's own machine answers to an archive that it was handed: a partial decryption, by file or in codes on paper,
/// without the archive being written to. Documentation/Formats/Answer.md.
public struct DecryptionAnswer: Equatable, Sendable {
    public let uuid: String
    /// Hash of the encrypted sum that was decrypted.
    public let tally: Digest
    /// The trustee's number.
    public let owner: Int
    /// The data record of the partial decryption.
    public let decryption: [UInt8]

    public init(uuid: String, tally: Digest, owner: Int, decryption: [UInt8]) {
        (self.uuid, self.tally, self.owner, self.decryption) = (uuid, tally, owner, decryption)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-decryption-answer\",\"version\":1,\"uuid\":")
            text.string(uuid)
            text.raw(",\"tally\":")
            text.string(tally.hexadecimal)
            text.raw(",\"owner\":")
            text.whole(owner)
            text.raw(",\"decryption\":")
            text.string(String(decoding: decryption, as: UTF8.self))
            text.raw("}")
        }
    }

    /// Throws `decryptionFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-decryption-answer", breaking: .decryptionFormat)
        self.init(
            uuid: try fields.string("uuid"), tally: try fields.digest("tally"), owner: try fields.whole("owner"),
            decryption: Array(try fields.string("decryption").utf8))
        try fields.requireCanonical(self.bytes, bytes)
    }
}

extension VerifiedArchive {
    /// The data records of the PartialDecryption event that an answer makes. Throws `decryptionFormat` for an answer to another
    /// election or sum, `decryptionOwner` for nobody's and for a second one, `decryptionProof` for one that does not hold.
    public func decryptionData(of answer: DecryptionAnswer) throws(Violation) -> [[UInt8]] {
        guard answer.uuid == statement.uuid, answer.tally == tallyDigest else {
            throw Violation(.decryptionFormat, Place(trustee: answer.owner), detail: answer.uuid)
        }
        guard let key = trustees.key(ofOwner: answer.owner), !owners.contains(answer.owner) else {
            throw Violation(.decryptionOwner, detail: String(answer.owner))
        }
        let decryption = try PartialDecryption<Suite>(bytes: answer.decryption, questions: election.questions)
        do throws(Violation) {
            try decryption.verify(of: tally, fingerprint: election.fingerprint, key: key)
        } catch { throw error.at(Place(trustee: answer.owner)) }
        return [
            answer.decryption, DecryptionOwner(owner: answer.owner, payload: Digest(of: answer.decryption)).bytes,
        ]
    }
}
