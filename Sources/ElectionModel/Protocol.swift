/// The signed record of a count: what one polling station reports about one contest in one round.
///
/// The fields are those of article 43 of the Constitutional Law on Elections of Kazakhstan in the redaction of
/// 14 April 2004, items 4 and 4-1, lettered A to H as in `Documentation/Glossary.md`. A field that was left empty is
/// `nil`, which is not zero: the checks of `Counting` report it.
public struct Protocol: Sendable, Hashable {
    public var station: StationID
    public var tier: TierID
    /// The district whose contest was counted; the whole country for a national list.
    public var district: DistrictID
    /// 1 for the first ballot, 2 for the run-off.
    public var round: Int
    /// How the votes were given, where a station reports its channels apart.
    public var channel: Channel

    /// A: electors on the station's list.
    public var electorsOnList: UInt32?
    /// B: electors who were given a ballot.
    public var electorsGivenBallots: UInt32?
    /// C: ballots given by each member of the commission, in the members' order; empty where the source has none.
    public var ballotsGivenByMember: [UInt32?]
    /// D: electors who took part, by the ballots found in the boxes (article 43(4-1), invalid ones included).
    public var tookPart: UInt32?
    /// E: votes for each candidate or list, in ballot order.
    public var votes: [ChoiceCount]
    /// F: invalid ballots.
    public var invalid: UInt32?
    /// G: ballots received by the commission.
    public var ballotsReceived: UInt32?
    /// H: unused ballots that were counted and cancelled before the boxes were opened.
    public var ballotsCancelled: UInt32?
    /// Ballots spoiled by electors and replaced; the form of 2004 keeps them with the cancelled ones, others apart.
    public var ballotsSpoiled: UInt32?
    /// Ballots found in each mobile box with the written requests it was sent out for.
    public var mobileBoxes: [MobileBox]

    public var provenance: ProvenanceKind

    public init(
        station: StationID, tier: TierID, district: DistrictID, round: Int = 1, channel: Channel = .paper,
        electorsOnList: UInt32? = nil, electorsGivenBallots: UInt32? = nil, ballotsGivenByMember: [UInt32?] = [],
        tookPart: UInt32? = nil, votes: [ChoiceCount] = [], invalid: UInt32? = nil, ballotsReceived: UInt32? = nil,
        ballotsCancelled: UInt32? = nil, ballotsSpoiled: UInt32? = nil, mobileBoxes: [MobileBox] = [],
        provenance: ProvenanceKind
    ) {
        self.station = station
        self.tier = tier
        self.district = district
        self.round = round
        self.channel = channel
        self.electorsOnList = electorsOnList
        self.electorsGivenBallots = electorsGivenBallots
        self.ballotsGivenByMember = ballotsGivenByMember
        self.tookPart = tookPart
        self.votes = votes
        self.invalid = invalid
        self.ballotsReceived = ballotsReceived
        self.ballotsCancelled = ballotsCancelled
        self.ballotsSpoiled = ballotsSpoiled
        self.mobileBoxes = mobileBoxes
        self.provenance = provenance
    }

    /// One line of field E.
    public struct ChoiceCount: Sendable, Hashable {
        public var choice: ChoiceID
        public var votes: UInt32?

        public init(_ choice: ChoiceID, _ votes: UInt32?) {
            self.choice = choice
            self.votes = votes
        }
    }

    /// A mobile box for voting at home (article 41(6)): more ballots than requests make the whole box invalid
    /// (article 43(3-1)). What was left empty is `nil`.
    public struct MobileBox: Sendable, Hashable {
        public var requests: UInt32?
        public var ballotsFound: UInt32?

        public init(requests: UInt32?, ballotsFound: UInt32?) {
            self.requests = requests
            self.ballotsFound = ballotsFound
        }
    }

    /// What a protocol covers at a station that reports more than one.
    public enum Channel: String, Sendable, Hashable, CaseIterable, Codable {
        case paper
        case electronic
        /// Paper and electronic together.
        case summary
    }
}
