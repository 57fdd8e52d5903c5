import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// The election as parliaments' archives keep it, from preferred values.
    func countryPage() -> Node {
        page(wording.term("page.country record"), path: "country.html") {
            tag(.p, [:], text("preferred explained"))
            factList([
                (shared("country name"), [.text(wording.country(comparison.pages) ?? comparison.election.country)]),
                (text("structure"), several(FactName(.structure))),
                (text("chamber"), chamber()),
                (measure(.seatsTotal), preferred(FactName(.seatsTotal))),
                (measure(.purpose), several(FactName(.purpose))),
            ])
            tag(.h2, [:], shared("dates of election"))
            factList(
                rounds.map { round in
                    (
                        round == 1 ? wording.term("heading.first ballot") : ballot(round),
                        preferred(first: [FactName(.pollingDate, round: round), FactName(.pollingDate)])
                    )
                })
            tag(.h2, [:], shared("background"))
            factList(
                [Measure.candidates, .parties].map { (measure($0), preferred(FactName($0))) }
                    + told([
                        .alignment, .expectation, .poll, .observers, .incident, .policing, .pressure,
                        .journalists, .media, .voting, .announcement, .rule, .economy, .event,
                    ]))
            tag(.h2, [:], text("by round"))
            ballots().node()
            tag(.h2, [:], wording.term("heading.votes"))
            votes().node()
            tag(.h2, [:], wording.term("heading.seats"))
            seats().node()
            openNames()
            tag(.h2, [:], shared("members"))
            factList(members())
            tag(.h2, [:], text("comments"))
            factList(told([.member, .otherName, .citedSource]))
            marksLegend()
        }
    }

    private func chamber() -> [Node] {
        var names: [Node] = []
        for page in comparison.pages.indices {
            guard let body = comparison.pages[page].election.body else { continue }
            if !names.isEmpty { names.append(.text(", ")) }
            names += [
                .text(body),
                tag(.sup, ["class": "notes"]) { tag(.a, ["href": "page-\(page + 1).html"], "[\(page + 1)]") },
            ]
        }
        return names.isEmpty ? preferred(nil) : names
    }

    /// Electors and ballots of each round.
    private func ballots() -> Table {
        let measures: [Measure] = [.registered, .cast, .turnout, .invalid, .valid]
        return Table(
            identifier: "ballots", caption: text("by round"),
            head: [
                [.words(shared("what"))]
                    + rounds.map { .number($0 == 1 ? wording.term("heading.first ballot") : ballot($0)) }
            ],
            body: measures.map { measure in
                [.words(self.measure(measure))]
                    + rounds.map {
                        Table.Cell(content: preferred(first: whole(measure, round: $0)), isNumber: true)
                    }
            })
    }

    private func votes() -> Table {
        Table(
            identifier: "country-votes", caption: shared("distribution of votes"),
            head: [
                [
                    .words(shared("political group")), .number(measure(.candidates)),
                    .number(wording.term("heading.votes")), .number("%"),
                ]
            ],
            body: rows.map { row in
                func names(_ measure: Measure) -> [FactName] {
                    [
                        FactName(measure, tier: .list, participant: row.id), FactName(measure, participant: row.id),
                        FactName(measure, tier: .constituency, round: 1, participant: row.id),
                    ]
                }
                return [
                    .words(rowName(row)), cell(first: names(.candidates)),
                    cell(first: names(.votes)), cell(first: names(.voteShare)),
                ]
            })
    }

    /// All seats, and by the ways in which they are filled as far as a source tells these apart.
    private func seats() -> Table {
        let tiers = groups(.seats).filter { $0.tier != nil && $0.round == nil }
        func title(_ group: Group) -> String {
            group.tier == .constituency ? shared("majority") : groupTitle(group)
        }
        return Table(
            identifier: "country-seats", caption: shared("distribution of seats"),
            head: [
                [.words(shared("political group")), .number(wording.term("heading.total"))]
                    + tiers.map { .number(title($0)) } + [.number(measure(.seatsChange))]
            ],
            body: rows.map { row in
                [.words(rowName(row)), cell(FactName(.seats, participant: row.id))]
                    + tiers.map { cell($0.name(.seats, row.id)) }
                    + [cell(FactName(.seatsChange, participant: row.id))]
            },
            foot: [
                [.words(wording.term("heading.total")), cell(FactName(.seatsTotal))]
                    + tiers.map { cell($0.name(.seats, nil)) }
                    + [cell(FactName(.seatsChange))]
            ])
    }

    private func members() -> [(label: String, content: [Node])] {
        var rows: [(label: String, content: [Node])] = [.men, .women, .womenShare].map {
            (measure($0), preferred(FactName($0)))
        }
        for wanted in [Measure.ageBand, .profession] {
            let facts = comparison.facts.filter { $0.name.measure == wanted }
            rows += facts.map { fact in
                let detail = fact.statements.first?.claim.key.detail ?? ""
                return ("\(measure(wanted)): \(detail)", preferred(fact.name))
            }
            if facts.isEmpty { rows.append((measure(wanted), preferred(nil))) }
        }
        return rows
    }
}
