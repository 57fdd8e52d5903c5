import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Publication
import Simulation
import Wording

struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Write the pages of an election, in three languages and without scripts.",
        discussion: """
            The pages work from the file system and from any web server.

            With --follow the election is that of a record, and its pages are renewed as the record grows, like those of
            `sailau conduct publish --follow`.

            Example:
              sailau publish kazakhstan-2004 --out out/site
              sailau publish day.record --follow --out /srv/www/results
            """)

    @OptionGroup var options: ElectionOptions

    @Option(help: "The folder to write to.")
    var out: String

    @Flag(help: "Renew the pages as the record grows.")
    var follow = false

    func validate() throws {
        if follow, options.protocols != nil || options.published {
            throw ValidationError("--follow goes with neither --protocols nor --published.")
        }
    }

    func run() async throws {
        guard !follow else { return try await followRecord() }
        let loaded = try options.load()
        let written = try Self.publish(loaded, to: out)
        if options.json {
            Terminal.print(
                JSON.object([
                    ("folder", .string(out)), ("files", .count(written.files)), ("bytes", .count(written.bytes)),
                ]).text())
        } else {
            let wording = try Home.wording(options.language, loaded.folder.election, loaded.folder.law)
            Terminal.print(Self.report(written, out: out, wording))
        }
    }

    private func followRecord() async throws {
        let words = ["--out", out, "--follow", "--lang", options.language.rawValue] + (options.json ? ["--json"] : [])
        var command = try ConductPublishCommand.parse(words + ["--", options.election])
        try await command.run()
    }

    static func report(_ written: (files: Int, bytes: Int), out: String, _ wording: Wording) -> String {
        wording.term(
            "command.pages written",
            [
                Figure("place", .text("\(out)/index.html")), Figure("files", .count(UInt64(written.files))),
                Figure("size", .count(UInt64(written.bytes / 1024))),
            ])
    }

    static func publish(_ loaded: LoadedElection, to out: String) throws -> (files: Int, bytes: Int) {
        try write(try files(loaded), to: out)
    }

    static func write(_ files: [(path: String, bytes: [UInt8])], to out: String) throws -> (files: Int, bytes: Int) {
        var folders: Set<String> = []
        var bytes = 0
        for file in files {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            if folders.insert(folder).inserted { try Home.makeFolder("\(out)/\(folder)") }
            try Home.write(file.bytes, to: "\(out)/\(file.path)")
            bytes += file.bytes.count
        }
        return (files.count, bytes)
    }

    /// Every page and export with its path, as `sailau serve` serves them, too.
    static func files(_ loaded: LoadedElection) throws -> [(path: String, bytes: [UInt8])] {
        let figures = try loaded.figures()
        let texts = try Home.texts()
        let lists = loaded.folder.election.choices.filter { $0.kind == .list }.map(\.id)
        let protocols = loaded.reconstruction?.files(lists: lists) ?? []
        return Site.files(figures, texts, try Home.assets())
            + Exports.files(figures, texts, ExportSettings(protocols: protocols))
    }
}
