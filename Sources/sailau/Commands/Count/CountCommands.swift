import ArgumentParser
import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import Simulation
import Wording

/// The checks of protocols.
struct CountCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Hold protocols of polling stations against the checks, and add them up.",
        discussion: """
            Examples:
              sailau count checks                                   what is looked at, and what is done about it
              sailau count check kazakhstan-2004 --protocols DIR    the protocols of a folder
              sailau count calibrate kazakhstan-2004                how many findings of each kind to expect
              sailau count typing-errors --errors 1000              which typing errors the checks catch
              sailau count tabulate georgia-2016                    the sums, and totals that others made

            Results: 0 done; 1 there are errors; 2 wrong arguments or files that can't be used.
            """,
        subcommands: [Checks.self, Check.self, Calibrate.self, TypingErrors.self, Tabulate.self])

    struct Checks: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the table of checks.",
            discussion: "Example:\n  sailau count checks --document > Documentation/Checks.md")

        @Option(
            help: ArgumentHelp(
                "A folder of Elections/ whose form and limits are shown.", valueName: "election"))
        var election: String?

        @Option(
            name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
        var language = Language.english

        @Flag(help: "Print Documentation/Checks.md.")
        var document = false

        @Flag(help: "Report as JSON.")
        var json = false

        func run() throws {
            let wording = try Home.wording(language)
            let limits = try election.map { try Home.counting($0).thresholds } ?? .standard
            if document {
                Terminal.print(ChecksDocument.markdown(wording))
            } else if json {
                Terminal.print(CountReport.checks(limits, wording).text())
            } else {
                Terminal.print(CountReport.checksTable(limits, wording))
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold the protocols of a folder against every check.",
            discussion: "Example:\n  sailau count check kazakhstan-2004 --protocols out/protocols")

        @OptionGroup var options: CountOptions

        @Option(help: "How many findings are shown one by one; with --json all of them are.")
        var show = 40

        func run() throws {
            let input = try options.load()
            let wording = try Home.wording(options.language, input.folder.election, input.folder.law)
            let context = input.context
            let results = counts(of: input.protocols, in: context)
            let findings = Counting.findings(about: input.protocols, in: context)
            if options.json {
                Terminal.print(CountReport.check(input, results, findings, wording).text())
            } else {
                Terminal.print(CountReport.check(input, results, findings, show: max(0, show), wording))
            }
            if findings.contains(where: { $0.severity == .error }) {
                throw CheckFailed(message: options.json ? "" : CountReport.summary(findings, wording))
            }
        }
    }

    struct Calibrate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print how many findings each check gives over the protocols of an election.",
            discussion: """
                A limit that fires at every second station helps nobody. Limits are set in Elections/NAME/counting.yaml.

                Example:
                  sailau count calibrate kazakhstan-2004
                """)

        @OptionGroup var options: CountOptions

        func run() throws {
            let input = try options.load()
            let wording = try Home.wording(options.language, input.folder.election, input.folder.law)
            let results = counts(of: input.protocols, in: input.context)
            if options.json {
                Terminal.print(CountReport.calibration(input, results).text())
            } else {
                Terminal.print(CountReport.calibration(input, results, wording))
            }
        }
    }

    struct TypingErrors: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "typing-errors",
            abstract: "Print which typing errors the checks catch, over seeded errors in reconstructed protocols.",
            discussion: """
                Example:
                  sailau count typing-errors --document > Documentation/TypingErrors.md
                """)

        @Option(help: "How many errors are made.")
        var errors = 100_000

        @Option(help: "The seed of the errors and of the protocols.")
        var seed: UInt64 = LoadedElection.shownSeed

        @Option(
            name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
        var language = Language.english

        @Flag(help: "Print Documentation/TypingErrors.md.")
        var document = false

        @Flag(help: "Report as JSON.")
        var json = false

        func validate() throws {
            guard (0...10_000_000).contains(errors) else { throw ValidationError("Give a number from 0 to 10000000.") }
        }

        func run() throws {
            let input = try CountInput.load("kazakhstan-2004", protocols: nil, seed: seed)
            let study = TypingErrorStudy(over: input.protocols, in: input.context, errors: errors, seed: seed)
            if document {
                Terminal.print(TypingErrorsDocument.markdown(study, try Home.wording(language)))
            } else if json {
                Terminal.print(CountReport.typingErrors(study).text())
            } else {
                Terminal.print(CountReport.typingErrors(study, try Home.wording(language)))
            }
        }
    }
}
