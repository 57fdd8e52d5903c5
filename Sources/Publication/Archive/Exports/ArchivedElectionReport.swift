import DataFormats
import ElectionModel
import SourceArchive

/// The preferred values of an archived election after NIST SP 1500-100 version 2, by the writer of the elections' own reports.
///
/// The standard knows neither tiers nor two sources of one figure: a contest has the values of its own tier, seats of other tiers are
/// counts of type `other`, and a contested figure is left out, which makes the report a partial one.
struct ArchivedElectionReport {
    let figures: PreferredFigures
    /// The last day on which the archive changed for this election.
    let generated: CalendarDate
    private let firstDay: (day: CalendarDate, isContested: Bool)

    /// Nil for an election of which no page gives a polling day: the standard wants one.
    init?(_ figures: PreferredFigures) {
        guard let day = figures.pollingDay(round: 1) else { return nil }
        self.figures = figures
        firstDay = day
        generated = ChangeFeed(figures.archive).lastDay ?? day.day
    }

    func tree() -> ReportObject {
        let elections = rounds.map(election)
        let contests = rounds.flatMap(contests)
        return ReportObject(
            "ElectionReport",
            [
                ("Election", .objects(elections)), ("Format", .text("summary-contest")),
                ("GeneratedDate", .text("\(generated)T00:00:00Z")), ("GpUnit", .objects(units(contests))),
                ("Issuer", .text("Sailau")), ("IssuerAbbreviation", .text("SAILAU")), ("IsTest", .flag(false)),
                ("Notes", .text(notes)), ("Office", hasPersons(contests) ? .objects([office]) : nil),
                ("Party", .objects(parties(contests))), ("Person", .objects(persons(contests))),
                ("SequenceStart", .whole(1)), ("SequenceEnd", .whole(1)),
                ("Status", .text(contested.isEmpty ? "unofficial-complete" : "unofficial-partial")),
                ("VendorApplicationId", .text("sailau")),
            ])
    }

    private var contested: [String] {
        figures.comparison.facts.filter { $0.standing(figures.archive.preferences) == .contested }.map(
            \.name.description)
    }

    private var notes: String {
        var text = "Collected from published sources (data/election.json), not issued by an election authority."
        if firstDay.isContested { text += " The polling day is contested: that of most sources stands here." }
        if !contested.isEmpty {
            text += " Left out, since sources contradict each other: \(contested.joined(separator: ", "))."
        }
        return text
    }

    // MARK: Elections

    /// Nil is the first ballot.
    private var rounds: [Int?] {
        let hasSecond = figures.comparison.facts.contains { $0.name.round == 2 } && figures.pollingDay(round: 2) != nil
        return hasSecond ? [nil, 2] : [nil]
    }

    private func election(_ round: Int?) -> ReportObject {
        let day = (round == nil ? firstDay : figures.pollingDay(round: 2) ?? firstDay).day
        let contests = contests(round)
        let id = figures.comparison.election.id.rawValue
        return ReportObject(
            "Election",
            [
                ("BallotCounts", .objects(ballotCounts(round))),
                ("Candidate", .objects(contests.flatMap(candidates))), ("Contest", .objects(contests.map(contest))),
                ("CountStatus", .objects([ElectionReport.countStatus("completed")])),
                ("ElectionScopeId", .references([ReportIdentifier.country])),
                ("ExternalIdentifier", .objects([ElectionReport.external(id)])),
                ("Name", .object(ElectionReport.text(Multilingual(name)))), ("StartDate", .text("\(day)")),
                ("EndDate", .text("\(day)")), ("Type", .text(round == nil ? "general" : "runoff")),
            ])
    }

    /// `Kazakhstan, parliamentary election`: the kind of election is read from it.
    private var name: String { "\(figures.country), \(figures.comparison.election.contest.rawValue) election" }

    /// Ballots of the country as a whole.
    private func ballotCounts(_ round: Int?) -> [ReportObject] {
        let cast = figures.count(figures.ballots(.cast, nil, round: round))
        let rejected = figures.count(figures.ballots(.invalid, nil, round: round))
        guard cast != nil || rejected != nil else { return [] }
        return [
            ReportObject(
                "BallotCounts",
                [
                    ("GpUnitId", .references([ReportIdentifier.country])), ("Type", .text("total")),
                    ("BallotsCast", cast.map { .whole($0) }), ("BallotsRejected", rejected.map { .whole($0) }),
                ])
        ]
    }

