import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import Publication
import Wording

extension MediaCommands {
    /// A folder with a page on which one coder codes without a network.
    struct Form: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a page on which media are coded without a network.",
            discussion: """
                Outlets are a table \(MediaLists.outletColumns.joined(separator: ",")) with air or print as medium, subjects a table
                \(MediaLists.subjectColumns.joined(separator: ",")): names are chosen and not typed. The coder hands over a table that
                media import reads.
                With --units the pieces of a table are coded and no others, such as by a second coder. It may be the first coder's
                table: nothing that was judged or measured goes into the page.

                Examples:
                  sailau media form --outlets outlets.csv --subjects subjects.csv --coder A --lang kk --out coding-a
                  sailau media form --outlets outlets.csv --subjects subjects.csv --units a.csv --coder B --out coding-b
                """)

        @OptionGroup var options: QuickCountCommands.Options
        @Option(help: ArgumentHelp("The outlets that are monitored.", valueName: "file")) var outlets: String
        @Option(help: ArgumentHelp("Who may be spoken of.", valueName: "file")) var subjects: String
        @Option(
            help: ArgumentHelp(
                "The pieces to be coded; without them the coder says which there are.", valueName: "file"))
        var units: String?
        @Option(help: ArgumentHelp("Who codes; stands in every row.", valueName: "name")) var coder: String
        @Option(help: "What the page is called, such as the election.") var title = ""
        @Option(help: ArgumentHelp("Where the page is written.", valueName: "folder")) var out: String

        func validate() throws {
            guard MediaLists.isName(coder) else {
                throw ValidationError("Give a coder's name on one line, without spaces around it.")
            }
        }

        func run() throws {
            let wording = try options.wording()
            let outlets = try MediaLists.outlets(AuditSourceOptions.bytes(outlets), file: outlets)
            let subjects = try MediaLists.subjects(AuditSourceOptions.bytes(subjects), file: subjects)
            let pieces = try units.map {
                try MediaLists.pieces(AuditSourceOptions.bytes($0), file: $0, outlets: outlets, subjects: subjects)
            }
            let form = MediaForm(
                title: title, coder: coder, outlets: outlets, subjects: subjects, pieces: pieces ?? [])
            let files = MediaFormSite.files(
                form, wording,
                style: try ["style.css", "office.css", "observer.css"].map { try Home.needed("Pages/\($0)") },
                script: try ["offline.js", "media.js"].map { try Home.needed("Pages/\($0)") })
            try Home.makeFolder(out)
            for file in files { try Home.write(file.bytes, to: "\(out)/\(file.path)") }
            if options.json {
                Terminal.print(
                    JSON.object([
                        ("format", .string("sailau-media-form/1")), ("coder", .string(coder)),
                        ("language", .string(options.language.rawValue)), ("outlets", .count(outlets.count)),
                        ("subjects", .count(subjects.count)), ("units", .count(form.pieces.count)),
                        ("files", .array(files.map { .string($0.path) })),
                    ]).text())
            } else {
                Terminal.print(
                    wording.term(
                        "observation.media.form written",
                        [
                            Figure("coder", .text(coder)), Figure("folder", .text(out)),
                            Figure("units", .count(UInt64(form.pieces.count))),
                        ]))
            }
        }
    }
}
