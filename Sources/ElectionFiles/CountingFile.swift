public import Counting
public import DataFormats
public import ElectionModel

/// `counting.yaml` of an election: the form of its protocols and the limits of its checks, each with its source. An election
/// without one has the form of Kazakhstan 2004 and the limits of the table.
public struct CountingFile: Sendable, Hashable {
    public var form: ProtocolForm
    public var thresholds: CheckThresholds

    public static let format = "sailau-counting/1"
    public static let standard = CountingFile(form: .kazakhstan2004, thresholds: .standard)

    public init(form: ProtocolForm, thresholds: CheckThresholds) {
        self.form = form
        self.thresholds = thresholds
    }

    /// - Throws: `Mistakes`, all at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> CountingFile {
        try YAMLDocument.decode(bytes, file: file, body: decode)
    }

    /// The JSON Schema of `counting.yaml`, made from the code that reads it.
    public static func schema() -> JSON {
        SchemaDescription.describe(decode)
            .schema(title: "Sailau counting file", identifier: "https://sailau.example/schemas/counting-1.json")
    }

    private static func decode(_ reader: MappingReader) -> CountingFile? {
        guard reader.isFormat(Self.format, "The version of this format: \(Self.format).") else { return nil }
        let settings = reader.list("limits", required: false, "Limits that differ from the table.") {
            reader -> CheckThresholds.Setting? in
            let threshold = reader.choice("limit", Threshold.self, "Which limit.")
            let tier = reader.textIfPresent("tier", "The tier that it is for; all of them without one.")
            let value = reader.fraction("value", "A whole number, `n/d` or `n%`.")
            let source = reader.text("source", "The article, or why it is what it is.")
            guard let threshold, let value, let source else { return nil }
            return CheckThresholds.Setting(threshold, tier: tier.map { TierID($0) }, value, source: source)
        }
        let form = reader.mappingIfPresent("form", "The form of the protocols.", self.form)
        return CountingFile(form: form ?? .kazakhstan2004, thresholds: CheckThresholds(settings))
    }

    private static func form(_ reader: MappingReader) -> ProtocolForm? {
        let id = reader.text("id", "A name for the form.")
        let members = reader.whole("members", in: 1...1000, "Members of a precinct commission.")
        let signatures = reader.whole("signatures", in: 1...1000, "How many of them have to sign.")
        let cites = reader.text("cites", "The article.")
        let lines = reader.list("lines", "In the order of the form.") { reader -> ProtocolForm.Line? in
            let kind = reader.choice("line", ProtocolForm.Line.Kind.self, "What is counted there.")
            let letter = reader.text("letter", "What is printed before it.")
            let label = reader.multilingualIfPresent("label", "What is printed on it, where the usual words are not.")
            let isRequired = reader.flag("required", default: true, "A protocol without it is incomplete.")
            let isInWords = reader.flag("in words", default: false, "The number is repeated in words.")
            let cites = reader.text("cites", "The article.")
            guard let kind, let letter, let cites else { return nil }
            return ProtocolForm.Line(
                kind, letter: letter, label: label, isRequired: isRequired, isInWords: isInWords, cites: cites)
        }
        guard let id, let members, let signatures, let cites else { return nil }
        do throws(ProtocolForm.Fault) {
            return try ProtocolForm(
                id: id, lines: lines, commissionMembers: members, signaturesNeeded: signatures, cites: cites)
        } catch {
            switch error {
            case .lineTwice(let kind): reader.report("lines", .standsTwice, ["text": kind.rawValue])
            case .letterTwice(let letter): reader.report("lines", .standsTwice, ["text": letter])
            case .noVotes: reader.report("lines", .missingField, ["name": "line", "wanted": "text"])
            case .badCommission: reader.report("signatures", .outOfRange)
            }
            return nil
        }
    }
}
