import Accounts
import ElectionModel
import Observation
import Publication
import Wording

/// Pages of an audit board: which cards to fetch, what lies on a card. Nobody sees what another has read.
extension Office {
    private struct Board {
        var keeper: AuditKeeper
        var audit: AuditState
        var reader: String
        var names: Names
    }

    private func board(_ turn: Turn) -> Board? {
        guard let audits, let account = turn.account, let audit = audits.now else { return nil }
        return Board(
            keeper: audits, audit: audit, reader: account.name.text,
            names: record.map { names($0.now.state) } ?? Names())
    }

    private static func auditPath(_ language: Language, _ place: CardPlace? = nil) -> String {
        "/office/\(language.rawValue)/audit"
            + (place.map { "/\(FormText.encoded($0.container))/\($0.number)" } ?? "")
    }

    // MARK: The list

    func auditPage(_ turn: Turn) -> OfficeResponse {
        guard let board = board(turn) else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        let open = board.audit.openCards
        func read(_ place: CardPlace) -> Bool {
            board.audit.readings(of: place).contains { $0.reader == board.reader }
        }
        let mine = open.unread.filter { !read($0) }
        let disputed = open.disputed.filter(read)
        let words = wording(turn.language)
        func text(_ name: String, _ figures: [Figure] = []) -> String {
            words.term("observation.audit board.\(name)", figures)
        }
        return page("audit", turn, names: board.names) { _ in
            tag(.p, [:], text("about"))
            if !disputed.isEmpty {
                notice(text("disputed about"))
                table("disputed", text("disputed", [Figure("count", .count(UInt64(disputed.count)))]), disputed) {
                    board.keeper.isWaiting($0, reader: board.reader)
                        ? [.text(text("waiting"))] : [link(turn, $0, text("look"))]
                }
            }
            if mine.isEmpty {
                tag(.p, [:], text("nothing"))
            } else {
                table("cards", text("cards", [Figure("count", .count(UInt64(mine.count)))]), mine) {
                    [link(turn, $0, text("read"))]
                }
            }
        }
    }

    private func link(_ turn: Turn, _ place: CardPlace, _ text: String) -> Node {
        tag(.a, ["href": Self.auditPath(turn.language, place), "aria-label": "\(text): \(place)"], text)
    }

    /// At most so many rows: a board works from its top, and the page is asked for anew after each card.
    private static let mostRows = 200

    private func table(
        _ identifier: String, _ caption: String, _ places: [CardPlace], _ last: (CardPlace) -> [Node]
    ) -> Node {
        Table(
            identifier: identifier, caption: caption, head: [],
            body: places.prefix(Self.mostRows).map { place in
                [.words(place.container), .words("\(place.number)"), .words(last(place))]
            }
        ).node()
    }

    // MARK: One card

    func auditCardPage(_ turn: Turn) -> OfficeResponse {
        guard let board = board(turn),
            let place = board.audit.toRead.first(where: {
                $0.container == turn.values["container"] && "\($0.number)" == turn.values["card"]
            })
        else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        guard turn.ticket.route.method == .post else { return cardPage(turn, board, place, FormView()) }
        let words = wording(turn.language, names: board.names)
        var form = FormReader(turn.ticket.fields)
        let finding = Self.finding(&form, board.audit, place)
        var view = FormView(form, words)
        guard let finding else { return cardPage(turn, board, place, view, status: 422) }
        switch board.keeper.take(finding, of: place, reader: board.reader) {
        case .done, .waiting: return .seeOther(Self.auditPath(turn.language))
        case .differs:
            view.faults.append(FormView.Fault(sentence: words.term("observation.audit board.differs")))
        case .refused(let refusal): view.faults.append(FormView.Fault(sentence: words.sentence(for: refusal)))
        case .unavailable:
            view.faults.append(FormView.Fault(sentence: words.term("observation.audit board.unavailable")))
            return cardPage(turn, board, place, view, status: 503)
        }
        return cardPage(turn, board, place, view, status: 409)
    }

    /// What a form says of a card; nil where something is missing, which is noted.
    private static func finding(_ form: inout FormReader, _ audit: AuditState, _ place: CardPlace) -> CardFinding? {
        switch form.written("found") {
        case "yes": break
        case "no": return .notFound
        default:
            form.note("found", .missing)
            return nil
        }
        var marks: [Observation.ContestKey: CardMark] = [:]
        for (index, contest) in audit.contests(in: place).enumerated() {
            let name = "contest-\(index + 1)"
            let choices = audit.plan?.contests.first { $0.key == contest }?.choices ?? []
            switch form.written(name) {
            case "": form.note(name, .missing)
            case "invalid": marks[contest] = .invalid
            case "without": break
            case let text:
                guard let number = Int(text), choices.indices.contains(number - 1) else {
                    form.note(name, .notAChoice)
                    continue
                }
                marks[contest] = .choice(choices[number - 1])
            }
        }
        return form.problems.isEmpty ? .found(marks) : nil
    }

    private func cardPage(
        _ turn: Turn, _ board: Board, _ place: CardPlace, _ view: FormView, status: Int = 200
    ) -> OfficeResponse {
        let contests = board.audit.contests(in: place)
        let words = wording(turn.language, names: board.names)
        func text(_ name: String) -> String { words.term("observation.audit board.\(name)") }
        func label(_ field: String) -> String? {
            guard field != "found" else { return text("found") }
            return Int(field.dropFirst("contest-".count)).flatMap { number in
                contests.indices.contains(number - 1) ? words.name(of: contests[number - 1]) : nil
            }
        }
        func choices(_ contest: Observation.ContestKey) -> [(value: String, label: String)] {
            let ballot = board.audit.plan?.contests.first { $0.key == contest }?.choices ?? []
            return ballot.enumerated().map { ("\($0 + 1)", words.names.choice($1, words.language)) }
                + [("invalid", text("invalid")), ("without", text("without"))]
        }
        return page("audit card", turn, status: status, names: board.names) { _ in
            summary(view, words, labels: label)
            tag(.p, ["class": "status"], place.description)
            tag(.p, [:], text(board.audit.isDisputed(place) ? "disputed about" : "card about"))
            form(turn, Self.auditPath(turn.language, place)) {
                radios(
                    "found", view, legend: text("found"),
                    [
                        ("yes", words.name(of: ObservationForm.Reply.yes)),
                        ("no", words.name(of: ObservationForm.Reply.no)),
                    ])
                for (index, contest) in contests.enumerated() {
                    radios("contest-\(index + 1)", view, legend: words.name(of: contest), choices(contest))
                }
                tag(.div, ["class": "buttons"]) { button(text("enter")) }
            }
            tag(.p) { tag(.a, ["href": Self.auditPath(turn.language)], text("back")) }
        }
    }
}
