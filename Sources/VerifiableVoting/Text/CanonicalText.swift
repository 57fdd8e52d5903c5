public import PrimeOrderGroups

/// Writes the canonical JSON of the protocol: compact, members in the order given, strings with the fewest escapes.
///
/// Specification notes, section 4.2.
public struct CanonicalText: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    public mutating func raw(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    public mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case 0x08: raw("\\b")
            case 0x09: raw("\\t")
            case 0x0a: raw("\\n")
            case 0x0c: raw("\\f")
            case 0x0d: raw("\\r")
            case 0..<0x20, 0x7f:
                raw("\\u00")
                Hexadecimal.append([byte], to: &bytes)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    public mutating func whole(_ value: some BinaryInteger) { bytes.append(contentsOf: String(value).utf8) }

    /// A weight: a number up to 2^30 - 1, a decimal string above (specification notes, section 4.2).
    public mutating func weight(_ value: UInt64) {
        if value <= 1_073_741_823 { whole(value) } else { string(String(value)) }
    }

    public mutating func scalar<Order>(_ value: Scalar<Order>) {
        bytes.append(UInt8(ascii: "\""))
        value.appendDecimal(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A group element whose text is known.
    public mutating func element(_ text: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\""))
    }

    public mutating func list<Item>(_ items: some Sequence<Item>, _ write: (inout CanonicalText, Item) -> Void) {
        bytes.append(UInt8(ascii: "["))
        var first = true
        for item in items {
            if !first { bytes.append(UInt8(ascii: ",")) }
            first = false
            write(&self, item)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// The text of one value.
    public static func of(_ write: (inout CanonicalText) -> Void) -> [UInt8] {
        var text = CanonicalText()
        write(&text)
        return text.bytes
    }
}

extension String {
    /// Whether another text has the same bytes. Equality of strings is canonical equivalence, by which the KELVIN SIGN is
    /// a K: two texts that hash differently would pass for one.
    func isSpelled(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
