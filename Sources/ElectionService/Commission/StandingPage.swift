import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import Publication
import Synchronization
import Wording

/// What is known so far, made once for each head of the record.
final class KnownStanding: Sendable {
    private struct Known {
        var counted: CountedVotes
        var standing: ConductStanding
    }

    private let known = Mutex<Known?>(nil)

    func of(_ state: ConductState) -> ConductStanding { known(state).standing }

    /// What the accepted protocols add up to, and what the law makes of it.
    func counted(_ state: ConductState) -> CountedVotes { known(state).counted }

    private func known(_ state: ConductState) -> Known {
        if let known = known.withLock({ $0 }), known.standing.height == state.height { return known }
        let counted = state.counted()
        let known = Known(counted: counted, standing: state.standing(counted))
        self.known.withLock { $0 = known }
        return known
    }
}

/// How far the count has come, for a display on a wall and for whoever works: nothing to type, nothing to press.
extension Office {
    func standingPage(_ turn: Turn) -> OfficeResponse {
        guard let record else {
            return page("standing", turn) { words in tag(.p, [:], words.term("service.label.no record")) }
        }
        let moment = record.now
        let state = moment.state
        let standing = knownStanding.of(state)
        var response = page("standing", turn, names: names(state)) { words in
            for tier in standing.tiers { self.tier(tier, state, isHidden: isEmbargoed(state, tier.round), words) }
            turnoutTable(state, standing.tiers.map(\.round).max() ?? 1, words)
            tag(.p, ["class": "hint"]) {
                words.term("service.label.record")
                " "
                tag(.code, [:], moment.head.description)
            }
        }
        // Nobody sits at a display on a wall; everybody else decides for himself when a page is read anew.
        if turn.account?.role == .screen { response.refreshes = 30 }
        return response
    }

    private func tier(
        _ tier: ConductStanding.TierStanding, _ state: ConductState, isHidden: Bool, _ words: Wording
    ) -> [Node] {
        let counted = words.term(
            "conduct.line.counted",
            [
                Figure("accepted", .count(UInt64(tier.accepted))), Figure("stations", .count(UInt64(tier.stations))),
                Figure("share", .text(words.percent(tier.electorsCounted, of: tier.electors))),
            ])
        let heading = "\(words.names.tier(tier.tier, words.language)), \(words.round(tier.round))"
        guard !isHidden else {
            return [
                tag(.h2, [:], heading), tag(.p, [:], counted),
                tag(.p, ["class": "hint"], words.term("service.label.embargo")),
            ]
        }
        let nominators = Dictionary(
            state.register.choices.map { ($0.id, $0.nominator) }, uniquingKeysWith: { first, _ in first })
        let isLists = tier.lines.contains { nominators[$0.choice] != nil } && tier.contests == 1
        return [
            tag(.h2, [:], heading), tag(.p, [:], counted),
            facts(
                [
                    (words.term("service.label.took part"), words.number(tier.tookPart)),
                    (words.term("service.label.invalid"), words.number(tier.invalid)),
                    (
                        words.term("service.label.decided"),
                        "\(words.number(tier.determined)) / \(words.number(tier.contests))"
                    ),
                ]),
            isLists ? votes(tier, words) : .text(""),
        ]
    }

    private func votes(_ tier: ConductStanding.TierStanding, _ words: Wording) -> Node {
        let sum = tier.lines.reduce(UInt64(0)) { $0 + $1.votes }
        return Table(
            identifier: "votes-\(tier.tier)", caption: words.names.tier(tier.tier, words.language),
            head: [["choice", "votes", "share"].map { .words(words.term("service.column.\($0)")) }],
            body: tier.lines.map { line in
                [
                    .words(words.names.choice(line.choice, words.language)), .words(words.number(line.votes)),
                    .words(words.percent(line.votes, of: sum)),
                ]
            }
        ).node()
    }

    private func turnoutTable(_ state: ConductState, _ round: Int, _ words: Wording) -> [Node] {
        let hours = state.turnout(round: round)
        guard !hours.isEmpty else { return [] }
        return [
            tag(.h2, [:], words.term("service.title.turnout")),
            Table(
                identifier: "turnout", caption: words.term("service.label.turnout by hour"),
                head: [
                    ["hour", "took part", "electors", "share", "stations"].map {
                        .words(words.term("service.column.\($0)"))
                    }
                ],
                body: hours.map { hour in
                    [
                        .words("\(hour.hour):00"), .words(words.number(hour.tookPart)),
                        .words(words.number(hour.electors)), .words(words.percent(hour.tookPart, of: hour.electors)),
                        .words(words.number(hour.stations)),
                    ]
                }
            ).node(),
        ]
    }
}
