import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct TallyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally", abstract: "Verify the archive, end the ballots and publish their encrypted sum.",
        discussion: """
            Example:
              sailau ballot tally 4b8gNLhWW7HKdT.bel
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions

    func perform() async throws {
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        let wording = try options.wording()
        let verifier = ArchiveVerifier.forTerminal(wording)
        let tally = try await verifier.verify(writer.source(), Visitor())
        for addition in tally.additions { try writer.append(addition) }
        let statement = tally.statement
        guard options.json else {
            return Terminal.print(
                wording.rows([
                    .ballots: wording.number(statement.ballots), .counted: wording.number(statement.counted),
                    .totalWeight: wording.number(statement.totalWeight), .tally: tally.digest.hexadecimal,
                ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-tally/1")), ("ballots", .count(statement.ballots)),
                ("counted", .count(statement.counted)), ("total_weight", .count(statement.totalWeight)),
                ("tally", .string(tally.digest.hexadecimal)), ("head", .string(writer.head.digest.hexadecimal)),
            ]).text())
    }

    private struct Visitor: ArchiveVisitor {
        func visit<Suite: CipherSuite>(
            _ archive: VerifiedArchive<Suite>
        ) throws -> (statement: VerificationStatement, digest: Digest, additions: [ArchiveAddition]) {
            var additions: [ArchiveAddition] = []
            var head = archive.head
            if head.stage == .open {
                additions.append(try ArchiveBuilder.addition(.endBallots, data: [], after: head))
                head = additions[0].head
            }
            additions.append(try ArchiveBuilder.addition(.encryptedTally, data: archive.tallyData(), after: head))
            return (archive.statement, archive.tallyDigest, additions)
        }
    }
}
