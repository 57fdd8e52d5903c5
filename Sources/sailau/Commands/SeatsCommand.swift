import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import SeatAllocation

struct SeatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seats", abstract: "Compute who won which seats from the law and the votes.",
        discussion: """
            Examples:
              sailau seats kazakhstan-2004
              sailau seats kazakhstan-2004 --json
            """)

    @Argument(help: "A folder of Elections/, or a path to one.")
    var election: String

    @Flag(help: "Report as JSON.")
    var json = false

    func run() throws {
        let folder = try Home.election(election)
        let outcome = decideSeats(under: folder.law, of: folder.election, from: folder.tallies)
        let report = SeatsReport(folder: folder, outcome: outcome)
        Terminal.print(json ? report.json().text() : report.text())
    }
}
