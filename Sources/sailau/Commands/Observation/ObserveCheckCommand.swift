import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import VerifiableVoting
import Wording

/// Whether reports are as their observers signed them off, and from whom they are.
struct ObserveCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check reports that observers handed in, and who was sent where.",
        discussion: """
            A report is a file that the form wrote, or a text with its parts, a line each. With --deployment, a folder with
            \(Deployment.File.allCases.map(\.rawValue).joined(separator: ", ")), it is said of each report whether its observer is accredited and was
            sent there; the tables themselves are checked, too. --out joins the reports to a table that observe report reads.

            Example:
              sailau observe check voting a.report b.report --deployment teams --out reports.csv
              sailau observe check voting --deployment teams --election kazakhstan-2004

            Results: 0 all are as they were signed off; 1 one is not; 2 the form or the tables can't be used.
            """)

    @OptionGroup var options: QuickCountCommands.Options
    @Argument(help: "The form: its name under Forms/, or a path.") var form: String
    @Argument(help: "The reports.") var reports: [String] = []
    @Option(help: ArgumentHelp("Who is accredited, in which team and sent where.", valueName: "folder"))
    var deployment: String?
    @Option(help: "The election whose stations the deployment may name.") var election: String?
    @Option(help: ArgumentHelp("Join the reports to a table.", valueName: "file")) var out: String?

    /// One report, or what is wrong with it.
    struct Checked {
        var file: String
        var report: SignedOffReport?
        var problems: String?
        var notes: [String] = []
    }

    func validate() throws {
        guard !reports.isEmpty || deployment != nil else {
            throw ValidationError("Name reports, or a deployment to be checked.")
        }
    }

    func run() throws {
        let wording = try options.wording()
        let form = try ObserverInput.form(form)
        let deployment = try ObserverInput.deployment(deployment, election: election)
        let checked = try reports.map { try check($0, form, deployment, wording) }
        let right = checked.compactMap(\.report)
        if let out {
            // Read once more as a whole, so that two reports of one name are found.
            let joined = try ObserverInput.reports(
                checked.filter { $0.report != nil }.map(\.file), form, wording)
            try Home.write(ObservationReportTable.write(joined, form: form), to: out)
        }
        Terminal.print(
            options.json
                ? json(form, checked, deployment).text() : text(checked, deployment, right.count, wording))
        let problems = checked.compactMap(\.problems)
        guard problems.isEmpty else { throw CheckFailed(message: problems.joined(separator: "\n")) }
    }

    private func check(
        _ file: String, _ form: ObservationForm, _ deployment: Deployment?, _ wording: Wording
    ) throws -> Checked {
        let signed: SignedOffReport
        do {
            signed = try ObserverInput.signedOff(file, form, wording)
        } catch let mistakes as Mistakes {
            return Checked(file: file, problems: wording.sentences(for: mistakes))
        } catch let failed as CheckFailed {
            return Checked(file: file, problems: failed.sentence(wording))
        }
        let report = signed.report
        var notes: [String] = []
        if signed.form != form.digest { notes.append("other version") }
        if form.items.contains(where: { $0.isRequired && report.answers[$0.id] == nil }) {
            notes.append("not complete")
        }
        if let deployment, let day = report.day {
            if !deployment.isAccredited(report.observer, on: day) { notes.append("not accredited") }
            if !deployment.isDeployed(report.observer, to: report.station, on: day) { notes.append("not deployed") }
            if let team = report.team, team != deployment.team(of: report.observer) { notes.append("other team") }
        }
        return Checked(file: file, report: signed, notes: notes)
    }

    private func json(_ form: ObservationForm, _ checked: [Checked], _ deployment: Deployment?) -> JSON {
        .object([
            ("format", .string("sailau-observe-check/1")), ("form", .string(form.id)),
            ("form_sha256", .string(form.digest.hexadecimal)),
            (
                "deployment",
                .optional(deployment) {
                    .object([
                        ("observers", .count($0.observers.count)), ("teams", .count($0.teams.count)),
                        ("visits", .count($0.visits.count)),
                        ("stations_of_several_teams", .array($0.stationsOfSeveralTeams.map { .string($0) })),
                    ])
                }
            ),
            (
                "reports",
                .array(
                    checked.map { item in
                        let report = item.report?.report
                        return .object([
                            ("file", .string(item.file)), ("valid", .bool(item.report != nil)),
                            ("problem", .optional(item.problems) { .string($0) }),
                            ("report", .optional(report?.id) { .string($0) }),
                            ("station", .optional(report?.station) { .string($0) }),
                            ("observer", .optional(report?.observer) { .string($0) }),
                            ("day", .optional(report?.day) { .string($0.description) }),
                            ("signed_off", .optional(item.report?.signedOffAt) { .string($0) }),
                            ("answers", .count(report?.answers.count ?? 0)),
                            (
                                "photographs",
                                .array((item.report?.photographs ?? []).map { .string($0.digest.hexadecimal) })
                            ),
                            ("sha256", .optional(item.report?.digest) { .string($0.hexadecimal) }),
                            ("notes", .array(item.notes.map { .string($0) })),
                        ])
                    })
            ),
            ("out", .optional(out) { .string($0) }),
        ])
    }

    private func text(_ checked: [Checked], _ deployment: Deployment?, _ right: Int, _ wording: Wording) -> String {
        func line(_ name: String, _ figures: [Figure] = []) -> String {
            wording.term("observation.report check.\(name)", figures)
        }
        func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
        func count(_ name: String, _ number: Int) -> Figure { Figure(name, .count(UInt64(number))) }
        var lines: [String] = []
        if let deployment {
            lines.append(
                line(
                    "deployment",
                    [
                        count("observers", deployment.observers.count), count("teams", deployment.teams.count),
                        count("visits", deployment.visits.count),
                    ]))
        }
        guard !checked.isEmpty else { return lines.joined(separator: "\n") }
        lines.append(Terminal.bold(line("title", [count("count", checked.count), count("right", right)])))
        var table = TextTable([
            (label("report"), .left), (label("station"), .left), (label("observer"), .left), (label("answers"), .right),
            (label("notes"), .left),
        ])
        for item in checked {
            guard let report = item.report?.report else { continue }
            table.add([
                report.id, report.station, report.observer, wording.number(report.answers.count),
                item.notes.isEmpty ? line("fine") : item.notes.map { line($0) }.joined(separator: "; "),
            ])
        }
        lines.append(table.text())
        if let out { lines.append(line("written", [Figure("file", .text(out))])) }
        return lines.joined(separator: "\n")
    }
}
