public import Counting
public import ElectionModel
public import ElectionRecord
import ElectoralLaw
public import VerifiableVoting

/// A copy of a protocol as an accredited observer got it at the station (article 20-1): a claim beside the official protocol, until
/// the commission answers. Without a picture, the station, the time and the accreditation it is none.
public struct CopySubmitted: Act {
    public static let kind = "copy.submitted"
    public static let roles: [Role] = [.observer]

    public var id: String
    public var station: StationID
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var channel: Protocol.Channel
    /// A number for each field that the copy has, by the field's text.
    public var figures: [String: UInt32]
    /// SHA-256 of the photograph, in hexadecimal digits.
    public var photograph: String
    /// When it was taken, by the clock of the station.
    public var takenAt: ClockTime
    public var accreditation: String

    public init(
        _ id: String, of key: LedgerKey, figures: [ProtocolField: UInt32], photograph: Digest, takenAt: ClockTime,
        accreditation: String
    ) {
        self.id = id
        station = key.station
        tier = key.contest.tier
        district = key.contest.district
        round = key.contest.round
        channel = key.channel
        self.figures = Dictionary(uniqueKeysWithValues: figures.map { ("\($0.key)", $0.value) })
        self.photograph = photograph.hexadecimal
        self.takenAt = takenAt
        self.accreditation = accreditation
    }

    public var key: LedgerKey { LedgerKey(station, ContestKey(tier, district, round), channel) }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard state.copies[id] == nil, !id.isEmpty else { throw .alreadyThere(id) }
        let own = try state.requireOnBallot(key)
        guard let day = state.pollingDay(round: round) else { throw .roundNotCalled(district) }
        guard ProtocolPhotograph.isName(photograph) else { throw .noSuchPhotograph(String(photograph.prefix(64))) }
        guard !accreditation.allSatisfy(\.isWhitespace) else {
            throw .payload(kind: Self.kind, detail: "no accreditation")
        }
        // A protocol is made after the station has closed, and none can be copied before.
        let closing = state.closing(own, round: round)
        guard (takenAt.date, takenAt.minuteOfDay) >= (day, closing) else {
            throw .tooEarly(deadline: "close-of-poll", from: CivilTime(day, minute: closing))
        }
        let taken = CivilTime(takenAt.date, minute: takenAt.minuteOfDay)
        // Where only the day is kept, the whole of it may have passed.
        if event.time.precision != .day, let now = event.time.civil(ahead: state.minutesAhead(at: station.rawValue)),
            taken > now
        {
            throw .copyTakenLater(taken: taken, now: now)
        }
        let lines = state.ballot(of: ContestID(tier, district), round: round).count
        guard !figures.isEmpty, figures.count <= Self.mostFields else {
            throw .payload(kind: Self.kind, detail: "\(figures.count) figures")
        }
        for name in figures.keys.sorted() {
            guard let field = ProtocolField(name), field.number ?? 1 <= (field.line == .votes ? lines : Self.mostFields)
            else { throw .noSuchField(name) }
        }
        state.copies[id] = ObserversCopy(submitted: self, person: event.person, height: event.height)
        state.copyOrder.append(id)
        state.protocols.touch(station, at: event.height)
        state.mark(Self.kind, round: round, subject: station.rawValue, event)
    }

    private static let mostFields = 200
}

/// What the commission that receives the protocol says about a copy.
public struct CopyAnswered: Act {
    public static let kind = "copy.answered"
    public static let roles: [Role] = [.commissioner, .acceptor]

    public enum Result: String, Sendable, Hashable, CaseIterable, Codable {
        /// Both stand: the difference has a reason.
        case explained
        /// The copy is right: the official protocol is corrected.
        case corrected
        /// The copy is not of this protocol.
        case rejected
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

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let copy = state.copies[id] else { throw .unknownCopy(id) }
        guard copy.answer == nil else { throw .alreadyThere(id) }
        guard !reason.allSatisfy(\.isWhitespace) else { throw .payload(kind: Self.kind, detail: "no reason") }
        try decision.require(in: state, of: .central, .territorial, .district)
        guard decision.commission.level == .central || decision.commission == state.receiver(of: copy.submitted.key)
        else { throw .notThisCommission(decision.commission) }
        if result == .corrected, let different = state.differences(copy)?.first {
            throw .otherFigures(
                field: "\(different.field)", stated: UInt64(different.claimed), counted: UInt64(different.official ?? 0)
            )
        }
        state.copies[id]?.answer = self
        state.protocols.touch(copy.submitted.station, at: event.height)
        state.mark(Self.kind, round: copy.submitted.round, subject: copy.submitted.station.rawValue, event)
    }
}

/// A copy with what became of it.
public struct ObserversCopy: Sendable, Hashable {
    public var submitted: CopySubmitted
    public var person: PersonID
    public var height: Int
    /// Nil while it is a claim.
    public var answer: CopyAnswered?

    /// A field in which a copy is not like the official protocol.
    public struct Difference: Sendable, Hashable {
        public var field: ProtocolField
        public var claimed: UInt32
        /// Nil where the official protocol leaves it open.
        public var official: UInt32?

        public init(field: ProtocolField, claimed: UInt32, official: UInt32?) {
            (self.field, self.claimed, self.official) = (field, claimed, official)
        }
    }
}

extension ConductState {
    /// The copies of a station's protocols, in the order in which they came.
    public func copies(of station: StationID) -> [ObserversCopy] {
        copyOrder.compactMap { copies[$0] }.filter { $0.submitted.station == station }
    }

    /// The fields in which a copy is not like the protocol in force, in the order of the form; nil while none is in force.
    public func differences(_ copy: ObserversCopy) -> [ObserversCopy.Difference]? {
        guard let counts = protocols.cases[copy.submitted.key]?.documentInForce?.counts else { return nil }
        return copy.submitted.figures.compactMap { name, claimed in
            ProtocolField(name).map { .init(field: $0, claimed: claimed, official: counts[$0]) }
        }.filter { $0.official != $0.claimed }.sorted { $0.field < $1.field }
    }
}
