/// JSON as it stands in a file: members in their order, numbers whole, the bytes of every value at hand.
///
/// For the small objects of an archive; ballots are read by `BallotReader`. Refuses what two readers could take
/// differently: a member twice, fractions and exponents, unpaired surrogates, broken UTF-8, deep nesting.
public struct JSONTree: Sendable {
    public indirect enum Value: Sendable {
        case null
        case bool(Bool)
        case whole(Int64)
        case string(String)
        case array([JSONTree])
        case object([(name: String, value: JSONTree)])
    }

    public let value: Value
    /// Where the value stands in the bytes that were read.
    public let range: Range<Int>

    /// Why a text is not read, and where.
    public struct Failure: Error, Equatable, Sendable {
        /// Byte from the beginning.
        public let offset: Int
        public let expected: String
    }

    /// Deepest nesting that is read.
    static let deepest = 32
    /// Most values that are read: a value of two bytes takes some eighty in memory.
    static let mostValues = 1 << 22

    /// Reads one value and nothing after it.
    public static func read(_ bytes: [UInt8]) throws(Failure) -> JSONTree {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Failure(offset: 0, expected: "UTF-8")
        }
        var reader = JSONReader(bytes: bytes)
        reader.skipSpace()
        let tree = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.failure("the end of the text") }
        return tree
    }

    public var string: String? { if case .string(let text) = value { text } else { nil } }
    public var whole: Int64? { if case .whole(let number) = value { number } else { nil } }
    public var bool: Bool? { if case .bool(let flag) = value { flag } else { nil } }
    public var items: [JSONTree]? { if case .array(let items) = value { items } else { nil } }
    public var members: [(name: String, value: JSONTree)]? {
        if case .object(let members) = value { members } else { nil }
    }

    public subscript(name: String) -> JSONTree? { members?.first { $0.name == name }?.value }
}

/// The state of one reading.
struct JSONReader {
    let bytes: [UInt8]
    var position = 0
    private var values = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func failure(_ expected: String) -> JSONTree.Failure { .init(offset: position, expected: expected) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func value(depth: Int) throws(JSONTree.Failure) -> JSONTree {
        guard depth < JSONTree.deepest else { throw failure("fewer than \(JSONTree.deepest) levels") }
        values += 1
        guard values <= JSONTree.mostValues else { throw failure("at most \(JSONTree.mostValues) values") }
        let start = position
        let value: JSONTree.Value
        switch next {
        case UInt8(ascii: "{"): value = .object(try object(depth: depth))
        case UInt8(ascii: "["): value = .array(try array(depth: depth))
        case UInt8(ascii: "\""): value = .string(try string())
        case UInt8(ascii: "t"): value = try word("true", .bool(true))
        case UInt8(ascii: "f"): value = try word("false", .bool(false))
        case UInt8(ascii: "n"): value = try word("null", .null)
        default: value = .whole(try whole())
        }
        return JSONTree(value: value, range: start..<position)
    }

    private mutating func word(_ text: String, _ value: JSONTree.Value) throws(JSONTree.Failure) -> JSONTree.Value {
        guard bytes[position...].starts(with: text.utf8) else { throw failure("a JSON value") }
        position += text.utf8.count
        return value
    }

    private mutating func whole() throws(JSONTree.Failure) -> Int64 {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let digits = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        let length = position - digits
        guard length > 0, length == 1 || bytes[digits] != 0x30, length <= 19,
            let number = Int64(String(decoding: bytes[start..<position], as: UTF8.self))
        else {
            position = start
            throw failure("a whole number")
        }
        if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            throw failure("a whole number without fraction or exponent")
        }
        return number
    }

    private mutating func array(depth: Int) throws(JSONTree.Failure) -> [JSONTree] {
        position += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return [] }
        var items: [JSONTree] = []
        while true {
            skipSpace()
            items.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return items }
            guard take(UInt8(ascii: ",")) else { throw failure(", or ]") }
        }
    }

    private mutating func object(depth: Int) throws(JSONTree.Failure) -> [(name: String, value: JSONTree)] {
        position += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return [] }
        var members: [(name: String, value: JSONTree)] = []
        var names: Set<String> = []
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw failure("the name of a member") }
            let name = try string()
            guard names.insert(name).inserted else { throw failure("member \"\(name)\" once") }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure(":") }
            skipSpace()
            members.append((name, try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw failure(", or }") }
        }
    }

    mutating func string() throws(JSONTree.Failure) -> String {
        position += 1
        var text: [UInt8] = []
        while true {
            guard let byte = next else { throw failure("the end of a string") }
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(&text)
            case 0..<0x20:
                position -= 1
                throw failure("control characters escaped")
            default: text.append(byte)
            }
        }
    }

    private mutating func escape(_ text: inout [UInt8]) throws(JSONTree.Failure) {
        guard let byte = next else { throw failure("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            if (0xd800..<0xdc00).contains(code) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw failure("the second surrogate") }
                let low = try fourDigits()
                guard (0xdc00..<0xe000).contains(low) else { throw failure("the second surrogate") }
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("a character") }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw failure("an escape")
        }
    }

    private mutating func fourDigits() throws(JSONTree.Failure) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Hexadecimal.value(byte | (byte >= 0x41 && byte <= 0x46 ? 0x20 : 0))
            else {
                throw failure("four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
