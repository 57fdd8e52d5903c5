import ArgumentParser

struct StationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station", abstract: "The desk, the booths and the urn of an electronic polling station.",
        discussion: """
            Three programs that know nothing of each other, each with its own folder and, where there is more than one user, its own
            user; the desk best on a computer of its own. The desk knows names and hours and no ballot, the urn ballots and no name,
            a booth one voter's choice until he has decided.

            Examples:
              sailau station --data /srv/station
              sailau station desk --data desk
              sailau station urn run --data urn --keys urn-keys
              sailau station booth --archive UUID.bel --ballot ballot.json --secret station.secret --keys booth-keys
              sailau station protocols --data desk --archive UUID.bel --manifest day.manifest \\
                --commission-key Commission.signpub --ballots ballots --out protocols
              sailau station bundle make --help
              sailau station record desk.record
              sailau station day --out out/day
              sailau demo --station
            """,
        subcommands: [
            StationRunCommand.self, DeskCommand.self, UrnCommand.self, BoothCommand.self, BoothBallotCommand.self,
            StationProtocolsCommand.self, StationBundleCommand.self, StationRecordCommand.self,
            StationDayCommand.self,
        ], defaultSubcommand: StationRunCommand.self)
}
