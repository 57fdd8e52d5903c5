import ArgumentParser
import DataFormats
import ElectionModel
import Simulation
import Storage
import Wording

/// What is made up so that it agrees with what was published.
struct ReconstructCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconstruct", abstract: "Make what was never published of 2004, so that it agrees with what was.",
        discussion: """
            Without the name of a subcommand, protocols are meant.

            Examples:
              sailau reconstruct --seed 2004 --out out/protocols
              sailau reconstruct --check out/protocols
              sailau reconstruct register --seed 2004 --out out/register
            """,
        subcommands: [ReconstructCommand.self, ReconstructRegisterCommand.self],
        defaultSubcommand: ReconstructCommand.self)
}

struct ReconstructRegisterCommand: RegisterCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Make a register of invented voters, as many as each station had.",
        discussion: """
            Written are register.csv with 8,662,188 persons (1.9 GB), of whom none exists, and register-doubles.csv, which tells
            who was planted twice. Every row says `reconstructed`; names are of invented syllables, numbers begin with 99.

            Example:
              sailau reconstruct register --seed 2004 --out out/register
            """)

    @OptionGroup var options: BallotOptions
    @Option(help: "The seed; the same seed gives the same bytes.") var seed: UInt64 = LoadedElection.shownSeed
    @Option(help: "The number of polling stations, which is not known for 2004.")
    var stations = ReconstructionParameters().stations
    @Option(help: "How many persons stand twice.") var doubles = 1000
    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder")) var out: String

    func perform() throws {
        let made = try ReconstructCommand.make(stations: stations, seed: seed)
        let register = InventedRegister(stations: made.stations, seed: seed, doubles: doubles)
        try Home.makeFolder(out)
        let (table, list) = ("\(out)/register.csv", "\(out)/register-doubles.csv")
        let draft = try FileDraft(table)
        try register.write(to: { try draft.append($0) }) { persons in
            if persons % 102_400 == 0 { try? progress("writing", [Figure("persons", .count(UInt64(persons)))]) }
        }
        try draft.place()
        try WholeFile.write(register.doublesFile, to: list)
        endProgress()
        let planted = register.doubles.count
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-reconstruct-register/1")), ("seed", .count(seed)),
                    ("persons", .count(register.count)), ("stations", .count(made.stations.count)),
                    ("doubles", .count(planted)), ("file", .string(table)), ("list", .string(list)),
                ]).text())
        }
        Terminal.print(
            try line(
                "invented",
                [
                    Figure("persons", .count(UInt64(register.count))),
                    Figure("stations", .count(UInt64(made.stations.count))), Figure("file", .text(table)),
                    Figure("doubles", .count(UInt64(planted))), Figure("document", .text(list)),
                ]))
    }
}
