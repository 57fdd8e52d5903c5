import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import Publication
import Wording

/// Voting again (article 50-5(7)): after the equipment was lost and a commission above has put voting off, the setup officer begins a
/// new election with new slips and a new urn. The old archive is void, and everybody may be given a vote again.
extension Office {
    func deskAgainPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = deskVisit(turn) else { return try noDesk(turn) }
        guard turn.ticket.route.method == .post else { return againForm(turn, visit, FormView()) }
        let words = wording(turn.language)
        var form = FormReader(turn.ticket.fields)
        let act = votedAgain(&form, visit.state)
        let password = form.written("password")
        if password.isEmpty { form.note("password", .missing) }
        var view = FormView(form, words)
        // What is secret is typed again.
        view.values["password"] = nil
        guard view.faults.isEmpty, var act else { return againForm(turn, visit, view, status: 422) }
        // A form that was sent twice: its password has another hash each time, so it is tried.
        if visit.state.void.last != nil, let now = visit.state.prepared, now.election == act.prepared.election,
            now.hours.day == act.prepared.hours.day, now.slips == act.prepared.slips,
            visit.keeper.isStartPassword(Array(password.utf8))
        {
            return .seeOther(Self.deskPath(turn.language))
        }
        do {
            act.prepared.startPassword = try PasswordHash(Array(password.utf8)).text
        } catch {
            let least = [Figure("least", .text("\(PasswordHash.shortest)"))]
            view.faults.append(
                FormView.Fault(
                    field: "password", sentence: words.term("desk.notice.start password length", least)))
            return againForm(turn, visit, view, status: 422)
        }
        switch add(act, visit, seen: Int(form.written("seen"))) {
        case .done: return .seeOther(Self.deskPath(turn.language))
        case .refused(let refusal):
            view.faults.append(FormView.Fault(field: field(of: refusal), sentence: words.sentence(for: refusal)))
            return againForm(turn, deskVisit(turn) ?? visit, view, status: 409)
        case .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            return againForm(turn, visit, view, status: 503)
        }
    }

    /// Station, commission, rules, list and recorder stay; election, day and slips are new. The password is set by whoever hashes it.
    private func votedAgain(_ form: inout FormReader, _ state: DeskState) -> VotedAgain? {
        let commission = DeskStep.commission(&form)
        let decision = StepForm.decision(&form)
        let election = form.text("election", most: 40)
        let day = form.day("polling-day", isRequired: true)
        let slips = form.whole("slips", isRequired: true)
        guard let commission, let decision, let election, let day, let slips, var prepared = state.prepared else {
            return nil
        }
        (prepared.election, prepared.hours.day, prepared.slips) = (election, day, slips)
        return VotedAgain(commission, decision, prepared)
    }

    private func field(of refusal: DeskRefusal) -> String? {
        switch refusal {
        case .notThisCommission: "commission"
        case .noDecision: "number"
        case .noReason: "reason"
        case .sameElection: "election"
        case .dayTooEarly: "polling-day"
        default: nil
        }
    }

    private func againForm(_ turn: Turn, _ visit: DeskVisit, _ view: FormView, status: Int = 200) -> OfficeResponse {
        page("desk again", turn, status: status) { words in
            summary(view, words) { $0 == "password" ? words.term("desk.field.new password") : words.deskField($0) }
            tag(.p, ["class": "hint"]) {
                words.term("desk.law.again")
                " (\(words.citation("art. 50-5(7)")))"
            }
            if visit.state.phase == .postponed, let prepared = visit.state.prepared {
                notice(
                    words.term(
                        "desk.notice.again",
                        [
                            Figure("election", .text(prepared.election)),
                            Figure("voters", .count(UInt64(max(0, visit.state.counts.given)))),
                        ]))
                form(turn, turn.request.path) {
                    hidden("seen", "\(visit.moment.head.height)")
                    againFields(view, words)
                    tag(.div, ["class": "buttons"]) {
                        button(words.term("desk.button.enter"))
                        tag(.a, ["href": Self.deskPath(turn.language)], words.term("desk.button.back"))
                    }
                }
            } else {
                notice(words.term("desk.notice.not now", [Figure("phase", .text(words.name(of: visit.state.phase)))]))
                tag(.p) { tag(.a, ["href": Self.deskPath(turn.language)], words.term("desk.button.back")) }
            }
        }
    }

    private func againFields(_ view: FormView, _ words: Wording) -> [Node] {
        let example = [Figure("example", .text("territorial:UNIT"))]
        return [
            line(
                "commission", view, label: words.term("desk.field.commission"),
                hint: words.term("desk.hint.commission", example), ["maxlength": "80", "autocomplete": "off"])
        ] + decision(view, words) + [
            line(
                "election", view, label: words.term("desk.field.election"), hint: words.term("desk.hint.election"),
                ["maxlength": "40", "autocomplete": "off", "spellcheck": "false"]),
            line(
                "polling-day", view, label: words.term("desk.field.polling-day"),
                hint: words.term("service.hint.day"), ["maxlength": "10", "autocomplete": "off", "class": "short"]),
            number("slips", view, label: words.term("desk.field.slips")),
            field(
                "password", label: words.term("desk.field.new password"), problem: view.fault("password"),
                ["type": "password", "autocomplete": "off", "maxlength": "200"]),
            tag(.p, ["class": "hint"], words.term("desk.hint.new password")),
        ]
    }
}
