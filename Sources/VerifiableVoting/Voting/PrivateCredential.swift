public import PrimeOrderGroups

/// A voter's private credential: 22 characters of Base58 in groups of 5, 6, 5 and 6 (specification notes, section 4.4).
public struct PrivateCredential: Sendable {
    /// As printed on a slip, with its dashes. Secret.
    public let text: String

    private static let groups = [5, 6, 5, 6]

    /// Nil for anything but the form of a credential.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == Self.groups, parts.allSatisfy({ $0.utf8.allSatisfy(Base58.contains) }) else {
            return nil
        }
        self.text = text
    }

    private init(symbols: [UInt8]) {
        var text: [UInt8] = []
        var start = 0
        for count in Self.groups {
            if start > 0 { text.append(UInt8(ascii: "-")) }
            text += symbols[start..<start + count]
            start += count
        }
        self.text = String(decoding: text, as: UTF8.self)
    }

    /// A new credential from the operating system's randomness.
    public static func random() -> PrivateCredential { PrivateCredential(symbols: Base58.random(22)) }

    public func exponent<Suite: CipherSuite>(uuid: String, suite: Suite.Type) -> Suite.Secret {
        Suite.credentialExponent(uuid: uuid, privateCredential: text)
    }
}

extension Base58 {
    /// Uniform characters: a byte is taken only below 232 = 4 x 58.
    static func random(_ count: Int) -> [UInt8] {
        var symbols: [UInt8] = []
        while symbols.count < count {
            for byte in SystemRandom.bytes(count) where byte < 232 && symbols.count < count {
                symbols.append(alphabet[Int(byte % 58)])
            }
        }
        return symbols
    }
}

/// A voter as the authority that makes credentials knows him.
public struct CredentialHolder: Equatable, Sendable {
    public var identifier: String
    /// Nil where the election gives every voter the weight 1.
    public var weight: UInt64?

    public init(identifier: String, weight: UInt64? = nil) { (self.identifier, self.weight) = (identifier, weight) }
}

/// Credentials made for an election: each holder's private one, and the public list.
public struct CredentialBatch: Sendable {
    public let holders: [(holder: CredentialHolder, credential: PrivateCredential)]
    /// Canonical JSON, sorted by group element so that the order says nothing about the holders.
    public let publicList: [UInt8]

    public init<Suite: CipherSuite>(holders: [CredentialHolder], uuid: String, suite: Suite.Type) {
        self.init(holders: holders, uuid: uuid, suite: suite) { PrivateCredential.random() }
    }

    package init<Suite: CipherSuite>(
        holders: [CredentialHolder], uuid: String, suite: Suite.Type, make: () -> PrivateCredential
    ) {
        let weighted = holders.contains { $0.weight != nil }
        var entries: [(element: Suite.Element, weight: UInt64)] = []
        self.holders = holders.map { holder in
            let credential = make()
            let element = Suite.Group.secretPower(
                Suite.Group.secretGeneratorTable, credential.exponent(uuid: uuid, suite: suite))
            entries.append((element, holder.weight ?? 1))
            return (holder, credential)
        }
        entries.sort { Suite.Group.precedes($0.element, $1.element) }
        publicList = CanonicalText.of { text in
            text.list(entries) { text, entry in
                let element = Suite.Group.text(entry.element)
                text.string(weighted ? "\(element),\(entry.weight)" : element)
            }
        }
    }
}
