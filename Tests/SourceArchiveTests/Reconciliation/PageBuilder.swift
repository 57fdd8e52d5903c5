import ElectionModel
import SourceArchive

/// A page made by hand: claims without a text behind them, for tests of what is made of claims.
struct PageBuilder {
    var format: PageFormat
    var election: ElectionKey
    private(set) var claims: [Claim] = []
    private let hash: PageHash
    private var place = 0

    init(
        _ name: String, _ format: PageFormat = .wikipedia, country: String = "Kazakhstan", body: String? = nil,
        dates: [String] = ["2004-09-19"]
    ) {
        self.format = format
        let days = dates.compactMap { CalendarDate($0) }
        election = ElectionKey(
            country: country, body: body, contest: .parliamentary, pollingDates: days, year: days.first?.year ?? 2004)
        hash = SourcePage(name: name, bytes: Array(name.utf8)).hash
    }

    mutating func claim(
        _ measure: Measure, _ value: ClaimValue, _ state: ClaimState = .printed, round: Int? = nil,
        tier: FactKey.Tier? = nil, of participant: Participant? = nil, detail: String? = nil,
        reading: Claim.Reading? = nil
    ) {
        place += 10
        claims.append(
            Claim(
                key: FactKey(measure, of: election, round: round, tier: tier, participant: participant, detail: detail),
                value: value, state: state, printed: "\(value.shown)", span: place..<(place + value.shown.utf8.count),
                page: hash, rule: "test", reading: reading))
    }

    mutating func count(
        _ measure: Measure, _ value: Int64, _ state: ClaimState = .printed, round: Int? = nil,
        tier: FactKey.Tier? = nil, of participant: Participant? = nil, detail: String? = nil
    ) {
        claim(measure, .whole(value), state, round: round, tier: tier, of: participant, detail: detail)
    }

    /// A percentage by its text, such as `60.61`.
    mutating func share(
        _ measure: Measure, _ text: String, _ state: ClaimState = .printed, round: Int? = nil,
        tier: FactKey.Tier? = nil, of participant: Participant? = nil
    ) {
        let parts = text.split(separator: ".")
        let digits = Int64(parts.joined()) ?? 0
        claim(
            measure, .decimal(DecimalNumber(digits: digits, places: parts.count > 1 ? parts[1].count : 0)), state,
            round: round, tier: tier, of: participant)
    }

    mutating func day(_ measure: Measure, _ text: String, _ state: ClaimState = .printed, round: Int? = nil) {
        if let day = CalendarDate(text) { claim(measure, .date(day), state, round: round) }
    }

    var page: ImportedPage {
        ImportedPage(
            page: hash, format: format, layout: "test", election: election, claims: claims, coverage: [], findings: [])
    }
}

extension SourceComparison {
    /// Compares pages of one election.
    static func of(
        _ pages: [PageBuilder], book: AliasBook = AliasBook(), others: [OtherElection] = []
    ) throws -> SourceComparison {
        let pages = pages.map(\.page)
        let groups = ElectionGrouping(pages.map(\.election), book: book).groups
        guard groups.count == 1 else { throw SeveralElections(ids: groups.map(\.election.id.rawValue)) }
        return Reconciler.compare(pages, of: groups[0].election, book: book, others: others)
    }

    struct SeveralElections: Error { var ids: [String] }

    /// One line for each contradiction: the fact, its verdict, each page's value, and the best explanation.
    var contradictionLines: [String] {
        contradictions.map { fact in
            let values = fact.statements.map { "\($0.page)=\($0.claim.value.shown)" }.joined(separator: " ")
            let best = fact.hypotheses.first.map { " <- \($0.kind.rawValue)" } ?? ""
            return "\(fact.verdict.rawValue) \(fact.name): \(values)\(best)"
        }
    }
}
