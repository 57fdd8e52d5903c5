import DataFormats
import ElectionFiles
import ElectionModel

/// The figures of one section, before they are written as CSV or JSON: rows with what names them and what they say.
struct FigureTable {
    /// The name of its files, such as `lists`.
    var name: String
    /// The columns that name and describe a row, in order.
    var texts: [String]
    var rows: [Row] = []

    struct Row {
        /// What kind of thing the row is about, such as `ballot` or `candidate`.
        var record: String
        /// What names and describes it, by column; a column that is missing here is empty.
        var texts: [String: String]
        var cells: [Cell]
    }

    mutating func add(_ record: String, _ texts: [String: String], _ quantities: [Quantity]) {
        rows.append(Row(record: record, texts: texts, cells: quantities.map(Cell.init)))
    }

    /// The columns of figures in the order in which rows first have them.
    var columns: [String] {
        var result: [String] = []
        for row in rows {
            for cell in row.cells where !result.contains(cell.column) { result.append(cell.column) }
        }
        return result
    }

    /// The columns of a name in the three languages.
    static func nameColumns(_ prefix: String = "name") -> [String] { ["\(prefix)_en", "\(prefix)_ru", "\(prefix)_kk"] }

    /// A name by column; a translation that does not exist is left empty.
    static func names(_ name: Multilingual, _ prefix: String = "name") -> [String: String] {
        var result = ["\(prefix)_en": name.english]
        result["\(prefix)_ru"] = name.russian
        result["\(prefix)_kk"] = name.kazakh
        return result
    }
}

extension FigureTable.Row {
    /// Where its figures come from, strongest first, with spaces between where they differ.
    var status: String {
        ProvenanceKind.allCases.filter { kind in cells.contains { $0.status == kind } }.map(\.rawValue)
            .joined(separator: " ")
    }
}

/// One figure in the form of exports.
struct Cell {
    var key: String
    /// The name of the figure within its row.
    var column: String
    /// Digits, a point, a minus, or the words of a source; empty where there is none.
    var plain: String
    /// A whole number that programs may read as one.
    var whole: Int64?
    /// The fraction that `plain` rounds.
    var exact: String?
    /// Why it is empty.
    var absent: String?
    var unit: String
    var status: ProvenanceKind

    init(_ quantity: Quantity) {
        let entry = Codebook.entry(for: quantity.key)
        key = quantity.key
        column = entry?.column ?? quantity.key
        unit = entry?.unit ?? ""
        plain = quantity.plain
        whole = quantity.whole
        status = quantity.provenance
        switch quantity.value {
        case .share(let fraction), .fraction(let fraction): exact = fraction.description
        case .notGiven: absent = "not given"
        case .notApplicable: absent = "not applicable"
        case .whole, .decimal: break
        }
    }

    init(_ fact: SourcedFigure) {
        key = fact.exportKey
        column = "value"
        unit = "as printed"
        plain = fact.value ?? ""
        whole = nil
        absent = fact.value == nil ? "not given" : nil
        status = fact.provenance.kind
    }
}

extension SourcedFigure {
    /// The key under which a sourced figure is shown; its own may also be that of a computed figure.
    var exportKey: String { "fact.\(key)" }
}
