import ArgumentParser
import DataFormats
import PrimeOrderGroups
import Storage
import VerifiableVoting

struct KeyGenerationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dkg", abstract: "Make the keys of trustees of whom any THRESHOLD decrypt together.",
        discussion: """
            The steps, with the files that go from one to the next:
              1 certificate  each member    MEMBER.key (secret), MEMBER.cert
              2 check        everybody      all certificates
              3 polynomial   each member    MEMBER.polynomial
              4 inputs       administrator  MEMBER.vinput for each
              5 output       each member    MEMBER.voutput
              6 parameters   administrator  threshold.json, and MEMBER.dkey for each
            Files of all members are given in the order of their indices, or as the lines of one file.
            """,
        subcommands: [
            CertificateStep.self, CheckStep.self, PolynomialStep.self, InputsStep.self, OutputStep.self,
            ParametersStep.self,
        ])
}

/// What the steps after the first have in common.
struct CertificateOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The certificates of all members, in their order.", valueName: "file"))
    var certificates: [String]

    @Option(help: "The group: Ed25519 or BELENIOS-2048.")
    var group = Edwards25519.name

    /// Runs a step with the certificates checked.
    func run<Step: KeyGenerationStep>(_ step: Step) async throws -> [MemberFile] {
        try BallotFiles.checkGroup(group)
        return try await SuiteChoice.visit(
            group: group, StepVisitor(certificates: try BallotFiles.lines(certificates), step: step))
    }

    private struct StepVisitor<Step: KeyGenerationStep>: GroupVisitor {
        let certificates: [[UInt8]]
        let step: Step

        func visit<Suite: CipherSuite>(_ suite: Suite.Type) throws -> [MemberFile] {
            try step.files(KeyGeneration<Suite>(certificates: certificates))
        }
    }
}

/// What the steps of a single member have in common.
struct MemberOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The member's MEMBER.key; `-` for standard input.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    func seed(_ options: BallotOptions) throws -> String { BallotFiles.text(try BallotFiles.secret(key, options)) }
}

/// A step that turns messages into files.
protocol KeyGenerationStep {
    func files<Suite: CipherSuite>(_ generation: KeyGeneration<Suite>) throws -> [MemberFile]
}

/// A file that a step writes.
struct MemberFile {
    var name: String
    var bytes: [UInt8]
    var isPrivate = false

    /// Writes files to a folder and reports their paths.
    static func write(_ files: [MemberFile], to folder: String, json: Bool) throws {
        try Home.makeFolder(folder)
        for file in files {
            let path = "\(folder)/\(file.name)"
            if file.isPrivate {
                try WholeFile.writePrivate(BallotFiles.withLineEnd(file.bytes), to: path)
            } else {
                try WholeFile.write(BallotFiles.withLineEnd(file.bytes), to: path)
            }
        }
        let paths = files.map { "\(folder)/\($0.name)" }
        guard json else { return Terminal.print(paths.joined(separator: "\n")) }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-dkg/1")), ("files", .array(paths.map(JSON.string))),
            ]).text())
    }
}

extension KeyGeneration {
    /// The name of a member's files by his seed.
    func name(seed: String) throws(KeyGenerationError) -> String {
        try certificates[index(ofSeed: seed) - 1].identifier
    }
}
