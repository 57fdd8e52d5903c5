public import Counting
public import ElectionModel
public import ElectionRecord

/// An observer's written act of a violation, which the commission of a polling station attaches to its protocol on demand
/// (article 20-1): what somebody states, and whether the commission took it. Who wrote it stands in the first personal payload.
///
/// That an act was refused is an act of the record like that it was attached: the higher commission enters what it is told.
public struct WrittenActReceived: Act {
    public static let kind = "written-act.received"
    public static let roles: [Role] = [.coordinator, .commissioner, .acceptor]

    /// By what right the writer was at the station.
    public enum Capacity: String, Sendable, Hashable, CaseIterable, Codable {
        case proxy = "candidate's proxy"
        case party = "observer of a party"
        case association = "observer of an association"
        case journalist
        case international = "international observer"
    }

    public enum Receipt: String, Sendable, Hashable, CaseIterable, Codable {
        case attached, refused
    }

    public var id: String
    public var station: StationID
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var channel: Protocol.Channel
    public var capacity: Capacity
    /// The party, association, outlet or mission that the writer is of.
    public var organisation: String
    /// What is stated to have happened. It stands in the record and names no person.
    public var text: String
    /// The commission that took it, or refused to.
    public var commission: Commission
    /// When it was handed over, by the clock of the station.
    public var handedOverAt: ClockTime
    public var receipt: Receipt
    /// Why it was refused, which has to be said; or what the commission remarks.
    public var reason: String?
    /// SHA-256 of a picture of the paper, in hexadecimal digits.
    public var file: String?

    public init(
        _ id: String, of key: LedgerKey, as capacity: Capacity, of organisation: String, text: String,
        to commission: Commission, handedOverAt: ClockTime, _ receipt: Receipt = .attached, reason: String? = nil,
        file: String? = nil
    ) {
        self.id = id
        station = key.station
        tier = key.contest.tier
        district = key.contest.district
        round = key.contest.round
        channel = key.channel
        self.capacity = capacity
        self.organisation = organisation
        self.text = text
        self.commission = commission
        self.handedOverAt = handedOverAt
        self.receipt = receipt
        self.reason = reason
        self.file = file
    }

    public var key: LedgerKey { LedgerKey(station, ContestKey(tier, district, round), channel) }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard state.writtenActs[id] == nil, !id.isEmpty else { throw .alreadyThere(id) }
        try state.requireOnBallot(key)
        try requireWords()
        try state.requireReceives(commission, key)
        guard let day = state.pollingDay(round: round) else { throw .roundNotCalled(district) }
        // What an act tells is seen on the day of voting or at the count, and not before.
        guard handedOverAt.date >= day else {
            throw .tooEarly(deadline: "polling-day", from: CivilTime(day, minute: 0))
        }
        let handedOver = CivilTime(handedOverAt.date, minute: handedOverAt.minuteOfDay)
        // Where only the day is kept, the whole of it may have passed.
        if event.time.precision != .day, let now = event.time.civil(ahead: state.minutesAhead(at: station.rawValue)),
            handedOver > now
        {
            throw .actHandedOverLater(handedOver: handedOver, now: now)
        }
        state.writtenActs[id] = WrittenAct(
            received: self, person: event.person, receivedAt: event.time, height: event.height)
        state.writtenActOrder.append(id)
        state.protocols.touch(station, at: event.height)
        state.mark(Self.kind, round: round, subject: station.rawValue, event)
    }

    private func requireWords() throws(ConductRefusal) {
        func require(_ text: String, _ name: String, most: Int) throws(ConductRefusal) {
            guard !text.allSatisfy(\.isWhitespace) else { throw .payload(kind: Self.kind, detail: "no \(name)") }
            guard text.unicodeScalars.count <= most else { throw .payload(kind: Self.kind, detail: "\(name) too long") }
        }
        try require(id, "number", most: Self.mostInANumber)
        try require(organisation, "organisation", most: Self.mostInAName)
        try require(text, "text", most: Self.mostInAText)
        if receipt == .refused || reason != nil { try require(reason ?? "", "reason", most: Self.mostInAText) }
        if let file, !ProtocolPhotograph.isName(file) { throw .noSuchPhotograph(String(file.prefix(64))) }
    }

    public static let mostInANumber = 120
    public static let mostInAName = 200
    public static let mostInAText = 1000
}

