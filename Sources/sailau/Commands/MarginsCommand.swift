import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import SeatAllocation
import Wording

struct MarginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "margins", abstract: "Compute the least number of votes that would have changed each seat.",
        discussion: """
            Votes added, removed or switched, with threshold, quota and base moving along. Where a system allows no exact
            answer, a proven lower and a tried upper bound are given, or the reason why there is none.

            Examples:
              sailau margins kazakhstan-2004 --published
              sailau margins kazakhstan-2004 --constituency 17 --lang ru
            """)

    @OptionGroup var options: ElectionOptions

    @Option(help: "Only this constituency, by its number.")
    var constituency: String?

    func run() throws {
        let loaded = try options.load()
        let wording = try Home.wording(options.language, loaded.folder.election, loaded.folder.law)
        var contests = margins(
            under: loaded.folder.law, of: loaded.folder.election, from: loaded.folder.tallies,
            with: loaded.folder.decisions, outcome: loaded.outcome)
        if let constituency {
            contests = contests.filter { $0.district.rawValue == constituency }
            if contests.isEmpty { throw BadInput(message: "--constituency \(constituency): There is no such contest.") }
        }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-margins/1")), ("election", .string(loaded.folder.election.id.rawValue)),
                    ("contests", .array(contests.map(json))),
                ]).text())
            return
        }
        for contest in contests { print(contest, wording) }
    }

    private func print(_ contest: ContestMargins, _ wording: Wording) {
        let names = wording.names
        let title =
            "\(names.tier(contest.tier, wording.language)), \(names.district(contest.district, wording.language))"
        let round = wording.term(contest.round == 1 ? "heading.first ballot" : "heading.second ballot")
        Terminal.print(Terminal.bold(contest.tier == TierID(contest.district.rawValue) ? title : "\(title), \(round)"))
        if let gap = contest.gap {
            Terminal.print(
                "  " + wording.term("votes needed.not computed", [Figure("reason", .text(wording.name(of: gap)))]))
        }
        guard !contest.margins.isEmpty else { return }
        var table = TextTable([
            (wording.term("heading.holder"), .left), (wording.term("votes needed.effect"), .left),
            (wording.term("votes needed.kind"), .left), (wording.term("votes needed.needed"), .right),
            (wording.term("votes needed.from"), .left), (wording.term("votes needed.to"), .left),
        ])
        func name(_ id: ChoiceID?) -> String { id.map { names.choice($0, wording.language) } ?? "–" }
        for margin in contest.margins {
            table.add([
                name(margin.subject), wording.name(of: margin.effect), wording.name(of: margin.kind),
                wording.needed(margin.votes), name(margin.from), name(margin.to),
            ])
        }
        Terminal.print(table.text() + "\n")
    }

    private func json(_ contest: ContestMargins) -> JSON {
        .object([
            ("tier", .string(contest.tier.rawValue)), ("district", .string(contest.district.rawValue)),
            ("round", .count(contest.round)), ("gap", .optional(contest.gap) { .string($0.rawValue) }),
            (
                "margins",
                .array(
                    contest.margins.map { margin in
                        JSON.object(
                            [
                                ("subject", .optional(margin.subject) { .string($0.rawValue) }),
                                ("effect", .string(margin.effect.rawValue)), ("kind", .string(margin.kind.rawValue)),
                                ("from", .optional(margin.from) { .string($0.rawValue) }),
                                ("to", .optional(margin.to) { .string($0.rawValue) }),
                            ] + json(margin.votes))
                    })
            ),
        ])
    }

    private func json(_ votes: VotesNeeded) -> [(String, JSON)] {
        switch votes {
        case .exact(let number): [("certainty", .string("exact")), ("votes", .count(number))]
        case .bounds(let lower, let upper):
            [("certainty", .string("bounds")), ("lower", .count(lower)), ("upper", .optional(upper, JSON.count))]
        case .impossible: [("certainty", .string("impossible"))]
        case .notComputed(let gap): [("certainty", .string("not computed")), ("reason", .string(gap.rawValue))]
        }
    }
}
