import ElectionModel
import SeatAllocation
import Wording

extension PageContext {
    /// The number of votes with its kind, or in words what is known of it.
    func number(_ needed: Figures.NeededVotes) -> Node {
        switch needed.needed {
        case .exact, .notComputed: number(needed.votes)
        case .bounds, .impossible:
            tag(
                .data, ["value": "", "data-figure": needed.votes.key, "class": "absent words"],
                wording.needed(needed.needed))
        }
    }

    /// From whom to whom the votes would go, each name after its label.
    private func direction(_ needed: Figures.NeededVotes) -> String? {
        let ends = [("from", needed.from), ("to", needed.to)].compactMap { label, choice in
            choice.map { "\(wording.term("votes needed.\(label)")): \(figures.candidateName($0)[language])" }
        }
        let place = needed.district.map { [wording.names.district($0, language)] } ?? []
        return ends.isEmpty ? nil : (ends + place).joined(separator: "; ")
    }

    /// Why numbers were not computed, each reason once.
    private func reasons(_ all: [Figures.NeededVotes]) -> [Node] {
        var gaps: [MarginGap] = []
        for case .notComputed(let gap) in all.map(\.needed) where !gaps.contains(gap) { gaps.append(gap) }
        return gaps.map { tag(.p, [:], "– \(wording.needed(.notComputed($0))).") }
    }

    // MARK: Lists

    /// For each list what would have cost it a seat, and what would have given it one more.
    func listCloseness(_ list: Figures.ListSection) -> [Node] {
        let all = list.rows.flatMap { $0.loses + $0.gains }
        guard !all.isEmpty else { return [] }
        let identifier = "closeness-\(fileName(list.tier.rawValue))"
        var rows: [[Table.Cell]] = []
        for row in list.rows {
            if !row.loses.isEmpty { rows.append(closenessRow(row, .listLoses, row.loses)) }
            if !row.gains.isEmpty { rows.append(closenessRow(row, .listGains, row.gains)) }
        }
        var head: [Table.Header] = [.words(heading("list")), .words(wording.term("votes needed.effect"))]
        head += MarginKind.allCases.map { .number(wording.name(of: $0)) }
        let table = Table(
            identifier: identifier, caption: "\(text("list closeness")): \(tierName(list.tier))",
            head: [head],
            body: rows)
        let isDivided = figures.election.districts.count { $0.tier == list.tier } > 1
        let explained = text("list closeness explained") + (isDivided ? " " + text("in one district") : "")
        var nodes = [tag(.h3, [:], text("list closeness")), tag(.p, [:], explained)]
        nodes += reasons(all)
        nodes.append(table.node())
        return nodes
    }

    private func closenessRow(
        _ row: Figures.ListRow, _ effect: Margin.Effect, _ needed: [Figures.NeededVotes]
    ) -> [Table.Cell] {
        let label = groupOfList(row.list).map { groupLabel($0, name: row.name[language]) }
        let cells = MarginKind.allCases.map { kind -> Table.Cell in
            guard let own = needed.first(where: { $0.kind == kind }) else { return .empty }
            var content = [number(own)]
            if let way = direction(own) { content.append(tag(.small, ["class": "way"], way)) }
            return Table.Cell(content: content, isNumber: true)
        }
        return [.words(label ?? [.text(row.name[language])]), .words(wording.name(of: effect))] + cells
    }

    // MARK: Single seats

    /// What would have changed the decision of a ballot.
    func closeness(of ballot: Figures.Ballot) -> [Node] {
        guard !ballot.changes.isEmpty else { return [] }
        let rows = ballot.changes.map { needed -> (label: String, content: [Node]) in
            var content = [number(needed)]
            if let way = direction(needed) {
                let words = needed.effect.map { "\(wording.name(of: $0)). \(way)" } ?? way
                content.append(tag(.small, ["class": "way"], words))
            }
            return (wording.name(of: needed.kind), content)
        }
        var nodes = [tag(.h4, [:], text("ballot closeness")), facts(rows)]
        nodes += reasons(ballot.changes)
        nodes.append(tag(.p, [:], text("ballot closeness explained")))
        return nodes
    }
}
