import Accounts
import Counting
import ElectionModel
import ElectionRecord
import ElectronicStation
import Publication
import VoterRegister
import Wording

/// The day of the station on one page: how far it is, what is due, turnout by the hour, what the closing found.
extension Office {
    func deskPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = deskVisit(turn) else { return try noDesk(turn) }
        let state = visit.state
        let mayAct = RouteTable.routes.contains { $0.name == .deskStep && $0.admits(visit.account.role) }
        return page("desk", turn) { words in
            facts(deskFacts(visit, words))
            if let prepared = state.prepared, prepared.isSingleMachine {
                notice(words.term("desk.notice.single machine"))
            }
            if state.phase == .preparing { conditions(state, words) }
            if mayAct { dueLinks(turn, state, words) }
            if state.phase == .postponed, VotedAgain.roles.contains(visit.account.role) {
                tag(.p) {
                    tag(
                        .a, ["href": Self.deskPath(turn.language, "again")], words.term("service.title.desk again"))
                }
            }
            turnoutTable(state, words)
            countsTable(state, words)
            interruptionList(state, words)
            if state.account != nil { reconciliation(state, words) }
            recorders(state, words)
            voidList(state, words)
            deskPapers(turn, state, words)
        }
    }

    private func deskFacts(_ visit: DeskVisit, _ words: Wording) -> [(label: String, value: String)] {
        let state = visit.state
        let time = visit.keeper.time.map { "\($0)" } ?? "–"
        return [
            (words.term("service.column.station"), state.station.rawValue),
            (words.term("desk.label.phase"), words.name(of: state.phase)),
            (words.term("desk.label.time"), time),
            (words.term("desk.label.voters"), words.number(state.prepared?.list.voters ?? 0)),
            (words.term("desk.label.given"), words.number(state.counts.given)),
            (words.term("desk.label.slips left"), words.number(max(0, state.slipsLeft))),
            (words.term("service.label.record"), "\(visit.moment.head.height)"),
        ]
    }

    /// The conditions of the opening, each met or not, with its article.
    func conditions(_ state: DeskState, _ words: Wording) -> [Node] {
        [
            Table(
                identifier: "conditions", caption: words.term("desk.label.conditions"),
                head: [["condition", "article", "met"].map { .words(words.term("desk.column.\($0)")) }],
                body: OpeningCondition.allCases.map { condition in
                    [
                        .words(words.name(of: condition)), .words(words.citation(condition.article)),
                        .words(words.term("service.label.\(state.isMet(condition) ? "yes" : "no")")),
                    ]
                }
            ).node()
        ] + (state.isInstalledLate ? [notice(words.term("desk.notice.installed late"))] : [])
    }

    private func dueLinks(_ turn: Turn, _ state: DeskState, _ words: Wording) -> [Node] {
        let language = turn.language
        var links = DeskStep.due(state).map {
            (path: Self.deskPath(language, "steps/\($0.rawValue)"), label: words.term("desk.step.\($0.rawValue)"))
        }
        if state.phase == .open {
            links.insert((Self.deskPath(language, "check-in"), words.term("service.title.check-in")), at: 0)
        }
        if [.preparing, .open, .interrupted].contains(state.phase) {
            links.append((Self.deskPath(language, "home-requests"), words.term("service.title.home requests")))
        }
        guard !links.isEmpty else { return [] }
        return [
            tag(.h2, [:], words.term("service.label.next")),
            tag(.ul) { for link in links { tag(.li) { tag(.a, ["href": link.path], link.label) } } },
        ]
    }

    private func turnoutTable(_ state: DeskState, _ words: Wording) -> Node? {
        guard state.opening != nil else { return nil }
        return Table(
            identifier: "turnout", caption: words.term("service.title.turnout"),
            head: [["hour", "took part"].map { .words(words.term("service.column.\($0)")) }],
            body: state.turnout.map { [.words("\($0.hour):00"), .words(words.number($0.tookPart))] }
        ).node()
    }

    /// Votes given by each member (article 43(4)).
    private func countsTable(_ state: DeskState, _ words: Wording) -> Node? {
        guard state.counts.given > 0 else { return nil }
        let members = state.counts.byMember.sorted { $0.key < $1.key }
        return Table(
            identifier: "members", caption: words.term("desk.label.by member"),
            head: [
                [.words(words.term("service.column.person"))] + VotingForm.allCases.map { .words(words.name(of: $0)) }
            ],
            body: members.map { person, forms in
                [.words(person.rawValue)] + VotingForm.allCases.map { .words(words.number(forms[$0] ?? 0)) }
            }
        ).node()
    }

    private func interruptionList(_ state: DeskState, _ words: Wording) -> [Node] {
        guard !state.interruptions.isEmpty else { return [] }
        func local(_ time: RecordTime) -> String { state.prepared.map { $0.hours.text(time) } ?? "\(time)" }
        return [tag(.h2, [:], words.term("desk.label.interruptions"))]
            + state.interruptions.map { item in
                tag(
                    .p, [:],
                    words.term(
                        "desk.line.interruption",
                        [
                            Figure("cause", .text(words.name(of: item.interrupted.cause))),
                            Figure("from", .text(local(item.from))), Figure("reason", .text(item.interrupted.reason)),
                        ] + (item.until.map { [Figure("until", .text(local($0)))] } ?? [])))
            }
    }

    /// The equations of slips with their differences, and what they say.
    func reconciliation(_ state: DeskState, _ words: Wording) -> [Node] {
        guard let account = state.account else { return [] }
        let findings = account.findings(at: state.station)
        return [
            Table(
                identifier: "slips", caption: words.term("desk.label.reconciliation"),
                head: [["equation", "difference"].map { .words(words.term("desk.column.\($0)")) }],
                body: account.equations.map { equation in
                    [.words(words.sentence(for: equation, of: account)), .words(words.signed(equation.difference))]
                }
            ).node(),
            tag(.p, [:], words.term("desk.label.\(findings.isEmpty ? "no findings" : "findings")")),
        ]
            + (findings.isEmpty
                ? [] : [tag(.ul) { for finding in findings { tag(.li, [:], words.deskSentence(for: finding)) } }])
    }

    /// What the closing says of the recorders' logs; nothing before the first of them has ended.
    private func recorders(_ state: DeskState, _ words: Wording) -> [Node] {
        let logs = words.recorderFacts(state)
        return logs.isEmpty ? [] : [tag(.h2, [:], words.term("desk.label.recorders")), facts(logs)]
    }

    private func voidList(_ state: DeskState, _ words: Wording) -> [Node] {
        state.void.map { void in
            tag(
                .p, [:],
                words.term(
                    "desk.line.void",
                    [
                        Figure("election", .text(void.election)),
                        Figure("voters", .count(UInt64(max(0, void.counts.given)))),
                    ]))
        }
    }
}
