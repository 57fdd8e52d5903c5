public import ElectionModel

/// What a claim is about. Names stand in it as the page prints them (without marks and furniture): which of them mean the
/// same is said by aliases, not by the importer.
public struct FactKey: Sendable, Hashable {
    public var election: ElectionKey
    /// 1, 2, …; nil where the fact is not of one round.
    public var round: Int?
    /// Nil where the fact is not of one tier, such as the total of a party's seats.
    public var tier: Tier?
    /// The constituency's name or number; nil for the whole country.
    public var constituency: String?
    public var participant: Participant?
    public var measure: Measure
    /// What tells facts of one measure apart: the label of an age band, the office of a person, the subject of an
    /// observation.
    public var detail: String?

    public init(
        _ measure: Measure, of election: ElectionKey, round: Int? = nil, tier: Tier? = nil, constituency: String? = nil,
        participant: Participant? = nil, detail: String? = nil
    ) {
        self.election = election
        self.round = round
        self.tier = tier
        self.constituency = constituency
        self.participant = participant
        self.measure = measure
        self.detail = detail
    }

    /// The way by which seats are filled.
    public enum Tier: String, Sendable, Hashable, CaseIterable, Codable {
        /// By lists: "proportional".
        case list
        /// By constituencies: "majority".
        case constituency
        case indirect
        case appointed
    }
}

/// Which election a page is about, in the page's own words.
public struct ElectionKey: Sendable, Hashable {
    public var country: String
    /// The chamber or the office, such as `Mazhilis`; nil where the page does not name it.
    public var body: String?
    public var contest: Contest
    /// In order; empty where the page gives none, with one year at least in `year`.
    public var pollingDates: [CalendarDate]
    public var year: Int

    public init(country: String, body: String?, contest: Contest, pollingDates: [CalendarDate], year: Int) {
        self.country = country
        self.body = body
        self.contest = contest
        self.pollingDates = pollingDates
        self.year = year
    }

    public enum Contest: String, Sendable, Hashable, CaseIterable, Codable {
        case parliamentary, presidential, referendum, local, other
    }
}

/// Who stands in a row: a party, a bloc, a person, or a row that is none of these.
public struct Participant: Sendable, Hashable {
    public var kind: Kind
    /// As printed, without marks and notes; for `independents` and the other collective rows the printed label.
    public var name: String

    public init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case party, bloc, person, independents, others, appointed, vacant
        case againstAll = "against-all"
        /// `Yes` or `No` of a referendum.
        case answer
    }
}
