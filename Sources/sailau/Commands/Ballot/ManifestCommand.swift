import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct ManifestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest", abstract: "Announce the electronic elections of a day, signed by the commission.",
        discussion: """
            The format is documented in Documentation/Formats/Manifest.md. In their order:
              sailau ballot manifest key --name Commission --out keys
              sailau ballot manifest create plan.yaml --out day.manifest
              sailau ballot manifest sign day.manifest --key keys/Commission.signkey
              sailau ballot manifest verify day.manifest *.bel --commission-key keys/Commission.signpub
            """,
        subcommands: [
            SignerKeyCommand.self, ManifestCreateCommand.self, ManifestSignCommand.self, ManifestVerifyCommand.self,
        ])
}

struct SignerKeyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make a key with which the commission or one of its members signs.",
        discussion: """
            Written are NAME.signkey (mode 0600; it never leaves its owner) and NAME.signpub.

            Example:
              sailau ballot manifest key --name "Member 1" --out keys
            """)

    @OptionGroup var options: BallotOptions

    @Option(help: "The owner's name, as the announcement gives it.")
    var name: String

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    func perform() throws {
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
            throw BadInput(.badSignerName, ["text": name])
        }
        let secret = SignerSecret()
        guard let key = secret.publicKey else { throw Violation(.manifestFormat, detail: "key") }
        let (privatePath, publicPath) = ("\(out)/\(name).signkey", "\(out)/\(name).signpub")
        try Home.makeFolder(out)
        try WholeFile.writePrivate(BallotFiles.withLineEnd(secret.bytes), to: privatePath)
        try WholeFile.write(BallotFiles.withLineEnd(Signer(name: name, key: key).bytes), to: publicPath)
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.rows([
                    .privateKey: wording.notice(.keptSecret(file: privatePath)), .publicKey: publicPath,
                    .key: key.hexadecimal,
                ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-signer/1")), ("name", .string(name)),
                ("key", .string(key.hexadecimal)), ("private_key", .string(privatePath)),
                ("public_key", .string(publicPath)),
            ]).text())
    }
}

struct ManifestCreateCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Write the announcement of elections that are set up, without a signature.",
        discussion: """
            The plan is YAML; paths are relative to it:
              name: Day of the election
              commission: keys/Commission.signpub
              members: [keys/Member 1.signpub, keys/Member 2.signpub]
              closing_signatures: 2
              elections:
                - archive: 4b8gNLhWW7HKdT.bel
                  stations:
                    - name: Station 12
                      credentials: 800      # all that are in the archive's list, station by station
                  questions:                # the answers stand for themselves where it is not written
                    - candidates: [a, b]    # the candidate of every answer
                  revoting: no
                  least_ballots: 10         # fewer are not decrypted
                  reserve_for: UUID         # only where it is held if that election is declared void

            Example:
              sailau ballot manifest create plan.yaml --out day.manifest
            """)

    @Argument(help: ArgumentHelp("The plan.", valueName: "file"))
    var plan: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("Where to write.", valueName: "file"))
    var out: String

    func perform() async throws {
        let plan = try ManifestPlan.read(WholeFile.read(self.plan), file: self.plan)
        let manifest = try write(plan, elections: try await announce(plan.elections))
        try ManifestVerifyCommand.report(manifest, signer: nil, archives: 0, options)
    }

    /// A path of the plan, which is relative to it.
    private func path(_ name: String) -> String {
        let folder = plan.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return folder.isEmpty || name.hasPrefix("/") ? name : "\(folder)/\(name)"
    }

    private func announce(_ elections: [ManifestPlan.Election]) async throws -> [AnnouncedElection] {
        var announced: [AnnouncedElection] = []
        for election in elections {
            let archive = try ArchiveFile(path: path(election.archive))
            announced.append(try await AnnouncedElection.announcing(archive, terms: election.terms))
        }
        return announced
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func write(_ plan: ManifestPlan, elections: [AnnouncedElection]) throws -> SignedManifest {
        let manifest = SignedManifest(
            try Manifest(
                name: plan.name, elections: elections, commission: BallotFiles.signer(path(plan.commission)).key,
                members: plan.members.map { try BallotFiles.signer(path($0)) },
                closingSignatures: plan.closingSignatures))
        try WholeFile.write(manifest.bytes, to: out)
        return manifest
    }
}

/// What an announcement says beyond the archives.
struct ManifestPlan {
    struct Election {
        var archive: String
        var terms: AnnouncedElection.Terms
    }

    var name: String
    var commission: String
    var members: [String]
    var closingSignatures: Int
    var elections: [Election]

    static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> ManifestPlan {
        try YAMLDocument.decode(bytes, file: file) { reader in
            let name = reader.text("name", "What the day is called.")
            let commission = reader.text("commission", "The file of the commission's public key.")
            let members = reader.texts("members", required: true, "The files of the members' public keys.")
            let signatures = reader.whole(
                "closing_signatures", in: 1...1000, "How many members must sign a closing.")
            let elections = reader.list("elections", "The elections.", election)
            guard let name, let commission, let signatures, !elections.isEmpty else { return nil }
            return ManifestPlan(
                name: name, commission: commission, members: members, closingSignatures: signatures,
                elections: elections)
        }
    }

