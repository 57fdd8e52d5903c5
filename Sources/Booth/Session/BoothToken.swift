import PrimeOrderGroups
import VerifiableVoting

/// 128 bits of the operating system's randomness that this process alone gave out: of a page, of a choice on it, of a browser.
public struct BoothToken: Sendable, Hashable {
    /// 32 hexadecimal digits.
    public let text: String

    /// Another one each time.
    public init() {
        text = Hexadecimal.text(SystemRandom.bytes(16))
    }

    /// What a browser sent; nil for what is no token.
    package init?(sent text: String?) {
        guard let text, text.utf8.count == 32,
            text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.text = text
    }
}
