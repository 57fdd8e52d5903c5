import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Storage
import VerifiableVoting
import Wording

/// Copies of protocols that accredited observers got at the station: handed in with a photograph, shown beside the official
/// protocol, answered by the commission that receives it.
extension Office {
    // MARK: Handing one in

    func copyPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn), let photographs, let record else { return try noStation(turn) }
        guard turn.ticket.route.method == .post else {
            var view = FormView()
            view.values["taken-day"] = visit.state.pollingDay(round: visit.key.contest.round).map { "\($0)" }
            return copyPage(turn, visit, view)
        }
        let words = sheetWording(turn, visit)
        let picture = turn.ticket.file
        var form = FormReader(turn.ticket.fields)
        let act = CopyForm(visit: visit).act(&form, photograph: picture.map { Digest(of: $0) })
        var view = FormView(form, words)
        func again(_ fault: FormView.Fault?, status: Int) -> OfficeResponse {
            if let fault { view.faults.append(fault) }
            // A browser sends a file once; whoever corrects the rest must know it.
            if picture != nil, view.fault("photograph") == nil {
                view.faults.append(
                    FormView.Fault(field: "photograph", sentence: words.term("service.problem.choose again")))
            }
            return copyPage(turn, visit, view, status: status)
        }
        guard let picture else {
            return again(
                FormView.Fault(field: "photograph", sentence: words.term("service.problem.missing")), status: 422)
        }
        if let (problem, status) = pictureProblem(picture) {
            return again(
                FormView.Fault(field: "photograph", sentence: words.term("service.\(problem)")), status: status)
        }
        guard let act else { return again(nil, status: 422) }
        let unavailable = FormView.Fault(sentence: words.term("service.notice.unavailable"))
        guard (try? photographs.keep(picture)) != nil else { return again(unavailable, status: 503) }
        let done = OfficeResponse.seeOther(visit.path(turn.language))
        if visit.state.copies[act.id] != nil { return done }
        switch record.add(act, by: .init(person: visit.person, role: visit.account.role)) {
        case .done, .refused(.alreadyThere): return done
        case .refused(let refusal):
            return again(
                FormView.Fault(field: Self.copyField(refusal), sentence: words.sentence(for: refusal)), status: 409)
        case .overtaken, .unavailable: return again(unavailable, status: 503)
        }
    }

    private static func copyField(_ refusal: ConductRefusal) -> String? {
        switch refusal {
        case .tooEarly, .copyTakenLater: "taken-time"
        case .noSuchField(let name): name
        default: field(of: refusal)
        }
    }

    private func copyPage(_ turn: Turn, _ visit: SheetVisit, _ view: FormView, status: Int = 200) -> OfficeResponse {
        page("copy", turn, status: status, names: names(visit.state)) { words in
            let sheet = SheetWords(words: words, item: visit.item)
            summary(view, words) { name in
                ProtocolField(name).map { sheet.label($0) }
                    ?? words.termIfPresent("service.label.\(name.replacing("-", with: " "))")
            }
            place(visit, words)
            tag(.p, [:], words.term("service.hint.copy"))
            form(turn, turn.request.path, isFile: true) {
                picture(view, words)
                line(
                    "taken-day", view, label: words.term("service.label.taken day"),
                    hint: words.term("service.hint.day"), ["class": "short", "maxlength": "10", "autocomplete": "off"])
                line(
                    "taken-time", view, label: words.term("service.label.taken time"),
                    hint: words.term("service.hint.time"), ["class": "short", "maxlength": "5", "autocomplete": "off"])
                line(
                    "accreditation", view, label: words.term("service.label.accreditation"),
                    hint: words.term("service.hint.accreditation"), ["maxlength": "100"])
                tag(.fieldset, ["class": "block"]) {
                    tag(.legend, [:], words.term("service.label.copied figures"))
                    for field in CopyForm(visit: visit).fields {
                        number(field.description, view, label: sheet.label(field))
                    }
                }
                tag(.div, ["class": "buttons"]) {
                    button(words.term("service.title.copy"))
                    tag(.a, ["href": visit.path(turn.language)], words.term("service.label.to protocol"))
                }
            }
        }
    }

    // MARK: Those that were handed in

    /// The copies of a protocol that the visitor may see, each with what became of it.
    func copies(_ turn: Turn, _ visit: SheetVisit, _ words: Wording) -> [Node] {
        let all = visit.copies
        guard !all.isEmpty else { return [] }
        let columns = [
            words.term("site.copy.taken"), words.term("service.column.person"), words.term("service.label.photograph"),
            words.term("site.count.field"), words.term("site.copy.claimed"), words.term("site.copy.official"),
            words.term("site.copy.answer"),
        ]
        return [
            tag(.h2, ["id": "copies-heading"], words.term("site.copy.heading")),
            Table(
                identifier: "copies", caption: words.term("site.copy.heading"), head: [columns.map { .words($0) }],
                body: all.flatMap { rows($0, turn, visit, words) }
            ).node(),
        ]
    }

    private func rows(
        _ copy: ObserversCopy, _ turn: Turn, _ visit: SheetVisit, _ words: Wording
    ) -> [[Table.Cell]] {
        let submitted = copy.submitted
        let start: [Table.Cell] = [
            .words(submitted.takenAt.description.replacing("T", with: " ")), .words(copy.person.rawValue),
            .words([
                tag(
                    .a, ["href": "\(visit.path(turn.language))/photograph/\(submitted.photograph)"],
                    words.term("service.label.photograph"))
            ]),
        ]
        let answer: Table.Cell
        if let given = copy.answer {
            answer = .words("\(words.term("site.copy result.\(given.result.rawValue)")): \(given.reason)")
        } else if mayAnswer(visit), turn.ticket.route.name != .copyAnswer {
            let path = "\(visit.path(turn.language))/copies/\(FormText.encoded(submitted.id))"
            answer = .words([tag(.a, ["href": path], words.term("service.title.copy answer"))])
        } else {
            answer = .words(words.term("site.copy result.claimed"))
        }
        // What is official must not show in what is different from it.
        if visit.hidesFigures {
            return [start + [.words(words.term("service.label.embargo")), .words(""), .words(""), answer]]
        }
        guard let differences = visit.state.differences(copy) else {
            return [start + [.words(words.term("site.copy.no official")), .words(""), .words(""), answer]]
        }
        guard !differences.isEmpty else {
            return [start + [.words(words.term("site.copy.agrees")), .words(""), .words(""), answer]]
        }
        let sheet = SheetWords(words: words, item: visit.item)
        return differences.map { difference in
            start + [
                .words(sheet.label(difference.field)), .words(words.number(difference.claimed)),
                .words(sheet.figure(difference.official)), answer,
            ]
        }
    }

    /// Whether the visitor enters what was decided about copies of a protocol.
    private func mayAnswer(_ visit: SheetVisit) -> Bool {
        let own = visit.account.commission
        return CopyAnswered.roles.contains(visit.account.role) && record?.isWriting == true
            && (own == .central || own == visit.state.receiver(of: visit.key))
    }

    // MARK: Answering one

    func copyAnswerPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn) else { return try noStation(turn) }
        guard let id = turn.values["copy"], let copy = visit.state.copies[id], copy.submitted.key == visit.key,
            mayAnswer(visit)
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        let commission = visit.account.commission
        let members = visit.state.commissions[commission]?.members ?? []
        let words = sheetWording(turn, visit)
        let results = Dictionary(uniqueKeysWithValues: CopyAnswered.Result.allCases.map { ($0.rawValue, $0) })
        let step = CommissionStep(
            back: visit.path(turn.language),
            about: [
                (words.term("service.column.station"), visit.key.station.rawValue),
                (words.term("service.column.person"), copy.person.rawValue),
                (words.term("service.label.accreditation"), copy.submitted.accreditation),
                (words.term("site.copy.taken"), copy.submitted.takenAt.description.replacing("T", with: " ")),
            ],
            obstacle: copy.answer.map { "\(words.term("site.copy result.\($0.result.rawValue)")): \($0.reason)" },
            basis: "\(visit.state.differences(copy) ?? [])",
            shown: { words in self.copies(turn, visit, words) },
            fields: { view, words in
                [
                    self.radios(
                        "answer", view, legend: words.term("site.copy.answer"),
                        CopyAnswered.Result.allCases.map {
                            ($0.rawValue, words.term("site.copy result.\($0.rawValue)"))
                        }), self.reason(view, words),
                ] + self.sitting(members, view, words)
            },
            read: { form in
                let result = form.choice("answer", among: results)
                let reason = form.text("reason")
                guard let decision = Self.sitting(commission, members, form: &form), let result, let reason else {
                    return nil
                }
                return CopyAnswered(id, result, reason: reason, decision)
            },
            stands: { state, act in
                guard let act = act as? CopyAnswered else { return false }
                return state.copies[act.id]?.answer == act
            })
        return decide(turn, visit.account, visit.state, step)
    }
}

extension SheetVisit {
    /// Observers' copies of the protocol; of one's own alone where figures are kept from the visitor.
    var copies: [ObserversCopy] {
        state.copies(of: key.station).filter { $0.submitted.key == key && (!hidesFigures || $0.person == person) }
    }
}
