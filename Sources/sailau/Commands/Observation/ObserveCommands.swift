import ArgumentParser
import DataFormats
import ElectionModel
import ElectronicStation
import Observation
import Publication
import VerifiableVoting
import Wording

/// Forms, reports and incidents of observers.
struct ObserveCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe", abstract: "Write forms for observers, check their reports and add them up.",
        discussion: """
            Forms stand in Forms/, rules of analysis in Forms/Rules/. Two observers of one station are two reports, and both are kept.
              sailau observe form voting --lang kk --out form          a folder to fill in without a network
              sailau observe check Forms/voting.yaml *.report --deployment teams --out reports.csv
              sailau observe report Forms/voting.yaml reports.csv --rules Forms/Rules/standard.yaml --deployment teams
              sailau observe incidents incidents.csv --election kazakhstan-2004
            """,
        subcommands: [
            ObserveFormCommand.self, ObserveCheckCommand.self, ObserveReportCommand.self, ObserveIncidentsCommand.self,
        ])
}

/// What observers' commands read.
enum ObserverInput {
    /// A form by its name under `Forms/`, or by its path.
    static func form(_ name: String) throws -> ObservationForm {
        guard !name.contains("/"), !name.hasSuffix(".yaml") else {
            return try ObservationForm.read(AuditSourceOptions.bytes(name), file: name)
        }
        let file = "Forms/\(name).yaml"
        return try ObservationForm.read(Home.needed(file), file: file)
    }

    /// The three tables of a folder; stations have to be known where the election is.
    static func deployment(_ folder: String?, election: String?) throws -> Deployment? {
        guard let folder else { return nil }
        var files: [Deployment.File: [UInt8]] = [:]
        for file in Deployment.File.allCases {
            files[file] = try AuditSourceOptions.bytes("\(folder)/\(file.rawValue)")
        }
        return try Deployment.read(folder, stations: try election.map(stations)) { files[$0] }
    }

    /// The names of an election's stations, as its protocols have them.
    static func stations(_ election: String) throws -> Set<String> {
        let input = try CountInput.load(election, protocols: nil, seed: LoadedElection.shownSeed)
        return Set(input.stations.map(\.id.rawValue))
    }

    /// A report as a file, or as the parts of one, a line each.
    static func signedOff(_ path: String, _ form: ObservationForm, _ wording: Wording) throws -> SignedOffReport {
        var bytes = try AuditSourceOptions.bytes(path)
        if MultiPartCode.isFrames(bytes) {
            let frames = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
                .filter { !$0.allSatisfy(\.isWhitespace) }
            do throws(MultiPartCode.Fault) {
                bytes = try MultiPartCode.document(frames)
            } catch {
                var missing = "–"
                if case .missing(let parts) = error { missing = parts.map(String.init).joined(separator: ", ") }
                throw CheckFailed(
                    message: wording.term(
                        "observation.report check.parts",
                        [Figure("file", .text(path)), Figure("parts", .text(missing))]))
            }
        }
        return try SignedOffReport.read(bytes, file: path, form: form)
    }

    /// Reports of tables and of files that observers handed in, each once.
    static func reports(_ paths: [String], _ form: ObservationForm, _ wording: Wording) throws -> [ObservationReport] {
        var reports: [ObservationReport] = []
        var known: [String: ObservationReport] = [:]
        for path in paths {
            let own =
                path.hasSuffix(".csv")
                ? try ObservationReportTable.read(AuditSourceOptions.bytes(path), file: path, form: form)
                : [try signedOff(path, form, wording).report]
            for report in own {
                if let other = known.updateValue(report, forKey: report.id) {
                    guard other != report else { continue }
                    throw RefusedInput(
                        message: wording.term(
                            "observation.forms.report twice",
                            [Figure("file", .text(path)), Figure("name", .text(report.id))]))
                }
                reports.append(report)
            }
        }
        return reports
    }
}

/// A folder with a form to be filled in without a network.
struct ObserveFormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Write a form as a folder that works without a network.",
        discussion: """
            The folder holds a page, its style and one script. It is opened from a stick or from a server, keeps what is written on the
            device, and hands a closed report out as a file or as messages, which observe check reads. Without scripts it can
            be printed.

            Example:
              sailau observe form counting --lang ru --out counting-form
            """)

    @OptionGroup var options: QuickCountCommands.Options
    @Argument(help: "A form of Forms/, such as opening, voting, counting or tabulation, or a path to one.")
    var form: String
    @Option(help: ArgumentHelp("Where the form is written.", valueName: "folder")) var out: String

    func run() throws {
        let wording = try options.wording()
        let form = try ObserverInput.form(form)
        let style = try ["style.css", "office.css", "observer.css"].map { try Home.needed("Pages/\($0)") }
        let script = try ["offline.js", "observer.js"].map { try Home.needed("Pages/\($0)") }
        let files = ObserverFormSite.files(form, wording, style: style, script: script)
        try Home.makeFolder(out)
        for file in files { try Home.write(file.bytes, to: "\(out)/\(file.path)") }
        guard options.json else {
            Terminal.print(
                wording.term("observation.report check.form written", [Figure("folder", .text(out))]))
            return
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-observe-form/1")), ("form", .string(form.id)),
                ("form_sha256", .string(form.digest.hexadecimal)),
                ("language", .string(options.language.rawValue)),
                ("files", .array(files.map { .string($0.path) })),
            ]).text())
    }
}
