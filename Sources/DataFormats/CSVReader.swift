/// Reads RFC 4180 CSV from bytes, row by row: comma or semicolon, quotes, CR LF or LF, an optional byte-order mark.
///
/// The separator is the one that stands in the header line. Rows are handed out as slices of fields together with the
/// line they begin on, so that a mistake can be named.
public struct CSVReader {
    public enum Fault: Error, Equatable {
        case quoteNotClosed(line: Int)
        case textAfterQuote(line: Int)
        case notUTF8(line: Int)
        case noHeader

        public var line: Int {
            switch self {
            case .quoteNotClosed(let line), .textAfterQuote(let line), .notUTF8(let line): line
            case .noHeader: 1
            }
        }

        public var code: Mistake.Code {
            switch self {
            case .quoteNotClosed: .quoteNotClosed
            case .textAfterQuote: .textAfterQuote
            case .notUTF8: .notUTF8
            case .noHeader: .noHeader
            }
        }
    }

    /// The names of the columns.
    public private(set) var header: [String] = []
    /// The line on which the row last returned begins, counted from 1.
    public private(set) var line = 1

    private let bytes: [UInt8]
    private var position: Int
    private var nextLine = 1
    private let separator: UInt8

    /// - Throws: `Fault` where there is no readable header line.
    public init(_ bytes: [UInt8]) throws(Fault) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let headerBytes = bytes[position...].prefix { $0 != 10 && $0 != 13 }
        separator = !headerBytes.contains(44) && headerBytes.contains(59) ? 59 : 44
        guard let names = try next(), names != [""] else { throw .noHeader }
        header = names
    }

    /// The next row; nil after the last. Empty lines are skipped.
    public mutating func next() throws(Fault) -> [String]? {
        while position < bytes.count {
            line = nextLine
            let row = try readRow()
            if row.count > 1 || row.first != "" { return row }
        }
        return nil
    }

    private mutating func readRow() throws(Fault) -> [String] {
        var row: [String] = []
        while true {
            row.append(try readField())
            guard position < bytes.count else { return row }
            let byte = bytes[position]
            position += 1
            if byte == separator { continue }
            if byte == 13, position < bytes.count, bytes[position] == 10 { position += 1 }
            nextLine += 1
            return row
        }
    }

    private mutating func readField() throws(Fault) -> String {
        if position < bytes.count, bytes[position] == 34 { return try readQuotedField() }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == separator || byte == 10 || byte == 13 { break }
            position += 1
        }
        return try text(bytes[start..<position])
    }

    private mutating func readQuotedField() throws(Fault) -> String {
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte != 34 {
                if byte == 10 { nextLine += 1 }
                content.append(byte)
            } else if position < bytes.count, bytes[position] == 34 {
                content.append(34)
                position += 1
            } else {
                guard position == bytes.count || [separator, 10, 13].contains(bytes[position]) else {
                    throw .textAfterQuote(line: line)
                }
                return try text(content[...])
            }
        }
        throw .quoteNotClosed(line: line)
    }

    private func text(_ slice: ArraySlice<UInt8>) throws(Fault) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw .notUTF8(line: line) }
        return text
    }
}
