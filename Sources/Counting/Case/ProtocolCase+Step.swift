public import ElectionModel

extension ProtocolCase {
    /// Something that a person did: plain values that a record can hold as they are.
    public struct Step: Sendable, Hashable {
        public var action: Action
        public var person: PersonID
        public var role: Role
        /// Nil where the record keeps no time for such acts.
        public var time: ClockTime?

        public init(_ action: Action, by person: PersonID, as role: Role, at time: ClockTime? = nil) {
            self.action = action
            self.person = person
            self.role = role
            self.time = time
        }
    }

    /// As what a person acts. One person may have several, but see `Refusal.typedIt`.
    public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
        case typist
        /// Resolves differences and answers for findings at the commission that enters.
        case coordinator
        /// A member of the commission that counted.
        case commissioner
        /// Receives and accepts for the commission above.
        case acceptor
    }

    public enum Action: Sendable, Hashable {
        case enterFirst(ProtocolDocument)
        /// The whole protocol again by another person, who sees nothing of the first entry.
        case enterSecond(ProtocolDocument)
        /// Open fields again, by a person who has typed none of them and sees no value.
        case enterFields([ProtocolField: FieldEntry])
        /// The first typist drops his own entry.
        case discard(reason: String)
        /// The coordinator drops the entries; both begin anew.
        case reset(reason: String)
        /// The coordinator opens fields of an agreed document; two persons type them anew.
        case reopen([ProtocolField], reason: String)
        /// Puts right what surrounds the counts.
        case amendHeader(ProtocolHeader, reason: String)
        /// The commission votes on ballots.
        case vote(DisputedBallots)
        /// Answers for a finding. A finding with other figures is another finding.
        case acknowledge(Finding, reason: String)
        /// Says that the document is what stands on the paper. `findings` is all that the checks find now, so that the
        /// record shows what was known.
        case confirm(findings: [Finding])
        case sign([ProtocolHeader.Signature])
        case receive
        case accept(findings: [Finding])
        case sendBack(reason: String)
        case correct(Corrigendum)
        case orderRecount(NumberedDecision)
        case annul(NumberedDecision)

        public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
            case enterFirst = "enter first"
            case enterSecond = "enter second"
            case enterFields = "enter fields"
            case discard
            case reset
            case reopen
            case amendHeader = "amend header"
            case vote
            case acknowledge
            case confirm
            case sign
            case receive
            case accept
            case sendBack = "send back"
            case correct
            case orderRecount = "order recount"
            case annul
        }

        public var kind: Kind {
            switch self {
            case .enterFirst: .enterFirst
            case .enterSecond: .enterSecond
            case .enterFields: .enterFields
            case .discard: .discard
            case .reset: .reset
            case .reopen: .reopen
            case .amendHeader: .amendHeader
            case .vote: .vote
            case .acknowledge: .acknowledge
            case .confirm: .confirm
            case .sign: .sign
            case .receive: .receive
            case .accept: .accept
            case .sendBack: .sendBack
            case .correct: .correct
            case .orderRecount: .orderRecount
            case .annul: .annul
            }
        }
    }

    /// From which states a step may be taken, and as what.
    public struct Rule: Sendable, Hashable {
        public var action: Action.Kind
        public var roles: [Role]
        public var states: [State.Kind]
    }

    /// The table of the way, which pages and tests read as well: one rule for each kind of step.
    public static let rules: [Rule] = [
        Rule(action: .enterFirst, roles: [.typist], states: [.awaitingEntry, .recountOrdered]),
        Rule(action: .enterSecond, roles: [.typist], states: [.enteredOnce]),
        Rule(action: .enterFields, roles: [.typist], states: [.differing]),
        Rule(action: .discard, roles: [.typist], states: [.enteredOnce]),
        Rule(action: .reset, roles: [.coordinator], states: [.enteredOnce, .differing, .entered, .returned]),
        Rule(action: .reopen, roles: [.coordinator], states: [.entered, .returned]),
        Rule(action: .amendHeader, roles: [.coordinator], states: [.entered, .returned]),
        Rule(
            action: .vote, roles: [.commissioner],
            states: [.awaitingEntry, .enteredOnce, .differing, .entered, .confirmed, .returned, .recountOrdered]),
        Rule(
            action: .acknowledge, roles: [.coordinator, .acceptor], states: [.entered, .confirmed, .signed, .received]),
        Rule(action: .confirm, roles: [.coordinator], states: [.entered]),
        Rule(action: .sign, roles: [.commissioner], states: [.confirmed]),
        Rule(action: .receive, roles: [.acceptor], states: [.signed]),
        Rule(action: .accept, roles: [.acceptor], states: [.received]),
        Rule(action: .sendBack, roles: [.acceptor], states: [.received]),
        Rule(action: .correct, roles: [.coordinator], states: [.entered, .returned, .accepted]),
        Rule(
            action: .orderRecount, roles: [.commissioner, .acceptor],
            states: [.entered, .confirmed, .signed, .received, .accepted, .returned]),
        Rule(action: .annul, roles: [.acceptor], states: [.signed, .received, .accepted, .returned]),
    ]

    static func rule(_ action: Action.Kind) -> Rule {
        guard let rule = rules.first(where: { $0.action == action }) else {
            preconditionFailure("the table of the way has no rule for \(action)")
        }
        return rule
    }
}
