import Accounts
import Counting
import ElectionConduct
import ElectionModel
import Publication
import SeatAllocation
import Wording

/// The decisions about one contest, each a page with a form.
extension Office {
    func contestDecisionPage(_ turn: Turn) throws -> OfficeResponse {
        guard let visit = contest(turn) else { return try noContest(turn) }
        let words = wording(turn.language, names: names(visit.state))
        var step =
            switch turn.ticket.route.name {
            case .constituencyProtocol: constituencyProtocol(visit, words)
            case .runOff: runOff(visit, words)
            case .lot: lot(visit, words)
            case .invalidation: invalidation(visit, words)
            default: withdrawal(visit, words)
            }
        step.back = visit.path(turn.language)
        step.about = place(visit, words)
        let due = turn.ticket.route.name == .invalidation ? Commission.central : visit.commission
        if visit.account.commission != due {
            step.obstacle = words.sentence(for: .notThisCommission(visit.account.commission))
        }
        return decide(turn, visit.account, visit.state, step)
    }

    /// Which contest it is, and how far it has come.
    func place(_ visit: ContestVisit, _ words: Wording) -> [(label: String, value: String)] {
        let progress = visit.progress
        return [
            (words.term("service.column.contest"), words.names.tier(visit.contest.tier, words.language)),
            (words.term("service.column.constituency"), words.names.district(visit.contest.district, words.language)),
            (words.term("service.column.round"), words.round(visit.round)),
            (
                words.term("service.label.stations counted"),
                "\(words.number(progress.accepted)) / \(words.number(progress.stations))"
            ),
        ]
    }

    private func members(_ visit: ContestVisit) -> [CommissionMember] {
        visit.state.commissions[visit.account.commission]?.members ?? []
    }

    private func notDetermined(_ visit: ContestVisit, _ words: Wording) -> String? {
        let progress = visit.progress
        guard !progress.isDetermined else { return nil }
        return words.sentence(
            for: .notDetermined(
                visit.contest.district, missing: progress.missing.count, postponed: progress.postponed.count,
                underRecount: progress.underRecount.count))
    }

    // MARK: What the stations add up to

    private func constituencyProtocol(_ visit: ContestVisit, _ words: Wording) -> CommissionStep {
        let (contest, round, members) = (visit.contest, visit.round, members(visit))
        let (commission, stations) = (visit.account.commission, visit.progress.accepted)
        let tally = visit.tally
        var obstacle = notDetermined(visit, words)
        if obstacle == nil, tally == nil { obstacle = words.term("service.notice.not now") }
        if obstacle == nil, visit.isSignedAsCounted { obstacle = words.term("service.notice.signed already") }
        return CommissionStep(
            back: "", about: [], obstacle: obstacle, basis: tally.map { Self.figures($0, stations) } ?? "",
            shown: { words in tally.map { self.sums($0, stations, words) } ?? [] },
            fields: { view, words in self.sitting(members, view, words) },
            read: { form in
                guard let decision = Self.sitting(commission, members, form: &form), let tally else { return nil }
                return ConstituencyProtocolSigned(tally, stations: stations, decision)
            },
            stands: { state, act in
                state.contests[contest]?.signed[round] == act as? ConstituencyProtocolSigned
            })
    }

    /// Every figure of a protocol in one text, so that a form tells which it showed.
    private static func figures(_ tally: Tally, _ stations: Int) -> String {
        let heads = [tally.registered, tally.cast, tally.invalid].map { "\($0 ?? 0)" }
        let votes = tally.votes.map { "\($0.choice)=\($0.votes)" }
        return (["\(tally.round)", "\(stations)"] + heads + votes).joined(separator: "\n")
    }

    /// What the accepted protocols of the stations add up to.
    func sums(_ tally: Tally, _ stations: Int, _ words: Wording) -> [Node] {
        let valid = tally.votes.reduce(UInt64(0)) { $0 + $1.votes }
        return [
            facts([
                (words.term("service.column.stations"), words.number(stations)),
                (words.term("service.label.electors"), words.number(tally.registered ?? 0)),
                (words.term("service.label.took part"), words.number(tally.cast ?? 0)),
                (words.term("service.label.invalid"), words.number(tally.invalid ?? 0)),
            ]),
            Table(
                identifier: "votes", caption: words.term("service.column.votes"),
                head: [["choice", "votes", "share"].map { .words(words.term("service.column.\($0)")) }],
                body: tally.votes.map { line in
                    [
                        .words(words.names.choice(line.choice, words.language)), .words(words.number(line.votes)),
                        .words(words.percent(line.votes, of: valid)),
                    ]
                }
            ).node(),
        ]
    }

    // MARK: Who goes on

    private func runOff(_ visit: ContestVisit, _ words: Wording) -> CommissionStep {
        let (contest, commission, members) = (visit.contest, visit.account.commission, members(visit))
        // Called with these already: the form may have been sent twice.
        let finalists = visit.finalistsDue ?? visit.decided?.runOff?.finalists
        var obstacle = visit.finalistsDue == nil ? words.term("service.notice.no run-off") : nil
        if visit.decided?.signed[1] == nil { obstacle = notDetermined(visit, words) ?? obstacle }
        return CommissionStep(
            back: "", about: [], obstacle: obstacle,
            basis: (finalists ?? []).map(\.rawValue).joined(separator: "\n"), dayField: "polling-day",
            shown: { words in self.list("finalists", finalists ?? [], words) },
            fields: { view, words in
                [
                    self.line(
                        "polling-day", view, label: words.term("service.label.polling day"),
                        hint: words.term("service.hint.day"),
                        ["maxlength": "10", "autocomplete": "off", "class": "short"])
                ] + self.sitting(members, view, words)
            },
            read: { form in
                let day = form.day("polling-day", isRequired: true)
                guard let decision = Self.sitting(commission, members, form: &form), let day, let finalists else {
                    return nil
                }
                return RunOffCalled(
                    contest.tier, contest.district, finalists: finalists, pollingDay: day, decision)
            },
            stands: { state, act in state.contests[contest]?.runOff == act as? RunOffCalled })
    }

