/// Reads RFC 4180 CSV of any size as `CSVReader` does, but from pieces that come one after the other: it holds one piece and
/// one row.
///
/// A row is asked for with `next()` and then stands in `count` and `field`, until the next one is asked for.
public final class CSVStream {
    public enum Fault: Error, Equatable, Sendable {
        case quoteNotClosed(line: Int)
        case textAfterQuote(line: Int)
        case notUTF8(line: Int)
        case noHeader
        /// A row, with the lines inside its quotes, has more than `rowLimit` bytes or `fieldLimit` fields.
        case rowTooLong(line: Int)

        public var line: Int {
            switch self {
            case .quoteNotClosed(let line), .textAfterQuote(let line), .notUTF8(let line), .rowTooLong(let line): line
            case .noHeader: 1
            }
        }
    }

    /// Most bytes of a row.
    public static let rowLimit = 1 << 16
    /// Most fields of a row.
    public static let fieldLimit = 256

    /// The names of the columns.
    public private(set) var header: [String] = []
    /// The line on which the row last returned begins, counted from 1.
    public private(set) var line = 1

    private let source: () throws -> [UInt8]?
    private var piece: [UInt8] = []
    private var position = 0
    private var nextLine = 1
    private var separator = UInt8(ascii: ",")
    /// The row's fields, each followed by a comma: bytes of two fields never make one letter.
    private var row: [UInt8] = []
    private var ends: [Int] = []
    private var endsWithReturn = false

    private enum Place { case start, plain, quoted, quoteSeen }

    /// - Parameter source: the next piece of the file; nil or an empty one after the last.
    /// - Throws: `Fault` where there is no readable header line; whatever `source` throws.
    public init(_ source: @escaping () throws -> [UInt8]?) throws {
        self.source = source
        // The header says which separator is used, so that its line has to be there before it is taken apart.
        while piece.count <= Self.rowLimit, !piece.contains(where: { $0 == 10 || $0 == 13 }), let more = try source(),
            !more.isEmpty
        { piece += more }
        if piece.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let line = piece[position...].prefix { $0 != 10 && $0 != 13 }
        if !line.contains(UInt8(ascii: ",")), line.contains(UInt8(ascii: ";")) { separator = UInt8(ascii: ";") }
        guard try next() else { throw Fault.noHeader }
        header = (0..<count).map(text)
    }

    /// Fields of the row.
    public var count: Int { ends.count }

    /// The bytes of a field, which are UTF-8.
    public func field(_ index: Int) -> ArraySlice<UInt8> { row[(index == 0 ? 0 : ends[index - 1] + 1)..<ends[index]] }

    public func text(_ index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

    /// Goes to the next row; false after the last. Empty lines are skipped.
    public func next() throws -> Bool {
        while try readRow() {
            if ends.count > 1 || ends[0] > 0 { return true }
        }
        return false
    }

    private func refill() throws -> Bool {
        guard let more = try source(), !more.isEmpty else { return false }
        (piece, position) = (more, 0)
        return true
    }

    private func readRow() throws -> Bool {
        row.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        var place = Place.start
        var hasBegun = false
        line = nextLine
        while true {
            if position == piece.count, try !refill() {
                guard hasBegun else { return false }
                if place == .quoted { throw Fault.quoteNotClosed(line: line) }
                try endField()
                return try endRow()
            }
            if endsWithReturn {
                endsWithReturn = false
                if piece[position] == 10 {
                    position += 1
                    continue
                }
            }
            hasBegun = true
            if try step(&place) { return try endRow() }
            guard row.count <= Self.rowLimit else { throw Fault.rowTooLong(line: line) }
        }
    }

    /// Takes what it can from the piece; true where the row has ended.
    private func step(_ place: inout Place) throws -> Bool {
        let byte = piece[position]
        switch place {
        case .start where byte == 34:
            place = .quoted
            position += 1
        case .start, .plain:
            let run = run(until: separator, 10, 13)
            row.append(contentsOf: piece[position..<position + run])
            position += run
            place = .plain
            if position < piece.count { return try endAt(&place) }
        case .quoted where byte == 34:
            place = .quoteSeen
            position += 1
        case .quoted:
            let run = run(until: 34, 10, 10)
            row.append(contentsOf: piece[position..<position + run])
            position += run
            if position < piece.count, piece[position] == 10 {
                row.append(10)
                position += 1
                nextLine += 1
            }
        case .quoteSeen where byte == 34:
            row.append(34)
            place = .quoted
            position += 1
        case .quoteSeen:
            guard byte == separator || byte == 10 || byte == 13 else { throw Fault.textAfterQuote(line: line) }
            return try endAt(&place)
        }
        return false
    }

    /// Bytes of the piece before the next of three.
    private func run(until first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        let start = position
        return piece.withUnsafeBufferPointer { piece in
            var end = start
            while end < piece.count, piece[end] != first, piece[end] != second, piece[end] != third { end += 1 }
            return end - start
        }
    }

    /// Ends a field at a separator or at the end of a line.
    private func endAt(_ place: inout Place) throws -> Bool {
        let byte = piece[position]
        position += 1
        try endField()
        place = .start
        if byte == separator { return false }
        endsWithReturn = byte == 13
        nextLine += 1
        return true
    }

    private func endField() throws {
        guard ends.count < Self.fieldLimit else { throw Fault.rowTooLong(line: line) }
        ends.append(row.count)
        row.append(UInt8(ascii: ","))
    }

    private func endRow() throws -> Bool {
        guard String(validating: row, as: UTF8.self) != nil else { throw Fault.notUTF8(line: line) }
        return true
    }
}
