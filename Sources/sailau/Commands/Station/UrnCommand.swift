import ArgumentParser
import DataFormats
import ElectionModel
import ElectronicStation
import Storage
import Urn
import VerifiableVoting
import Wording

/// The urn of an electronic polling station, from its making to the archive.
struct UrnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "urn", abstract: "Keep the urn of an electronic polling station.",
        discussion: """
            Formats are documented in Documentation/Formats/Urn.md. In their order:
              Scripts/make_station_keys.sh urn-keys booth-keys
              sailau station urn prepare --data urn --archive UUID.bel --manifest day.manifest \\
                --commission-key Commission.signpub --station 01-001
              sailau station urn show --data urn
              sailau station urn open --data urn
              sailau station urn run --data urn --keys urn-keys --address 127.0.0.1 --port 7411
              sailau station urn close --data urn --key "Member 1.signkey" --out urn.codes
              sailau station urn assemble urn --manifest day.manifest --commission-key Commission.signpub \\
                --codes urn.codes --out closing

            Results: 0 done; 1 an urn, or what lies in it, breaks a rule; 2 wrong arguments or files that can't be used.
            """,
        subcommands: [
            UrnPrepareCommand.self, UrnShowCommand.self, UrnOpenCommand.self, UrnRunCommand.self,
            UrnCloseCommand.self, UrnAssembleCommand.self,
        ])
}

/// A command on an urn: its errors become the documented results.
protocol UrnSubcommand: AsyncParsableCommand {
    var options: BallotOptions { get }
    func perform() async throws
}

extension UrnSubcommand {
    func run() async throws {
        do {
            if !options.json { _ = try options.wording() }
            try await perform()
        } catch {
            throw StationResults.result(of: error, try options.wording())
        }
    }

    func report(_ figures: UrnFigures) throws {
        guard options.json else {
            let wording = try options.wording()
            let numbers = [figures.slips, figures.ballots, figures.challenges, figures.undecided, figures.cutOff]
            let names = ["slips", "ballots", "challenges", "undecided", "cut off"]
            Terminal.print(wording.term("urn.stage.\(figures.stage.rawValue)"))
            for (name, number) in zip(names, numbers) {
                Terminal.print(wording.term("urn.figure.\(name)", [Figure("count", .text(wording.number(number)))]))
            }
            return
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-urn-figures/1")), ("stage", .string(figures.stage.rawValue)),
                ("slips", .count(figures.slips)), ("ballots", .count(figures.ballots)),
                ("challenges", .count(figures.challenges)), ("undecided", .count(figures.undecided)),
                ("cut_off", .count(figures.cutOff)),
            ]).text())
    }
}

struct UrnPrepareCommand: UrnSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "Make an empty urn for the slips of a station.",
        discussion: """
            The archive must be the announced one and hold its setup alone. --part gives the urn a part of the station's slips,
            counted from 1: a station's urns with parts of their own cannot take the same slip twice.

            Example:
              sailau station urn prepare --data home --archive UUID.bel --manifest day.manifest \\
                --commission-key Commission.signpub --station 01-001 --urn home --part 451-500
            """)

    @Option(help: ArgumentHelp("The urn's folder.", valueName: "folder")) var data: String
    @Option(help: ArgumentHelp("The archive as it begins.", valueName: "file")) var archive: String
    @Option(help: ArgumentHelp("The announcement that the commission signed.", valueName: "file")) var manifest: String
    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String
    @Option(help: "The station's name in the announcement.") var station: String
    @Option(help: "Which of the station's urns it is.") var urn = "station"
    @Option(help: ArgumentHelp("Which of the station's slips, such as 1-500.", valueName: "first-last"))
    var part: String?
    @Option(help: "How many slips can be spent in it; each of its slips, if left out.") var slips: Int?
    @OptionGroup var options: BallotOptions

    func validate() throws {
        if let slips, slips < 1 { throw ValidationError("--slips \(slips): give at least 1") }
    }

    func perform() async throws {
        let given = try given()
        try await Self.prepare(data, given, station: station, urn: urn, slips: slips)
        try report(await UrnOpening.figures(of: data))
    }

    private struct Given: Sendable {
        let archive: [UInt8]
        let manifest: SignedManifest
        let commission: SignerKey
        let part: Range<Int>?
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func given() throws -> Given {
        Given(
            archive: try WholeFile.read(archive), manifest: try SignedManifest(bytes: WholeFile.read(manifest)),
            commission: try BallotFiles.signer(commissionKey).key, part: try range())
    }

    @inline(never)
    private static func prepare(
        _ folder: String, _ given: Given, station: String, urn: String, slips: Int?
    ) async throws {
        try await UrnSetup.prepare(
            folder: folder, archive: given.archive, manifest: given.manifest, commission: given.commission,
            station: station, urn: urn, part: given.part, slips: slips)
    }

    private func range() throws -> Range<Int>? {
        guard let part else { return nil }
        let numbers = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard numbers.count == 2, 1 <= numbers[0], numbers[0] <= numbers[1] else {
            throw ValidationError("`\(part)` is no part of a station's slips. Write it as 1-500.")
        }
        return numbers[0] - 1..<numbers[1]
    }
}

