import Crypto

/// SHA-256 as the notes write it.
enum ReferenceHash {
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Standard Base64 without the trailing =, six bits after the other.
    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var bits = SHA256.hash(data: bytes).flatMap { byte in (0..<8).map { byte >> UInt8(7 - $0) & 1 } }
        bits += [0, 0]
        return String(
            stride(from: 0, to: bits.count, by: 6).map { start in
                alphabet[bits[start..<start + 6].reduce(0) { $0 * 2 + Int($1) }]
            })
    }
}

/// The records and events of an archive by the notes, section 4.9, one after the other.
struct ReferenceArchive {
    struct Record: Equatable {
        let name: String
        let body: [UInt8]
        var hash: String { ReferenceHash.hexadecimal(body) }
        var isEvent: Bool { name.hasSuffix(".event.json") }
    }

    struct Event {
        let type: String
        let data: [Record]
        let hash: String
    }

    private let bytes: [UInt8]
    private var position = 0
    private var time: UInt64?
    private var types: [String] = []
    private var head: String?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The only header that a record with this name, size and time may have.
    static func header(_ name: [UInt8], size: Int, time: UInt64) -> [UInt8] {
        func octal(_ value: UInt64, _ digits: Int) -> [UInt8] {
            (0..<digits).reversed().map { 0x30 + UInt8(value >> UInt64(3 * $0) & 7) }
        }
        let zero: [UInt8] = [0]
        var fields: [[UInt8]] = [
            name + [UInt8](repeating: 0, count: 100 - name.count),
            Array("0000644".utf8) + zero, Array("0000000".utf8) + zero, Array("0000000".utf8) + zero,
            octal(UInt64(size), 11) + zero, octal(time, 11) + zero,
            [UInt8](repeating: 0x20, count: 8), Array("0".utf8), [UInt8](repeating: 0, count: 355),
        ]
        let sum = fields.joined().reduce(UInt64(0)) { $0 + UInt64($1) }
        fields[6] = octal(sum, 6) + [0, 0x20]
        return Array(fields.joined())
    }

    private static func octal(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    /// `data`: how many data records of the next event came before.
    private mutating func record(data: Int) throws -> Record? {
        let rest = bytes[position...]
        if rest.isEmpty { return nil }
        try require(rest.count >= 512, "archive-truncated")
        let block = Array(rest.prefix(512))
        let name = Array(block[0..<100].prefix { $0 != 0 })
        let size = try Self.octal(block[124..<135]).or("archive-header")
        let time = try Self.octal(block[136..<147]).or("archive-header")
        try require(name.count < 100 && size <= 1 << 30, "archive-header")
        try require(block == Self.header(name, size: Int(size), time: time), "archive-header")
        try require(time == self.time ?? time, "archive-header")
        let whole = (Int(size) + 511) / 512 * 512
        try require(rest.count - 512 >= whole, "archive-truncated")
        let most: UInt64
        if self.time == nil {
            most = UInt64("{'version':1,'timestamp':'\(time)'}".utf8.count)
        } else if String(decoding: name, as: UTF8.self).hasSuffix(".event.json") {
            most = 1 << 16
        } else if types.isEmpty {
            most = data == 2 ? 1 << 30 : 1 << 24
        } else {
            most = 1 << 26
        }
        try require(size <= most, "archive-header")
        let content = Array(rest.dropFirst(512).prefix(whole))
        try require(content.dropFirst(Int(size)).allSatisfy { $0 == 0 }, "archive-padding")
        let record = Record(name: String(decoding: name, as: UTF8.self), body: Array(content.prefix(Int(size))))
        if self.time == nil {
            let expected = "{\"version\":1,\"timestamp\":\"\(time)\"}"
            try require(name == Array("BELENIOS".utf8) && record.body == Array(expected.utf8), "archive-header")
        } else {
            let named = record.hash + (record.isEvent ? ".event.json" : ".data.json")
            try require(name == Array(named.utf8), "record-name")
        }
        self.time = time
        position += 512 + whole
        return record
    }

    /// The next event with its data, nil at the end.
    mutating func event() throws -> Event? {
        if position == 0 {
            guard try record(data: 0) != nil else { throw Refusal("archive-header") }
        }
        var data: [Record] = []
        while let record = try record(data: data.count) {
            if record.isEvent { return try accept(record, data) }
            data.append(record)
            try require(data.count <= 5, "record-order")
        }
        try require(data.isEmpty && !types.isEmpty, "archive-truncated")
        return nil
    }

    private mutating func accept(_ record: Record, _ data: [Record]) throws -> Event {
        let kinds = ["Setup", "Ballot", "EndBallots", "EncryptedTally", "PartialDecryption", "Result"]
        try require(record.body.count <= 4096, "event-format")
        guard let tree = try? Node(reading: record.body), let members = tree.members else {
            throw Refusal("event-format")
        }
        let type = String(decoding: tree["type"]?.string ?? [], as: UTF8.self)
        let height = try tree["height"]?.integer.or("event-format")
        try require(kinds.contains { Array($0.utf8) == tree["type"]?.string }, "event-format")
        try require((0...Int64(Int32.max)).contains(height ?? -1), "event-format")
        // Canonical: these members in this order and no other spelling.
        let order = ["parent", "height", "type", "payload"].map { Array($0.utf8) }
        try require(
            members.map(\.name) == order.filter { name in members.contains { $0.name == name } }, "event-format")
        try require(tree.compact == record.body, "event-format")
        for name in ["parent", "payload"] {
            guard let value = tree[name] else { continue }
            try require(Self.isHash(value.string), "event-format")
        }
        try require(tree["parent"]?.string == head.map { Array($0.utf8) }, "event-parent")
        try require(height == Int64(types.count), "event-height")
        try require(Self.follows(types, type), "event-grammar")
        let counts: Set<Int> =
            switch type {
            case "Setup": [4, 5]
            case "EncryptedTally", "PartialDecryption": [2]
            case "EndBallots": [0]
            default: [1]
            }
        try require(counts.contains(data.count), "record-order")
        try require(tree["payload"]?.string == data.last.map { Array($0.hash.utf8) }, "event-payload")
        types.append(type)
        head = record.hash
        return Event(type: type, data: data, hash: record.hash)
    }

    static func isHash(_ text: [UInt8]?) -> Bool {
        guard let text else { return false }
        return text.count == 64 && text.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }

    /// Whether an event may follow: Setup Ballot* [EndBallots [EncryptedTally PartialDecryption* [Result]]].
    private static func follows(_ types: [String], _ next: String) -> Bool {
        switch types.last {
        case nil: next == "Setup"
        case "Setup", "Ballot": next == "Ballot" || next == "EndBallots"
        case "EndBallots": next == "EncryptedTally"
        case "EncryptedTally", "PartialDecryption": next == "PartialDecryption" || next == "Result"
        default: false
        }
    }
}
