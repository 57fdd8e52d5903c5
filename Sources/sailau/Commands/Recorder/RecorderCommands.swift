import ArgumentParser
import DataFormats
import ElectronicStation
import Storage
import VerifiableVoting
import Wording

struct RecorderCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recorder",
        abstract: "The recorder of voting data (article 50-2(4)): its key, its log, and who may read it.",
        discussion: """
            A station's recorder seals every entry to the key of the oblast commission, which keeps the log for a year
            (Documentation/Formats/Recorder.md):
              sailau recorder key --name Oblast --out keys
              sailau recorder end booth-1/booth.recorder
              sailau recorder verify booth-1/booth.recorder
              sailau recorder open station.recorder --key keys/Oblast.recordkey
            """,
        subcommands: [
            RecorderKeyCommand.self, RecorderEndCommand.self, RecorderVerifyCommand.self, RecorderOpenCommand.self,
        ])
}

struct RecorderKeyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make the key with which a commission opens recorders' logs.",
        discussion: """
            Written are NAME.recordkey (mode 0600; it stays with the commission) and NAME.recordpub, which goes to the stations.

            Example:
              sailau recorder key --name Oblast --out keys
            """)

    @OptionGroup var options: BallotOptions
    @Option(help: "The owner's name.") var name: String
    @Option(help: ArgumentHelp("Where to write.", valueName: "folder")) var out: String

    func perform() throws {
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
            throw BadInput(.badSignerName, ["text": name])
        }
        let secret = RecorderSecret.random()
        let (privatePath, publicPath) = ("\(out)/\(name).recordkey", "\(out)/\(name).recordpub")
        try Home.makeFolder(out)
        try WholeFile.writePrivate(Array("\(RecorderKeyText.text(secret.bytes))\n".utf8), to: privatePath)
        try WholeFile.write(Array("\(RecorderKeyText.text(secret.publicKey.bytes))\n".utf8), to: publicPath)
        let wording = try options.wording()
        guard options.json else {
            return Terminal.print(
                wording.rows([
                    .privateKey: wording.notice(.keptSecret(file: privatePath)), .publicKey: publicPath,
                    .key: RecorderKeyText.text(secret.publicKey.bytes),
                ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-recorder-key/1")), ("name", .string(name)),
                ("key", .string(RecorderKeyText.text(secret.publicKey.bytes))), ("private_key", .string(privatePath)),
                ("public_key", .string(publicPath)),
            ]).text())
    }
}

struct RecorderEndCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a booth's log, and say what goes on the act of closing.",
        discussion: """
            For after the last voter, when the booth's program has ended. Members copy how many entries there are and the last hash
            at the desk; nothing else leaves the booth. An ended log is shown again.

            Example:
              sailau recorder end booth-1/booth.recorder
            """)

    @Argument(help: ArgumentHelp("The log.", valueName: "file")) var log: String
    @OptionGroup var options: BallotOptions

    func perform() throws {
        let file = try RecorderFile(path: log)
        if !file.log.isEnded { try file.end() }
        try show(file.log)
    }
}

struct RecorderVerifyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a recorder's log without opening it.",
        discussion: """
            Nothing was taken out of the log or added to it as long as its last hash is the one on the closing act.

            Example:
              sailau recorder verify station.recorder
            """)

    @Argument(help: ArgumentHelp("The log.", valueName: "file")) var log: String
    @OptionGroup var options: BallotOptions

    func perform() throws {
        try show(RecorderLog(bytes: WholeFile.read(log)))
    }
}

extension BallotCommand {
    /// What can be said of a log without its key.
    fileprivate func show(_ log: RecorderLog) throws {
        guard options.json else {
            let state = log.isEnded ? "recorder.ended" : "recorder.not ended"
            return Terminal.print(
                try slips(
                    "recorder.log",
                    [
                        "station": log.head.station, "count": "\(log.entries.count)", "until": log.head.sealedUntil,
                        "hash": log.last.hexadecimal,
                    ]) + "\n" + slips(state))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-recorder-log/1")), ("station", .string(log.head.station)),
                ("entries", .count(log.entries.count)), ("last", .string(log.last.hexadecimal)),
                ("is_ended", .bool(log.isEnded)), ("sealed_until", .string(log.head.sealedUntil)),
            ]).text())
    }
}

struct RecorderOpenCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Read a recorder's log with the key of the commission that keeps it.",
        discussion: """
            Before the day until which the log is sealed, name the decision of a court or of the commission that breaks the seal.
            The program cannot hinder the owner of the key: it asks, so that it is not done unawares.

            Example:
              sailau recorder open station.recorder --key keys/Oblast.recordkey --decision "Court order 2-114"
            """)

    @Argument(help: ArgumentHelp("The log.", valueName: "file")) var log: String
    @OptionGroup var options: BallotOptions
    @Option(help: ArgumentHelp("The commission's private key.", valueName: "file")) var key: String
    @Option(help: "The decision that breaks the seal before its day.") var decision: String?

    func perform() throws {
        let log = try RecorderLog(bytes: WholeFile.read(log))
        if LocalMinute.now().description.prefix(10) < log.head.sealedUntil, decision?.isEmpty ?? true {
            throw BadInput(.stillSealed, ["file": self.log, "text": log.head.sealedUntil])
        }
        guard
            let secret = RecorderKeyText.bytes(try BallotFiles.secret(key, options)).flatMap(
                RecorderSecret.init(bytes:))
        else {
            throw BadInput(.notARecorderKey, ["file": key])
        }
        let entries = try log.opened(with: secret)
        guard options.json else {
            for entry in entries {
                let action = try slips("recorder action.\(entry.action.rawValue)")
                let booth = try slips("recorder.booth", ["number": "\(entry.booth)"])
                Terminal.print("\(entry.time)  \(action)" + (entry.booth == 0 ? "" : ", \(booth)"))
            }
            return
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-recorder-entries/1")), ("station", .string(log.head.station)),
                ("decision", .optional(decision) { .string($0) }),
                (
                    "entries",
                    .array(
                        entries.map {
                            .object([
                                ("time", .string($0.time.description)), ("action", .string($0.action.rawValue)),
                                ("booth", .count($0.booth)),
                            ])
                        })
                ),
            ]).text())
    }
}

/// Keys of recorders in files: 64 hexadecimal digits and a line end.
enum RecorderKeyText {
    static func text(_ bytes: [UInt8]) -> String { Hexadecimal.text(bytes) }
    static func bytes(_ text: [UInt8]) -> [UInt8]? { Hexadecimal.bytes(text) }

    /// The key in a `NAME.recordpub`. Throws `notARecorderPublicKey`.
    static func key(_ file: String) throws -> RecorderKey {
        guard let key = try bytes(BallotFiles.trimmed(file)).flatMap(RecorderKey.init(bytes:)) else {
            throw BadInput(.notARecorderPublicKey, ["file": file])
        }
        return key
    }
}
