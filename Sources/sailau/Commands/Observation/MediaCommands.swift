import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import Publication
import Wording

/// Media monitoring: time and tone by outlet and subject, coded by people.
struct MediaCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "media", abstract: "Add up media monitoring: time, tone, agreement of coders, the legal quota.",
        discussion: """
            A coding is a row: \(MediaTable.columns.joined(separator: ",")).
            Some pieces are coded by two, and how far these agree stands on every report.
              sailau media form --outlets outlets.csv --subjects subjects.csv --coder A --out coding-a     a page to code on
              sailau media import monday.csv tuesday.csv --out media.csv
              sailau media report media.csv --quota quota.csv
              sailau media report media.csv --quota quota.csv --out pages     charts and tables in three languages
            """,
        subcommands: [Form.self, Import.self, Report.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check tables of codings and join them.",
            discussion: "Example:\n  sailau media import monday.csv tuesday.csv --out media.csv")

        @OptionGroup var options: QuickCountCommands.Options
        @Argument(help: "Tables of codings.") var tables: [String]
        @Option(help: ArgumentHelp("The joined table.", valueName: "file")) var out: String

        func run() throws {
            var units: [MediaUnit] = []
            for table in tables { units += try MediaTable.read(AuditSourceOptions.bytes(table), file: table) }
            let bytes = MediaTable.write(units)
            // Read as one table, so that a piece that a coder coded in two tables is found.
            _ = try MediaTable.read(bytes, file: out)
            try Home.write(bytes, to: out)
            let pieces = Set(units.map(\.unit)).count
            if options.json {
                Terminal.print(
                    JSON.object([
                        ("format", .string("sailau-media-import/1")), ("file", .string(out)),
                        ("codings", .count(units.count)), ("units", .count(pieces)),
                    ]).text())
            } else {
                Terminal.print(
                    try options.wording().term(
                        "observation.media.written",
                        [
                            Figure("file", .text(out)), Figure("rows", .count(UInt64(units.count))),
                            Figure("units", .count(UInt64(pieces))),
                        ]))
            }
        }
    }

    struct Report: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show time and tone by outlet and subject.",
            discussion: "Example:\n  sailau media report media.csv --quota quota.csv --json")

        @OptionGroup var options: QuickCountCommands.Options
        @Argument(help: "The table of codings.") var table: String
        @Option(help: ArgumentHelp("Free time that the law gives: outlet,subject,seconds.", valueName: "file"))
        var quota: String?
        @Option(help: ArgumentHelp("Write pages with charts and tables.", valueName: "folder")) var out: String?
        @Option(help: "What the pages are called; the table's name if left out.") var title: String?

        func run() throws {
            let wording = try options.wording()
            let units = try MediaTable.read(AuditSourceOptions.bytes(table), file: table)
            let due = try quota.map { try QuotaTable.read(AuditSourceOptions.bytes($0), file: $0) } ?? []
            let report = MediaReport(units, quota: due)
            if let out { try write(report, units, to: out) }
            Terminal.print(options.json ? json(report).text() : text(report, wording))
        }

        private func write(_ report: MediaReport, _ units: [MediaUnit], to folder: String) throws {
            let site = MediaSite.files(
                report, codings: units, title: title ?? table, try Home.texts(), style: try Home.assets().style)
            for file in site {
                let parts = file.path.split(separator: "/").dropLast().joined(separator: "/")
                try Home.makeFolder(parts.isEmpty ? folder : "\(folder)/\(parts)")
                try Home.write(file.bytes, to: "\(folder)/\(file.path)")
            }
        }

        private func json(_ report: MediaReport) -> JSON {
            .object([
                ("format", .string("sailau-media-report/1")), ("units", .count(report.units)),
                ("double_coded", .count(report.doubleCoded)), ("weeks", .count(report.weeks)),
                ("alpha_nominal", .optional(report.alphaNominal) { .fraction($0) }),
                ("alpha_interval", .optional(report.alphaInterval) { .fraction($0) }),
                (
                    "rows",
                    .array(
                        report.rows.map { row in
                            .object([
                                ("outlet", .string(row.outlet)), ("ownership", .string(row.ownership.rawValue)),
                                ("unit", .string(row.isPrint ? "square centimetres" : "seconds")),
                                ("subject", .string(row.subject)), ("subject_kind", .string(row.kind.rawValue)),
                                ("amount", .count(row.amount)), ("of", .count(report.total(row))),
                                ("direct_speech", .count(row.direct)), ("primetime", .count(row.primetime)),
                                ("positive", .count(row.tones[0])), ("neutral", .count(row.tones[1])),
                                ("negative", .count(row.tones[2])), ("weeks", .array(row.weeks.map { .count($0) })),
                            ])
                        })
                ),
                (
                    "quota",
                    .array(
                        report.quota.map {
                            .object([
                                ("outlet", .string($0.outlet)), ("subject", .string($0.subject)),
                                ("due", .count($0.due)),
                                ("given", .count($0.given)),
                            ])
                        })
                ),
            ])
        }

        private func text(_ report: MediaReport, _ wording: Wording) -> String {
            func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
            func line(_ name: String, _ figures: [Figure] = []) -> String {
                wording.term("observation.media.\(name)", figures)
            }
            var lines = [
                Terminal.bold(
                    line(
                        "title",
                        [Figure("units", .count(UInt64(report.units))), Figure("weeks", .count(UInt64(report.weeks)))]))
            ]
            if let nominal = report.alphaNominal, let interval = report.alphaInterval {
                lines.append(
                    line(
                        "agreement",
                        [
                            Figure("double", .count(UInt64(report.doubleCoded))),
                            Figure("units", .count(UInt64(report.units))),
                            Figure("nominal", .text(wording.decimal(nominal, digits: 3))),
                            Figure("interval", .text(wording.decimal(interval, digits: 3))),
                        ]))
            } else {
                lines.append(line("no agreement"))
            }
            var table = TextTable([
                (label("outlet"), .left), (label("ownership"), .left), (label("subject"), .left), ("", .left),
                (label("amount"), .right), (label("share"), .right), (label("tone"), .right),
            ])
            for row in report.rows {
                let amount = line(row.isPrint ? "area" : "seconds", [Figure("count", .count(row.amount))])
                table.add([
                    row.outlet, wording.name(of: row.ownership), row.subject, wording.name(of: row.kind), amount,
                    wording.percent(row.amount, of: report.total(row), digits: 1),
                    row.tones.map { wording.percent($0, of: row.amount, digits: 0) }.joined(separator: " / "),
                ])
            }
            lines += ["", table.text()]
            guard !report.quota.isEmpty else { return lines.joined(separator: "\n") }
            var quota = TextTable([
                (label("outlet"), .left), (label("subject"), .left), (label("due"), .right), (label("given"), .right),
            ])
            for row in report.quota {
                quota.add([
                    row.outlet, row.subject, line("seconds", [Figure("count", .count(row.due))]),
                    line("seconds", [Figure("count", .count(row.given))]),
                ])
            }
            return (lines + ["", line("quota"), quota.text()]).joined(separator: "\n")
        }
    }
}
