import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Publication
import SeatAllocation
import Wording

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

    @Option(
        help: ArgumentHelp(
            "Draw open ties by RFC 3797 from sources that were named before the vote, such as \"12,7,31/4,18\".",
            valueName: "numbers"))
    var lotSources: String?

    func run() throws {
        var loaded = try options.load()
        if let lotSources { try draw(&loaded, try Self.sources(lotSources)) }
        let folder = loaded.folder
        let wording = try Home.wording(options.language, folder.election, folder.law)
        var report = SeatsReport(figures: try loaded.figures(), law: folder.law, wording: wording)
        if !loaded.outcome.ties.isEmpty {
            report.possible = possibleOutcomes(
                under: folder.law, of: folder.election, from: folder.tallies, with: folder.decisions, limit: 100)
        }
        Terminal.print(options.json ? report.json().text() : report.text())
        if let errors = report.errors { throw CheckFailed(message: errors) }
    }

    /// Draws one tie after the other, because a lot can lead to another tie.
    private func draw(_ loaded: inout LoadedElection, _ sources: [[UInt64]]) throws {
        for _ in 0..<100 {
            guard let tie = loaded.outcome.ties.first else { return }
            loaded.folder.decisions.lots.append(tie.lot(seed: tie.seed(sources: sources)))
            loaded.decide()
        }
    }

    /// Reads numbers separated by commas, sources by slashes.
    private static func sources(_ text: String) throws -> [[UInt64]] {
        try text.split(separator: "/").map { source in
            try source.split(separator: ",").map { word in
                guard let number = UInt64(word) else {
                    throw BadInput(.badLotSources, ["text": text, "word": String(word)])
                }
                return number
            }
        }
    }
}
