import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectionRecord
import Observation
import Publication
import Storage
import VerifiableVoting
import Wording

/// Everything that is known of an election, station by station, in a bundle that anybody can make again.
struct EvidenceBundleCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Bundle, sign and verify everything that is known of each station.",
        discussion: """
            A folder of inputs has evidence.yaml, protocols/ and what there is of copies/, readings/1/, readings/2/, photographs/,
            electronic/, audit.json, quickcount/, forms/, incidents.csv (as `sailau observe incidents` reads it), complaints.csv and
            record.txt (`sailau record export --public`), from which complaints and written acts are taken;
            Documentation/Formats/EvidenceBundle.md describes it. In their order:
              sailau evidence make inputs --out bundle
              sailau ballot manifest key --name "Group A" --out keys
              sailau evidence sign bundle --key "keys/Group A.signkey"
              sailau evidence verify bundle --signer "keys/Group A.signpub"
              sailau evidence show bundle --out pages

            Results: 0 done; 1 the bundle does not hold; 2 wrong arguments or files that can't be used.
            """,
        subcommands: [
            EvidenceMakeCommand.self, EvidenceSignCommand.self, EvidenceVerifyCommand.self, EvidenceShowCommand.self,
        ])
}

/// A command on a bundle: its errors become the documented results.
protocol EvidenceBundleCommand: AsyncParsableCommand {
    var options: EvidenceOptions { get }
    func perform(_ wording: Wording) async throws
}

struct EvidenceOptions: ParsableArguments {
    @Option(name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english
    @Flag(help: "Report as JSON.") var json = false
}

extension EvidenceBundleCommand {
    func run() async throws {
        let wording = try Home.wording(options.language)
        do {
            try await perform(wording)
        } catch let refusal as BundleRefusal {
            throw CheckFailed(message: wording.sentence(for: refusal))
        } catch let violation as Violation {
            throw CheckFailed(message: wording.sentence(for: violation))
        } catch let violation as RecordViolation {
            throw CheckFailed(message: wording.sentence(for: violation))
        } catch let fault as ConductFault {
            throw CheckFailed(message: fault.sentence(wording))
        } catch let error as RecordStoreError {
            throw error.asResult(wording)
        } catch let error as StorageError {
            throw error.asResult(wording)
        }
    }
}

struct EvidenceMakeCommand: EvidenceBundleCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make a bundle from a folder of inputs.",
        discussion: """
            Files are copied into the bundle. With --leave-archives the archives of electronic stations stay where they are: the bundle
            has their digests, and who verifies it names their folder.

            Examples:
              sailau evidence make inputs --out bundle
              sailau evidence make inputs --out bundle --leave-archives
            """)

    @Argument(help: ArgumentHelp("The inputs.", valueName: "folder")) var inputs: String
    @Option(help: ArgumentHelp("The bundle; it must be empty or not there.", valueName: "folder")) var out: String
    @Flag(help: "Do not copy the archives of electronic stations.") var leaveArchives = false
    @OptionGroup var options: EvidenceOptions

    func perform(_ wording: Wording) async throws {
        let made = try await EvidenceMaking(files: EvidenceFiles(folder: inputs), wording: wording)
            .make(to: out, leavingArchives: leaveArchives)
        Terminal.print(
            options.json
                ? EvidenceBundleReport.json(made, format: "sailau-evidence-make/1").text()
                : EvidenceBundleReport.text(made, wording))
    }
}

/// Makes a bundle; the demonstration does so, too.
struct EvidenceMaking {
    let files: EvidenceFiles
    let wording: Wording

