extension Node {
    /// The page as UTF-8, from the document type on.
    package func page() -> [UInt8] {
        var bytes = Array("<!doctype html>".utf8)
        write(to: &bytes)
        bytes.append(Self.lineFeed)
        return bytes
    }

    private static let lineFeed = UInt8(ascii: "\n")

    func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.escape(text, to: &bytes)
        case .place(let place): bytes.append(place.rawValue)
        case .element(let tag, let attributes, let content):
            if tag.startsLine { bytes.append(Self.lineFeed) }
            bytes.append(UInt8(ascii: "<"))
            bytes.append(contentsOf: tag.rawValue.utf8)
            for attribute in attributes {
                bytes.append(UInt8(ascii: " "))
                bytes.append(contentsOf: attribute.name.utf8)
                bytes.append(contentsOf: "=\"".utf8)
                Self.escape(attribute.value, to: &bytes)
                bytes.append(UInt8(ascii: "\""))
            }
            bytes.append(UInt8(ascii: ">"))
            if tag.isVoid { return }
            for node in content { node.write(to: &bytes) }
            bytes.append(contentsOf: "</".utf8)
            bytes.append(contentsOf: tag.rawValue.utf8)
            bytes.append(UInt8(ascii: ">"))
        }
    }

    /// The five characters that mean something in HTML; what stands for a place of a template is left out, and has no place in
    /// HTML anyway.
    static func escape(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case PageTemplate.Place.position.rawValue, PageTemplate.Place.head.rawValue: continue
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
