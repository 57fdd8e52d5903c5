import ArgumentParser
import DataFormats
import ElectionModel
import Storage
import VoterRegister
import Wording

struct RegisterImportCommand: RegisterCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read a register from CSV.",
        discussion: """
            The columns are number, name_kk, name_ru, name_latin, birth_date, address, station and status. Nothing is written
            where anything is wrong: a number that stands twice is an error. Persons who may be the same are reported and kept.

            Example:
              sailau register import register.csv --out voters.register
            """)

    @Argument(help: ArgumentHelp("The table.", valueName: "file")) var table: String
    @OptionGroup var options: BallotOptions
    @Option(help: ArgumentHelp("Where to write.", valueName: "file")) var out: String

    /// Groups of persons who may be the same that are shown.
    private static let mostShown = 20
    /// A row has some 200 bytes; only a matter of memory.
    private static let bytesOfRow: UInt64 = 150

    func perform() throws {
        let wording = try options.wording()
        let source = try FileSource(table)
        let draft = try FileDraft(out, isPrivate: true)
        let report: ImportReport
        do {
            report = try RegisterImport.run(
                from: { try source.next() }, expected: Int(source.byteCount / Self.bytesOfRow),
                to: { try draft.append($0) }, progress: { try? show($0) })
        } catch let faults as RegisterFaults {
            endProgress()
            throw try refused(faults, wording)
        }
        try draft.place()
        endProgress()
        let suspects = try image(out) { try report.suspects(in: $0) }
        if options.json { return printJSON(report, suspects) }
        var lines = [
            try line(
                "imported",
                [
                    Figure("persons", .count(UInt64(report.persons))),
                    Figure("stations", .count(UInt64(report.stations))), Figure("file", .text(out)),
                ]),
            try line("status", [Figure("status", .text(wording.name(of: report.status)))]),
        ]
        if !suspects.isEmpty {
            lines.append(try line("suspects", [Figure("groups", .count(UInt64(suspects.count)))]))
            for group in suspects.prefix(Self.mostShown) {
                let numbers = group.map { "\($0.number) (\($0.station))" }.joined(separator: ", ")
                lines.append(try line("suspect", [Figure("numbers", .text(numbers))]))
            }
            if suspects.count > Self.mostShown {
                lines.append(
                    try line("moreSuspects", [Figure("count", .count(UInt64(suspects.count - Self.mostShown)))]))
            }
        }
        Terminal.print(lines.joined(separator: "\n"))
    }

    private func show(_ progress: RegisterImport.Progress) throws {
        switch progress {
        case .read(let persons): try self.progress("reading", [Figure("persons", .count(UInt64(persons)))])
        case .sorted(let step, let all):
            try self.progress("sorting", [Figure("step", .text("\(step)")), Figure("of", .text("\(all)"))])
        }
    }

    private func refused(_ faults: RegisterFaults, _ wording: Wording) throws -> CheckFailed {
        if options.json {
            let list = faults.list.map { fault in
                JSON.object([
                    ("line", .count(fault.line)), ("field", .string(fault.field)),
                    ("code", .string(fault.code.rawValue)),
                    ("text", .string(wording.sentence(for: fault, file: table))),
                ])
            }
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-register-import/1")), ("persons", .null),
                    ("faults", .count(faults.count)),
                    ("list", .array(list)),
                ]).text())
        } else {
            Terminal.print(wording.sentences(for: faults, file: table))
        }
        return CheckFailed(message: try line("notImported", [Figure("count", .count(UInt64(faults.count)))]))
    }

    private func printJSON(_ report: ImportReport, _ suspects: [[RegisterEntry]]) {
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-register-import/1")), ("persons", .count(report.persons)),
                ("stations", .count(report.stations)), ("status", .string(report.status.rawValue)),
                ("faults", .count(0)), ("file", .string(out)),
                (
                    "suspects",
                    .array(suspects.map { group in .array(group.map { .string($0.number.description) }) })
                ),
            ]).text())
    }
}

struct RegisterFindCommand: RegisterCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Look a person up by number, bar code or parts of a name.",
        discussion: """
            Parts of names are read in Kazakh, Russian or Latin letters, with letters that look alike mixed; a few dozen
            persons are shown at most.

            Examples:
              sailau register find voters.register --number 990000000017
              sailau register find voters.register --name "бағөд лу"
            """)

    @Argument(help: ArgumentHelp("The register.", valueName: "file")) var register: String
    @OptionGroup var options: BallotOptions
    @Option(help: "The number, or what a scanner reads from the bar code.", transform: RegisterFiles.number)
    var number: VoterNumber?
    @Option(help: "Parts of a name.") var name: String?

    func validate() throws {
        guard (number == nil) != (name == nil) else { throw ValidationError("Write either --number or --name.") }
    }

    func perform() throws {
        let matches = try image(register) { image in
            guard let number else { return try image.find(name: name ?? "") }
            return NameMatches(entries: try image.entry(number).map { [$0] } ?? [], isComplete: true)
        }
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-register-find/1")), ("is_complete", .bool(matches.isComplete)),
                    ("persons", .array(matches.entries.map(RegisterFiles.json))),
                ]).text())
        }
        var lines = try matches.entries.map { entry in
            let name =
                options.language == .kazakh
                ? entry.name.kazakh
                : options.language == .russian || entry.name.latin.isEmpty ? entry.name.russian : entry.name.latin
            return try line(
                "entry",
                [
                    Figure("number", .text(entry.number.description)), Figure("name", .text(name)),
                    Figure("day", .text(entry.birthDate.description)),
                    Figure("station", .text(entry.station.rawValue)), Figure("address", .text(entry.address)),
                ])
        }
        if lines.isEmpty { lines.append(try line("noPerson")) }
        if !matches.isComplete { lines.append(try line("more")) }
        Terminal.print(lines.joined(separator: "\n"))
    }
}
