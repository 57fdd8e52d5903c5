import Counting
import ElectionConduct
import ElectionModel
import ElectoralLaw
import Wording

extension PageContext {
    /// The way to one's own polling station: region, constituency, station. Without a search, so without a script.
    func placesPage() -> Node {
        page(text("page.my station")) {
            tag(.h1, [:], text("page.my station"))
            tag(.p, [:], text("place.explained"))
            for region in figures.election.regions {
                let own = figures.constituencies.filter { $0.region == region.id }
                if !own.isEmpty {
                    tag(.section) {
                        tag(.h2, [:], region.name[language])
                        tag(.ul) {
                            for constituency in own {
                                tag(.li) {
                                    tag(
                                        .a, ["href": link(Site.placesPath(constituency.id))],
                                        constituency.name[language])
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// One constituency for those who vote in it: ballots, and every station with its hours and commission.
    func placesPage(_ district: DistrictID, _ count: CountFigures) -> Node {
        let name = figures.election.districts.first { $0.id == district }?.name[language] ?? district.rawValue
        return page("\(text("page.my station")): \(name)") {
            tag(.nav, ["class": "breadcrumb", "aria-label": wording.term("navigation.breadcrumb")]) {
                tag(.a, ["href": link("my-station.html")], text("page.my station"))
                " › \(name)"
            }
            tag(.h1, [:], name)
            for ballot in count.ballots
            where ballot.district == district
                || figures.law.tiers.contains(where: { tier in
                    tier.id == ballot.tier && !figures.constituencies.contains { $0.id == ballot.district }
                })
            {
                sample(ballot)
            }
            tag(.section) {
                tag(.h2, ["id": "places"], heading("polling stations"))
                for place in count.places[district] ?? [] { self.place(place) }
            }
            tag(.p) { tag(.a, ["href": link(Site.stationsPath(district))], text("about.stations")) }
        }
    }

    /// What is on the ballot, in its order; nobody can take it for a paper.
    private func sample(_ ballot: CountFigures.Ballot) -> Node {
        let title = "\(tierName(ballot.tier)), \(wording.round(ballot.round))"
        return tag(.section, ["class": "ballot"]) {
            tag(.h2, [:], title)
            tag(.p, ["class": "sample"]) { tag(.strong, [:], text("place.sample")) }
            tag(.ol) {
                for choice in ballot.choices {
                    let own = figures.election.choices.first { $0.id == choice }
                    tag(.li) {
                        tag(.span, ["class": "box", "aria-hidden": "true"])
                        own?.name[language] ?? choice.rawValue
                        if let own, own.kind == .candidate {
                            " "
                            tag(.small) { groupLabel(own.nominator ?? Figures.independents) }
                        }
                    }
                }
            }
        }
    }

    private func place(_ place: CountFigures.Place) -> Node {
        var rows: [(label: String, content: [Node])] = [(heading("registered"), [number(place.electors)])]
        for hours in place.hours {
            let open = hours.isPostponed ? text("count.postponed") : "\(hours.opens)–\(hours.closes)"
            rows.append(("\(text("place.hours")), \(wording.round(hours.round))", [.text(open)]))
        }
        for member in place.members {
            let party = member.party.map { groupName($0) } ?? "–"
            rows.append((text("place office.\(member.office.rawValue)"), [.text(party)]))
        }
        return tag(.details, ["class": "place"]) {
            tag(.summary, ["id": "station-\(fileName(place.id.rawValue))"]) {
                "\(heading("polling station")) \(place.id.rawValue)"
                if place.isElectronic { " (\(text("count.electronic")))" }
            }
            facts(rows)
        }
    }

    // MARK: Observers' copies

    /// Copies that observers handed in, with what they say otherwise and what was answered.
    func copies(_ copies: [CountFigures.Copy]) -> Node? {
        guard !copies.isEmpty else { return nil }
        return tag(.section) {
            tag(.h2, ["id": "copies-heading"], text("copy.heading"))
            tag(.p, [:], text("copy.explained"))
            Table(
                identifier: "copies", caption: text("copy.heading"),
                head: [
                    [
                        .words(heading("polling station")), .words(text("ballot")), .words(text("copy.taken")),
                        .words(text("count.field")), .number(text("copy.claimed")), .number(text("copy.official")),
                        .words(text("copy.answer")),
                    ]
                ],
                body: copies.flatMap { copy -> [[Table.Cell]] in
                    let start: [Table.Cell] = [
                        .words(copy.station.rawValue),
                        .words("\(tierName(copy.tier)), \(wording.round(copy.round))"), .words(copy.takenAt),
                    ]
                    let answer = copy.answer.map { "\(text("copy result.\($0.rawValue)")): \(copy.reason)" }
                    let end = [Table.Cell.words(answer ?? text("copy result.claimed"))]
                    guard let differences = copy.differences else {
                        return [start + [.words(text("copy.no official")), .empty, .empty] + end]
                    }
                    guard !differences.isEmpty else {
                        return [start + [.words(text("copy.agrees")), .empty, .empty] + end]
                    }
                    return differences.map { difference in
                        start + [
                            .words(difference.field), .number(number(difference.claimed)),
                            .number(number(difference.official)),
                        ] + end
                    }
                }
            ).node()
        }
    }

    // MARK: Observers' written acts

    /// Acts that observers wrote about stations, with whether the commission attached them and what it answered.
    func writtenActs(_ acts: [WrittenAct]) -> Node? {
        guard !acts.isEmpty else { return nil }
        func own(_ key: String) -> String { wording.term("conduct.written act.\(key)") }
        return tag(.section) {
            tag(.h2, ["id": "written-acts-heading"], own("heading"))
            tag(.p, [:], own("explained"))
            Table(
                identifier: "written-acts", caption: own("heading"),
                head: [
                    [
                        .words(heading("polling station")), .words(text("ballot")), .words(own("number")),
                        .words(own("handed over")), .words(own("writer")), .words(own("stated")), .words(own("became")),
                    ]
                ],
                body: acts.map { act in
                    let received = act.received
                    return [
                        .words(received.station.rawValue),
                        .words("\(tierName(received.tier)), \(wording.round(received.round))"), .words(received.id),
                        .words(received.handedOverAt.description.replacing("T", with: " ")),
                        .words(wording.writer(of: act)), .words(received.text),
                        .words([
                            tag(.p, [:], wording.receipt(of: act)), tag(.p, [:], wording.answer(about: act)),
                        ]),
                    ]
                }
            ).node()
        }
    }
}
