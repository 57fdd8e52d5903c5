import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation

/// The objects that contests refer to.
extension ElectionReport {
    private var divisions: DivisionIdentifiers { DivisionIdentifiers(country: figures.law.country) }

    /// The country, its regions and its constituencies, each naming those inside it.
    func units() -> [ReportObject] {
        let places = zip(figures.constituencies, figures.outcome.contests).map { ($0, $1.tier) }
        let direct = places.filter { place, _ in
            !figures.regions.contains { $0.id == place.region }
        }.map { ReportIdentifier.district($1, $0.id) }
        let national =
            figures.lists.first.map { ($0.registered, $0.cast) }
            ?? figures.turnout.first.map { ($0.registered, $0.cast) }
        let whole = unit(
            ReportIdentifier.country, figures.law.country, divisions.country, name: country, type: "country",
            parts: figures.regions.map { ReportIdentifier.region($0.id) } + direct, registered: national?.0,
            cast: national?.1)
        let regions = figures.regions.map { region in
            unit(
                ReportIdentifier.region(region.id), region.id.rawValue, divisions.region(region.id), name: region.name,
                type: "other", otherType: "region",
                parts: places.filter { $0.0.region == region.id }.map { ReportIdentifier.district($1, $0.id) },
                registered: region.registered, cast: region.cast)
        }
        let constituencies = places.map { place, tier in
            let ballot = place.ballots.first { $0.round == 1 }
            return unit(
                ReportIdentifier.district(tier, place.id), place.id.rawValue, divisions.district(tier, place.id),
                name: place.name, type: "other", otherType: "constituency", number: place.id.rawValue, parts: [],
                registered: ballot?.registered, cast: ballot?.cast)
        }
        return [whole] + regions + constituencies
    }

    private func unit(
        _ identifier: String, _ own: String, _ division: String, name: Multilingual, type: String,
        otherType: String? = nil, number: String? = nil, parts: [String], registered: Quantity?, cast: Quantity?
    ) -> ReportObject {
        ReportObject(
            "ReportingUnit", isSubclass: true, identifier: identifier,
            [
                ("ComposingGpUnitIds", parts.isEmpty ? nil : .references(parts)),
                ("ExternalIdentifier", .objects([Self.division(division), Self.external(own)])),
                ("Name", .object(Self.text(name))), ("IsDistricted", number == nil ? nil : .flag(true)),
                ("Number", number.map { .text($0) }), ("Type", .text(type)), ("OtherType", otherType.map { .text($0) }),
                ("VotersParticipated", cast.flatMap(Self.whole)),
                ("VotersRegistered", registered.flatMap(Self.whole)),
            ])
    }

    func offices() -> [ReportObject] {
        var tiers: [TierID] = []
        for contest in figures.outcome.contests where !tiers.contains(contest.tier) { tiers.append(contest.tier) }
        return tiers.map { tier in
            ReportObject(
                "Office", identifier: ReportIdentifier.office(tier),
                [
                    ("ElectionDistrictId", .references([ReportIdentifier.country])),
                    ("ExternalIdentifier", .objects([Self.external(tier.rawValue)])),
                    ("Name", .object(Self.text(figures.file.body))),
                ])
        }
    }

    /// Parties, blocs with their members, and lists that no party nominated.
    func parties() -> [ReportObject] {
        let lists = figures.election.choices.filter { choice in
            figures.lists.contains { $0.rows.contains { $0.list == choice.id } }
        }
        let own = figures.election.parties.map { party in
            let bloc = lists.first { $0.nominator == party.id && !$0.blocMembers.isEmpty }
            return ReportObject(
                bloc == nil ? "Party" : "Coalition", isSubclass: bloc != nil,
                identifier: ReportIdentifier.party(party.id),
                [
                    ("Abbreviation", .object(Self.text(party.shortName))),
                    ("Color", party.colour.map { .text($0.dropFirst().lowercased()) }),
                    ("ExternalIdentifier", .objects([Self.external(party.id.rawValue)])),
                    ("Name", .object(Self.text(party.name))),
                    ("PartyScopeGpUnitIds", .references([ReportIdentifier.country])),
                    ("ContestIds", bloc.map { .references(contests(of: $0.id)) }),
                    ("PartyIds", bloc.map { .references($0.blocMembers.map(ReportIdentifier.party)) }),
                ])
        }
        let others = lists.filter { $0.nominator == nil }.map { list in
            ReportObject(
                "Party", identifier: ReportIdentifier.partyless(list.id),
                [
                    (
                        "ExternalIdentifier",
                        .objects([Self.external(list.id.rawValue, type: "list-without-party")])
                    ),
                    ("Name", .object(Self.text(list.name))),
                    ("PartyScopeGpUnitIds", .references([ReportIdentifier.country])),
                ])
        }
        return own + others
    }

    private func contests(of list: ChoiceID) -> [String] {
        figures.lists.filter { $0.rows.contains { $0.list == list } }.map { ReportIdentifier.lists($0.tier) }
    }

    /// Everyone who stood in a constituency, once. “Against all”, which the standard does not know, is one of them, marked.
    func persons() -> [ReportObject] {
        var seen: Set<ChoiceID> = []
        var result: [ReportObject] = []
        for row in figures.constituencies.flatMap(\.ballots).flatMap(\.rows) where seen.insert(row.candidate).inserted {
            let choice = figures.election.choices.first { $0.id == row.candidate }
            result.append(
                ReportObject(
                    "Person", identifier: ReportIdentifier.person(row.candidate),
                    [
                        ("DateOfBirth", choice?.birthDate.map { .text($0.description) }),
                        (
                            "ExternalIdentifier",
                            .objects([
                                Self.external(
                                    row.candidate.rawValue,
                                    type: choice?.kind == .againstAll ? "against-all" : "sailau")
                            ])
                        ),
                        ("FullName", .object(Self.text(row.name))),
                        ("Gender", choice?.sex.map { .text($0.rawValue) }),
                    ]))
        }
        return result
    }

    /// The divisions that the report names, as the file that validators read instead of the public register.
    func divisionFile() -> [UInt8] {
        var writer = CSVWriter(header: ["id", "name"])
        func append(_ identifier: String, _ name: String) {
            writer.append([identifier, spreadsheetText(name)])
        }
        append(divisions.country, country.english)
        for region in figures.regions { append(divisions.region(region.id), region.name.english) }
        for (place, contest) in zip(figures.constituencies, figures.outcome.contests) {
            append(divisions.district(contest.tier, place.id), place.name.english)
        }
        return writer.bytes
    }
}
