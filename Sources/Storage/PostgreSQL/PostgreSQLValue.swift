/// A parameter of a statement, in the server's binary form.
enum PostgreSQLValue: Sendable, Hashable {
    case whole(Int)
    case bytes([UInt8])
    case text(String)
    case null

    /// The type's number in the server's catalogue: bigint, bytea, text; 0 leaves it to the server.
    var type: UInt32 {
        switch self {
        case .whole: 20
        case .bytes: 17
        case .text: 25
        case .null: 0
        }
    }

    var binary: [UInt8]? {
        switch self {
        case .whole(let number): withUnsafeBytes(of: Int64(number).bigEndian) { Array($0) }
        case .bytes(let bytes): bytes
        case .text(let text): Array(text.utf8)
        case .null: nil
        }
    }
}

/// What a statement gave: rows of columns in binary form, and how many rows it changed.
struct PostgreSQLRows: Sendable {
    var rows: [[[UInt8]?]]
    var changed: Int

    var first: [[UInt8]?]? { rows.first }
}

extension [UInt8] {
    /// A whole number of 8 or of 4 bytes; nil for anything else.
    var bigEndianWhole: Int? {
        guard count == 8 || count == 4, let first else { return nil }
        return dropFirst().reduce(Int(Int8(bitPattern: first))) { $0 << 8 | Int($1) }
    }
}
