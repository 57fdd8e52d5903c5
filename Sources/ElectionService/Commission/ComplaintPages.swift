import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Publication
import Wording

/// Complaints: made, listed, decided.
extension Office {
    /// Complaints about a commission's stations, to it, or about its district; all of them for the central one.
    private func visible(_ state: ConductState, _ account: Account) -> [Complaint] {
        state.complaintOrder.compactMap { state.complaints[$0] }.filter { complaint in
            let commission = account.commission
            if commission.level == .central || complaint.made.commission == commission { return true }
            if let station = complaint.made.station.flatMap({ state.stations[$0] }) {
                return commission.covers(station.served)
            }
            return commission.level == .district && complaint.made.district?.rawValue == commission.unit
        }
    }

    func complaintsPage(_ turn: Turn) -> OfficeResponse {
        guard let record, let account = turn.account else {
            return page("complaints", turn) { words in tag(.p, [:], words.term("service.label.no record")) }
        }
        let state = record.now.state
        let all = visible(state, account)
        let start = "/office/\(turn.language.rawValue)/complaints"
        return page("complaints", turn, names: names(state)) { words in
            if ComplaintMade.roles.contains(account.role), record.isWriting {
                tag(.p) { tag(.a, ["href": "\(start)/new"], words.term("service.title.complaint")) }
            }
            if all.isEmpty {
                tag(.p, [:], words.term("service.label.no complaints"))
            } else {
                Table(
                    identifier: "complaints", caption: words.term("service.title.complaints"),
                    head: [
                        ["complaint", "about", "station", "article", "addressee", "until", "decision"].map {
                            .words(words.term("service.column.\($0)"))
                        }
                    ], body: all.map { row($0, start, account, words) }
                ).node()
            }
        }
    }

    private func row(_ complaint: Complaint, _ start: String, _ account: Account, _ words: Wording) -> [Table.Cell] {
        let made = complaint.made
        let decided: [Node]
        if let decision = complaint.decision {
            decided = [
                .text(
                    "\(decision.number): \(words.term("service.effect.\(decision.effect.rawValue)")). \(decision.reason)"
                )
            ]
        } else if mayDecide(made, account) {
            decided = [
                tag(
                    .a, ["href": "\(start)/\(FormText.encoded(made.id))/decision"],
                    words.term("service.title.complaint decision"))
            ]
        } else {
            decided = [.text(words.term("service.label.open complaint"))]
        }
        return [
            .words(made.id), .words(words.term("service.subject.\(made.about.rawValue)")),
            .words(made.station?.rawValue ?? made.district.map { words.names.district($0, words.language) } ?? "–"),
            .words(made.article),
            .words(words.term("service.addressee.\(made.addressee.rawValue)")),
            .words(complaint.decideUntil.map { "\($0)" } ?? "–"), .words(decided),
        ]
    }

    /// The commission that was addressed decides; what a court decided is entered by the same.
    private func mayDecide(_ made: ComplaintMade, _ account: Account) -> Bool {
        ComplaintDecided.roles.contains(account.role) && account.commission == made.commission
            && record?.isWriting == true
    }

    // MARK: Making one

    func complaintPage(_ turn: Turn) throws -> OfficeResponse {
        guard let record, let account = turn.account else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        guard turn.ticket.route.method == .post else { return complaintPage(turn, FormView()) }
        let state = record.now.state
        let words = wording(turn.language, names: names(state))
        var form = FormReader(turn.ticket.fields)
        let id = form.text("complaint", most: 40)
        let subjects = Procedure.ComplaintRule.Subject.allCases
        let about = form.choice("about", among: Dictionary(uniqueKeysWithValues: subjects.map { ($0.rawValue, $0) }))
        let addressees = Procedure.ComplaintRule.Addressee.allCases
        let addressee = form.choice(
            "addressee", among: Dictionary(uniqueKeysWithValues: addressees.map { ($0.rawValue, $0) }))
        let article = form.text("article", most: 100)
        let day = form.day("occurred")
        let complainant = form.text("complainant", most: 200)
        var station: StationID?
        if let text = form.text("station", most: 64, isRequired: false) {
            station = StationID(known: text).flatMap { id in
                state.stations[id].map { account.commission.covers($0.served) } == true ? id : nil
            }
            if station == nil { form.note("station", .notAChoice) }
        }
        var view = FormView(form, words)
        guard view.faults.isEmpty, let id, let about, let addressee, let article, let complainant else {
            return complaintPage(turn, view, status: 422)
        }
        let act = ComplaintMade(
            id, about: about, to: addressee, commission: account.commission, station: station, article: article,
            occurredOn: day)
        let list = OfficeResponse.seeOther("/office/\(turn.language.rawValue)/complaints")
        // Sent twice, it is there already.
        if state.complaints[id]?.made == act { return list }
        let answer = record.add(
            act, by: .init(person: PersonID(account.name.text), role: account.role),
            personal: [Array(complainant.replacing("\n", with: " ").utf8)])
        switch answer {
        case .done: return list
        case .refused(let refusal):
            view.faults.append(
                FormView.Fault(field: Self.complaintField(refusal), sentence: words.sentence(for: refusal)))
            return complaintPage(turn, view, status: 409)
        case .overtaken, .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            return complaintPage(turn, view, status: 503)
        }
    }

