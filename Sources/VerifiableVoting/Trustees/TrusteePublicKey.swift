import PrimeOrderGroups

/// A public key with the proof that somebody knows its exponent (specification notes, section 4.7).
///
/// Of a single trustee, or of a member of a threshold set; then it carries the member's signature.
public struct TrusteePublicKey<Suite: CipherSuite>: Sendable {
    public let key: Suite.Element
    public let name: String?
    let proof: Proof<Suite.Group.Order>
    let signature: Proof<Suite.Group.Order>?

    /// Reads and verifies a trustee's public key file. Throws `trusteeKey`, `trusteeProof`, `elementText`,
    /// `elementMembership` or `scalarText`.
    public init(bytes: [UInt8]) throws(Violation) {
        try self.init(JSONTree.object(bytes, breaking: .trusteeKey), breaking: .trusteeKey)
    }

    /// `rule` is broken by what is not a key; the proof has its own.
    init(_ tree: JSONTree, breaking rule: Rule) throws(Violation) {
        key = try Suite.key(tree["public_key"], "public_key", breaking: rule)
        proof = try Proof(tree["pok"], breaking: .trusteeProof)
        if let tree = tree["signature"] {
            signature = try Proof(tree, breaking: .trusteeSignature)
        } else {
            signature = nil
        }
        if let tree = tree["name"] {
            guard let name = tree.string else { throw Violation(rule, detail: "name") }
            self.name = name
        } else {
            name = nil
        }
        guard Suite.verify(proof, of: key, Self.statement(key)) else { throw Violation(.trusteeProof, detail: "pok") }
    }

    /// The key of a secret, signed by the member of a threshold set or by nobody.
    init(secret: Suite.Secret, signing: Suite.Secret?, random: SecretSource) {
        key = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, secret)
        name = nil
        proof = Suite.prove(secret, nonce: random.scalar(), Self.statement(key))
        let text = Suite.Group.text(key)
        signature = signing.map { Suite.prove($0, nonce: random.scalar(), .message(text)) }
    }

    private static func statement(_ key: Suite.Element) -> ProofStatement {
        .trusteeKey(group: Suite.Group.name, key: Array(Suite.Group.text(key).utf8))
    }

    /// Whether the owner of a verification key signed the key.
    func isSigned(by verification: Suite.Element) -> Bool {
        guard let signature else { return false }
        return Suite.verify(signature, of: verification, .message(Suite.Group.text(key)))
    }

    /// The canonical form, without the name; with the signature only where it says something.
    func write(to text: inout CanonicalText, signed: Bool) {
        text.raw("{\"pok\":")
        proof.write(to: &text)
        text.raw(",\"public_key\":")
        text.element(key, of: Suite.self)
        if signed, let signature {
            text.raw(",\"signature\":")
            signature.write(to: &text)
        }
        text.raw("}")
    }
}
