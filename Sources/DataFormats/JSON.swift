public import ElectionModel

/// A JSON value whose members keep the order in which they were put. Numbers are whole; fractions are written as text, so
/// that no reader turns them into floating point.
public indirect enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case whole(Int64)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    public static func count(_ value: some BinaryInteger) -> JSON { .whole(Int64(value)) }

    /// The value, or null.
    public static func optional<Value>(_ value: Value?, _ make: (Value) -> JSON) -> JSON {
        value.map(make) ?? .null
    }

    public static func fraction(_ value: Fraction) -> JSON { .string(value.description) }

    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.whole(let a), .whole(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.0 == $1.0 && $0.1 == $1.1 }
        default: false
        }
    }

    /// UTF-8 text, two spaces a level, a newline at the end; the same bytes for the same value everywhere.
    public func text() -> String {
        var out = ""
        write(to: &out, indent: 0)
        out += "\n"
        return out
    }

    /// The same on one line.
    public func line() -> String {
        var out = ""
        write(to: &out, indent: nil)
        return out
    }

    private func write(to out: inout String, indent: Int?) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .whole(let value): out += String(value)
        case .string(let value): Self.write(value, to: &out)
        case .array(let items):
            Self.writeAll(items.count, "[", "]", to: &out, indent: indent) { index, out, inner in
                items[index].write(to: &out, indent: inner)
            }
        case .object(let members):
            Self.writeAll(members.count, "{", "}", to: &out, indent: indent) { index, out, inner in
                Self.write(members[index].0, to: &out)
                out += inner == nil ? ":" : ": "
                members[index].1.write(to: &out, indent: inner)
            }
        }
    }

    private static func writeAll(
        _ count: Int, _ open: String, _ close: String, to out: inout String, indent: Int?,
        item: (Int, inout String, Int?) -> Void
    ) {
        out += open
        let inner = indent.map { $0 + 1 }
        for index in 0..<count {
            if index > 0 { out += "," }
            if let inner { out += "\n" + String(repeating: "  ", count: inner) }
            item(index, &out, inner)
        }
        if count > 0, let indent { out += "\n" + String(repeating: "  ", count: indent) }
        out += close
    }

    private static func write(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
