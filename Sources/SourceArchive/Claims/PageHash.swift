import Crypto

/// Names a page by what it says: the lower-case hexadecimal SHA-256 of its stored bytes.
public typealias PageHash = Fingerprint<SourcePage>
/// Names a claim by what it says: the same words read by the same rule keep their name when a page is imported again.
public typealias ClaimID = Fingerprint<Claim>

/// A lower-case hexadecimal hash that names a thing of one kind. Not an `Identifier`: those are kept for good, and there are
/// too many of these.
public struct Fingerprint<Kind>: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(_ value: String) {
        rawValue = value
    }

    public var description: String { rawValue }

    /// The SHA-256 of bytes.
    package init(of bytes: [UInt8]) {
        rawValue = SHA256.hash(data: bytes).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

/// A page as it came, word for word.
public struct SourcePage: Sendable, Hashable {
    /// Where it was found: a file's name or an address. Not part of what it says.
    public var name: String
    /// UTF-8; a page in another encoding is turned into it by `PageText` before it is stored, which keeps what it was.
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    public var hash: PageHash { PageHash(of: bytes) }
}
