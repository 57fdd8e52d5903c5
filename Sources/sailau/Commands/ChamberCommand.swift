import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Wording

struct ChamberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chamber", abstract: "Show how a chamber is composed: ways to its seats, renewal, terms.",
        discussion: """
            Where the law renews a part at a time, the elections before are found by `previous:` of election.yaml, and
            appointments by decisions.csv.

            Examples:
              sailau chamber simulated-senate
              sailau chamber kazakhstan-2004 --lang kk
            """)

    @OptionGroup var options: ElectionOptions

    @Option(help: "The day on which the chamber is looked at; the first of the term by default.")
    var on: String?

    func run() throws {
        let loaded = try options.load()
        var elections = [loaded]
        while elections.count < loaded.folder.law.renewalsStanding, let name = elections[0].folder.file.previous {
            let seed = options.published ? nil : options.seed
            let earlier = try LoadedElection.load(Self.beside(options.election, name), seed: seed)
            guard earlier.folder.law.body == loaded.folder.law.body else { break }
            elections.insert(earlier, at: 0)
        }
        let report = try ChamberReport(
            elections: elections, on: try VacanciesCommand.readDay(on, "--on"),
            wording: try Home.wording(options.language, loaded.folder.election, loaded.folder.law))
        Terminal.print(options.json ? report.json().text() : report.text())
    }

    /// The election before stands where the election stands: both are folders of `Elections/`, or neighbours elsewhere.
    private static func beside(_ path: String, _ name: String) -> String {
        guard path.contains("/") else { return name }
        return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/\(name)"
    }
}