/// What a commission answers about a written act.
public struct WrittenActAnswered: Act {
    public static let kind = "written-act.answered"
    public static let roles: [Role] = [.commissioner, .acceptor]

    public enum Result: String, Sendable, Hashable, CaseIterable, Codable {
        /// It was refused and is attached after all.
        case attached
        case confirmed
        case unconfirmed = "not confirmed"
        /// To a higher commission, a court or the prosecutor.
        case referred
    }

    public var id: String
    public var result: Result
    public var reason: String
    public var decision: CommissionDecision

    public init(_ id: String, _ result: Result, reason: String, _ decision: CommissionDecision) {
        self.id = id
        self.result = result
        self.reason = reason
        self.decision = decision
    }

    /// Whether what is stated is so; nil where that is for somebody else to decide.
    public var isConfirmed: Bool? {
        switch result {
        case .confirmed: true
        case .unconfirmed: false
        case .attached, .referred: nil
        }
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let own = state.writtenActs[id] else { throw .unknownWrittenAct(id) }
        if result == .attached {
            guard own.attachment == nil else { throw .alreadyThere(id) }
        } else if !own.takesAnswer(of: decision.commission) {
            throw .alreadyThere(id)
        }
        guard !reason.allSatisfy(\.isWhitespace) else { throw .payload(kind: Self.kind, detail: "no reason") }
        // What is attached already can't be attached by an answer.
        guard result != .attached || own.received.receipt == .refused else { throw .alreadyThere(id) }
        try decision.require(in: state)
        try state.requireReceives(decision.commission, own.received.key)
        if result == .attached {
            state.writtenActs[id]?.attachment = self
        } else {
            state.writtenActs[id]?.answer = self
            state.writtenActs[id]?.answeredAt = event.time
        }
        state.protocols.touch(own.received.station, at: event.height)
        state.mark(Self.kind, round: own.received.round, subject: own.received.station.rawValue, event)
    }
}

/// A written act with what became of it.
public struct WrittenAct: Sendable, Hashable {
    public var received: WrittenActReceived
    /// Who entered it.
    public var person: PersonID
    public var receivedAt: RecordTime
    public var height: Int
    /// The decision to attach it after all; nil where there is none. It says nothing about what is stated.
    public var attachment: WrittenActAnswered?
    /// What was decided about what is stated; nil while nobody has answered. Where a commission above decides, its decision.
    public var answer: WrittenActAnswered?
    public var answeredAt: RecordTime?

    public init(received: WrittenActReceived, person: PersonID, receivedAt: RecordTime, height: Int) {
        self.received = received
        self.person = person
        self.receivedAt = receivedAt
        self.height = height
    }

    /// Whether a commission may decide about what is stated: nobody has, or only the station's own and this one is above it.
    public func takesAnswer(of commission: Commission) -> Bool {
        guard let answer else { return true }
        return answer.decision.commission.level == .precinct && commission.level != .precinct
    }

    /// Whether it is among the papers of the protocol, at once or after all.
    public var isAttached: Bool { received.receipt == .attached || attachment != nil }
}

extension ConductState {
    /// The written acts about a station, in the order in which they were entered.
    public func writtenActs(of station: StationID) -> [WrittenAct] {
        writtenActOrder.compactMap { writtenActs[$0] }.filter { $0.received.station == station }
    }

    /// Whether written acts about a protocol are for a commission: that of the station, the one that receives the protocol, the
    /// central one.
    public func takesWrittenActs(_ commission: Commission, about key: LedgerKey) -> Bool {
        commission.level == .central || commission == Commission(level: .precinct, unit: key.station.rawValue)
            || commission == receiver(of: key)
    }

    fileprivate func requireReceives(_ commission: Commission, _ key: LedgerKey) throws(ConductRefusal) {
        guard commissions[commission] != nil else { throw .unknownCommission(commission) }
        guard takesWrittenActs(commission, about: key) else { throw .notThisCommission(commission) }
    }
}
