import ArgumentParser
import DataFormats
import PrimeOrderGroups
import Storage
import VerifiableVoting
import Wording

struct SetupCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Make an election: its file, its trustees' record, its archive.",
        discussion: """
            The questions are YAML (or a Belenios template.json):
              name: Town council
              description: One councillor
              questions:
                - question: Who shall be councillor?
                  answers: [A, B, C]
                  blank: yes        # a blank answer is offered; no where it is not written
                  min: 1            # fewest and most answers that may be chosen; 1 where not written
                  max: 1
            Written are election.json, trustees.json, public_creds.json and UUID.bel, the archive.

            Examples:
              sailau ballot setup election.yaml --credentials registrar/public_creds.json --trustee a.pubkey b.pubkey --out .
              sailau ballot setup election.yaml --credentials public_creds.json --threshold threshold.json --out .
            """)

    @Argument(help: ArgumentHelp("The questions.", valueName: "file"))
    var questions: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The list of public credentials.", valueName: "file"))
    var credentials: String

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Public keys of single trustees.", valueName: "file"))
    var trustee: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Parameters of sets of trustees with a threshold.", valueName: "file"))
    var threshold: [String] = []

    @Option(help: ArgumentHelp("A trustees' record that is complete, instead.", valueName: "file"))
    var trustees: String?

    @Option(help: "The group: Ed25519 or BELENIOS-2048.")
    var group = Edwards25519.name

    @Option(
        help: "The identifier that the credentials were made for; where it is not given, uuid.txt beside their list.")
    var uuid: String?

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    func perform() async throws {
        try BallotFiles.checkGroup(group)
        let identifier = try identifier()
        let template = try ElectionTemplate.read(WholeFile.read(questions), file: questions)
        let record = try trustees.map(BallotFiles.trimmed)
        var records = try BallotFiles.lines(trustee).map { TrusteeRecord.single($0) }
        records += try BallotFiles.lines(threshold).map { TrusteeRecord.threshold($0) }
        guard record == nil ? !records.isEmpty : records.isEmpty else {
            throw BadInput(.trusteesOrTrustee)
        }
        let files = try await SuiteChoice.visit(
            group: group,
            Making(
                template: template, uuid: identifier, record: record, records: records,
                credentials: try BallotFiles.trimmed(credentials)))
        let archive = "\(out)/\(identifier).bel"
        let setup = ArchiveBuilder.setup(
            election: files.election, trustees: files.trustees, credentials: files.credentials,
            timestamp: BallotFiles.now)
        // What verification would refuse later is refused now, before anything is written.
        let statement = try await ArchiveVerifier(cores: 1).verify(MemoryArchive(setup.bytes))
        try Home.makeFolder(out)
        try ArchiveWriter.create(path: archive, setup)
        try WholeFile.write(BallotFiles.withLineEnd(files.election), to: "\(out)/election.json")
        try WholeFile.write(BallotFiles.withLineEnd(files.trustees), to: "\(out)/trustees.json")
        try WholeFile.write(BallotFiles.withLineEnd(files.credentials), to: "\(out)/public_creds.json")
        try report(statement, archive)
    }

    private func identifier() throws -> String {
        let folder = credentials.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/")
        let beside = folder.isEmpty ? "uuid.txt" : "\(folder)/uuid.txt"
        let text = try uuid ?? Home.read(beside).map { _ in BallotFiles.text(try BallotFiles.trimmed(beside)) }
        guard let text else { throw BadInput(.noIdentifier) }
        guard ElectionIdentifier.isValid(text) else {
            throw BadInput(.badIdentifier, ["text": text])
        }
        return text
    }

    private func report(_ statement: VerificationStatement, _ archive: String) throws {
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-ballot-setup/1")), ("uuid", .string(statement.uuid)),
                    ("group", .string(statement.group)), ("archive", .string(archive)),
                    ("fingerprint", .string(statement.fingerprint)), ("setup", .string(statement.setup.hexadecimal)),
                    ("credentials", .count(statement.credentials)),
                    ("credentials_fingerprint", .string(statement.credentialsFingerprint)),
                    ("trustees", .count(statement.trustees)),
                ]).text())
        }
        let wording = try options.wording()
        Terminal.print(
            wording.rows([
                .election: statement.uuid, .electionFingerprint: statement.fingerprint,
                .firstEvent: statement.setup.hexadecimal, .credentials: wording.number(statement.credentials),
                .credentialsFingerprint: statement.credentialsFingerprint,
                .trustees: wording.number(statement.trustees), .archive: archive,
            ]))
    }

    private struct Files {
        let election: [UInt8]
        let trustees: [UInt8]
        let credentials: [UInt8]
    }

    private struct Making: GroupVisitor {
        let template: ElectionTemplate
        let uuid: String
        let record: [UInt8]?
        let records: [TrusteeRecord]
        let credentials: [UInt8]

        func visit<Suite: CipherSuite>(_ suite: Suite.Type) throws -> Files {
            let trustees = try record.map { try Trustees<Suite>(bytes: $0) } ?? Trustees<Suite>(records)
            let election = ElectionDescription.bytes(
                suite: suite, name: template.name, description: template.description,
                publicKey: Suite.Group.text(trustees.electionKey), questions: template.questions, uuid: uuid,
                administrator: template.administrator, credentialAuthority: template.credentialAuthority)
            return Files(
                election: election, trustees: trustees.bytes,
                credentials: try CredentialList.published(credentials, suite: suite))
        }
    }
}