struct UrnShowCommand: UrnSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Read every slot of an urn and count what lies in it.",
        discussion: """
            Example:
              sailau station urn show --data urn --json
            """)

    @Option(help: ArgumentHelp("The urn's folder.", valueName: "folder")) var data: String
    @OptionGroup var options: BallotOptions

    func perform() async throws { try report(await UrnOpening.figures(of: data)) }
}

struct UrnOpenCommand: UrnSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Begin the voting: of an urn that is empty in every slot.",
        discussion: """
            Example:
              sailau station urn open --data urn
            """)

    @Option(help: ArgumentHelp("The urn's folder.", valueName: "folder")) var data: String
    @OptionGroup var options: BallotOptions

    func perform() async throws {
        let urn = try await UrnKeeper.open(folder: data)
        try await urn.open()
        try report(await urn.figures())
    }
}

struct UrnRunCommand: UrnSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Take what the station's booths bring, until the program is ended.",
        discussion: """
            TLS is always on, and only computers whose certificates are listed in the keys' folder are heard. The program
            writes no log: a line for each request would be the order of casting.

            Example:
              sailau station urn run --data urn --keys urn-keys --address 192.168.7.2 --port 7411
            """)

    @Option(help: ArgumentHelp("The urn's folder.", valueName: "folder")) var data: String
    @Option(help: ArgumentHelp("The folder of the urn's keys and pins.", valueName: "folder")) var keys: String
    @Option(help: "The address of this computer at which it listens, in digits.") var address = "127.0.0.1"
    @Option(help: "The port.") var port = 7411
    @OptionGroup var options: BallotOptions

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port): give 0 to 65535") }
    }

    func perform() async throws {
        let server = try await Self.start(data, try StationKeys(folder: keys), address: address, port: port)
        try say(server.port)
        try await server.untilStopped()
    }

    @inline(never)
    private static func start(
        _ folder: String, _ keys: StationKeys, address: String, port: Int
    ) async throws -> UrnServer {
        let urn = try await UrnKeeper.open(folder: folder)
        return try await UrnServer.start(
            urn, address: address, port: port, keys: keys,
            longestRequest: max(urn.identity.longestBallot, urn.identity.longestChallenge))
    }

    @inline(never)
    private func say(_ port: Int) throws {
        guard options.json else {
            return Terminal.print(
                try options.wording().term("urn.line.listens", [Figure("address", .text("\(address):\(port)"))]))
        }
        Terminal.print(JSON.object([("port", .count(port))]).line())
    }
}

/// Opens an urn to read what lies in it.
enum UrnOpening {
    @inline(never)
    static func figures(of folder: String) async throws -> UrnFigures {
        try await UrnKeeper.open(folder: folder).figures()
    }
}