    /// Candidates or lists under a heading.
    func list(_ label: String, _ choices: [ChoiceID], _ words: Wording) -> [Node] {
        [
            tag(.h2, [:], words.term("service.label.\(label)")),
            tag(.ul) {
                for choice in choices { tag(.li, [:], words.names.choice(choice, words.language)) }
            },
        ]
    }

    // MARK: A lot

    private func lot(_ visit: ContestVisit, _ words: Wording) -> CommissionStep {
        let (commission, members, tie) = (visit.account.commission, members(visit), visit.tie)
        let among = tie?.among ?? []
        // The last one may have been sent twice; it says itself among whom it was drawn.
        let last = visit.state.lots.last { $0.tier == visit.contest.tier && $0.decision.commission == commission }
        return CommissionStep(
            back: "", about: [], obstacle: tie == nil ? words.term("service.notice.no tie") : nil,
            basis: tie.map { tie in (["\(tie.number)"] + tie.among.map(\.rawValue)).joined(separator: "\n") } ?? "",
            shown: { words in
                tie.map { tie in
                    [
                        tag(
                            .p, [:],
                            words.term(
                                "service.label.tied",
                                [
                                    Figure("places", .text(words.term("tied places.\(tie.places.rawValue)"))),
                                    Figure("number", .count(UInt64(tie.number))),
                                    Figure("among", .count(UInt64(tie.among.count))),
                                ]))
                    ]
                } ?? []
            },
            fields: { view, words in
                [
                    tag(.fieldset, ["class": view.fault("drawn-1") == nil ? "block" : "block wrong"]) {
                        tag(.legend, [:], words.term("service.label.drawn"))
                        if let problem = view.fault("drawn-1") { tag(.p, ["class": "problem"], problem) }
                        for (place, choice) in among.enumerated() {
                            self.box(
                                "drawn-\(place + 1)", view, label: words.names.choice(choice, words.language))
                        }
                    }
                ] + self.sitting(members, view, words)
            },
            read: { form in
                guard let tie else {
                    return last.flatMap { last in
                        Self.sitting(commission, members, form: &form) == last.decision ? last : nil
                    }
                }
                let drawn = among.enumerated().filter { form.isTicked("drawn-\($0.offset + 1)") }.map(\.element)
                if drawn.count != tie.number { form.note("drawn-1", .notAsMany) }
                guard let decision = Self.sitting(commission, members, form: &form) else { return nil }
                return LotDrawn(tie.tier, tie.district, among: among, drawn: drawn, decision)
            },
            stands: { state, act in (act as? LotDrawn).map { state.lots.contains($0) } ?? false })
    }

    // MARK: What ends it otherwise

    private func invalidation(_ visit: ContestVisit, _ words: Wording) -> CommissionStep {
        let (contest, commission, members) = (visit.contest, visit.account.commission, members(visit))
        return CommissionStep(
            back: "", about: [],
            obstacle: visit.decided?.annulment == nil
                ? nil : words.sentence(for: .alreadyThere(words.names.district(contest.district, words.language))),
            fields: { view, words in
                [self.article(view, words), self.reason(view, words)] + self.sitting(members, view, words)
            },
            read: { form in
                let article = form.text("article", most: 100)
                let reason = form.text("reason")
                guard let decision = Self.sitting(commission, members, form: &form), let article, let reason else {
                    return nil
                }
                return ConstituencyAnnulled(
                    contest.tier, contest.district, article: article, reason: reason, decision)
            },
            stands: { state, act in state.contests[contest]?.annulment == act as? ConstituencyAnnulled })
    }

    private func withdrawal(_ visit: ContestVisit, _ words: Wording) -> CommissionStep {
        // Who left stays a choice of the form, so that one sent twice is known again.
        let own = visit.state.nominationOrder.filter { id in
            guard let nomination = visit.state.nominations[id] else { return false }
            return nomination.nominated.tier == visit.contest.tier
                && nomination.nominated.district == visit.contest.district
        }
        let standing = visit.standing
        return CommissionStep(
            back: "", about: [], obstacle: standing.isEmpty ? words.term("service.notice.not now") : nil,
            fields: { view, words in
                [
                    self.radios(
                        "withdraws", view, legend: words.term("service.label.withdraws"),
                        standing.map { ($0.rawValue, words.names.choice($0, words.language)) }),
                    self.reason(view, words),
                ]
            },
            read: { form in
                let choice = form.choice(
                    "withdraws", among: Dictionary(uniqueKeysWithValues: own.map { ($0.rawValue, $0) }))
                let reason = form.text("reason")
                guard let choice, let reason else { return nil }
                return NominationWithdrawn(choice, reason: reason)
            },
            stands: { state, act in
                (act as? NominationWithdrawn).map { state.nominations[$0.choice]?.status == .withdrawn } ?? false
            })
    }
}
