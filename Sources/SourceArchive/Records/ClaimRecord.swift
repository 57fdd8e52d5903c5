public import ElectionModel

/// A claim as a row of text fields: what the store keeps and what an exported archive shows, one line a claim.
public struct ClaimRecord: Sendable, Hashable {
    /// The columns, in order.
    public static let columns = [
        "page", "start", "end", "measure", "value", "state", "printed", "round", "tier", "constituency", "kind", "name",
        "detail", "country", "body", "contest", "dates", "year", "rule", "confidence", "context", "inputs", "reading",
    ]

    /// One text for each column; an absent value is empty.
    public let fields: [String]

    public init(_ claim: Claim) {
        let key = claim.key
        fields = [
            claim.page.rawValue, claim.span.map { "\($0.lowerBound)" } ?? "",
            claim.span.map { "\($0.upperBound)" } ?? "",
            key.measure.rawValue, Self.text(of: claim.value), claim.state.rawValue, Escaped.text(claim.printed),
            key.round.map { "\($0)" } ?? "", key.tier?.rawValue ?? "", Escaped.optional(key.constituency),
            key.participant?.kind.rawValue ?? "", Escaped.optional(key.participant?.name), Escaped.optional(key.detail),
            Escaped.text(key.election.country), Escaped.optional(key.election.body), key.election.contest.rawValue,
            key.election.pollingDates.map(\.description).joined(separator: " "), "\(key.election.year)", claim.rule,
            claim.confidence.rawValue,
            claim.context.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " "),
            claim.inputs.map(\.rawValue).joined(separator: " "),
            claim.reading.map { "\($0.number)/\($0.count) \(Escaped.text($0.passage))" } ?? "",
        ]
    }

    /// A row that was read; nil where it has another number of fields.
    public init?(fields: [String]) {
        guard fields.count == Self.columns.count else { return nil }
        self.fields = fields
    }

    /// The claim, or the column that can't be read.
    public func claim() throws(RecordFault) -> Claim {
        var reader = FieldReader(fields: fields, columns: Self.columns)
        let page = PageHash(reader.text())
        let start = try reader.wholeIfPresent()
        let end = try reader.wholeIfPresent()
        let measure = try reader.value(Measure.self)
        let value = try Self.value(of: reader.text(), column: "value")
        let state = try reader.value(ClaimState.self)
        let printed = reader.escaped()
        let round = try reader.wholeIfPresent()
        let tier = try reader.valueIfPresent(FactKey.Tier.self)
        let constituency = reader.escapedIfPresent()
        let kind = try reader.valueIfPresent(Participant.Kind.self)
        let name = reader.escapedIfPresent()
        let detail = reader.escapedIfPresent()
        let country = reader.escaped()
        let body = reader.escapedIfPresent()
        let contest = try reader.value(ElectionKey.Contest.self)
        let dates = try reader.list { CalendarDate($0) }
        let year = try reader.whole()
        let rule = reader.text()
        let confidence = try reader.value(Confidence.self)
        let context = try reader.list { Self.range($0) }
        let inputs = try reader.list { ClaimID(String($0)) }
        let reading = try Self.reading(reader.text())
        guard (start == nil) == (end == nil), start ?? 0 >= 0, start ?? 0 <= end ?? 0 else {
            throw RecordFault(column: "end", text: fields[2])
        }
        return Claim(
            key: FactKey(
                measure,
                of: ElectionKey(country: country, body: body, contest: contest, pollingDates: dates, year: year),
                round: round, tier: tier, constituency: constituency,
                participant: kind.map { Participant($0, name ?? "") },
                detail: detail),
            value: value, state: state, printed: printed, span: start.flatMap { a in end.map { a..<$0 } },
            context: context, page: page, rule: rule, confidence: confidence, inputs: inputs, reading: reading)
    }

    // MARK: Values

    /// `4757773`; a decimal with its places, `60.61d2`; a range, `53d0..`; a day; `y2004m9`; `new`; words after a quotation mark.
    package static func text(of value: ClaimValue) -> String {
        switch value {
        case .whole(let number): "\(number)"
        case .decimal(let number): "\(number)d\(number.places)"
        case .range(let least, let most):
            "\(least.map { "\($0)d\($0.places)" } ?? "")..\(most.map { "\($0)d\($0.places)" } ?? "")"
        case .date(let day): "\(day)"
        case .period(let year, let month): month.map { "y\(year)m\($0)" } ?? "y\(year)"
        case .text(let text): "\"" + Escaped.text(text)
        case .new: "new"
        case .none: ""
        }
    }

    private static func value(of text: String, column: String) throws(RecordFault) -> ClaimValue {
        if text.isEmpty { return .none }
        if text == "new" { return .new }
        if text.first == "\"" { return .text(Escaped.plain(String(text.dropFirst()))) }
        if let number = Int64(text) { return .whole(number) }
        if let day = CalendarDate(text) { return .date(day) }
        if let decimal = decimal(text) { return .decimal(decimal) }
        if let dots = text.firstRange(of: "..") {
            let (left, right) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
            let (least, most) = (decimal(left), decimal(right))
            if (least != nil) != left.isEmpty, (most != nil) != right.isEmpty {
                return .range(least: least, most: most)
            }
        }
        if text.first == "y" {
            let parts = text.dropFirst().split(separator: "m", omittingEmptySubsequences: false)
            if let year = parts.first.flatMap({ Int($0) }), parts.count <= 2 {
                if parts.count == 1 { return .period(year: year, month: nil) }
                if let month = Int(parts[1]) { return .period(year: year, month: month) }
            }
        }
        throw RecordFault(column: column, text: text)
    }

    /// `60.61d2`.
    private static func decimal(_ text: String) -> DecimalNumber? {
        guard let mark = text.lastIndex(of: "d"), let places = Int(text[text.index(after: mark)...]),
            (0...18).contains(places), let digits = Int64(text[..<mark].filter { $0 != "." })
        else { return nil }
        let number = DecimalNumber(digits: digits, places: places)
        return "\(number)d\(places)" == text ? number : nil
    }

    private static func range(_ text: Substring) -> Range<Int>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Int(parts[0]), let end = Int(parts[1]), start >= 0, start <= end else {
            return nil
        }
        return start..<end
    }

    private static func reading(_ text: String) throws(RecordFault) -> Claim.Reading? {
        if text.isEmpty { return nil }
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts[0].split(separator: "/")
        guard parts.count == 2, numbers.count == 2, let number = Int(numbers[0]), let count = Int(numbers[1]),
            number >= 0, number < count
        else { throw RecordFault(column: "reading", text: text) }
        return Claim.Reading(passage: Escaped.plain(String(parts[1])), number: number, of: count)
    }
}

/// A field of a record that can't be read.
public struct RecordFault: Error, Sendable, Hashable {
    public var column: String
    public var text: String

    public init(column: String, text: String) {
        self.column = column
        self.text = text
    }
}
