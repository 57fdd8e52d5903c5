import Accounts
import Counting
import ElectionModel
import ElectionRecord
import ElectronicStation
import Publication
import VoterRegister
import Wording

/// Checking voters in: looking for one, seeing the entry, giving a ballot or a slip.
///
/// What is looked for is sent in the body of a form: names and numbers stand in no address, and so in no log.
extension Office {
    func checkInPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = deskVisit(turn) else { return try noDesk(turn) }
        guard turn.ticket.route.method == .post else { return searchPage(turn, visit, FormView()) }
        let words = wording(turn.language)
        var form = FormReader(turn.ticket.fields)
        let written = form.text("find", most: 200)
        var view = FormView(form, words)
        guard let written else { return searchPage(turn, visit, view, status: 422) }
        if let number = VoterNumber(barCode: written) {
            return try entryPage(turn, visit, number, FormView())
                ?? {
                    view.faults.append(
                        FormView.Fault(
                            field: "find", sentence: words.sentence(for: DeskRefusal.checkIn(.notOnTheList(number)))))
                    return searchPage(turn, visit, view, status: 404)
                }()
        }
        do {
            let matches = try visit.keeper.list.find(name: written)
            if matches.entries.isEmpty {
                view.faults.append(FormView.Fault(field: "find", sentence: words.term("register.line.noPerson")))
                return searchPage(turn, visit, view, status: 404)
            }
            return searchPage(turn, visit, view, matches)
        } catch let refusal as SearchRefusal {
            view.faults.append(FormView.Fault(field: "find", sentence: words.sentence(for: refusal)))
            return searchPage(turn, visit, view, status: 422)
        }
    }

    private func searchPage(
        _ turn: Turn, _ visit: DeskVisit, _ view: FormView, _ matches: NameMatches? = nil, status: Int = 200
    ) -> OfficeResponse {
        page("check-in", turn, status: status) { words in
            summary(view, words) { _ in words.term("desk.field.find") }
            lastCheckIn(visit, words)
            form(turn, Self.deskPath(turn.language, "check-in")) {
                line(
                    "find", view, label: words.term("desk.field.find"), hint: words.term("desk.hint.find"),
                    [
                        "maxlength": "200", "autocomplete": "off", "spellcheck": "false",
                        "autofocus": view.faults.isEmpty && matches == nil ? "" : nil,
                    ])
                tag(.div, ["class": "buttons"]) { button(words.term("desk.button.find")) }
            }
            if let matches { found(turn, visit, matches, words) }
            tag(.p) { tag(.a, ["href": Self.deskPath(turn.language)], words.term("desk.button.back")) }
        }
    }

    /// What the member who is signed in did last, which a page that is loaded again still shows.
    private func lastCheckIn(_ visit: DeskVisit, _ words: Wording) -> Node? {
        guard let last = visit.moment.last[CheckedIn.kind], last.person == visit.person.rawValue,
            let number = last.voter, let given = visit.state.day?.checkIn(of: number)
        else { return nil }
        return notice(
            words.term(
                "desk.notice.given",
                [
                    Figure("number", .text("\(number)")), Figure("form", .text(words.name(of: given.form))),
                    Figure("hour", .text("\(given.hour)")),
                ]))
    }

    private func found(_ turn: Turn, _ visit: DeskVisit, _ matches: NameMatches, _ words: Wording) -> [Node] {
        [
            Table(
                identifier: "found", caption: words.term("desk.label.found"),
                head: [
                    ["number", "name", "born", "address", "choose"].map { .words(words.term("desk.column.\($0)")) }
                ],
                body: matches.entries.map { entry in
                    [
                        .words("\(entry.number)"), .words(Self.name(entry, words.language)),
                        .words(words.date(entry.birthDate)), .words(entry.address),
                        .words([choose(turn, entry, words)]),
                    ]
                }
            ).node()
        ] + (matches.isComplete ? [] : [tag(.p, ["class": "hint"], words.term("register.line.more"))])
    }

    private func choose(_ turn: Turn, _ entry: RegisterEntry, _ words: Wording) -> Node {
        form(turn, Self.deskPath(turn.language, "voter"), class: "inline") {
            hidden("number", "\(entry.number)")
            tag(
                .button,
                [
                    "type": "submit", "name": "do", "value": "show",
                    "aria-label": "\(words.term("desk.button.choose")): \(Self.name(entry, words.language))",
                ], words.term("desk.button.choose"))
        }
    }

    /// A person's name in the script of the page, or in Kazakh.
    static func name(_ entry: RegisterEntry, _ language: Language) -> String {
        switch language {
        case .kazakh: entry.name.kazakh
        case .russian: entry.name.russian
        case .english: entry.name.latin.isEmpty ? entry.name.kazakh : entry.name.latin
        }
    }

    // MARK: One voter

    func voterPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = deskVisit(turn) else { return try noDesk(turn) }
        let words = wording(turn.language)
        var form = FormReader(turn.ticket.fields)
        guard let number = VoterNumber(form.written("number")) else {
            return searchPage(turn, visit, FormView(), status: 422)
        }
        let hour = visit.keeper.hour
        let act: (any DeskAct)? =
            switch form.written("do") {
            case "paper": CheckedIn(.paper, hour: hour)
            case "electronic": CheckedIn(.electronic, hour: hour)
            case "home-paper": CheckedIn(.paper, .home, hour: hour)
            case "home-electronic": CheckedIn(.electronic, .home, hour: hour)
            case "request": HomeVoteRequested(hour: hour)
            case "challenge": SlipReplaced(.challenge, hour: hour)
            case "damaged": form.text("detail", most: 200).map { SlipReplaced(.damaged, detail: $0, hour: hour) }
            case "return": SlipReturned(hour: hour)
            default: nil
            }
        var view = FormView(form, words)
        guard let act else {
            return try entryPage(turn, visit, number, view, status: view.faults.isEmpty ? 200 : 422)
                ?? searchPage(turn, visit, view, status: 404)
        }
        let status: Int
        switch add(act, visit, about: number, seen: Int(form.written("seen"))) {
        case .done: return .seeOther(Self.deskPath(turn.language, "check-in"))
        case .refused(let refusal):
            view.faults.append(FormView.Fault(sentence: words.sentence(for: refusal)))
            status = 409
        case .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("service.notice.unavailable")))
            status = 503
        }
        return try entryPage(turn, deskVisit(turn) ?? visit, number, view, status: status)
            ?? searchPage(turn, visit, view, status: status)
    }

    /// The entry of a voter, with what he may be given; nil for a number that is not on the list.
    private func entryPage(
        _ turn: Turn, _ visit: DeskVisit, _ number: VoterNumber, _ view: FormView, status: Int = 200
    ) throws -> OfficeResponse? {
        guard let entry = try visit.keeper.list.entry(number) else { return nil }
        let given = visit.state.day?.checkIn(of: number)
        return page("voter", turn, status: status) { words in
            summary(view, words) { words.termIfPresent("desk.field.\($0)") }
            facts([
                (words.term("desk.column.name"), Self.name(entry, turn.language)),
                (words.term("desk.column.number"), "\(number)"),
                (words.term("desk.column.born"), words.date(entry.birthDate)),
                (words.term("desk.column.address"), entry.address),
            ])
            if let given { alreadyGiven(given, words) }
            form(turn, Self.deskPath(turn.language, "voter")) {
                hidden("number", "\(number)")
                hidden("seen", "\(visit.moment.head.height)")
                ways(visit, number, given, view, words)
            }
            tag(.p) { tag(.a, ["href": Self.deskPath(turn.language, "check-in")], words.term("desk.button.another")) }
        }
    }

    private func alreadyGiven(_ given: CheckIn, _ words: Wording) -> Node {
        notice(words.sentence(for: DeskRefusal.checkIn(.givenAlready(given))))
    }

    private func ways(
        _ visit: DeskVisit, _ number: VoterNumber, _ given: CheckIn?, _ view: FormView, _ words: Wording
    ) -> [Node] {
        let state = visit.state
        func way(_ name: String) -> Node { button(words.term("desk.give.\(name)"), name: "do", value: name) }
        guard let given else {
            var nodes: [Node] = []
            if state.phase == .open {
                let isHome = state.day?.hasRequestedHomeVote(number) ?? false
                let isVisiting = state.visits.contains { $0.members.contains(visit.person) }
                nodes += (["paper"] + (state.isPaperOnly ? [] : ["electronic"])).map(way)
                if isHome, isVisiting {
                    nodes += (["home-paper"] + (state.isPaperOnly ? [] : ["home-electronic"])).map(way)
                }
            }
            if let time = visit.keeper.time, let calendar = state.calendar, time <= calendar.homeRequests.until,
                state.day?.hasRequestedHomeVote(number) == false
            {
                nodes.append(way("request"))
            }
            return [tag(.div, ["class": "buttons"]) { nodes }]
        }
        guard given.form == .electronic, state.phase == .open, !state.returned.contains(number) else { return [] }
        return [
            tag(.h2, [:], words.term("desk.label.slip")),
            tag(.div, ["class": "buttons"]) {
                way("challenge")
                way("return")
            },
            line("detail", view, label: words.term("desk.field.detail"), ["maxlength": "200", "autocomplete": "off"]),
            tag(.div, ["class": "buttons"]) { way("damaged") },
        ]
    }

    // MARK: Visits

    /// Those who asked to be visited, for the two members with the mobile box.
    func homeRequestsPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = deskVisit(turn) else { return try noDesk(turn) }
        let entries = try (visit.state.day?.openHomeRequests ?? []).compactMap { try visit.keeper.list.entry($0) }
        return page("home requests", turn) { words in
            if let limit = visit.state.calendar?.homeRequests {
                tag(
                    .p, ["class": "hint"],
                    words.term(
                        "desk.hint.home requests",
                        [
                            Figure("time", .text("\(limit.until)")),
                            Figure("article", .text(words.citation(limit.article))),
                        ]))
            }
            if entries.isEmpty {
                tag(.p, [:], words.term("desk.label.no home requests"))
            } else {
                Table(
                    identifier: "home", caption: words.term("service.title.home requests"),
                    head: [["number", "name", "address"].map { .words(words.term("desk.column.\($0)")) }],
                    body: entries.map {
                        [.words("\($0.number)"), .words(Self.name($0, turn.language)), .words($0.address)]
                    }
                ).node()
            }
            tag(.p) {
                tag(
                    .a, ["href": Self.deskPath(turn.language, "steps/home-visit")],
                    words.term("desk.step.home-visit"))
            }
            tag(.p) { tag(.a, ["href": Self.deskPath(turn.language)], words.term("desk.button.back")) }
        }
    }
}
