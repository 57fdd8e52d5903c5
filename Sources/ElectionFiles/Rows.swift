import DataFormats
import ElectionModel

extension CSVTable.Row {
    /// A day such as `2004-09-19`; nil for an empty field.
    func dateIfPresent(_ name: String) -> CalendarDate? {
        guard let text = textIfPresent(name) else { return nil }
        if let date = CalendarDate(text) { return date }
        report(name, .notADay, ["text": text])
        return nil
    }

    func valueIfPresent<Value: RawRepresentable<String> & CaseIterable>(_ name: String, _ type: Value.Type) -> Value? {
        textIfPresent(name) == nil ? nil : value(name, type)
    }

    /// `yes` or `no`.
    func flag(_ name: String) -> Bool? {
        guard let text = text(name) else { return nil }
        switch text {
        case "yes": return true
        case "no": return false
        default:
            report(name, .notYesOrNo, ["text": text])
            return nil
        }
    }

    /// A number of ballots or electors that must be there.
    func smallCount(_ name: String) -> UInt32? {
        guard let number = count(name) else { return nil }
        return small(name, number)
    }

    /// Nil for an unfilled field, which is not zero.
    func smallCountIfPresent(_ name: String) -> UInt32? {
        guard let number = countIfPresent(name) else { return nil }
        return small(name, number)
    }

    private func small(_ name: String, _ number: UInt64) -> UInt32? {
        if let value = UInt32(exactly: number) { return value }
        report(name, .tooLargeForStation, ["number": "\(number)"])
        return nil
    }

    /// Counts separated by single spaces; `-` for one that was left unfilled. Empty for an empty field.
    func counts(_ name: String) -> [UInt32?]? {
        guard let text = textIfPresent(name) else { return [] }
        var result: [UInt32?] = []
        var value: UInt64 = 0
        var digits = 0
        var isUnfilled = false
        func fail() -> [UInt32?]? {
            report(name, .badCount, ["position": "\(result.count + 1)"])
            return nil
        }
        for byte in text.utf8 {
            switch byte {
            case 48...57:
                if isUnfilled || digits == 9 { return fail() }
                value = value * 10 + UInt64(byte - 48)
                digits += 1
            case 45:
                if isUnfilled || digits > 0 { return fail() }
                isUnfilled = true
            case 32:
                if !isUnfilled && digits == 0 { return fail() }
                result.append(isUnfilled ? nil : UInt32(value))
                (value, digits, isUnfilled) = (0, 0, false)
            default: return fail()
            }
        }
        if !isUnfilled && digits == 0 { return fail() }
        result.append(isUnfilled ? nil : UInt32(value))
        return result
    }

    /// `name_en`, `name_ru` and `name_kk`.
    func name() -> Multilingual? {
        guard let english = text("name_en") else { return nil }
        return Multilingual(english, russian: textIfPresent("name_ru"), kazakh: textIfPresent("name_kk"))
    }

    /// A column in English that must be filled, with `_ru` and `_kk` beside it.
    func multilingual(_ column: String) -> Multilingual? {
        text(column).map { translated(column, $0) }
    }

    /// A column in English with `_ru` and `_kk` beside it, or nil.
    func multilingualIfPresent(_ column: String) -> Multilingual? {
        textIfPresent(column).map { translated(column, $0) }
    }

    private func translated(_ column: String, _ english: String) -> Multilingual {
        Multilingual(
            english, russian: textIfPresent("\(column)_ru"), kazakh: textIfPresent("\(column)_kk"))
    }
}

/// Reads a whole table and throws everything that is wrong with it.
func readTable(
    _ bytes: [UInt8], file: String, columns: [String], body: (CSVTable.Row) -> Void
) throws(Mistakes) {
    let log = MistakeLog(file: file)
    try CSVTable.read(bytes, file: file, columns: columns, log: log, body: body)
    try log.throwIfAny()
}

/// Notes keys that stand twice.
struct SeenKeys<Key: Hashable> {
    private var lines: [Key: Int] = [:]

    /// Whether the key is new; reports the row otherwise.
    mutating func isNew(_ key: Key, _ row: CSVTable.Row, _ column: String) -> Bool {
        guard let line = lines.updateValue(row.line, forKey: key) else { return true }
        lines[key] = line
        row.report(column, .sameInLine, ["line": "\(line)"])
        return false
    }
}
