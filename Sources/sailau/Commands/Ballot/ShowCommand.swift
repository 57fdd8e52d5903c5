import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct ShowCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "List the events of an archive, or find a ballot by its tracker or ballot code.",
        discussion: """
            Chain and records are checked on the way; whether the contents hold, `verify` tells.

            Examples:
              sailau ballot show 4b8gNLhWW7HKdT.bel
              sailau ballot show 4b8gNLhWW7HKdT.bel --find q3kzSr1Vu7mF5xqf5bD0n6sYkTz0Hq8mJ1R2C3D4E5Q
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions

    @Option(help: "A tracker or a ballot code: find its ballot.")
    var find: String?

    /// A line of the list.
    private struct Line {
        var event: ArchiveEvent
        var ballot: Int?
        var tracker: String?
        var code: String?
        var credential: String?
    }

    func perform() throws {
        var reader = ArchiveReader(try ArchiveFile(path: archive))
        var lines: [Line] = []
        var ballots = 0
        while let event = try reader.next() {
            var line = Line(event: event)
            if event.event.kind == .ballot, let record = event.data.first {
                ballots += 1
                line.ballot = ballots
                line.tracker = record.digest.base64
                let tree = try? JSONTree.read(record.body)
                line.code = tree?["signature"]?["hash"]?.string
                line.credential = tree?["credential"]?.string
            }
            // Only what is shown is kept: an archive does not fit into memory.
            line.event = ArchiveEvent(event: event.event, digest: event.digest, offset: event.offset)
            lines.append(line)
        }
        guard let find else { return try list(lines) }
        try show(lines, find)
    }

    private func list(_ lines: [Line]) throws {
        guard options.json else {
            let wording = try options.wording()
            var table = TextTable([
                (wording.term("ballots.heading.event"), .right), (wording.term("ballots.heading.kind"), .left),
                (wording.term("ballots.heading.hash"), .left), (wording.term("ballots.heading.tracker"), .left),
            ])
            for line in lines {
                table.add([
                    String(line.event.event.height), wording.name(of: line.event.event.kind),
                    line.event.digest.hexadecimal, line.tracker ?? "",
                ])
            }
            return Terminal.print(table.text())
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-events/1")), ("events", .array(lines.map(json))),
            ]).text())
    }

    private func json(_ line: Line) -> JSON {
        .object([
            ("height", .count(line.event.event.height)), ("type", .string(line.event.event.kind.rawValue)),
            ("hash", .string(line.event.digest.hexadecimal)), ("offset", .count(line.event.offset)),
            ("ballot", .optional(line.ballot, JSON.count)), ("tracker", .optional(line.tracker, JSON.string)),
            ("code", .optional(line.code, JSON.string)),
        ])
    }

    private func show(_ lines: [Line], _ wanted: String) throws {
        guard let found = lines.firstIndex(where: { $0.tracker == wanted || $0.code == wanted }) else {
            throw CheckFailed(message: try options.wording().term("ballots.find.none"))
        }
        let line = lines[found]
        let replaced = lines[(found + 1)...].contains { $0.credential == line.credential && $0.credential != nil }
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.foundBallot(
                    number: line.ballot ?? 0, tracker: line.tracker ?? "", code: line.code ?? "", counts: !replaced))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-event/1")), ("event", json(line)), ("counts", .bool(!replaced)),
            ]).text())
    }
}
