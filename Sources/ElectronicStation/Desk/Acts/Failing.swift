public import Counting
import ElectionConduct
public import ElectionModel
import ElectionRecord

/// A decision of the commission at a sitting (article 20(4)-(5)).
public struct DeskDecision: Codable, Sendable, Hashable {
    public var number: String
    public var present: Int
    public var inFavour: Int
    /// Members whose dissenting opinion is attached in writing.
    public var dissents: [PersonID]

    public init(number: String, present: Int, inFavour: Int, dissents: [PersonID] = []) {
        (self.number, self.present, self.inFavour, self.dissents) = (number, present, inFavour, dissents)
    }

    func require(in state: DeskState) throws(DeskRefusal) {
        guard number.contains(where: { !$0.isWhitespace }) else { throw .noDecision }
        let rules = state.rules
        guard (0...rules.members).contains(present), (0...present).contains(inFavour), rules.isQuorum(present) else {
            throw .noQuorum(present: present, members: rules.members)
        }
        guard rules.isMajority(inFavour) else { throw .noMajority(inFavour: inFavour, members: rules.members) }
        try state.requireMembers(dissents)
    }
}

/// The equipment or its power fails. Nobody is given a vote until the system is started again.
public struct VotingInterrupted: DeskAct {
    public static let kind = "desk.interrupted"
    public static let recorded: RecorderEntry.Action? = .equipmentFailed

    public enum Cause: String, Codable, Sendable, Hashable, CaseIterable {
        case power, equipment, other
    }

    public var cause: Cause
    public var reason: String

    public init(_ cause: Cause, reason: String) { (self.cause, self.reason) = (cause, reason) }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireOpen()
        _ = try state.requireMember(event.person)
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .noReason }
        state.phase = .interrupted
        state.interruptions.append(.init(self, from: event.time))
    }
}

/// The program is started again, by a decision of the commission with a protocol (article 50-5(6)).
public struct VotingRestarted: DeskAct {
    public static let kind = "desk.restarted"
    public static let recorded: RecorderEntry.Action? = .programRestarted

    public var decision: DeskDecision
    /// What was done, as the protocol of the restart says.
    public var protocolText: String

    public init(_ decision: DeskDecision, protocolText: String) {
        (self.decision, self.protocolText) = (decision, protocolText)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .interrupted else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        try decision.require(in: state)
        guard protocolText.contains(where: { !$0.isWhitespace }) else { throw .noReason }
        state.phase = .open
        state.interruptions[state.interruptions.count - 1].until = event.time
        state.interruptions[state.interruptions.count - 1].restart = self
    }
}

/// Voting goes on with paper alone, where the rules have that.
public struct PaperFallback: DeskAct {
    public static let kind = "desk.paper-fallback"
    public static let recorded: RecorderEntry.Action? = .programRestarted

    public var decision: DeskDecision

    public init(_ decision: DeskDecision) { self.decision = decision }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .interrupted else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        guard state.rules.failure == .paper else { throw .noPaperFallback }
        try decision.require(in: state)
        state.isPaperOnly = true
        state.phase = .open
        state.interruptions[state.interruptions.count - 1].until = event.time
    }
}

/// The central or a territorial commission puts voting off, because the equipment does not allow it (article 50-5(7)).
public struct ElectronicVotingPostponed: DeskAct {
    public static let kind = "desk.postponed"
    public static let recorded: RecorderEntry.Action? = .equipmentFailed

    public var commission: Commission
    public var decision: NumberedDecision

    public init(_ commission: Commission, _ decision: NumberedDecision) {
        (self.commission, self.decision) = (commission, decision)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard [.preparing, .open, .interrupted].contains(state.phase) else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        try Self.require(commission, decision)
        state.phase = .postponed
    }

    static func require(_ commission: Commission, _ decision: NumberedDecision) throws(DeskRefusal) {
        guard [.central, .oblast, .territorial].contains(commission.level) else { throw .notThisCommission(commission) }
        guard decision.number.contains(where: { !$0.isWhitespace }) else { throw .noDecision }
        guard decision.reason.contains(where: { !$0.isWhitespace }) else { throw .noReason }
    }
}

/// Voting is held again, as a new election with new slips: the old archive is void and never decrypted, and those who voted vote
/// again (article 50-5(7)).
public struct VotedAgain: DeskAct {
    public static let kind = "desk.voted-again"
    public static let roles: [Role] = [.setupOfficer]

    public var commission: Commission
    public var decision: NumberedDecision
    public var prepared: StationPrepared

    public init(_ commission: Commission, _ decision: NumberedDecision, _ prepared: StationPrepared) {
        (self.commission, self.decision, self.prepared) = (commission, decision, prepared)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .postponed, let before = state.prepared else { throw .wrongPhase(state.phase) }
        try ElectronicVotingPostponed.require(commission, decision)
        try prepared.requireForm()
        guard prepared.station == before.station else { throw .otherStation(prepared.station) }
        guard prepared.election != before.election, !state.void.contains(where: { $0.election == prepared.election })
        else { throw .sameElection(prepared.election) }
        guard prepared.hours.day >= before.hours.day else {
            throw .dayTooEarly(prepared.hours.day, earliest: before.hours.day, article: "art. 50-5(7)")
        }
        state.beginAgain(prepared)
    }
}