    private static func complaintField(_ refusal: ConductRefusal) -> String? {
        switch refusal {
        case .alreadyThere: "complaint"
        case .noArticle: "article"
        case .unknownStation: "station"
        default: field(of: refusal)
        }
    }

    private func complaintPage(_ turn: Turn, _ view: FormView, status: Int = 200) -> OfficeResponse {
        page("complaint", turn, status: status) { words in
            summary(view, words) { words.termIfPresent("service.label.\($0.replacing("-", with: " "))") }
            form(turn, turn.request.path) {
                line(
                    "complaint", view, label: words.term("service.label.complaint"),
                    hint: words.term("service.hint.complaint"))
                line(
                    "complainant", view, label: words.term("service.label.complainant"),
                    hint: words.term("service.hint.complainant"),
                    ["autocomplete": "off"])
                radios(
                    "about", view, legend: words.term("service.label.about"),
                    Procedure.ComplaintRule.Subject.allCases.map {
                        ($0.rawValue, words.term("service.subject.\($0.rawValue)"))
                    })
                radios(
                    "addressee", view, legend: words.term("service.label.addressee"),
                    Procedure.ComplaintRule.Addressee.allCases.map {
                        ($0.rawValue, words.term("service.addressee.\($0.rawValue)"))
                    })
                article(view, words)
                line(
                    "station", view, label: words.term("service.label.station"),
                    hint: words.term("service.hint.station"))
                line(
                    "occurred", view, label: words.term("service.label.occurred"), hint: words.term("service.hint.day"),
                    ["class": "short", "maxlength": "10"])
                tag(.div, ["class": "buttons"]) { button(words.term("service.title.complaint")) }
            }
        }
    }

    // MARK: Deciding one

    func decisionPage(_ turn: Turn) throws -> OfficeResponse {
        guard let record, let account = turn.account, let id = turn.values["complaint"],
            let complaint = visible(record.now.state, account).first(where: { $0.made.id == id }),
            mayDecide(complaint.made, account)
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        guard turn.ticket.route.method == .post else { return decisionPage(turn, complaint, FormView()) }
        let words = wording(turn.language, names: names(record.now.state))
        var form = FormReader(turn.ticket.fields)
        let effects = ComplaintDecided.Effect.allCases
        let effect = form.choice(
            "effect", among: Dictionary(uniqueKeysWithValues: effects.map { ($0.rawValue, $0) }))
        let isCourt = complaint.made.addressee == .court
        let number = form.text("number", most: 40)
        let reason = form.text("reason")
        let sitting = isCourt ? nil : Self.sitting(account.commission, form: &form)
        var view = FormView(form, words)
        guard view.faults.isEmpty, let effect, let number, let reason else {
            return decisionPage(turn, complaint, view, status: 422)
        }
        let act = ComplaintDecided(id, number: number, effect: effect, reason: reason, sitting)
        let list = OfficeResponse.seeOther("/office/\(turn.language.rawValue)/complaints")
        if complaint.decision == act { return list }
        switch record.add(act, by: .init(person: PersonID(account.name.text), role: account.role)) {
        case .done: return list
        case .refused(let refusal):
            view.faults.append(FormView.Fault(field: Self.field(of: refusal), sentence: words.sentence(for: refusal)))
            return decisionPage(turn, complaint, view, status: 409)
        case .overtaken, .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            return decisionPage(turn, complaint, view, status: 503)
        }
    }

    private func decisionPage(
        _ turn: Turn, _ complaint: Complaint, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        page("complaint decision", turn, status: status) { words in
            summary(view, words) { words.termIfPresent("service.label.\($0.replacing("-", with: " "))") }
            facts([
                (words.term("service.column.complaint"), complaint.made.id),
                (words.term("service.column.article"), complaint.made.article),
                (words.term("service.column.until"), complaint.decideUntil.map { "\($0)" } ?? "–"),
            ])
            form(turn, turn.request.path) {
                radios(
                    "effect", view, legend: words.term("service.label.effect"),
                    ComplaintDecided.Effect.allCases.map {
                        ($0.rawValue, words.term("service.effect.\($0.rawValue)"))
                    })
                decision(view, words)
                if complaint.made.addressee == .commission { votes(view, words) }
                tag(.div, ["class": "buttons"]) { button(words.term("service.title.complaint decision")) }
            }
        }
    }
}