    /// - Parameter out: an empty folder, or that of the inputs, which then becomes the bundle.
    func make(to out: String, leavingArchives: Bool) async throws -> MadeEvidence {
        guard out == files.folder || EvidenceFiles(folder: out).names().isEmpty,
            !WholeFile.exists("\(out)/\(EvidenceFiles.text)")
        else { throw BadInput(.folderNotEmpty, ["folder": out]) }
        let read = try await EvidenceReading(files: files, wording: wording).read()
        return try write(read, to: out, leavingArchives: leavingArchives)
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func write(_ read: EvidenceReading.Read, to out: String, leavingArchives: Bool) throws -> MadeEvidence {
        let listed = try files.list(read.inputs, law: read.folder.election.law) { name in
            leavingArchives && name.hasPrefix("electronic/") && name.hasSuffix(".bel")
        }
        for file in listed where file.place == .bundle && out != files.folder {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            try Home.makeFolder(folder.isEmpty ? out : "\(out)/\(folder)")
            try Home.write(try files.needed(file.path), to: "\(out)/\(file.path)")
        }
        let bundle = EvidenceBundle(read.sources, files: listed)
        let text = EvidenceText.bytes(bundle)
        let head = SignedEvidenceHead(try EvidenceHead(of: text))
        try Home.write(text, to: "\(out)/\(EvidenceFiles.text)")
        try Home.write(head.bytes, to: "\(out)/\(EvidenceFiles.head)")
        return MadeEvidence(bundle: bundle, head: head.content, signers: [], read: read)
    }
}

/// A bundle with everything that it was made from.
struct MadeEvidence {
    var bundle: EvidenceBundle
    var head: EvidenceHead
    var signers: [SignerKey]
    var read: EvidenceReading.Read
}

struct EvidenceSignCommand: EvidenceBundleCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign a bundle for an observer group.",
        discussion: """
            Keys are made by `sailau ballot manifest key`. Verify the bundle before: a signature says that the group did.

            Example:
              sailau evidence sign bundle --key "keys/Group A.signkey"
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "folder")) var bundle: String
    @Option(help: ArgumentHelp("The group's private key.", valueName: "file")) var key: String
    @OptionGroup var options: EvidenceOptions

    func perform(_ wording: Wording) async throws {
        let files = EvidenceFiles(folder: bundle)
        var head = try SignedEvidenceHead(bytes: files.needed(EvidenceFiles.head))
        try head.content.check(files.needed(EvidenceFiles.text))
        let before = try head.document.signers()
        let secret = try SignerSecret(bytes: BallotFiles.trimmed(key))
        guard let own = secret.publicKey, !before.contains(own) else {
            throw RefusedInput(message: wording.term("evidence.refusal.signed already"))
        }
        head.sign(with: secret)
        try Home.write(head.bytes, to: files.path(EvidenceFiles.head))
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-evidence-sign/1")), ("root", .string(head.content.root.hexadecimal)),
                    ("key", .string(own.hexadecimal)), ("signatures", .count(before.count + 1)),
                ]).text())
        } else {
            Terminal.print(
                wording.term(
                    "evidence.line.signed",
                    [
                        Figure("key", .text(own.hexadecimal)), Figure("root", .text(head.content.root.hexadecimal)),
                        Figure("count", .count(UInt64(before.count + 1))),
                    ]))
        }
    }
}

/// Verifies a bundle whole; what it gives can be shown.
struct EvidenceVerifying {
    let files: EvidenceFiles
    var archives: String?
    /// Public keys of groups that have to have signed.
    var signers: [String] = []
    let wording: Wording

    func verify() async throws -> MadeEvidence {
        let recorded = try begin()
        let read = try await EvidenceReading(files: files, archives: archives, wording: wording).read()
        return try finish(recorded, read)
    }

    @inline(never)
    private func begin() throws -> RecordedEvidence {
        let text = try files.needed(EvidenceFiles.text)
        let recorded = try RecordedEvidence(text)
        let head = try SignedEvidenceHead(bytes: files.needed(EvidenceFiles.head))
        try head.content.check(text)
        let keys = try head.document.signers()
        for path in signers {
            let signer = try BallotFiles.signer(path)
            guard keys.contains(signer.key) else { throw BundleRefusal.notSignedBy(signer.name) }
        }
        try files.check(recorded.files, archives: archives)
        return recorded
    }

    @inline(never)
    private func finish(_ recorded: RecordedEvidence, _ read: EvidenceReading.Read) throws -> MadeEvidence {
        let listed = recorded.files
        // Everything that this program rests on has to be in the list, not only what the list has.
        let needed = try files.needed(read, elsewhere: Set(listed.filter { $0.place == .elsewhere }.map(\.path)))
        if let other = needed.first(where: { !listed.contains($0) }) { throw BundleRefusal.fileNotNamed(other.path) }
        let bundle = EvidenceBundle(read.sources, files: listed)
        try recorded.compare(bundle)
        let head = try SignedEvidenceHead(bytes: files.needed(EvidenceFiles.head))
        return MadeEvidence(
            bundle: bundle, head: head.content, signers: try head.document.signers(), read: read)
    }
}

extension EvidenceFiles {
    /// What the program itself contributes to a bundle, and the files of the bundle that are there.
    func needed(_ read: EvidenceReading.Read, elsewhere: Set<String>) throws -> [EvidenceBundle.File] {
        try list(read.inputs, law: read.folder.election.law) { elsewhere.contains($0) }
    }
}

struct EvidenceVerifyCommand: EvidenceBundleCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Make everything in a bundle again, and refuse what differs.",
        discussion: """
            Every file is held against its digest, every signature tested, the audit replayed, archives verified, and all verdicts and
            numbers are made again from the files. The first place that differs is named.

