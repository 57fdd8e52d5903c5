import ArgumentParser
import DataFormats
import ElectionModel
import VerifiableVoting
import Wording

struct BoardFindCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Look a ballot code or a tracker up in a board's archives and challenges.",
        discussion: """
            Results: 0 found; 1 nothing stands under it.

            Example:
              sailau ballot board find board q3kzSr1Vu7mF5xqf5bD0n6sYkTz0Hq8mJ1R2C3D4E5Q
            """)

    @Argument(help: ArgumentHelp("The folder of the board.", valueName: "board")) var board: String
    @Argument(help: "The code or tracker, 43 characters.") var code: String
    @Option(help: ArgumentHelp("Look in one election alone.", valueName: "uuid")) var election: String?
    @OptionGroup var options: BallotOptions

    /// A ballot, and where it was found.
    private struct Found {
        let ballot: BoardCode
        let uuid: String
        let stations: String
    }

    func perform() throws {
        let wording = try options.wording()
        let published = try PublishedBoard(board, publisher: nil, wording)
        guard let files = published.files else {
            throw RefusedInput(message: wording.term("board.check.not a board", [Figure("file", .text(board))]))
        }
        let manifest = published.manifest()
        // Other programs write the padding of Base64, too.
        let wanted = String(code.trimmingPrefix { $0 == " " }.prefix { $0 != "=" && $0 != " " })
        var found: [Found] = []
        var unread = 0
        for entry in published.board.elections where election == nil || election == entry.uuid {
            guard entry.verdict != .missing else { continue }
            do {
                let codes = try BoardJob.codes(in: files, entry.uuid)
                let stations = manifest?.election(uuid: entry.uuid)?.stations.map(\.name) ?? []
                found += codes.filter { $0.code == wanted || $0.tracker == wanted }.map {
                    Found(ballot: $0, uuid: entry.uuid, stations: stations.joined(separator: ", "))
                }
            } catch is Violation { unread += 1 }
        }
        try report(found, unread: unread, wording)
    }

    private func report(_ found: [Found], unread: Int, _ wording: Wording) throws {
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-board-find/1")),
                    (
                        "found",
                        .array(
                            found.map { item in
                                .object([
                                    ("code", .string(item.ballot.code)),
                                    ("tracker", .optional(item.ballot.tracker, JSON.string)),
                                    ("fate", .string(item.ballot.fate.rawValue)), ("uuid", .string(item.uuid)),
                                    ("station", .string(item.stations)),
                                ])
                            })
                    ), ("unread", .count(unread)),
                ]).text())
        } else {
            for item in found {
                Terminal.print(
                    wording.term(
                        "board.find.found",
                        [
                            Figure("code", .text(item.ballot.code)),
                            Figure("fate", .text(wording.name(of: item.ballot.fate))),
                            Figure("station", .text(item.stations)), Figure("uuid", .text(item.uuid)),
                        ]))
                if let tracker = item.ballot.tracker {
                    Terminal.print(wording.term("board.find.tracker", [Figure("tracker", .text(tracker))]))
                }
            }
        }
        guard found.isEmpty else { return }
        let missing = wording.term("board.find.not found", [Figure("code", .text(code))])
        let count = wording.term("board.find.unread", [Figure("count", .count(UInt64(unread)))])
        throw CheckFailed(message: unread == 0 ? missing : "\(missing)\n\(count)")
    }
}
