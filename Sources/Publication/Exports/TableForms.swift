import DataFormats
import ElectionModel

extension FigureTable {
    /// One row for each figure.
    func tidyCSV() -> [UInt8] {
        var writer = CSVWriter(
            byteOrderMark: true,
            header: ["key", "record"] + texts + ["figure", "value", "unit", "exact", "absent", "status"])
        for row in rows {
            let place = [row.record] + texts.map { spreadsheetText(row.texts[$0] ?? "") }
            for cell in row.cells {
                writer.append(
                    [spreadsheetText(cell.key)] + place + [
                        cell.column, spreadsheetValue(cell.plain), cell.unit, cell.exact ?? "", cell.absent ?? "",
                        cell.status.rawValue,
                    ])
            }
        }
        return writer.bytes
    }

    /// One row for each thing, with a column for each of its figures.
    func wideCSV() -> [UInt8] {
        let columns = columns
        var writer = CSVWriter(byteOrderMark: true, header: ["record"] + texts + columns + ["status"])
        for row in rows {
            let values = columns.map { column in
                row.cells.first { $0.column == column }.map { spreadsheetValue($0.plain) } ?? ""
            }
            writer.append(
                [row.record] + texts.map { spreadsheetText(row.texts[$0] ?? "") } + values + [row.status])
        }
        return writer.bytes
    }

    /// The rows with their figures by name.
    func json() -> JSON {
        .array(
            rows.map { row in
                let named = texts.compactMap { column in row.texts[column].map { (column, JSON.string($0)) } }
                return .object(
                    [("record", .string(row.record))] + named + [
                        ("status", .string(row.status)),
                        ("figures", .object(row.cells.map { ($0.column, $0.json()) })),
                    ])
            })
    }
}

extension Cell {
    /// Whole numbers are numbers; whatever has decimals is text, so that no reader rounds it.
    func json() -> JSON {
        var members: [(String, JSON)] = [("key", .string(key))]
        if let whole {
            members.append(("value", .whole(whole)))
        } else {
            members.append(("value", absent == nil ? .string(plain) : .null))
        }
        if let exact { members.append(("exact", .string(exact))) }
        if let absent { members.append(("absent", .string(absent))) }
        members += [("unit", .string(unit)), ("status", .string(status.rawValue))]
        return .object(members)
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe is put before one that begins with `=`, `+`, `-`, `@`, a
/// tab or a carriage return (OWASP, CSV Injection).
func spreadsheetText(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
    return "'" + text
}

/// A value as it is where it is a number, and as a text otherwise: a source may print words where a number is expected.
func spreadsheetValue(_ value: String) -> String {
    let digits = value.hasPrefix("-") ? value.dropFirst() : value[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber =
        parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    return isNumber ? value : spreadsheetText(value)
}
