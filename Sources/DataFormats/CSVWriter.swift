/// Writes RFC 4180 CSV: comma, LF, quotes only where needed.
public struct CSVWriter {
    public private(set) var bytes: [UInt8]

    /// - Parameter byteOrderMark: begins the file with one, which spreadsheets need to recognise UTF-8.
    public init(byteOrderMark: Bool = false, header: [String]) {
        bytes = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        append(header)
    }

    public mutating func append(_ row: [String]) {
        for (index, field) in row.enumerated() {
            if index > 0 { bytes.append(44) }
            append(field)
        }
        bytes.append(10)
    }

    private mutating func append(_ field: String) {
        let needsQuotes = field.utf8.contains { [34, 44, 59, 10, 13].contains($0) }
        guard needsQuotes else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(34)
        for byte in field.utf8 {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        bytes.append(34)
    }
}
