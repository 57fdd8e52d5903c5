public import VerifiableVoting

/// A slot of an urn's file: a record with its checksum and random bytes behind it, or random bytes alone.
public enum UrnSlot {
    public enum Content: Sendable, Hashable {
        /// Random bytes, or what is left of a write that did not come as far as its beginning.
        case free
        /// The beginning of a record whose checksum does not hold: its write was cut off, or it was damaged since.
        case torn
        /// A whole record of another urn, or of another of this one's files.
        case foreign
        case record([UInt8])
    }

    static let magic = Array("sailau-urn\u{1}".utf8)
    /// Magic, kind, length of the content, the urn.
    static let headBytes = magic.count + 1 + 4 + 32
    static let checksumBytes = 32
    /// Bytes of a slot besides the content.
    public static let overhead = headBytes + checksumBytes

    /// - Precondition: the content and what belongs to it fit into the slot.
    static func record(
        _ content: [UInt8], kind: UInt8, urn: Digest, size: Int, padding: (Int) -> [UInt8]
    ) -> [UInt8] {
        precondition(content.count <= size - overhead, "a record that is longer than its slot")
        var bytes = magic
        bytes.reserveCapacity(size)
        bytes.append(kind)
        withUnsafeBytes(of: UInt32(content.count).littleEndian) { bytes += $0 }
        bytes += urn.bytes
        bytes += content
        bytes += Digest(of: bytes).bytes
        bytes += padding(size - bytes.count)
        precondition(bytes.count == size, "padding of another length than was asked for")
        return bytes
    }

    /// Whether bytes begin as a record does.
    public static func isBeginning(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

    static func read(_ slot: [UInt8], kind: UInt8, urn: Digest) -> Content {
        guard isBeginning(slot) else { return .free }
        guard slot.count >= overhead else { return .torn }
        let length = slot[magic.count + 1..<magic.count + 5].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= slot.count - overhead else { return .torn }
        let end = headBytes + length
        guard slot[end..<end + checksumBytes].elementsEqual(Digest(of: slot[0..<end]).bytes) else { return .torn }
        guard slot[magic.count] == kind, slot[headBytes - 32..<headBytes].elementsEqual(urn.bytes) else {
            return .foreign
        }
        return .record(Array(slot[headBytes..<end]))
    }
}

/// The code that a booth committed to with a slip.
public struct UrnCommitment: Sendable, Hashable {
    /// 43 characters of Base64.
    public let code: String
    /// Text of the slip's public credential.
    public let credential: [UInt8]
    /// The commitment whose place it took, by the hash of its content; nil for the first of a slip. Where both stand after a
    /// loss of power, it tells the later one without a number or an hour.
    public let replaces: Digest?

    public init(code: String, credential: [UInt8], replaces: Digest?) {
        (self.code, self.credential, self.replaces) = (code, credential, replaces)
    }

    static let codeBytes = 43
    /// Longest credential: the text of an element of the largest group has 617 characters.
    static let mostCredential = 1024
    static let mostBytes = codeBytes + 32 + mostCredential

    /// Whether a text has the form of a ballot code: SHA-256 in Base64 without the sign that fills it up.
    public static func isCode(_ text: String) -> Bool {
        text.utf8.count == codeBytes
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }

    /// Content of its record; nil for what is no code, or a credential that is too long.
    public var content: [UInt8]? {
        guard Self.isCode(code), credential.count <= Self.mostCredential else { return nil }
        return Array(code.utf8) + (replaces?.bytes ?? [UInt8](repeating: 0, count: 32)) + credential
    }

    /// Nil for anything that `content` does not write.
    public init?(content: [UInt8]) {
        guard (Self.codeBytes + 32...Self.mostBytes).contains(content.count) else { return nil }
        let replaced = Array(content[Self.codeBytes..<Self.codeBytes + 32])
        self.init(
            code: String(decoding: content[..<Self.codeBytes], as: UTF8.self),
            credential: Array(content[(Self.codeBytes + 32)...]),
            replaces: replaced.allSatisfy { $0 == 0 } ? nil : Digest(bytes: replaced))
        guard Self.isCode(code) else { return nil }
    }

    /// What a later commitment names it by.
    public var digest: Digest? { content.map { Digest(of: $0) } }
}
