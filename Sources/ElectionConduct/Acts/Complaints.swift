public import ElectionModel
public import ElectionRecord
public import ElectoralLaw

/// A complaint with its way. Who complains stands in the first personal payload.
public struct Complaint: Sendable, Hashable {
    public var made: ComplaintMade
    public var madeAt: RecordTime
    public var height: Int
    /// The last day on which it has to be decided; nil where the law gives none.
    public var decideUntil: CivilTime?
    public var decision: ComplaintDecided?
    public var decidedAt: RecordTime?

    public var isOpen: Bool { decision == nil }
}

public struct ComplaintMade: Act {
    public static let kind = "complaint.made"
    public static let roles: [Role] = [.coordinator, .commissioner, .setupOfficer]

    public var id: String
    public var about: Procedure.ComplaintRule.Subject
    public var addressee: Procedure.ComplaintRule.Addressee
    /// The commission that receives it, or whose act is complained of.
    public var commission: Commission
    /// What it touches: each nil where it touches none.
    public var station: StationID?
    public var tier: TierID?
    public var district: DistrictID?
    public var choice: ChoiceID?
    public var article: String
    /// The day of what is complained of.
    public var occurredOn: CalendarDate?
    /// SHA-256 of papers and pictures handed in, in hexadecimal digits.
    public var evidence: [String]

    public init(
        _ id: String, about: Procedure.ComplaintRule.Subject, to addressee: Procedure.ComplaintRule.Addressee,
        commission: Commission, station: StationID? = nil, tier: TierID? = nil, district: DistrictID? = nil,
        choice: ChoiceID? = nil, article: String, occurredOn: CalendarDate? = nil, evidence: [String] = []
    ) {
        self.id = id
        self.about = about
        self.addressee = addressee
        self.commission = commission
        self.station = station
        self.tier = tier
        self.district = district
        self.choice = choice
        self.article = article
        self.occurredOn = occurredOn
        self.evidence = evidence
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard state.complaints[id] == nil, !id.isEmpty else { throw .alreadyThere(id) }
        guard !article.allSatisfy(\.isWhitespace) else { throw .noArticle }
        if let station, state.stations[station] == nil { throw .unknownStation(station) }
        if let choice, state.nominations[choice] == nil { throw .unknownChoice(choice) }
        if let district, !state.setting.election.districts.contains(where: { $0.id == district }) {
            throw .unknownDistrict(tier: tier ?? "", district: district)
        }
        state.complaints[id] = Complaint(
            made: self, madeAt: event.time, height: event.height, decideUntil: state.decideUntil(self, event))
        state.complaintOrder.append(id)
        state.mark(Self.kind, subject: id, event)
    }
}

/// What a commission or a court decided, and what follows.
public struct ComplaintDecided: Act {
    public static let kind = "complaint.decided"
    public static let roles: [Role] = [.commissioner, .setupOfficer]

    public enum Effect: String, Sendable, Hashable, CaseIterable, Codable {
        case dismissed
        case recount
        case annulment
        case registrationRefused = "registration refused"
        case listCorrected = "list corrected"
        case other
    }

    public var id: String
    public var number: String
    public var effect: Effect
    public var reason: String
    /// Nil for a court's decision.
    public var decision: CommissionDecision?

    public init(_ id: String, number: String, effect: Effect, reason: String, _ decision: CommissionDecision? = nil) {
        self.id = id
        self.number = number
        self.effect = effect
        self.reason = reason
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let complaint = state.complaints[id] else { throw .unknownComplaint(id) }
        guard complaint.isOpen else { throw .complaintDecided(id) }
        guard !number.allSatisfy(\.isWhitespace) else { throw .noDecision }
        switch (complaint.made.addressee, decision) {
        case (.commission, .some(let decision)): try decision.require(in: state)
        case (.commission, .none): throw .noDecision
        case (.court, _): break
        }
        state.complaints[id]?.decision = self
        state.complaints[id]?.decidedAt = event.time
        state.mark(Self.kind, subject: id, event)
    }
}

extension ConductState {
    /// When a complaint has to be decided (articles 20(6), 26(4) and 49): at once near the poll.
    func decideUntil(_ complaint: ComplaintMade, _ event: ActEvent) -> CivilTime? {
        let rule = setting.procedure.complaints.first {
            $0.subject == complaint.about && $0.addressee == complaint.addressee
        }
        guard let rule, let made = event.time.civil(ahead: 0) else { return nil }
        if let near = rule.atOnceWithinDays, let day = pollingDay(round: 1) {
            let days = day.dayNumber - made.date.dayNumber
            if (0...near).contains(days) { return CivilTime(made.date, minute: CivilTime.endOfDay) }
        }
        guard let days = rule.daysToDecide else { return nil }
        return CivilTime(made.date.adding(days: days), minute: CivilTime.endOfDay)
    }

    /// Open complaints that touch a seat's district, its stations or its candidates.
    public func openComplaints(about contest: ContestID) -> [Complaint] {
        complaintOrder.compactMap { complaints[$0] }.filter { complaint in
            guard complaint.isOpen else { return false }
            let made = complaint.made
            if let station = made.station.flatMap({ stations[$0] }) {
                return setting.district(of: station.station, in: contest.tier) == contest.district
                    && made.tier.map { $0 == contest.tier } ?? true
            }
            if let choice = made.choice, let nominated = nominations[choice]?.nominated {
                return ContestID(nominated.tier, nominated.district) == contest
            }
            return made.district == contest.district && made.tier.map { $0 == contest.tier } ?? true
        }
    }
}
