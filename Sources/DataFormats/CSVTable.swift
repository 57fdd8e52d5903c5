/// Reads CSV files whose columns are known by name, noting every bad field with its line.
public enum CSVTable {
    /// The largest file that is read at once.
    public static let sizeLimit = 1 << 30

    /// One row, asked for its fields by name.
    public struct Row {
        public let line: Int
        fileprivate let fields: [String]
        fileprivate let columns: [String: Int]
        fileprivate let log: MistakeLog

        /// A field that must not be empty.
        public func text(_ name: String) -> String? {
            let value = textIfPresent(name)
            if value == nil { report(name, .emptyField) }
            return value
        }

        /// Nil for an empty field, which is not the same as zero.
        public func textIfPresent(_ name: String) -> String? {
            guard let column = columns[name], column < fields.count, !fields[column].isEmpty else { return nil }
            return fields[column]
        }

        /// A whole number that must be there.
        public func count(_ name: String) -> UInt64? {
            guard let text = text(name) else { return nil }
            return count(name, text)
        }

        public func countIfPresent(_ name: String) -> UInt64? {
            textIfPresent(name).flatMap { count(name, $0) }
        }

        public func value<Value: RawRepresentable<String> & CaseIterable>(_ name: String, _ type: Value.Type) -> Value?
        {
            guard let text = text(name) else { return nil }
            if let value = Value(rawValue: text) { return value }
            let known = Value.allCases.map(\.rawValue)
            report(
                name, .unknownValue,
                ["text": text, "guess": nearest(to: text, among: known), "known": known.joined(separator: ", ")])
            return nil
        }

        public func report(
            _ name: String, _ code: Mistake.Code, _ figures: KeyValuePairs<String, String?> = [:]
        ) {
            log.add(line: line, field: name, code, figures)
        }

        public func report(_ name: String, _ fault: Mistake.Fault) {
            log.add(line: line, field: name, fault)
        }

        private func count(_ name: String, _ text: String) -> UInt64? {
            if text.utf8.count <= 18, text.utf8.allSatisfy({ (48...57).contains($0) }), let value = UInt64(text) {
                return value
            }
            report(name, .notAWholeNumber, ["text": text])
            return nil
        }
    }

    /// Calls `body` for each row.
    ///
    /// - Parameter columns: those that must be there; others are left alone.
    /// - Throws: `Mistakes` where the file has no such table at all; bad rows go to `log`.
    public static func read(
        _ bytes: [UInt8], file: String, columns: [String], log: MistakeLog, body: (Row) -> Void
    ) throws(Mistakes) {
        guard bytes.count <= sizeLimit else {
            throw Mistakes([
                Mistake(file: file, line: 1, field: "", .fileTooLarge, ["limit": "\(sizeLimit >> 20)"])
            ])
        }
        do throws(CSVReader.Fault) {
            var reader = try CSVReader(bytes)
            let missing = columns.filter { !reader.header.contains($0) }
            if !missing.isEmpty {
                log.add(
                    line: 1, field: missing.joined(separator: ", "), .missingColumns,
                    ["columns": columns.joined(separator: ",")])
                return
            }
            let width = reader.header.count
            let places = Dictionary(
                reader.header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            while let fields = try reader.next() {
                if fields.count != width {
                    log.add(
                        line: reader.line, field: "", .wrongWidth,
                        ["fields": "\(fields.count)", "columns": "\(width)"])
                    continue
                }
                body(Row(line: reader.line, fields: fields, columns: places, log: log))
            }
        } catch {
            throw Mistakes([Mistake(file: file, line: error.line, field: "", error.code)])
        }
    }
}
