public import DataFormats
public import ElectionModel

/// One observer's answers at one station. Two observers of a station hand in two reports, and both are kept.
public struct ObservationReport: Sendable, Hashable {
    public var id: String
    public var station: String
    /// The number of the accreditation.
    public var observer: String
    /// Nil where the report does not say.
    public var team: String?
    public var day: CalendarDate?
    /// Whether the observer closed the report; nil where a table does not say.
    public var isSignedOff: Bool?
    /// By item; what was not answered is missing.
    public var answers: [String: String]
}

/// `reports.csv`: report, station, observer, item, answer; the rows of a report stand together, one for each answer.
/// Further columns where they are known: team, day, signed_off.
public enum ObservationReportTable {
    public static let columns = ["report", "station", "observer", "item", "answer"]
    private static let further = ["team", "day", "signed_off"]

    /// - Throws: `Mistakes` with every bad row by its line: answers that the form does not know, items that stand twice, included.
    public static func read(
        _ bytes: [UInt8], file: String, form: ObservationForm
    ) throws(Mistakes) -> [ObservationReport] {
        let items = Dictionary(form.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var reports: [ObservationReport] = []
        var known: Set<String> = []
        try AuditTables.read(bytes, file: file, columns: columns) { row in
            guard let head = head(row), let name = row.text("item"), let answer = row.text("answer") else { return }
            guard let item = items[name] else {
                let names = items.keys.sorted()
                row.report(
                    "item", .unknownValue,
                    ["text": name, "guess": nearest(to: name, among: names), "known": names.joined(separator: ", ")])
                return
            }
            if let fault = item.kind.fault(of: answer) {
                row.report("answer", fault)
                return
            }
            if reports.last?.id != head.id {
                guard known.insert(head.id).inserted else {
                    row.report("report", .standsTwice, ["text": head.id])
                    return
                }
                reports.append(head)
            }
            let last = reports.count - 1
            var same = reports[last]
            same.answers = [:]
            guard same == head, reports[last].answers.updateValue(answer, forKey: name) == nil else {
                row.report("item", .standsTwice, ["text": name])
                return
            }
        }
        return reports
    }

    /// A report without its answers.
    private static func head(_ row: CSVTable.Row) -> ObservationReport? {
        guard let id = row.text("report"), let station = row.text("station"), let observer = row.text("observer")
        else { return nil }
        var day: CalendarDate?
        if let text = row.textIfPresent("day") {
            day = CalendarDate(text)
            guard day != nil else {
                row.report("day", .notADay, ["text": text])
                return nil
            }
        }
        var isSignedOff: Bool?
        if row.textIfPresent("signed_off") != nil {
            guard let word = row.oneOf("signed_off", ["yes", "no"]) else { return nil }
            isSignedOff = word == "yes"
        }
        return ObservationReport(
            id: id, station: station, observer: observer, team: row.textIfPresent("team"), day: day,
            isSignedOff: isSignedOff, answers: [:])
    }

    /// In the order of reports, answers in the order of the form.
    public static func write(_ reports: [ObservationReport], form: ObservationForm) -> [UInt8] {
        var writer = CSVWriter(header: columns + further)
        for report in reports.sorted(by: { $0.id < $1.id }) {
            let closed = report.isSignedOff.map { $0 ? "yes" : "no" } ?? ""
            for item in form.items {
                guard let answer = report.answers[item.id] else { continue }
                writer.append([
                    report.id, report.station, report.observer, item.id, answer, report.team ?? "",
                    report.day?.description ?? "", closed,
                ])
            }
        }
        return writer.bytes
    }
}
