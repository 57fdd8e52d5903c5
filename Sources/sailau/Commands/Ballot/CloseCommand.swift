import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct CloseCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Verify the archive, end its ballots, and write and sign the closing.",
        discussion: """
            Each member who signs verifies the whole archive first: run the same command with each key. The first run ends
            the ballots and writes the closing; later ones compare and add a signature. The closing is handed to observers
            before anything is decrypted. UUID.challenges beside the archive is taken where it is there.

            Example:
              sailau ballot close 4b8gNLhWW7HKdT.bel --manifest day.manifest --commission-key Commission.signpub \\
                --key "Member 1.signkey" --out 4b8gNLhWW7HKdT.closing
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The announcement that the commission signed.", valueName: "file"))
    var manifest: String

    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String

    @Option(help: ArgumentHelp("The ballots that were challenged.", valueName: "file"))
    var challenges: String?

    @Option(help: ArgumentHelp("The private key of the member who signs.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The closing.", valueName: "file"))
    var out: String

    func perform() async throws {
        let work = try begin()
        try finish(work, try await Self.read(work.writer.source(), challengeSource(), work.verifier))
    }

    /// What is at hand before the archive is read.
    private struct Work {
        let secret: SignerSecret
        let needed: Int
        let writer: ArchiveWriter
        let verifier: ArchiveVerifier
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func begin() throws -> Work {
        let announced = try SignedManifest(bytes: WholeFile.read(manifest))
        let secret = try BallotFiles.signerSecret(key, options)
        guard announced.manifest.members.contains(where: { $0.key == secret.publicKey }) else {
            throw CheckFailed(.keyOfNoMember, ["key": secret.publicKey?.hexadecimal ?? ""])
        }
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        return Work(
            secret: secret, needed: announced.manifest.closingSignatures, writer: writer,
            verifier: try verifier(announced))
    }

    @inline(never)
    private func finish(_ work: Work, _ read: Reading) throws {
        let closing = try closing(of: read, work.writer)
        let signed = try sign(closing, work.secret)
        try report(closing, signers: signed.document.signatures.count, of: work.needed)
    }

    /// The file that was named, or the one beside the archive where it is there, or none.
    private func challengeSource() throws -> any ArchiveSource {
        let beside = ChallengeFile(besideArchive: archive).path
        guard let path = challenges ?? (Home.read(beside) == nil ? nil : beside) else { return MemoryArchive([]) }
        return try ArchiveFile(path: path)
    }

    private func verifier(_ announced: SignedManifest) throws -> ArchiveVerifier {
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        verifier.anchors = try Anchors(
            manifest: announced, commission: BallotFiles.signer(commissionKey).key, challenges: challengeSource(),
            station: AnchorOptions.ownStation)
        return verifier
    }

    private struct Reading {
        let statement: VerificationStatement
        let challenges: ChallengeStatement
    }

    private static func read(
        _ archive: any ArchiveSource, _ challenges: any ArchiveSource, _ verifier: ArchiveVerifier
    ) async throws -> Reading {
        let statement = try await verifier.verify(archive)
        return Reading(
            statement: statement, challenges: try await ChallengeVerifier.verify(challenges, of: archive))
    }

    /// Ends the ballots unless that was done before.
    private func closing(of read: Reading, _ writer: ArchiveWriter) throws -> Closing {
        let statement = read.statement
        guard try statement.partialDecryptions == 0 || openClosing() != nil else {
            throw CheckFailed(.decryptionBegun, ["file": archive])
        }
        var endBallots = statement.endBallots
        if endBallots == nil, try openClosing() == nil {
            let addition = try ArchiveBuilder.addition(.endBallots, data: [], after: writer.head)
            try writer.append(addition)
            endBallots = addition.head.digest
        }
        guard let endBallots else { throw Violation(.closingHead, detail: out) }
        return Closing(
            uuid: statement.uuid, endBallots: endBallots, ballots: statement.ballots, counted: statement.counted,
            challenged: read.challenges.ballots.count, challenges: read.challenges.root)
    }

    /// The closing that others signed before; nil where there is none.
    private func openClosing() throws -> SignedClosing? { try Home.read(out).map { try SignedClosing(bytes: $0) } }

    private func sign(_ closing: Closing, _ secret: SignerSecret) throws -> SignedClosing {
        var signed = try openClosing() ?? SignedClosing(closing)
        guard signed.closing == closing else {
            throw CheckFailed(.anotherClosing, ["file": out])
        }
        signed.sign(with: secret)
        // A signature that would spoil the file is found before it is written.
        _ = try signed.signers(of: nil)
        try WholeFile.write(signed.bytes, to: out)
        return signed
    }

    private func report(_ closing: Closing, signers: Int, of needed: Int) throws {
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.rows([
                    .election: closing.uuid, .endOfBallots: closing.endBallots.hexadecimal,
                    .ballots: wording.number(closing.ballots), .counted: wording.number(closing.counted),
                    .challenged: wording.number(closing.challenged), .challengeRoot: closing.challenges.hexadecimal,
                    .signatures: wording.number(signers), .signaturesNeeded: wording.number(needed),
                ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-closing/1")), ("uuid", .string(closing.uuid)),
                ("end_ballots", .string(closing.endBallots.hexadecimal)), ("ballots", .count(closing.ballots)),
                ("counted", .count(closing.counted)), ("challenged", .count(closing.challenged)),
                ("challenges", .string(closing.challenges.hexadecimal)), ("signatures", .count(signers)),
                ("needed", .count(needed)),
            ]).text())
    }
}

struct WaiveCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Record and sign the decision to decrypt a tally of few ballots.",
        discussion: """
            Run the same command with the key of each member who decides so.

            Example:
              sailau ballot waive 4b8gNLhWW7HKdT.closing --reason "Decision 14" --key "Member 1.signkey" --out few.waiver
            """)

    @Argument(help: ArgumentHelp("The closing.", valueName: "file"))
    var closing: String

    @OptionGroup var options: BallotOptions

    @Option(help: "Why, or where it was decided.")
    var reason: String

    @Option(help: ArgumentHelp("The private key of the member who signs.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The decision.", valueName: "file"))
    var out: String

    func perform() throws {
        let closing = try SignedClosing(bytes: WholeFile.read(closing)).closing
        let waiver = Waiver(
            uuid: closing.uuid, endBallots: closing.endBallots, counted: closing.counted, reason: reason)
        var signed = try Home.read(out).map { try SignedWaiver(bytes: $0) } ?? SignedWaiver(waiver)
        guard signed.waiver == waiver else {
            throw CheckFailed(.anotherDecision, ["file": out])
        }
        signed.sign(with: try BallotFiles.signerSecret(key, options))
        let signers = try signed.document.signers()
        try WholeFile.write(signed.bytes, to: out)
        guard options.json else {
            return Terminal.print(
                try options.wording().notice(
                    .waived(counted: waiver.counted, uuid: waiver.uuid, signatures: signers.count)))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-waiver/1")), ("uuid", .string(waiver.uuid)),
                ("counted", .count(waiver.counted)), ("reason", .string(waiver.reason)),
                ("signatures", .count(signers.count)),
            ]).text())
    }
}
