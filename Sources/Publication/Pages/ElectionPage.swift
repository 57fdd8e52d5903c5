import ElectionFiles
import ElectionModel
import ElectoralLaw
import Wording

extension PageContext {
    /// The election in short answers, as a guide for readers abroad would give it.
    func electionPage() -> Node {
        page(wording.term("page.election profile")) {
            tag(.h1, [:], wording.term("page.election profile"))
            statusLine()
            facts([
                (
                    text("country name"),
                    [.text(textIfPresent("country.\(figures.law.country)") ?? figures.law.country)]
                ),
                (text("election type"), [.text(figures.law.title[language])]),
                (
                    heading("date"),
                    [
                        .text(
                            figures.election.pollingDays.enumerated().map { position, day in
                                "\(wording.date(day)) (\(wording.round(position + 1)))"
                            }.joined(separator: ", "))
                    ]
                ),
                (text("at stake"), [number(figures.house.seats), .text(" (\(figures.file.body[language]))")]),
            ])
            tag(.h2, [:], text("government structure"))
            facts(government())
            tag(.h2, [:], text("electoral structure"))
            tag(.ul) {
                for chamber in figures.chambers {
                    for tier in chamber.tiers {
                        tag(.li) {
                            "\(bodyName(chamber)): \(tier.name[language]), "
                            number(tier.seats)
                            " – "
                            filling(tier)
                            " "
                            citations(tier.cites)
                        }
                    }
                }
            }
            tag(.h2, [:], wording.term("page.results"))
            partyTable().node()
            downloads(["house", "changes"])
            if let previous = figures.previous {
                tag(.h2, [:], text("last election"))
                tag(
                    .p, [:],
                    previous.name[language] + ": " + wording.list(previous.pollingDays.map { wording.date($0) }) + ".")
            }
            tag(.h2, [:], text("population and electors"))
            facts([
                (heading("population"), [factNode("population")]),
                (
                    heading("registered"),
                    [figures.lists.first.map { number($0.registered) } ?? factNode("list.registered")]
                ),
            ])
            tag(.p) {
                tag(.a, ["href": link("claims.html")], text("about.claims"))
            }
        }
    }

    private func government() -> [(label: String, content: [Node])] {
        func person(_ sourced: ElectionFile.Sourced?) -> [Node] {
            guard let sourced else { return [tag(.span, ["class": "absent"], wording.term("absent.not given"))] }
            return [.text(sourced.name[language] + " ")] + [sourceLink(sourced.source)].compactMap(\.self)
        }
        return [
            (heading("head of state"), person(figures.file.headOfState)),
            (text("head of government"), person(figures.file.headOfGovernment)),
        ]
            + figures.chambers.map { chamber in
                (bodyName(chamber), [number(chamber.seats), .text(" (\(heading("seats")))")])
            }
    }

    private func partyTable() -> Table {
        Table(
            identifier: "parties", caption: text("seats compared"),
            head: [
                [
                    .words(heading("party")), .words(heading("leader")), .number(text("seats now")),
                    .number(text("seats before")),
                ]
            ],
            body: figures.house.groups.map { group in
                let party = figures.election.parties.first { $0.id == group.id }
                let before = figures.changes.first { $0.id == group.id }?.before
                return [
                    .words(groupLabel(group.id, name: group.name[language])), .words(leader(party)),
                    .number(number(group.total)), before.map { .number(number($0)) } ?? .empty,
                ]
            })
    }

    /// Who leads a party; without a name, `not given`.
    private func leader(_ party: Party?) -> [Node] {
        guard let party else { return [] }
        guard let leader = party.leader else {
            return [tag(.span, ["class": "absent"], wording.term("absent.not given"))]
        }
        return [words(leader)]
    }
}