struct UrnCloseCommand: UrnSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "End the voting for good, and sign the codes of what lies in the urn.",
        discussion: """
            Each member who signs runs the same command with his key; the first run closes the urn. The list of codes goes with
            the urn to where the archive is assembled. With --manifest a key that is no member's is refused before anything is
            closed.

            Example:
              sailau station urn close --data urn --key "Member 1.signkey" --manifest day.manifest --out urn.codes
            """)

    @Option(help: ArgumentHelp("The urn's folder.", valueName: "folder")) var data: String
    @Option(help: ArgumentHelp("The private key of the member who signs.", valueName: "file")) var key: String
    @Option(help: ArgumentHelp("The announcement, with the members who may sign.", valueName: "file"))
    var manifest: String?
    @Option(help: ArgumentHelp("The signed list of codes.", valueName: "file")) var out: String
    @OptionGroup var options: BallotOptions

    func perform() async throws {
        let signer = try signer()
        let figures = try await close()
        let codes = try await UrnAssembly.codes(of: data)
        try sign(codes, with: signer)
        try report(figures)
    }

    // Ends before the codes are read, which opens the urn again.
    @inline(never)
    private func close() async throws -> UrnFigures {
        let urn = try await UrnKeeper.open(folder: data)
        try await urn.close()
        return try await urn.figures()
    }

    private func signer() throws -> SignerSecret {
        let secret = try BallotFiles.signerSecret(key, options)
        if let manifest {
            let members = try SignedManifest(bytes: WholeFile.read(manifest)).manifest.members
            guard let key = secret.publicKey, members.contains(where: { $0.key == key }) else {
                throw Violation(.closingSignature, detail: "\(self.key) is no member's")
            }
        }
        return secret
    }

    private func sign(_ codes: UrnCodes, with secret: SignerSecret) throws {
        var signed = try Home.read(out).map { try SignedUrnCodes(bytes: $0) } ?? SignedUrnCodes(codes)
        guard signed.codes == codes else { throw BadInput(.fileExists, ["file": out]) }
        signed.sign(with: secret)
        // A signature that would spoil the file is found before it is written.
        _ = try signed.document.signers()
        try WholeFile.write(signed.bytes, to: out)
    }
}

struct UrnAssembleCommand: UrnSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "assemble", abstract: "Make an election's archive from its closed urns, and verify it.",
        discussion: """
            Writes UUID.bel up to the end of its ballots, UUID.challenges and UUID.evidence, all in the order of the ballot
            codes. `sailau ballot close` then signs the closing. Where an election has several stations or urns, each urn needs
            its signed list of codes, and together they must take every slip.

            Example:
              sailau station urn assemble urn home --manifest day.manifest --commission-key Commission.signpub \\
                --codes urn.codes --codes home.codes --out closing
            """)

    @Argument(help: ArgumentHelp("The folders of all urns of the election.", valueName: "folder")) var urns: [String]
    @Option(help: ArgumentHelp("The announcement that the commission signed.", valueName: "file")) var manifest: String
    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String
    @Option(help: ArgumentHelp("A signed list of codes; once for each.", valueName: "file")) var codes: [String] = []
    @Option(help: ArgumentHelp("The folder for the archive.", valueName: "folder")) var out: String
    @OptionGroup var options: BallotOptions

    func perform() async throws {
        let given = try given()
        try report(await Self.assemble(urns, given, into: out))
    }

    private struct Given: Sendable {
        let signed: [SignedUrnCodes]
        let manifest: SignedManifest
        let commission: SignerKey
    }

    @inline(never)
    private func given() throws -> Given {
        Given(
            signed: try codes.map { try SignedUrnCodes(bytes: WholeFile.read($0)) },
            manifest: try SignedManifest(bytes: WholeFile.read(manifest)),
            commission: try BallotFiles.signer(commissionKey).key)
    }

    @inline(never)
    private static func assemble(
        _ urns: [String], _ given: Given, into folder: String
    ) async throws -> AssembledElection {
        try await UrnAssembly.assemble(
            urns, signed: given.signed, manifest: given.manifest, commission: given.commission, into: folder)
    }

    private func report(_ assembled: AssembledElection) throws {
        let closing = assembled.closing
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.rows([
                    .election: closing.uuid, .endOfBallots: closing.endBallots.hexadecimal,
                    .ballots: wording.number(closing.ballots), .challenged: wording.number(closing.challenged),
                    .challengeRoot: closing.challenges.hexadecimal,
                ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-urn-assembly/1")), ("uuid", .string(closing.uuid)),
                ("end_ballots", .string(closing.endBallots.hexadecimal)), ("ballots", .count(closing.ballots)),
                ("challenged", .count(closing.challenged)), ("challenges", .string(closing.challenges.hexadecimal)),
                ("findings", .count(assembled.statement.findings.count)),
                (
                    "urns",
                    .array(
                        assembled.codes.map { codes in
                            .object([
                                ("station", .string(codes.station)), ("urn", .string(codes.urn)),
                                ("ballots", .count(codes.ballots.count)),
                                ("challenges", .count(codes.challenges.count)),
                            ])
                        })
                ),
            ]).text())
    }
}