    // MARK: Contests

    private struct Contest {
        var constituency: String?
        var round: Int?
        var votes: FactName?
        /// Columns of seats; the first is the contest's own where it has votes.
        var seats: [FactName]
        var rows: [ParticipantID]
        var isOfPersons: Bool

        var identifier: String {
            let parts = ["contest", constituency ?? "country", votes == nil ? "seats" : "votes", "round\(round ?? 1)"]
            return parts.map(ReportIdentifier.part).joined(separator: ".")
        }
        var unit: String { ArchivedElectionReport.unit(constituency) }
    }

    private static func unit(_ constituency: String?) -> String {
        constituency.map { "gp.constituency." + ReportIdentifier.part($0) } ?? ReportIdentifier.country
    }

    private func contests(_ round: Int?) -> [Contest] {
        let places = [nil] + figures.constituencies.map { Optional($0.key) }
        return places.flatMap { contests(round, $0) }
    }

    private func contests(_ round: Int?, _ place: String?) -> [Contest] {
        let votes = figures.column(.votes, place, round: round)
        var own = votes
        own.measure = .seats
        if own.tier == .constituency { own.round = round }
        var result: [Contest] = []
        let voted = figures.rows([votes])
        if !voted.isEmpty {
            let isOfPersons = voted.contains { figures.kind($0) == .person }
            let seats = round == nil && !isOfPersons ? [own] : []
            result.append(
                Contest(
                    constituency: place, round: round, votes: votes, seats: seats, rows: figures.rows([votes] + seats),
                    isOfPersons: isOfPersons))
        }
        guard round == nil else { return result }
        let others = figures.comparison.facts.map { $0.name.of(nil) }.filter { name in
            name.measure == .seats && name.constituency == place && name.detail == nil
                && (name != own || voted.isEmpty) && !figures.rows([name]).isEmpty
        }
        let columns = others.reduce(into: [FactName]()) { if !$0.contains($1) { $0.append($1) } }
        if !columns.isEmpty {
            result.append(
                Contest(
                    constituency: place, round: nil, votes: nil, seats: columns, rows: figures.rows(columns),
                    isOfPersons: false))
        }
        return result
    }

    private func contest(_ contest: Contest) -> ReportObject {
        let selections = contest.rows.enumerated().map { position, id in
            ReportObject(
                contest.isOfPersons ? "CandidateSelection" : "PartySelection", isSubclass: true,
                identifier: "sel.\(contest.identifier).\(ReportIdentifier.part(id.rawValue))",
                [
                    ("SequenceOrder", .whole(Int64(position + 1))), ("VoteCounts", .objects(counts(contest, id))),
                    contest.isOfPersons
                        ? ("CandidateIds", .references([candidate(contest, id)]))
                        : ("PartyIds", .references([party(id)])),
                ])
        }
        let seats = figures.count(FactName(.seatsTotal, constituency: contest.constituency)) ?? 1
        return ReportObject(
            contest.isOfPersons ? "CandidateContest" : "PartyContest", isSubclass: true,
            identifier: contest.identifier,
            [
                ("ContestSelection", .objects(selections)),
                ("CountStatus", .objects([ElectionReport.countStatus("completed")])),
                ("ElectionDistrictId", .references([contest.unit])),
                ("ExternalIdentifier", .objects([ElectionReport.external(contest.identifier)])),
                ("Name", .text(contest.constituency ?? name)),
                ("OtherCounts", .objects([ElectionReport.otherCounts(contest.unit)])),
                ("VoteVariation", .text(contest.isOfPersons ? "plurality" : "proportional")),
                ("NumberElected", contest.isOfPersons ? .whole(max(1, seats)) : nil),
                ("OfficeIds", contest.isOfPersons ? .references(["office"]) : nil),
                ("VotesAllowed", contest.isOfPersons ? .whole(1) : nil),
            ])
    }

    private func counts(_ contest: Contest, _ id: ParticipantID) -> [ReportObject] {
        func object(_ type: String, other: String? = nil, _ count: Int64) -> ReportObject {
            ReportObject(
                "VoteCounts",
                [
                    ("GpUnitId", .references([contest.unit])), ("Type", .text(type)),
                    ("OtherType", other.map { .text($0) }), ("Count", .whole(count)),
                ])
        }
        var counts: [ReportObject] = []
        if let votes = contest.votes, let count = figures.count(votes.of(id)) { counts.append(object("total", count)) }
        for column in contest.seats {
            guard let count = figures.count(column.of(id)) else { continue }
            if contest.votes != nil {
                counts.append(object("seats", count))
            } else {
                // `seats.constituency.round1`: the name of the fact, without whom it is about.
                counts.append(
                    object("other", other: FactName(.seats, tier: column.tier, round: column.round).description, count))
            }
        }
        return counts
    }

