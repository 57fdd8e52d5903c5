import ArgumentParser
import DataFormats
import ElectionModel
import ElectionRecord
import Foundation
import Storage
import VerifiableVoting
import Wording

struct RecordInitCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Begin the record of an election.",
        discussion: """
            How precise times are is settled here for good, a kind of event at a time: none, day, minute or second. Kinds that are
            not named bear no time at all.

            Example:
              sailau record init day.record --election kazakhstan-2004 --service keys/Service.signkey --author p1 \\
                --role "setup officer" --times protocol.received=minute --times station.opened=day
            """)

    @OptionGroup var input: RecordPlace
    @Option(help: "The election's identifier.") var election: String
    @Option(help: ArgumentHelp("How precise times of a kind of event are.", valueName: "kind=precision")) var times:
        [String] = []
    @OptionGroup var key: ServiceKey
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        var precisions: [String: RecordTime.Precision] = [RecordOpening.kind: .second]
        for text in times {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, let precision = RecordTime.Precision(rawValue: String(parts[1]))
            else { throw BadInput(.badTimes, ["text": text]) }
            precisions[String(parts[0])] = precision
        }
        let secret = try key.secret()
        guard let public_ = secret.publicKey else {
            throw RecordViolation(.signature, height: nil, detail: key.service)
        }
        let opening = RecordOpening(election: election, service: public_, precisions: precisions)
        let draft = opening.draft(author: actor.author, role: actor.role, time: RecordClock.now(.second))
        let events = try SealedEvent.seal([draft], after: nil, by: secret)
        let head = try await RecordStores.open(input.path(), .new).append(events, after: nil)
        try RecordReport.print(head, election: election, options)
    }
}

struct RecordAppendCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "append", abstract: "Add an event to a record.",
        discussion: """
            The payload is one line of UTF-8, JSON by custom; `-` reads it from standard input. With --after nothing is added if
            the record has grown since.

            Example:
              sailau record append day.record --service keys/Service.signkey --kind protocol.received --author p7 \\
                --role typist --payload protocol.json --personal signature.txt
            """)

    @OptionGroup var input: RecordPlace
    @Option(help: "The kind of event, such as protocol.received.") var kind: String
    @Option(help: ArgumentHelp("The payload.", valueName: "file")) var payload: String
    @Option(help: ArgumentHelp("A personal payload, kept beside the chain.", valueName: "file")) var personal:
        [String] = []
    @Option(help: ArgumentHelp("The head after which it is to stand.", valueName: "height:hash")) var after: String?
    @OptionGroup var key: ServiceKey
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let secret = try key.secret()
        let store = try input.path()
        let open = try await RecordStores.open(store, .existing)
        guard let first = try await open.events(from: 0, count: 1).first else {
            throw RecordViolation(.opening, height: 0, detail: store)
        }
        let opening = try RecordOpening(payload: first.payload)
        guard opening.service == secret.publicKey else {
            throw BadInput(.otherService, ["file": key.service, "key": opening.service.hexadecimal])
        }
        var expected = try await open.head()
        if let after {
            guard let head = RecordHead(after) else { throw BadInput(.badHead, ["text": after]) }
            expected = head
        }
        let draft = EventDraft(
            kind: kind, author: actor.author, role: actor.role, time: RecordClock.now(opening.precision(of: kind)),
            payload: try line(payload), personal: try personal.map { PersonalPayload(try line($0)) })
        let head = try await open.append(
            try SealedEvent.seal([draft], after: expected, by: secret), after: expected)
        try RecordReport.print(head, election: opening.election, options)
    }

    private func line(_ path: String) throws -> [UInt8] {
        guard path == "-" else { return try BallotFiles.trimmed(path) }
        let lines = BallotFiles.standardInput()
        guard lines.count == 1 else { throw BadInput(.oneLine, ["file": path, "count": "\(lines.count)"]) }
        return lines[0]
    }
}

struct RecordImportCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a record from an exported file, after verifying all of it.",
        discussion: """
            Example:
              sailau record import day.txt --into restored.record
            """)

    @Argument(help: ArgumentHelp("The exported file.", valueName: "file")) var file: String
    @Option(help: ArgumentHelp("Where to keep the record.", valueName: "store")) var into: String
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let events = try await RecordInput.verified(file)
        guard let first = events.first else { throw RecordViolation(.opening, height: 0, detail: file) }
        let opening = try RecordOpening(payload: first.payload)
        let head = try await RecordStores.open(into, .new).append(events, after: nil)
        try RecordReport.print(head, election: opening.election, options)
    }
}

struct RecordEraseCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase a personal payload for good; the chain still holds.",
        discussion: """
            Copies of the record that others keep are theirs to erase.

            Example:
              sailau record erase day.record --height 17 --place 1
            """)

    @OptionGroup var input: RecordPlace
    @Option(help: "The event's height, counted from 0.") var height: Int
    @Option(help: "Which of its personal payloads, counted from 1.") var place: Int
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let open = try await RecordStores.open(input.path(), .existing)
        try await open.erasePersonal(at: height, place - 1)
        guard let first = try await open.events(from: 0, count: 1).first, let head = try await open.head() else {
            return
        }
        try RecordReport.print(head, election: RecordOpening(payload: first.payload).election, options)
    }
}

/// The clock of this computer.
enum RecordClock {
    static func now(_ precision: RecordTime.Precision) -> RecordTime {
        RecordTime(secondsSince1970: Int64(Date().timeIntervalSince1970), precision: precision)
    }
}
