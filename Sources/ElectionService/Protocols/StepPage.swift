import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Wording

/// The pages by which a protocol goes on its way, after it was typed.
extension Office {
    func stepPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn), let kind = turn.ticket.route.name.steps.first else {
            return try noStation(turn)
        }
        let reader = FormReader(turn.ticket.fields)
        guard turn.ticket.route.method == .post else {
            guard visit.allows(kind) else { return notNow(turn, visit, whyNot(kind, visit, sheetWording(turn, visit))) }
            return stepPage(turn, visit, kind, startingView(kind, visit))
        }
        if isDone(turn, visit, reader) { return .seeOther(visit.path(turn.language)) }
        let words = sheetWording(turn, visit)
        var form = reader
        let act = StepForm.act(kind, visit, &form)
        let view = FormView(form, words)
        guard view.faults.isEmpty || !visit.allows(kind) else {
            return stepPage(turn, visit, kind, view, status: 422)
        }
        return take(act, turn, visit, reader) { visit, fault in
            guard visit.allows(kind) else { return notNow(turn, visit, fault.sentence, lost: form) }
            var view = view
            view.faults.append(fault)
            return stepPage(turn, visit, kind, view, status: 409)
        }
    }

    private func startingView(_ kind: ProtocolCase.Action.Kind, _ visit: SheetVisit) -> FormView {
        var view = FormView()
        switch kind {
        case .amendHeader:
            if let document = visit.item.state.document {
                view.values = HeadingForm.values(document.header, visit.item.form)
            }
        case .sign:
            for place in StepForm.members(visit).indices { view.values["signed-\(place + 1)"] = "yes" }
        case .acknowledge:
            if visit.openFindings.count == 1, let only = visit.openFindings.first {
                view.values["finding"] = StepForm.name(only)
            }
        default: break
        }
        return view
    }

    /// Why a step is not offered; the record would say the same.
    private func whyNot(_ kind: ProtocolCase.Action.Kind, _ visit: SheetVisit, _ words: Wording) -> String? {
        guard let role = ProtocolCase.Role(rawValue: visit.account.role.rawValue) else { return nil }
        if kind == .confirm, visit.item.state.kind == .entered, visit.item.typists.contains(visit.person) {
            return words.sentence(for: .typedIt(visit.person))
        }
        if kind == .discard, case .enteredOnce = visit.item.state {
            return words.sentence(for: .notOwnEntry(visit.person))
        }
        return ProtocolCase.rules.contains { $0.action == kind && $0.roles.contains(role) }
            ? words.sentence(for: .notInState(kind, visit.item.state.kind)) : nil
    }

    /// The step can't be taken now. What was written stays in sight.
    private func notNow(_ turn: Turn, _ visit: SheetVisit, _ why: String?, lost form: FormReader? = nil)
        -> OfficeResponse
    {
        page(turn.ticket.route.name.rawValue, turn, status: 409, names: names(visit.state)) { words in
            notice(why ?? words.term("service.notice.not now"))
            place(visit, words)
            if let form {
                written(form, ["reason", "number", "matter"], words)
            }
            tag(.p) {
                tag(.a, ["href": visit.path(turn.language)], words.term("service.label.to protocol"))
            }
        }
    }

    private func stepPage(
        _ turn: Turn, _ visit: SheetVisit, _ kind: ProtocolCase.Action.Kind, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        let name = turn.ticket.route.name.rawValue
        return page(name, turn, status: status, names: names(visit.state)) { words in
            let sheet = SheetWords(words: words, item: visit.item)
            summary(view, words) { field in stepLabel(field, visit, sheet) }
            place(visit, words)
            tag(.p, [:], words.term("service.hint.\(name)"))
            if [.confirm, .accept, .receive].contains(kind) { findings(turn, visit, words) }
            form(turn, turn.request.path) {
                hidden("seen", "\(visit.item.steps.count)")
                fields(kind, visit, view, sheet)
                tag(.div, ["class": "buttons"]) {
                    button(words.term("service.title.\(name)"))
                    tag(.a, ["href": visit.path(turn.language)], words.term("service.label.to protocol"))
                }
            }
            if visit.account.role != .typist, !visit.item.versions.isEmpty {
                tag(.h2, [:], words.term("service.label.document"))
                sheet.table()
            }
        }
    }

    private func stepLabel(_ field: String, _ visit: SheetVisit, _ sheet: SheetWords) -> String? {
        let bare = field.hasPrefix("open-") ? String(field.dropFirst(5)) : field
        if let field = ProtocolField(bare) { return sheet.label(field) }
        let key = "service.label.\(field.replacing("-", with: " "))"
        return sheet.words.termIfPresent(key)
    }

    /// What a step asks for.
    private func fields(
        _ kind: ProtocolCase.Action.Kind, _ visit: SheetVisit, _ view: FormView, _ sheet: SheetWords
    ) -> [Node] {
        let words = sheet.words
        switch kind {
        case .enterFirst, .enterSecond, .enterFields, .confirm, .receive, .accept: return []
        case .discard, .reset, .sendBack: return [reason(view, words)]
        case .reopen:
            return [
                tag(.fieldset, ["class": "block"]) {
                    tag(.legend, [:], words.term("service.label.fields"))
                    for field in StepForm.fields(visit) { box("open-\(field)", view, label: sheet.label(field)) }
                }, reason(view, words, hint: "no figures"),
            ]
        case .amendHeader: return [heading(visit, view, words), reason(view, words)]
        case .vote: return vote(visit, view, words)
        case .acknowledge:
            return [
                radios(
                    "finding", view, legend: words.term("service.label.finding"),
                    visit.openFindings.map { finding in
                        (
                            StepForm.name(finding),
                            "\(finding.code): \(words.title(of: finding)). \(words.sentence(for: finding))"
                        )
                    }), reason(view, words),
            ]
        case .sign: return [signatures(visit, view, words)]
        case .correct:
            return [
                tag(.fieldset, ["class": "block"]) {
                    tag(.legend, [:], words.term("service.label.new figures"))
                    for field in StepForm.fields(visit) {
                        number(
                            field.description, view, label: sheet.label(field),
                            hint: words.term(
                                "service.label.stands",
                                [
                                    Figure(
                                        "figure", .text(sheet.figure(visit.item.state.document?.counts[field] ?? nil)))
                                ]))
                    }
                }
            ] + decision(view, words)
        case .orderRecount, .annul: return decision(view, words)
        }
    }

    func reason(_ view: FormView, _ words: Wording, hint: String? = nil) -> Node {
        lines(
            "reason", view, label: words.term("service.label.reason"),
            hint: hint.map { words.term("service.hint.\($0)") })
    }

    /// The decision that a step rests on.
    func decision(_ view: FormView, _ words: Wording) -> [Node] { numberAndDay(view, words) + [reason(view, words)] }

    func numberAndDay(_ view: FormView, _ words: Wording) -> [Node] {
        [
            line(
                "number", view, label: words.term("service.label.number"), ["maxlength": "40", "autocomplete": "off"]),
            line(
                "day", view, label: words.term("service.label.day"), hint: words.term("service.hint.day"),
                ["maxlength": "10", "autocomplete": "off", "class": "short"]),
        ]
    }

    private func vote(_ visit: SheetVisit, _ view: FormView, _ words: Wording) -> [Node] {
        func term(_ name: String) -> String { words.term("service.label.\(name)") }
        return [
            line("matter", view, label: term("matter"), hint: words.term("service.hint.matter"), ["maxlength": "40"]),
            number("ballots", view, label: term("ballots")),
            list(
                "choice", view, label: term("choice"), hint: words.term("service.hint.choice"),
                (visit.item.choices ?? []).map { ($0.rawValue, words.names.choice($0, words.language)) }),
            number("for-valid", view, label: term("for valid")),
            number("for-invalid", view, label: term("for invalid")),
        ]
    }

    private func signatures(_ visit: SheetVisit, _ view: FormView, _ words: Wording) -> Node {
        tag(.fieldset, ["class": "block"]) {
            tag(.legend, [:], words.term("service.label.members"))
            if let problem = view.fault("signed-1") { tag(.p, ["class": "problem"], problem) }
            for (place, member) in StepForm.members(visit).enumerated() {
                let office = words.term("counting.office.\(member.office.rawValue)")
                tag(.div, ["class": "pair"]) {
                    box("signed-\(place + 1)", view, label: "\(member.person.rawValue), \(office)")
                    box(
                        "dissents-\(place + 1)", view,
                        label: words.term(
                            "service.label.dissent of", [Figure("person", .text(member.person.rawValue))]))
                }
            }
        }
    }
}
