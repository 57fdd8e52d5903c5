import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

struct VerifyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify an archive: every record, ballot, sum, decryption and count.",
        discussion: """
            Results: 0 valid, with or without findings; 1 invalid, or not to be read as an archive; 2 wrong arguments or no
            such file.

            Without an announcement and a closing an archive is only consistent in itself: all of it could be invented.

            Examples:
              sailau ballot verify 4b8gNLhWW7HKdT.bel --lang kk
              sailau ballot verify 4b8gNLhWW7HKdT.bel --evidence 4b8gNLhWW7HKdT.evidence
              sailau ballot verify 4b8gNLhWW7HKdT.bel --manifest day.manifest --commission-key Commission.signpub \\
                --closing 4b8gNLhWW7HKdT.closing --challenges 4b8gNLhWW7HKdT.challenges
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @Option(help: ArgumentHelp("An evidence file: faster, and the same verdict.", valueName: "file"))
    var evidence: String?

    @OptionGroup var options: BallotOptions
    @OptionGroup var anchors: AnchorOptions

    func perform() async throws {
        let wording = try options.wording()
        let source = try ArchiveFile(path: archive)
        do {
            var verifier = ArchiveVerifier.forTerminal(wording)
            verifier.anchors = try anchors.read()
            verifier.evidence = try evidence.map { try ArchiveFile(path: $0) }
            let statement = try await verifier.verify(source)
            if options.json { return Terminal.print(StatementJSON.statement(statement, wording).text()) }
            Terminal.print(wording.lines(for: statement).joined(separator: "\n"))
        } catch let violation as Violation {
            if options.json { Terminal.print(StatementJSON.violation(violation, wording).text()) }
            throw violation
        }
    }
}

extension ArchiveVerifier {
    /// All cores, with progress where a person looks at standard error.
    static func forTerminal(_ wording: Wording) -> ArchiveVerifier {
        var verifier = ArchiveVerifier(cores: BallotFiles.cores)
        verifier.progress = progress(wording)
        return verifier
    }

    /// Nil where nobody looks.
    static func progress(_ wording: Wording) -> (@Sendable (VerificationProgress) -> Void)? {
        guard isatty(2) == 1 else { return nil }
        return { progress in
            let percent = progress.ofBytes == 0 ? 100 : progress.bytes * 100 / progress.ofBytes
            Terminal.progress(wording.progress(ballots: progress.ballots, percent: percent))
        }
    }
}
