/// Where the bytes of a file go, from its beginning to its end.
public typealias ByteSink = (_ bytes: [UInt8]) throws -> Void

/// Writes sections and their table.
struct SectionWriter {
    private let sink: ByteSink
    private var buffer: [UInt8] = []
    private var offset = 0
    private var ranges = [Range<Int>](repeating: 0..<0, count: RegisterFormat.Section.allCases.count)
    private var open: RegisterFormat.Section?

    private static let bufferSize = 1 << 18

    init(_ sink: @escaping ByteSink) throws {
        self.sink = sink
        append(RegisterFormat.magic)
        append(RegisterFormat.version)
        append(UInt32(0))
    }

    mutating func begin(_ section: RegisterFormat.Section) throws {
        try end()
        while offset % 8 != 0 { append(UInt8(0)) }
        ranges[section.rawValue] = offset..<offset
        open = section
    }

    private mutating func end() throws {
        try flush()
        if let open { ranges[open.rawValue] = ranges[open.rawValue].lowerBound..<offset }
        open = nil
    }

    mutating func append(_ bytes: some Collection<UInt8>) {
        buffer.append(contentsOf: bytes)
        offset += bytes.count
    }

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
        offset += Number.bitWidth / 8
    }

    /// Writes out what has come together; to be called now and then.
    mutating func flushIfFull() throws {
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws {
        if !buffer.isEmpty { try sink(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }

    mutating func append<Number: FixedWidthInteger>(contentsOf numbers: some Sequence<Number>) throws {
        for number in numbers {
            append(number)
            try flushIfFull()
        }
    }

    /// Writes the table and the trailer.
    mutating func finish() throws {
        try end()
        while offset % 8 != 0 { append(UInt8(0)) }
        let table = offset
        for range in ranges {
            append(UInt64(range.lowerBound))
            append(UInt64(range.count))
        }
        append(UInt64(table))
        append(RegisterFormat.magic)
        try flush()
    }
}
