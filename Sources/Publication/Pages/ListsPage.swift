import ElectionModel
import Wording

extension PageContext {
    /// How the seats of the lists came about: threshold, quota, remainders, distances in votes, and every step.
    func listsPage() -> Node {
        page(wording.term("page.lists")) {
            tag(.h1, [:], wording.term("page.lists"))
            statusLine()
            for list in figures.lists {
                tag(.section, ["aria-labelledby": "\(fileName(list.tier.rawValue))-heading"]) {
                    tag(.h2, ["id": "\(fileName(list.tier.rawValue))-heading"], tierName(list.tier))
                    facts([
                        (heading("seats"), [number(list.seats)]), (heading("registered"), [number(list.registered)]),
                        (heading("took part"), [number(list.cast)]), (heading("valid"), [number(list.valid)]),
                        (heading("invalid"), [number(list.invalid)]),
                        (text("threshold votes"), [number(list.thresholdVotes)]),
                        (text("passing votes"), [number(list.passingVotes)]), (heading("quota"), [number(list.quota)]),
                    ])
                    listBars(list).node(self)
                    listTable(list).node()
                    listCloseness(list)
                    downloads(["lists"], wide: true)
                    tag(.h3, [:], text("how the seats were divided"))
                    derivation(list.derivation)
                }
            }
        }
    }

    /// The votes of the lists against the threshold.
    func listBars(_ list: Figures.ListSection) -> BarChart {
        let bars = list.rows.map { row in
            BarChart.Bar(
                label: row.name[language], group: groupOfList(row.list), amount: row.votes.whole ?? 0,
                value: "\(written(row.votes)) · \(written(row.share))")
        }
        return BarChart(
            identifier: "list-\(fileName(list.tier.rawValue))",
            title: "\(heading("votes")): \(tierName(list.tier))",
            description: bars.map { "\($0.label): \($0.value)" }.joined(separator: "; ") + ". "
                + wording.term("accessibility.table of chart"),
            bars: bars, full: bars.map(\.amount).max() ?? 0,
            line: list.thresholdVotes.whole.map { ($0, "\(heading("threshold")): \(written(list.thresholdVotes))") })
    }

    func groupOfList(_ list: ChoiceID) -> PartyID? {
        figures.election.choices.first { $0.id == list }?.nominator
    }

    func listTable(_ list: Figures.ListSection) -> Table {
        Table(
            identifier: "lists-\(fileName(list.tier.rawValue))", caption: "\(heading("seats")): \(tierName(list.tier))",
            head: [
                [
                    .words(heading("list")), .number(heading("votes")), .number(heading("percent of valid")),
                    .number(heading("distance to threshold")), .number(heading("quotas")),
                    .number(heading("remainder")), .number(heading("seats")),
                ]
            ],
            body: list.rows.map { row in
                [
                    .words(groupOfList(row.list).map { groupLabel($0, name: row.name[language]) } ?? []),
                    .number(number(row.votes)), .number(number(row.share)),
                    .number(number(row.distanceToThreshold, signed: true)), .number(number(row.wholeQuotas)),
                    .number(number(row.remainder)), .number(number(row.seats)),
                ]
            },
            foot: [
                [
                    .words(heading("total")), .number(number(list.valid)), .empty, .empty, .empty, .empty,
                    .number(number(list.seats)),
                ]
            ])
    }
}
