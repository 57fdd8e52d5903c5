import ArgumentParser
import DataFormats
import ElectionFiles

/// The command line: one verb for each stage of an election.
@main
struct Sailau: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sailau",
        abstract: "An election that anyone can check.",
        discussion: """
            Examples:
              sailau demo                                    the election of the Mazhilis of 2004, all of it
              sailau seats kazakhstan-2004                   who won which seats, computed from law and votes
              sailau law check Laws/kazakhstan/mazhilis-2004-04-14.yaml
              sailau ballot verify UUID.bel                  is an electronic election's archive valid?
              sailau archive add pages/                      what sources print, compared and explained

            Results: 0 done; 1 a check failed; 2 wrong arguments, a missing file or other bad input.
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, SeatsCommand.self, ExplainCommand.self, MarginsCommand.self, WhatIfCommand.self,
            RegistrationCommand.self, VacanciesCommand.self, ChamberCommand.self, PublishCommand.self,
            ReconstructCommands.self, RegisterCommands.self, CountCommands.self, LawCommand.self, BallotCommands.self,
            RecordCommands.self, ConductCommands.self, PaperCommands.self, ArchiveCommands.self, AuditCommands.self,
            ForensicsCommand.self, QuickCountCommands.self, MediaCommands.self, ObserveCommands.self, ServeCommand.self,
            AccountsCommand.self, StationCommand.self, RehearseCommand.self, SlipCommands.self, RecorderCommands.self,
            StationGroupCommand.self, ControlCodeCommand.self, EvidenceBundleCommands.self,
        ])

    /// Runs the command and maps what went wrong to the documented results.
    static func main() async {
        Terminal.letWritesFail()
        Terminal.letSignalsEnd()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CheckFailed {
            Terminal.error(failure.message ?? Failure.text(of: failure))
            Terminal.end(1)
        } catch let error where Failure.isOurs(error) {
            Terminal.error(Failure.text(of: error))
            Terminal.end(2)
        } catch {
            let code = exitCode(for: error)
            let message = fullMessage(for: error)
            if code.isSuccess {
                Terminal.print(message)
                Terminal.end(0)
            }
            Terminal.error(message)
            Terminal.end(2)
        }
    }
}
