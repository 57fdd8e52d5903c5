import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import Wording

/// What observers answered, each figure with its denominator.
struct ObserveReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show how many of those who answered found what should be.",
        discussion: """
            Which reports enter is said by a file of rules, or in short by --entering: complete (everything required is answered),
            first of station, or every. How many each rule leaves out stands above the figures.
            --frame says that the stations are a random sample of so many; without it no interval is printed, because none
            would mean anything.

            Example:
              sailau observe report counting reports.csv --json
              sailau observe report voting *.report --rules Forms/Rules/standard.yaml --deployment teams --frame 9580
            """)

    @OptionGroup var options: QuickCountCommands.Options
    @Argument(help: "The form: its name under Forms/, or a path.") var form: String
    @Argument(help: "Tables of reports, or reports as observers handed them in.") var reports: [String]

    @Option(
        help: "Which reports enter: complete, first of station or every.",
        transform: { text in
            let known: [ReportRules] = [.complete, .firstOfStation, .every]
            guard let rules = known.first(where: { $0.id == text }) else {
                throw ValidationError("There is no rule `\(text)`. Write complete, first of station or every.")
            }
            return rules
        })
    var entering: ReportRules?

    @Option(help: ArgumentHelp("Rules that say which reports enter.", valueName: "file")) var rules: String?
    @Option(help: ArgumentHelp("Who is accredited, in which team and sent where.", valueName: "folder"))
    var deployment: String?
    @Option(help: "All stations, if those that were visited are a random sample of them.") var frame: Int?

    func validate() throws {
        if let frame, !(1...10_000_000).contains(frame) { throw ValidationError("A frame has stations.") }
        guard entering == nil || rules == nil else { throw ValidationError("Give --entering or --rules, not both.") }
    }

    func run() throws {
        let wording = try options.wording()
        let form = try ObserverInput.form(form)
        let deployment = try ObserverInput.deployment(deployment, election: nil)
        let rules = try self.rules.map { try readRules($0, form, deployment != nil, wording) } ?? entering ?? .complete
        let reports = try ObserverInput.reports(reports, form, wording)
        let selection = ReportSelection(reports, by: rules, form: form, deployment: deployment)
        let summary = ObservationSummary(form, selection, frame: frame)
        Terminal.print(
            options.json
                ? ObserverFigures.json(form, summary).text() : ObserverFigures.text(form, summary, frame, wording))
    }

    /// Rules that this form and this command can apply.
    private func readRules(
        _ file: String, _ form: ObservationForm, _ isDeployed: Bool, _ wording: Wording
    ) throws -> ReportRules {
        let rules = try ReportRules.read(AuditSourceOptions.bytes(file), file: file)
        guard isDeployed || !rules.needsDeployment else {
            throw RefusedInput(
                message: wording.term("observation.forms.needs deployment", [Figure("file", .text(file))]))
        }
        for case .stayed(let from, let until, _) in rules.rules {
            for name in [from, until] where form[item: name]?.kind != .time {
                throw RefusedInput(
                    message: wording.term(
                        "observation.forms.unknown item", [Figure("file", .text(file)), Figure("name", .text(name))]))
            }
        }
        return rules
    }
}

/// A summary for people and for programs.
enum ObserverFigures {
    static func json(_ form: ObservationForm, _ summary: ObservationSummary) -> JSON {
        let selection = summary.selection
        let rules = selection.rules.rules.enumerated().map { place, rule -> JSON in
            var members: [(String, JSON)] = [("rule", .string(rule.kind.rawValue))]
            if case .stayed(let from, let until, let minutes) = rule {
                members += [("from", .string(from)), ("until", .string(until)), ("minutes", .count(minutes))]
            }
            return .object(members + [("left_out", .count(selection.count(leftOutBy: place)))])
        }
        let items = summary.rows.map { row -> JSON in
            .object([
                ("item", .string(row.item.id)), ("kind", .string(row.item.kind.rawValue)), ("good", .count(row.good)),
                ("answered", .count(row.answered)), ("unknown", .count(row.unknown)),
                ("by_answer", .array(row.byAnswer.map { .count($0) })),
                ("least_95", .optional(row.interval) { number($0.least) }),
                ("greatest_95", .optional(row.interval) { number($0.greatest) }),
                ("clusters", .optional(row.interval) { .string($0.clusters.rawValue) }),
                ("cluster_count", .optional(row.interval) { .count($0.clusterCount) }),
            ])
        }
        let numbers = summary.numbers.map { row -> JSON in
            .object([
                ("item", .string(row.item.id)), ("answered", .count(row.answered)), ("least", .count(row.least)),
                ("median", .count(row.median)), ("greatest", .count(row.greatest)),
            ])
        }
        return .object([
            ("format", .string("sailau-observe-report/1")), ("form", .string(form.id)),
            ("stage", .string(form.stage.rawValue)), ("entering", .string(selection.rules.id)),
            ("rules", .array(rules)), ("reports", .count(selection.entered.count)),
            ("left_out", .count(selection.leftOutCount)),
            (
                "left_out_reports",
                .array(
                    selection.leftOut.map {
                        .object([
                            ("report", .string($0.report.id)),
                            ("rule", .string(selection.rules.rules[$0.rule].kind.rawValue)),
                        ])
                    })
            ),
            ("stations", .count(summary.stations)), ("stations_seen_twice", .count(summary.stationsSeenTwice)),
            ("disagreeing_stations", .array(summary.disagreeing.map { .string($0) })), ("items", .array(items)),
            ("numbers", .array(numbers)),
        ])
    }

