import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// The election in short answers, as a guide for readers abroad gives it, from preferred values.
    func electionPage() -> Node {
        page(wording.term("page.election profile"), path: "election.html") {
            tag(.p, [:], text("preferred explained"))
            factList(
                [
                    (shared("country name"), [.text(wording.country(comparison.pages) ?? comparison.election.country)]),
                    (
                        shared("election type"),
                        [.text(wording.term("archive.contest.\(comparison.election.contest.rawValue)"))]
                    ),
                ]
                    + rounds.map { round in
                        (
                            "\(wording.term("heading.date")): \(round == 1 ? wording.term("heading.first ballot") : ballot(round))",
                            preferred(first: [FactName(.pollingDate, round: round), FactName(.pollingDate)])
                        )
                    } + [(shared("at stake"), atStake())])
            tag(.h2, [:], shared("government structure"))
            factList(government())
            tag(.h2, [:], shared("electoral structure"))
            factList(told([.term, .rule]) + constituencies())
            tag(.h2, [:], wording.term("page.results"))
            results().node()
            openNames()
            tag(.h2, [:], shared("last election"))
            tag(.p) { several(FactName(.previousElection)) }
            tag(.h2, [:], shared("population and electors"))
            factList([
                (measure(.population), preferred(FactName(.population))),
                (measure(.registered), preferred(first: whole(.registered, round: 1))),
                (measure(.turnout), preferred(first: whole(.turnout, round: 1))),
            ])
            tag(.h2, [:], text("unique"))
            factList(told([.voting, .media, .incident, .pressure, .observers, .journalists]))
            marksLegend()
        }
    }

    private func atStake() -> [Node] {
        var nodes = preferred(FactName(.seatsTotal))
        if let body = comparison.election.body { nodes.append(.text(" (\(body))")) }
        return nodes
    }

    /// Offices with their holders, chambers with their seats.
    private func government() -> [(label: String, content: [Node])] {
        var rows: [(label: String, content: [Node])] = []
        for fact in comparison.facts where fact.name.measure == .office {
            let detail = fact.statements.first?.claim.key.detail
            let label = detail.map { wording.name(ofDetail: $0) } ?? measure(.office)
            rows.append((label, preferred(fact.name)))
        }
        rows.append((text("structure"), several(FactName(.structure))))
        for fact in comparison.facts where fact.name.measure == .chamberSeats {
            let claim = fact.statements.first?.claim
            let tier = fact.name.tier.map { ", \(wording.term("archive.tier.\($0.rawValue)"))" } ?? ""
            rows.append(
                (
                    "\(measure(.chamberSeats)): \(claim?.key.detail.map { wording.name(ofDetail: $0) } ?? "")\(tier)",
                    several(fact.name)
                ))
        }
        return rows
    }

    /// Seats by the way they are filled, constituencies and those with a run-off.
    private func constituencies() -> [(label: String, content: [Node])] {
        var names: [FactName] = []
        for fact in comparison.facts where fact.name.measure == .seats && fact.name.tier != nil {
            let name = fact.name
            if name.participant == nil, name.round == nil, name.constituency == nil { names.append(name) }
        }
        let wholes = [
            FactName(.constituencies), FactName(.constituenciesDecided, round: 1), FactName(.constituenciesToRunOff),
        ]
        names += wholes.filter { known.values.fact($0) != nil }
        return names.map { (wording.name(of: $0, comparison.participants), preferred($0)) }
    }

    private func results() -> Table {
        Table(
            identifier: "parties", caption: shared("seats compared"),
            head: [
                [
                    .words(wording.term("heading.party")), .words(measure(.leader)), .number(shared("seats now")),
                    .number(shared("seats before")),
                ]
            ],
            body: rows.map { row in
                [
                    .words(rowName(row)), .words(several(FactName(.leader, participant: row.id))),
                    cell(FactName(.seats, participant: row.id)),
                    cell(FactName(.seatsPrevious, participant: row.id)),
                ]
            },
            foot: [
                [
                    .words(wording.term("heading.total")), .empty, cell(FactName(.seatsTotal)),
                    cell(FactName(.seatsPrevious)),
                ]
            ])
    }
}
