import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct EvidenceCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Make a file that lets anybody verify an archive many times faster.",
        discussion: """
            The file is made from the archive alone; anybody can make it, and nobody has to trust it: what is wrong in it
            costs time and changes no verdict. Only archives over Ed25519 have one.

            Examples:
              sailau ballot evidence UUID.bel --out UUID.evidence
              sailau ballot verify UUID.bel --evidence UUID.evidence
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @Option(help: ArgumentHelp("Where to write.", valueName: "file"))
    var out: String

    @OptionGroup var options: BallotOptions

    func perform() async throws {
        let wording = try options.wording()
        do {
            let file = try GrowingFile(path: out)
            let report = try await EvidenceMaker.make(
                ArchiveFile(path: archive), cores: BallotFiles.cores, progress: ArchiveVerifier.progress(wording)
            ) { try file.append($0) }
            try file.finish()
            guard options.json else { return Terminal.print(wording.line(made: report, path: out)) }
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-ballot-evidence/1")), ("file", .string(out)),
                    ("ballots", .count(report.ballots)), ("bytes", .count(report.bytes)),
                ]).text())
        } catch let refusal as EvidenceRefusal {
            throw CheckFailed(message: wording.sentence(for: refusal))
        }
    }
}
