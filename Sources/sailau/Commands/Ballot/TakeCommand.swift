import ArgumentParser
import DataFormats
import ElectronicStation
import Storage
import VerifiableVoting
import Wording

struct TakeCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Take trustees' answers into the archive: files, or what was read from codes on paper.",
        discussion: """
            A trustee's own machine is handed the archive and answers by `ballot decrypt --answer`. An answer is a file, or the
            texts of its codes, a line each, in any order: `zbarimg -q --raw pages*.png > answer.txt`.

            Example:
              sailau ballot take 4b8gNLhWW7HKdT.bel first.answer second.txt
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @Argument(help: ArgumentHelp("Answers, or texts of codes.", valueName: "answer"))
    var answers: [String]

    @OptionGroup var options: BallotOptions
    @OptionGroup var anchors: AnchorOptions

    @Option(help: ArgumentHelp("A signed decision to decrypt fewer ballots than were announced.", valueName: "file"))
    var waiver: String?

    func perform() async throws {
        let work = try begin()
        let made = try await work.verifier.verify(work.writer.source(), work.visitor)
        try finish(work.writer, made)
    }

    private struct Work {
        let writer: ArchiveWriter
        let verifier: ArchiveVerifier
        let visitor: Visitor
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func begin() throws -> Work {
        let anchors = try self.anchors.read()
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        verifier.anchors = anchors
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        return Work(
            writer: writer, verifier: verifier,
            visitor: Visitor(
                answers: try answers.map(Self.answer), anchors: anchors.manifest == nil ? nil : anchors,
                waiver: try waiver.map { try SignedWaiver(bytes: WholeFile.read($0)) }))
    }

    @inline(never)
    private func finish(_ writer: ArchiveWriter, _ made: [(owner: Int, data: [[UInt8]])]) throws {
        for item in made {
            try writer.append(ArchiveBuilder.addition(.partialDecryption, data: item.data, after: writer.head))
        }
        let owners = made.map { "\($0.owner)" }.joined(separator: ", ")
        guard options.json else {
            let line = try slips("line.taken", ["trustees": owners])
            return Terminal.print(line)
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-answers/1")), ("trustees", .array(made.map { .count($0.owner) })),
                ("head", .string(writer.head.digest.hexadecimal)),
            ]).text())
    }

    private static func answer(_ path: String) throws -> DecryptionAnswer {
        let bytes = try BallotFiles.trimmed(path)
        guard MultiPartCode.isFrames(bytes) else { return try DecryptionAnswer(bytes: bytes) }
        let frames = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        do {
            return try DecryptionAnswer(bytes: MultiPartCode.document(frames))
        } catch MultiPartCode.Fault.missing(let numbers) {
            throw BadInput(
                .partsMissing, ["file": path, "numbers": numbers.map { "\($0)" }.joined(separator: ", ")])
        } catch is MultiPartCode.Fault {
            throw BadInput(.partsUnread, ["file": path])
        }
    }

    private struct Visitor: ArchiveVisitor {
        let answers: [DecryptionAnswer]
        let anchors: Anchors?
        let waiver: SignedWaiver?

        func visit<Suite: CipherSuite>(
            _ archive: VerifiedArchive<Suite>
        ) throws -> [(owner: Int, data: [[UInt8]])] {
            try anchors?.permitDecryption(of: archive.statement, waiver: waiver)
            var owners: Set<Int> = []
            return try answers.map { answer in
                guard owners.insert(answer.owner).inserted else {
                    throw Violation(.decryptionOwner, detail: "\(answer.owner)")
                }
                return (answer.owner, try archive.decryptionData(of: answer))
            }
        }
    }
}
