import ElectionFiles
import ElectionModel
import Wording

extension PageContext {
    /// The first page: how far the result stands, the house, the key figures, and the way to everything else.
    func overviewPage() -> Node {
        page(figures.election.name[language]) {
            tag(.h1, [:], figures.election.name[language])
            if let count = figures.count { countLine(count) }
            statusLine()
            if figures.count != nil {
                tag(.p) {
                    "\(text("count.head")): "
                    tag(.code, ["class": PageTemplate.headClass]) { .place(.head) }
                }
            }
            tag(.section, ["aria-labelledby": "house-heading"]) {
                tag(.h2, ["id": "house-heading"], figures.file.body[language])
                tag(.figure) {
                    tag(
                        .div,
                        [
                            "class": "scroll", "role": "region", "tabindex": "0",
                            "aria-label": wording.term("accessibility.hemicycle"),
                        ]
                    ) { hemicycle() }
                    tag(.figcaption, [:], text("hemicycle caption"))
                }
                seatTable().node()
                downloads(["house"])
            }
            if figures.count != nil {
                // The other half of the night: how the lists stand against the threshold.
                for list in figures.lists {
                    tag(.section) {
                        tag(.h2, [:], "\(text("count.lists")): \(tierName(list.tier))")
                        listBars(list).node(self)
                        tag(.p) { tag(.a, ["href": link("counting.html")], text("about.counting")) }
                    }
                }
            }
            tag(.section, ["aria-labelledby": "key-heading"]) {
                tag(.h2, ["id": "key-heading"], text("key figures"))
                keyFigures()
            }
            tag(.section, ["aria-labelledby": "more-heading"]) {
                tag(.h2, ["id": "more-heading"], wording.term("navigation.more"))
                tag(.ul, ["class": "ways"]) {
                    for entry in navigation.dropFirst() {
                        tag(.li) {
                            tag(.a, ["href": link(entry.path)], pageName(entry.title))
                            tag(.br)
                            tag(.small, [:], text("about.\(entry.title)"))
                        }
                    }
                }
            }
        }
    }

    /// How far the result stands, what percentages are taken of, and which figures are of which kind.
    func statusLine() -> Node {
        tag(.p, ["class": "status"]) {
            tag(.strong, [:], figures.house.open.whole == 0 ? text("all decided") : text("some open"))
            " "
            tag(.span) {
                "\(heading("seats")): "
                number(figures.house.seats)
                ", \(wording.term("publication.not decided")): "
                number(figures.house.open)
                "."
            }
            " "
            wording.term("publication.base line", [Figure("base", .text(wording.term("base genitive.valid votes")))])
            for turnout in figures.turnout where turnout.round == 1 {
                " "
                tag(.span) {
                    "\(tierName(turnout.tier)): "
                    tag(.strong, [:], text("data.\(turnout.valid.provenance.rawValue)"))
                    "."
                }
            }
        }
    }

    func seatTable() -> Table {
        let house = figures.house
        return Table(
            identifier: "seats", caption: text("seats by group"),
            head: [
                [
                    .words(heading("party")), .number(heading("list seats")), .number(heading("first ballot")),
                    .number(heading("run-off")), .number(heading("total")),
                ]
            ],
            body: house.groups.map { group in
                [
                    .words(groupLabel(group.id)), .number(number(group.listSeats)),
                    .number(number(group.firstBallotSeats)), .number(number(group.secondBallotSeats)),
                    .number(number(group.total)),
                ]
            },
            foot: [
                [
                    .words(heading("total")), .number(number(house.listSeats)),
                    .number(number(house.firstBallotSeats)), .number(number(house.secondBallotSeats)),
                    .number(number(house.seats)),
                ]
            ])
    }

    private func keyFigures() -> Node {
        var rows: [(label: String, content: [Node])] = []
        if let list = figures.lists.first, let turnout = turnout(list.tier, round: 1) {
            rows += [
                (heading("registered"), [number(turnout.registered)]), (heading("took part"), [number(turnout.cast)]),
                (heading("turnout"), [number(turnout.turnout)]), (heading("valid"), [number(turnout.valid)]),
                (heading("invalid"), [number(turnout.invalid)]),
            ]
        }
        rows.append((heading("majority line"), [number(figures.house.majorityLine)]))
        rows += ["candidates", "parties", "lists", "constituencies", "round2.constituencies", "stations.electronic"]
            .filter { fact($0) != nil }.map { (factLabel($0), [factNode($0)]) }
        rows += figures.stations.map { station in
            (textIfPresent("quantity.\(station.key)") ?? station.key, [number(station)])
        }
        rows += figures.house.indices.map { index in
            (textIfPresent("quantity.\(index.key)") ?? index.key, [number(index)])
        }
        return facts(rows)
    }
}
