import DataFormats
import ElectionModel
import ElectoralLaw
import SeatAllocation

/// The report of an election after NIST SP 1500-100 version 2 (doi:10.6028/NIST.SP.1500-100r2).
///
/// The first ballot and the lists are one `Election`, the second ballot another of type `runoff` with its own day: the
/// standard knows rounds only for ranked ballots, and a candidate has one state after each election.
struct ElectionReport {
    let figures: Figures
    let settings: ExportSettings
    let note: String
    /// The name of the country.
    let country: Multilingual
    private let generated: CalendarDate

    /// Nil for an election without a polling day: the standard wants one.
    init?(_ figures: Figures, _ settings: ExportSettings, note: String, country: Multilingual) {
        guard let last = figures.election.pollingDays.last else { return nil }
        self.figures = figures
        self.settings = settings
        self.note = note
        self.country = country
        generated = settings.generated ?? last
    }

    func tree() -> ReportObject {
        ReportObject(
            "ElectionReport",
            [
                ("Election", .objects(elections())),
                ("Format", .text("summary-contest")),
                ("GeneratedDate", .text("\(generated)T00:00:00Z")),
                ("GpUnit", .objects(units())),
                ("Issuer", .text("Sailau")), ("IssuerAbbreviation", .text("SAILAU")),
                ("IsTest", .flag(figures.isReconstructed)), ("Notes", .text(notes)),
                ("Office", .objects(offices())), ("Party", .objects(parties())), ("Person", .objects(persons())),
                ("SequenceStart", .whole(Int64(settings.sequence))), ("SequenceEnd", .whole(Int64(settings.sequence))),
                ("Status", .text(status)),
                ("TestType", figures.isReconstructed ? .text("reconstruction") : nil),
                ("VendorApplicationId", .text("sailau")),
            ])
    }

    /// What the standard has no place for, and where it is.
    private var notes: String {
        let places =
            "Ballots cast and rejected of a contest: BallotCounts whose OtherType is the ObjectId of the contest. "
            + "Shares, thresholds, quotas and distances: election.json. "
            + "Divisions below the country: nist-ocd-ids.csv, not in the public register."
        return figures.isReconstructed ? "\(note) \(places)" : places
    }

    private var status: String {
        if figures.house.open.whole ?? 0 > 0, figures.outcome.seats.count < figures.law.seats || isMissingVotes {
            return "unofficial-partial"
        }
        let votes =
            figures.lists.flatMap(\.rows).map(\.votes)
            + figures.constituencies.flatMap(\.ballots).flatMap(\.rows).map(\.votes)
        return votes.allSatisfy { $0.provenance == .official } ? "certified" : "unofficial-complete"
    }

    private var isMissingVotes: Bool {
        figures.outcome.seats.contains { $0.holder == .open(.noTally) }
    }

    private func elections() -> [ReportObject] {
        let days = figures.election.pollingDays
        let second = contests(2)
        var result = [election(days[0], "general", contests(1), lists: true)]
        if !second.isEmpty {
            result.append(election(days.count > 1 ? days[1] : days[0], "runoff", second, lists: false))
        }
        return result
    }

    private func election(
        _ day: CalendarDate, _ type: String, _ contests: [ConstituencyContest], lists: Bool
    ) -> ReportObject {
        let sections = lists ? figures.lists : []
        let round = lists ? 1 : 2
        let counts = sections.compactMap(ballotCounts) + countryCounts(round) + contests.compactMap(\.ballotCounts)
        return ReportObject(
            "Election",
            [
                ("BallotCounts", .objects(counts)),
                ("Candidate", .objects(contests.flatMap(\.candidates))),
                ("Contest", .objects(sections.map(contest) + contests.map(\.contest))),
                ("CountStatus", .objects([Self.countStatus(isMissingVotes ? "in-process" : "completed")])),
                ("ElectionScopeId", .references([ReportIdentifier.country])),
                ("ExternalIdentifier", .objects([Self.external(figures.election.id.rawValue)])),
                ("Name", .object(Self.text(figures.election.name))),
                ("StartDate", .text(day.description)), ("EndDate", .text(day.description)), ("Type", .text(type)),
            ])
    }

    private func contests(_ round: Int) -> [ConstituencyContest] {
        zip(figures.constituencies, figures.outcome.contests).compactMap { constituency, outcome in
            constituency.ballots.first { $0.round == round }.map {
                ConstituencyContest(report: self, constituency: constituency, ballot: $0, outcome: outcome)
            }
        }
    }

    // MARK: Parts that several objects have

    static func text(_ text: Multilingual) -> ReportObject {
        let texts = [("en", text.english), ("ru", text.russian), ("kk", text.kazakh)]
        return ReportObject(
            "InternationalizedText",
            [
                (
                    "Text",
                    .objects(
                        texts.compactMap { language, text in
                            text.map {
                                ReportObject("LanguageString", [("Content", .content(language: language, $0))])
                            }
                        })
                )
            ])
    }

    /// The identifier that the thing has in every other export.
    static func external(_ value: String, type: String = "sailau") -> ReportObject {
        ReportObject(
            "ExternalIdentifier", [("Type", .text("other")), ("OtherType", .text(type)), ("Value", .text(value))])
    }

    static func division(_ value: String) -> ReportObject {
        ReportObject("ExternalIdentifier", [("Type", .text("ocd-id")), ("Value", .text(value))])
    }

    static func countStatus(_ status: String) -> ReportObject {
        ReportObject("CountStatus", [("Status", .text(status)), ("Type", .text("total"))])
    }

    /// Ballots of one contest; nil where neither number is given.
    static func ballotCounts(_ unit: String, _ contest: String, cast: Quantity, rejected: Quantity) -> ReportObject? {
        guard cast.whole != nil || rejected.whole != nil else { return nil }
        return ReportObject(
            "BallotCounts",
            [
                ("GpUnitId", .references([unit])), ("Type", .text("other")), ("OtherType", .text(contest)),
                ("BallotsCast", whole(cast)), ("BallotsRejected", whole(rejected)),
            ])
    }

    static func voteCounts(_ unit: String, _ type: String, _ quantity: Quantity) -> ReportObject? {
        whole(quantity).map { count in
            ReportObject(
                "VoteCounts",
                [("GpUnitId", .references([unit])), ("Type", .text(type)), ("Count", count)])
        }
    }

    /// Ballots have the printed names only.
    static func otherCounts(_ unit: String) -> ReportObject {
        ReportObject("OtherCounts", [("GpUnitId", .references([unit])), ("WriteIns", .whole(0))])
    }

    static func whole(_ quantity: Quantity) -> ReportObject.Value? { quantity.whole.map { .whole($0) } }
}
