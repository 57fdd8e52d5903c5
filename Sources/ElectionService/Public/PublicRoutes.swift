/// An address of the public interface. The table routes requests and makes the OpenAPI document.
package struct PublicRoute: Sendable {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case head, election, standing, contests, contest, contestStations, station, sheet, changes, description
    }

    package struct Parameter: Sendable {
        package var name: String
        package var explained: String
        /// Whole numbers have limits; texts have none.
        package var range: ClosedRange<Int>?
        package var standard: Int?

        init(_ name: String, _ explained: String, in range: ClosedRange<Int>? = nil, standard: Int? = nil) {
            (self.name, self.explained, self.range, self.standard) = (name, explained, range, standard)
        }
    }

    package var name: Name
    /// Under `/api/v1`, with `{NAME}` for parts that are parameters.
    package var path: String
    package var summary: String
    package var parts: [Parameter] = []
    package var query: [Parameter] = []
    /// Nil for the description of the interface itself.
    package var shape: JSONShape?

    package static let all: [PublicRoute] = [
        PublicRoute(
            name: .head, path: "/head", summary: "Where the record ends and how far the count is.", shape: .head),
        PublicRoute(
            name: .election, path: "/election",
            summary: "The election: its tiers, constituencies, parties, candidates and lists.",
            shape: .election),
        PublicRoute(
            name: .standing, path: "/standing",
            summary: "What is known of each tier: stations counted, votes, seats of determined contests.",
            shape: .standing),
        PublicRoute(
            name: .contests, path: "/contests", summary: "How far every contest is, with its leader.",
            shape: .contests),
        PublicRoute(
            name: .contest, path: "/contests/{tier}/{constituency}",
            summary: "One contest with the votes of both ballots and what was decided.",
            parts: [tier, constituency], shape: .contest),
        PublicRoute(
            name: .contestStations, path: "/contests/{tier}/{constituency}/stations",
            summary: "The polling stations of a contest with their protocols, some at a time.",
            parts: [tier, constituency],
            query: [
                Parameter("round", "The ballot.", in: 1...2, standard: 1),
                Parameter("from", "The place of the first one, from 0.", in: 0...10_000_000, standard: 0), most,
            ], shape: .contestStations),
        PublicRoute(
            name: .station, path: "/stations/{station}",
            summary: "One polling station with its hours and where each of its protocols is.", parts: [station],
            shape: .station),
        PublicRoute(
            name: .sheet, path: "/stations/{station}/protocols/{tier}/{round}/{channel}",
            summary: "One protocol with every public version of it, what was corrected and why.",
            parts: [
                station, tier, Parameter("round", "The ballot.", in: 1...2),
                Parameter("channel", "`paper`, `electronic` or `summary`."),
            ], shape: .sheet),
        PublicRoute(
            name: .changes, path: "/changes",
            summary: "What was done after a place of the record, some at a time: ask again from `next` on.",
            query: [
                Parameter("since", "An event of the record; -1 for all.", in: -1...Int(Int32.max), standard: -1), most,
            ], shape: .changes),
        PublicRoute(name: .description, path: "/openapi.json", summary: "This description."),
    ]

    private static let tier = Parameter("tier", "A kind of seats, as the law file names it.")
    private static let constituency = Parameter("constituency", "A constituency, or the whole country's.")
    private static let station = Parameter("station", "A polling station.")
    private static let most = Parameter("count", "How many at most.", in: 1...500, standard: 100)
}

extension JSONShape {
    private static let names = JSONShape.object([
        Member("en", .text), Member("ru", .nullable(.text)), Member("kk", .nullable(.text)),
    ])

    /// What every answer begins with.
    private static func answer(_ members: [Member]) -> JSONShape {
        .object(
            [
                Member("format", .text, "The version of this answer."), Member("election", .text),
                Member(
                    "provenance", .text, "`official`, `derived`, `reconstructed` or `simulated`: what the votes are."),
                Member("head", .text, "Where the record ends: height and hash."),
                Member("status", .text, "`embargo`, `interim`, `preliminary` or `final`."),
            ] + members)
    }

    static let head = answer([
        Member("height", .whole), Member("hidden_rounds", .list(.whole), "Ballots of which no votes are shown yet."),
    ])

    static let election = answer([
        Member("name", names), Member("law", .text), Member("polling_days", .list(.text)),
        Member(
            "tiers",
            .list(
                .object([
                    Member("tier", .text), Member("name", names), Member("seats", .whole),
                    Member("constituencies", .list(.text)),
                ]))),
        Member(
            "constituencies",
            .list(.object([Member("constituency", .text), Member("tier", .text), Member("name", names)]))),
        Member(
            "parties",
            .list(.object([Member("party", .text), Member("name", names), Member("colour", .nullable(.text))]))
        ),
        Member(
            "choices",
            .list(
                .object([
                    Member("choice", .text), Member("kind", .text, "`candidate`, `list` or another kind."),
                    Member("name", names), Member("nominator", .nullable(.text), "Null for the self-nominated."),
                    Member("constituency", .nullable(.text)),
                ]))),
        Member("stations", .whole, "How many polling stations there are."),
    ])

    private static let progress = [
        Member("stations_counted", .whole), Member("stations", .whole), Member("electors_counted", .whole),
        Member("electors", .whole),
        Member("share_counted", .nullable(.text), "Per cent of the electors on the lists, two decimals."),
    ]

    private static let lines = JSONShape.list(.object([Member("choice", .text), Member("votes", .whole)]))

