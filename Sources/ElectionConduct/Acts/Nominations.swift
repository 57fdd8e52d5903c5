public import ElectionModel
public import ElectionRecord
import ElectoralLaw

public enum NominationStatus: String, Sendable, Hashable, CaseIterable, Codable {
    case received
    case registered
    case refused
    /// By the candidate or the party.
    case withdrawn
    /// By the commission.
    case cancelled
}

/// A candidate or a list from the nomination on.
public struct Nomination: Sendable, Hashable {
    public var nominated: NominationReceived
    public var status: NominationStatus
    /// Names and birth dates; nil where they were erased.
    public var persons: [PersonDescription?]
    /// In the order of registration, 1 for the first of its tier.
    public var registrationOrder: Int?
    /// The nominator as it stands, corrected where it was.
    public var nominator: PartyID?
    /// Why it was corrected; nil where it was not.
    public var correction: String?
    /// The round before which it left; nil while it stands.
    public var leftBeforeRound: Int?

    public var stands: Bool { status == .registered }
}

/// What is said about a person who stands: a personal payload.
public struct PersonDescription: Codable, Sendable, Hashable {
    public var english: String
    public var russian: String?
    public var kazakh: String?
    public var birthDate: CalendarDate?
    public var sex: Sex?

    public init(_ name: Multilingual, birthDate: CalendarDate? = nil, sex: Sex? = nil) {
        english = name.english
        russian = name.russian
        kazakh = name.kazakh
        self.birthDate = birthDate
        self.sex = sex
    }

    public var name: Multilingual { Multilingual(english, russian: russian, kazakh: kazakh) }
}

/// A party, a bloc or a person puts somebody up (article 87). The persons stand in the personal payloads: one for a
/// candidate, one for each place of a list.
public struct NominationReceived: Act {
    public static let kind = "nomination.received"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var choice: ChoiceID
    public var isList: Bool
    public var tier: TierID
    public var district: DistrictID
    /// Nil for self-nomination.
    public var nominator: PartyID?
    /// The party a candidate belongs to; nil for nobody's member and where it is not given.
    public var memberOf: PartyID?
    /// Identifiers of the persons of a list, in their order; of the candidate otherwise.
    public var persons: [ChoiceID]
    /// Paid in, in the currency of the minimum wage; nil where it is not given.
    public var deposit: UInt64?

    public init(
        _ choice: ChoiceID, isList: Bool = false, tier: TierID, district: DistrictID, nominator: PartyID? = nil,
        memberOf: PartyID? = nil, persons: [ChoiceID] = [], deposit: UInt64? = nil
    ) {
        self.choice = choice
        self.isList = isList
        self.tier = tier
        self.district = district
        self.nominator = nominator
        self.memberOf = memberOf
        self.persons = persons.isEmpty && !isList ? [choice] : persons
        self.deposit = deposit
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard state.setting.election.districts.contains(where: { $0.id == district && $0.tier == tier }) else {
            throw .unknownDistrict(tier: tier, district: district)
        }
        guard state.nominations[choice] == nil else { throw .alreadyThere(choice.rawValue) }
        if isList, nominator == nil { throw .brokenRules(["G05"]) }
        try state.requireInTime("nomination-begins", round: 1, event)
        try state.requireInTime("nomination-ends", round: 1, event)
        let described = try Self.descriptions(event.personal)
        guard described.count <= persons.count else {
            throw .payload(kind: Self.kind, detail: "\(described.count) descriptions of \(persons.count) persons")
        }
        state.nominations[choice] = Nomination(
            nominated: self, status: .received,
            persons: described + Array(repeating: nil, count: persons.count - described.count),
            nominator: nominator)
        state.nominationOrder.append(choice)
        state.mark(Self.kind, subject: choice.rawValue, event)
    }

    /// Nil for what was erased; what is there has to be a description.
    private static func descriptions(_ personal: [[UInt8]?]) throws(ConductRefusal) -> [PersonDescription?] {
        do {
            return try personal.map { bytes in
                try bytes.map { try CanonicalDecoder.decode(PersonDescription.self, from: $0) }
            }
        } catch {
            throw .payload(kind: Self.kind, detail: "\(error)")
        }
    }
}

/// A commission registers a nomination that meets the law.
public struct NominationRegistered: Act {
    public static let kind = "nomination.registered"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var choice: ChoiceID
    public var decision: CommissionDecision

    public init(_ choice: ChoiceID, _ decision: CommissionDecision) {
        (self.choice, self.decision) = (choice, decision)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard var nomination = state.nominations[choice] else { throw .unknownChoice(choice) }
        guard nomination.status == .received else { throw .nominationIs(choice, nomination.status) }
        try state.requireRegistrar(decision, of: nomination.nominated)
        try state.requireInTime("registration-begins", round: 1, event)
        try state.requireInTime("registration-ends", round: 1, event)
        let broken = state.brokenRules(with: nomination.nominated)
        guard broken.isEmpty else { throw .brokenRules(broken) }
        let tier = nomination.nominated.tier
        let last = state.nominations.values.lazy.filter { $0.nominated.tier == tier }.compactMap(\.registrationOrder)
            .max()
        nomination.status = .registered
        nomination.registrationOrder = (last ?? 0) + 1
        state.nominations[choice] = nomination
        state.layOutBallots(of: ContestID(tier, nomination.nominated.district))
        state.mark(Self.kind, subject: choice.rawValue, event)
    }
}

