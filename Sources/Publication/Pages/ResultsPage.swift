import ElectionModel
import Wording

extension PageContext {
    /// One table of lists, both ballots and seats, with the ballots and the electors below.
    func resultsPage() -> Node {
        page(wording.term("page.results")) {
            tag(.h1, [:], wording.term("page.results"))
            statusLine()
            tag(.p, [:], majorityText() + ".")
            resultsTable().node()
            downloads(["house", "turnout", "changes"])
            if figures.lists.first != nil { tag(.h2, [:], heading("votes")) }
            if let list = figures.lists.first { listBars(list).node(self) }
            tag(.p) {
                tag(.a, ["href": link("lists.html")], text("about.lists"))
            }
        }
    }

    private func resultsTable() -> Table {
        Table(
            identifier: "results", caption: figures.election.name[language],
            head: [
                [
                    .words(heading("party"), rows: 2), .span(text("list vote"), 3),
                    .number(heading("first ballot"), rows: 2), .number(heading("run-off"), rows: 2),
                    .number(text("all seats"), rows: 2), .number("+/−", rows: 2),
                ],
                [.number(heading("votes")), .number("%"), .number(heading("seats"))],
            ],
            body: figures.house.groups.map { group in
                let change = figures.changes.first { $0.id == group.id }
                return [
                    .words(groupLabel(group.id)), .number(number(group.listVotes)), .number(number(group.listShare)),
                    .number(number(group.listSeats)), .number(number(group.firstBallotSeats)),
                    .number(number(group.secondBallotSeats)), .number(number(group.total)),
                    change.map(changeCell) ?? .empty,
                ]
            }, foot: totals())
    }

    /// A change as a signed number, or the word for a group that did not stand before.
    private func changeCell(_ change: Figures.Change) -> Table.Cell {
        var content = [number(change.change, signed: true)]
        if change.kind == .new { content += [.text(" "), tag(.small, [:], text("change.new"))] }
        return Table.Cell(content: content, isNumber: true)
    }

    private func totals() -> [[Table.Cell]] {
        let house = figures.house
        let list = figures.lists.first.flatMap { turnout($0.tier, round: 1) }
        let rounds = [1, 2].map { turnout(constituencyTier, round: $0) }
        func row(_ label: String, _ field: (Figures.Turnout) -> Quantity, share: ((Figures.Turnout) -> Quantity)? = nil)
            -> [Table.Cell]
        {
            [.words(label), list.map { .number(number(field($0))) } ?? .empty]
                + [share.flatMap { share in list.map { .number(number(share($0))) } } ?? .empty, .empty]
                + rounds.map { turnout in turnout.map { .number(number(field($0))) } ?? .empty } + [.empty, .empty]
        }
        return [
            [
                .words(heading("total")), list.map { .number(number($0.valid)) } ?? .empty, .empty,
                .number(number(house.listSeats)), .number(number(house.firstBallotSeats)),
                .number(number(house.secondBallotSeats)), .number(number(house.seats)), .empty,
            ],
            row(heading("valid"), \.valid),
            row(heading("invalid"), \.invalid, share: \.invalidShare),
            row(heading("took part"), \.cast),
            row(heading("registered"), \.registered),
            row(heading("turnout"), \.turnout),
        ]
    }
}
