/// How a page was encoded when it came; it is stored as UTF-8.
public enum PageEncoding: String, Sendable, Hashable, CaseIterable, Codable {
    case utf8 = "utf-8"
    case utf16BigEndian = "utf-16be"
    case utf16LittleEndian = "utf-16le"
    case windows1252 = "windows-1252"

    /// Bytes in any of the usual encodings as UTF-8, without a byte-order mark.
    ///
    /// A mark decides; without one the bytes are UTF-8 where they are valid as such, else Windows-1252 (which holds Latin-1's
    /// letters) where each byte has a character in it.
    ///
    /// - Throws: `ImportRefusal.tooLarge` or `.notText`.
    public static func decode(
        _ bytes: [UInt8]
    ) throws(ImportRefusal) -> (text: [UInt8], encoding: PageEncoding) {
        guard bytes.count <= PageText.sizeLimit else {
            throw .tooLarge(bytes: bytes.count, limit: PageText.sizeLimit)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return (try utf16(bytes, high: 1), .utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (try utf16(bytes, high: 0), .utf16BigEndian) }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if let control = content.firstIndex(where: PageText.isControl) { throw .notText(offset: control) }
        if String(validating: content, as: UTF8.self) != nil { return (content, .utf8) }
        return (try windows(content), .windows1252)
    }

    private static func utf16(_ bytes: [UInt8], high: Int) throws(ImportRefusal) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else { throw .notText(offset: bytes.count - 1) }
        let units = stride(from: 2, to: bytes.count, by: 2).map { index in
            UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw .notText(offset: 2) }
        return Array(text.utf8)
    }

    private static func windows(_ bytes: [UInt8]) throws(ImportRefusal) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for (offset, byte) in bytes.enumerated() {
            if byte < 0x80 {
                text.append(byte)
                continue
            }
            let value = byte < 0xA0 ? upper[Int(byte - 0x80)] : UInt32(byte)
            guard value != 0, let scalar = Unicode.Scalar(value) else { throw .notText(offset: offset) }
            text.append(contentsOf: Array(String(Character(scalar)).utf8))
        }
        return text
    }

    /// The characters of bytes 0x80 to 0x9F; 0 where there is none. Source: the WHATWG Encoding Standard, index-windows-1252, with
    /// its five pass-through controls left out.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}

extension SourcePage {
    /// A page as it was received, in whatever encoding.
    ///
    /// - Throws: `ImportRefusal.tooLarge` or `.notText`.
    public init(name: String, received bytes: [UInt8]) throws(ImportRefusal) {
        self.init(name: name, bytes: try PageEncoding.decode(bytes).text)
    }
}
