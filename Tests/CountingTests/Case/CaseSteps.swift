import Counting
import ElectionModel

/// Steps of a protocol's way with good content, and cases brought to each state by them.
enum CaseSteps {
    static let counts = Forms.make(station: "1", votes: [10, 20], invalid: 1)
    static let key = LedgerKey(counts)
    static let document = ProtocolDocument(
        counts, words: [.invalid: "one"], header: ProtocolHeader(copyNumber: 1, isStamped: true))
    static let warning = Finding("C02", .warning, place: ["1"], figures: [Figure("invalid", .count(1))])
    static let error = Finding("A02", .error, place: ["1"])
    static let decision = NumberedDecision(number: "12", reason: "the wrong line was read")
    static let signatures = (1...5).map { ProtocolHeader.Signature(PersonID("member-\($0)"), .member) }

    typealias Step = ProtocolCase.Step

    static func first(by person: PersonID = "ann", _ document: ProtocolDocument = document) -> Step {
        Step(.enterFirst(document), by: person, as: .typist)
    }

    static func second(by person: PersonID = "bob", _ document: ProtocolDocument = document) -> Step {
        Step(.enterSecond(document), by: person, as: .typist)
    }

    static func fields(by person: PersonID = "cid", _ entries: [ProtocolField: ProtocolCase.FieldEntry]) -> Step {
        Step(.enterFields(entries), by: person, as: .typist)
    }

    static func coordinator(_ action: ProtocolCase.Action) -> Step { Step(action, by: "eve", as: .coordinator) }
    static func acceptor(_ action: ProtocolCase.Action) -> Step { Step(action, by: "fay", as: .acceptor) }
    static func commissioner(_ action: ProtocolCase.Action) -> Step {
        Step(action, by: "member-1", as: .commissioner)
    }

    /// The document with another figure in one field.
    static func changed(_ field: ProtocolField, to value: UInt32?) -> ProtocolDocument {
        var document = document
        document.counts[field] = value
        return document
    }

    static let vote = DisputedBallots(number: "1", ballots: 2, choice: "x", forValid: 4, forInvalid: 3)

    /// One step of each kind that is taken wherever its kind may be.
    static func sample(_ kind: ProtocolCase.Action.Kind) -> Step {
        switch kind {
        case .enterFirst: first()
        case .enterSecond: second()
        case .enterFields: fields([.invalid: ProtocolCase.FieldEntry(1, words: "one")])
        case .discard: Step(.discard(reason: "wrong sheet"), by: "ann", as: .typist)
        case .reset: coordinator(.reset(reason: "wrong sheet"))
        case .reopen: coordinator(.reopen([.invalid], reason: "hard to read"))
        case .amendHeader: coordinator(.amendHeader(ProtocolHeader(copyNumber: 2), reason: "second copy"))
        case .vote: commissioner(.vote(vote))
        case .acknowledge: coordinator(.acknowledge(warning, reason: "looked at"))
        case .confirm: coordinator(.confirm(findings: []))
        case .sign: commissioner(.sign(signatures))
        case .receive: acceptor(.receive)
        case .accept: acceptor(.accept(findings: []))
        case .sendBack: acceptor(.sendBack(reason: "line F"))
        case .correct:
            coordinator(.correct(Corrigendum([.init(.invalid, from: 1, to: 2, words: "two")], decision: decision)))
        case .orderRecount: acceptor(.orderRecount(decision))
        case .annul: acceptor(.annul(decision))
        }
    }

    /// The steps that bring a new case to a state.
    static func way(to state: ProtocolCase.State.Kind) -> [Step] {
        switch state {
        case .awaitingEntry: []
        case .enteredOnce: [first()]
        case .differing: [first(), second(by: "bob", changed(.invalid, to: 7))]
        case .entered: [first(), second()]
        case .confirmed: way(to: .entered) + [sample(.confirm)]
        case .signed: way(to: .confirmed) + [sample(.sign)]
        case .received: way(to: .signed) + [sample(.receive)]
        case .accepted: way(to: .received) + [sample(.accept)]
        case .returned: way(to: .received) + [sample(.sendBack)]
        case .recountOrdered: way(to: .received) + [sample(.orderRecount)]
        case .annulled: way(to: .received) + [sample(.annul)]
        }
    }

    static func made(_ steps: [Step]) throws -> ProtocolCase {
        var made = ProtocolCase(key)
        try made.apply(steps)
        return made
    }

    static func made(in state: ProtocolCase.State.Kind) throws -> ProtocolCase { try made(way(to: state)) }
}
