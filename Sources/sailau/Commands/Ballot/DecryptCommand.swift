import ArgumentParser
import DataFormats
import PrimeOrderGroups
import Storage
import VerifiableVoting
import Wording

struct DecryptCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "decrypt", abstract: "Verify the archive and decrypt its tally with one trustee's key.",
        discussion: """
            A single trustee gives --key NAME.privkey; a member of a set gives --key MEMBER.key and --message MEMBER.dkey.
            The whole archive is verified first, against the announcement and the closing, and its counts are shown. What was
            decrypted is noted beside the key, in KEY.decrypted: a key never decrypts a second tally. Fewer ballots than the
            announcement demands are decrypted with a signed --waiver only.
            --without-anchors, for an election that has no announcement, asks to type its identifier; it is refused in a
            station's set-up, where SAILAU_STATION names the station.

            Example:
              sailau ballot decrypt 4b8gNLhWW7HKdT.bel --key 611D42D1.privkey --manifest day.manifest \\
                --commission-key Commission.signpub --closing 4b8gNLhWW7HKdT.closing
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions
    @OptionGroup var anchors: AnchorOptions

    @Option(help: ArgumentHelp("A signed decision to decrypt fewer ballots than were announced.", valueName: "file"))
    var waiver: String?

    @Option(help: ArgumentHelp("The trustee's private key, or a member's seed.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("A member's MEMBER.dkey.", valueName: "file"))
    var message: String?

    @Flag(help: "Decrypt an election for which there is no announcement and no closing to compare with.")
    var withoutAnchors = false

    func perform() async throws {
        guard !withoutAnchors || AnchorOptions.ownStation == nil else {
            throw BadInput(.anchorsAtStation)
        }
        guard !withoutAnchors || anchors.isEmpty && waiver == nil else {
            throw BadInput(.anchorsOrNone)
        }
        let anchors = try self.anchors.read()
        // What can be refused before the archive is read is refused at once.
        guard withoutAnchors || anchors.manifest != nil else { throw DecryptionRefusal.noManifest }
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        let wording = try options.wording()
        let visitor = Visitor(
            wording: wording, key: key, secret: try BallotFiles.secret(key, options),
            message: try message.map(BallotFiles.trimmed),
            anchors: withoutAnchors ? nil : anchors,
            waiver: try waiver.map { try SignedWaiver(bytes: WholeFile.read($0)) })
        var verifier = ArchiveVerifier.forTerminal(wording)
        verifier.anchors = anchors
        let made = try await verifier.verify(writer.source(), visitor)
        try writer.append(made.addition)
        guard options.json else {
            return Terminal.print(
                wording.notice(.decrypted(trustee: made.owner, file: DecryptionNote.path(besideKey: key))))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-decryption/1")), ("trustee", .count(made.owner)),
                ("tally", .string(made.note.tally)), ("note", .string(DecryptionNote.path(besideKey: key))),
                ("head", .string(writer.head.digest.hexadecimal)),
            ]).text())
    }

    private struct Visitor: ArchiveVisitor {
        let wording: Wording
        let key: String
        let secret: [UInt8]
        let message: [UInt8]?
        /// Nil where a typed confirmation stands for them.
        let anchors: Anchors?
        let waiver: SignedWaiver?

        func visit<Suite: CipherSuite>(
            _ archive: VerifiedArchive<Suite>
        ) throws -> (owner: Int, note: DecryptionNote, addition: ArchiveAddition) {
            guard archive.head.stage == .tallied, let endBallots = archive.endBallots else {
                // Refuses what the order of events refuses, with its rule.
                _ = try ArchiveBuilder.addition(.partialDecryption, data: [[], []], after: archive.head)
                throw Violation(.eventGrammar)
            }
            let trustee = try self.trustee(Suite.self)
            let owner = try archive.owner(of: trustee)
            let statement = archive.statement
            try anchors?.permitDecryption(of: statement, waiver: waiver)
            var note = DecryptionNote(
                election: statement.uuid, fingerprint: statement.fingerprint,
                key: Suite.Group.text(trustee.publicKey), tally: archive.tallyDigest.hexadecimal,
                endBallots: endBallots.hexadecimal, ballots: statement.ballots, counted: statement.counted,
                totalWeight: statement.totalWeight,
                anchors: VerificationStatement.Anchor.allCases.filter(statement.anchors.contains).map(\.rawValue),
                confirmation: "")
            let path = DecryptionNote.path(besideKey: key)
            try note.check(against: path)
            show(note, name: statement.name)
            if anchors == nil { note.confirmation = try confirm(note) }
            // The note comes before the decryption: nothing that failed in between allows a second tally.
            try note.add(to: path)
            return (
                owner, note,
                try ArchiveBuilder.addition(
                    .partialDecryption, data: archive.decryptionData(trustee), after: archive.head)
            )
        }

        private func trustee<Suite: CipherSuite>(_: Suite.Type) throws -> TrusteeKey<Suite> {
            guard let message else { return try TrusteeKey(privateKey: secret) }
            return try KeyGeneration<Suite>.privateKey(seed: BallotFiles.text(secret), message: message)
        }

        /// Shows what will be decrypted.
        private func show(_ note: DecryptionNote, name: String) {
            Terminal.error(
                wording.rows([
                    .election: "\(note.election), \(name)", .ballots: wording.number(note.ballots),
                    .counted: wording.number(note.counted), .totalWeight: wording.number(note.totalWeight),
                    .endOfBallots: note.endBallots, .tally: note.tally,
                ]))
        }

        /// Asks for the election's identifier.
        private func confirm(_ note: DecryptionNote) throws -> String {
            Terminal.error(wording.withoutAnchors)
            Terminal.error(wording.notice(.askIdentifier))
            guard let typed = readLine(), typed == note.election else {
                throw BadInput(.identifierNotTyped)
            }
            return typed
        }
    }
}
