import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Wording

struct RegistrationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registration",
        abstract: "Check parties, nominations, lists, deposits and constituencies against the law.",
        discussion: """
            Reads registration.yaml of the election's folder (its schema: sailau law schema --of registration) and takes the
            rest from the other files. What is not given is said so and never taken for zero. Result 1 if a check failed.

            Examples:
              sailau registration simulated-mazhilis
              sailau registration kazakhstan-2004 --all --lang ru
            """)

    @OptionGroup var options: ElectionOptions

    @Flag(help: "List every check and every deposit, not only what failed.")
    var all = false

    func run() throws {
        let loaded = try options.load()
        let folder = loaded.folder
        let report = RegistrationReport(
            folder: folder,
            input: RegistrationInput(folder, filled: loaded.reconstruction == nil ? nil : .reconstructed),
            deposits: depositReturns(
                under: folder.law, of: folder.election, from: folder.tallies, after: loaded.outcome),
            wording: try Home.wording(options.language, folder.election, folder.law))
        Terminal.print(options.json ? report.json().text() : report.text(all: all))
        if let failure = report.failure { throw CheckFailed(message: failure) }
    }
}
