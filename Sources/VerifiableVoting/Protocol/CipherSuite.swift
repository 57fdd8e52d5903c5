public import PrimeOrderGroups

/// A version of the protocol over a group: how statements become challenges, and secrets become exponents.
///
/// Everything that the versions of the protocol do differently stands behind this interface; nothing else knows which
/// version an election runs.
public protocol CipherSuite: Sendable {
    associatedtype Group: PrimeOrderGroups.Group

    /// The value of `version` in the file of an election.
    static var version: Int64 { get }

    /// The challenge of a proof from what it states and the canonical texts of its commitments, joined by commas.
    static func challenge(_ statement: ProofStatement, commitmentTexts: [UInt8]) -> Scalar<Group.Order>

    /// The secret exponent of a voter's private credential in the election `uuid`.
    static func credentialExponent(uuid: String, privateCredential: String) -> SecretScalar<Group.Order>

    /// The exponents that a trustee of a threshold set derives from one seed: for signing and for decrypting messages.
    static func signingKey(seed: String) -> SecretScalar<Group.Order>
    static func encryptionKey(seed: String) -> SecretScalar<Group.Order>
}

extension CipherSuite {
    public typealias Element = Group.Element
    public typealias Exponent = Scalar<Group.Order>
    public typealias Secret = SecretScalar<Group.Order>

    static func challenge(_ statement: ProofStatement, commitments: [Element]) -> Exponent {
        var texts: [UInt8] = []
        texts.reserveCapacity(commitments.count * 65)
        Group.appendTexts(commitments, to: &texts)
        return challenge(statement, commitmentTexts: texts)
    }
}

/// What a proof is bound to besides its commitments. Texts are those of the protocol: group elements in canonical form.
public enum ProofStatement: Sendable {
    /// A trustee knows the exponent of his key.
    case trusteeKey(group: String, key: [UInt8])
    /// A trustee signs a message.
    case message(String)
    /// The holder of a credential signs a ballot with this hash.
    case ballot(hash: String)
    /// A decryption factor belongs to the key, in the election with this fingerprint.
    case decryption(fingerprint: String, key: [UInt8])
    /// A ciphertext of a ballot encrypts 0 or 1. `voter` is fingerprint|credential; `ciphertext` alpha,beta.
    case choice(voter: [UInt8], ciphertext: ArraySlice<UInt8>)
    /// The sum of an answer's ciphertexts lies between its bounds; `answer` is voter|all ciphertexts.
    case sum(voter: [UInt8], answer: [UInt8], sum: [UInt8])
    /// The answer is blank or its sum lies between its bounds.
    case sumOrBlank(voter: [UInt8], answer: [UInt8])
    /// The answer is not blank or its sum is zero.
    case blank(voter: [UInt8], answer: [UInt8])
}
