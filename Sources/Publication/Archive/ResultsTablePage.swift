import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// The results in one table, as an encyclopedia shows them, from preferred values.
    func resultsPage() -> Node {
        page(wording.term("page.results"), path: "results.html") {
            tag(.p, [:], text("preferred explained"))
            factList([
                (measure(.seatsTotal), preferred(FactName(.seatsTotal))),
                (measure(.majority), preferred(FactName(.majority))),
                (measure(.turnout), preferred(first: whole(.turnout, round: 1))),
            ])
            results().node()
            openNames()
            marksLegend()
        }
    }

    private func results() -> Table {
        let groups = resultGroups
        let single = groups.count == 1 && groups[0] == Group()
        let titles = [wording.term("heading.votes"), "%"] + (single ? [] : [wording.term("heading.seats")])
        let ends: [Table.Header] = [
            .number(single ? wording.term("heading.seats") : shared("all seats"), rows: 2),
            .number(text("plus minus"), rows: 2),
        ]
        return Table(
            identifier: "results", caption: title,
            head: [
                [.words(wording.term("heading.party"), rows: 2)]
                    + groups.map { .span(groupTitle($0), titles.count) } + ends,
                groups.flatMap { _ in titles.map { .number($0) } },
            ],
            body: rows.map { row in
                [.words(rowName(row))]
                    + groups.flatMap { votes($0, row.id, single) }
                    + [
                        cell(FactName(.seats, participant: row.id)),
                        cell(FactName(.seatsChange, participant: row.id)),
                    ]
            }, foot: totals(groups, single))
    }

    /// Votes, share and seats of somebody in a part of the vote, or of all.
    private func votes(_ group: Group, _ participant: ParticipantID?, _ single: Bool) -> [Table.Cell] {
        [cell(group.name(.votes, participant)), cell(group.name(.voteShare, participant))]
            + (single ? [] : [cell(group.name(.seats, participant))])
    }

    /// The rows below: totals, ballots, electors.
    private func totals(_ groups: [Group], _ single: Bool) -> [[Table.Cell]] {
        func line(_ measure: Measure, share: Measure?, label: String? = nil) -> [Table.Cell] {
            [.words(label ?? self.measure(measure))]
                + groups.flatMap { group -> [Table.Cell] in
                    let round = group.tier == .list ? 1 : group.round ?? 1
                    func names(_ measure: Measure) -> [FactName] {
                        [group.name(measure, nil)]
                            + (group.tier == .constituency && round == 1 && measure != .registered
                                ? [] : whole(measure, round: round))
                    }
                    return [
                        cell(first: names(measure)),
                        share.map { cell(first: names($0)) } ?? .empty,
                    ] + (single ? [] : [.empty])
                } + [.empty, .empty]
        }
        return [
            [.words(wording.term("heading.total"))] + groups.flatMap { votes($0, nil, single) }
                + [cell(FactName(.seatsTotal)), cell(FactName(.seatsChange))],
            line(.valid, share: .validShare), line(.invalid, share: .invalidShare), line(.cast, share: nil),
            line(.registered, share: .turnout, label: "\(measure(.registered)) / \(measure(.turnout))"),
        ]
    }
}
