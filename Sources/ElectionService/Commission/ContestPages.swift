import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectoralLaw
import Publication
import SeatAllocation
import Wording

/// The contests of a commission: how far they have come, what the law makes of them, what was decided, what is due.
extension Office {
    func contestsPage(_ turn: Turn) -> OfficeResponse {
        guard let record, let account = turn.account else {
            return page("contests", turn) { words in tag(.p, [:], words.term("service.label.no record")) }
        }
        let state = record.now.state
        let visits = state.setting.tiers.map { tier in
            state.contestIDs(of: tier.id).filter { account.commission.sees($0) }.map { visit($0, state, account) }
        }.filter { !$0.isEmpty }
        return page("contests", turn, names: names(state)) { words in
            if visits.isEmpty { tag(.p, [:], words.term("service.label.no contests")) }
            for own in visits { table(own, turn, words) }
            if record.isWriting {
                ways(
                    resultsWays(visits.compactMap { $0.first?.contest.tier }, turn, account, words)
                        + postponementWays(state, turn, account, words), words)
            }
        }
    }

    private func table(_ visits: [ContestVisit], _ turn: Turn, _ words: Wording) -> [Node] {
        let tier = visits[0].contest.tier
        let columns = [
            "constituency", "round", "stations", "postponed", "under recount", "outcome", "signed", "due", "announced",
        ]
        return [
            tag(.h2, [:], words.names.tier(tier, words.language)),
            Table(
                identifier: "contests-\(tier)", caption: words.names.tier(tier, words.language),
                head: [columns.map { .words(words.term("service.column.\($0)")) }],
                body: visits.map { row($0, turn, words) }
            ).node(),
        ]
    }

    private func row(_ visit: ContestVisit, _ turn: Turn, _ words: Wording) -> [Table.Cell] {
        let progress = visit.progress
        let signed = visit.decided?.signed[visit.round]?.decision
        let due = visit.due.map { words.term("service.title.\($0.rawValue)") }
        let announced = announcements(visit).last.map { words.term("service.stage.\($0.results.stage.rawValue)") }
        return [
            .words([
                tag(
                    .a, ["href": visit.path(turn.language)],
                    words.names.district(visit.contest.district, words.language))
            ]),
            .words(words.round(visit.round)),
            .words("\(words.number(progress.accepted)) / \(words.number(progress.stations))"),
            .words(words.number(progress.postponed.count)), .words(words.number(progress.underRecount.count)),
            .words(outcome(visit, words)), .words(signed.map { "\($0.number), \($0.date)" } ?? "–"),
            .words(due.isEmpty ? "–" : due.joined(separator: "; ")), .words(announced ?? "–"),
        ]
    }

    /// What the law makes of a contest, in a line. While stations are out it says that this is not all.
    func outcome(_ visit: ContestVisit, _ words: Wording) -> String {
        if visit.hidesFigures { return words.term("service.label.embargo") }
        guard let line = decidedOutcome(visit, words) else { return "–" }
        return visit.progress.isDetermined
            ? line : words.term("service.label.so far", [Figure("outcome", .text(line))])
    }

    private func decidedOutcome(_ visit: ContestVisit, _ words: Wording) -> String? {
        func names(_ choices: [ChoiceID]) -> String {
            words.list(choices.map { words.names.choice($0, words.language) })
        }
        switch visit.result {
        case .elected(let winners, let round): return "\(names(winners)) (\(words.round(round)))"
        case .runOff(let finalists):
            return words.term("service.label.run-off between", [Figure("finalists", .text(names(finalists)))])
        case .open(let reason): return words.text(of: .open(reason))
        case nil: break
        }
        let lists = visit.counted.outcome.lists.first { $0.tier == visit.contest.tier }?.lists ?? []
        let seated = lists.filter { $0.seats > 0 }
        guard !seated.isEmpty else { return nil }
        return seated.map { "\(words.names.choice($0.list, words.language)): \(words.number($0.seats))" }
            .joined(separator: "; ")
    }

    private func announcements(_ visit: ContestVisit) -> [AnnouncedResults] {
        visit.state.announcements.filter { announced in
            let results = announced.results
            return results.tier == visit.contest.tier
                && (results.district.map { $0 == visit.contest.district } ?? true)
        }
    }

    /// Ways to pages of decisions.
    private func ways(_ ways: [(path: String, label: String)], _ words: Wording) -> [Node] {
        guard !ways.isEmpty else { return [] }
        return [
            tag(.h2, [:], words.term("service.label.next")),
            tag(.ul, ["class": "steps"]) {
                for way in ways { tag(.li) { tag(.a, ["href": way.path], way.label) } }
            },
        ]
    }

    // MARK: One contest

    func contestPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = contest(turn) else { return try noContest(turn) }
        return page("contest", turn, names: names(visit.state)) { words in
            facts(place(visit, words) + stations(visit, words))
            if record?.isWriting == true {
                ways(
                    visit.steps.map { step in
                        (visit.path(step, turn.language), words.term("service.title.\(step.rawValue)"))
                    }, words)
            }
            tag(.h2, [:], words.term("service.column.outcome"))
            tag(.p, [:], outcome(visit, words))
            if visit.decided?.signed[visit.round] != nil, !visit.isSignedAsCounted, !visit.hidesFigures {
                notice(words.term("service.notice.signed otherwise"))
            }
            if let tally = visit.tally, !visit.hidesFigures { sums(tally, visit.progress.accepted, words) }
            decisions(visit, words)
            tag(.p) {
                tag(
                    .a, ["href": "/office/\(turn.language.rawValue)/contests"],
                    words.term("service.title.contests"))
            }
        }
    }

    /// Which stations are out.
    private func stations(_ visit: ContestVisit, _ words: Wording) -> [(label: String, value: String)] {
        let progress = visit.progress
        return [
            ("missing", progress.missing), ("postponed", progress.postponed), ("under recount", progress.underRecount),
        ].filter { !$0.1.isEmpty }.map { label, stations in
            let named = stations.prefix(20).map(\.rawValue) + (stations.count > 20 ? ["…"] : [])
            return (
                words.term("service.column.\(label)"),
                "\(words.number(stations.count)): \(named.joined(separator: ", "))"
            )
        }
    }

    /// Everything that was decided about a contest, with the decisions by which it was.
    private func decisions(_ visit: ContestVisit, _ words: Wording) -> [Node] {
        let signed = (visit.decided?.signed ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        let lots = visit.state.lots.filter {
            $0.tier == visit.contest.tier
                && [visit.contest.district, DistrictID(visit.contest.tier)].contains($0.district)
        }
        var rows: [(act: any Act, decision: CommissionDecision)] = signed.map { ($0, $0.decision) }
        rows += lots.map { ($0, $0.decision) }
        if let called = visit.decided?.runOff { rows.append((called, called.decision)) }
        if let annulled = visit.decided?.annulment { rows.append((annulled, annulled.decision)) }
        rows += announcements(visit).map { ($0.results, $0.results.decision) }
        guard !rows.isEmpty else { return [] }
        return [
            Table(
                identifier: "decisions", caption: words.term("service.label.decisions"),
                head: [["decision", "day", "step"].map { .words(words.term("service.column.\($0)")) }],
                body: rows.map { row in
                    [
                        .words("\(row.decision.number) (\(row.decision.commission))"), .words("\(row.decision.date)"),
                        .words(ActSummary(row.act).map { words.sentence(for: $0) } ?? ""),
                    ]
                }
            ).node()
        ]
    }
}
