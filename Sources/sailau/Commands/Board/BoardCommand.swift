import ArgumentParser

struct BoardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "A public board of finished electronic elections, to look up and to check.",
        discussion: """
            The format is documented in Documentation/Formats/Board.md.

            Examples:
              sailau ballot board finished --manifest day.manifest --commission-key Commission.signpub \\
                --key Publisher.signkey --out board
              sailau ballot board find board q3kzSr1Vu7mF5xqf5bD0n6sYkTz0Hq8mJ1R2C3D4E5Q
              sailau ballot board check board another-board downloaded/board.json
            """,
        subcommands: [BoardMakeCommand.self, BoardCheckCommand.self, BoardFindCommand.self],
        defaultSubcommand: BoardMakeCommand.self)
}
