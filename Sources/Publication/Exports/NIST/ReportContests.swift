import ElectionModel
import ElectoralLaw
import SeatAllocation

extension ElectionReport {
    /// The contest of the lists of a tier, over the country.
    func contest(_ section: Figures.ListSection) -> ReportObject {
        let unit = ReportIdentifier.country
        let identifier = ReportIdentifier.lists(section.tier)
        let selections = section.rows.enumerated().map { position, row in
            ReportObject(
                "PartySelection", isSubclass: true, identifier: ReportIdentifier.selection(identifier, row.list),
                [
                    ("SequenceOrder", .whole(Int64(position + 1))),
                    (
                        "VoteCounts",
                        .objects(
                            [Self.voteCounts(unit, "total", row.votes), Self.voteCounts(unit, "seats", row.seats)]
                                .compactMap(\.self))
                    ),
                    ("PartyIds", .references([party(of: row.list)])),
                ])
        }
        return ReportObject(
            "PartyContest", isSubclass: true, identifier: identifier,
            [
                ("ContestSelection", .objects(selections)), ("CountStatus", .objects([Self.countStatus("completed")])),
                ("ElectionDistrictId", .references([unit])),
                ("ExternalIdentifier", .objects([Self.external(section.tier.rawValue)])),
                ("Name", .text(tierName(section.tier))), ("OtherCounts", .objects([Self.otherCounts(unit)])),
                ("VoteVariation", .text("proportional")),
            ])
    }

    func ballotCounts(_ section: Figures.ListSection) -> ReportObject? {
        Self.ballotCounts(
            ReportIdentifier.country, ReportIdentifier.lists(section.tier), cast: section.cast,
            rejected: section.invalid)
    }

    /// The ballots of all constituencies together.
    func countryCounts(_ round: Int) -> [ReportObject] {
        figures.turnout.filter { row in row.round == round && !figures.lists.contains { $0.tier == row.tier } }
            .compactMap { row in
                Self.ballotCounts(
                    ReportIdentifier.country, ReportIdentifier.all(row.tier, round), cast: row.cast,
                    rejected: row.invalid)
            }
    }

    /// The party of a list, or the object that stands for a list without one.
    func party(of list: ChoiceID) -> String {
        let nominator = figures.election.choices.first { $0.id == list }?.nominator
        return nominator.map(ReportIdentifier.party) ?? ReportIdentifier.partyless(list)
    }

    func tierName(_ tier: TierID) -> String { figures.law.tier(tier)?.name.english ?? tier.rawValue }
}

/// One ballot in one constituency.
struct ConstituencyContest {
    let report: ElectionReport
    let constituency: Figures.Constituency
    let ballot: Figures.Ballot
    let outcome: ContestOutcome

    private var identifier: String { ReportIdentifier.contest(outcome.tier, constituency.id, ballot.round) }
    private var unit: String { ReportIdentifier.district(outcome.tier, constituency.id) }

    var contest: ReportObject {
        let selections = ballot.rows.enumerated().map { position, row in
            ReportObject(
                "CandidateSelection", isSubclass: true,
                identifier: ReportIdentifier.selection(identifier, row.candidate),
                [
                    ("SequenceOrder", .whole(Int64(position + 1))),
                    ("VoteCounts", .objects([ElectionReport.voteCounts(unit, "total", row.votes)].compactMap(\.self))),
                    ("CandidateIds", .references([ReportIdentifier.candidate(identifier, row.candidate)])),
                ])
        }
        let goOn = ballot.round == 1 ? outcome.finalists.count : 0
        return ReportObject(
            "CandidateContest", isSubclass: true, identifier: identifier,
            [
                ("ContestSelection", .objects(selections)),
                ("CountStatus", .objects([ElectionReport.countStatus("completed")])),
                ("ElectionDistrictId", .references([unit])),
                ("ExternalIdentifier", .objects([ElectionReport.external(constituency.id.rawValue)])),
                ("Name", .text(constituency.name.english)),
                ("OtherCounts", .objects([ElectionReport.otherCounts(unit)])),
                ("VoteVariation", .text(variation)), ("NumberElected", .whole(seats)),
                ("NumberRunoff", goOn > 0 ? .whole(Int64(goOn)) : nil),
                ("OfficeIds", .references([ReportIdentifier.office(outcome.tier)])), ("VotesAllowed", .whole(seats)),
            ])
    }

    private var seats: Int64 {
        Int64(
            report.figures.election.districts.first { $0.id == constituency.id && $0.tier == outcome.tier }?.seats ?? 1)
    }

    /// A second ballot is won by whoever has more votes; a further condition of law has no place in the standard.
    private var variation: String {
        if seats > 1 { return "n-of-m" }
        if ballot.round == 1, case .majority? = report.figures.law.tier(outcome.tier)?.rule { return "majority" }
        return "plurality"
    }

    var ballotCounts: ReportObject? {
        ElectionReport.ballotCounts(unit, identifier, cast: ballot.cast, rejected: ballot.invalid)
    }

    var candidates: [ReportObject] {
        ballot.rows.map { row in
            let party = row.group == Figures.independents ? nil : ReportIdentifier.party(row.group)
            return ReportObject(
                "Candidate", identifier: ReportIdentifier.candidate(identifier, row.candidate),
                [
                    ("BallotName", .object(ElectionReport.text(row.name))),
                    ("ExternalIdentifier", .objects([ElectionReport.external(row.candidate.rawValue)])),
                    ("PartyId", party.map { .references([$0]) }),
                    ("PersonId", .references([ReportIdentifier.person(row.candidate)])),
                    ("PostElectionStatus", state(of: row).map { .text($0) }), ("PreElectionStatus", .text("qualified")),
                ])
        }
    }

    /// Nil where the ballot left it open.
    private func state(of row: Figures.CandidateRow) -> String? {
        if row.isElected { return "winner" }
        if ballot.round == 1, row.isFinalist { return "advanced-to-runoff" }
        switch outcome.result {
        case .elected: return "defeated"
        case .runOff: return ballot.round == 1 ? "defeated" : nil
        case .open: return ballot.round == 1 && !outcome.finalists.isEmpty ? "defeated" : nil
        }
    }
}
