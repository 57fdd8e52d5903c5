public import DataFormats
public import ElectionModel

/// What observers are asked about one part of the day, as data: `Forms/NAME.yaml`.
public struct ObservationForm: Sendable, Hashable {
    public enum Stage: String, Sendable, Hashable, CaseIterable { case opening, voting, counting, tabulation }

    public struct Item: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// On the scale of four.
            case rating
            /// Yes, no, or don't know.
            case question
            case number
            case text
        }

        public var id: String
        public var kind: Kind
        public var text: Multilingual
        /// Of a question: whether yes is what should be.
        public var yesIsGood: Bool
        /// A report without an answer is not complete.
        public var isRequired: Bool
    }

    /// The scale of ratings; the first two are positive.
    public enum Rating: String, Sendable, Hashable, CaseIterable {
        case veryGood = "very good"
        case good
        case bad
        case veryBad = "very bad"

        public var isPositive: Bool { self == .veryGood || self == .good }
    }

    public static let format = "sailau-observation-form/1"

    public var id: String
    public var stage: Stage
    public var title: Multilingual
    public var items: [Item]

    /// - Throws: `Mistakes`, all at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> ObservationForm {
        try YAMLDocument.decode(bytes, file: file, body: decode)
    }

    private static func decode(_ reader: MappingReader) -> ObservationForm? {
        guard reader.isFormat(format, "The version of this format: \(format).") else { return nil }
        let id = reader.text("id", "A name for the form.")
        let stage = reader.choice("stage", Stage.self, "The part of the day.")
        let title = reader.multilingual("title", "What stands above it.")
        var seen: Set<String> = []
        let items = reader.list("items", "What is asked, in this order.") { reader -> Item? in
            let id = reader.text("id", "A name for the item, the same in every version of the form.")
            let kind = reader.choice("kind", Item.Kind.self, "How it is answered.")
            let text = reader.multilingual("text", "The words of the question.")
            let yesIsGood = reader.flag("yes is good", default: true, "Whether yes is what should be.")
            let isRequired = reader.flag("required", default: false, "A report without it is not complete.")
            guard let id, let kind, let text else { return nil }
            guard seen.insert(id).inserted else {
                reader.report("id", .standsTwice)
                return nil
            }
            return Item(id: id, kind: kind, text: text, yesIsGood: yesIsGood, isRequired: isRequired)
        }
        guard let id, let stage, let title else { return nil }
        return ObservationForm(id: id, stage: stage, title: title, items: items)
    }
}

/// One observer's answers at one station. Two observers of a station hand in two reports, and both are kept.
public struct ObservationReport: Sendable, Hashable {
    public var id: String
    public var station: String
    public var observer: String
    /// By item; what was not answered is missing.
    public var answers: [String: String]
}

/// `reports.csv`: report, station, observer, item, answer; the rows of a report stand together, one for each answer.
public enum ObservationReportTable {
    public static let columns = ["report", "station", "observer", "item", "answer"]

    /// - Throws: `Mistakes` with every bad row by its line: answers that the form does not know, items that stand twice, included.
    public static func read(
        _ bytes: [UInt8], file: String, form: ObservationForm
    ) throws(Mistakes) -> [ObservationReport] {
        let items = Dictionary(form.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var reports: [ObservationReport] = []
        var known: Set<String> = []
        try AuditTables.read(bytes, file: file, columns: columns) { row in
            guard let id = row.text("report"), let station = row.text("station"), let observer = row.text("observer"),
                let name = row.text("item"), let answer = row.text("answer")
            else { return }
            guard let item = items[name] else {
                row.report(
                    "item", .unknownValue,
                    [
                        "text": name, "guess": nearest(to: name, among: items.keys.sorted()),
                        "known": items.keys.sorted().joined(separator: ", "),
                    ])
                return
            }
            let allowed = item.kind.answers
            guard allowed.isEmpty || allowed.contains(answer), item.kind != .number || UInt64(answer) != nil else {
                row.report(
                    "answer", .unknownValue,
                    [
                        "text": answer, "guess": nearest(to: answer, among: allowed),
                        "known": item.kind == .number ? "0, 1, 2…" : allowed.joined(separator: ", "),
                    ])
                return
            }
            if reports.last?.id != id {
                guard known.insert(id).inserted else {
                    row.report("report", .standsTwice)
                    return
                }
                reports.append(ObservationReport(id: id, station: station, observer: observer, answers: [:]))
            }
            let last = reports.count - 1
            guard reports[last].station == station, reports[last].observer == observer,
                reports[last].answers.updateValue(answer, forKey: name) == nil
            else {
                row.report("item", .standsTwice)
                return
            }
        }
        return reports
    }
}

extension ObservationForm.Item.Kind {
    /// Words that may stand there; empty for anything.
    fileprivate var answers: [String] {
        switch self {
        case .rating: ObservationForm.Rating.allCases.map(\.rawValue)
        case .question: ["yes", "no", "don't know"]
        case .number, .text: []
        }
    }
}
