public import Counting
public import ElectionModel
public import ElectionRecord

/// What a payload says is done, with the rule by which the state changes. `Acts.all` lists every kind.
///
/// A kind has one type, one text in the record and one set of roles. What a state does not allow is refused before it
/// stands in the record, and found again when a record from elsewhere is folded.
public protocol Act: Codable, Sendable, Hashable {
    /// Such as `nomination.received`.
    static var kind: String { get }
    /// In which roles somebody may do it.
    static var roles: [Role] { get }
    /// How precise the time of the event is.
    static var precision: RecordTime.Precision { get }

    /// Changes the state, or refuses and leaves it as it was.
    func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal)
}

extension Act {
    public static var precision: RecordTime.Precision { .minute }
}

/// The event around an act: who, as what, when, and what was kept apart about persons.
public struct ActEvent: Sendable, Hashable {
    public var person: PersonID
    public var role: Role
    public var time: RecordTime
    /// The place in the record; what changed last on a page is shown by it.
    public var height: Int
    /// What is said about persons, in the order of the payload; nil where it was erased.
    public var personal: [[UInt8]?]

    public init(person: PersonID, role: Role, time: RecordTime, height: Int, personal: [[UInt8]?] = []) {
        self.person = person
        self.role = role
        self.time = time
        self.height = height
        self.personal = personal
    }
}

/// Every kind of act, in the order of an election.
public enum Acts {
    public static let all: [any Act.Type] = [
        ElectionCalled.self, ConstituenciesPublished.self, StationsEstablished.self, CommissionFormed.self,
        MemberReplaced.self,
        NominationReceived.self, NominationRegistered.self, NominationRefused.self, NominationWithdrawn.self,
        RegistrationCancelled.self, NominatorCorrected.self, ListOrderDrawn.self, HoursMoved.self,
        TaskDone.self, TurnoutReported.self, ProtocolPhotographed.self, ProtocolActed.self, VotingPostponed.self,
        ConstituencyProtocolSigned.self, LotDrawn.self, RunOffCalled.self, ConstituencyAnnulled.self,
        ComplaintMade.self, ComplaintDecided.self, CopySubmitted.self, CopyAnswered.self,
        WrittenActReceived.self, WrittenActAnswered.self, ResultsAnnounced.self, StationRecordImported.self,
        RegisterCommitted.self, ListChanged.self,
    ]

    private static let byKind: [String: any Act.Type] = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })

    /// How precise the times of each kind are, for the opening of a record.
    public static var precisions: [String: RecordTime.Precision] {
        Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0.precision) })
    }

    /// Reads an event of a record.
    ///
    /// - Throws: `ConductRefusal` for an unknown kind, role or person, or a payload that is no canonical form of its kind.
    public static func read(_ sealed: SealedEvent) throws(ConductRefusal) -> (act: any Act, event: ActEvent) {
        guard let role = Role(rawValue: sealed.event.role) else { throw .unknownRole(sealed.event.role) }
        let act = try read(sealed.event.kind, sealed.payload)
        let event = ActEvent(
            person: PersonID(sealed.event.author), role: role, time: sealed.event.time, height: sealed.event.height,
            personal: sealed.personal.map { $0?.text })
        return (act, event)
    }

    /// Reads the payload of a kind of act.
    ///
    /// - Throws: `ConductRefusal` for an unknown kind, or bytes that are no canonical form of it.
    public static func read(_ kind: String, _ payload: [UInt8]) throws(ConductRefusal) -> any Act {
        guard let type = byKind[kind] else { throw .unknownKind(kind) }
        do {
            return try decode(type, payload)
        } catch {
            throw .payload(kind: kind, detail: "\(error)")
        }
    }

    private static func decode<Kind: Act>(_ type: Kind.Type, _ bytes: [UInt8]) throws -> any Act {
        try CanonicalDecoder.decode(type, from: bytes)
    }

    /// The draft of an event that says an act was done.
    ///
    /// - Throws: `EncodingError` where the payload can't be written, which no act of `all` does.
    public static func draft(
        _ act: some Act, by person: PersonID, as role: Role, at time: RecordTime, personal: [PersonalPayload] = []
    ) throws -> EventDraft {
        EventDraft(
            kind: type(of: act).kind, author: person.rawValue, role: role.rawValue, time: time,
            payload: try CanonicalEncoder.encode(act), personal: personal)
    }
}
