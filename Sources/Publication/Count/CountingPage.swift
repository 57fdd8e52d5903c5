import ElectionConduct
import ElectionModel
import ElectoralLaw
import Wording

extension PageContext {
    /// Where the count stands: by contest, what was changed, what was late.
    func countingPage(_ count: CountFigures) -> Node {
        page(text("page.counting")) {
            tag(.h1, [:], text("page.counting"))
            countLine(count)
            tag(.section) {
                tag(.h2, ["id": "progress-heading"], text("count.progress"))
                progressTable(count).node()
                downloads(["progress"], wide: true)
            }
            for list in figures.lists {
                tag(.section) {
                    tag(
                        .h2, ["id": "\(fileName(list.tier.rawValue))-heading"],
                        "\(text("count.lists")): \(tierName(list.tier))")
                    listBars(list).node(self)
                    listTable(list).node()
                    downloads(["lists"], wide: true)
                }
            }
            tag(.section) {
                tag(.h2, ["id": "changes-heading"], text("count.what changed"))
                if count.changes.isEmpty {
                    tag(.p, [:], text("count.nothing changed"))
                } else {
                    changeTable(count).node()
                }
                downloads(["corrections"])
            }
            tag(.section) {
                tag(.h2, ["id": "late-heading"], text("count.late"))
                if count.deadlines.isEmpty { tag(.p, [:], text("count.nothing late")) } else { lateTable(count).node() }
                downloads(["late"])
            }
        }
    }

    /// The first line of every page while votes are counted: how far, of what, and what it does not say.
    func countLine(_ count: CountFigures) -> Node {
        tag(.p, ["class": "status count"]) {
            tag(.strong, [:], text("count status.\(count.status.rawValue)"))
            for tier in count.tiers {
                " "
                tag(.span) {
                    "\(tierName(tier.tier)), \(wording.round(tier.round)): "
                    number(tier.accepted)
                    " / "
                    number(tier.stations)
                    " \(text("count.stations")), "
                    number(tier.share)
                    " \(text("count.of electors"))."
                    if tier.isElectronicOnly {
                        " "
                        tag(.strong, [:], wording.term("conduct.line.electronic only"))
                    }
                }
            }
        }
    }

    /// The same for one constituency: its own contest alone, so that the page changes only with it.
    func contestLine(_ district: DistrictID, _ count: CountFigures) -> Node {
        tag(.p, ["class": "status count"]) {
            tag(.strong, [:], text("count status.\(count.status.rawValue)"))
            for contest in count.contests where contest.district == district {
                " "
                tag(.span) {
                    "\(tierName(contest.tier)), \(wording.round(contest.round)): "
                    number(contest.accepted)
                    " / "
                    number(contest.stations)
                    " \(text("count.stations")), "
                    number(contest.share)
                    " \(text("count.of electors"))."
                }
            }
        }
    }

