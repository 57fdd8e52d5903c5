public import ElectionFiles
public import ElectionModel
public import ElectoralLaw
public import SeatAllocation

/// Everything that is shown about an election, computed once. Pages, tables, charts and exports print it and compute
/// nothing.
public struct Figures: Sendable {
    public var file: ElectionFile
    public var election: Election
    public var law: Law
    public var outcome: Outcome
    public var house: House
    public var lists: [ListSection]
    public var constituencies: [Constituency]
    public var turnout: [Turnout]
    public var regions: [RegionRow]
    public var changes: [Change]
    public var facts: [SourcedFigure]
    public var claims: [ClaimComparison]
    public var sources: [Source]
    /// This body and the other chambers of its parliament.
    public var chambers: [Chamber]
    /// The election before, where it is known.
    public var previous: Election?
    /// Whether anything below the published totals is reconstructed or simulated, so that every page must say so.
    public var isReconstructed: Bool
    /// Whether votes are totals that somebody else added up, without the protocols behind them.
    public var hasImportedTotals = false
    /// Polling stations counted, by kind; empty where no protocols were read.
    public var stations: [Quantity]
    /// How far the count is; nil for an election that is not being counted from a record.
    public var count: CountFigures? = nil

    /// The body as a whole.
    public struct House: Sendable {
        public var seats: Quantity
        public var majorityLine: Quantity
        /// Seats without a holder.
        public var open: Quantity
        public var listSeats: Quantity
        public var firstBallotSeats: Quantity
        public var secondBallotSeats: Quantity
        public var constituencySeats: Quantity
        /// In the order of the hemicycle and the tables: most seats first, the self-nominated last.
        public var groups: [Group]
        /// The disproportionality of lists: seats against valid votes.
        public var indices: [Quantity]
    }

    /// A chamber and how its seats are filled.
    public struct Chamber: Sendable {
        public var law: Law
        public var seats: Quantity
        public var tiers: [ChamberTier]
        /// Whether the people elect any of its members.
        public var isElectedByThePeople: Bool
    }

    public struct ChamberTier: Sendable {
        public var name: Multilingual
        public var seats: Quantity
        public var filling: Filling
        /// Whose members the electors are, or who appoints; as the law file has it.
        public var by: String?
        public var cites: [Citation]

        public enum Filling: String, Sendable, Hashable, CaseIterable {
            case direct = "by the people"
            case indirect = "by electors"
            case appointed = "by appointment"
        }
    }

    /// The seats of a party, a bloc, or the self-nominated.
    public struct Group: Sendable {
        public var id: PartyID
        public var name: Multilingual
        public var shortName: Multilingual
        public var colour: String
        /// 0 for plain, then one of the patterns of the style sheet; never colour alone.
        public var pattern: Int
        public var listVotes: Quantity
        public var listShare: Quantity
        public var listSeats: Quantity
        public var firstBallotSeats: Quantity
        public var secondBallotSeats: Quantity
        public var constituencySeats: Quantity
        public var total: Quantity
    }

    /// How a list tier was decided.
    public struct ListSection: Sendable {
        public var tier: TierID
        public var registered: Quantity
        public var cast: Quantity
        public var valid: Quantity
        public var invalid: Quantity
        public var seats: Quantity
        /// The least votes that reach the threshold; not applicable without one.
        public var thresholdVotes: Quantity
        public var passingVotes: Quantity
        public var quota: Quantity
        public var rows: [ListRow]
        public var derivation: Step
    }

    public struct ListRow: Sendable {
        public var list: ChoiceID
        public var name: Multilingual
        public var colour: String
        public var pattern: Int
        public var passed: Bool
        public var votes: Quantity
        public var share: Quantity
        /// Whole quotas.
        public var wholeQuotas: Quantity
        /// The part of a quota that is left.
        public var remainder: Quantity
        public var seats: Quantity
        /// Votes above the threshold, negative below.
        public var distanceToThreshold: Quantity
        /// What would have cost it a seat, by kind of change; empty for a list without seats.
        public var loses: [NeededVotes]
        /// What would have given it one more; empty where there is none to win.
        public var gains: [NeededVotes]
    }

    /// One single-member district with both ballots.
    public struct Constituency: Sendable {
        public var id: DistrictID
        public var name: Multilingual
        public var region: RegionID?
        public var ballots: [Ballot]
        public var winner: ChoiceID?
        /// 1 or 2; not applicable while nobody is elected.
        public var decidedInRound: Quantity
        public var open: OpenReason?
        public var finalists: [ChoiceID]
        public var derivation: Step
    }

    public struct Ballot: Sendable {
        public var round: Int
        public var registered: Quantity
        public var cast: Quantity
        public var valid: Quantity
        public var invalid: Quantity
        public var turnout: Quantity
        public var rows: [CandidateRow]
        /// Votes of the leader above, or below (negative), the least that elects in this ballot.
        public var distanceToMajority: Quantity
        public var lead: Quantity
        /// What would have changed its decision, by kind of change.
        public var changes: [NeededVotes]
    }

    public struct CandidateRow: Sendable {
        public var candidate: ChoiceID
        public var name: Multilingual
        public var group: PartyID
        public var votes: Quantity
        public var share: Quantity
        public var isFinalist: Bool
        public var isElected: Bool
    }

    /// Electors and ballots of one contest over the country.
    public struct Turnout: Sendable {
        public var tier: TierID
        public var round: Int
        public var registered: Quantity
        public var cast: Quantity
        public var valid: Quantity
        public var invalid: Quantity
        public var turnout: Quantity
        public var invalidShare: Quantity
    }

    public struct RegionRow: Sendable {
        public var id: RegionID
        public var name: Multilingual
        public var constituencies: Quantity
        public var registered: Quantity
        public var cast: Quantity
        public var turnout: Quantity
        /// The group that won most constituencies, if one did.
        public var leading: PartyID?
        public var seats: [(group: PartyID, seats: Quantity)]
    }

    /// A group against the election before.
    public struct Change: Sendable {
        public var id: PartyID
        public var name: Multilingual
        public var before: Quantity
        public var now: Quantity
        public var change: Quantity
        public var kind: Kind

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case stood = "stood before"
            case new
            case vanished
        }
    }

    /// What a source says beside what the law gives.
    public struct ClaimComparison: Sendable {
        public var claim: SeatClaim
        public var name: Multilingual
        public var claimed: Quantity
        public var computed: Quantity
        /// Nil while seats that it is about are open.
        public var agrees: Bool?
    }

    public func group(_ id: PartyID) -> Group? {
        house.groups.first { $0.id == id }
    }

    /// How a candidate or list is called.
    public func candidateName(_ id: ChoiceID) -> Multilingual {
        election.choices.first { $0.id == id }?.name ?? Multilingual(id.rawValue)
    }

    /// The group of those whom no party nominated.
    public static let independents: PartyID = "independents"
}
