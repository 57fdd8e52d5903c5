public import ElectionModel
public import ElectionRecord
import SeatAllocation

/// The protocol of a district commission: what its stations add up to, signed at a sitting (articles 43(8-1) and 94).
public struct ConstituencyProtocolSigned: Act {
    public static let kind = "constituency.protocol"
    public static let roles: [Role] = [.commissioner, .acceptor]

    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var stations: Int
    public var registered: UInt64
    public var tookPart: UInt64
    public var invalid: UInt64
    public var votes: [Line]
    public var decision: CommissionDecision

    public struct Line: Codable, Sendable, Hashable {
        public var choice: ChoiceID
        public var votes: UInt64

        public init(_ choice: ChoiceID, _ votes: UInt64) { (self.choice, self.votes) = (choice, votes) }
    }

    /// The protocol that the accepted ones of the stations add up to.
    public init(_ tally: Tally, stations: Int, _ decision: CommissionDecision) {
        tier = tally.tier
        district = tally.district
        round = tally.round
        self.stations = stations
        registered = tally.registered ?? 0
        tookPart = tally.cast ?? 0
        invalid = tally.invalid ?? 0
        votes = tally.votes.map { Line($0.choice, $0.votes) }
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        let contest = ContestID(tier, district)
        try decision.require(in: state, of: .district, .central)
        guard decision.commission.level == .central || decision.commission.unit == district.rawValue else {
            throw .notThisCommission(decision.commission)
        }
        let progress = state.progress(of: contest, round: round)
        try progress.requireDetermined()
        guard let tally = state.tally(of: contest, round: round) else { throw .roundNotCalled(district) }
        try requireEqual(tally, progress)
        state.contests[contest, default: ContestState()].signed[round] = self
        state.mark(Self.kind, round: round, subject: district.rawValue, event)
    }

    private func requireEqual(_ tally: Tally, _ progress: ContestProgress) throws(ConductRefusal) {
        let figures: [(String, UInt64, UInt64)] =
            [
                ("stations", UInt64(max(0, stations)), UInt64(progress.accepted)),
                ("registered", registered, tally.registered ?? 0), ("tookPart", tookPart, tally.cast ?? 0),
                ("invalid", invalid, tally.invalid ?? 0),
            ] + votes.map { ($0.choice.rawValue, $0.votes, tally.votes(for: $0.choice) ?? 0) }
        for (field, stated, counted) in figures where stated != counted {
            throw .otherFigures(field: field, stated: stated, counted: counted)
        }
        guard votes.count == tally.votes.count else {
            throw .otherFigures(field: "votes", stated: UInt64(votes.count), counted: UInt64(tally.votes.count))
        }
    }
}

/// A lot that was drawn where the law lets one decide, or where a commission decided to draw one because it is silent.
public struct LotDrawn: Act {
    public static let kind = "lot.drawn"
    public static let roles: [Role] = [.commissioner]

    public var tier: TierID
    public var district: DistrictID
    public var among: [ChoiceID]
    public var drawn: [ChoiceID]
    public var decision: CommissionDecision

    public init(
        _ tier: TierID, _ district: DistrictID, among: [ChoiceID], drawn: [ChoiceID], _ decision: CommissionDecision
    ) {
        self.tier = tier
        self.district = district
        self.among = among
        self.drawn = drawn
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        try decision.require(in: state, of: .district, .central)
        guard decision.commission.level == .central || decision.commission.unit == district.rawValue else {
            throw .notThisCommission(decision.commission)
        }
        // A tie of figures that are not complete may be none. Seats of lists are tied in the tier as a whole.
        let own = state.contestIDs(of: tier).filter { $0.district == district }
        for contest in own.isEmpty ? state.contestIDs(of: tier) : own {
            try state.progress(of: contest, round: state.round(of: contest)).requireDetermined()
        }
        let tie = state.outcome.ties.first {
            $0.tier == tier && $0.district == district && Set($0.among) == Set(among)
        }
        guard let tie, drawn.count == tie.number, Set(drawn).isSubset(of: among) else { throw .noTie(district) }
        state.lots.append(self)
        state.mark(Self.kind, subject: district.rawValue, event)
    }
}

/// Repeat voting between those who go on (article 95). Called again where a finalist leaves and the next one moves up, as long as
/// no protocol of it has come.
public struct RunOffCalled: Act {
    public static let kind = "run-off.called"
    public static let roles: [Role] = [.commissioner]
    public static let precision = RecordTime.Precision.day

    public var tier: TierID
    public var district: DistrictID
    public var finalists: [ChoiceID]
    public var pollingDay: CalendarDate
    public var decision: CommissionDecision

