/// The text of a page: UTF-8 bytes, cut into lines. Every place in a page is a range of these bytes.
public struct PageText: Sendable {
    /// The largest page that is read.
    public static let sizeLimit = 10 << 20
    public static let lineLimit = 400_000

    public let bytes: [UInt8]
    /// The lines in order, without their ends (LF, CR LF or CR).
    public let lines: [Range<Int>]

    /// - Throws: `ImportRefusal` where the bytes are not UTF-8, hold control characters, or are too many.
    public init(_ bytes: [UInt8]) throws(ImportRefusal) {
        guard bytes.count <= Self.sizeLimit else {
            throw .tooLarge(bytes: bytes.count, limit: Self.sizeLimit)
        }
        if let offset = Self.firstFault(bytes) { throw .notText(offset: offset) }
        guard bytes.contains(where: { $0 > 32 }) else { throw .empty }
        self.bytes = bytes
        lines = Self.lines(of: bytes)
        guard lines.count <= Self.lineLimit else { throw .tooManyLines(lines: lines.count, limit: Self.lineLimit) }
    }

    public subscript(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    public var all: Range<Int> { 0..<bytes.count }

    /// The number of the line in which a byte stands, counted from 1.
    public func line(at offset: Int) -> Int {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
        }
        return max(1, low)
    }

    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 10 || byte == 13 {
                result.append(start..<index)
                if byte == 13, index + 1 < bytes.count, bytes[index + 1] == 10 { index += 1 }
                start = index + 1
            }
            index += 1
        }
        if start < bytes.count { result.append(start..<bytes.count) }
        return result
    }

    /// The first byte that is a control character or breaks UTF-8.
    static func firstFault(_ bytes: [UInt8]) -> Int? {
        if let control = bytes.firstIndex(where: isControl) { return control }
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        return firstBrokenSequence(bytes)
    }

    static func isControl(_ byte: UInt8) -> Bool {
        byte == 127 || byte < 32 && byte != 9 && byte != 10 && byte != 13 && byte != 12
    }

    private static func firstBrokenSequence(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while index < bytes.count {
            let length: Int
            switch bytes[index] {
            case 0..<0x80: length = 1
            case 0xC2..<0xE0: length = 2
            case 0xE0..<0xF0: length = 3
            case 0xF0..<0xF5: length = 4
            default: return index
            }
            guard index + length <= bytes.count,
                String(validating: bytes[index..<index + length], as: UTF8.self) != nil
            else { return index }
            index += length
        }
        return nil
    }
}
