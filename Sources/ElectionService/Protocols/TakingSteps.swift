import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Wording

/// Doing what a form asks for, and saying what became of it.
extension Office {
    /// Whether the very step of this form stands in the record already: the form was sent twice.
    func isDone(_ turn: Turn, _ visit: SheetVisit, _ form: FormReader) -> Bool {
        guard let seen = Int(form.written("seen")), visit.item.steps.indices.contains(seen) else { return false }
        let step = visit.item.steps[seen]
        guard step.person == visit.person, step.role.rawValue == visit.account.role.rawValue,
            turn.ticket.route.name.steps.contains(step.action.kind)
        else { return false }
        // Whoever went back and typed something else has not sent the same form.
        switch step.action {
        case .enterFirst(let document), .enterSecond(let document):
            return EntryForm(visit, form, task: .everything).isSame(as: document, form)
        case .enterFields(let entries):
            return EntryForm(visit, form, task: .fields(entries.keys.sorted())).isSame(as: entries, form)
        default: return true
        }
    }

    /// Adds an act about a protocol to the record, if the protocol stands where the person saw it.
    ///
    /// - Parameter again: the form again with what is wrong, for the protocol as it stands now.
    func take(
        _ act: ProtocolActed, _ turn: Turn, _ visit: SheetVisit, _ form: FormReader,
        again: (SheetVisit, FormView.Fault) -> OfficeResponse
    ) -> OfficeResponse {
        guard let record else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        let words = sheetWording(turn, visit)
        let seen = Int(form.written("seen"))
        let key = visit.key
        let actor = ConductKeeper.Actor(person: visit.person, role: visit.account.role)
        let answer = record.add(act, by: actor) { state in (state.protocols.cases[key]?.steps.count ?? 0) == seen }
        switch answer {
        case .done: return .seeOther(visit.path(turn.language))
        case .overtaken:
            guard let now = sheet(turn) else { return refusal(.notFound, status: 404, turn.request, turn.language) }
            if isDone(turn, now, form) { return .seeOther(now.path(turn.language)) }
            let state = words.term("counting.state.\(now.item.state.kind.rawValue)")
            return again(
                now,
                FormView.Fault(
                    sentence: words.term("service.notice.overtaken", [Figure("state", .text(state))])))
        case .refused(let refusal):
            return again(
                visit, FormView.Fault(field: Self.field(of: refusal), sentence: words.sentence(for: refusal)))
        case .unavailable:
            return again(visit, FormView.Fault(sentence: words.term("service.notice.unavailable")))
        }
    }

    /// The field in which a refusal is remedied.
    static func field(of refusal: ConductRefusal) -> String? {
        switch refusal {
        case .step(.noReason): "reason"
        case .step(.noDecisionNumber), .noDecision: "number"
        case .step(.tooFewSignatures), .step(.tooManySignatures), .notAMember: "signed-1"
        case .step(.tooManyVotes): "for-valid"
        case .step(.fieldNotOpen(let field)), .step(.noSuchField(let field)), .step(.nothingChanges(.some(let field))):
            field.description
        case .step(.otherOldValue(let field, _, _)): field.description
        case .noQuorum: "present"
        case .noMajority: "in-favour"
        case .noArticle: "article"
        default: nil
        }
    }

    func sheetWording(_ turn: Turn, _ visit: SheetVisit) -> Wording {
        Wording(texts, in: turn.language, names: names(visit.state))
    }
}
