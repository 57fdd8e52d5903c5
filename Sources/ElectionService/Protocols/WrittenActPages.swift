import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Wording

/// Written acts of observers: entered by the commission that was handed one, whether it attached the act or refused it, shown
/// beside the protocol, answered.
extension Office {
    /// Whether the visitor's commission is one that is handed written acts about a protocol, and the visitor enters them.
    func mayReceiveWrittenActs(_ visit: SheetVisit) -> Bool {
        WrittenActReceived.roles.contains(visit.account.role)
            && visit.state.takesWrittenActs(visit.account.commission, about: visit.key)
    }

    // MARK: Entering one

    func writtenActPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn) else { return try noStation(turn) }
        guard mayReceiveWrittenActs(visit), let record else {
            return refusal(.notFound, status: 404, turn.request, turn.language)
        }
        guard turn.ticket.route.method == .post else {
            var view = FormView()
            view.values["handed-day"] = visit.state.pollingDay(round: visit.key.contest.round).map { "\($0)" }
            return writtenActPage(turn, visit, view)
        }
        let words = sheetWording(turn, visit)
        let picture = photographs == nil ? nil : turn.ticket.file
        var form = FormReader(turn.ticket.fields)
        let read = WrittenActForm(visit: visit).act(&form, picture: picture)
        var view = FormView(form, words)
        func again(_ fault: FormView.Fault?, status: Int) -> OfficeResponse {
            if let fault { view.faults.append(fault) }
            // A browser sends a file once; whoever corrects the rest must know it.
            if picture != nil, view.fault("photograph") == nil {
                view.faults.append(
                    FormView.Fault(field: "photograph", sentence: words.term("service.problem.choose again")))
            }
            return writtenActPage(turn, visit, view, status: status)
        }
        if let picture, let (problem, status) = pictureProblem(picture) {
            return again(
                FormView.Fault(field: "photograph", sentence: words.term("service.\(problem)")), status: status)
        }
        guard let (act, writer) = read else { return again(nil, status: 422) }
        let done = OfficeResponse.seeOther(visit.path(turn.language))
        // Sent twice, it is there already.
        if visit.state.writtenActs[act.id]?.received == act { return done }
        let unavailable = FormView.Fault(sentence: words.term("service.notice.unavailable"))
        if let picture {
            guard (try? photographs?.keep(picture)) != nil else { return again(unavailable, status: 503) }
        }
        let actor = ConductKeeper.Actor(person: visit.person, role: visit.account.role)
        switch record.add(act, by: actor, personal: [Array(writer.replacing("\n", with: " ").utf8)]) {
        case .done: return done
        case .refused(let refusal):
            return again(
                FormView.Fault(field: Self.writtenActField(refusal), sentence: words.sentence(for: refusal)),
                status: 409)
        case .overtaken, .unavailable: return again(unavailable, status: 503)
        }
    }

    private static func writtenActField(_ refusal: ConductRefusal) -> String? {
        switch refusal {
        case .tooEarly, .actHandedOverLater: "handed-time"
        case .alreadyThere: "act-number"
        default: field(of: refusal)
        }
    }

    private func writtenActPage(
        _ turn: Turn, _ visit: SheetVisit, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        page("written act", turn, status: status, names: names(visit.state)) { words in
            summary(view, words) { words.termIfPresent("service.label.\($0.replacing("-", with: " "))") }
            place(visit, words)
            tag(.p, [:], words.term("service.hint.written act"))
            form(turn, turn.request.path, isFile: true) {
                line(
                    "act-number", view, label: words.term("service.label.act number"),
                    hint: words.term("service.hint.act number"),
                    ["class": "short", "maxlength": "40", "autocomplete": "off"])
                line(
                    "writer", view, label: words.term("service.label.writer"),
                    hint: words.term("service.hint.complainant"), ["maxlength": "200", "autocomplete": "off"])
                radios(
                    "capacity", view, legend: words.term("service.label.capacity"),
                    WrittenActReceived.Capacity.allCases.map {
                        ($0.rawValue, words.name(of: $0))
                    })
                line(
                    "organisation", view, label: words.term("service.label.organisation"),
                    hint: words.term("service.hint.organisation"), ["maxlength": "200", "autocomplete": "off"])
                lines(
                    "stated", view, label: words.term("conduct.written act.stated"),
                    hint: words.term("service.hint.stated"))
                line(
                    "handed-day", view, label: words.term("service.label.handed day"),
                    hint: words.term("service.hint.day"), ["class": "short", "maxlength": "10", "autocomplete": "off"])
                line(
                    "handed-time", view, label: words.term("service.label.handed time"),
                    hint: words.term("service.hint.time"), ["class": "short", "maxlength": "5", "autocomplete": "off"])
                radios(
                    "receipt", view, legend: words.term("service.label.receipt"),
                    WrittenActReceived.Receipt.allCases.map {
                        ($0.rawValue, words.name(of: $0))
                    })
                lines(
                    "reason", view, label: words.term("service.label.reason"),
                    hint: words.term("service.hint.receipt reason"))
                if photographs != nil { picture(view, words) }
                tag(.div, ["class": "buttons"]) {
                    button(words.term("service.title.written act"))
                    tag(.a, ["href": visit.path(turn.language)], words.term("service.label.to protocol"))
                }
            }
        }
    }

    // MARK: Those that were entered

    /// The written acts about a protocol, each with what became of it.
    func writtenActs(_ turn: Turn, _ visit: SheetVisit, _ words: Wording) -> [Node] {
        table(of: visit.writtenActs, words) { (act: WrittenAct) -> [Node] in
            let path = visit.path(turn.language)
            let picture = act.received.file.flatMap {
                photographs == nil || !visit.mayHavePapersOfActs ? nil : "\(path)/photograph/\($0)"
            }
            let isOpen =
                act.takesAnswer(of: visit.account.commission) && mayAnswer(visit)
                && turn.ticket.route.name != .writtenActAnswer
            let answer = isOpen ? "\(path)/written-acts/\(FormText.encoded(act.received.id))" : nil
            return [(picture, "service.label.photograph"), (answer, "service.title.written act answer")]
                .compactMap { address, name -> Node? in
                    guard let address else { return nil }
                    return tag(.p) { tag(.a, ["href": address], words.term(name)) }
                }
        }
    }

    /// The written acts about a station's protocols of rounds that the visitor may know of.
    func writtenActs(
        about station: StationState, _ turn: Turn, _ state: ConductState, _ words: Wording
    ) -> [Node] {
        guard let role = turn.account?.role, role != .typist else { return [] }
        let shown = state.writtenActs(of: station.station.id).filter {
            role != .observer || !isEmbargoed(state, $0.received.round)
        }
        return table(of: shown, words) { (act: WrittenAct) -> [Node] in
            [
                tag(.p) {
                    tag(
                        .a, ["href": SheetVisit.path(act.received.key, turn.language)],
                        words.term("service.label.to protocol"))
                }
            ]
        }
    }

    private func table(of acts: [WrittenAct], _ words: Wording, links: (WrittenAct) -> [Node]) -> [Node] {
        guard !acts.isEmpty else { return [] }
        let columns = ["number", "handed over", "writer", "stated", "became"].map {
            words.term("conduct.written act.\($0)")
        }
        return [
            tag(.h2, ["id": "written-acts-heading"], words.term("conduct.written act.heading")),
            Table(
                identifier: "written-acts", caption: words.term("conduct.written act.heading"),
                head: [columns.map { .words($0) }],
                body: acts.map { act in
                    let received = act.received
                    let became =
                        [
                            tag(.p, [:], words.receipt(of: act)), tag(.p, [:], words.answer(about: act)),
                        ] + links(act)
                    return [
                        .words(received.id),
                        .words([
                            tag(.p, [:], received.handedOverAt.description.replacing("T", with: " ")),
                            tag(.p, [:], commission(received.commission, words)),
                        ]), .words(words.writer(of: act)), .words(received.text),
                        .words(became),
                    ]
                }
            ).node(),
        ]
    }

    /// Whether the visitor enters what a commission answers about written acts.
    private func mayAnswer(_ visit: SheetVisit) -> Bool {
        WrittenActAnswered.roles.contains(visit.account.role) && record?.isWriting == true
            && visit.state.takesWrittenActs(visit.account.commission, about: visit.key)
    }

    // MARK: Answering one

    func writtenActAnswerPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn) else { return try noStation(turn) }
        guard let id = turn.values["act"], let act = visit.state.writtenActs[id], act.received.key == visit.key,
            mayAnswer(visit)
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        let commission = visit.account.commission
        let members = visit.state.commissions[commission]?.members ?? []
        let words = sheetWording(turn, visit)
        let all = WrittenActAnswered.Result.allCases.filter { $0 != .attached || act.received.receipt == .refused }
        let results = Dictionary(uniqueKeysWithValues: all.map { ($0.rawValue, $0) })
        let step = CommissionStep(
            back: visit.path(turn.language),
            about: [
                (words.term("service.column.station"), visit.key.station.rawValue),
                (words.term("conduct.written act.number"), id),
            ],
            obstacle: act.takesAnswer(of: visit.account.commission) ? nil : words.answer(about: act),
            basis: "\(act.received)",
            shown: { words in self.writtenActs(turn, visit, words) },
            fields: { view, words in
                [
                    self.radios(
                        "answer", view, legend: words.term("site.copy.answer"),
                        all.map { ($0.rawValue, words.name(of: $0)) }),
                    self.reason(view, words),
                ] + self.sitting(members, view, words)
            },
            read: { form in
                let result = form.choice("answer", among: results)
                let reason = form.text("reason")
                guard let decision = Self.sitting(commission, members, form: &form), let result, let reason else {
                    return nil
                }
                return WrittenActAnswered(id, result, reason: reason, decision)
            },
            stands: { state, act in
                guard let act = act as? WrittenActAnswered else { return false }
                return state.writtenActs[act.id].map { $0.answer == act || $0.attachment == act } ?? false
            })
        return decide(turn, visit.account, visit.state, step)
    }
}

extension SheetVisit {
    /// Written acts about the protocol; an act may say what stands on it, so that none show where figures do not.
    var writtenActs: [WrittenAct] {
        hidesFigures ? [] : state.writtenActs(of: key.station).filter { $0.received.key == key }
    }

    /// The paper has the names and signatures of those who wrote it.
    var mayHavePapersOfActs: Bool { WrittenActReceived.roles.contains(account.role) || account.role == .auditor }
}
