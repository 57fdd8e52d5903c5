import ElectionModel
import ElectoralLaw
import Wording

extension PageContext {
    /// Both chambers: how many seats, who fills them, by which articles.
    func parliamentPage() -> Node {
        page(wording.term("page.parliament")) {
            tag(.h1, [:], wording.term("page.parliament"))
            for chamber in figures.chambers {
                tag(.section, ["aria-labelledby": "\(fileName(chamber.law.body))-heading"]) {
                    tag(.h2, ["id": "\(fileName(chamber.law.body))-heading"], bodyName(chamber))
                    facts(summary(chamber))
                    if !chamber.isElectedByThePeople {
                        tag(.p) {
                            tag(.strong, [:], text("not by the people"))
                            " "
                            citations(chamber.tiers.filter { $0.filling == .indirect }.flatMap(\.cites))
                        }
                    }
                    Table(
                        identifier: "tiers-\(fileName(chamber.law.body))",
                        caption: "\(heading("seats")): \(bodyName(chamber))",
                        head: [
                            [
                                .words(text("kind of seats")), .number(heading("seats")), .words(text("filled")),
                                .words(heading("article")),
                            ]
                        ],
                        body: chamber.tiers.map { tier in
                            [
                                .words(tier.name[language]), .number(number(tier.seats)),
                                Table.Cell(content: filling(tier)),
                                .words([citations(tier.cites)]),
                            ]
                        },
                        foot: [[.words(heading("total")), .number(number(chamber.seats)), .empty, .empty]]
                    ).node()
                }
            }
            if figures.chambers.count < 2, let seats = fact("senate.seats") {
                tag(.h2, [:], factLabel("senate.seats"))
                tag(.p) {
                    number(seats)
                    if let note = note(of: seats) {
                        " ("
                        note
                        ")"
                    }
                }
            }
            downloads(["facts"])
        }
    }

    func bodyName(_ chamber: Figures.Chamber) -> String {
        wording.termIfPresent("law phrase.\(chamber.law.body)") ?? chamber.law.title[language]
    }

    private func summary(_ chamber: Figures.Chamber) -> [(label: String, content: [Node])] {
        var rows: [(label: String, content: [Node])] = [(heading("law"), [words(chamber.law.statute)])]
        if let term = chamber.law.term {
            rows.append(
                (
                    heading("term"),
                    [
                        .text(text("years", [Figure("years", .count(UInt64(term.years)))]) + " "),
                        citations(term.cites),
                    ]
                ))
        }
        return rows
    }

    /// How the seats of a tier are filled, with who elects or appoints.
    func filling(_ tier: Figures.ChamberTier) -> [Node] {
        let way = text("filling.\(tier.filling.rawValue)")
        guard let by = tier.by else { return [.text(way)] }
        return [
            .text("\(way): "), wording.termIfPresent("law phrase.\(by)").map { .text($0) } ?? words(Multilingual(by)),
        ]
    }
}
