import CSodium

/// The public key to which a recorder's entries are sealed: X25519, 32 bytes. What is sealed to it only its owner reads.
public struct RecorderKey: Hashable, Sendable {
    public let bytes: [UInt8]

    package static let byteCount = 32
    /// What sealing adds to a text: a key made for this text alone, and an authenticator.
    package static let overhead = 48

    /// Nil for another length.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// libsodium's `crypto_box_seal`: X25519, XSalsa20, Poly1305, a new pair of keys for each text. Nil where the key is of
    /// small order, under which anybody could read.
    public func seal(_ text: [UInt8]) -> [UInt8]? {
        SodiumStart.begin()
        var sealed = [UInt8](repeating: 0, count: text.count + Self.overhead)
        return crypto_box_seal(&sealed, text, UInt64(text.count), bytes) == 0 ? sealed : nil
    }
}

/// The private key of the commission that keeps the recorder's log. Secret.
public struct RecorderSecret: Sendable {
    /// Secret.
    public let bytes: [UInt8]
    public let publicKey: RecorderKey

    /// A new pair from the operating system's randomness.
    public static func random() -> RecorderSecret {
        SodiumStart.begin()
        var (secret, key) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32))
        precondition(crypto_box_keypair(&key, &secret) == 0, "libsodium makes no key")
        guard let made = RecorderSecret(bytes: secret) else { preconditionFailure("a key has 32 bytes") }
        return made
    }

    /// Nil for another length.
    public init?(bytes: [UInt8]) {
        SodiumStart.begin()
        var key = [UInt8](repeating: 0, count: RecorderKey.byteCount)
        guard bytes.count == RecorderKey.byteCount, crypto_scalarmult_base(&key, bytes) == 0,
            let publicKey = RecorderKey(bytes: key)
        else { return nil }
        (self.bytes, self.publicKey) = (bytes, publicKey)
    }

    /// Nil for what was sealed to another key, or changed.
    public func open(_ sealed: [UInt8]) -> [UInt8]? {
        guard sealed.count >= RecorderKey.overhead else { return nil }
        SodiumStart.begin()
        // One more than needed: an empty array has no address.
        var text = [UInt8](repeating: 0, count: sealed.count - RecorderKey.overhead + 1)
        guard crypto_box_seal_open(&text, sealed, UInt64(sealed.count), publicKey.bytes, bytes) == 0 else { return nil }
        return Array(text.dropLast())
    }
}

private enum SodiumStart {
    private static let isReady = sodium_init() >= 0
    static func begin() { precondition(isReady, "libsodium does not start") }
}
