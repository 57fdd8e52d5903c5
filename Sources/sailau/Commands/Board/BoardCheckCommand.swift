import ArgumentParser
import DataFormats
import ElectionModel
import Storage
import VerifiableVoting
import Wording

struct BoardCheckCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compare boards: equal, one older, or two views of one election.",
        discussion: """
            A board is its folder, or its board.json alone, as somebody downloaded it. Signatures are tested, the files of a folder
            are held against its list, then the lists against one another. An older copy is no fault; a split view is: two heads of
            one election, which one of the two readers was shown wrongly.

            Results: 0 nothing but older copies; 1 a split view, or a board that is not what its list says.

            Example:
              sailau ballot board check board mirror downloaded/board.json --key Publisher.signpub
            """)

    @Argument(help: ArgumentHelp("Boards.", valueName: "board")) var boards: [String]
    @Option(help: ArgumentHelp("The publisher's public key, from elsewhere.", valueName: "file")) var key: String?
    @OptionGroup var options: BallotOptions

    func perform() throws {
        let wording = try options.wording()
        let publisher = try key.map { try BallotFiles.signer($0).key }
        let found = try boards.map { try PublishedBoard($0, publisher: publisher, wording) }
        let faults = try found.flatMap { try $0.faults(wording) }
        let comparison = BoardComparison(found.map(\.board))
        if options.json {
            Terminal.print(json(found, faults, comparison, wording).text())
        } else {
            for board in found {
                Terminal.print(
                    wording.term(
                        "board.check.signer",
                        [
                            Figure("board", .text(board.path)),
                            Figure("keys", .text(board.publishers.map(\.hexadecimal).joined(separator: ", "))),
                        ]))
            }
            for fault in faults { Terminal.print(fault) }
            for difference in comparison.differences {
                Terminal.print(wording.sentence(for: difference, boards: boards))
            }
        }
        let count = faults.count + comparison.conflicts.count
        guard count == 0 else {
            throw CheckFailed(
                message: wording.term("board.check.conflicts", [Figure("count", .count(UInt64(count)))]))
        }
        guard !options.json else { return }
        Terminal.print(
            wording.term(
                "board.check.equal",
                [
                    Figure("boards", .count(UInt64(found.count))),
                    Figure("elections", .count(UInt64(comparison.elections))),
                ]))
    }

    private func json(
        _ found: [PublishedBoard], _ faults: [String], _ comparison: BoardComparison, _ wording: Wording
    ) -> JSON {
        .object([
            ("format", .string("sailau-board-check/1")),
            ("verdict", .string(faults.isEmpty && comparison.conflicts.isEmpty ? "same" : "different")),
            (
                "boards",
                .array(
                    found.map { board in
                        .object([
                            ("board", .string(board.path)),
                            ("signers", .array(board.publishers.map { .string($0.hexadecimal) })),
                        ])
                    })
            ), ("elections", .count(comparison.elections)), ("faults", .array(faults.map(JSON.string))),
            (
                "differences",
                .array(
                    comparison.differences.map { difference in
                        .object([
                            ("election", .optional(difference.election, JSON.string)),
                            ("kind", .string(Self.code(of: difference.kind))),
                            ("first", .string(boards[difference.first])),
                            ("second", .string(boards[difference.second])),
                            ("event", .optional(Self.height(of: difference.kind), JSON.count)),
                            ("conflict", .bool(difference.isConflict)),
                            ("text", .string(wording.sentence(for: difference, boards: boards))),
                        ])
                    })
            ),
        ])
    }

    private static func code(of kind: BoardComparison.Difference.Kind) -> String {
        switch kind {
        case .manifest: "manifest"
        case .split: "split"
        case .challenges: "challenges"
        case .claims: "claims"
        case .older: "older"
        case .absent: "absent"
        }
    }

    private static func height(of kind: BoardComparison.Difference.Kind) -> Int? {
        if case .split(let height, _, _) = kind { height } else { nil }
    }
}