            Examples:
              sailau evidence verify bundle --signer "keys/Group A.signpub"
              sailau evidence verify bundle --archives /media/archives --json
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "folder")) var bundle: String
    @Option(
        help: ArgumentHelp("A group's public key that has to have signed; may stand several times.", valueName: "file"))
    var signer: [String] = []
    @Option(help: ArgumentHelp("Where archives lie that the bundle does not hold.", valueName: "folder"))
    var archives: String?
    @OptionGroup var options: EvidenceOptions

    func perform(_ wording: Wording) async throws {
        let verified = try await EvidenceVerifying(
            files: EvidenceFiles(folder: bundle), archives: archives, signers: signer, wording: wording
        ).verify()
        Terminal.print(
            options.json
                ? EvidenceBundleReport.json(verified, format: "sailau-evidence-verify/1").text()
                : EvidenceBundleReport.text(verified, wording) + "\n" + wording.term("evidence.line.holds"))
    }
}

struct EvidenceShowCommand: EvidenceBundleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Verify a bundle and show it, or write its pages.",
        discussion: """
            Examples:
              sailau evidence show bundle --station 0001
              sailau evidence show bundle --out pages
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "folder")) var bundle: String
    @Option(help: "Show the lines of this station.") var station: String?
    @Option(help: ArgumentHelp("Where archives lie that the bundle does not hold.", valueName: "folder"))
    var archives: String?
    @Option(help: ArgumentHelp("Write pages in three languages.", valueName: "folder")) var out: String?
    @OptionGroup var options: EvidenceOptions

    func perform(_ wording: Wording) async throws {
        let verified = try await EvidenceVerifying(
            files: EvidenceFiles(folder: bundle), archives: archives, wording: wording
        ).verify()
        try show(verified)
    }

    @inline(never)
    private func show(_ verified: MadeEvidence) throws {
        let folder = verified.read.folder
        let wording = try Home.wording(options.language, folder.election, folder.law)
        if let out { try EvidenceBundleReport.writePages(verified, to: out) }
        if let station {
            guard let found = verified.bundle.stations.first(where: { $0.station.rawValue == station }) else {
                throw BadInput(.noStation, ["text": station])
            }
            Terminal.print(
                options.json ? EvidenceBundleReport.json(found).text() : EvidenceBundleReport.text(found, wording))
            return
        }
        Terminal.print(
            options.json
                ? EvidenceBundleReport.json(verified, format: "sailau-evidence-show/1").text()
                : EvidenceBundleReport.text(verified, wording))
    }
}
