public import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import VerifiableVoting

/// The doors are closed, and nobody is given a vote any more (article 38(1)).
public struct StationClosed: DeskAct {
    public static let kind = "desk.closed"
    public static let recorded: RecorderEntry.Action? = .votingEnded

    public init() {}

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireOpen()
        try state.requireChair(event.person, article: "art. 43(1)")
        let limit = CivilTime(state.hours.day, minute: state.hours.closes)
        if let now = state.now(event), now < limit { throw .tooEarly(limit, article: state.hours.articles[0]) }
        state.phase = .closed
        state.closedAt = event.time
    }
}

/// What the commission counted of slips: those that were not handed out before they were destroyed, and those in the box.
public struct SlipsCounted: DeskAct {
    public static let kind = "desk.slips-counted"

    /// By the lists of the members who gave them, counted apart from this record.
    public var handedOut: UInt32
    public var destroyedUnused: UInt32
    public var inBox: UInt32
    /// Those in the box that the urn says were never spent.
    public var unspentInBox: UInt32

    public init(handedOut: UInt32, destroyedUnused: UInt32, inBox: UInt32, unspentInBox: UInt32) {
        (self.handedOut, self.destroyedUnused) = (handedOut, destroyedUnused)
        (self.inBox, self.unspentInBox) = (inBox, unspentInBox)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .closed else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        guard unspentInBox <= inBox else { throw .unspentAboveBox(unspentInBox, inBox: inBox) }
        state.slipsCounted = self
    }
}

/// What the urn says at its closing: how many ballots, how many challenges, and the statement that says so.
public struct UrnCounted: DeskAct {
    public static let kind = "desk.urn-counted"

    public var ballots: UInt32
    public var challenged: UInt32
    /// SHA-256 of its closing, in hexadecimal.
    public var statement: String

    public init(ballots: UInt32, challenged: UInt32, statement: String) {
        (self.ballots, self.challenged, self.statement) = (ballots, challenged, statement)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .closed else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        guard Digest(hexadecimal: statement) != nil else { throw .noHash }
        state.urnCounted = self
    }
}

/// The members sign the closing, each difference explained; dissent is attached (articles 20(5), 43(8)).
public struct ClosingSigned: DeskAct {
    public static let kind = "desk.signed"
    public static let recorded: RecorderEntry.Action? = .stationClosed

    public var signatures: [ProtocolHeader.Signature]
    /// What the commission says to each finding, by its code.
    public var explanations: [String: String]

    public init(_ signatures: [ProtocolHeader.Signature], explanations: [String: String] = [:]) {
        (self.signatures, self.explanations) = (signatures, explanations)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        guard state.phase == .closed else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        guard let account = state.account else { throw .notCounted }
        try state.requireRecorders()
        for signature in signatures {
            let member = try state.requireMember(signature.member)
            guard member.office == signature.office else { throw .notAMember(signature.member) }
        }
        let signed = signatures.filter(\.hasSigned).map(\.member)
        guard Set(signed).count == signed.count else { throw .signedTwice }
        guard signed.count >= state.rules.signatures else {
            throw .tooFewSignatures(signed: signed.count, due: state.rules.signatures)
        }
        for finding in account.findings(at: state.station)
        where !(explanations[finding.code] ?? "").contains(where: { !$0.isWhitespace }) {
            throw .unexplained(code: finding.code)
        }
        state.signed = self
        state.phase = .signed
    }
}
