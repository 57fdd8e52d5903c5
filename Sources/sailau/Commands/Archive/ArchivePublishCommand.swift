import ArgumentParser
import DataFormats
import ElectionModel
import Publication
import SourceArchive
import Storage
import Wording

struct ArchivePublishCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Write an election's sources side by side as pages, in three languages.",
        discussion: """
            Example:
              sailau archive publish --folder kazakhstan-2004 --out out/sources
            """)

    @Option(help: "The folder to write to.")
    var out: String

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var chosen: ArchivedElectionOptions

    func perform() throws {
        let archive = try OpenArchive(try options.open())
        let group = try archive.group(chosen.election)
        let files = ArchiveSite.files(
            try archive.figures(of: group, folder: chosen.folder),
            try Home.texts(), style: try Home.assets().style)
        var bytes = 0
        for file in files {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            try Home.makeFolder("\(out)/\(folder)")
            try Home.write(file.bytes, to: "\(out)/\(file.path)")
            bytes += file.bytes.count
        }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-archive-publish/1")), ("folder", .string(out)),
                    ("files", .count(files.count)), ("bytes", .count(bytes)),
                ]).text())
        } else {
            Terminal.print(
                PublishCommand.report(
                    (files.count, bytes), out: "\(out)/\(options.language.rawValue)", try options.wording()))
        }
    }
}
