import ArgumentParser
import DataFormats
import PrimeOrderGroups
import VerifiableVoting
import Wording

struct CertificateStep: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: "Step 1, each member: make a seed and a certificate.")

    @OptionGroup var options: BallotOptions

    @Option(help: "The member's place, from 1.")
    var index: Int

    @Option(help: "How many members there are.")
    var size: Int

    @Option(help: "How many members a decryption takes.")
    var threshold: Int

    @Option(help: "The group: Ed25519 or BELENIOS-2048.")
    var group = Edwards25519.name

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    func perform() async throws {
        try BallotFiles.checkGroup(group)
        let files = try await SuiteChoice.visit(
            group: group, Making(index: index, size: size, threshold: threshold))
        try MemberFile.write(files, to: out, json: options.json)
    }

    private struct Making: GroupVisitor {
        let index: Int
        let size: Int
        let threshold: Int

        func visit<Suite: CipherSuite>(_ suite: Suite.Type) throws -> [MemberFile] {
            let seed = KeyGeneration<Suite>.seed()
            let certificate = try KeyGeneration<Suite>.certificate(
                seed: seed, index: index, size: size, threshold: threshold)
            let name = try TrusteeCertificate<Suite>.identifier(of: certificate)
            return [
                MemberFile(name: "\(name).key", bytes: Array(seed.utf8), isPrivate: true),
                MemberFile(name: "\(name).cert", bytes: certificate),
            ]
        }
    }
}

struct CheckStep: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Step 2, everybody: check all certificates.",
        discussion: "Compare the threshold and the names, read aloud, with what the members agreed on.")

    @OptionGroup var options: BallotOptions
    @OptionGroup var certificates: CertificateOptions

    func perform() async throws {
        try BallotFiles.checkGroup(certificates.group)
        let checked = try await SuiteChoice.visit(
            group: certificates.group, Checking(certificates: try BallotFiles.lines(certificates.certificates)))
        guard options.json else {
            let wording = try options.wording()
            let threshold = wording.threshold(needed: checked.threshold, of: checked.names.count)
            Terminal.print(wording.rows([.threshold: threshold]))
            for (index, name) in checked.names.enumerated() {
                Terminal.print(wording.notice(.member(index + 1, name: name)))
            }
            return
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-dkg-check/1")), ("threshold", .count(checked.threshold)),
                ("members", .array(checked.names.map(JSON.string))),
            ]).text())
    }

    private struct Checking: GroupVisitor {
        let certificates: [[UInt8]]

        func visit<Suite: CipherSuite>(_ suite: Suite.Type) throws -> (threshold: Int, names: [String]) {
            let generation = try KeyGeneration<Suite>(certificates: certificates)
            return (generation.threshold, generation.certificates.map(\.identifier))
        }
    }
}

struct PolynomialStep: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "polynomial", abstract: "Step 3, each member: make a polynomial and share it out.")

    @OptionGroup var options: BallotOptions
    @OptionGroup var certificates: CertificateOptions

    @OptionGroup var member: MemberOptions

    func perform() async throws {
        let step = Making(seed: try member.seed(options))
        try MemberFile.write(await certificates.run(step), to: member.out, json: options.json)
    }

    private struct Making: KeyGenerationStep {
        let seed: String

        func files<Suite: CipherSuite>(_ generation: KeyGeneration<Suite>) throws -> [MemberFile] {
            let name = try generation.name(seed: seed)
            return [MemberFile(name: "\(name).polynomial", bytes: try generation.polynomial(seed: seed))]
        }
    }
}

struct InputsStep: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "inputs", abstract: "Step 4, administrator: check the polynomials and hand each member his input.")

    @OptionGroup var options: BallotOptions
    @OptionGroup var certificates: CertificateOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The polynomials of all members, in their order.", valueName: "file"))
    var polynomials: [String]

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    func perform() async throws {
        let step = Making(polynomials: try BallotFiles.lines(polynomials))
        try MemberFile.write(await certificates.run(step), to: out, json: options.json)
    }

    private struct Making: KeyGenerationStep {
        let polynomials: [[UInt8]]

        func files<Suite: CipherSuite>(_ generation: KeyGeneration<Suite>) throws -> [MemberFile] {
            let inputs = try generation.inputs(polynomials: polynomials)
            return zip(generation.certificates, inputs).map {
                MemberFile(name: "\($0.identifier).vinput", bytes: $1)
            }
        }
    }
}

struct OutputStep: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "output", abstract: "Step 5, each member: check the input and make the share of the key.")

    @OptionGroup var options: BallotOptions
    @OptionGroup var certificates: CertificateOptions

    @OptionGroup var member: MemberOptions

    @Option(help: ArgumentHelp("The member's MEMBER.vinput.", valueName: "file"))
    var input: String

    func perform() async throws {
        let step = Making(seed: try member.seed(options), input: try BallotFiles.trimmed(input))
        try MemberFile.write(await certificates.run(step), to: member.out, json: options.json)
    }

    private struct Making: KeyGenerationStep {
        let seed: String
        let input: [UInt8]

        func files<Suite: CipherSuite>(_ generation: KeyGeneration<Suite>) throws -> [MemberFile] {
            let name = try generation.name(seed: seed)
            return [MemberFile(name: "\(name).voutput", bytes: try generation.output(seed: seed, input: input))]
        }
    }
}

struct ParametersStep: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "parameters", abstract: "Step 6, administrator: check the outputs and put the set together.")

    @OptionGroup var options: BallotOptions
    @OptionGroup var certificates: CertificateOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The polynomials of all members, in their order.", valueName: "file"))
    var polynomials: [String]

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("The outputs of all members, in their order.", valueName: "file"))
    var outputs: [String]

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    func perform() async throws {
        let step = Making(
            polynomials: try BallotFiles.lines(polynomials), outputs: try BallotFiles.lines(outputs))
        try MemberFile.write(await certificates.run(step), to: out, json: options.json)
    }

    private struct Making: KeyGenerationStep {
        let polynomials: [[UInt8]]
        let outputs: [[UInt8]]

        func files<Suite: CipherSuite>(_ generation: KeyGeneration<Suite>) throws -> [MemberFile] {
            let set = try generation.parameters(polynomials: polynomials, outputs: outputs)
            return [MemberFile(name: "threshold.json", bytes: set.parameters)]
                + zip(generation.certificates, set.privateKeys).map {
                    MemberFile(name: "\($0.identifier).dkey", bytes: $1)
                }
        }
    }
}
