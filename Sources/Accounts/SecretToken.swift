public import VerifiableVoting

/// 256 random bits that only their owner and, as a hash, the store have: of a session, or of a visit before it.
public struct SecretToken: Sendable, Hashable {
    /// 64 hexadecimal digits.
    public let text: String

    /// A new token from the operating system's randomness.
    public init() { text = Hexadecimal.text(Sodium.random(32)) }

    /// What a client sent; nil for what is no token.
    public init?(_ text: String) {
        guard Digest(hexadecimal: text) != nil else { return nil }
        self.text = text
    }

    /// What is kept. Nobody finds the token of a hash.
    public var hash: Digest { Digest(of: "sailau-session-1\n" + text) }

    /// What a form of this token's owner carries: a page of another site can't know it.
    public var formToken: String { Digest(of: "sailau-form-1\n" + text).hexadecimal }

    /// Whether a form carries it, in time that says nothing about where they differ.
    public func matchesForm(_ sent: String) -> Bool {
        let (expected, sent) = (Array(formToken.utf8), Array(sent.utf8))
        guard expected.count == sent.count else { return false }
        return zip(expected, sent).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Passwords that the program makes up: letters and digits that nobody mistakes for others.
public enum NewPassword {
    private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)

    /// 20 characters of 32, in groups of five: 100 bits.
    public static func make() -> String {
        let characters = Sodium.random(20).map { alphabet[Int($0 & 31)] }
        return stride(from: 0, to: 20, by: 5).map { String(decoding: characters[$0..<$0 + 5], as: UTF8.self) }
            .joined(separator: "-")
    }
}
