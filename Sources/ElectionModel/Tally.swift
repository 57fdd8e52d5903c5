/// The votes of one contest in one district and one round: the only form in which votes reach `SeatAllocation`.
///
/// A figure that no source gives is `nil`. A rule whose base is missing can't be applied and says so; it is never
/// replaced by another base.
public struct Tally: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    /// Electors on the lists, or the members of an electoral college.
    public var registered: UInt64?
    /// Members of an electoral college who came to the sitting; nil for a vote of the people.
    public var present: UInt64?
    /// Ballots found in the boxes, or electors of a college who took part.
    public var cast: UInt64?
    public var invalid: UInt64?
    /// Votes for each choice in ballot order, each choice once.
    public var votes: [ChoiceVotes]
    public var provenance: ProvenanceKind
    /// Whether somebody else added up: totals that were taken over as they are, without the protocols behind them.
    public var isImported: Bool

    public init(
        tier: TierID, district: DistrictID, round: Int = 1, registered: UInt64? = nil, present: UInt64? = nil,
        cast: UInt64? = nil, invalid: UInt64? = nil, votes: [ChoiceVotes], provenance: ProvenanceKind = .official,
        isImported: Bool = false
    ) {
        self.tier = tier
        self.district = district
        self.round = round
        self.registered = registered
        self.present = present
        self.cast = cast
        self.invalid = invalid
        self.votes = votes
        self.provenance = provenance
        self.isImported = isImported
    }

    /// One choice with its votes.
    public struct ChoiceVotes: Sendable, Hashable {
        public var choice: ChoiceID
        public var votes: UInt64

        public init(_ choice: ChoiceID, _ votes: UInt64) {
            self.choice = choice
            self.votes = votes
        }
    }

    /// The sum over all choices, against all included.
    public var valid: UInt64 {
        votes.reduce(0) { $0 + $1.votes }
    }

    /// The votes of one choice; nil where it was not on the ballot.
    public func votes(for choice: ChoiceID) -> UInt64? {
        votes.first { $0.choice == choice }?.votes
    }
}
