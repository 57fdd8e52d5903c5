import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import VerifiableVoting
import Wording

/// A decision of a commission as a page takes it: what is shown, what is asked for, and the act that it becomes.
struct CommissionStep {
    /// The page on which the decision shows once it stands.
    var back: String
    /// What the way back says; nil for the page of contests.
    var backLabel: String?
    var about: [(label: String, value: String)]
    /// Why it can't be taken now, in a sentence.
    var obstacle: String?
    /// What the record computes and the person decides about. Whoever read something else reads again first.
    var basis = ""
    /// The field of a day that may be too early or too late.
    var dayField: String?
    /// Shown above the form.
    var shown: (Wording) -> [Node] = { _ in [] }
    var fields: (FormView, Wording) -> [Node]
    /// Reads the form; what is wrong is noted in it.
    var read: (inout FormReader) -> (any Act)?
    /// Whether the very act stands already: the form was sent twice.
    var stands: @Sendable (ConductState, any Act) -> Bool

    var seen: String { Digest(of: Array(basis.utf8)).hexadecimal }
}

/// Taking decisions of commissions, whatever they are about.
extension Office {
    func decide(_ turn: Turn, _ account: Account, _ state: ConductState, _ step: CommissionStep) -> OfficeResponse {
        guard let record else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        let words = wording(turn.language, names: names(state))
        guard turn.ticket.route.method == .post else {
            return step.obstacle.map { notNow(turn, state, step, $0) } ?? stepForm(turn, state, step, FormView())
        }
        var form = FormReader(turn.ticket.fields)
        let act = step.read(&form)
        var view = FormView(form, words)
        let done = OfficeResponse.seeOther(step.back)
        if view.faults.isEmpty, let act, step.stands(state, act) { return done }
        if let obstacle = step.obstacle { return notNow(turn, state, step, obstacle, lost: form) }
        guard view.faults.isEmpty, let act else { return stepForm(turn, state, step, view, status: 422) }
        guard form.written("seen") == step.seen else {
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.changed")))
            return stepForm(turn, state, step, view, status: 409)
        }
        let stands = step.stands
        let actor = ConductKeeper.Actor(person: PersonID(account.name.text), role: account.role)
        switch record.add(act, by: actor, if: { !stands($0, act) }) {
        // Overtaken by the same form, sent twice at once.
        case .done, .overtaken: return done
        case .refused(let refusal):
            view.faults.append(
                FormView.Fault(field: field(of: refusal, in: step), sentence: words.sentence(for: refusal)))
            return stepForm(turn, state, step, view, status: 409)
        case .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            return stepForm(turn, state, step, view, status: 503)
        }
    }

    private func field(of refusal: ConductRefusal, in step: CommissionStep) -> String? {
        switch refusal {
        case .tooEarly, .tooLate: step.dayField
        default: Self.field(of: refusal)
        }
    }

    private func stepForm(
        _ turn: Turn, _ state: ConductState, _ step: CommissionStep, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        let name = turn.ticket.route.name.rawValue
        return page(name, turn, status: status, names: names(state)) { words in
            summary(view, words) { words.termIfPresent("service.label.\($0.replacing("-", with: " "))") }
            facts(step.about)
            tag(.p, [:], words.term("service.hint.\(name)"))
            step.shown(words)
            form(turn, turn.request.path) {
                hidden("seen", step.seen)
                step.fields(view, words)
                tag(.div, ["class": "buttons"]) {
                    button(words.term("service.title.\(name)"))
                    tag(.a, ["href": step.back], step.backLabel ?? words.term("service.label.to contests"))
                }
            }
        }
    }

    /// The decision can't be taken now. What was written stays in sight.
    private func notNow(
        _ turn: Turn, _ state: ConductState, _ step: CommissionStep, _ why: String, lost form: FormReader? = nil
    ) -> OfficeResponse {
        page(turn.ticket.route.name.rawValue, turn, status: 409, names: names(state)) { words in
            notice(why)
            facts(step.about)
            if let form { written(form, ["number", "day", "article", "reason"], words) }
            tag(.p) { tag(.a, ["href": step.back], step.backLabel ?? words.term("service.label.to contests")) }
        }
    }

    /// What somebody had written into a form that is not shown again.
    func written(_ form: FormReader, _ fields: [String], _ words: Wording) -> [Node] {
        let texts = fields.map { form.written($0) }.filter { !$0.isEmpty }
        guard !texts.isEmpty else { return [] }
        return [tag(.h2, [:], words.term("service.label.typed"))] + texts.map { tag(.p, [:], $0) }
    }

    // MARK: A sitting

    /// A decision as a commission takes it: at a sitting, by a vote.
    ///
    /// - Parameter members: whose dissenting opinions may be ticked as attached.
    static func sitting(
        _ commission: Commission, _ members: [CommissionMember] = [], form: inout FormReader
    ) -> CommissionDecision? {
        let number = form.text("number", most: 40)
        let day = form.day("day", isRequired: true)
        let present = form.whole("present", isRequired: true)
        let inFavour = form.whole("in-favour", isRequired: true)
        let dissents = members.enumerated().filter { form.isTicked("dissents-\($0.offset + 1)") }.map(\.element.person)
        guard let number, let day, let present, let inFavour else { return nil }
        return CommissionDecision(
            commission, number: number, date: day, present: Int(present), inFavour: Int(inFavour), dissents: dissents)
    }

    /// Number and day of a decision, who was present and in favour, whose dissent is attached.
    func sitting(_ members: [CommissionMember], _ view: FormView, _ words: Wording) -> [Node] {
        numberAndDay(view, words) + votes(view, words) + [
            tag(.fieldset, ["class": "block"]) {
                tag(.legend, [:], words.term("service.label.dissenting"))
                for (place, member) in members.enumerated() {
                    box(
                        "dissents-\(place + 1)", view,
                        label: words.term(
                            "service.label.dissent of", [Figure("person", .text(member.person.rawValue))]))
                }
            }
        ]
    }

    /// How many came to a sitting, and how many were for the decision.
    func votes(_ view: FormView, _ words: Wording) -> [Node] {
        [
            number("present", view, label: words.term("service.label.present")),
            number("in-favour", view, label: words.term("service.label.in favour")),
        ]
    }

    func article(_ view: FormView, _ words: Wording) -> Node {
        line(
            "article", view, label: words.term("service.label.article"), hint: words.term("service.hint.article"))
    }
}
