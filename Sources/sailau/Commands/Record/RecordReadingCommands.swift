import ArgumentParser
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import Foundation
import Storage
import VerifiableVoting
import Wording

struct RecordHeadCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "head", abstract: "Show where a record ends.",
        discussion: """
            Whoever keeps a head can later show that nothing before it was changed.

            Example:
              sailau record head day.record
            """)

    @OptionGroup var input: RecordPlace
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let record = try input.path()
        var last: SealedEvent?
        var opening: RecordOpening?
        try await RecordInput.read(record) { event in
            if opening == nil { opening = try RecordOpening(payload: event.payload) }
            last = event
        }
        guard let last, let opening else { throw RecordViolation(.opening, height: 0, detail: record) }
        try RecordReport.print(last.head, election: opening.election, options)
    }
}

struct RecordVerifyCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify a record from its first event to its last.",
        discussion: """
            With --head the record must contain that event: a head that was kept earlier, or that is printed on a protocol.

            Examples:
              sailau record verify day.txt
              sailau record verify day.txt --head 17:6c1d…
            """)

    @OptionGroup var input: RecordPlace
    @Option(help: ArgumentHelp("A head that the record must contain.", valueName: "height:hash")) var head: [String] =
        []
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let record = try input.path()
        var wanted: [Int: [RecordHead]] = [:]
        for text in head {
            guard let head = RecordHead(text) else { throw BadInput(.badHead, ["text": text]) }
            wanted[head.height, default: []].append(head)
        }
        var verifier = RecordVerifier()
        try await RecordInput.read(record) { event in
            try verifier.add(event)
            for head in wanted.removeValue(forKey: event.event.height) ?? [] where head != verifier.head {
                throw RecordViolation(.parent, height: head.height, detail: head.hash.hexadecimal)
            }
        }
        if let missing = wanted.keys.min() {
            throw RecordViolation(.torn, height: missing, detail: wanted[missing]?.first?.hash.hexadecimal ?? "")
        }
        guard let opening = verifier.opening, let end = verifier.head else {
            throw RecordViolation(.opening, height: 0, detail: record)
        }
        let kinds = verifier.kinds.sorted { $0.key < $1.key }
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-record-verified/1")), ("election", .string(opening.election)),
                    ("service", .string(opening.service.hexadecimal)), ("events", .count(end.height + 1)),
                    ("head", .string(end.description)), ("erased", .count(verifier.erased)),
                    ("kinds", .object(kinds.map { ($0.key, .count($0.value)) })),
                ]).text())
        }
        let wording = try options.wording()
        var lines = [
            wording.term(
                "record.line.valid",
                [Figure("events", .count(UInt64(end.height + 1))), Figure("election", .text(opening.election))]),
            wording.term("record.line.service", [Figure("key", .text(opening.service.hexadecimal))]),
            wording.term("record.line.head", [Figure("head", .text(end.description))]),
        ]
        if verifier.erased > 0 {
            lines.append(wording.term("record.line.erased", [Figure("count", .count(UInt64(verifier.erased)))]))
        }
        lines += kinds.map { "  \($0.key)  \($0.value)" }
        Terminal.print(lines.joined(separator: "\n"))
    }
}

struct RecordShowCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show events of a record.",
        discussion: """
            Example:
              sailau record show day.record --from 100 --kind protocol.accepted
            """)

    @OptionGroup var input: RecordPlace
    @Option(help: "The first event's height, counted from 0.") var from = 0
    @Option(help: "How many events at most.") var count = 100
    @Option(help: "Only events of this kind.") var kind: String?
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        var shown: [SealedEvent] = []
        try await RecordInput.read(input.path()) { event in
            guard event.event.height >= from, shown.count < count, kind.map({ $0 == event.event.kind }) ?? true else {
                return
            }
            shown.append(event)
        }
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(shown.map { RecordReport.line($0, wording) }.joined(separator: "\n"))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-record-events/1")), ("events", .array(shown.map(RecordReport.json))),
            ]).text())
    }
}

