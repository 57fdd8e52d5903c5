import ElectionModel
import Wording

extension PageContext {
    /// A tile for each region, and the same as a table.
    func regionsPage() -> Node {
        page(wording.term("page.map")) {
            tag(.h1, [:], wording.term("page.map"))
            statusLine()
            if let map = tileMap() {
                tag(.figure) {
                    map
                    tag(.figcaption, [:], text("tile caption"))
                }
            }
            if figures.regions.isEmpty {
                tag(.p, [:], text("no regions"))
            } else {
                regionTable().node()
                downloads(["regions"])
            }
        }
    }

    private func regionTable() -> Table {
        let groups = figures.house.groups.filter { group in
            figures.regions.contains { region in region.seats.contains { $0.group == group.id } }
        }
        return Table(
            identifier: "regions", caption: text("regions caption"),
            head: [
                [
                    .words(heading("region")), .number(heading("constituencies")), .number(heading("registered")),
                    .number(heading("took part")), .number(heading("turnout")), .words(text("leading")),
                ] + groups.map { .number("\($0.shortName[language]) (\(mark($0.id)))") }
            ],
            body: figures.regions.enumerated().map { position, region in
                let leading = region.leading.map { groupLabel($0) } ?? [.text(text("no leader"))]
                return [
                    .words("\(position + 1). \(region.name[language])"), .number(number(region.constituencies)),
                    .number(number(region.registered)), .number(number(region.cast)), .number(number(region.turnout)),
                    .words(leading),
                ]
                    + groups.map { group in
                        region.seats.first { $0.group == group.id }.map { .number(number($0.seats)) }
                            ?? Table.Cell(content: [.text("–")], isNumber: true)
                    }
            })
    }
}
