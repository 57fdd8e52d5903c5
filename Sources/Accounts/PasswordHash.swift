import CSodium

/// A password as it is kept: Argon2id with a salt of its own (RFC 9106).
public struct PasswordHash: Sendable, Hashable {
    /// `$argon2id$v=19$m=…,t=…,p=1$SALT$HASH`.
    public let text: String

    /// What trying one password costs.
    public struct Cost: Sendable, Hashable {
        public var passes: UInt64
        public var bytes: Int

        /// 64 MiB and three passes: some tenth of a second.
        public static let usual = Cost(passes: 3, bytes: 64 << 20)
        /// For tests alone.
        package static let least = Cost(passes: 1, bytes: 8192)
    }

    public static let shortest = 12
    static let longest = 1024

    public enum Fault: Error, Sendable, Hashable {
        case tooShort
        case tooLong
        /// The machine has not got the memory.
        case noMemory
    }

    /// Takes up a hash that was kept.
    public init(kept text: String) { self.text = text }

    /// Hashes a password with a new salt. Blocks for a tenth of a second.
    public init(_ password: [UInt8], cost: Cost = .usual) throws(Fault) {
        guard password.count >= Self.shortest else { throw .tooShort }
        guard password.count <= Self.longest else { throw .tooLong }
        Sodium.begin()
        var hash = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let result = Self.withCharacters(password) {
            crypto_pwhash_str_alg(
                &hash, $0, UInt64(password.count), cost.passes, cost.bytes, crypto_pwhash_ALG_ARGON2ID13)
        }
        guard result == 0 else { throw .noMemory }
        text = String(decoding: hash.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether a password is the one that was hashed. Blocks for as long as hashing does.
    public func matches(_ password: [UInt8]) -> Bool {
        guard password.count <= Self.longest, text.utf8.count < Int(crypto_pwhash_STRBYTES) else { return false }
        Sodium.begin()
        return Self.withCharacters(password) {
            crypto_pwhash_str_verify(text, $0, UInt64(password.count)) == 0
        }
    }

    private static func withCharacters<Value>(
        _ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Value
    ) -> Value {
        // With the end that makes it a text of C; the count that goes along does not include it.
        let characters = bytes.map { CChar(bitPattern: $0) } + [0]
        return characters.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("it has at least its end") }
            return body(start)
        }
    }
}

/// libsodium begins once.
enum Sodium {
    private static let isReady = sodium_init() >= 0

    static func begin() { precondition(isReady, "libsodium does not start") }

    static func random(_ count: Int) -> [UInt8] {
        begin()
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
