import ArgumentParser
import DataFormats
import ElectionConduct
import ElectionModel
import ElectoralLaw
import Observation
import Wording

/// Incidents and campaign entries, counted and joined with complaints.
struct ObserveIncidentsCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents", abstract: "Check entries of incidents and campaign, count them, join complaints.",
        discussion: """
            An entry is a row: \(IncidentTable.columns.joined(separator: ",")).
            It says what its source says; nothing is concluded from it. With --election stations are known, and polls are held against the days
            on which the law lets nobody publish one. With --record complaints are joined by their number, with what was decided, and written acts
            of observers are entries, which others name in same_as by their number in the record.

            Example:
              sailau observe incidents incidents.csv --election kazakhstan-2004 --record day.record --json
            """)

    @OptionGroup var options: RecordOptions
    @Argument(help: "The table of entries.") var table: String
    @Option(help: "The election that they are about.") var election: String?
    @Option(
        help: ArgumentHelp(
            "The record with complaints and written acts: a store or an exported file.", valueName: "record"))
    var record: String?

    func perform() async throws {
        let wording = try options.wording()
        var state: ConductState?
        if let record { state = try await ConductInput.fold(record, upTo: nil).state }
        try report(state, wording)
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func report(_ state: ConductState?, _ wording: Wording) throws {
        // What the record has comes first: entries may name it as the same.
        let acts = state?.actsAsIncidents ?? []
        let entries = try IncidentTable.read(
            AuditSourceOptions.bytes(table), file: table, stations: try election.map(ObserverInput.stations),
            acts: Set(acts.map(\.id)))
        let summary = IncidentSummary(
            acts + entries, complaints: state?.joinedComplaints ?? [], bans: try election.map(Self.bans) ?? [])
        Terminal.print(options.json ? json(summary).text() : text(summary, wording))
    }

    /// From the procedure of the election's law, before each day of voting.
    private static func bans(_ election: String) throws -> [IncidentSummary.PollBan] {
        let setting = try ConductSetting.load(election)
        return setting.election.pollingDays.enumerated().flatMap { index, day in
            ElectionCalendar.of(
                setting.procedure, calledOn: nil, pollingDay: day,
                lastClosing: CivilTime(day, minute: setting.procedure.voting.closes), round: index + 1
            ).entries.filter { $0.deadline.id == "polls-stop" }.map {
                IncidentSummary.PollBan(from: $0.time.date, through: day, cites: $0.deadline.cites)
            }
        }
    }

    private func json(_ summary: IncidentSummary) -> JSON {
        .object([
            ("format", .string("sailau-observe-incidents/1")), ("entries", .count(summary.entries.count)),
            (
                "kinds",
                .array(
                    summary.rows.map { row in
                        .object([
                            ("kind", .string(row.kind.rawValue)), ("incidents", .count(row.incidents)),
                            ("entries", .count(row.entries)), ("corroborated", .count(row.corroborated)),
                            ("with_evidence", .count(row.withEvidence)),
                            ("with_complaint", .count(row.withComplaint)),
                        ])
                    })
            ),
            (
                "poll_bans",
                .array(
                    summary.bans.map { ban in
                        .object([
                            ("from", .string(ban.from.description)), ("through", .string(ban.through.description)),
                            ("cites", .array(ban.cites.map { .string($0) })),
                            (
                                "published",
                                .array(
                                    summary.pollsInBan.filter { ban.holds(on: $0.date) }.map { .string($0.id) })
                            ),
                        ])
                    })
            ),
            ("complaints_joined", .bool(record != nil)),
            (
                "complaints",
                .array(
                    summary.joined.map { item in
                        .object([
                            ("entry", .string(item.entry)), ("number", .string(item.number)),
                            ("known", record == nil ? .null : .bool(item.complaint != nil)),
                            ("decision", .optional(item.complaint?.decision) { .string($0) }),
                            ("other_station", .bool(item.isOfOtherStation)),
                        ])
                    })
            ),
        ])
    }

    private func text(_ summary: IncidentSummary, _ wording: Wording) -> String {
        func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
        func line(_ name: String, _ figures: [Figure] = []) -> String {
            wording.term("observation.incident report.\(name)", figures)
        }
        func count(_ name: String, _ number: Int) -> Figure { Figure(name, .count(UInt64(number))) }
        let incidents = summary.rows.reduce(0) { $0 + $1.incidents }
        var lines = [
            Terminal.bold(line("title", [count("entries", summary.entries.count), count("incidents", incidents)])),
            line("claims"),
        ]
        var kinds = TextTable([
            (label("what"), .left), (label("incidents"), .right), (label("entries"), .right),
            (label("corroborated"), .right), (label("with evidence"), .right), (label("with complaint"), .right),
        ])
        for row in summary.rows {
            kinds.add(
                [wording.name(of: row.kind)]
                    + [row.incidents, row.entries, row.corroborated, row.withEvidence, row.withComplaint]
                    .map { wording.number($0) })
        }
        lines += ["", kinds.text()]
        for ban in summary.bans {
            let polls = summary.pollsInBan.filter { ban.holds(on: $0.date) }
            lines.append(
                line(
                    "ban",
                    [
                        Figure("from", .text(wording.date(ban.from))),
                        Figure("through", .text(wording.date(ban.through))),
                        Figure("article", .text(wording.citations(ban.cites))), count("count", polls.count),
                    ]))
            lines += polls.map { "  \($0.id): \(wording.date($0.date)), \($0.who): \($0.what) (\($0.source))" }
        }
        lines += ["", list(summary, wording)]
        guard !summary.joined.isEmpty else { return lines.joined(separator: "\n") }
        guard record != nil else { return (lines + ["", line("not joined")]).joined(separator: "\n") }
        var complaints = TextTable([
            (label("entries"), .left), (label("complaint"), .left), (label("decision"), .left), ("", .left),
        ])
        for item in summary.joined {
            complaints.add([
                item.entry, item.number,
                item.complaint.map { $0.decision.map { decision(of: $0, wording) } ?? line("complaint open") }
                    ?? line("complaint unknown"),
                item.isOfOtherStation ? line("complaint elsewhere") : "",
            ])
        }
        return (lines + ["", complaints.text()]).joined(separator: "\n")
    }

    private func decision(of effect: String, _ wording: Wording) -> String {
        wording.termIfPresent("service.effect.\(effect)") ?? effect
    }

    /// Every entry with its day, place and source.
    private func list(_ summary: IncidentSummary, _ wording: Wording) -> String {
        func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
        var table = TextTable([
            (label("when"), .left), (label("where"), .left), (label("what"), .left), (label("told by"), .left),
        ])
        for entry in summary.entries {
            let when = entry.time.map { "\(entry.date) \($0)" } ?? "\(entry.date)"
            table.add([
                when, entry.station.map { "\(entry.place) (\($0))" } ?? entry.place,
                "\(wording.name(of: entry.kind)): \(entry.what)",
                "\(entry.source) (\(wording.name(of: entry.sourceKind)))",
            ])
        }
        return table.text()
    }
}
