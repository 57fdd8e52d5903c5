import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import Wording

/// Reports of observers on forms that are data.
struct ObserveCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe", abstract: "Add up what observers answered, each figure with its denominator.",
        discussion: """
            Forms stand in Forms/; reports are a table report,station,observer,item,answer, a row for each answer. Two observers of
            one station are two reports, and both are kept.
              sailau observe report Forms/voting.yaml reports.csv
              sailau observe report Forms/voting.yaml reports.csv --entering "first of station" --frame 9580
            """,
        subcommands: [Report.self])

    struct Report: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how many of those who answered found what should be.",
            discussion: """
                --entering says which reports enter: complete (everything required is answered), first of station, or every.
                --frame says that the stations are a random sample of so many; without it no interval is printed, because none
                would mean anything.

                Example:
                  sailau observe report Forms/counting.yaml reports.csv --json
                """)

        @OptionGroup var options: QuickCountCommands.Options
        @Argument(help: "The form.") var form: String
        @Argument(help: "The reports.") var reports: String

        @Option(
            help: "Which reports enter: complete, first of station or every.",
            transform: { text in
                guard let rule = ObservationSummary.Entering(rawValue: text) else {
                    throw ValidationError("There is no rule `\(text)`. Write complete, first of station or every.")
                }
                return rule
            })
        var entering = ObservationSummary.Entering.complete

        @Option(help: "All stations, if those that were visited are a random sample of them.") var frame: Int?

        func validate() throws {
            if let frame, !(1...10_000_000).contains(frame) { throw ValidationError("A frame has stations.") }
        }

        func run() throws {
            let wording = try options.wording()
            let form = try ObservationForm.read(AuditSourceOptions.bytes(form), file: form)
            let reports = try ObservationReportTable.read(
                AuditSourceOptions.bytes(reports), file: reports, form: form)
            let summary = ObservationSummary(form, reports, entering: entering, frame: frame)
            Terminal.print(options.json ? json(form, summary).text() : text(form, summary, wording))
        }

        private func json(_ form: ObservationForm, _ summary: ObservationSummary) -> JSON {
            .object([
                ("format", .string("sailau-observe-report/1")), ("form", .string(form.id)),
                ("stage", .string(form.stage.rawValue)), ("entering", .string(summary.entering.rawValue)),
                ("reports", .count(summary.reports)), ("left_out", .count(summary.leftOut)),
                ("stations", .count(summary.stations)), ("disagreeing_stations", .count(summary.disagreeing)),
                (
                    "items",
                    .array(
                        summary.rows.map { row in
                            .object([
                                ("item", .string(row.item.id)), ("kind", .string(row.item.kind.rawValue)),
                                ("good", .count(row.good)), ("answered", .count(row.answered)),
                                ("unknown", .count(row.unknown)),
                                ("least_95", .optional(row.interval) { number($0.least) }),
                                ("greatest_95", .optional(row.interval) { number($0.greatest) }),
                            ])
                        })
                ),
            ])
        }

        private func text(_ form: ObservationForm, _ summary: ObservationSummary, _ wording: Wording) -> String {
            func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
            var table = TextTable([
                (label("item"), .left), (label("as it should"), .right), (label("of answers"), .right), ("", .right),
                (wording.term("evidence.label.interval"), .right),
            ])
            func percent(_ value: Double) -> String {
                wording.percent(Fraction(Int128((value * 1e6).rounded()), 1_000_000), digits: 1)
            }
            for row in summary.rows {
                table.add([
                    row.item.text[wording.language], wording.number(row.good), wording.number(row.answered),
                    wording.percent(UInt64(row.good), of: UInt64(row.answered), digits: 1),
                    row.interval.map { "\(percent($0.least)) … \(percent($0.greatest))" } ?? "–",
                ])
            }
            return [
                Terminal.bold(form.title[wording.language]),
                wording.term(
                    "observation.forms.reports",
                    [
                        Figure("reports", .count(UInt64(summary.reports))),
                        Figure("stations", .count(UInt64(summary.stations))),
                        Figure("leftOut", .count(UInt64(summary.leftOut))),
                        Figure("disagreeing", .count(UInt64(summary.disagreeing))),
                    ]), table.text(),
            ].joined(separator: "\n")
        }
    }
}
