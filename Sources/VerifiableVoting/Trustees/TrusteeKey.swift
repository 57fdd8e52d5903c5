public import PrimeOrderGroups

/// A trustee's key pair: of a single trustee, or a member's share of a threshold set.
///
/// Specification notes, section 4.7. The private key file is the exponent in decimal as a JSON string.
public struct TrusteeKey<Suite: CipherSuite>: Sendable {
    public let secret: Suite.Secret
    public let publicKey: Suite.Element

    /// A new key, from the randomness of the operating system.
    public init() { self.init(random: .system) }

    package init(random: SecretSource) { self.init(secret: random.scalar()) }

    init(secret: Suite.Secret) {
        self.secret = secret
        publicKey = Suite.Group.secretPower(Suite.Group.secretGeneratorTable, secret)
    }

    /// Reads a private key file. Throws `trusteeKey`, or `scalarText` for a number outside 0..<q or not in canonical form.
    public init(privateKey bytes: [UInt8]) throws(Violation) {
        guard let text = try JSONTree.whole(bytes, breaking: .trusteeKey).string else {
            throw Violation(.trusteeKey, detail: "a string is expected")
        }
        guard let number = Suite.Exponent(decimal: text) else { throw Violation(.scalarText) }
        guard !number.isZero else { throw Violation(.trusteeKey, detail: "neutral") }
        self.init(secret: SecretScalar(number))
    }

    /// The private key file, without a line end: secret.
    public var privateBytes: [UInt8] { CanonicalText.of { $0.scalar(secret.revealed()) } }

    /// The public key file with a new proof of knowing the private one.
    public func publicBytes() -> [UInt8] { publicBytes(random: .system) }

    package func publicBytes(random: SecretSource) -> [UInt8] {
        let key = TrusteePublicKey<Suite>(secret: secret, signing: nil, random: random)
        return CanonicalText.of { key.write(to: &$0, signed: false) }
    }
}
