import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import Publication
import VerifiableVoting
import VoterRegister
import Wording

/// What the pages of the register read, and the change of a list, which names a person beside the chain.
extension Office {
    /// A hash as it was printed; what is none is noted.
    static func hash(_ name: String, _ form: inout FormReader) -> Digest? {
        let text = form.text(name, most: 64)
        let digest = text.flatMap { Digest(hexadecimal: $0) }
        if text != nil, digest == nil { form.note(name, .notAChoice) }
        return digest
    }

    static func stationRecord(
        _ form: inout FormReader, _ station: StationID, _ round: Int
    ) -> StationRecordImported? {
        let written = form.text("head", most: 90)
        let head = written.flatMap { RecordHead($0) }
        if written != nil, head == nil { form.note("head", .notAChoice) }
        let key = form.text("service", most: 64)
        let service = key.flatMap { SignerKey(hexadecimal: $0) }
        if key != nil, service == nil { form.note("service", .notAChoice) }
        let checkIns = form.whole("took-part", isRequired: true)
        guard let head, let service, let checkIns else { return nil }
        return StationRecordImported(station, round: round, head: head, service: service, checkIns: checkIns)
    }

    // MARK: A change

    /// A list is changed by a decision, with the station that somebody leaves and the one to which he comes: one of them is the
    /// commission's own.
    func listChangePage(_ turn: Turn) -> OfficeResponse {
        guard let record, let account = turn.account else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        guard turn.ticket.route.method == .post else { return listChangeForm(turn, FormView()) }
        let state = record.now.state
        let words = wording(turn.language, names: names(state))
        var form = FormReader(turn.ticket.fields)
        let act = Self.listChange(&form, state, account.commission)
        let number = form.text("person", most: 64).flatMap { VoterNumber(barCode: $0) }
        if number == nil, !form.written("person").isEmpty { form.note("person", .notAChoice) }
        var view = FormView(form, words)
        guard view.faults.isEmpty, let act, let number else { return listChangeForm(turn, view, status: 422) }
        // Who stands beside the chain is not compared: whoever sent the form twice sees what stands, and decides.
        let seen = Int(form.written("seen")) ?? -1
        let changed = FormView.Fault(sentence: words.term("service.notice.list changed"))
        guard state.listChanges.count == seen else {
            view.faults.append(changed)
            return listChangeForm(turn, view, status: 409)
        }
        let answer = record.add(
            act, by: .init(person: PersonID(account.name.text), role: account.role),
            personal: [Array("\(number)".utf8)], if: { $0.listChanges.count == seen })
        switch answer {
        case .done: return .seeOther("/office/\(turn.language.rawValue)/register")
        case .overtaken:
            view.faults.append(changed)
            return listChangeForm(turn, view, status: 409)
        case .refused(let refusal):
            view.faults.append(
                FormView.Fault(field: Self.listChangeField(refusal), sentence: words.sentence(for: refusal)))
            return listChangeForm(turn, view, status: 409)
        case .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            return listChangeForm(turn, view, status: 503)
        }
    }

    private static func listChangeField(_ refusal: ConductRefusal) -> String? {
        switch refusal {
        case .unknownStation: "from"
        case .tooLate: "received"
        case .payload: "change"
        default: field(of: refusal)
        }
    }

    private static func listChange(
        _ form: inout FormReader, _ state: ConductState, _ commission: Commission
    ) -> ListChanged? {
        func station(_ name: String) -> StationID? {
            guard let text = form.text(name, most: 64, isRequired: false) else { return nil }
            let id = StationID(known: text).flatMap { state.stations[$0] == nil ? nil : $0 }
            if id == nil { form.note(name, .notAChoice) }
            return id
        }
        let kinds = Dictionary(uniqueKeysWithValues: ListChanged.Change.allCases.map { ($0.rawValue, $0) })
        let change = form.choice("change", among: kinds)
        let (from, to) = (station("from"), station("to"))
        let isOwn = [from, to].contains { id in
            id.flatMap { state.stations[$0] }.map { commission.covers($0.served) } ?? false
        }
        if !isOwn, form.problems.isEmpty { form.note(from == nil ? "to" : "from", .notAChoice) }
        let day = form.day("received", isRequired: true)
        let minutes = form.minutes("received-time", isRequired: true)
        let article = form.text("article", most: 100)
        let reason = form.text("reason")
        guard let change, let day, let minutes, let article, let reason,
            let received = ClockTime(day, hour: minutes / 60, minute: minutes % 60)
        else { return nil }
        return ListChanged(change, from: from, to: to, received: received, article: article, reason: reason)
    }

    private func listChangeForm(_ turn: Turn, _ view: FormView, status: Int = 200) -> OfficeResponse {
        let back = "/office/\(turn.language.rawValue)/register"
        return page("list change", turn, status: status) { words in
            summary(view, words) { words.termIfPresent("service.label.\($0.replacing("-", with: " "))") }
            tag(.p, [:], words.term("service.hint.list change"))
            form(turn, turn.request.path) {
                hidden("seen", "\(record?.now.state.listChanges.count ?? 0)")
                radios(
                    "change", view, legend: words.term("service.label.change"),
                    ListChanged.Change.allCases.map {
                        ($0.rawValue, words.term("service.list change.\($0.rawValue)"))
                    })
                line(
                    "person", view, label: words.term("desk.field.number"),
                    ["inputmode": "numeric", "autocomplete": "off", "maxlength": "64"])
                line("from", view, label: words.term("service.label.from"), ["maxlength": "64", "autocomplete": "off"])
                line("to", view, label: words.term("service.label.to"), ["maxlength": "64", "autocomplete": "off"])
                line(
                    "received", view, label: words.term("service.label.received"), hint: words.term("service.hint.day"),
                    ["maxlength": "10", "autocomplete": "off", "class": "short"])
                line(
                    "received-time", view, label: words.term("service.label.received time"),
                    ["maxlength": "5", "autocomplete": "off", "class": "short"])
                article(view, words)
                reason(view, words)
                tag(.div, ["class": "buttons"]) {
                    button(words.term("service.title.list change"))
                    tag(.a, ["href": back], words.term("service.label.to register"))
                }
            }
        }
    }
}
