import ArgumentParser
import ElectionModel
import ElectionRecord
import Foundation
import Storage
import VerifiableVoting
import Wording

/// The record of an election: what happened, in a chain that anyone can verify.
struct RecordCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Keep the record of an election, and verify one that others keep.",
        discussion: """
            A record only grows. Each event names the one before it by its hash, and the service that keeps the record signs it.
            What is said about persons stands beside the chain and can be erased; the chain still holds.

            Examples:
              sailau ballot manifest key --name Service --out keys
              sailau record init day.record --election kazakhstan-2004 --service keys/Service.signkey \\
                --author p1 --role "setup officer" --times protocol.received=minute
              sailau record append day.record --service keys/Service.signkey --kind protocol.received \\
                --author p7 --role typist --payload protocol.json
              sailau record export day.record --out day.txt
              sailau record verify day.txt
              sailau record diff day.txt later.txt

            A record is kept in a file of SQLite, or in PostgreSQL where the path is that of a connection file
            (Documentation/Storage.md). An exported file is the backup of both, and `import` restores it in either.

            Results: 0 done; 1 a record is not valid, or has two futures; 2 wrong arguments or files that can't be used.
            """,
        subcommands: [
            RecordInitCommand.self, RecordAppendCommand.self, RecordHeadCommand.self, RecordShowCommand.self,
            RecordVerifyCommand.self, RecordExportCommand.self, RecordImportCommand.self, RecordDiffCommand.self,
            RecordEraseCommand.self,
        ])
}

/// The options that every command on records has.
struct RecordOptions: ParsableArguments {
    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.")
    var json = false

    func wording() throws -> Wording { Wording(try Home.texts([language]), in: language) }
}

/// A command on records: its errors become the documented results.
protocol RecordCommand: AsyncParsableCommand {
    var options: RecordOptions { get }
    func perform() async throws
}

extension RecordCommand {
    func run() async throws {
        do {
            try await perform()
        } catch let error as RecordStoreError {
            throw error.asResult(try options.wording())
        } catch let violation as RecordViolation {
            throw CheckFailed(message: try options.wording().sentence(for: violation))
        } catch let violation as Violation {
            throw CheckFailed(message: try options.wording().sentence(for: violation))
        } catch let fault as ConductFault {
            throw CheckFailed(message: fault.sentence(try options.wording()))
        } catch let conflict as RecordConflict {
            throw BadInput(.recordGrew, ["head": conflict.actual?.description ?? "-"])
        } catch let error as StorageError {
            throw error.asResult(try options.wording())
        }
    }
}

extension RecordStoreError {
    func asResult(_ wording: Wording) -> any Error {
        switch self {
        case .missing(let path): BadInput(.noFile, ["file": path])
        case .exists(let path): BadInput(.fileExists, ["file": path])
        case .notARecord(let path): BadInput(.notARecord, ["file": path])
        case .newer(let path, let version): BadInput(.newerRecord, ["file": path, "version": "\(version)"])
        case .full(let path): BadInput(.diskFull, ["file": path])
        case .locked(let path): BadInput(.fileLocked, ["file": path])
        case .refused(let path, let code): BadInput(.systemRefuses, ["file": path, "code": "\(code)"])
        case .connectionFile(let path, let line, let fault): fault.asResult(path, line)
        case .openToOthers(let path): BadInput(.secretOpenToOthers, ["file": path])
        case .unreachable(let path, let detail): BadInput(.serverUnreachable, ["file": path, "detail": detail])
        case .server(let path, let code, let detail):
            BadInput(.serverRefuses, ["file": path, "code": code, "detail": detail])
        case .notDurable(let path): BadInput(.serverNotDurable, ["file": path])
        case .otherMigration(let path, let number):
            BadInput(.otherMigration, ["file": path, "number": "\(number)"])
        case .damaged(let path, let height):
            CheckFailed(
                message: "\(path): "
                    + wording.sentence(for: RecordViolation(.format, height: height, detail: "row")))
        }
    }
}

extension ConnectionFile.Fault {
    fileprivate func asResult(_ path: String, _ line: Int) -> BadInput {
        let line = "\(line)"
        return switch self {
        case .form: BadInput(.connectionLine, ["file": path, "line": line, "first": ConnectionFile.firstLine])
        case .unknown(let key):
            BadInput(
                .connectionKey,
                ["file": path, "line": line, "text": key, "known": ConnectionFile.keys.joined(separator: ", ")])
        case .twice(let key): BadInput(.connectionTwice, ["file": path, "line": line, "text": key])
        case .value(let key, let wanted):
            BadInput(.connectionValue, ["file": path, "line": line, "text": key, "known": wanted])
        case .password: BadInput(.connectionPassword, ["file": path, "line": line])
        case .missing(let key): BadInput(.connectionMissing, ["file": path, "text": key])
        }
    }
}

/// Which record a command is about: `PATH` or `--store PATH`, as in the commands that have no place for a bare path.
struct RecordPlace: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The record: a file of SQLite, a connection file for PostgreSQL, or, for reading, an exported file.",
            valueName: "record"))
    var record: String?

    @Option(
        help: ArgumentHelp("The record, in another place of the line: the same files.", valueName: "file"))
    var store: String?

    /// Throws `BadInput` for none and for both.
    func path() throws -> String {
        switch (record, store) {
        case (let path?, nil), (nil, let path?): return path
        default: throw BadInput(.recordOrStore)
        }
    }
}

/// The key of the service that signs a record.
struct ServiceKey: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The service's private key (`sailau ballot manifest key`); it stays with the service.", valueName: "file"))
    var service: String

    func secret() throws -> SignerSecret { try Self.secret(service) }

    static func secret(_ file: String) throws -> SignerSecret {
        guard try !WholeFile.isOpenToOthers(file) else { throw BadInput(.secretOpenToOthers, ["file": file]) }
        return try SignerSecret(bytes: BallotFiles.trimmed(file))
    }
}

/// Who acts, and in which role.
struct ActorOptions: ParsableArguments {
    @Option(help: "The authenticated person, by an identifier that is no name.")
    var author: String

    @Option(help: "The role in which the person acts, such as \"typist\".")
    var role: String
}

/// Reads records from stores and from files alike.
enum RecordInput {
    private static let piece = 1 << 20

    /// Hands every event of a store or an exported file to `take`, in order.
    static func read(_ path: String, _ take: (SealedEvent) throws -> Void) async throws {
        guard try RecordStores.form(of: path) != nil else {
            try readFile(path, take)
            return
        }
        let store = try await RecordStores.open(path, .existing)
        var next = 0
        while true {
            let events = try await store.events(from: next, count: 1024)
            if events.isEmpty { return }
            for event in events { try take(event) }
            next += events.count
        }
    }

    /// The events of a record that verifies.
    static func verified(_ path: String) async throws -> [SealedEvent] {
        var verifier = RecordVerifier()
        var events: [SealedEvent] = []
        try await read(path) {
            try verifier.add($0)
            events.append($0)
        }
        return events
    }

    private static func readFile(_ path: String, _ take: (SealedEvent) throws -> Void) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { throw BadInput(.noFile, ["file": path]) }
        defer { try? file.close() }
        var reader = RecordFile.Reader()
        while let bytes = try file.read(upToCount: piece), !bytes.isEmpty {
            for event in try reader.add(bytes) { try take(event) }
        }
        try reader.end()
    }
}
