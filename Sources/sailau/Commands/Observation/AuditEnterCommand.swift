import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import Wording

struct AuditEnterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter", abstract: "Enter what two persons read on each card.",
        discussion: """
            Each card is read by two persons, each without the other's reading; where they differ they look at it together, and what
            they agree on is entered as a resolution. From tables, in this order, or card after card from the keyboard:
              container,card,reader,finding,contest,choice       --readings; a finding is choice, invalid, other contest, not found
              container,card,readers,finding,contest,choice      --resolutions; two names with a semicolon between them
              station,contest,reader,kind,choice,votes           --recounts; a kind is votes, invalid, other contest
              station,contest,readers,kind,choice,votes          --recount-resolutions
            Nothing of a table is entered where one of its rows is refused.

            Examples:
              sailau audit enter audit.json --readings first.csv --readings second.csv
              sailau audit enter audit.json --reader "A. Serikova"
              sailau audit enter audit.json --resolutions agreed.csv
            """)

    @OptionGroup var options: AuditFileOptions
    @Option(help: ArgumentHelp("Readings; may stand several times.", valueName: "file")) var readings: [String] = []
    @Option(help: ArgumentHelp("What two persons agreed on.", valueName: "file")) var resolutions: [String] = []
    @Option(help: ArgumentHelp("Counts of whole stations.", valueName: "file")) var recounts: [String] = []
    @Option(help: ArgumentHelp("What two persons agreed on about stations.", valueName: "file"))
    var recountResolutions: [String] = []
    @Option(help: "Ask for every card that this person has not read, one after the other.") var reader: String?

    func validate() throws {
        guard
            reader != nil || !readings.isEmpty || !resolutions.isEmpty || !recounts.isEmpty
                || !recountResolutions.isEmpty
        else { throw ValidationError("Give a table, or --reader for the keyboard.") }
        if let reader, reader.isEmpty || reader.contains(";") {
            throw ValidationError("A reader has a name without a semicolon.")
        }
    }

    func run() throws {
        let wording = try options.wording()
        var audit = try options.audit(wording)
        let before = audit.steps.count
        let ballots = Dictionary(
            (audit.plan?.contests ?? []).map { ($0.key, $0.choices) }, uniquingKeysWith: { first, _ in first })
        for file in readings {
            for line in try AuditTables.readings(bytes(file), file: file) {
                try take(.reading(line.value), line.line, file, &audit, wording)
            }
        }
        for file in resolutions {
            for line in try AuditTables.resolutions(bytes(file), file: file) {
                try take(.resolution(line.value), line.line, file, &audit, wording)
            }
        }
        for file in recounts {
            for line in try AuditTables.recounts(bytes(file), file: file, ballot: { ballots[$0] }) {
                try take(.recount(line.value), line.line, file, &audit, wording)
            }
        }
        for file in recountResolutions {
            for line in try AuditTables.recountResolutions(bytes(file), file: file, ballot: { ballots[$0] }) {
                try take(.recountResolution(line.value), line.line, file, &audit, wording)
            }
        }
        if let reader { try ask(reader, &audit, wording) }
        try options.write(audit)
        report(audit, entered: audit.steps.count - before, wording)
    }

    private func bytes(_ path: String) throws -> [UInt8] { try AuditSourceOptions.bytes(path) }

    private func take(
        _ step: AuditStep, _ line: Int, _ file: String, _ audit: inout AuditState, _ wording: Wording
    ) throws {
        do throws(AuditRefusal) {
            try audit.apply(step)
        } catch {
            throw RefusedInput(message: wording.sentence(for: error, file: file, line: line))
        }
    }

    private func report(_ audit: AuditState, entered: Int, _ wording: Wording) {
        let open = audit.openCards
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-audit-enter/1")), ("entered", .count(entered)),
                    ("unread", .count(open.unread.count)),
                    ("disputed", .array(open.disputed.map { .string($0.description) })),
                    ("to_recount", .count(audit.openRecounts.count)),
                ]).text())
            return
        }
        var lines = [
            wording.term(
                "observation.line.entered",
                [
                    Figure("count", .count(UInt64(entered))), Figure("unread", .count(UInt64(open.unread.count))),
                    Figure("disputed", .count(UInt64(open.disputed.count))),
                ])
        ]
        // What each of the two read is not shown: they look at the card, not at the screen.
        lines += open.disputed.map {
            wording.term("observation.line.disputed", [Figure("place", .text($0.description))])
        }
        Terminal.print(lines.joined(separator: "\n"))
    }

    // MARK: From the keyboard

    private enum Answer {
        case finding(CardFinding)
        case stop
    }

    /// Asks for each card; what was answered is kept after every card, so that nothing is lost.
    private func ask(_ reader: String, _ audit: inout AuditState, _ wording: Wording) throws {
        let places = audit.openCards.unread.filter { place in
            !audit.readings(of: place).contains { $0.reader == reader }
        }
        for (number, place) in places.enumerated() {
            guard case .finding(let finding)? = answer(place, audit, wording) else { return }
            try audit.apply(.reading(CardReading(place, reader: reader, finding)), wording)
            // Every twentieth is on the disk at the latest.
            if number % 20 == 19 { try options.write(audit) }
        }
    }

    private func answer(_ place: CardPlace, _ audit: AuditState, _ wording: Wording) -> Answer? {
        let contests = audit.contests(in: place)
        var marks: [Observation.ContestKey: CardMark] = [:]
        for contest in contests {
            let choices = audit.plan?.contests.first { $0.key == contest }?.choices ?? []
            Terminal.print(
                wording.term(
                    "observation.line.ask",
                    [
                        Figure("place", .text(place.description)), Figure("contests", .text(wording.name(of: contest))),
                    ]))
            for (number, choice) in choices.enumerated() {
                Terminal.print("  \(number + 1)  \(wording.names.choice(choice, wording.language))")
            }
            while true {
                Terminal.print("  " + wording.term("observation.line.answers"))
                guard let typed = readLine() else { return .stop }
                let text = typed.filter { $0 != " " }
                if text == "." { return .stop }
                if text == "?" { return .finding(.notFound) }
                if text == "-" { break }
                if text == "0" {
                    marks[contest] = .invalid
                    break
                }
                if let number = Int(text), choices.indices.contains(number - 1) {
                    marks[contest] = .choice(choices[number - 1])
                    break
                }
                Terminal.print(wording.term("observation.line.not understood", [Figure("text", .text(typed))]))
            }
        }
        return .finding(.found(marks))
    }
}
