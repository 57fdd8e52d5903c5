import Crypto

/// SHA-256 in the forms that the protocol uses (specification notes, section 4).
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    public let bytes: [UInt8]

    public init(of message: some Sequence<UInt8>) {
        var hash = SHA256()
        let direct: Void? = message.withContiguousStorageIfAvailable {
            hash.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if direct == nil { hash.update(data: Array(message)) }
        bytes = Array(hash.finalize())
    }

    public init(of message: String) { self.init(of: Array(message.utf8)) }

    /// 32 bytes that are a digest already.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hexadecimal text: some Collection<UInt8>) {
        guard text.count == 64 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for character in text {
            guard let digit = Hexadecimal.value(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.bytes = bytes
    }

    public init?(hexadecimal text: String) { self.init(hexadecimal: Array(text.utf8)) }

    /// `hex`: lower case.
    public var hexadecimal: String { Hexadecimal.text(bytes) }

    /// `b64`: standard alphabet, without the trailing `=`; 43 characters.
    public var base64: String { Base64.text(bytes) }

    public var description: String { hexadecimal }
}

/// Lower-case hexadecimal digits.
package enum Hexadecimal {
    static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    static let digits = Array("0123456789abcdef".utf8)

    package static func append(_ bytes: some Sequence<UInt8>, to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that an even number of digits spell; nil for anything else.
    package static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            guard let digit = value(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }
}

/// RFC 4648, section 4, without padding.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count * 4 + 2) / 3)
        var index = 0
        while index < bytes.count {
            let rest = min(3, bytes.count - index)
            var word = UInt32(bytes[index]) << 16
            if rest > 1 { word |= UInt32(bytes[index + 1]) << 8 }
            if rest > 2 { word |= UInt32(bytes[index + 2]) }
            for position in 0...rest { out.append(alphabet[Int(word >> UInt32(18 - 6 * position) & 63)]) }
            index += 3
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// A digest as four words, the highest first.
public typealias SHA256Words = (UInt64, UInt64, UInt64, UInt64)

extension Digest {
    /// The digest of a message without making an array of it, for those who make millions.
    public static func words(of message: [UInt8]) -> SHA256Words {
        var hash = SHA256()
        message.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { bytes in
            func word(_ place: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }
}

extension Digest {
    /// Of all bytes of a source, one piece of it in memory at a time; each is handed over, too.
    ///
    /// Throws what the source and `take` throw.
    public init(of source: any ArchiveSource, take: ([UInt8]) throws -> Void = { _ in }) throws {
        var hash = SHA256()
        var offset: UInt64 = 0
        while offset < source.byteCount {
            let piece = try source.read(at: offset, count: Int(min(1 << 20, source.byteCount - offset)))
            offset += UInt64(piece.count)
            piece.withUnsafeBytes { hash.update(bufferPointer: $0) }
            try take(piece)
        }
        bytes = Array(hash.finalize())
    }
}
