public import ElectionModel

/// What an importer made of a page, without its claims, as a row of text fields.
public struct ReadingRecord: Sendable, Hashable {
    public static let columns = [
        "page", "format", "layout", "country", "body", "contest", "dates", "year", "coverage", "findings",
    ]

    public let fields: [String]

    public init(_ page: ImportedPage) {
        let election = page.election
        fields = [
            page.page.rawValue, page.format.rawValue, Escaped.text(page.layout), Escaped.text(election.country),
            Escaped.optional(election.body), election.contest.rawValue,
            election.pollingDates.map(\.description).joined(separator: " "), "\(election.year)",
            page.coverage.map { "\($0.use.rawValue):\($0.span.lowerBound)-\($0.span.upperBound)" }.joined(
                separator: " "),
            page.findings.map(Self.text).joined(separator: Self.betweenFindings),
        ]
    }

    public init?(fields: [String]) {
        guard fields.count == Self.columns.count else { return nil }
        self.fields = fields
    }

    /// The election alone, for grouping many pages.
    public func election() throws(RecordFault) -> ElectionKey {
        var reader = FieldReader(fields: Array(fields[3...7]), columns: Array(Self.columns[3...7]))
        let country = reader.escaped()
        let body = reader.escapedIfPresent()
        let contest = try reader.value(ElectionKey.Contest.self)
        let dates = try reader.list { CalendarDate($0) }
        return ElectionKey(
            country: country, body: body, contest: contest, pollingDates: dates, year: try reader.whole())
    }

    public func page(claims: [Claim]) throws(RecordFault) -> ImportedPage {
        var reader = FieldReader(fields: fields, columns: Self.columns)
        let page = PageHash(reader.text())
        let format = try reader.value(PageFormat.self)
        let layout = reader.escaped()
        for _ in 3...7 { _ = reader.text() }
        let coverage = try reader.list { Self.coverage($0) }
        let findings = reader.text()
        var read: [Finding] = []
        for line in findings.isEmpty
            ? [] : findings.split(separator: Self.betweenFindings, omittingEmptySubsequences: false)
        {
            guard let finding = Self.finding(line) else { throw RecordFault(column: "findings", text: String(line)) }
            read.append(finding)
        }
        return ImportedPage(
            page: page, format: format, layout: layout, election: try election(), claims: claims, coverage: coverage,
            findings: read)
    }

    private static func coverage(_ text: Substring) -> Coverage? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let use = Coverage.Use(rawValue: String(parts[0])) else { return nil }
        let ends = parts[1].split(separator: "-").compactMap { Int($0) }
        guard ends.count == 2, ends[0] >= 0, ends[0] <= ends[1] else { return nil }
        return Coverage(ends[0]..<ends[1], use)
    }

    // MARK: Findings

    /// Parts are set apart by tabs; `cell` leaves none in them and none of them empty.
    private static let betweenFindings = "\t\t"

    private static func text(_ finding: Finding) -> String {
        var parts = [finding.code, finding.severity.rawValue, "\(finding.place.count)"] + finding.place.map(cell)
        for figure in finding.figures {
            parts.append(cell(figure.name))
            switch figure.value {
            case .count(let count): parts.append("c\(count)")
            case .whole(let number): parts.append("w\(number)")
            case .text(let text): parts.append("t" + cell(text))
            default: parts.append("t" + cell("\(figure.value)"))
            }
        }
        return parts.joined(separator: "\t")
    }

    private static func cell(_ text: String) -> String { Escaped.optional(text) }

    private static func finding(_ line: Substring) -> Finding? {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, let severity = Finding.Severity(rawValue: parts[1]), let count = Int(parts[2]),
            count >= 0,
            parts.count >= 3 + count, (parts.count - 3 - count) % 2 == 0
        else { return nil }
        var figures: [Figure] = []
        for index in stride(from: 3 + count, to: parts.count, by: 2) {
            let (name, value) = (Escaped.plain(parts[index]), String(parts[index + 1].dropFirst()))
            switch parts[index + 1].first {
            case "c":
                guard let number = UInt64(value) else { return nil }
                figures.append(Figure(name, .count(number)))
            case "w":
                guard let number = Int64(value) else { return nil }
                figures.append(Figure(name, .whole(number)))
            case "t": figures.append(Figure(name, .text(Escaped.plain(value))))
            default: return nil
            }
        }
        return Finding(
            parts[0], severity, place: parts[3..<(3 + count)].map { Escaped.plain($0) }, figures: figures)
    }
}
