public import ElectionModel

/// How an election is conducted, as its statute says: deadlines, commissions, ballots, hours, the way of the protocols and
/// complaints. How votes become seats stands in `Law`.
///
/// Read from `Laws/procedures/COUNTRY/BODY-DATE.yaml` by `Procedure.read`. Every rule has its article.
public struct Procedure: Sendable, Hashable {
    public var title: Multilingual
    /// The law whose election is conducted so, such as `kazakhstan/mazhilis-2004-04-14`.
    public var law: String
    public var deadlines: [Deadline]
    public var commissions: [CommissionRule]
    public var ballots: BallotRule
    public var voting: VotingRule
    /// To whom the protocols of each tier go.
    public var chains: [ProtocolChain]
    public var complaints: [ComplaintRule]
    /// Nil where the statute knows no electronic voting.
    public var electronic: ElectronicRule?
    /// Readings of the statute that another lawyer could question, in our own words.
    public var readings: [Multilingual]

    /// A time before or after which something may or must be done.
    public struct Deadline: Sendable, Hashable {
        public var id: String
        public var name: Multilingual
        public var kind: Kind
        public var anchor: Anchor
        /// The kind of event that the distance is counted from; nil for other anchors.
        public var event: String?
        public var offset: TimeOffset
        /// Minutes from midnight; nil for the end of the day, or of hours that are counted exactly.
        public var time: Int?
        public var rounds: Rounds
        /// The kind of event that meets it; nil where no event does.
        public var metBy: String?
        public var cites: [Citation]

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Not before.
            case begins
            /// Not later than.
            case ends
        }

        public enum Anchor: String, Sendable, Hashable, CaseIterable {
            case call
            case pollingDay = "polling day"
            case closeOfPoll = "close of the poll"
            case event
        }

        public enum Rounds: String, Sendable, Hashable, CaseIterable {
            case first
            case runOff = "run-off"
            case every
        }
    }

    /// The commissions of one level.
    public struct CommissionRule: Sendable, Hashable {
        public var level: Commission.Level
        public var name: Multilingual
        public var members: Int
        public var chosenBy: Multilingual
        /// Whether each party has at most one member.
        public var onePerParty: Bool
        public var termYears: Int?
        /// The least part of all members with which a sitting is valid.
        public var quorum: Fraction
        /// A decision needs more than this part of all members.
        public var decides: Fraction
        public var cites: [Citation]
    }

    public struct BallotRule: Sendable, Hashable {
        /// Printed beyond the electors, as a part of them, rounded up.
        public var reserve: Fraction
        /// ISO 639-1 codes of the languages on the ballot.
        public var languages: [String]
        public var candidates: Order
        public var lists: Order
        public var cites: [Citation]

        public enum Order: String, Sendable, Hashable, CaseIterable {
            case kazakhAlphabet = "Kazakh alphabet"
            case drawnLot = "drawn lot"
            case registration
        }
    }

    /// All times in minutes from midnight.
    public struct VotingRule: Sendable, Hashable {
        public var opens: Int
        public var closes: Int
        /// Hours may be moved, but not before and not after these.
        public var earliest: Int
        public var latest: Int
        /// Until when somebody may ask for the vote at home on the day.
        public var homeRequestsUntil: Int
        /// Longest count without a break, in hours.
        public var countHours: Int
        public var cites: [Citation]
    }

    /// The commissions that a protocol passes, the first after the station's own at the head.
    public struct ProtocolChain: Sendable, Hashable {
        public var tier: TierID
        public var channel: Channel
        public var levels: [Commission.Level]
        public var cites: [Citation]

        public enum Channel: String, Sendable, Hashable, CaseIterable {
            case paper
            case electronic
        }
    }

    public struct ElectronicRule: Sendable, Hashable {
        /// Whether the electronic ballots of several stations may be counted together.
        public var groupsStations: Bool
        /// The article that demands a recorder of voting data; nil where none does.
        public var recorder: Citation?
        public var cites: [Citation]
    }

    public struct ComplaintRule: Sendable, Hashable {
        public var subject: Subject
        public var addressee: Addressee
        /// Within how many days a complaint may be made; nil where none is given.
        public var daysToComplain: Int?
        /// Within how many days it is decided; 0 for the same day.
        public var daysToDecide: Int?
        /// From so many days before the poll on, it is decided at once.
        public var atOnceWithinDays: Int?
        public var cites: [Citation]

        public enum Subject: String, Sendable, Hashable, CaseIterable, Codable {
            case decision
            case votersList = "voters' list"
            case result
        }

        public enum Addressee: String, Sendable, Hashable, CaseIterable, Codable {
            case commission
            case court
        }
    }

    public func commission(_ level: Commission.Level) -> CommissionRule? { commissions.first { $0.level == level } }

    public func chain(of tier: TierID, _ channel: ProtocolChain.Channel) -> ProtocolChain? {
        chains.first { $0.tier == tier && $0.channel == channel }
    }
}
