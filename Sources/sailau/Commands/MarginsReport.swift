import ElectionModel
import SeatAllocation
import Wording

/// The margins of one contest as a table for people.
struct MarginsReport {
    let contest: ContestMargins
    let wording: Wording

    func text() -> String {
        let names = wording.names
        let tier = names.tier(contest.tier, wording.language)
        let round = wording.term(contest.round == 1 ? "heading.first ballot" : "heading.second ballot")
        var lines = [Terminal.bold("\(tier), \(names.district(contest.district, wording.language)), \(round)")]
        if let gap = contest.gap {
            lines.append(
                "  " + wording.term("votes needed.not computed", [Figure("reason", .text(wording.name(of: gap)))]))
        }
        if !contest.margins.isEmpty { lines.append(table()) }
        return lines.joined(separator: "\n") + "\n\n"
    }

    private func table() -> String {
        var table = TextTable([
            (wording.term("heading.holder"), .left), (wording.term("votes needed.effect"), .left),
            (wording.term("votes needed.kind"), .left), (wording.term("votes needed.needed"), .right),
            (wording.term("votes needed.from"), .left), (wording.term("votes needed.to"), .left),
        ])
        func name(_ id: ChoiceID?) -> String { id.map { wording.names.choice($0, wording.language) } ?? "–" }
        for margin in contest.margins {
            table.add([
                name(margin.subject), wording.name(of: margin.effect), wording.name(of: margin.kind),
                wording.needed(margin.votes), name(margin.from), name(margin.to),
            ])
        }
        return table.text()
    }
}
