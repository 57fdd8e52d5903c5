import ArgumentParser
import DataFormats
import ElectronicStation
import Papers
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
            decrypted is noted beside the key, in KEY.decrypted: a key never decrypts a second tally of an election, and where it
            is the key of several stations' elections, only those of one announcement. Fewer ballots than the announcement
            demands are decrypted with a signed --waiver only; an election that a --void decision names never.
            With --answer the archive is only read, on a machine of the trustee's own, and the answer goes back as a file or, by
            --answer-codes, as codes on paper; `ballot take` takes it.
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

    @Option(help: ArgumentHelp("Write the answer here instead of into the archive.", valueName: "file"))
    var answer: String?

    @Option(
        help: ArgumentHelp(
            "Write the answer as a PDF of codes too, for a machine without a connection.", valueName: "file"))
    var answerCodes: String?

    func perform() async throws {
        guard answer != nil || answerCodes == nil else { throw BadInput(.answerForCodes) }
        guard !withoutAnchors || AnchorOptions.ownStation == nil else {
            throw BadInput(.anchorsAtStation)
        }
        guard !withoutAnchors || anchors.isEmpty && waiver == nil else {
            throw BadInput(.anchorsOrNone)
        }
        let anchors = try self.anchors.read()
        // What can be refused before the archive is read is refused at once.
        guard withoutAnchors || anchors.manifest != nil else { throw DecryptionRefusal.noManifest }
        if let answer { return try await answerByFile(answer, visitor(anchors), verifier(anchors)) }
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        let made = try await verifier(anchors).verify(writer.source(), visitor(anchors))
        try writer.append(made.addition)
        try report(made, head: writer.head)
    }

    // Not inlined, like the next ones: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func visitor(_ anchors: Anchors) throws -> Visitor {
        Visitor(
            wording: try options.wording(), key: key, secret: try BallotFiles.secret(key, options),
            message: try message.map(BallotFiles.trimmed), anchors: withoutAnchors ? nil : anchors,
            waiver: try waiver.map { try SignedWaiver(bytes: WholeFile.read($0)) })
    }

    @inline(never)
    private func verifier(_ anchors: Anchors) throws -> ArchiveVerifier {
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        // Another trustee may have decrypted before the decision: the note that it is void is made all the same.
        verifier.anchors = anchors.exceptVoid(
            of: try ElectionDescription(bytes: ArchiveElection.bytes(ArchiveFile(path: archive))).uuid)
        return verifier
    }

    /// Reads the archive alone and writes the answer.
    private func answerByFile(_ path: String, _ visitor: Visitor, _ verifier: ArchiveVerifier) async throws {
        guard !WholeFile.exists(path) else { throw BadInput(.fileExists, ["file": path]) }
        let made = try await verifier.verify(ArchiveFile(path: archive), visitor)
        try write(made.answer, to: path)
        try report(made, head: nil)
    }

    @inline(never)
    private func write(_ answer: DecryptionAnswer, to path: String) throws {
        try WholeFile.write(BallotFiles.withLineEnd(answer.bytes), to: path)
        guard let answerCodes else { return }
        do {
            let frames = try MultiPartCode.frames(answer.bytes)
            let title = try slips("part.title", ["uuid": answer.uuid, "trustee": "\(answer.owner)"])
            try Home.write(partsPaper(title, frames: frames, options.wording()), to: answerCodes)
        } catch is MultiPartCode.Fault {
            throw BadInput(.answerTooLong, ["bytes": "\(answer.bytes.count)"])
        }
    }

    @inline(never)
    private func report(_ made: Decrypted, head: ArchiveHead?) throws {
        let note = DecryptionNote.path(besideKey: key)
        guard options.json else {
            guard head == nil, let answer else {
                return Terminal.print(try options.wording().notice(.decrypted(trustee: made.owner, file: note)))
            }
            let line = try slips("line.answered", ["trustee": "\(made.owner)", "file": answer, "note": note])
            return Terminal.print(line)
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-decryption/1")), ("trustee", .count(made.owner)),
                ("tally", .string(made.note.tally)), ("note", .string(note)),
                ("head", .optional(head) { .string($0.digest.hexadecimal) }),
                ("answer", .optional(answer) { .string($0) }),
            ]).text())
    }

    private struct Decrypted {
        let owner: Int
        let note: DecryptionNote
        let addition: ArchiveAddition
        let answer: DecryptionAnswer
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
        ) throws -> Decrypted {
            guard archive.head.stage == .tallied, let endBallots = archive.endBallots else {
                // Refuses what the order of events refuses, with its rule.
                _ = try ArchiveBuilder.addition(.partialDecryption, data: [[], []], after: archive.head)
                throw Violation(.eventGrammar)
            }
            let trustee = try self.trustee(Suite.self)
            let statement = archive.statement
            var note = DecryptionNote(
                election: statement.uuid, fingerprint: statement.fingerprint,
                key: Suite.Group.text(trustee.publicKey), tally: archive.tallyDigest.hexadecimal,
                endBallots: endBallots.hexadecimal, ballots: statement.ballots, counted: statement.counted,
                totalWeight: statement.totalWeight,
                anchors: VerificationStatement.Anchor.allCases.filter(statement.anchors.contains).map(\.rawValue),
                confirmation: "", manifest: anchors?.manifest.map { Digest(of: $0.bytes).hexadecimal } ?? "")
            let path = DecryptionNote.path(besideKey: key)
            do throws(DecryptionRefusal) {
                try anchors?.permitDecryption(of: statement, waiver: waiver)
            } catch {
                // What is void stays so, also for a run that does not hear of the decision.
                if case .void(let decision) = error { try note.voided(by: decision).add(to: path) }
                throw error
            }
            let owner = try archive.owner(of: trustee)
            try note.check(against: path)
            show(note, name: statement.name)
            if anchors == nil { note.confirmation = try confirm(note) }
            // The note comes before the decryption: nothing that failed in between allows a second tally.
            try note.add(to: path)
            let data = try archive.decryptionData(trustee)
            return Decrypted(
                owner: owner, note: note,
                addition: try ArchiveBuilder.addition(.partialDecryption, data: data, after: archive.head),
                answer: DecryptionAnswer(
                    uuid: statement.uuid, tally: archive.tallyDigest, owner: owner, decryption: data[0]))
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
