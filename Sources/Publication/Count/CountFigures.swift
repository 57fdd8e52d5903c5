public import ElectionConduct
public import ElectionModel

/// How far the count of an election stood at one place of its record, and what was changed until then.
public struct CountFigures: Sendable {
    public var status: Status
    /// The event of the record up to which everything was folded.
    public var height: Quantity
    public var tiers: [Tier]
    public var contests: [Contest]
    public var changes: [Change]
    public var deadlines: [Deadline]
    /// Stations by their constituency, in the order of the register; those of constituencies that were asked for.
    public var stations: [DistrictID: [Station]]
    public var openComplaints: Quantity
    /// How many had taken part by an hour of the stations' clocks, of the stations that reported it.
    public var hours: [Hour]
    /// Stations for those who vote there, by constituency; empty where stations were asked for by name.
    public var places: [DistrictID: [Place]]
    public var ballots: [Ballot]
    /// Copies of observers by constituency, as `stations`.
    public var copies: [DistrictID: [Copy]]
    /// Written acts of observers by constituency, as `stations`.
    public var writtenActs: [DistrictID: [WrittenAct]]
    /// Whether photographs are served beside the pages, as `photographs/SHA256`.
    public var hasPhotographs = false
    /// What the accepted protocols add up to, and what is known of each tier; hidden rounds left out.
    public var tallies: [Tally]
    public var standing: ConductStanding

    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Votes are being counted.
        case interim
        /// Every station is in; a commission has not established the result.
        case preliminary
        case final
        /// Before the last station in the country has closed: no votes are shown.
        case embargo
    }

    public struct Tier: Sendable {
        public var tier: TierID
        public var round: Int
        public var accepted: Quantity
        public var stations: Quantity
        public var electorsCounted: Quantity
        public var electors: Quantity
        public var share: Quantity
        public var isElectronicOnly: Bool
    }

    public struct Contest: Sendable {
        public var tier: TierID
        public var district: DistrictID
        public var round: Int
        public var accepted: Quantity
        public var stations: Quantity
        public var postponed: Quantity
        public var underRecount: Quantity
        public var electorsCounted: Quantity
        public var electors: Quantity
        /// Electors of the counted stations, of all.
        public var share: Quantity
        public var openComplaints: Quantity
        public var isDetermined: Bool
    }

    public struct Hour: Sendable {
        public var round: Int
        public var hour: Int
        public var stations: Quantity
        public var tookPart: Quantity
        /// On the lists of the stations that reported: the base of the share.
        public var electors: Quantity
        public var share: Quantity
    }

    /// A figure or a fact that was put right, with what it was.
    public struct Change: Sendable {
        public var kind: Kind
        /// The station or the choice.
        public var subject: String
        public var tier: TierID
        public var round: Int
        /// The field of a protocol; empty for other changes.
        public var field: String
        public var old: String
        public var new: String
        public var reason: String
        public var height: Int

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case corrigendum
            case nominator
            case withdrawal
            case cancellation
            case annulment
        }
    }

    public struct Deadline: Sendable {
        public var name: Multilingual
        public var subject: String
        public var due: String
        public var done: String
        public var daysLate: Quantity
        public var cites: [String]
    }

    /// One station with what is known of its protocols.
    public struct Station: Sendable {
        public var id: StationID
        public var isElectronic: Bool
        public var electors: Quantity
        public var protocols: [Sheet]

        /// One protocol: where it stands, and its counts once they are in force.
        public struct Sheet: Sendable {
            public var tier: TierID
            public var round: Int
            public var channel: Protocol.Channel
            /// As `ProtocolCase.State.Kind` writes it.
            public var state: String
            public var tookPart: Quantity
            public var invalid: Quantity
            public var votes: [(choice: ChoiceID, votes: Quantity)]
            public var corrections: Quantity
            /// The SHA-256 of each photograph that is public.
            public var photographs: [String]
        }
    }
}
