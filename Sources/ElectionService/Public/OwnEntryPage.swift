import Accounts
import ElectionModel
import Publication
import VoterRegister
import Wording

/// Where a voter looks up his own entry, by number and birth date together (article 26). Nobody signs in, and nobody can browse: there
/// is no other question, and each address may ask a few times an hour.
extension Office {
    func ownEntryPage(_ turn: Turn) throws -> OfficeResponse {
        guard let ownEntries else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        guard turn.ticket.route.method == .post else { return ownEntryForm(turn, FormView()) }
        let words = wording(turn.language)
        var form = FormReader(turn.ticket.fields)
        let written = form.text("number", most: 64)
        let number = written.flatMap { VoterNumber(barCode: $0) }
        if written != nil, number == nil { form.note("number", .notAChoice) }
        let day = form.day("birth-date", isRequired: true)
        var view = FormView(form, words)
        guard let number, let day else { return ownEntryForm(turn, view, status: 422) }
        let answer = try ownEntries.ask(
            number: number, birthDate: day, from: turn.request.address, at: clock.milliseconds())
        switch answer {
        case .found(let entry): return ownEntryForm(turn, FormView(), entry)
        case .notFound:
            view.faults.append(FormView.Fault(field: "number", sentence: words.term("register.line.notListed")))
            return ownEntryForm(turn, view, status: 404)
        case .tooOften:
            view.faults.append(FormView.Fault(sentence: words.term("service.problem.too often")))
            return ownEntryForm(turn, view, status: 429)
        }
    }

    private func ownEntryForm(
        _ turn: Turn, _ view: FormView, _ entry: RegisterEntry? = nil, status: Int = 200
    ) -> OfficeResponse {
        let new = turn.ticket.token == nil ? SecretToken() : nil
        let cookies = new.map { [OfficeCookie.set(OfficeCookie.visit, $0.text)] } ?? []
        return page("own entry", turn, status: status, cookies: cookies) { words in
            summary(view, words) { words.termIfPresent("desk.field.\($0)") }
            if let entry {
                tag(.h2, [:], words.term("desk.label.own entry"))
                facts([
                    (words.term("desk.column.name"), Self.name(entry, turn.language)),
                    (words.term("desk.column.number"), "\(entry.number)"),
                    (words.term("desk.column.born"), words.date(entry.birthDate)),
                    (words.term("desk.column.address"), entry.address),
                    (words.term("service.column.station"), entry.station.rawValue),
                ])
            }
            tag(.p, ["class": "hint"], words.term("desk.hint.own entry"))
            form(turn, turn.request.path, token: new) {
                line(
                    "number", view, label: words.term("desk.field.number"),
                    ["inputmode": "numeric", "autocomplete": "off", "maxlength": "64"])
                line(
                    "birth-date", view, label: words.term("desk.field.birth-date"),
                    hint: words.term("service.hint.day"),
                    ["maxlength": "10", "autocomplete": "bday", "class": "short"])
                tag(.div, ["class": "buttons"]) { button(words.term("desk.button.look up")) }
            }
        }
    }
}
