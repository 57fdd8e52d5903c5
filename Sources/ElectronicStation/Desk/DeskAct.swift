public import Counting
public import ElectionModel
public import ElectionRecord
public import VoterRegister

/// What the desk of an electronic polling station does, as its record keeps it, with the rule by which its state changes.
///
/// The desk knows names and hours. It never learns what a slip says, nor a ballot; it tells booth and urn nothing.
public protocol DeskAct: Codable, Sendable, Hashable {
    /// Such as `desk.opened`.
    static var kind: String { get }
    static var roles: [Role] { get }
    static var precision: RecordTime.Precision { get }
    /// How many voters' numbers stand beside it, apart from the chain.
    static var voters: Int { get }
    /// What the recorder of article 50-2(4) keeps of it, before it stands in the record; nil for what is no action of a machine.
    static var recorded: RecorderEntry.Action? { get }

    /// Changes the state, or refuses and leaves it as it was.
    func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal)
}

extension DeskAct {
    public static var roles: [Role] { [.commissioner] }
    public static var precision: RecordTime.Precision { .minute }
    public static var voters: Int { 0 }
    public static var recorded: RecorderEntry.Action? { nil }
}

/// An act about one voter: its hour stands in it and the event keeps the day alone, as `CheckIn` says why.
public protocol VoterAct: DeskAct {
    /// By the station's clock.
    var hour: Int { get }
}

extension VoterAct {
    public static var precision: RecordTime.Precision { .day }
    public static var voters: Int { 1 }
}

/// The event around an act: who, as what, when, and about whom.
public struct DeskEvent: Sendable, Hashable {
    public var person: PersonID
    public var role: Role
    public var time: RecordTime
    /// The minute by the station's clock where the act is being done; nil where a record is read, which keeps less.
    public var now: CivilTime?
    public var height: Int
    /// The voter; nil where there is none, or the number was erased.
    public var voter: VoterNumber?
    /// Whether there was a voter whose number was erased since.
    public var isErased: Bool

    public init(
        person: PersonID, role: Role, time: RecordTime, now: CivilTime? = nil, height: Int, voter: VoterNumber? = nil,
        isErased: Bool = false
    ) {
        (self.person, self.role, self.time, self.now) = (person, role, time, now)
        (self.height, self.voter, self.isErased) = (height, voter, isErased)
    }
}

/// Every kind of act of a desk's record, in the order of its day.
public enum DeskActs {
    public static let all: [any DeskAct.Type] = [
        StationPrepared.self, SystemAccepted.self, EquipmentInstalled.self, CommissionPresent.self, SelfTested.self,
        EmptyUrnShown.self, SlipsReceived.self, StartPasswordEntered.self, MembersNamed.self, StationOpened.self,
        HomeVoteRequested.self, HomeVisitSent.self, CheckedIn.self, SlipReplaced.self, SlipReturned.self,
        VotingInterrupted.self, VotingRestarted.self, PaperFallback.self, ElectronicVotingPostponed.self,
        VotedAgain.self, StationClosed.self, SlipsCounted.self, UrnCounted.self, BoothRecordersCounted.self,
        RecorderEnded.self, ClosingSigned.self,
    ]

    private static let byKind: [String: any DeskAct.Type] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.kind, $0) })

    /// How precise the times of each kind are, for the opening of a record.
    public static var precisions: [String: RecordTime.Precision] {
        Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0.precision) })
    }

    /// Reads an event of a record. Throws `DeskRefusal` for an unknown kind or role, a payload that is no canonical form of its
    /// kind, or other voters than it has.
    public static func read(_ sealed: SealedEvent) throws(DeskRefusal) -> (act: any DeskAct, event: DeskEvent) {
        guard let role = Role(rawValue: sealed.event.role) else { throw .unknownRole(sealed.event.role) }
        guard let type = byKind[sealed.event.kind] else { throw .unknownKind(sealed.event.kind) }
        let act: any DeskAct
        do {
            act = try decode(type, sealed.payload)
        } catch {
            throw .payload(kind: type.kind, detail: "\(error)")
        }
        guard sealed.personal.count == type.voters else {
            throw .payload(kind: type.kind, detail: "\(sealed.personal.count) voters")
        }
        var event = DeskEvent(
            person: PersonID(sealed.event.author), role: role, time: sealed.event.time, height: sealed.event.height)
        if let first = sealed.personal.first {
            event.isErased = first == nil
            if let first {
                guard let number = VoterNumber(first.text) else { throw .payload(kind: type.kind, detail: "number") }
                event.voter = number
            }
        }
        return (act, event)
    }

    private static func decode<Kind: DeskAct>(_ type: Kind.Type, _ bytes: [UInt8]) throws -> any DeskAct {
        try CanonicalDecoder.decode(type, from: bytes)
    }

    /// The draft of an event that says an act was done. Throws `EncodingError` where the payload can't be written, which no act
    /// of `all` does.
    public static func draft(
        _ act: some DeskAct, by person: PersonID, as role: Role, at time: RecordTime, voter: VoterNumber? = nil
    ) throws -> EventDraft {
        EventDraft(
            kind: type(of: act).kind, author: person.rawValue, role: role.rawValue, time: time,
            payload: try CanonicalEncoder.encode(act),
            personal: voter.map { [PersonalPayload(Array($0.description.utf8))] } ?? [])
    }
}
