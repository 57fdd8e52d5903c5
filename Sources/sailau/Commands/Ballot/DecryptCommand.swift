import ArgumentParser
import DataFormats
import PrimeOrderGroups
import Storage
import VerifiableVoting

struct DecryptCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "decrypt", abstract: "Verify the archive and decrypt its tally with one trustee's key.",
        discussion: """
            A single trustee gives --key NAME.privkey; a member of a set gives --key MEMBER.key and --message MEMBER.dkey.
            The whole archive is verified first and its counts are shown. What was decrypted is noted beside the key, in
            KEY.decrypted: a key never decrypts a second tally. --without-anchors asks to type the identifier of the election.

            Example:
              sailau ballot decrypt 4b8gNLhWW7HKdT.bel --key 611D42D1.privkey --without-anchors
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The trustee's private key, or a member's seed.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("A member's MEMBER.dkey.", valueName: "file"))
    var message: String?

    @Flag(help: "Decrypt an election for which there is no announcement and no closing to compare with.")
    var withoutAnchors = false

    func perform() async throws {
        guard withoutAnchors else {
            throw BadInput(message: "Give --without-anchors: there is nothing to compare the archive with.")
        }
        let writer = try ArchiveWriter(path: archive)
        BallotFiles.report(writer.cutTail)
        let visitor = Visitor(
            key: key, secret: try BallotFiles.secret(key), message: try message.map(BallotFiles.trimmed))
        let made = try await ArchiveVerifier.forTerminal(try options.wording()).verify(writer.source(), visitor)
        try writer.append(made.addition)
        guard options.json else {
            return Terminal.print(
                "Trustee \(made.owner) decrypted the tally. Noted in \(DecryptionNote.path(besideKey: key)).")
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-decryption/1")), ("trustee", .count(made.owner)),
                ("tally", .string(made.note.tally)), ("note", .string(DecryptionNote.path(besideKey: key))),
                ("head", .string(writer.head.digest.hexadecimal)),
            ]).text())
    }

    private struct Visitor: ArchiveVisitor {
        let key: String
        let secret: [UInt8]
        let message: [UInt8]?

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
            var note = DecryptionNote(
                election: statement.uuid, fingerprint: statement.fingerprint,
                key: Suite.Group.text(trustee.publicKey), tally: archive.tallyDigest.hexadecimal,
                endBallots: endBallots.hexadecimal, ballots: statement.ballots, counted: statement.counted,
                totalWeight: statement.totalWeight, confirmation: "")
            let path = DecryptionNote.path(besideKey: key)
            try note.check(against: path)
            note.confirmation = try Self.confirm(note, name: statement.name)
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

        /// Shows what will be decrypted and asks for the election's identifier.
        private static func confirm(_ note: DecryptionNote, name: String) throws -> String {
            Terminal.error(
                """
                Election:      \(note.election), \(name)
                Ballots:       \(note.ballots), of which \(note.counted) count, total weight \(note.totalWeight)
                End of ballots: \(note.endBallots)
                Tally:         \(note.tally)
                The archive is consistent in itself; it was not compared with an announced election.
                Type the identifier of the election to decrypt this tally:
                """)
            guard let typed = readLine(), typed == note.election else {
                throw BadInput(message: "The identifier was not typed. Nothing was decrypted.")
            }
            return typed
        }
    }
}
