import ArgumentParser
import DataFormats
import ElectionModel
import ElectronicStation
import Storage
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

struct DestroySlipsCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Remove the private parts of printed slips; two persons sign that.",
        discussion: """
            Run it when the slips are printed and sealed, with the keys of two persons who are there; NAME.signpub beside
            NAME.signkey names each. The files are overwritten and removed, then destroyed.act is written and signed.

            Overwriting reaches what a disk gives back under the file's name. It does not reach the old cells of a flash drive,
            copies that a file system or a backup made, the memory of a printer or its spool. Make slips on a machine without
            network, on a disk that is encrypted and whose key is thrown away, or that is itself destroyed.

            A run that was interrupted is ended by the same command.

            Example:
              sailau credentials destroy slips --key First.signkey --key Second.signkey
            """)

    @Argument(help: ArgumentHelp("The folder of the slips.", valueName: "folder"))
    var folder: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The private key of a person who signs.", valueName: "file"))
    var key: [String]

    private var act: String { "\(folder)/destroyed.act" }
    /// What is being destroyed, for a run that is interrupted: names and hashes, nothing secret.
    private var begun: String { "\(folder)/destroying.act" }

    func perform() throws {
        let persons = try key.map { try person($0) }
        guard persons.count >= SlipsDestroyed.fewestPersons, Set(persons.map(\.signer.key)).count == persons.count
        else {
            throw BadInput(.twoPersons)
        }
        guard !WholeFile.exists(act) else { throw BadInput(.fileExists, ["file": act]) }
        let printed = try SlipsPrinted(bytes: BallotFiles.trimmed("\(folder)/printed.json"))
        guard Digest(of: try BallotFiles.trimmed("\(folder)/public_creds.json")).base64 == printed.credentials else {
            throw Violation(.slipsFormat, detail: "public_creds.json")
        }
        let document: SlipsDestroyed
        if WholeFile.exists(begun) {
            let earlier = try SlipsDestroyed(bytes: BallotFiles.trimmed(begun))
            document = SlipsDestroyed(
                printed: printed, time: earlier.time, files: earlier.files, persons: persons.map(\.signer))
        } else {
            document = SlipsDestroyed(
                printed: printed, time: LocalMinute.now().description, files: try privateFiles(),
                persons: persons.map(\.signer))
            try WholeFile.write(BallotFiles.withLineEnd(document.bytes), to: begun)
        }
        for file in document.files where WholeFile.exists("\(folder)/private/\(file.name)") {
            try DestroyedFile.destroy("\(folder)/private/\(file.name)")
        }
        rmdir("\(folder)/private")
        guard !WholeFile.exists("\(folder)/private") else {
            throw BadInput(.folderNotEmpty, ["folder": "\(folder)/private"])
        }
        var signed = SignedSlipsDestroyed(document)
        for person in persons { signed.sign(with: person.secret) }
        try signed.check()
        try WholeFile.write(signed.bytes, to: act)
        unlink(begun)
        try VerifySlipsCommand.report(signed, options)
    }

    private func person(_ path: String) throws -> (secret: SignerSecret, signer: Signer) {
        let secret = try BallotFiles.signerSecret(path, options)
        let beside = (path.hasSuffix(".signkey") ? String(path.dropLast(8)) : path) + ".signpub"
        let signer = try BallotFiles.signer(beside)
        guard signer.key == secret.publicKey else { throw Violation(.slipsSignature, detail: beside) }
        return (secret, signer)
    }

    /// Every file of the private folder, by name.
    private func privateFiles() throws -> [ListedFile] {
        guard let names = FolderNames.list("\(folder)/private"), !names.isEmpty else {
            throw BadInput(.noPrivateSlips, ["folder": "\(folder)/private"])
        }
        return try names.map { name in
            let bytes = try WholeFile.read("\(folder)/private/\(name)")
            return ListedFile(name: name, bytes: UInt64(bytes.count), sha256: Digest(of: bytes))
        }
    }
}

struct VerifySlipsCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify an act of destruction, and that the slips are those that were announced.",
        discussion: """
            Example:
              sailau credentials verify slips/destroyed.act --manifest day.manifest --commission-key Commission.signpub
            """)

    @Argument(help: ArgumentHelp("The act.", valueName: "file"))
    var act: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The announcement that the commission signed.", valueName: "file"))
    var manifest: String?

    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String?

    func perform() throws {
        let signed = try SignedSlipsDestroyed(bytes: WholeFile.read(act))
        try signed.check()
        if let manifest {
            let announced = try SignedManifest(bytes: WholeFile.read(manifest))
            _ = try announced.signer(given: commissionKey.map { try BallotFiles.signer($0).key })
            try signed.content.printed.check(against: announced.manifest)
        }
        try Self.report(signed, options)
    }

    static func report(_ signed: SignedSlipsDestroyed, _ options: BallotOptions) throws {
        let content = signed.content
        let slips = content.printed.stations.reduce(0) { $0 + $1.printed }
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.term(
                    "slips.line.destroyed",
                    [
                        Figure("count", .count(UInt64(slips))), Figure("files", .count(UInt64(content.files.count))),
                        Figure("uuid", .text(content.printed.election)), Figure("time", .text(content.time)),
                        Figure("persons", .text(content.persons.map(\.name).joined(separator: ", "))),
                    ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-credentials-destroyed/1")), ("uuid", .string(content.printed.election)),
                ("slips", .count(slips)), ("files", .count(content.files.count)), ("time", .string(content.time)),
                ("persons", .array(content.persons.map { .string($0.name) })),
            ]).text())
    }
}

/// The names in a folder.
enum FolderNames {
    /// In alphabetical order, without hidden ones; nil where there is no such folder.
    static func list(_ path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

/// The clock on the wall.
enum LocalMinute {
    static func now() -> RecorderEntry.Minute {
        var (seconds, parts) = (time(nil), tm())
        localtime_r(&seconds, &parts)
        func digits(_ number: Int32, _ count: Int) -> String {
            let text = "\(number)"
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let text =
            "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
            + "T\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2))"
        guard let minute = RecorderEntry.Minute(text) else { preconditionFailure("the clock shows no time: \(text)") }
        return minute
    }
}
