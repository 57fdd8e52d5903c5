import ElectionModel
import Wording

extension PageContext {
    /// One constituency: both ballots side by side, how far it was from a majority, and how the seat was won.
    func constituencyPage(_ constituency: Figures.Constituency) -> Node {
        page(constituency.name[language]) {
            tag(.nav, ["class": "breadcrumb", "aria-label": wording.term("navigation.breadcrumb")]) {
                tag(.a, ["href": link("constituencies.html")], wording.term("page.constituencies"))
                " › \(regionName(constituency.region))"
            }
            tag(.h1, [:], constituency.name[language])
            if let count = figures.count { contestLine(constituency.id, count) }
            outcomeLine(constituency)
            tag(.section, ["aria-labelledby": "votes-heading"]) {
                tag(.h2, ["id": "votes-heading"], heading("votes"))
                candidateTable(constituency).node()
                downloads(["constituencies"], wide: true)
                for ballot in constituency.ballots {
                    tag(.h3, [:], wording.round(ballot.round))
                    bars(ballot).node(self)
                    distances(ballot)
                    closeness(of: ballot)
                }
            }
            tag(.section, ["aria-labelledby": "won-heading"]) {
                tag(.h2, ["id": "won-heading"], wording.term("page.how this seat was won"))
                derivation(constituency.derivation)
            }
            if figures.count != nil {
                tag(.p) { tag(.a, ["href": link(Site.stationsPath(constituency.id))], text("about.stations")) }
            }
            neighbours(constituency)
        }
    }

    private func outcomeLine(_ constituency: Figures.Constituency) -> Node {
        tag(.p, ["class": "status"]) {
            if let winner = winnerRow(constituency) {
                tag(.strong, [:], "\(heading("elected")): \(winner.name[language])")
                ", "
                groupLabel(winner.group)
                ". \(text("round")): "
                number(constituency.decidedInRound)
                "."
            } else {
                tag(
                    .strong, [:],
                    constituency.open.map { wording.name(of: $0) } ?? wording.term("publication.not decided"))
                if let explained = constituency.open.flatMap({ wording.explanation(of: $0) }) { " \(explained)" }
            }
            " "
            wording.term("publication.base line", [Figure("base", .text(wording.term("base genitive.valid votes")))])
            if let kind = constituency.ballots.first?.valid.provenance {
                " \(heading("votes")): "
                tag(.strong, [:], text("data.\(kind.rawValue)"))
                "."
            }
        }
    }

    private func candidateTable(_ constituency: Figures.Constituency) -> Table {
        let ballots = constituency.ballots
        var candidates: [Figures.CandidateRow] = []
        for row in ballots.flatMap(\.rows) where !candidates.contains(where: { $0.candidate == row.candidate }) {
            candidates.append(row)
        }
        func row(_ label: String, _ field: (Figures.Ballot) -> Quantity) -> [Table.Cell] {
            [.words(label), .empty] + ballots.flatMap { [.number(number(field($0))), .empty] } + [.empty]
        }
        return Table(
            identifier: "candidates", caption: "\(heading("votes")): \(constituency.name[language])",
            head: [
                [.words(heading("candidate"), rows: 2), .words(heading("nominated by"), rows: 2)]
                    + ballots.map { .span(wording.round($0.round), 2) } + [.words(text("outcome"), rows: 2)],
                ballots.flatMap { _ in [.number(heading("votes")), .number("%")] },
            ],
            body: candidates.map { candidate in
                let own = ballots.map { ballot in ballot.rows.first { $0.candidate == candidate.candidate } }
                let isElected = own.contains { $0?.isElected == true }
                var outcome: [String] = []
                if candidate.isFinalist { outcome.append(heading("finalist")) }
                if isElected { outcome.append(heading("elected")) }
                return [
                    .words(candidate.name[language]), .words(groupLabel(candidate.group)),
                ]
                    + own.flatMap { row -> [Table.Cell] in
                        guard let row else { return [.empty, .empty] }
                        return [.number(number(row.votes)), .number(number(row.share))]
                    } + [
                        Table.Cell(
                            content: [.text(outcome.joined(separator: "; "))],
                            style: isElected ? "elected" : candidate.isFinalist ? "finalist" : nil)
                    ]
            },
            foot: [
                row(heading("valid"), \.valid), row(heading("invalid"), \.invalid), row(heading("took part"), \.cast),
                row(heading("registered"), \.registered), row(heading("turnout"), \.turnout),
            ])
    }

    private func bars(_ ballot: Figures.Ballot) -> BarChart {
        let bars = ballot.rows.map { row in
            BarChart.Bar(
                label: row.name[language], group: row.group, amount: row.votes.whole ?? 0,
                value: "\(written(row.votes)) · \(written(row.share))")
        }
        let leader = bars.first?.amount ?? 0
        // The least that elects is what the leader has less what it has beyond that.
        let line = ballot.distanceToMajority.whole.map { leader - $0 }
        return BarChart(
            identifier: "round\(ballot.round)", title: "\(heading("votes")): \(wording.round(ballot.round))",
            description: bars.map { "\($0.label): \($0.value)" }.joined(separator: "; ") + ". "
                + text("table above"),
            bars: bars, full: max(leader, line ?? 0),
            line: line.map { ($0, "\(heading("majority")): \(wording.number($0))") })
    }

    private func distances(_ ballot: Figures.Ballot) -> Node {
        facts([
            (heading("distance to majority"), [number(ballot.distanceToMajority, signed: true)]),
            (heading("margin"), [number(ballot.lead, signed: true)]),
        ])
    }

    private func neighbours(_ constituency: Figures.Constituency) -> Node {
        let all = figures.constituencies
        let place = all.firstIndex { $0.id == constituency.id } ?? 0
        return tag(.nav, ["class": "neighbours", "aria-label": wording.term("navigation.related")]) {
            if place > 0 {
                tag(
                    .a, ["href": constituencyLink(all[place - 1].id), "rel": "prev"],
                    "← \(all[place - 1].name[language])")
            }
            if place + 1 < all.count {
                tag(
                    .a, ["href": constituencyLink(all[place + 1].id), "rel": "next"],
                    "\(all[place + 1].name[language]) →")
            }
        }
    }
}
