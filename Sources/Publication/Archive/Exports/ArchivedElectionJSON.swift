import DataFormats
import ElectionModel
import SourceArchive

/// An archived election with every fact, its preferred value and all that pages state about it: `sailau-archived-election/1`.
enum ArchivedElectionJSON {
    static func bytes(_ figures: ArchiveFigures) -> [UInt8] { Array(json(figures).text().utf8) }

    private static func json(_ figures: ArchiveFigures) -> JSON {
        let comparison = figures.comparison
        let election = comparison.election
        return .object([
            ("format", .string("sailau-archived-election/1")),
            (
                "election",
                .object([
                    ("id", .string(election.id.rawValue)), ("country", .string(election.country)),
                    ("contest", .string(election.contest.rawValue)), ("body", .optional(election.body, JSON.string)),
                    ("year", .count(election.year)),
                    ("polling_dates", .array(election.pollingDates.map { .string("\($0)") })),
                ])
            ),
            ("sources", .array(comparison.pages.indices.map { source($0, figures) })),
            (
                "participants",
                .array(
                    comparison.participants.participants.map { participant in
                        .object([
                            ("id", .string(participant.id.rawValue)), ("kind", .string(participant.kind.rawValue)),
                            ("names", .array(participant.names.map(JSON.string))),
                        ])
                    })
            ),
            ("facts", .array(comparison.facts.map { fact($0, figures.preferences) })),
        ])
    }

    private static func source(_ place: Int, _ figures: ArchiveFigures) -> JSON {
        let page = figures.comparison.pages[place]
        let history = figures.history
        return .object([
            ("number", .count(place + 1)), ("name", .string(figures.sources[place].name)),
            ("hash", .string(page.page.rawValue)), ("format", .string(page.format.rawValue)),
            ("layout", .string(page.layout)),
            ("address", .optional(PageAddress(figures.sources[place])?.text, JSON.string)),
            ("added", history.added.indices.contains(place) ? .string("\(history.added[place])") : .null),
            ("cites", .array(figures.comparison.citations[place].map { .count($0 + 1) })),
        ])
    }

    private static func fact(_ fact: ComparedFact, _ log: PreferenceLog) -> JSON {
        let name = fact.name
        let preferred = fact.uncontested(log)
        var decision: PreferenceDecision?
        if case .decision(let made)? = preferred?.basis { decision = made }
        return .object([
            ("fact", .string(name.description)), ("measure", .string(name.measure.rawValue)),
            ("tier", .optional(name.tier) { .string($0.rawValue) }), ("round", .optional(name.round) { .count($0) }),
            ("constituency", .optional(name.constituency, JSON.string)),
            ("participant", .optional(name.participant) { .string($0.rawValue) }),
            ("detail", .optional(name.detail, JSON.string)), ("verdict", .string(fact.verdict.rawValue)),
            ("standing", .string(fact.standing(log).rawValue)),
            ("preferred", .optional(preferred) { stated($0.claim, on: $0.page) }),
            (
                "decision",
                .optional(decision) { decision in
                    .object([
                        ("who", .string(decision.who)), ("why", .string(decision.why)),
                        ("when", .string("\(decision.when)")),
                    ])
                }
            ),
            (
                "statements",
                .array(
                    fact.statements.flatMap { statement in
                        ([statement.claim] + statement.others).map { stated($0, on: statement.page) }
                    })
            ),
        ])
    }

    private static func stated(_ claim: Claim, on page: Int) -> JSON {
        let (type, value) = typed(claim.value)
        return .object([
            ("source", .count(page + 1)), ("type", .string(type)), ("value", value),
            ("state", .string(claim.state.rawValue)), ("printed", .string(claim.printed)),
            ("start", .optional(claim.span) { .count($0.lowerBound) }),
            ("end", .optional(claim.span) { .count($0.upperBound) }), ("claim", .string(claim.id.rawValue)),
        ])
    }

    /// Numbers that are not whole are texts, so that no reader rounds them.
    private static func typed(_ value: ClaimValue) -> (String, JSON) {
        switch value {
        case .whole(let number): ("count", .whole(number))
        case .decimal(let number): ("decimal", .string("\(number)"))
        case .range(let least, let most):
            (
                "range",
                .object([
                    ("least", .optional(least) { .string("\($0)") }), ("most", .optional(most) { .string("\($0)") }),
                ])
            )
        case .date(let day): ("day", .string("\(day)"))
        case .period: ("period", .string(value.shown))
        case .text(let text): ("text", .string(text))
        case .new: ("new", .null)
        case .none: ("none", .null)
        }
    }
}
