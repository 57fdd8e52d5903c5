public import DataFormats
public import ElectionModel

/// A paper or a station of radio or television that is monitored: a row of `outlets.csv`.
public struct MediaOutlet: Sendable, Hashable {
    public var name: String
    public var ownership: MediaUnit.Ownership
    /// Measured in square centimetres; otherwise in seconds.
    public var isPrint: Bool

    public init(name: String, ownership: MediaUnit.Ownership, isPrint: Bool) {
        self.name = name
        self.ownership = ownership
        self.isPrint = isPrint
    }
}

/// Who is spoken of: a row of `subjects.csv`. A name may stand with two kinds, such as an office and its candidate.
public struct MediaSubject: Sendable, Hashable {
    public var name: String
    public var kind: MediaUnit.SubjectKind

    public init(name: String, kind: MediaUnit.SubjectKind) {
        self.name = name
        self.kind = kind
    }
}

/// A piece that is to be coded, without anything that a coder judged or measured in it.
public struct MediaPiece: Sendable, Hashable {
    public var unit: String
    public var outlet: MediaOutlet
    public var date: CalendarDate
    public var programme: String
    /// Minutes since midnight, where it is known.
    public var start: Int?
    public var subject: MediaSubject

    public init(
        unit: String, outlet: MediaOutlet, date: CalendarDate, programme: String, start: Int?, subject: MediaSubject
    ) {
        self.unit = unit
        self.outlet = outlet
        self.date = date
        self.programme = programme
        self.start = start
        self.subject = subject
    }
}

/// The tables from which a page for coders is made, so that names are chosen and not typed.
public enum MediaLists {
    public static let outletColumns = ["outlet", "ownership", "medium"]
    public static let subjectColumns = ["subject", "subject_kind"]
    public static let pieceColumns = ["unit", "outlet", "date", "programme", "start", "subject", "subject_kind"]

    /// Most MiB of a table: all of it stands in a page.
    static let limit = 1

    /// - Throws: `Mistakes` with every bad row by its line; an outlet that stands twice is one. A table without rows is none.
    public static func outlets(_ bytes: [UInt8], file: String) throws(Mistakes) -> [MediaOutlet] {
        var found: [MediaOutlet] = []
        var lines: [String: Int] = [:]
        try read(bytes, file: file, columns: outletColumns) { row in
            guard let name = row.line("outlet"), let ownership = row.value("ownership", MediaUnit.Ownership.self),
                let medium = row.oneOf("medium", ["air", "print"])
            else { return }
            if let line = lines.updateValue(row.line, forKey: name) {
                row.report("outlet", .sameInLine, ["line": "\(line)"])
                return
            }
            found.append(MediaOutlet(name: name, ownership: ownership, isPrint: medium == "print"))
        }
        return found
    }

    /// - Throws: `Mistakes` with every bad row by its line; a subject that stands twice with one kind is one.
    public static func subjects(_ bytes: [UInt8], file: String) throws(Mistakes) -> [MediaSubject] {
        var found: [MediaSubject] = []
        var lines: [MediaSubject: Int] = [:]
        try read(bytes, file: file, columns: subjectColumns) { row in
            guard let name = row.line("subject"), let kind = row.value("subject_kind", MediaUnit.SubjectKind.self)
            else { return }
            let subject = MediaSubject(name: name, kind: kind)
            if let line = lines.updateValue(row.line, forKey: subject) {
                row.report("subject", .sameInLine, ["line": "\(line)"])
                return
            }
            found.append(subject)
        }
        return found
    }

    /// Pieces to be coded by somebody else. The table may be one of codings: what a coder judged or measured is not read, and a piece
    /// that several coded stands once.
    ///
    /// - Throws: `Mistakes` with every bad row by its line: outlets and subjects that the lists do not have, and rows of one piece that
    ///   name other outlets, days or subjects, included.
    public static func pieces(
        _ bytes: [UInt8], file: String, outlets: [MediaOutlet], subjects: [MediaSubject]
    ) throws(Mistakes) -> [MediaPiece] {
        let places = Dictionary(outlets.map { ($0.name, $0) }) { first, _ in first }
        let known = Set(subjects)
        var found: [MediaPiece] = []
        var first: [String: MediaPiece] = [:]
        try read(bytes, file: file, columns: pieceColumns) { row in
            guard let unit = row.line("unit"), let place = row.line("outlet"), let date = row.mediaDay(),
                let name = row.line("subject"), let kind = row.value("subject_kind", MediaUnit.SubjectKind.self)
            else { return }
            var start: Int?
            guard row.mediaStart(into: &start) else { return }
            guard let outlet = places[place] else {
                row.reportUnknown("outlet", place, among: outlets.map(\.name))
                return
            }
            let subject = MediaSubject(name: name, kind: kind)
            guard known.contains(subject) else {
                row.reportUnknown("subject", name, among: subjects.filter { $0.kind == kind }.map(\.name))
                return
            }
            guard row.textIfPresent("programme") == nil || row.line("programme") != nil else { return }
            let piece = MediaPiece(
                unit: unit, outlet: outlet, date: date, programme: row.textIfPresent("programme") ?? "", start: start,
                subject: subject)
            guard let other = first[unit] else {
                first[unit] = piece
                found.append(piece)
                return
            }
            if (other.outlet, other.date, other.subject) != (outlet, date, subject) {
                row.reportOtherPiece(unit, other.outlet.name, other.date, other.subject.name)
            }
        }
        return found
    }

    /// Whether a coder may be called so: the name stands in every row that the page writes.
    public static func isName(_ coder: String) -> Bool {
        !coder.isEmpty && coder.first != " " && coder.last != " " && coder.isOneLine
    }

    private static func read(
        _ bytes: [UInt8], file: String, columns: [String], body: (CSVTable.Row) -> Void
    ) throws(Mistakes) {
        guard bytes.count <= limit << 20 else {
            throw Mistakes([Mistake(file: file, line: 1, field: "", .fileTooLarge, ["limit": "\(limit)"])])
        }
        var isEmpty = true
        try AuditTables.read(bytes, file: file, columns: columns) { row in
            isEmpty = false
            body(row)
        }
        if isEmpty { throw Mistakes([Mistake(file: file, line: 1, field: columns[0], .emptyField)]) }
    }
}

extension String {
    /// Whether nothing in it is lost or becomes something else in a page: a browser turns control characters into others.
    fileprivate var isOneLine: Bool { unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }
}

extension CSVTable.Row {
    /// A text on one line that must be there.
    fileprivate func line(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        if text.isOneLine { return text }
        report(name, .otherKind, ["wanted": Mistake.Wanted.text.rawValue])
        return nil
    }

    func mediaDay() -> CalendarDate? {
        guard let text = text("date") else { return nil }
        if let day = CalendarDate(text) { return day }
        report("date", .notADay, ["text": text])
        return nil
    }

    /// Minutes since midnight, nil where the field is empty; false, with a report, where it is no time.
    func mediaStart(into start: inout Int?) -> Bool {
        guard let clock = textIfPresent("start") else { return true }
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0...23).contains(parts[0]), (0...59).contains(parts[1]) else {
            report("start", .unknownValue, ["text": clock, "guess": nil, "known": "18:05"])
            return false
        }
        start = 60 * parts[0] + parts[1]
        return true
    }

    /// Rows of one piece that name other outlets, days or subjects.
    func reportOtherPiece(_ unit: String, _ outlet: String, _ date: CalendarDate, _ subject: String) {
        report("unit", .unknownValue, ["text": unit, "guess": nil, "known": "\(outlet), \(date), \(subject)"])
    }
}
