import Crypto
import PrimeOrderGroups

/// The public key of the commission or of one of its members: Ed25519 of RFC 8032, the key of 32 bytes.
public struct SignerKey: Hashable, Sendable {
    public let bytes: [UInt8]

    /// Nil for what is no point of the group of prime order, or neutral: under such a key anybody could sign.
    public init?(bytes: [UInt8]) {
        // The protocol writes points as RFC 8032 does, with the bytes in reverse.
        guard bytes.count == 32, let point = Edwards25519.element(text: Hexadecimal.text(bytes.reversed())),
            Edwards25519.isMember(point), point != Edwards25519.neutral
        else { return nil }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.bytes(text.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    public var hexadecimal: String { Hexadecimal.text(bytes) }

    package func holds(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

/// A public key with the name of its owner, as it is handed to who makes a manifest.
public struct Signer: Equatable, Sendable {
    public var name: String
    public var key: SignerKey

    public init(name: String, key: SignerKey) { (self.name, self.key) = (name, key) }

    /// The file of a public key, without a line end.
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-signer-key\",\"version\":1,\"name\":")
            text.string(name)
            text.raw(",\"key\":")
            text.string(key.hexadecimal)
            text.raw("}")
        }
    }

    /// Throws `manifestFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-signer-key", breaking: .manifestFormat)
        self.init(name: try fields.string("name"), key: try fields.key("key"))
        try fields.requireCanonical(self.bytes, bytes)
    }
}

/// The private key of the commission or of a member. Signatures are deterministic.
public struct SignerSecret: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A new key from the operating system's randomness.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// Reads the file of a private key. Throws `manifestFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-signer-secret", breaking: .manifestFormat)
        guard let seed = Hexadecimal.bytes(try fields.string("secret").utf8),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        else { throw fields.wrong("secret") }
        self.key = key
    }

    /// The file of the private key, without a line end: secret.
    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-signer-secret\",\"version\":1,\"secret\":")
            text.string(Hexadecimal.text(Array(key.rawRepresentation)))
            text.raw("}")
        }
    }

    /// Nil never happens for a key that was made properly; the type of the public key tests it all the same.
    public var publicKey: SignerKey? { SignerKey(bytes: Array(key.publicKey.rawRepresentation)) }

    package func sign(_ message: [UInt8]) -> [UInt8]? {
        guard let signature = try? key.signature(for: message) else { return nil }
        return Array(signature)
    }
}
