import ElectionModel
import Wording

extension PageContext {
    /// Who could vote, who did, and what was valid, by ballot and by region.
    func turnoutPage() -> Node {
        page(wording.term("page.turnout")) {
            tag(.h1, [:], wording.term("page.turnout"))
            statusLine()
            tag(.p, [:], text("turnout base"))
            if let count = figures.count, !count.hours.isEmpty { hourly(count) }
            turnoutBars(
                "turnout", text("turnout by ballot"), figures.turnout.map { (ballotName($0), $0.turnout) }
            ).node(self)
            Table(
                identifier: "turnout-table", caption: text("turnout by ballot"),
                head: [
                    [
                        .words(text("ballot")), .number(heading("registered")), .number(heading("took part")),
                        .number(heading("turnout")), .number(heading("valid")), .number(heading("invalid")),
                        .number(text("invalid share")),
                    ]
                ],
                body: figures.turnout.map { row in
                    [
                        .words(ballotName(row)), .number(number(row.registered)), .number(number(row.cast)),
                        .number(number(row.turnout)), .number(number(row.valid)), .number(number(row.invalid)),
                        .number(number(row.invalidShare)),
                    ]
                }
            ).node()
            downloads(["turnout"])
            if figures.regions.contains(where: { $0.registered.whole != nil }) {
                tag(.h2, [:], text("turnout by region"))
                turnoutBars(
                    "turnout-regions", text("turnout by region"),
                    figures.regions.map { ($0.name[language], $0.turnout) }
                ).node(self)
                Table(
                    identifier: "turnout-regions-table", caption: text("turnout by region"),
                    head: [
                        [
                            .words(heading("region")), .number(heading("registered")), .number(heading("took part")),
                            .number(heading("turnout")),
                        ]
                    ],
                    body: figures.regions.map { row in
                        [
                            .words(row.name[language]), .number(number(row.registered)), .number(number(row.cast)),
                            .number(number(row.turnout)),
                        ]
                    }
                ).node()
                downloads(["regions"])
            }
        }
    }

    /// Reports of the polling day; they say nothing about votes, so that no embargo holds them back.
    private func hourly(_ count: CountFigures) -> Node {
        tag(.section) {
            tag(.h2, [:], text("hour.heading"))
            tag(.p, [:], text("hour.explained"))
            turnoutBars(
                "turnout-hours", text("hour.heading"),
                count.hours.map { ("\(wording.round($0.round)), \($0.hour):00", $0.share) }
            ).node(self)
            Table(
                identifier: "hours", caption: text("hour.heading"),
                head: [
                    [
                        .words(text("hour.until")), .words(text("ballot")), .number(heading("polling stations")),
                        .number(heading("took part")), .number(heading("registered")), .number(heading("turnout")),
                    ]
                ],
                body: count.hours.map { hour in
                    [
                        .words("\(hour.hour):00"), .words(wording.round(hour.round)), .number(number(hour.stations)),
                        .number(number(hour.tookPart)), .number(number(hour.electors)), .number(number(hour.share)),
                    ]
                }
            ).node()
            downloads(["hours"])
        }
    }

    private func ballotName(_ row: Figures.Turnout) -> String {
        "\(tierName(row.tier)), \(wording.round(row.round))"
    }

    private func turnoutBars(_ identifier: String, _ title: String, _ rows: [(label: String, share: Quantity)])
        -> BarChart
    {
        let bars = rows.map { row -> BarChart.Bar in
            var amount: Int64 = 0
            if case .share(let share) = row.share.value { amount = Int64(clamping: share.rounded(scale: 10_000)) }
            return BarChart.Bar(label: row.label, amount: amount, value: written(row.share))
        }
        return BarChart(
            identifier: identifier, title: title,
            description: bars.map { "\($0.label): \($0.value)" }.joined(separator: "; ") + ". "
                + wording.term("accessibility.table of chart"),
            bars: bars, full: 10_000)
    }
}
