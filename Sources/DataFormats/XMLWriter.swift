/// Writes XML 1.0 in UTF-8, element by element, two spaces a level; the same calls give the same bytes everywhere.
///
/// Characters that XML 1.0 can't hold at all, such as U+0000, are written as U+FFFD, so that every text gives a
/// well-formed file.
public struct XMLWriter {
    public private(set) var bytes: [UInt8]
    private var openNames: [String] = []

    public typealias Attribute = (name: String, value: String)

    public init() {
        bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    }

    /// Begins an element that holds other elements.
    public mutating func open(_ name: String, _ attributes: [Attribute] = []) {
        begin(name, attributes)
        append(">\n")
        openNames.append(name)
    }

    /// Ends the element that was opened last.
    ///
    /// - Precondition: an element is open.
    public mutating func close() {
        precondition(!openNames.isEmpty, "only an open element can be closed")
        let name = openNames.removeLast()
        indent()
        append("</\(name)>\n")
    }

    /// Writes an element that holds text.
    public mutating func element(_ name: String, _ attributes: [Attribute] = [], text: String) {
        begin(name, attributes)
        append(">")
        escape(text, inAttribute: false)
        append("</\(name)>\n")
    }

    private mutating func begin(_ name: String, _ attributes: [Attribute]) {
        indent()
        append("<\(name)")
        for attribute in attributes {
            append(" \(attribute.name)=\"")
            escape(attribute.value, inAttribute: true)
            append("\"")
        }
    }

    private mutating func indent() {
        for _ in openNames { append("  ") }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// A line break or tab inside an attribute would be read as a space, and a carriage return as a line feed, so they
    /// are written by number (XML 1.0, 2.11 and 3.3.3).
    private mutating func escape(_ text: String, inAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"" where inAttribute: append("&quot;")
            case "\r": append("&#13;")
            case "\t" where inAttribute: append("&#9;")
            case "\n" where inAttribute: append("&#10;")
            case "\t", "\n": append(String(scalar))
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": append("\u{FFFD}")
            default: append(String(scalar))
            }
        }
    }
}