    private static func election(_ reader: MappingReader) -> Election? {
        let archive = reader.text("archive", "The archive, open for ballots.")
        let stations = reader.list("stations", "The stations, in the order of the credentials list.") { station in
            let name = station.text("name", "The station's name.")
            let credentials = station.whole("credentials", in: 0...1 << 26, "How many credentials are the station's.")
            return name.flatMap { name in credentials.map { (name: name, credentials: $0) } }
        }
        var candidates: [[String]]?
        if reader.has("questions") {
            candidates = reader.list("questions", "The questions, where candidates are named.") { question in
                Optional(question.texts("candidates", required: true, "The candidate of every answer."))
            }
        }
        let revoting = reader.flag("revoting", default: false, "Whether a later ballot replaces an earlier one.")
        let least = reader.whole("least_ballots", in: 0...1 << 26, "With fewer ballots nothing is decrypted.")
        let original = reader.textIfPresent("reserve_for", "The election in whose place it is held if that is void.")
        guard let archive, let least else { return nil }
        return Election(
            archive: archive,
            terms: .init(
                stations: stations, candidates: candidates, revoting: revoting,
                leastBallots: least, reserveFor: original))
    }
}

struct ManifestSignCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign an announcement with the commission's key.",
        discussion: """
            Example:
              sailau ballot manifest sign day.manifest --key keys/Commission.signkey
            """)

    @Argument(help: ArgumentHelp("The announcement.", valueName: "file"))
    var manifest: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The private key.", valueName: "file"))
    var key: String

    func perform() throws {
        var signed = try SignedManifest(bytes: WholeFile.read(manifest))
        signed.sign(with: try BallotFiles.signerSecret(key, options))
        // A signature that would spoil the file is found before it is written.
        let signer = try signed.signer(given: nil)
        try WholeFile.write(signed.bytes, to: manifest)
        try ManifestVerifyCommand.report(signed, signer: signer, archives: 0, options)
    }
}

struct ManifestVerifyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify an announcement, and that a set of archives is what it announces.",
        discussion: """
            With archives, each announced election must be there once, no other may be, and each is verified against its
            announcement.

            Example:
              sailau ballot manifest verify day.manifest *.bel --commission-key Commission.signpub
            """)

    @Argument(help: ArgumentHelp("The announcement.", valueName: "file"))
    var manifest: String

    @Argument(help: ArgumentHelp("The archives.", valueName: "archive"))
    var archives: [String] = []

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String?

    @Option(
        name: .customLong("void"),
        help: ArgumentHelp("Decisions that elections are void, signed by members of the commission.", valueName: "file")
    )
    var voids: [String] = []

    func perform() async throws {
        try finish(archives.isEmpty ? [] : try await identifiers(verifier()))
    }

    private func commission() throws -> SignerKey? { try commissionKey.map { try BallotFiles.signer($0).key } }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func verifier() throws -> ArchiveVerifier {
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        verifier.anchors = try Anchors(
            manifest: SignedManifest(bytes: WholeFile.read(manifest)), commission: commission(),
            voids: voids.map { try SignedVoid(bytes: WholeFile.read($0)) })
        return verifier
    }

    @inline(never)
    private func finish(_ identifiers: [String]) throws {
        let signed = try SignedManifest(bytes: WholeFile.read(manifest))
        let signer = try signed.signer(given: commission())
        if !archives.isEmpty { try signed.manifest.check(archives: identifiers) }
        try Self.report(signed, signer: signer, archives: archives.count, options)
    }

    /// The elections of the archives, each verified.
    private func identifiers(_ verifier: ArchiveVerifier) async throws -> [String] {
        var identifiers: [String] = []
        for archive in archives {
            let statement = try await verifier.verify(ArchiveFile(path: archive))
            identifiers.append(statement.uuid)
        }
        return identifiers
    }

    @inline(never)
    static func report(
        _ signed: SignedManifest, signer: ManifestSigner?, archives: Int, _ options: BallotOptions
    ) throws {
        let manifest = signed.manifest
        let fingerprint = Digest(of: signed.document.content).hexadecimal
        guard options.json else {
            let wording = try options.wording()
            let stations = manifest.elections.reduce(0) { $0 + $1.stations.count }
            Terminal.print(manifest.name)
            Terminal.print(
                wording.rows([
                    .elections: wording.number(manifest.elections.count), .pollingStations: wording.number(stations),
                    .manifestHash: fingerprint,
                ]))
            if let signer { Terminal.print(wording.line(for: signer)) }
            if archives > 0 { Terminal.print(wording.notice(.archivesComplete(archives))) }
            return
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-manifest/1")), ("name", .string(manifest.name)),
                ("elections", .array(manifest.elections.map { .string($0.uuid) })), ("sha256", .string(fingerprint)),
                ("signer", .optional(signer) { .string($0.key.hexadecimal) }),
                ("is_commission", .bool(signer?.isGiven ?? false)), ("archives", .count(archives)),
            ]).text())
    }
}
