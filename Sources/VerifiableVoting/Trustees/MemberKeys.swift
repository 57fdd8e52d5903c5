import PrimeOrderGroups

/// What a member of a threshold set derives from his seed: a pair of keys for signing and one for receiving messages.
struct MemberKeys<Suite: CipherSuite>: Sendable {
    let signing: Suite.Secret
    let decryption: Suite.Secret
    /// Public keys of the two.
    let verification: Suite.Element
    let encryption: Suite.Element

    /// Characters of a seed, all of Base58.
    static var seedLength: Int { 22 }

    init(seed: String) throws(KeyGenerationError) {
        guard seed.utf8.count == Self.seedLength, seed.utf8.allSatisfy(Base58.contains) else { throw .seed }
        signing = Suite.signingKey(seed: seed)
        decryption = Suite.encryptionKey(seed: seed)
        verification = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, signing)
        encryption = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, decryption)
    }

    /// `send` of the notes, section 4.7: the content, signed for one recipient and encrypted for him.
    func send(_ content: [UInt8], to recipient: Suite.Element, random: SecretSource) throws(MessageFault) -> String {
        let channel = CanonicalText.of { text in
            text.raw("{\"recipient\":")
            text.element(recipient, of: Suite.self)
            text.raw(",\"message\":")
            text.string(String(decoding: content, as: UTF8.self))
            text.raw("}")
        }
        let signed = SignedMessage<Suite>(
            signing: String(decoding: channel, as: UTF8.self), with: signing, random: random)
        return try EncryptedMessage<Suite>(signed.bytes, for: recipient, random: random).text
    }

    /// The content of a message that must come from the owner of `sender`, a verification key.
    func receive(_ text: String, from sender: Suite.Element) throws(MessageFault) -> JSONTree {
        let plain = try EncryptedMessage<Suite>(text: text).decrypted(with: decryption)
        guard let tree = try? JSONTree.read(plain),
            let signed = try? SignedMessage<Suite>(tree, breaking: .trusteesFormat)
        else { throw .content }
        guard signed.isSigned(by: sender) else { throw .signature }
        guard let channel = try? JSONTree.read(Array(signed.message.utf8)),
            let recipient = channel["recipient"]?.string, let message = channel["message"]?.string
        else { throw .content }
        guard recipient == Suite.Group.text(encryption) else { throw .recipient }
        guard let content = try? JSONTree.read(Array(message.utf8)) else { throw .content }
        return content
    }
}

extension JSONTree {
    /// A number of a message, in canonical form.
    func secret<Order: PrimeOrder>() throws(MessageFault) -> SecretScalar<Order> {
        guard let text = string, let number = Scalar<Order>(decimal: text) else { throw .content }
        return SecretScalar(number)
    }
}
