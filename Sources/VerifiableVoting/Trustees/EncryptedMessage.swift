import Crypto
import PrimeOrderGroups

/// What is wrong with a message between the members of a threshold set.
public enum MessageFault: String, Error, CaseIterable, Sendable {
    /// It is not the JSON that it should be.
    case format
    /// It names another algorithm than AES-GCM.
    case algorithm
    /// Its group elements are not in canonical form or outside the group.
    case element
    /// The cipher refuses it: it was changed, or encrypted for somebody else.
    case cipher
    /// It was not signed by the member who should have sent it.
    case signature
    /// It was written for another member, who was sent it first.
    case recipient
    /// What it says is not what this message should say, or a number in it is not in canonical form.
    case content
}

/// `encrypted_msg` of the notes, section 4.7: ElGamal of a random element that gives the key of AES-256-GCM.
struct EncryptedMessage<Suite: CipherSuite>: Sendable {
    let alpha: Suite.Element
    let beta: Suite.Element
    /// Ciphertext and tag.
    let data: [UInt8]

    private static var tagSize: Int { 16 }
    private static var algorithm: String { "AES-GCM" }
    /// Longest text that is read: more than a polynomial with the most coefficients takes.
    private static var mostBytes: Int { 1 << 20 }

    init(text: String) throws(MessageFault) {
        guard text.utf8.count <= Self.mostBytes, let tree = try? JSONTree.read(Array(text.utf8)),
            let alphaText = tree["alpha"]?.string, let betaText = tree["beta"]?.string
        else { throw .format }
        guard tree["algorithm"]?.string == Self.algorithm else { throw .algorithm }
        guard let digits = tree["data"]?.string, let data = Hexadecimal.bytes(digits.utf8), data.count >= Self.tagSize
        else { throw .format }
        guard let alpha = Suite.Group.element(text: alphaText), let beta = Suite.Group.element(text: betaText),
            Suite.Group.isMember(alpha), Suite.Group.isMember(beta)
        else { throw .element }
        (self.alpha, self.beta, self.data) = (alpha, beta, data)
    }

    /// Encrypts for the owner of `key`, which must lie in the group.
    init(_ plain: [UInt8], for key: Suite.Element, random: SecretSource) throws(MessageFault) {
        let randomness: Suite.Secret = random.scalar()
        let shared = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, random.scalar())
        let alpha = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, randomness)
        do {
            let box = try AES.GCM.seal(plain, using: Self.key(shared), nonce: Self.nonce(alpha))
            data = Array(box.ciphertext) + Array(box.tag)
        } catch {
            throw .cipher
        }
        self.alpha = alpha
        beta = Suite.Group.product(Suite.Group.secretPower(key, randomness), shared)
    }

    func decrypted(with secret: Suite.Secret) throws(MessageFault) -> [UInt8] {
        let shared = Suite.Group.quotient(beta, Suite.Group.secretPower(alpha, secret))
        do {
            let box = try AES.GCM.SealedBox(
                nonce: Self.nonce(alpha), ciphertext: Array(data.dropLast(Self.tagSize)),
                tag: Array(data.suffix(Self.tagSize)))
            return Array(try AES.GCM.open(box, using: Self.key(shared)))
        } catch {
            throw .cipher
        }
    }

    private static func key(_ shared: Suite.Element) -> SymmetricKey {
        SymmetricKey(data: Digest(of: "key|" + Suite.Group.text(shared)).bytes)
    }

    /// All 32 bytes of the hash: the cipher takes a nonce of any length, and other tools use this one.
    private static func nonce(_ alpha: Suite.Element) throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(data: Digest(of: "iv|" + Suite.Group.text(alpha)).bytes)
    }

    var text: String {
        let bytes = CanonicalText.of { text in
            text.raw("{\"algorithm\":")
            text.string(Self.algorithm)
            text.raw(",\"alpha\":")
            text.element(alpha, of: Suite.self)
            text.raw(",\"beta\":")
            text.element(beta, of: Suite.self)
            text.raw(",\"data\":")
            text.string(Hexadecimal.text(data))
            text.raw("}")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
