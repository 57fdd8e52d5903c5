import ArgumentParser

/// What others have published about elections, and how it agrees.
struct ArchiveCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Collect what sources print about elections, and find every contradiction.",
        discussion: """
            Pages are kept word for word; what they say becomes claims with their place in the page. Claims are compared and
            never merged. Names and preferred values are decided by people, with who and why, and can be taken back.

            Examples:
              sailau archive add pages/
              sailau archive compare --folder kazakhstan-2004
              sailau archive explain seats.constituency:aist
              sailau archive alias --confirm "Democratic Party of Kazakhstan" "Democratic Party Adilet" \\
                --who "A. Reader" --why "a later name of the party"
              sailau archive prefer registered --page wikipedia.txt --who "A. Reader" --why "agrees with the turnout"
              sailau archive export --out archive/

            Results: 0 done; 1 some pages were refused; 2 wrong arguments or files that can't be used.
            """,
        subcommands: [
            ArchiveAddCommand.self, ArchiveClaimsCommand.self, ArchiveCompareCommand.self, ArchiveExplainCommand.self,
            ArchiveAliasCommand.self, ArchivePreferCommand.self, ArchiveExportCommand.self, ArchiveImportCommand.self,
            ArchivePublishCommand.self,
        ])
}
