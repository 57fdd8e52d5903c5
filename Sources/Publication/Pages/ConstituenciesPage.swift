import ElectionModel
import Wording

extension PageContext {
    /// Every constituency in one table.
    func constituenciesPage() -> Node {
        page(wording.term("page.constituencies")) {
            tag(.h1, [:], wording.term("page.constituencies"))
            statusLine()
            if figures.constituencies.isEmpty {
                tag(.p, [:], text("no constituencies"))
            } else {
                Table(
                    identifier: "constituencies", caption: wording.term("page.constituencies"),
                    head: [
                        [
                            .words(heading("constituency")), .words(heading("region")), .words(heading("elected")),
                            .words(heading("nominated by")), .number(text("round")), .number(heading("turnout")),
                            .number(heading("distance to majority")), .number(heading("margin")),
                        ]
                    ],
                    body: figures.constituencies.map(row)
                ).node()
                tag(.p, [:], text("distance explained"))
            }
            downloads(["constituencies"], wide: true)
        }
    }

    func regionName(_ id: RegionID?) -> String {
        figures.election.regions.first { $0.id == id }?.name[language] ?? ""
    }

    func winnerRow(_ constituency: Figures.Constituency) -> Figures.CandidateRow? {
        constituency.ballots.flatMap(\.rows).first { $0.candidate == constituency.winner }
    }

    private func row(_ constituency: Figures.Constituency) -> [Table.Cell] {
        let winner = winnerRow(constituency)
        let first = constituency.ballots.first
        let last = constituency.ballots.last
        return [
            .words([tag(.a, ["href": constituencyLink(constituency.id)], constituency.name[language])]),
            .words(regionName(constituency.region)),
            .words(
                winner.map { $0.name[language] } ?? constituency.open.map { wording.name(of: $0) }
                    ?? wording.term("publication.not decided")),
            .words(winner.map { groupLabel($0.group) } ?? []), .number(number(constituency.decidedInRound)),
            first.map { .number(number($0.turnout)) } ?? .empty,
            first.map { .number(number($0.distanceToMajority, signed: true)) } ?? .empty,
            last.map { .number(number($0.lead, signed: true)) } ?? .empty,
        ]
    }
}
