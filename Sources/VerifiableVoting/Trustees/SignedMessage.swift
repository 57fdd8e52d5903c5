import PrimeOrderGroups

/// `signed_msg` of the notes, section 4.7: a text with a proof of knowing the key that it is bound to.
struct SignedMessage<Suite: CipherSuite>: Equatable, Sendable {
    let message: String
    let signature: Proof<Suite.Group.Order>

    /// Throws `rule` or `scalarText`.
    init(_ tree: JSONTree?, breaking rule: Rule) throws(Violation) {
        guard let message = tree?["message"]?.string else { throw Violation(rule, detail: "message") }
        self.message = message
        signature = try Proof(tree?["signature"], breaking: rule)
    }

    init(signing message: String, with secret: Suite.Secret, random: SecretSource) {
        self.message = message
        signature = Suite.prove(secret, nonce: random.scalar(), .message(message))
    }

    func isSigned(by key: Suite.Element) -> Bool { Suite.verify(signature, of: key, .message(message)) }

    func write(to text: inout CanonicalText) {
        text.raw("{\"message\":")
        text.string(message)
        text.raw(",\"signature\":")
        signature.write(to: &text)
        text.raw("}")
    }

    var bytes: [UInt8] { CanonicalText.of { write(to: &$0) } }
}
