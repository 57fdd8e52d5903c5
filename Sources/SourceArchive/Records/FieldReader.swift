import ElectionModel

/// Texts on one line: a backslash before `n`, `r`, `t` and itself stands for what would break the line or set parts of it
/// apart. A text that is there and empty is `\0`, so that it stays apart from one that is not there.
package enum Escaped {
    package static func text(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 92 || $0 == 9 || $0 == 10 || $0 == 13 }) else { return text }
        // By scalars: a line feed after a carriage return is no character of its own.
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    package static func optional(_ text: String?) -> String {
        guard let text else { return "" }
        return text.isEmpty ? "\\0" : self.text(text)
    }

    package static func plain(_ text: String) -> String {
        guard text.utf8.contains(92) else { return text }
        var result = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                switch scalar {
                case "n": result.unicodeScalars.append("\n")
                case "r": result.unicodeScalars.append("\r")
                case "t": result.unicodeScalars.append("\t")
                case "0": break
                default: result.unicodeScalars.append(scalar)
                }
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Takes the fields of a record one after the other.
struct FieldReader {
    private let fields: [String]
    private let columns: [String]
    private var index = 0

    init(fields: [String], columns: [String]) {
        self.fields = fields
        self.columns = columns
    }

    mutating func text() -> String {
        index += 1
        return fields[index - 1]
    }

    mutating func escaped() -> String { Escaped.plain(text()) }

    mutating func escapedIfPresent() -> String? {
        let text = text()
        return text.isEmpty ? nil : Escaped.plain(text)
    }

    mutating func whole() throws(RecordFault) -> Int {
        let text = text()
        guard let number = Int(text) else { throw fault(text) }
        return number
    }

    mutating func wholeIfPresent() throws(RecordFault) -> Int? {
        let text = text()
        if text.isEmpty { return nil }
        guard let number = Int(text) else { throw fault(text) }
        return number
    }

    mutating func value<Value: RawRepresentable<String>>(_ type: Value.Type) throws(RecordFault) -> Value {
        let text = text()
        guard let value = Value(rawValue: text) else { throw fault(text) }
        return value
    }

    mutating func valueIfPresent<Value: RawRepresentable<String>>(_ type: Value.Type) throws(RecordFault) -> Value? {
        let text = text()
        if text.isEmpty { return nil }
        guard let value = Value(rawValue: text) else { throw fault(text) }
        return value
    }

    mutating func list<Value>(_ read: (Substring) -> Value?) throws(RecordFault) -> [Value] {
        var values: [Value] = []
        for part in text().split(separator: " ") {
            guard let value = read(part) else { throw fault(String(part)) }
            values.append(value)
        }
        return values
    }

    func fault(_ text: String) -> RecordFault { RecordFault(column: columns[index - 1], text: text) }
}
