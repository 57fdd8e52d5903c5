import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct ResultCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "result",
        abstract: "Verify the archive, combine the trustees' decryptions and publish the counts.",
        discussion: """
            Example:
              sailau ballot result 4b8gNLhWW7HKdT.bel
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions

    func perform() async throws {
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        let wording = try options.wording()
        let made = try await ArchiveVerifier.forTerminal(wording).verify(writer.source(), Visitor())
        try writer.append(made.addition)
        guard options.json else {
            return Terminal.print(wording.lines(for: made.result, of: made.questions).joined(separator: "\n"))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-result/1")),
                ("result", StatementJSON.result(made.result, made.questions)),
                ("head", .string(writer.head.digest.hexadecimal)),
            ]).text())
    }

    private struct Visitor: ArchiveVisitor {
        func visit<Suite: CipherSuite>(
            _ archive: VerifiedArchive<Suite>
        ) throws -> (result: ElectionResult, questions: [Question], addition: ArchiveAddition) {
            // The order of events first: a result that is there already says more than one that cannot be made.
            _ = try ArchiveBuilder.addition(.result, data: [[]], after: archive.head)
            let result = try archive.decryptedResult()
            return (
                result, archive.election.questions,
                try ArchiveBuilder.addition(.result, data: [result.bytes], after: archive.head)
            )
        }
    }
}