    static func text(_ form: ObservationForm, _ summary: ObservationSummary, _ frame: Int?, _ wording: Wording)
        -> String
    {
        func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
        func line(_ name: String, _ figures: [Figure] = []) -> String {
            wording.term("observation.forms.\(name)", figures)
        }
        func count(_ name: String, _ number: Int) -> Figure { Figure(name, .count(UInt64(number))) }
        let selection = summary.selection
        var lines = [
            Terminal.bold(form.title[wording.language]),
            line(
                "reports",
                [
                    count("reports", selection.entered.count), count("stations", summary.stations),
                    count("leftOut", selection.leftOutCount), count("disagreeing", summary.disagreeing.count),
                ]), line("rules", [Figure("name", .text(selection.rules.id))]),
        ]
        for (place, rule) in selection.rules.rules.enumerated() {
            let left = wording.number(selection.count(leftOutBy: place))
            lines.append("  \(wording.name(of: rule)). \(label("left out")): \(left)")
        }
        lines += assessments(summary, wording)
        if frame == nil { lines.append(line("no sample")) }
        if summary.stationsSeenTwice > 0 {
            lines.append(
                line(
                    "two observers",
                    [
                        count("twice", summary.stationsSeenTwice),
                        Figure(
                            "disagreeing",
                            .text(summary.disagreeing.isEmpty ? "–" : summary.disagreeing.joined(separator: ", "))),
                    ]))
        }
        lines.append(table(summary.rows.filter { $0.item.kind != .fact }, label("as it should"), wording))
        let facts = summary.rows.filter { $0.item.kind == .fact }
        if !facts.isEmpty { lines += ["", line("facts"), table(facts, wording.name(of: .yes), wording)] }
        let numbers = summary.numbers.filter { $0.answered > 0 }
        guard !numbers.isEmpty else { return lines.joined(separator: "\n") }
        var table = TextTable([
            (label("item"), .left), (label("answers"), .right), (label("least"), .right), (label("median"), .right),
            (label("greatest"), .right),
        ])
        for row in numbers {
            table.add(
                [row.item.text[wording.language], wording.number(row.answered)]
                    + [row.least, row.median, row.greatest].map { wording.number($0) })
        }
        return (lines + ["", line("numbers"), table.text()]).joined(separator: "\n")
    }

    private static func percent(_ value: Double, _ wording: Wording) -> String {
        wording.percent(Fraction(Int128((value * 1e6).rounded()), 1_000_000), digits: 1)
    }

    /// In the manner of the field: assessed positively in so many of so many.
    private static func assessments(_ summary: ObservationSummary, _ wording: Wording) -> [String] {
        summary.rows.filter { $0.item.kind == .rating && $0.answered > 0 }.map { row in
            var figures = [
                Figure("item", .text(row.item.text[wording.language])),
                Figure("percent", .text(wording.percent(UInt64(row.good), of: UInt64(row.answered), digits: 1))),
                Figure("count", .count(UInt64(row.answered))),
            ]
            guard let interval = row.interval else { return wording.term("observation.forms.assessed", figures) }
            figures += [
                Figure("least", .text(percent(interval.least, wording))),
                Figure("greatest", .text(percent(interval.greatest, wording))),
                Figure("clusters", .text(wording.name(of: interval.clusters))),
                Figure("number", .count(UInt64(interval.clusterCount))),
            ]
            return wording.term("observation.forms.assessed among", figures)
        }
    }

    private static func table(_ rows: [ObservationSummary.Row], _ good: String, _ wording: Wording) -> String {
        func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
        var table = TextTable([
            (label("item"), .left), (good, .right), (label("of answers"), .right), ("", .right),
            (label("interval 95"), .right), (label("don't know"), .right),
        ])
        for row in rows {
            table.add([
                row.item.text[wording.language], wording.number(row.good), wording.number(row.answered),
                row.answered > 0 ? wording.percent(UInt64(row.good), of: UInt64(row.answered), digits: 1) : "–",
                row.interval.map { "\(percent($0.least, wording)) – \(percent($0.greatest, wording))" } ?? "–",
                wording.number(row.unknown),
            ])
        }
        return table.text()
    }
}
