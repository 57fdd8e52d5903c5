import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Wording

/// Typing a protocol, or those fields of it that two persons have not typed alike. Nothing that another person typed is read
/// here: `ProtocolCase.task` names fields, and no values.
extension Office {
    func entryPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn) else { return try noStation(turn) }
        let reader = FormReader(turn.ticket.fields)
        let isSent = turn.ticket.route.method == .post
        if isSent, isDone(turn, visit, reader) { return .seeOther(visit.path(turn.language)) }
        guard let entry = EntryForm(visit, reader) else { return nothingToType(turn, visit) }
        guard isSent else { return entryPage(turn, entry, startingView(visit)) }
        let words = sheetWording(turn, visit)
        var form = reader
        let act = entry.act(&form)
        var view = FormView(form, words)
        // "Enter" in the middle of the form, and a wish for more lines, only bring the page again with all that was typed.
        if let step = form.fields["step"], step != "send" {
            if view.faults.isEmpty { view.focus = step == "boxes" ? nil : entry.firstEmpty(form) }
            return entryPage(turn, entry, view)
        }
        guard view.faults.isEmpty else { return entryPage(turn, entry, view, status: 422) }
        let doubts = doubts(visit, entry, form)
        if !doubts.isEmpty, !form.isTicked("as-on-paper") {
            view.faults.append(FormView.Fault(field: "as-on-paper", sentence: words.term("service.label.doubts")))
            return entryPage(turn, entry, view, doubts: doubts, status: 422)
        }
        return take(act, turn, visit, reader) { visit, fault in
            var view = FormView(form, words)
            view.faults.append(fault)
            guard let entry = EntryForm(visit, reader) else {
                return nothingToType(turn, visit, lost: form)
            }
            return entryPage(turn, entry, view, doubts: doubts, status: 409)
        }
    }

    private func startingView(_ visit: SheetVisit) -> FormView {
        var view = FormView()
        view.values["signed-day"] = visit.state.pollingDay(round: visit.key.contest.round).map { "\($0)" }
        return view
    }

    /// What the checks find about the figures by themselves: typed wrongly, or so on the paper.
    private func doubts(_ visit: SheetVisit, _ entry: EntryForm, _ form: FormReader) -> [Finding] {
        guard let document = entry.typed(form) else { return [] }
        return visit.state.findings(aboutTyped: document).filter { $0.severity > .information }
    }

    private func entryPage(
        _ turn: Turn, _ entry: EntryForm, _ view: FormView, doubts: [Finding] = [], status: Int = 200
    ) -> OfficeResponse {
        let visit = entry.visit
        var response = page("entry", turn, status: status, names: names(visit.state), script: true) { words in
            let sheet = SheetWords(words: words, item: visit.item)
            summary(view, words) { name in
                let field = ProtocolField(name.hasSuffix("-words") ? String(name.dropLast(6)) : name)
                return field.map { sheet.label($0) }
            }
            place(visit, words)
            tag(.p, [:], words.term("service.hint.\(entry.task == .everything ? "everything" : "fields")"))
            tag(.div, ["class": "beside"]) {
                let pictures = pictures(turn, visit, words)
                if !pictures.isEmpty { tag(.div, ["class": "pictures"]) { pictures } }
                entryForm(turn, entry, view, doubts, sheet)
            }
        }
        response.mayScript = true
        return response
    }

    private func entryForm(
        _ turn: Turn, _ entry: EntryForm, _ view: FormView, _ doubts: [Finding], _ sheet: SheetWords
    ) -> Node {
        let words = sheet.words
        return form(turn, turn.request.path, class: "entry") {
            // Enter without the script: the browser takes the first button.
            tag(
                .button,
                [
                    "type": "submit", "name": "step", "value": "look", "tabindex": "-1", "class": "unseen",
                ], words.term("service.button.look"))
            hidden("seen", "\(entry.visit.item.steps.count)")
            hidden("boxes", "\(entry.boxes)")
            for block in entry.blocks { self.block(block, entry, view, sheet) }
            if case .everything = entry.task { heading(entry.visit, view, words) }
            if !doubts.isEmpty { doubted(doubts, view, words) }
            tag(.div, ["class": "buttons"]) {
                button(words.term("service.button.send entry"), name: "step", value: "send")
            }
        }
    }

    private func block(_ block: EntryForm.Block, _ entry: EntryForm, _ view: FormView, _ sheet: SheetWords) -> Node {
        let pairs = block.fields.map { pair($0, block.line, view, sheet) }
        // A line with one number needs no heading besides its own.
        guard block.fields.count > 1 else { return tag(.div, ["class": "block"]) { pairs } }
        return tag(.fieldset, ["class": "block"]) {
            tag(.legend, [:], "\(block.line.letter). \(sheet.words.label(of: block.line))")
            pairs
            if block.line.kind == .mobileBoxes, case .everything = entry.task, entry.boxes < EntryForm.mostBoxes {
                button(
                    sheet.words.term("service.button.more boxes"), name: "step", value: "boxes", class: "quiet")
            }
        }
    }

    /// A number with its words.
    private func pair(
        _ field: ProtocolField, _ line: ProtocolForm.Line, _ view: FormView, _ sheet: SheetWords
    ) -> Node {
        tag(.div, ["class": "pair"]) {
            number(field.description, view, label: sheet.label(field))
            if line.isInWords {
                self.line(
                    EntryForm.words(field), view,
                    label: sheet.words.term(
                        "service.label.in words", [Figure("field", .text(sheet.item.form.printed(field)))]),
                    ["autocomplete": "off", "maxlength": "200"])
            }
        }
    }

    /// What surrounds the counts on the paper.
    func heading(_ visit: SheetVisit, _ view: FormView, _ words: Wording) -> Node {
        func term(_ name: String) -> String { words.term("service.label.\(name)") }
        return tag(.fieldset, ["class": "block"]) {
            tag(.legend, [:], term("heading"))
            number("copy", view, label: term("copy"))
            radios(
                "stamped", view, legend: term("stamped"), [("yes", term("yes")), ("no", term("no"))])
            line(
                "signed-day", view, label: term("signed day"), hint: words.term("service.hint.day"),
                ["maxlength": "10", "autocomplete": "off", "class": "short"])
            line(
                "signed-time", view, label: term("signed time"), hint: words.term("service.hint.time"),
                ["maxlength": "5", "autocomplete": "off", "class": "short"])
            number("pages", view, label: term("pages of sheet"))
            line(
                "printed-code", view, label: term("printed code"), hint: words.term("service.hint.printed code"),
                ["maxlength": "40", "autocomplete": "off"])
            for (place, kind) in visit.item.form.acts.enumerated() {
                number(
                    "act-\(place + 1)", view,
                    label: words.term(
                        "service.label.pages of act",
                        [Figure("act", .text(words.term("counting.act.\(kind.rawValue)")))]))
            }
        }
    }

    /// What can't be so on most papers, with what whoever types does about it.
    private func doubted(_ doubts: [Finding], _ view: FormView, _ words: Wording) -> Node {
        tag(.div, ["class": "summary", "role": "alert", "aria-labelledby": "doubts"]) {
            tag(.h2, ["id": "doubts"], words.term("service.label.doubts"))
            tag(.ul) {
                for finding in doubts {
                    tag(.li) {
                        tag(.strong, [:], "\(finding.code): \(words.title(of: finding))")
                        tag(.p, [:], words.sentence(for: finding))
                    }
                }
            }
            tag(.p, [:], words.term("service.hint.doubts"))
            box("as-on-paper", view, label: words.term("service.label.as on paper"))
        }
    }

    /// Somebody was faster, or there is nothing to type for this person. What was typed stays in sight.
    private func nothingToType(_ turn: Turn, _ visit: SheetVisit, lost form: FormReader? = nil) -> OfficeResponse {
        let form = form ?? (turn.ticket.route.method == .post ? FormReader(turn.ticket.fields) : nil)
        return page("entry", turn, status: 409, names: names(visit.state)) { words in
            place(visit, words)
            notice(words.term("service.notice.nothing to type"))
            if let form {
                let sheet = SheetWords(words: words, item: visit.item)
                let typed = form.fields.keys.compactMap { ProtocolField($0) }.sorted()
                tag(.h2, [:], words.term("service.label.typed"))
                facts(typed.map { (sheet.label($0), form.written($0.description)) })
            }
            tag(.p) {
                tag(.a, ["href": visit.path(turn.language)], words.term("service.label.to protocol"))
            }
        }
    }
}