struct RecordExportCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a record as one text file that anyone can verify.",
        discussion: """
            With --public personal payloads are left out; the file still verifies.

            Example:
              sailau record export day.record --out day.txt --public
            """)

    @OptionGroup var input: RecordPlace
    @Option(help: ArgumentHelp("Where to write the file.", valueName: "file")) var out: String
    @Flag(name: .customLong("public"), help: "Leave personal payloads out.") var isPublic = false
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let store = try input.path()
        var bytes = RecordFile.start
        var verifier = RecordVerifier()
        try await RecordInput.read(store) { event in
            let written = isPublic ? event.withoutPersonal : event
            try verifier.add(written)
            bytes += RecordFile.lines(written)
        }
        guard let head = verifier.head, let opening = verifier.opening else {
            throw RecordViolation(.opening, height: 0, detail: store)
        }
        if isPublic { try WholeFile.write(bytes, to: out) } else { try WholeFile.writePrivate(bytes, to: out) }
        try RecordReport.print(head, election: opening.election, options)
    }
}

extension SealedEvent {
    /// The same event without what stands beside the chain; it verifies all the same.
    var withoutPersonal: SealedEvent {
        SealedEvent(event: event, signature: signature, payload: payload, personal: personal.map { _ in nil })
    }
}

struct RecordDiffCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changed between two states of a record, or that it has two futures.",
        discussion: """
            Example:
              sailau record diff morning.txt evening.txt
            """)

    @Argument(help: ArgumentHelp("One state: a store or an exported file.", valueName: "record")) var left: String
    @Argument(help: ArgumentHelp("The other state.", valueName: "record")) var right: String
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let difference = RecordDifference(
            left: try await RecordInput.verified(left), right: try await RecordInput.verified(right))
        let wording = try options.wording()
        let sentence = wording.sentence(for: difference)
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-record-difference/1")),
                    ("relation", .string(difference.relation.rawValue)),
                    ("common", .optional(difference.common) { .string($0.description) }),
                    ("left", .array(difference.left.map(RecordReport.json))),
                    ("right", .array(difference.right.map(RecordReport.json))),
                    ("erased", .array(difference.erased.map { .count($0) })),
                ]).text())
        } else {
            var lines = [sentence]
            for (name, events) in [(left, difference.left), (right, difference.right)] where !events.isEmpty {
                lines += ["", "\(name):"] + events.map { "  " + RecordReport.line($0, wording) }
            }
            if !difference.erased.isEmpty {
                let heights = difference.erased.map { "\($0)" }.joined(separator: ", ")
                lines += ["", wording.term("record.line.erasedAt", [Figure("heights", .text(heights))])]
            }
            Terminal.print(lines.joined(separator: "\n"))
        }
        switch difference.relation {
        case .same, .leftContinues, .rightContinues: return
        case .twoFutures, .unrelated: throw CheckFailed(message: sentence)
        }
    }
}

/// Events and heads for people and programs.
enum RecordReport {
    static func print(_ head: RecordHead, election: String, _ options: RecordOptions) throws {
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-record-head/1")), ("election", .string(election)),
                    ("head", .string(head.description)), ("events", .count(head.height + 1)),
                ]).text())
        }
        let wording = try options.wording()
        Terminal.print(
            [
                wording.term(
                    "record.line.events",
                    [Figure("events", .count(UInt64(head.height + 1))), Figure("election", .text(election))]),
                wording.term("record.line.head", [Figure("head", .text(head.description))]),
            ].joined(separator: "\n"))
    }

    /// Height, time, author and role, and what was done in words; kind and payload as they are where the kind is no act.
    static func line(_ sealed: SealedEvent, _ wording: Wording) -> String {
        let event = sealed.event
        let time = event.time == .none ? "-" : "\(event.time)"
        if let act = try? Acts.read(event.kind, sealed.payload), let summary = ActSummary(act) {
            return "\(event.height)  \(time)  \(event.author) (\(event.role))  \(wording.sentence(for: summary))"
        }
        return "\(event.height)  \(time)  \(event.kind)  \(event.author) (\(event.role))  "
            + Terminal.dim(Terminal.printable(sealed.payload))
    }

    static func json(_ sealed: SealedEvent) -> JSON {
        let event = sealed.event
        return .object([
            ("height", .count(event.height)), ("hash", .string(sealed.hash.hexadecimal)), ("kind", .string(event.kind)),
            ("author", .string(event.author)), ("role", .string(event.role)), ("time", .string("\(event.time)")),
            ("payload", .string(String(decoding: sealed.payload, as: UTF8.self))),
            ("personal", .array(sealed.personal.map { .bool($0 != nil) })),
        ])
    }
}
