import ArgumentParser
import DataFormats
import ElectionFiles
import Publication

struct SeatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seats", abstract: "Compute who won which seats from the law and the votes.",
        discussion: """
            Where votes by constituency were never published (kazakhstan-2004), a reconstruction fills them in, and every
            figure that rests on it says so; --published leaves those seats open.

            Examples:
              sailau seats kazakhstan-2004
              sailau seats kazakhstan-2004 --published --lang kk
              sailau seats france-2024 --json
            """)

    @OptionGroup var options: ElectionOptions

    func run() throws {
        let loaded = try options.load()
        let figures = try loaded.figures()
        let wording = try Home.wording(options.language, loaded.folder.election, loaded.folder.law)
        let report = SeatsReport(figures: figures, law: loaded.folder.law, wording: wording)
        Terminal.print(options.json ? report.json().text() : report.text())
    }
}
