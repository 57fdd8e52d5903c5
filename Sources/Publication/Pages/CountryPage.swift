import ElectionFiles
import ElectionModel
import Wording

extension PageContext {
    /// A record of the election as parliaments' archives keep it: days, purpose, background, votes, seats, members. What a
    /// source leaves empty is `not given`, which is not zero.
    func countryPage() -> Node {
        page(wording.term("page.country record")) {
            tag(.h1, [:], wording.term("page.country record"))
            statusLine()
            tag(.h2, [:], text("dates of election"))
            tag(.ul) {
                for (position, day) in figures.election.pollingDays.enumerated() {
                    tag(.li, [:], "\(wording.date(day)): \(wording.round(position + 1))")
                }
            }
            paragraphs("purpose", figures.file.purpose?[language])
            paragraphs("background", figures.file.background?[language])
            tag(.h2, [:], heading("votes"))
            voteTable().node()
            downloads(["lists", "turnout"])
            tag(.h2, [:], heading("seats"))
            seatsByKind().node()
            downloads(["house"])
            tag(.h2, [:], text("members"))
            members().node()
            downloads(["facts"])
        }
    }

    @Content
    private func paragraphs(_ title: String, _ content: String?) -> [Node] {
        tag(.h2, [:], text(title))
        tag(.p, ["class": content == nil ? "absent" : nil], content ?? wording.term("absent.not given"))
    }

    private func voteTable() -> Table {
        let list = figures.lists.first
        let absent = tag(.span, ["class": "absent"], wording.term("absent.not given"))
        let summary: [(String, Quantity?)] = [
            (heading("valid"), list?.valid), (heading("invalid"), list?.invalid),
            (heading("took part"), list?.cast), (heading("registered"), list?.registered),
        ]
        return Table(
            identifier: "country-votes", caption: text("distribution of votes"),
            head: [
                [
                    .words(text("political group")), .number(heading("candidates")), .number(heading("votes")),
                    .number("%"),
                ]
            ],
            body: figures.house.groups.map { group in
                [
                    .words(groupLabel(group.id, name: group.name[language])), .number(absent),
                    .number(number(group.listVotes)), .number(number(group.listShare)),
                ]
            },
            foot: summary.map { label, quantity in
                [.words(label), .empty, .number(quantity.map { number($0) } ?? absent), .empty]
            })
    }

    private func seatsByKind() -> Table {
        let house = figures.house
        return Table(
            identifier: "country-seats", caption: text("distribution of seats"),
            head: [
                [
                    .words(text("political group")), .number(heading("total")), .number(text("proportional")),
                    .number(text("majority")),
                ]
            ],
            body: house.groups.map { group in
                [
                    .words(groupLabel(group.id, name: group.name[language])), .number(number(group.total)),
                    .number(number(group.listSeats)), .number(number(group.constituencySeats)),
                ]
            },
            foot: [
                [
                    .words(heading("total")), .number(number(house.seats)), .number(number(house.listSeats)),
                    .number(number(house.constituencySeats)),
                ]
            ])
    }

    private func members() -> Table {
        let keys = [
            "men", "women", "women.share", "age.mean", "age.youngest", "age.oldest", "age.distribution",
            "profession.distribution",
        ]
        return Table(
            identifier: "members", caption: text("members"),
            head: [[.words(text("what")), .number(heading("number")), .words(heading("source"))]],
            body: keys.map { key in
                [
                    .words(factLabel(key)), .number(factNode(key)),
                    .words(fact(key).map { [sourceLink($0.provenance.source)].compactMap(\.self) } ?? []),
                ]
            })
    }
}
