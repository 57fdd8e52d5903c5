import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import Wording

extension Office {
    /// A protocol: where it stands, what is to be done, what was done, what stands on it.
    func sheetPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = sheet(turn) else { return try noStation(turn) }
        return page("protocol", turn, names: names(visit.state)) { words in
            place(visit, words)
            if let step = visit.item.steps.last, step.person == visit.person {
                notice(
                    words.term(
                        "service.notice.done",
                        [Figure("step", .text(words.term("counting.action.\(step.action.kind.rawValue)")))]))
            }
            next(turn, visit, words)
            pictures(turn, visit, words)
            copies(turn, visit, words)
            writtenActs(turn, visit, words)
            paperLinks(turn, visit, words)
            if !visit.hidesFigures {
                findings(turn, visit, words)
                if let version = visit.item.versions.last {
                    let sheet = SheetWords(words: words, item: visit.item)
                    tag(.h2, [:], words.term("service.label.document"))
                    sheet.table()
                    tag(.h3, [:], words.term("service.label.heading"))
                    facts(sheet.heading(version.document.header))
                }
                disputes(visit, words)
            }
            history(visit, words)
        }
    }

    /// Which protocol it is, and its state.
    func place(_ visit: SheetVisit, _ words: Wording) -> [Node] {
        let state = words.term("counting.state.\(visit.item.state.kind.rawValue)")
        return [
            facts([
                (words.term("service.column.station"), visit.key.station.rawValue),
                (words.term("service.column.contest"), words.names.tier(visit.key.contest.tier, words.language)),
                (
                    words.term("service.column.constituency"),
                    words.names.district(visit.key.contest.district, words.language)
                ),
                (words.term("service.column.round"), words.round(visit.key.contest.round)),
                (words.term("service.column.channel"), words.term("service.channel.\(visit.key.channel.rawValue)")),
                (words.term("service.column.state"), state),
            ])
        ]
    }

    func facts(_ rows: [(label: String, value: String)]) -> Node {
        tag(.dl, ["class": "facts"]) {
            for row in rows {
                tag(.div) {
                    tag(.dt, [:], row.label)
                    tag(.dd, [:], row.value)
                }
            }
        }
    }

    /// What the visitor may do now.
    private func next(_ turn: Turn, _ visit: SheetVisit, _ words: Wording) -> [Node] {
        var seen: Set<RouteName> = []
        var routes = visit.steps.compactMap { RouteName(step: $0) }.filter { seen.insert($0).inserted }
        if photographs != nil {
            routes += [.photograph, .copy].filter { RouteTable.admits($0, visit.account.role) }
        }
        if mayReceiveWrittenActs(visit) { routes.append(.writtenAct) }
        guard !routes.isEmpty, record?.isWriting == true else { return [] }
        return [
            tag(.h2, [:], words.term("service.label.next")),
            tag(.ul, ["class": "steps"]) {
                for route in routes {
                    tag(.li) {
                        tag(
                            .a, ["href": "\(visit.path(turn.language))/\(route.lastPart)"],
                            words.term("service.title.\(route.rawValue)"))
                    }
                }
            },
        ]
    }

    /// What the checks find, with what the visitor's role does about it.
    func findings(_ turn: Turn, _ visit: SheetVisit, _ words: Wording) -> [Node] {
        let findings = visit.findings.filter { $0.severity > .information }
        guard visit.item.state.document != nil else { return [] }
        guard !findings.isEmpty else { return [tag(.p, [:], words.term("service.label.no findings"))] }
        return [
            tag(.h2, ["id": "findings"], words.term("service.label.findings")),
            tag(.ul, ["class": "findings"]) {
                for finding in findings { tag(.li) { lines(about: finding, visit, words) } }
            },
        ]
    }

    private func lines(about finding: Finding, _ visit: SheetVisit, _ words: Wording) -> [Node] {
        let severity = words.term("service.severity.\(finding.severity == .error ? "error" : "warning")")
        var nodes = [
            tag(.p) {
                tag(.strong, [:], "\(severity) \(finding.code): \(words.title(of: finding))")
            },
            tag(.p, [:], words.sentence(for: finding)),
        ]
        if let answered = visit.acknowledgement(of: finding) {
            nodes.append(
                tag(
                    .p, ["class": "hint"],
                    words.term(
                        "service.label.answered",
                        [
                            Figure("person", .text(answered.person.rawValue)),
                            Figure("reason", .text(answered.reason)),
                        ])))
        } else if let role = ProtocolCase.Role(rawValue: visit.account.role.rawValue),
            let check = Check.table.first(where: { $0.code == finding.code }),
            let advice = words.advice(on: check, for: role)
        {
            nodes.append(tag(.p, ["class": "hint"], advice))
        }
        return nodes
    }

    private func disputes(_ visit: SheetVisit, _ words: Wording) -> [Node] {
        guard !visit.item.disputes.isEmpty else { return [] }
        return [
            Table(
                identifier: "disputes", caption: words.term("service.label.disputes"),
                head: [
                    ["matter", "ballots", "choice", "for valid", "for invalid", "decision"].map {
                        .words(words.term("service.column.\($0)"))
                    }
                ],
                body: visit.item.disputes.map { dispute in
                    [
                        .words(dispute.number), .words(words.number(dispute.ballots)),
                        .words(dispute.choice.map { words.names.choice($0, words.language) } ?? "–"),
                        .words("\(dispute.forValid)"), .words("\(dispute.forInvalid)"),
                        .words(
                            words.term(
                                "counting.dispute.\(dispute.result(members: visit.item.form.commissionMembers).rawValue)"
                            )),
                    ]
                }
            ).node()
        ]
    }

    /// Who did what, as what, when; reasons may name figures.
    private func history(_ visit: SheetVisit, _ words: Wording) -> [Node] {
        guard !visit.item.steps.isEmpty else { return [] }
        let columns = ["time", "step", "role", "person"] + (visit.hidesFigures ? [] : ["reason"])
        return [
            tag(.h2, [:], words.term("service.label.history")),
            Table(
                identifier: "history", caption: words.term("service.label.history caption"),
                head: [columns.map { .words(words.term("service.column.\($0)")) }],
                body: visit.item.steps.map { step in
                    [
                        .words(visit.local(step.time) ?? "–"),
                        .words(words.term("counting.action.\(step.action.kind.rawValue)")),
                        .words(words.term("counting.role.\(step.role.rawValue)")), .words(step.person.rawValue),
                    ] + (visit.hidesFigures ? [] : [.words(Self.said(step.action, words))])
                }
            ).node(),
        ]
    }

    /// What a step says in words. What was typed is never part of it.
    private static func said(_ action: ProtocolCase.Action, _ words: Wording) -> String {
        func decided(_ decision: NumberedDecision) -> String {
            ([decision.number, decision.date.map { words.date($0) }].compactMap(\.self) + [decision.reason])
                .joined(separator: ", ")
        }
        switch action {
        case .enterFirst, .enterSecond, .enterFields, .confirm, .receive, .accept: return ""
        case .discard(let reason), .reset(let reason), .sendBack(let reason), .amendHeader(_, let reason):
            return reason
        case .reopen(let fields, let reason):
            return "\(fields.map(\.description).joined(separator: ", ")): \(reason)"
        case .vote(let dispute): return dispute.number
        case .acknowledge(let finding, let reason): return "\(finding.code): \(reason)"
        case .sign(let signatures):
            return signatures.filter(\.hasSigned).map(\.member.rawValue).joined(separator: ", ")
        case .correct(let corrigendum):
            return corrigendum.changes.map { change in
                "\(change.field): \(change.old.map { words.number($0) } ?? "–") → "
                    + (change.new.map { words.number($0) } ?? "–")
            }.joined(separator: ", ") + " (\(decided(corrigendum.decision)))"
        case .orderRecount(let decision), .annul(let decision): return decided(decision)
        }
    }
}