/// A commission refuses a nomination, with the article.
public struct NominationRefused: Act {
    public static let kind = "nomination.refused"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var choice: ChoiceID
    public var article: String
    public var reason: String
    public var decision: CommissionDecision

    public init(_ choice: ChoiceID, article: String, reason: String, _ decision: CommissionDecision) {
        self.choice = choice
        self.article = article
        self.reason = reason
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let nomination = state.nominations[choice] else { throw .unknownChoice(choice) }
        guard nomination.status == .received else { throw .nominationIs(choice, nomination.status) }
        guard !article.allSatisfy(\.isWhitespace) else { throw .noArticle }
        try state.requireRegistrar(decision, of: nomination.nominated)
        state.nominations[choice]?.status = .refused
    }
}

/// A candidate or a party takes a nomination back: a candidate at any time, a list at latest seven days before
/// (article 90).
public struct NominationWithdrawn: Act {
    public static let kind = "nomination.withdrawn"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var choice: ChoiceID
    public var reason: String

    public init(_ choice: ChoiceID, reason: String) { (self.choice, self.reason) = (choice, reason) }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let nomination = state.nominations[choice] else { throw .unknownChoice(choice) }
        guard [.received, .registered].contains(nomination.status) else {
            throw .nominationIs(choice, nomination.status)
        }
        if nomination.nominated.isList { try state.requireInTime("lists-withdrawn", round: 1, event) }
        state.leave(choice, .withdrawn, event)
    }
}

/// A commission cancels a registration, with the article; not within the last two days (article 89).
public struct RegistrationCancelled: Act {
    public static let kind = "registration.cancelled"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var choice: ChoiceID
    public var article: String
    public var reason: String
    public var decision: CommissionDecision

    public init(_ choice: ChoiceID, article: String, reason: String, _ decision: CommissionDecision) {
        self.choice = choice
        self.article = article
        self.reason = reason
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let nomination = state.nominations[choice] else { throw .unknownChoice(choice) }
        guard nomination.status == .registered else { throw .nominationIs(choice, nomination.status) }
        guard !article.allSatisfy(\.isWhitespace) else { throw .noArticle }
        try state.requireRegistrar(decision, of: nomination.nominated)
        let contest = ContestID(nomination.nominated.tier, nomination.nominated.district)
        let round = state.round(of: contest)
        if let entry = state.calendar.entry("cancellations-stop", round: round), let time = event.time.civil(ahead: 0),
            time >= entry.time
        {
            throw .tooLate(deadline: "cancellations-stop", until: entry.time)
        }
        state.leave(choice, .cancelled, event)
    }
}

/// Who nominated somebody was recorded wrongly; the old value stays in the record.
public struct NominatorCorrected: Act {
    public static let kind = "nominator.corrected"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var choice: ChoiceID
    public var old: PartyID?
    public var new: PartyID?
    public var reason: String
    public var decision: CommissionDecision

    public init(_ choice: ChoiceID, old: PartyID?, new: PartyID?, reason: String, _ decision: CommissionDecision) {
        self.choice = choice
        self.old = old
        self.new = new
        self.reason = reason
        self.decision = decision
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let nomination = state.nominations[choice] else { throw .unknownChoice(choice) }
        guard nomination.nominator == old, old != new else { throw .alreadyThere(choice.rawValue) }
        try decision.require(in: state, of: .central, .district)
        state.nominations[choice]?.nominator = new
        state.nominations[choice]?.correction = reason
        state.mark(Self.kind, subject: choice.rawValue, event)
    }
}

/// The lot by which lists stand on the ballot (article 37(1)).
public struct ListOrderDrawn: Act {
    public static let kind = "list-order.drawn"
    public static let roles: [Role] = [.setupOfficer, .commissioner]
    public static let precision = RecordTime.Precision.day

    public var tier: TierID
    public var order: [ChoiceID]
    public var decision: CommissionDecision

    public init(_ tier: TierID, order: [ChoiceID], _ decision: CommissionDecision) {
        (self.tier, self.order, self.decision) = (tier, order, decision)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        try decision.require(in: state, of: .central)
        let registered = state.nominationOrder.filter {
            state.nominations[$0]?.nominated.tier == tier && state.nominations[$0]?.stands == true
        }
        guard state.listOrder[tier] == nil else { throw .alreadyThere(tier.rawValue) }
        guard Set(order) == Set(registered), order.count == registered.count else {
            throw .otherFinalists(stated: order, counted: registered)
        }
        state.listOrder[tier] = order
        for contest in state.contestIDs(of: tier) { state.layOutBallots(of: contest) }
        state.mark(Self.kind, event)
    }
}
