public import DataFormats
public import ElectionModel

/// One piece of coverage as a coder described it: who was shown where, for how long, and in which tone.
public struct MediaUnit: Sendable, Hashable {
    public enum Ownership: String, Sendable, Hashable, CaseIterable { case state, `private` }
    public enum SubjectKind: String, Sendable, Hashable, CaseIterable {
        case candidate, party, government, president, commission, other
    }
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case news, advert
        case freeTime = "free time"
        case other
    }
    public enum Tone: String, Sendable, Hashable, CaseIterable {
        case positive, neutral, negative

        /// For the interval measure of agreement: 1, 0, −1.
        public var value: Int { self == .positive ? 1 : self == .neutral ? 0 : -1 }
    }

    /// The same for all codings of one piece.
    public var unit: String
    public var coder: String
    public var outlet: String
    public var ownership: Ownership
    public var date: CalendarDate
    public var programme: String
    /// Minutes since midnight; nil in print.
    public var start: Int?
    public var subject: String
    public var subjectKind: SubjectKind
    /// Seconds on air, or square centimetres in print: never both in one outlet.
    public var amount: UInt64
    public var isPrint: Bool
    public var format: Format
    public var isDirectSpeech: Bool
    public var tone: Tone
    public var topic: String

    /// No piece is longer than this many seconds, or larger than this many square centimetres.
    public static let greatestAmount: UInt64 = 1_000_000

    /// From 18:00 to midnight.
    public var isPrimetime: Bool { start.map { (18 * 60..<24 * 60).contains($0) } ?? false }
}

/// `media.csv`: a coding a row.
public enum MediaTable {
    public static let columns = [
        "unit", "coder", "outlet", "ownership", "date", "programme", "start", "subject", "subject_kind", "seconds",
        "square_centimetres", "format", "direct_speech", "tone", "topic",
    ]

    /// - Throws: `Mistakes` with every bad row by its line: a piece that a coder coded twice, and codings of one piece that name other
    ///   outlets, days or subjects, included.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [MediaUnit] {
        var units: [MediaUnit] = []
        var lines: [[String]: Int] = [:]
        var first: [String: MediaUnit] = [:]
        try AuditTables.read(bytes, file: file, columns: columns) { row in
            guard let unit = coding(row) else { return }
            if let line = lines.updateValue(row.line, forKey: [unit.unit, unit.coder]) {
                row.report("unit", .sameInLine, ["line": "\(line)"])
                return
            }
            if let other = first[unit.unit],
                (other.outlet, other.date, other.subject) != (unit.outlet, unit.date, unit.subject)
            {
                row.reportOtherPiece(unit.unit, other.outlet, other.date, other.subject)
                return
            }
            first[unit.unit] = first[unit.unit] ?? unit
            units.append(unit)
        }
        return units
    }

    private static func coding(_ row: CSVTable.Row) -> MediaUnit? {
        guard let unit = row.text("unit"), let coder = row.text("coder"), let outlet = row.text("outlet"),
            let ownership = row.value("ownership", MediaUnit.Ownership.self), let date = row.mediaDay(),
            let subject = row.text("subject"), let kind = row.value("subject_kind", MediaUnit.SubjectKind.self),
            let format = row.value("format", MediaUnit.Format.self),
            let direct = row.oneOf("direct_speech", ["yes", "no"]),
            let tone = row.value("tone", MediaUnit.Tone.self)
        else { return nil }
        let (seconds, centimetres) = (row.countIfPresent("seconds"), row.countIfPresent("square_centimetres"))
        guard let amount = seconds ?? centimetres, (seconds == nil) != (centimetres == nil),
            amount <= MediaUnit.greatestAmount
        else {
            row.report("seconds", .outOfRange, ["least": "0", "greatest": "\(MediaUnit.greatestAmount)"])
            return nil
        }
        var start: Int?
        guard row.mediaStart(into: &start) else { return nil }
        return MediaUnit(
            unit: unit, coder: coder, outlet: outlet, ownership: ownership, date: date,
            programme: row.textIfPresent("programme") ?? "", start: start, subject: subject, subjectKind: kind,
            amount: amount, isPrint: seconds == nil, format: format, isDirectSpeech: direct == "yes", tone: tone,
            topic: row.textIfPresent("topic") ?? "")
    }

    /// In the order of outlets, days, times, units and coders: the same codings are the same bytes.
    public static func write(_ units: [MediaUnit]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        let sorted = units.sorted { left, right in
            (left.outlet, left.date.description, left.start ?? -1, left.unit, left.coder)
                < (right.outlet, right.date.description, right.start ?? -1, right.unit, right.coder)
        }
        for unit in sorted {
            writer.append([
                unit.unit, unit.coder, unit.outlet, unit.ownership.rawValue, unit.date.description, unit.programme,
                unit.start.map { clock($0) } ?? "", unit.subject, unit.subjectKind.rawValue,
                unit.isPrint ? "" : "\(unit.amount)",
                unit.isPrint ? "\(unit.amount)" : "", unit.format.rawValue, unit.isDirectSpeech ? "yes" : "no",
                unit.tone.rawValue, unit.topic,
            ])
        }
        return writer.bytes
    }

    /// Minutes since midnight as `18:05`.
    public static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

/// `quota.csv`: outlet, subject and the seconds of free time that the law gives it.
public enum QuotaTable {
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [MediaReport.Quota] {
        var rows: [MediaReport.Quota] = []
        try AuditTables.read(bytes, file: file, columns: ["outlet", "subject", "seconds"]) { row in
            guard let outlet = row.text("outlet"), let subject = row.text("subject"), let seconds = row.count("seconds")
            else { return }
            rows.append(MediaReport.Quota(outlet: outlet, subject: subject, seconds: seconds))
        }
        return rows
    }
}