    public init(
        _ tier: TierID, _ district: DistrictID, finalists: [ChoiceID], pollingDay: CalendarDate,
        _ decision: CommissionDecision
    ) {
        self.tier = tier
        self.district = district
        self.finalists = finalists
        self.pollingDay = pollingDay
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        let contest = ContestID(tier, district)
        try decision.require(in: state, of: .district)
        guard decision.commission.unit == district.rawValue else { throw .notThisCommission(decision.commission) }
        guard state.contests[contest]?.signed[1] != nil else {
            let progress = state.progress(of: contest, round: 1)
            throw .notDetermined(
                district, missing: progress.missing.count, postponed: progress.postponed.count,
                underRecount: progress.underRecount.count)
        }
        let counted: [ChoiceID]
        switch state.outcome.contest(district, in: tier)?.result {
        case .runOff(let finalists): counted = finalists
        default: throw .roundNotCalled(district)
        }
        guard finalists == counted else { throw .otherFinalists(stated: finalists, counted: counted) }
        if let called = state.contests[contest]?.runOff,
            called.finalists == counted || state.protocols.hasCase(of: contest, round: 2)
        {
            throw .alreadyThere(district.rawValue)
        }
        if let entry = state.calendar.entry("run-off-held", round: 1), pollingDay > entry.time.date {
            throw .tooLate(deadline: "run-off-held", until: entry.time)
        }
        guard let first = state.pollingDay(round: 1), pollingDay > first else {
            throw .tooEarly(deadline: "run-off-held", from: CivilTime(pollingDay, minute: 0))
        }
        state.contests[contest, default: ContestState()].runOff = self
        state.layOutBallots(of: contest)
        state.mark(Self.kind, subject: district.rawValue, event)
    }
}

/// The election in one constituency is declared invalid (article 98).
public struct ConstituencyAnnulled: Act {
    public static let kind = "constituency.annulled"
    public static let roles: [Role] = [.commissioner]
    public static let precision = RecordTime.Precision.day

    public var tier: TierID
    public var district: DistrictID
    public var article: String
    public var reason: String
    public var decision: CommissionDecision

    public init(
        _ tier: TierID, _ district: DistrictID, article: String, reason: String, _ decision: CommissionDecision
    ) {
        self.tier = tier
        self.district = district
        self.article = article
        self.reason = reason
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        let contest = ContestID(tier, district)
        try decision.require(in: state, of: .central)
        guard !article.allSatisfy(\.isWhitespace) else { throw .noArticle }
        guard state.contests[contest]?.annulment == nil else { throw .alreadyThere(district.rawValue) }
        guard state.setting.election.districts.contains(where: { $0.id == district && $0.tier == tier }) else {
            throw .unknownDistrict(tier: tier, district: district)
        }
        state.contests[contest, default: ContestState()].annulment = self
        state.mark(Self.kind, subject: district.rawValue, event)
    }
}

/// Results that a commission makes known: preliminary, established or published.
public struct ResultsAnnounced: Act {
    public static let kind = "results.announced"
    public static let roles: [Role] = [.commissioner]
    public static let precision = RecordTime.Precision.day

    public enum Stage: String, Sendable, Hashable, CaseIterable, Codable {
        case preliminary
        case established
        case published
    }

    public var stage: Stage
    public var tier: TierID
    public var round: Int
    /// The district whose commission publishes; nil for the whole tier.
    public var district: DistrictID?
    /// Who holds the seats decided so far, in the order of the seats.
    public var elected: [ChoiceID]
    public var decision: CommissionDecision

    public init(
        _ stage: Stage, tier: TierID, round: Int, district: DistrictID? = nil, elected: [ChoiceID],
        _ decision: CommissionDecision
    ) {
        self.stage = stage
        self.tier = tier
        self.round = round
        self.district = district
        self.elected = elected
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        try decision.require(in: state, of: district == nil ? .central : .district)
        if let district, decision.commission.unit != district.rawValue {
            throw .notThisCommission(decision.commission)
        }
        let counted = state.holders(tier: tier, district: district)
        guard elected == counted else { throw .otherWinners(stated: elected, counted: counted) }
        if stage != .preliminary {
            for contest in state.contestIDs(of: tier) where district == nil || contest.district == district {
                let current = state.round(of: contest)
                guard current >= round else { continue }
                try state.progress(of: contest, round: round).requireDetermined()
            }
        }
        state.announcements.append(AnnouncedResults(results: self, time: event.time, height: event.height))
        state.mark("results.\(stage.rawValue)", round: round, subject: district?.rawValue ?? tier.rawValue, event)
    }
}

/// An announcement with its place in the record.
public struct AnnouncedResults: Sendable, Hashable {
    public var results: ResultsAnnounced
    public var time: RecordTime
    public var height: Int
}