    // MARK: What contests refer to

    private func hasPersons(_ contests: [Contest]) -> Bool { contests.contains(where: \.isOfPersons) }

    private func candidate(_ contest: Contest, _ id: ParticipantID) -> String {
        "cand.\(contest.identifier).\(ReportIdentifier.part(id.rawValue))"
    }

    private func candidates(_ contest: Contest) -> [ReportObject] {
        guard contest.isOfPersons else { return [] }
        return contest.rows.map { id in
            ReportObject(
                "Candidate", identifier: candidate(contest, id),
                [
                    ("BallotName", .object(ElectionReport.text(Multilingual(figures.name(id))))),
                    ("ExternalIdentifier", .objects([ElectionReport.external(id.rawValue)])),
                    ("PersonId", .references([person(id)])), ("PreElectionStatus", .text("qualified")),
                ])
        }
    }

    private func party(_ id: ParticipantID) -> String { "party.\(ReportIdentifier.part(id.rawValue))" }
    private func person(_ id: ParticipantID) -> String { "person.\(ReportIdentifier.part(id.rawValue))" }

    private func parties(_ contests: [Contest]) -> [ReportObject] {
        ids(contests.filter { !$0.isOfPersons }).map { id in
            ReportObject(
                "Party", identifier: party(id),
                [
                    ("ExternalIdentifier", .objects([ElectionReport.external(id.rawValue)])),
                    ("Name", .object(ElectionReport.text(Multilingual(figures.name(id))))),
                    ("PartyScopeGpUnitIds", .references([ReportIdentifier.country])),
                ])
        }
    }

    private func persons(_ contests: [Contest]) -> [ReportObject] {
        ids(contests.filter(\.isOfPersons)).map { id in
            ReportObject(
                "Person", identifier: person(id),
                [
                    (
                        "ExternalIdentifier",
                        .objects([
                            ElectionReport.external(
                                id.rawValue, type: figures.kind(id) == .againstAll ? "against-all" : "sailau")
                        ])
                    ),
                    ("FullName", .object(ElectionReport.text(Multilingual(figures.name(id))))),
                ])
        }
    }

    private func ids(_ contests: [Contest]) -> [ParticipantID] {
        var seen: Set<ParticipantID> = []
        return contests.flatMap(\.rows).filter { seen.insert($0).inserted }
    }

    private var office: ReportObject {
        ReportObject(
            "Office", identifier: "office",
            [
                ("ElectionDistrictId", .references([ReportIdentifier.country])),
                ("ExternalIdentifier", .objects([ElectionReport.external("office")])),
                ("Name", .object(ElectionReport.text(Multilingual(figures.comparison.election.body ?? name)))),
            ])
    }

    /// The country, and the constituencies of which there are contests.
    private func units(_ contests: [Contest]) -> [ReportObject] {
        let used = Set(contests.compactMap(\.constituency))
        let places = figures.constituencies.filter { used.contains($0.key) }
        let country = unit(nil, figures.country, parts: places.map { Self.unit($0.key) })
        return [country] + places.map { unit($0.key, $0.name, parts: []) }
    }

    private func unit(_ constituency: String?, _ name: String, parts: [String]) -> ReportObject {
        let registered = figures.count(figures.ballots(.registered, constituency, round: nil))
        let cast = figures.count(figures.ballots(.cast, constituency, round: nil))
        return ReportObject(
            "ReportingUnit", isSubclass: true, identifier: Self.unit(constituency),
            [
                ("ComposingGpUnitIds", parts.isEmpty ? nil : .references(parts)),
                (
                    "ExternalIdentifier",
                    .objects([ElectionReport.external(constituency ?? figures.comparison.election.country)])
                ),
                ("Name", .object(ElectionReport.text(Multilingual(name)))),
                ("IsDistricted", constituency == nil ? nil : .flag(true)),
                ("Type", .text(constituency == nil ? "country" : "other")),
                ("OtherType", constituency == nil ? nil : .text("constituency")),
                ("VotersParticipated", cast.map { .whole($0) }), ("VotersRegistered", registered.map { .whole($0) }),
            ])
    }
}
