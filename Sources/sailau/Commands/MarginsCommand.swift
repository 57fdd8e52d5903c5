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
            let known = contests.map(\.district.rawValue)
            contests = contests.filter { [constituency, "0\(constituency)"].contains($0.district.rawValue) }
            if contests.isEmpty {
                let list = Set(known).sorted().joined(separator: ", ")
                throw BadInput(.noContest, ["text": constituency, "known": list])
            }
        }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-margins/1")), ("election", .string(loaded.folder.election.id.rawValue)),
                    ("contests", .array(contests.map(json))),
                ]).text())
            return
        }
        for contest in contests { Terminal.print(MarginsReport(contest: contest, wording: wording).text()) }
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
