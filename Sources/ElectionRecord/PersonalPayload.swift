public import VerifiableVoting

/// What is said about a person: kept beside the chain under a salted hash, so that it can be erased and the chain still holds.
///
/// The salt keeps a short text, such as a birth date, from being found by trying.
public struct PersonalPayload: Sendable, Hashable {
    /// 32 bytes from the system's randomness.
    public let salt: [UInt8]
    /// One line of UTF-8.
    public let text: [UInt8]

    static let saltBytes = 32
    private static let domain = Array("sailau-record-personal-1\n".utf8)

    /// A payload with a new salt.
    public init(_ text: [UInt8]) {
        var generator = SystemRandomNumberGenerator()
        self.init(salt: (0..<Self.saltBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }, text: text)
    }

    package init(salt: [UInt8], text: [UInt8]) { (self.salt, self.text) = (salt, text) }

    public var hash: Digest { Digest(of: Self.domain + salt + text) }
}