    private func progressTable(_ count: CountFigures) -> Table {
        let constituencies = Dictionary(
            figures.constituencies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return Table(
            identifier: "progress", caption: text("count.progress"),
            head: [
                [
                    .words(heading("constituency")), .words(text("round")), .number(text("count.counted")),
                    .number(heading("polling stations")), .number(text("count.postponed")),
                    .number(text("count.recount")), .words(text("count.leader")), .number(heading("votes")),
                    .number(heading("distance to majority")), .number(text("count.complaints")),
                ]
            ],
            body: count.contests.map { contest in
                let own = constituencies[contest.district]
                let ballot = own?.ballots.last { $0.round == contest.round }
                let leader = ballot?.rows.first
                return [
                    .words(own == nil ? [.text(districtName(contest.district))] : [stationsLink(contest.district)]),
                    .words("\(contest.round)"), .number(number(contest.accepted)), .number(number(contest.stations)),
                    .number(number(contest.postponed)), .number(number(contest.underRecount)),
                    .words(
                        leader.map {
                            [
                                .text($0.name[language] + " "),
                                tag(.small) { groupLabel(leader?.group ?? Figures.independents) },
                            ]
                        } ?? []),
                    leader.map { .number(number($0.votes)) } ?? .empty,
                    ballot.map { .number(number($0.distanceToMajority, signed: true)) } ?? .empty,
                    .number(number(contest.openComplaints)),
                ]
            })
    }

    private func districtName(_ id: DistrictID) -> String {
        figures.election.districts.first { $0.id == id }?.name[language] ?? id.rawValue
    }

    private func stationsLink(_ id: DistrictID) -> Node {
        tag(.a, ["href": link("stations/\(fileName(id.rawValue)).html")], districtName(id))
    }

    private func changeTable(_ count: CountFigures) -> Table {
        Table(
            identifier: "corrections", caption: text("count.what changed"),
            head: [
                [
                    .words(text("count.kind")), .words(text("count.where")), .words(text("count.field")),
                    .words(text("count.old")), .words(text("count.new")), .words(text("count.reason")),
                ]
            ],
            body: count.changes.map { change in
                let isNominator = change.kind == .nominator
                return [
                    .words(text("count change.\(change.kind.rawValue)")), .words(subject(change)), .words(change.field),
                    isNominator ? .words(nominator(change.old)) : .words(change.old),
                    isNominator ? .words(nominator(change.new)) : .words(change.new), .words(change.reason),
                ]
            })
    }

    private func subject(_ change: CountFigures.Change) -> String {
        switch change.kind {
        case .corrigendum: "\(change.subject), \(tierName(change.tier)), \(wording.round(change.round))"
        case .annulment: districtName(DistrictID(change.subject))
        case .nominator, .withdrawal, .cancellation: figures.candidateName(ChoiceID(change.subject))[language]
        }
    }

    private func nominator(_ id: String) -> [Node] {
        groupLabel(id.isEmpty ? Figures.independents : PartyID(id))
    }

    private func lateTable(_ count: CountFigures) -> Table {
        Table(
            identifier: "late", caption: text("count.late"),
            head: [
                [
                    .words(wording.term("conduct.line.deadline")), .words(text("count.where")),
                    .words(wording.term("conduct.line.due")), .words(wording.term("conduct.line.done")),
                    .number(text("count.days late")), .words(text("count.article")),
                ]
            ],
            body: count.deadlines.map { deadline in
                [
                    .words([words(deadline.name)]), .words(tierOrText(deadline.subject)), .words(deadline.due),
                    .words(deadline.done), .number(number(deadline.daysLate)),
                    .words(wording.citations(deadline.cites)),
                ]
            })
    }

    private func tierOrText(_ subject: String) -> String {
        figures.law.tiers.first { $0.id.rawValue == subject }.map { $0.name[language] } ?? subject
    }

    // MARK: Stations

    /// Every station of a constituency with where its protocols stand and what they say.
    func stationsPage(_ district: DistrictID, _ count: CountFigures) -> Node {
        let stations = count.stations[district] ?? []
        return page("\(heading("polling stations")): \(districtName(district))") {
            tag(.nav, ["class": "breadcrumb", "aria-label": wording.term("navigation.breadcrumb")]) {
                tag(.a, ["href": link("counting.html")], text("page.counting"))
                " › "
                tag(.a, ["href": constituencyLink(district)], districtName(district))
            }
            tag(.h1, [:], "\(heading("polling stations")): \(districtName(district))")
            contestLine(district, count)
            downloads(["stations/\(fileName(district.rawValue))"])
            for tier in figures.law.tiers
            where stations.contains(where: { $0.protocols.contains { $0.tier == tier.id } }) {
                for round in [1, 2] {
                    let rows = stations.flatMap { station in
                        station.protocols.filter { $0.tier == tier.id && $0.round == round }.map { (station, $0) }
                    }
                    if !rows.isEmpty {
                        tag(.section) {
                            tag(
                                .h2, ["id": "\(tier.id)-\(round)-heading"],
                                "\(tier.name[language]), \(wording.round(round))")
                            stationTable("\(tier.id)-\(round)", "\(tier.name[language]), \(wording.round(round))", rows)
                                .node()
                        }
                    }
                }
            }
            copies(count.copies[district] ?? [])
            writtenActs(count.writtenActs[district] ?? [])
        }
    }

    private func stationTable(
        _ identifier: String, _ caption: String, _ rows: [(CountFigures.Station, CountFigures.Station.Sheet)]
    ) -> Table {
        let choices = rows.first { !$0.1.votes.isEmpty }?.1.votes.map(\.choice) ?? []
        let hasPhotographs = figures.count?.hasPhotographs == true
        return Table(
            identifier: identifier, caption: "\(caption) (\(text("data.\(kind(of: rows).rawValue)")))",
            head: [
                [
                    .words(heading("polling station")), .words(text("count.state")), .number(heading("registered")),
                    .number(heading("took part")), .number(heading("invalid")),
                ] + choices.map { .number(figures.candidateName($0)[language]) }
                    + (hasPhotographs ? [.words(text("count.photograph"))] : [])
            ],
            body: rows.map { station, sheet in
                [
                    .words(station.id.rawValue + (station.isElectronic ? " (\(text("count.electronic")))" : "")),
                    .words(
                        wording.term("counting.state.\(sheet.state)")
                            + ((sheet.corrections.whole ?? 0) > 0 ? " (\(text("count.corrected")))" : "")),
                    plain(station.electors), plain(sheet.tookPart), plain(sheet.invalid),
                ]
                    + choices.map { choice in
                        sheet.votes.first { $0.choice == choice }.map { plain($0.votes) } ?? .empty
                    } + (hasPhotographs ? [photographs(of: sheet, at: station.id)] : [])
            })
    }

    /// What the figures of a table are, said once above them: a mark on each of some hundred thousand would be most of the bytes
    /// of the night.
    private func kind(of rows: [(CountFigures.Station, CountFigures.Station.Sheet)]) -> ProvenanceKind {
        rows.first?.0.electors.provenance ?? .official
    }

    private func plain(_ quantity: Quantity) -> Table.Cell {
        Table.Cell(content: quantity.whole.map { [.text(wording.number($0))] } ?? [], isNumber: true)
    }

    private func photographs(of sheet: CountFigures.Station.Sheet, at station: StationID) -> Table.Cell {
        .words(
            sheet.photographs.enumerated().flatMap { place, hash -> [Node] in
                let name = "\(text("count.photograph")) \(place + 1)"
                let about = "\(name), \(heading("polling station")) \(station)"
                return [tag(.a, ["href": rootLink("photographs/\(hash)"), "aria-label": about], name), .text(" ")]
            })
    }
}
