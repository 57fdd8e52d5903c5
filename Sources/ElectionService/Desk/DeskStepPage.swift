import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import Publication
import Wording

/// The steps of the station's day, one on a page: what the law asks, what was done, what is to be written down.
extension Office {
    func deskStepPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = deskVisit(turn) else { return try noDesk(turn) }
        guard let step = turn.values["step"].flatMap({ DeskStep(rawValue: $0) }) else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        guard turn.ticket.route.method == .post else { return stepForm(turn, visit, step, FormView()) }
        let words = wording(turn.language)
        var form = FormReader(turn.ticket.fields)
        let act = step.act(&form, visit.state)
        let password = step == .startPassword ? form.written("password") : ""
        if step == .startPassword, password.isEmpty { form.note("password", .missing) }
        var view = FormView(form, words)
        // What is secret is typed again.
        view.values["password"] = nil
        guard view.faults.isEmpty, let act else { return stepForm(turn, visit, step, view, status: 422) }
        if step == .startPassword, let refused = try wrongPassword(password, turn, visit) {
            view.faults.append(FormView.Fault(field: "password", sentence: words.sentence(for: refused)))
            return stepForm(turn, visit, step, view, status: 403)
        }
        switch addAny(act, visit, seen: Int(form.written("seen"))) {
        case .done: return .seeOther(Self.deskPath(turn.language))
        case .refused(let refusal):
            view.faults.append(FormView.Fault(field: step.field(of: refusal), sentence: words.sentence(for: refusal)))
            return stepForm(turn, deskVisit(turn) ?? visit, step, view, status: 409)
        case .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            return stepForm(turn, visit, step, view, status: 503)
        }
    }

    /// Tries the password that starts the system; a wrong one is entered for whoever audits.
    private func wrongPassword(_ password: String, _ turn: Turn, _ visit: DeskVisit) throws -> DeskRefusal? {
        let isAdmitted = attempts.account.admits("start:" + visit.account.name.text, at: clock.milliseconds())
        if isAdmitted, visit.keeper.isStartPassword(Array(password.utf8)) { return nil }
        try note(isAdmitted ? .password : .rate, turn.ticket.visitor, turn.request, turn.ticket.route.name)
        return .wrongPassword
    }

    private func stepForm(
        _ turn: Turn, _ visit: DeskVisit, _ step: DeskStep, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        let title = wording(turn.language).term("desk.step.\(step.rawValue)")
        return page("desk step", turn, status: status, heading: title) { words in
            summary(view, words) { words.termIfPresent("desk.field.\($0)") }
            tag(.p, ["class": "hint"]) {
                words.term("desk.law.\(step.rawValue)")
                if let article = step.article { " (\(words.citation(article)))" }
            }
            if DeskStep.due(visit.state).contains(step) {
                form(turn, turn.request.path) {
                    hidden("seen", "\(visit.moment.head.height)")
                    fields(step, visit.state, view, words)
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

    // MARK: Fields

    private func fields(_ step: DeskStep, _ state: DeskState, _ view: FormView, _ words: Wording) -> [Node] {
        switch step {
        case .acceptance: [text("document", view, words), day(view, words), text("hash", view, words, most: 64)]
        case .installation:
            [text("document", view, words), day(view, words), boxes("present", state, view, words)]
        case .presence: [boxes("present", state, view, words)]
        case .selfTest: [yesOrNo("passed", view, words), lines("report", view, label: words.term("desk.field.report"))]
        case .emptyUrn:
            [whole("slots", view, words), whole("ballots", view, words), text("statement", view, words, most: 64)]
        case .slips:
            [
                text("packet", view, words), yesOrNo("intact", view, words), whole("counted", view, words),
                text("first-signer", view, words), text("second-signer", view, words),
            ]
        case .startPassword: [yesOrNo("intact", view, words), password(view, words)]
        case .naming: [boxes("register", state, view, words), boxes("issuing", state, view, words)]
        case .opening: conditions(state, words) + [text("manifest", view, words, most: 64)]
        case .homeVisit: [boxes("visiting", state, view, words), whole("voters", view, words)]
        case .interruption:
            [
                radios(
                    "cause", view, legend: words.term("desk.field.cause"),
                    VotingInterrupted.Cause.allCases.map { ($0.rawValue, words.name(of: $0)) }), reason(view, words),
            ]
        case .restart:
            sitting(state, view, words)
                + [lines("protocol-text", view, label: words.term("desk.field.protocol-text"))]
        case .paperFallback: sitting(state, view, words)
        case .postponement:
            [text("commission", view, words, hint: true)] + numberAndDay(view, words) + [reason(view, words)]
        case .closing: [notice(words.term("desk.notice.closing"))]
        case .slipCount:
            ["handed-out", "destroyed", "in-box", "unspent-in-box"].map { whole($0, view, words) }
        case .urnCount:
            [whole("ballots", view, words), whole("challenged", view, words), text("statement", view, words, most: 64)]
        case .recorders: recorders(state, view, words)
        case .signatures: signatures(state, view, words)
        }
    }

    private func recorders(_ state: DeskState, _ view: FormView, _ words: Wording) -> [Node] {
        (1...max(1, state.prepared?.recording?.booths ?? 0)).flatMap { booth in
            let number = [Figure("booth", .text("\(booth)"))]
            return [
                self.number("entries-\(booth)", view, label: words.term("desk.field.log entries", number)),
                line(
                    "last-\(booth)", view, label: words.term("desk.field.log last", number),
                    ["maxlength": "64", "autocomplete": "off"]),
            ]
        } + [lines("missing-logs", view, label: words.term("desk.field.missing-logs"))]
    }

    private func text(
        _ name: String, _ view: FormView, _ words: Wording, most: Int = 200, hint: Bool = false
    ) -> Node {
        line(
            name, view, label: words.term("desk.field.\(name)"),
            hint: hint
                ? words.term("desk.hint.\(name)", [Figure("example", .text("territorial:UNIT"))]) : nil,
            ["maxlength": "\(most)", "autocomplete": "off"])
    }

    private func whole(_ name: String, _ view: FormView, _ words: Wording) -> Node {
        number(name, view, label: words.term("desk.field.\(name)"))
    }

    private func day(_ view: FormView, _ words: Wording) -> Node {
        line(
            "day", view, label: words.term("desk.field.day"), hint: words.term("service.hint.day"),
            ["maxlength": "10", "autocomplete": "off", "class": "short"])
    }

    private func yesOrNo(_ name: String, _ view: FormView, _ words: Wording) -> Node {
        radios(
            name, view, legend: words.term("desk.field.\(name)"),
            ["yes", "no"].map { ($0, words.term("service.label.\($0)")) })
    }

    private func password(_ view: FormView, _ words: Wording) -> Node {
        field(
            "password", label: words.term("desk.field.password"), problem: view.fault("password"),
            ["type": "password", "autocomplete": "off", "maxlength": "200"])
    }

    /// A box for each member of the commission.
    private func boxes(_ group: String, _ state: DeskState, _ view: FormView, _ words: Wording) -> Node {
        let problem = view.fault("\(group)-1")
        return tag(.fieldset, ["class": problem == nil ? "block" : "block wrong"]) {
            tag(.legend, [:], words.term("desk.field.\(group)"))
            if let problem { tag(.p, ["class": "problem"], problem) }
            for (place, member) in state.members.enumerated() {
                box("\(group)-\(place + 1)", view, label: "\(member.person), \(words.name(of: member.office))")
            }
        }
    }

    private func sitting(_ state: DeskState, _ view: FormView, _ words: Wording) -> [Node] {
        [line("number", view, label: words.term("service.label.number"), ["maxlength": "40", "autocomplete": "off"])]
            + votes(view, words) + [boxes("dissents", state, view, words)]
    }

    private func signatures(_ state: DeskState, _ view: FormView, _ words: Wording) -> [Node] {
        let findings = state.account?.findings(at: state.station) ?? []
        return reconciliation(state, words)
            + findings.map { finding in
                lines(
                    "explanation-\(finding.code)", view,
                    label: words.term("desk.field.explanation", [Figure("code", .text(finding.code))]),
                    hint: words.deskSentence(for: finding))
            } + [boxes("signed", state, view, words), boxes("dissents", state, view, words)]
    }
}

extension DeskStep {
    /// The field in which a refusal is remedied.
    func field(of refusal: DeskRefusal) -> String? {
        switch refusal {
        case .noQuorum: self == .presence ? "present-1" : "present"
        case .noMajority: "in-favour"
        case .noDecision: [.restart, .paperFallback, .postponement].contains(self) ? "number" : nil
        case .noReason: self == .restart ? "protocol-text" : "reason"
        case .dayTooLate: "day"
        case .otherBooths, .recordersNotCounted: nil
        case .noHash where self == .recorders: "last-1"
        case .noReason where self == .recorders: "missing-logs"
        case .noHash: self == .opening ? "manifest" : "statement"
        case .sealBroken: "intact-1"
        case .urnNotEmpty: "ballots"
        case .tooFewSlots: "slots"
        case .twoMustSign: "second-signer"
        case .mayNotIssue: self == .naming ? "issuing-1" : "visiting-1"
        case .visitNeedsTwo: "visiting-1"
        case .notThisCommission: "commission"
        case .tooFewSignatures: "signed-1"
        case .unspentAboveBox: "unspent-in-box"
        case .unexplained(let code): "explanation-\(code)"
        default: nil
        }
    }
}
