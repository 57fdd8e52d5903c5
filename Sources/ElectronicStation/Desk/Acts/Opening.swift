public import Counting
import ElectionConduct
public import ElectionModel
import ElectionRecord
import VerifiableVoting
import VoterRegister

/// Who of the commission has come to the opening: at least two thirds (article 20(4)).
public struct CommissionPresent: DeskAct {
    public static let kind = "desk.present"

    public var members: [PersonID]

    public init(_ members: [PersonID]) { self.members = members }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        _ = try state.requireMember(event.person)
        try state.requireMembers(members)
        guard state.rules.isQuorum(members.count) else {
            throw .noQuorum(present: members.count, members: state.rules.members)
        }
        state.present = Set(members)
    }
}

/// The chair has had the system test itself (article 50-5(1)). A test that failed stands in the record, too.
public struct SelfTested: DeskAct {
    public static let kind = "desk.tested"

    public var hasPassed: Bool
    /// What was tested and how it went, as the test prints it.
    public var report: String

    public init(hasPassed: Bool, report: String) { (self.hasPassed, self.report) = (hasPassed, report) }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        try state.requireChair(event.person, article: "art. 50-5(1)")
        state.selfTest = self
    }
}

/// The urn was shown to be empty, by the statement that it gives of itself.
public struct EmptyUrnShown: DeskAct {
    public static let kind = "desk.urn-shown"

    /// Slips that the urn takes.
    public var slots: UInt32
    public var ballots: UInt32
    /// SHA-256 of its statement, in hexadecimal.
    public var statement: String

    public init(slots: UInt32, ballots: UInt32 = 0, statement: String) {
        (self.slots, self.ballots, self.statement) = (slots, ballots, statement)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        _ = try state.requireMember(event.person)
        guard Digest(hexadecimal: statement) != nil else { throw .noHash }
        guard ballots == 0 else { throw .urnNotEmpty(ballots) }
        guard let prepared = state.prepared, slots >= prepared.slips else {
            throw .tooFewSlots(slots, slips: state.prepared?.slips ?? 0)
        }
        state.urnShown = self
    }
}

/// The packet of slips came to the station, sealed, and they were counted.
public struct SlipsReceived: DeskAct {
    public static let kind = "desk.slips-received"

    public var packet: String
    public var isIntact: Bool
    public var counted: UInt32
    /// The two persons of the authority who signed that the private parts were destroyed after printing.
    public var destroyedBy: [String]

    public init(packet: String, isIntact: Bool, counted: UInt32, destroyedBy: [String]) {
        (self.packet, self.isIntact, self.counted, self.destroyedBy) = (packet, isIntact, counted, destroyedBy)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        _ = try state.requireMember(event.person)
        guard isIntact else { throw .sealBroken(.slips) }
        guard packet.contains(where: { !$0.isWhitespace }) else { throw .noDecision }
        guard Set(destroyedBy).count == 2, destroyedBy.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
            throw .twoMustSign(given: Set(destroyedBy).count)
        }
        state.slips = self
    }
}

/// The chair has shown the seal of the start password intact, opened it and typed the password (article 50-5(2)). That it was the
/// right one is tried against its hash before the act is written; the password stands nowhere.
public struct StartPasswordEntered: DeskAct {
    public static let kind = "desk.password-entered"

    public var isSealIntact: Bool

    public init(isSealIntact: Bool) { self.isSealIntact = isSealIntact }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        try state.requireChair(event.person, article: "art. 50-5(2)")
        guard isSealIntact else { throw .sealBroken(.startPassword) }
        state.passwordEntered = true
    }
}

/// The chair names the members who keep the register and those who give ballots and slips (article 50-5(1)).
public struct MembersNamed: DeskAct {
    public static let kind = "desk.named"

    public var forRegister: [PersonID]
    public var forIssuing: [PersonID]

    public init(forRegister: [PersonID], forIssuing: [PersonID]) {
        (self.forRegister, self.forIssuing) = (forRegister, forIssuing)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        // Also while the station is open: members take turns.
        guard [.preparing, .open].contains(state.phase) else { throw .wrongPhase(state.phase) }
        try state.requireChair(event.person, article: "art. 50-5(1)")
        try state.requireMembers(forRegister + forIssuing.filter { !forRegister.contains($0) })
        guard !forRegister.isEmpty, !forIssuing.isEmpty else { throw .notReady(.naming) }
        for person in forIssuing {
            let office = try state.requireMember(person).office
            if office == .chair || office == .secretary { throw .mayNotIssue(person) }
        }
        state.named = self
        state.day?.issuers = Set(forIssuing)
    }
}

/// The chair opens the station, with the manifest of the election on the act.
public struct StationOpened: DeskAct {
    public static let kind = "desk.opened"
    public static let recorded: RecorderEntry.Action? = .stationOpened

    /// SHA-256 of the signed manifest, in hexadecimal.
    public var manifest: String

    public init(manifest: String) { self.manifest = manifest }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireBefore(.open)
        try state.requireChair(event.person, article: "art. 50-5(1)")
        for condition in OpeningCondition.allCases where !state.isMet(condition) { throw .notReady(condition) }
        guard Digest(hexadecimal: manifest) != nil else { throw .noHash }
        // The commission meets half an hour before; the doors open in time.
        let opens = CivilTime(state.hours.day, minute: state.hours.opens)
        if let now = state.now(event) {
            guard now >= opens.moved(byMinutes: -30) else { throw .tooEarly(opens, article: state.hours.articles[0]) }
            guard now.date == opens.date, now.minute <= state.hours.closes else {
                throw .checkIn(.tooLate(state.hours.calendar.voting, now: now))
            }
        }
        state.open(self, event)
    }
}

/// What has to be done before a station opens, in its order.
public enum OpeningCondition: String, Sendable, Hashable, CaseIterable {
    case acceptance
    case installation
    case presence
    case selfTest = "self test"
    case emptyUrn = "empty urn"
    case slips
    case startPassword = "start password"
    case naming

    public var article: String {
        switch self {
        case .acceptance: "art. 50-1(4)"
        case .installation: "art. 50-1(5)"
        case .presence: "art. 20(4)"
        case .selfTest, .emptyUrn, .slips, .naming: "art. 50-5(1)"
        case .startPassword: "art. 50-5(2)"
        }
    }
}
