import VerifiableVoting

/// A document cut into the texts of QR codes, for a machine that no cable and no stick may reach: frames with an index, their
/// count, a checksum of the frame and the hash of the whole. Documentation/Formats/MultiPart.md.
///
///     sailau-part-1 HASH INDEX COUNT CHECKSUM BASE64
public enum MultiPartCode {
    package static let beginning = "sailau-part-1"
    /// Most frames of a document, and most bytes of a frame's text that is read.
    public static let mostFrames = 400
    public static let mostFrameBytes = 2900
    /// Bytes of the document in a frame: a code of about 113 squares a side, which a telephone reads from paper and screen.
    public static let usualPiece = 480

    public enum Fault: Error, Equatable, Sendable {
        /// More than `mostFrames`, or nothing.
        case size(bytes: Int)
        /// A text that is no frame.
        case notAFrame
        /// A frame whose text was misread.
        case checksum(index: Int)
        /// Frames of two documents.
        case otherDocument
        /// Two frames with one index that differ.
        case twoVersions(index: Int)
        case missing([Int])
        /// All frames are there, and the whole is not what was cut.
        case hash
    }

    /// The frames in their order. Throws `size`.
    public static func frames(_ document: [UInt8], piece: Int = usualPiece) throws(Fault) -> [String] {
        let count = (document.count + piece - 1) / piece
        guard (1...mostFrames).contains(count), piece > 0 else { throw .size(bytes: document.count) }
        let hash = Digest(of: document).hexadecimal
        return (0..<count).map { index in
            let part = Array(document[index * piece..<min(document.count, (index + 1) * piece)])
            let head = "\(hash) \(index + 1) \(count)"
            let body = Base64Text.text(part)
            return "\(beginning) \(head) \(checksum(head, body)) \(body)"
        }
    }

    /// Eight digits, of the frame's other words: a misread frame is told apart from a document that is not whole.
    private static func checksum(_ head: String, _ body: String) -> String {
        String(Digest(of: "\(head) \(body)").hexadecimal.prefix(8))
    }

    private struct Frame {
        let hash: String
        let index: Int
        let count: Int
        let bytes: [UInt8]

        init(_ text: String) throws(Fault) {
            guard text.utf8.count <= mostFrameBytes else { throw .notAFrame }
            let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 6, words[0] == beginning, Digest(hexadecimal: words[1]) != nil,
                let index = Int(words[2]), let count = Int(words[3]), (1...mostFrames).contains(count),
                (1...count).contains(index), "\(index)" == words[2], "\(count)" == words[3]
            else { throw .notAFrame }
            guard checksum("\(words[1]) \(words[2]) \(words[3])", words[5]) == words[4] else {
                throw .checksum(index: index)
            }
            guard let bytes = Base64Text.bytes(words[5]) else { throw .notAFrame }
            (hash, self.index, self.count, self.bytes) = (words[1], index, count, bytes)
        }
    }

    /// The document of frames in any order; one may be there several times. Throws `Fault`.
    public static func document(_ frames: some Sequence<String>) throws(Fault) -> [UInt8] {
        var known: [Int: [UInt8]] = [:]
        var first: Frame?
        for text in frames {
            let frame = try Frame(text)
            if let first { guard first.hash == frame.hash, first.count == frame.count else { throw .otherDocument } }
            first = first ?? frame
            if let same = known[frame.index] {
                guard same == frame.bytes else { throw .twoVersions(index: frame.index) }
            }
            known[frame.index] = frame.bytes
        }
        guard let first else { throw .notAFrame }
        let missing = (1...first.count).filter { known[$0] == nil }
        guard missing.isEmpty else { throw .missing(missing) }
        let document = (1...first.count).flatMap { known[$0] ?? [] }
        guard Digest(of: document).hexadecimal == first.hash else { throw .hash }
        return document
    }

    /// Whether a file holds frames, a line each, and no document.
    public static func isFrames(_ bytes: [UInt8]) -> Bool { bytes.starts(with: (beginning + " ").utf8) }
}

/// RFC 4648, section 4, with padding.
package enum Base64Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })

    package static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            var word: UInt32 = 0
            for index in 0..<3 { word = word << 8 | (index < part.count ? UInt32(part[start + index]) : 0) }
            for index in 0..<4 {
                text.append(
                    index <= part.count ? alphabet[Int(word >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for anything but the only text of some bytes.
    package static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (word, count): (UInt32, Int) = (0, 0)
        for character in text.utf8 where character != UInt8(ascii: "=") {
            guard let value = values[character] else { return nil }
            word = word << 6 | value
            count += 1
            if count == 4 {
                bytes += [
                    UInt8(truncatingIfNeeded: word >> 16), UInt8(truncatingIfNeeded: word >> 8),
                    UInt8(truncatingIfNeeded: word),
                ]
                (word, count) = (0, 0)
            }
        }
        if count == 2 { bytes.append(UInt8(truncatingIfNeeded: word >> 4)) }
        if count == 3 { bytes += [UInt8(truncatingIfNeeded: word >> 10), UInt8(truncatingIfNeeded: word >> 2)] }
        return self.text(bytes) == text ? bytes : nil
    }
}