    static let standing = answer([
        Member(
            "tiers",
            .list(
                .object(
                    [Member("tier", .text), Member("round", .whole)] + progress + [
                        Member("electronic_stations_only", .flag, "Then the figures are not the country's."),
                        Member("votes", .nullable(lines), "Null while the embargo lasts."),
                        Member("took_part", .nullable(.whole)), Member("invalid", .nullable(.whole)),
                        Member("contests_determined", .whole), Member("contests", .whole),
                        Member(
                            "seats",
                            .list(
                                .object([
                                    Member("nominator", .nullable(.text)), Member("seats", .whole),
                                ])), "Of determined contests alone."),
                        Member("run_offs", .nullable(.whole)),
                    ])))
    ])

    private static let contestProgress =
        [Member("tier", .text), Member("constituency", .text), Member("round", .whole)]
        + progress + [
            Member("postponed", .whole), Member("under_recount", .whole), Member("open_complaints", .whole),
            Member("determined", .flag),
        ]

    static let contests = answer([
        Member("contests", .list(.object(contestProgress + [Member("leader", .nullable(.text))])))
    ])

    static let contest = answer(
        contestProgress + [
            Member(
                "ballots",
                .list(
                    .object([
                        Member("round", .whole), Member("choices", .list(.text), "In the order of the ballot paper."),
                        Member(
                            "votes",
                            .nullable(
                                .object([
                                    Member("registered", .nullable(.whole)), Member("took_part", .nullable(.whole)),
                                    Member("valid", .whole), Member("invalid", .nullable(.whole)),
                                    Member("lines", lines),
                                ])), "Null before the first protocol and while the embargo lasts."),
                    ]))),
            Member("finalists", .list(.text)), Member("elected", .list(.text)),
        ])

    private static let sheetSummary = JSONShape.object([
        Member("tier", .text), Member("constituency", .text), Member("round", .whole), Member("channel", .text),
        Member("state", .text, "Where it is on its way."),
        Member("figures", .nullable(.byName(.nullable(.whole))), "By field; null while they are not public."),
        Member("corrections", .whole),
    ])

    private static let stationSummary = [
        Member("station", .text), Member("region", .text), Member("constituency", .text), Member("kind", .text),
        Member("electronic", .flag), Member("electors", .whole),
    ]

    static let contestStations = answer([
        Member("tier", .text), Member("constituency", .text), Member("round", .whole), Member("total", .whole),
        Member("from", .whole),
        Member("next", .nullable(.whole), "The place from which to ask for more; null at the end."),
        Member("stations", .list(.object(stationSummary + [Member("protocols", .list(sheetSummary))]))),
    ])

    static let station = answer(
        stationSummary + [
            Member(
                "hours",
                .list(
                    .object([
                        Member("round", .whole), Member("opens", .text), Member("closes", .text),
                        Member("closes_utc", .nullable(.text)), Member("postponed", .flag),
                    ]))),
            Member(
                "commission",
                .list(.object([Member("member", .text), Member("office", .text), Member("party", .nullable(.text))]))),
            Member("protocols", .list(sheetSummary)),
            Member("copies", .list(copy), "Of accredited observers; none while the embargo lasts."),
            Member("written_acts", .list(writtenAct), "Of observers; none while the embargo lasts."),
        ])

    private static let copy = JSONShape.object([
        Member("copy", .text), Member("tier", .text), Member("round", .whole), Member("channel", .text),
        Member("taken_at", .text, "By the clock of the station."),
        Member("status", .text, "`claimed`, `explained`, `corrected` or `rejected`."),
        Member("reason", .nullable(.text)), Member("figures", .byName(.whole)),
        Member(
            "differences",
            .nullable(
                .list(
                    .object([
                        Member("field", .text), Member("claimed", .whole), Member("official", .nullable(.whole)),
                    ]))), "Null while no official protocol is in force."),
        Member("photograph", .nullable(.text), "An address."),
    ])

    private static let writtenAct = JSONShape.object([
        Member("act", .text), Member("tier", .text), Member("round", .whole), Member("channel", .text),
        Member(
            "capacity", .text,
            "`candidate's proxy`, `observer of a party`, `observer of an association`, `journalist` or `international observer`."
        ),
        Member("organisation", .text), Member("text", .text, "What is stated, by the writer."),
        Member("commission", .text, "To which it was handed."),
        Member("handed_over_at", .text, "By the clock of the station."),
        Member("receipt", .text, "`attached` or `refused`."), Member("receipt_reason", .nullable(.text)),
        Member("file_sha256", .nullable(.text), "Of a picture of the paper, which is not public."),
        Member("attached", .flag, "To the protocol, at once or after all."),
        Member("answer", .nullable(.text), "`attached`, `confirmed`, `not confirmed` or `referred`."),
        Member("answer_reason", .nullable(.text)), Member("answered_by", .nullable(.text), "A commission."),
    ])

    static let sheet = answer([
        Member("station", .text), Member("tier", .text), Member("constituency", .text), Member("round", .whole),
        Member("channel", .text), Member("state", .text), Member("choices", .list(.text)),
        Member(
            "versions",
            .list(
                .object([
                    Member("origin", .text, "`entry`, `heading` or `corrigendum`."), Member("in_force", .flag),
                    Member("figures", .byName(.nullable(.whole))), Member("reason", .nullable(.text)),
                    Member("decision", .nullable(.text)),
                    Member(
                        "changes",
                        .list(
                            .object([
                                Member("field", .text), Member("old", .nullable(.whole)),
                                Member("new", .nullable(.whole)),
                            ]))),
                ])), "None before the first acceptance and while the embargo lasts."),
        Member("photographs", .list(.text), "Addresses."),
    ])

    static let changes = answer([
        Member("since", .whole), Member("next", .nullable(.whole), "Null where nothing is left."),
        Member(
            "changes",
            .list(
                .object([
                    Member("height", .whole), Member("what", .text), Member("round", .whole), Member("subject", .text),
                    Member("time", .text),
                ]))),
    ])
}
