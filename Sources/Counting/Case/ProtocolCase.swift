public import ElectionModel

/// The way of one protocol, from the first key pressed to its acceptance and what may follow: one station, one contest, one
/// round, one channel.
///
/// A case is a value. `apply` is its only way on; it takes any step in any state and either goes on or says why not. Every
/// step and every version of the document is kept; nothing is ever taken out (decision 0016).
///
/// - A figure stands once two persons have typed it without seeing what the other typed.
/// - Nobody who typed a figure of the protocol confirms or accepts it, then or later.
/// - An error has to be gone before acceptance, except where the law lets a commission explain it; a warning has to be
///   acknowledged with a reason by somebody with a name.
public struct ProtocolCase: Sendable, Hashable {
    /// Which protocol it is.
    public let key: LedgerKey
    /// The names on the ballot from top to bottom, to which lines of votes belong; nil where the first entry decides.
    public let choices: [ChoiceID]?
    public let form: ProtocolForm
    public internal(set) var state: State
    /// Everything that was done, in order.
    public internal(set) var steps: [Step] = []
    /// Every document that two persons agreed on, and each corrected one after it.
    public internal(set) var versions: [Version] = []
    /// The version that counts: the last accepted one, until an annulment. A correction or recount on its way leaves it in
    /// force.
    public internal(set) var versionInForce: Int?
    public internal(set) var acknowledgements: [Acknowledgement] = []
    /// What was put to the vote of the commission, in order; a later vote on the same matter follows the earlier one.
    public internal(set) var disputes: [DisputedBallots] = []
    /// Who typed a figure of it, in the order of their first one.
    public internal(set) var typists: [PersonID] = []

    public init(_ key: LedgerKey, choices: [ChoiceID]? = nil, form: ProtocolForm = .kazakhstan2004) {
        self.key = key
        self.choices = choices
        self.form = form
        state = .awaitingEntry
    }

    /// A history as somebody else tells it, held against the rules by `check` and never gone on with.
    package init(
        claimed key: LedgerKey, steps: [Step], versions: [Version] = [], form: ProtocolForm = .kazakhstan2004
    ) {
        self.init(key, form: form)
        self.steps = steps
        self.versions = versions
        for step in steps {
            guard case .acknowledge(let finding, let reason) = step.action else { continue }
            acknowledgements.append(Acknowledgement(finding, reason: reason, by: step.person))
        }
    }

    /// A document that was agreed on, with what made it.
    public struct Version: Sendable, Hashable {
        public enum Origin: Sendable, Hashable {
            case entry
            /// The heading alone was amended.
            case heading(reason: String)
            case corrigendum(Corrigendum)
        }

        public var document: ProtocolDocument
        public var origin: Origin
        /// The steps taken when it was made: its place among them.
        public var step: Int

        package init(claimed document: ProtocolDocument, _ origin: Origin) {
            self.init(document, origin, step: 0)
        }

        init(_ document: ProtocolDocument, _ origin: Origin, step: Int) {
            self.document = document
            self.origin = origin
            self.step = step
        }
    }

    /// A finding that somebody answers for.
    public struct Acknowledgement: Sendable, Hashable {
        public var finding: Finding
        public var reason: String
        public var person: PersonID

        public init(_ finding: Finding, reason: String, by person: PersonID) {
            self.finding = finding
            self.reason = reason
            self.person = person
        }
    }

    /// The document that counts; nil where none does.
    public var documentInForce: ProtocolDocument? { versionInForce.map { versions[$0].document } }

    /// Whether the counts may be relied on for a decision: accepted, and neither a correction nor a recount is on its way.
    public var isSettled: Bool { if case .accepted = state { true } else { false } }

    /// What a person may type now. It names fields and holds no value, so that nobody sees what somebody else typed.
    public enum Task: Sendable, Hashable {
        case everything
        case fields([ProtocolField])
    }

    /// The task of a typist; nil where there is nothing that this person may type.
    public func task(for person: PersonID) -> Task? {
        switch state {
        case .awaitingEntry, .recountOrdered: return .everything
        case .enteredOnce(_, let first): return first == person ? nil : .everything
        case .differing(let open):
            let fields = open.fields.filter { !$0.typists.contains(person) }.map(\.field)
            return fields.isEmpty ? nil : .fields(fields)
        default: return nil
        }
    }
}

/// A decision of a commission or a court, as it is named in public.
public struct NumberedDecision: Codable, Sendable, Hashable {
    public var number: String
    public var date: CalendarDate?
    /// Why.
    public var reason: String

    public init(number: String, date: CalendarDate? = nil, reason: String) {
        self.number = number
        self.date = date
        self.reason = reason
    }
}

/// Figures put right after the protocol was made, with what they were.
public struct Corrigendum: Codable, Sendable, Hashable {
    public struct Change: Codable, Sendable, Hashable {
        public var field: ProtocolField
        public var old: UInt32?
        public var new: UInt32?
        /// The new number in words; nil where the paper has none.
        public var words: String?

        public init(_ field: ProtocolField, from old: UInt32?, to new: UInt32?, words: String? = nil) {
            self.field = field
            self.old = old
            self.new = new
            self.words = words
        }
    }

    public var changes: [Change]
    public var decision: NumberedDecision

    public init(_ changes: [Change], decision: NumberedDecision) {
        self.changes = changes
        self.decision = decision
    }
}

/// Ballots on whose validity the members did not agree, and their vote (article 43(7)): more than half of all members
/// decide.
public struct DisputedBallots: Codable, Sendable, Hashable {
    /// Names the matter, so that a later vote can follow an earlier one that decided nothing.
    public var number: String
    public var ballots: UInt32
    /// For whom they are counted if they are valid; nil where that is disputed as well.
    public var choice: ChoiceID?
    public var forValid: Int
    public var forInvalid: Int

    public init(number: String, ballots: UInt32, choice: ChoiceID? = nil, forValid: Int, forInvalid: Int) {
        self.number = number
        self.ballots = ballots
        self.choice = choice
        self.forValid = forValid
        self.forInvalid = forInvalid
    }

    public enum Result: String, Sendable, Hashable, CaseIterable, Codable {
        case valid
        case invalid
        /// Neither side has more than half of all members.
        case undecided
    }

    /// - Parameter members: all members of the commission, present or not.
    public func result(members: Int) -> Result {
        if 2 * forValid > members { return .valid }
        return 2 * forInvalid > members ? .invalid : .undecided
    }
}
