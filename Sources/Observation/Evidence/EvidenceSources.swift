public import Counting
public import ElectionModel
public import VerifiableVoting

/// Everything that a bundle is made from, read and replayed already.
public struct EvidenceSources: Sendable {
    public var election: ElectionID
    /// Stations, ballots and the form that protocols are held against.
    public var context: CheckContext
    /// The official protocols.
    public var protocols: [ElectionModel.`Protocol`]
    public var copies: [ElectionModel.`Protocol`] = []
    /// Two readings of photographs, made apart.
    public var firstReading: [ElectionModel.`Protocol`] = []
    public var secondReading: [ElectionModel.`Protocol`] = []
    /// Digests of the photographs of a station's protocols.
    public var photographs: [StationID: [Digest]] = [:]
    public var archives: [ArchivedStation] = []
    public var audit: AuditState?
    /// The claims that law and official votes give, which an audit's plan has to have.
    public var claims: [ContestClaims] = []
    public var quickCount: ReportedQuickCount?
    public var forms: [ReportedForm] = []
    /// Those that name no station are about none, and are kept in their file alone.
    public var incidents: [Incident] = []
    public var complaints: [ReportedComplaint] = []
    public var acts: [ReportedAct] = []
    public var forensics: ForensicQuestion?

    public init(election: ElectionID, context: CheckContext, protocols: [ElectionModel.`Protocol`]) {
        self.election = election
        self.context = context
        self.protocols = protocols
    }
}

/// The archive of a station and what verifying it gave.
public struct ArchivedStation: Sendable, Hashable {
    public struct Count: Sendable, Hashable {
        /// In the order in which the announcement names the candidates.
        public var votes: [Tally.ChoiceVotes]
        public var blank: UInt64

        public init(_ votes: [Tally.ChoiceVotes], blank: UInt64) {
            self.votes = votes
            self.blank = blank
        }
    }

    public enum Outcome: Sendable, Hashable {
        /// - Parameters:
        ///   - anchors: what it was held against.
        ///   - isCommissions: whether the announcement is signed by a key that is known from elsewhere.
        ///   - counts: by question; empty without a result or an announcement.
        case verified(
            stage: ArchiveStage, head: Digest, anchors: Set<VerificationStatement.Anchor>, isCommissions: Bool,
            counted: Int, counts: [Count])
        case broken(Rule)
    }

    public var station: StationID
    /// SHA-256 of the archive.
    public var digest: Digest
    public var outcome: Outcome

    public init(_ station: StationID, digest: Digest, _ outcome: Outcome) {
        self.station = station
        self.digest = digest
        self.outcome = outcome
    }
}

/// A quick count as it was reported, with the hash that was published before the day where it is known.
public struct ReportedQuickCount: Sendable {
    public var contest: ContestKey
    public var design: QuickCountDesign
    public var reports: QuickCountTables.Reports

    public init(_ contest: ContestKey, _ design: QuickCountDesign, _ reports: QuickCountTables.Reports) {
        self.contest = contest
        self.design = design
        self.reports = reports
    }
}

public struct ReportedForm: Sendable {
    public var form: ObservationForm
    public var reports: [ObservationReport]

    public init(_ form: ObservationForm, _ reports: [ObservationReport]) {
        self.form = form
        self.reports = reports
    }
}

/// What forensic counts are asked, and what they give on the control election.
public struct ForensicQuestion: Sendable {
    public var contest: ContestKey
    public var runs: Int
    public var seed: UInt64
    public var control: Calibration

    public init(_ contest: ContestKey, runs: Int, seed: UInt64, control: Calibration) {
        self.contest = contest
        self.runs = runs
        self.seed = seed
        self.control = control
    }
}
