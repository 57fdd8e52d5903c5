/// A JSON value (RFC 8259) as the reference verifier reads it and the forge changes it: members in their order, strings as
/// bytes so that no two spellings are taken for one, numbers as digits of any length.
indirect enum Node: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case bytes([UInt8])
    case array([Node])
    case object([Member])
    /// Bytes that the forge puts where a value belongs.
    case raw([UInt8])

    struct Member: Equatable {
        var name: [UInt8]
        var value: Node
    }

    struct Unreadable: Error {}

    static func text(_ text: String) -> Node { .bytes(Array(text.utf8)) }
    static func whole(_ number: Int) -> Node { .number(String(number)) }
    static func members(_ members: [(String, Node)]) -> Node {
        .object(members.map { Member(name: Array($0.0.utf8), value: $0.1) })
    }

    var string: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    var items: [Node]? { if case .array(let items) = self { items } else { nil } }
    var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    /// A number that fits 64 bits with its sign.
    var integer: Int64? { if case .number(let digits) = self { Int64(digits) } else { nil } }

    subscript(name: String) -> Node? {
        get { members?.first { $0.name == Array(name.utf8) }?.value }
        set {
            guard case .object(var members) = self else { return }
            let bytes = Array(name.utf8)
            if let index = members.firstIndex(where: { $0.name == bytes }) {
                if let newValue { members[index].value = newValue } else { members.remove(at: index) }
            } else if let newValue {
                members.append(Member(name: bytes, value: newValue))
            }
            self = .object(members)
        }
    }

    /// A place inside an array.
    subscript(index: Int) -> Node {
        get { items.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? .null }
        set {
            guard case .array(var items) = self, items.indices.contains(index) else { return }
            items[index] = newValue
            self = .array(items)
        }
    }

    /// The compact text: no spaces, members as they stand, the fewest escapes (specification notes, section 4.2).
    var compact: [UInt8] {
        var out: [UInt8] = []
        write(&out)
        return out
    }

    private func write(_ out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let flag): out += (flag ? "true" : "false").utf8
        case .number(let digits): out += digits.utf8
        case .bytes(let bytes): Self.write(bytes, &out)
        case .raw(let bytes): out += bytes
        case .array(let items):
            out += "[".utf8
            for (index, item) in items.enumerated() {
                if index > 0 { out += ",".utf8 }
                item.write(&out)
            }
            out += "]".utf8
        case .object(let members):
            out += "{".utf8
            for (index, member) in members.enumerated() {
                if index > 0 { out += ",".utf8 }
                Self.write(member.name, &out)
                out += ":".utf8
                member.value.write(&out)
            }
            out += "}".utf8
        }
    }

    private static func write(_ string: [UInt8], _ out: inout [UInt8]) {
        let short: [UInt8: String] = [
            0x22: "\\\"", 0x5c: "\\\\", 0x08: "\\b", 0x09: "\\t", 0x0a: "\\n", 0x0c: "\\f", 0x0d: "\\r",
        ]
        out += "\"".utf8
        for byte in string {
            if let escape = short[byte] {
                out += escape.utf8
            } else if byte < 0x20 || byte == 0x7f {
                let digits = String(byte, radix: 16)
                out += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            } else {
                out.append(byte)
            }
        }
        out += "\"".utf8
    }
}

extension Node {
    /// Reads a text that holds one value. Refuses what `JSONTree` documents as refused: a member twice, fractions and
    /// exponents, numbers beyond 64 bits, unpaired surrogates, broken UTF-8, more than 32 levels.
    init(reading bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Unreadable() }
        var reader = Reader(rest: bytes[...])
        self = try reader.value(level: 1)
        reader.space()
        guard reader.rest.isEmpty else { throw Unreadable() }
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func space() { rest = rest.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) } }

        mutating func take(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }

        func need(_ condition: Bool) throws { if !condition { throw Unreadable() } }

        mutating func value(level: Int) throws -> Node {
            try need(level <= 32)
            space()
            if take("null") { return .null }
            if take("true") { return .bool(true) }
            if take("false") { return .bool(false) }
            if take("\"") { return .bytes(try string()) }
            if take("[") { return .array(try list("]") { reader in try reader.value(level: level + 1) }) }
            if take("{") {
                let members: [Member] = try list("}") { reader in
                    try reader.need(reader.take("\""))
                    let name = try reader.string()
                    reader.space()
                    try reader.need(reader.take(":"))
                    return Member(name: name, value: try reader.value(level: level + 1))
                }
                for (index, member) in members.enumerated() {
                    try need(!members[..<index].contains { $0.name == member.name })
                }
                return .object(members)
            }
            return try number()
        }

        mutating func list<Item>(_ end: String, _ item: (inout Reader) throws -> Item) throws -> [Item] {
            space()
            if take(end) { return [] }
            var items: [Item] = []
            repeat {
                space()
                items.append(try item(&self))
                space()
                if take(end) { return items }
            } while take(",")
            throw Unreadable()
        }

        mutating func number() throws -> Node {
            let sign = take("-") ? "-" : ""
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            try need(!digits.isEmpty && (digits.count == 1 || digits.first != 0x30))
            let text = sign + String(decoding: digits, as: UTF8.self)
            try need(Int64(text) != nil)
            try need(![0x2e, 0x65, 0x45].contains(rest.first ?? 0))
            return .number(text)
        }

        mutating func string() throws -> [UInt8] {
            var text: [UInt8] = []
            while let byte = rest.popFirst() {
                if byte == 0x22 { return text }
                try need(byte >= 0x20)
                guard byte == 0x5c else {
                    text.append(byte)
                    continue
                }
                guard let kind = rest.popFirst() else { throw Unreadable() }
                let plain: [UInt8: UInt8] = [
                    0x22: 0x22, 0x5c: 0x5c, 0x2f: 0x2f, 0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09,
                ]
                if let character = plain[kind] {
                    text.append(character)
                    continue
                }
                try need(kind == 0x75)
                var unit = try fourDigits()
                if (0xd800...0xdbff).contains(unit) {
                    try need(take("\\u"))
                    let low = try fourDigits()
                    try need((0xdc00...0xdfff).contains(low))
                    unit = 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00)
                }
                guard let scalar = Unicode.Scalar(unit) else { throw Unreadable() }
                text += String(Character(scalar)).utf8
            }
            throw Unreadable()
        }

        mutating func fourDigits() throws -> UInt32 {
            let digits = rest.prefix(4)
            rest = rest.dropFirst(4)
            let isHexadecimal = digits.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
            }
            guard digits.count == 4, isHexadecimal,
                let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw Unreadable() }
            return unit
        }
    }
}
