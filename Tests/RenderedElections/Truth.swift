import ElectionModel
public import SourceArchive

/// What a test page states, written beside it by whoever made the page.
public struct Truth: Sendable, Hashable, CustomStringConvertible {
    public var measure: String
    public var round: String
    public var tier: String
    public var participant: String
    public var detail: String
    public var value: String
    public var state: String

    public var description: String { [measure, round, tier, participant, detail, value, state].joined(separator: ",") }

    public init(_ fields: [String]) {
        precondition(fields.count == 7, "a truth has 7 fields: \(fields)")
        measure = fields[0]
        round = fields[1]
        tier = fields[2]
        participant = Self.collective(fields[3])
        detail = fields[4]
        value = fields[5]
        state = fields[6]
    }

    public init(_ claim: Claim) {
        measure = claim.key.measure.rawValue
        round = claim.key.round.map { "\($0)" } ?? ""
        tier = claim.key.tier?.rawValue ?? ""
        participant = Self.collective(claim.key.participant?.name ?? "")
        detail = claim.key.detail ?? ""
        value = Self.text(claim.value)
        state = claim.state.rawValue
    }

    /// Independents have no name of their own: the words for them vary.
    private static func collective(_ name: String) -> String {
        name.lowercased().hasPrefix("independent") ? "independents" : name
    }

    public static func text(_ value: ClaimValue) -> String {
        switch value {
        case .whole(let number): "\(number)"
        case .decimal(let number): number.description
        case .range(let least, let most): "\(least?.description ?? "")..\(most?.description ?? "")"
        case .date(let date): date.description
        case .period(let year, let month): "\(year)" + (month.map { "-\($0)" } ?? "")
        case .text(let text): text
        case .new: "new"
        case .none: "none"
        }
    }

    /// What a page with a truth file has to state in full; the rest is words and may vary.
    public static let counted: Set<Measure> = [
        .registered, .cast, .turnout, .valid, .validShare, .invalid, .invalidShare, .blank, .votes, .voteShare,
        .voteShareChange, .seats, .seatsChange, .seatsPrevious, .candidates, .men, .women, .womenShare, .ageBand,
        .profession,
        .population, .seatsTotal, .majority, .constituencies, .constituenciesDecided, .constituenciesToRunOff, .parties,
        .pollingDate, .previousElection, .leader, .citedSource,
    ]

    /// What a page says against its truth: what is missing and what is too much. A reading of an ambiguous passage is too much only
    /// where none of its passage's readings is true.
    public static func compare(_ page: ImportedPage, _ truths: Set<Truth>) -> (missing: [Truth], surplus: [Truth]) {
        let said = Set(page.claims.map(Truth.init))
        let missing = truths.subtracting(said).sorted { $0.description < $1.description }
        let surplus = page.claims.filter {
            counted.contains($0.key.measure) && $0.state != .notGiven && $0.reading == nil
        }
        .map(Truth.init).filter { !truths.contains($0) }
        return (missing, surplus)
    }

    /// What must hold of every imported page, whatever it says. Returns what does not.
    public static func broken(_ page: ImportedPage, of bytes: [UInt8]) -> [String] { page.faults(in: bytes) }
}
