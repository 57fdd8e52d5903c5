import ArgumentParser
import DataFormats
import ElectionModel
import SourceArchive
import Storage
import Wording

struct ArchiveAliasCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "alias", abstract: "Show which names may mean the same, and decide about two of them.",
        discussion: """
            Without a decision: the proposals with their evidence, and what was decided. A decision is recorded with who and
            why; --withdraw takes the last one about two names back.

            Examples:
              sailau archive alias
              sailau archive alias --confirm "Democratic Party of Kazakhstan" "Democratic Party Adilet" \\
                --who "A. Reader" --why "a later name of the party"
              sailau archive alias --withdraw "Democratic Party of Kazakhstan" "Democratic Party Adilet" \\
                --who "A. Reader" --why "mixed up"
            """)

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Two names that mean the same.", valueName: "names"))
    var confirm: [String] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Two names that mean different things.", valueName: "names"))
    var reject: [String] = []

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Two names about which nothing is decided.", valueName: "names"))
    var withdraw: [String] = []

    @OptionGroup var decision: DecisionOptions
    @OptionGroup var options: ArchiveOptions

    @Option(help: ArgumentHelp("The election whose names are shown.", valueName: "election"))
    var election: String?

    @Flag(help: "The names are those of countries and places.")
    var places = false

    func validate() throws {
        for names in [confirm, reject, withdraw] where !names.isEmpty && names.count != 2 {
            throw ValidationError("Give two names.")
        }
        if [confirm, reject, withdraw].count(where: { !$0.isEmpty }) > 1 {
            throw ValidationError("Give one of --confirm, --reject and --withdraw.")
        }
    }

    func perform() throws {
        let archive = try OpenArchive(try options.open())
        let wording = try options.wording()
        let actions: [(AliasDecision.Action, [String])] = [
            (.confirm, confirm), (.reject, reject), (.withdraw, withdraw),
        ]
        if let (action, names) = actions.first(where: { !$0.1.isEmpty }) {
            let (who, why, when) = try decision.read()
            let (first, second) = places ? (place(names[0]), place(names[1])) : try self.names(names, archive)
            let made = AliasDecision(action, first, second, who: who, why: why, when: when)
            try archive.store.add(made)
            Terminal.print(
                options.json
                    ? JSON.object([("format", .string("sailau-archive-decision/1")), ("alias", Self.json(made))]).text()
                    : Self.text(made, wording))
            return
        }
        try show(archive, wording)
    }

    private func place(_ name: String) -> AliasName { AliasName(.place, name, country: "") }

    /// The kinds and the country of two names, from the pages of one election that print both.
    private func names(_ names: [String], _ archive: OpenArchive) throws -> (AliasName, AliasName) {
        let groups = try election.map { [try archive.group($0)] } ?? archive.groups
        var missing = names[0]
        for group in groups {
            let pages = try archive.store.readings(of: archive.entries(of: group))
            let participants = pages.flatMap(\.claims).compactMap(\.key.participant)
            let kinds = names.map { name in participants.first { $0.name == name }?.kind }
            if let first = kinds[0], let second = kinds[1] {
                return (
                    AliasName(first == .person ? .person : .party, names[0], country: group.election.country),
                    AliasName(second == .person ? .person : .party, names[1], country: group.election.country)
                )
            }
            if kinds[0] != nil { missing = names[1] }
        }
        throw BadInput(.noAliasName, ["text": missing])
    }

    private func show(_ archive: OpenArchive, _ wording: Wording) throws {
        let groups = try election.map { [try archive.group($0)] } ?? archive.groups
        var lines: [String] = []
        var rows: [JSON] = []
        for group in groups {
            let (comparison, _) = try archive.comparison(of: group, folder: nil)
            let proposals = comparison.aliasesOpen + comparison.aliasesUsed
            if !proposals.isEmpty { lines.append(Terminal.bold(group.election.id.rawValue)) }
            for proposal in proposals {
                lines.append("  \(ComparisonReport.text(of: proposal))  (\(wording.name(of: proposal.standing)))")
                lines += proposal.evidence.map { "      \($0.weight)  \(wording.sentence(for: $0))" }
                rows.append(ArchiveJSON.proposal(proposal, wording))
            }
        }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-archive-aliases/1")), ("proposals", .array(rows)),
                    ("decisions", .array(archive.book.decisions.map(Self.json))),
                ]).text())
            return
        }
        if !archive.book.decisions.isEmpty { lines.append(Terminal.bold(wording.term("archive.heading.decisions"))) }
        lines += archive.book.decisions.map { "  \(Self.text($0, wording))" }
        Terminal.print(lines.isEmpty ? wording.term("archive.line.none") : lines.joined(separator: "\n"))
    }

    static func text(_ decision: AliasDecision, _ wording: Wording) -> String {
        wording.term(
            "archive.line.decided",
            [
                Figure("action", .text(wording.name(of: decision.action))), Figure("first", .text(decision.first.name)),
                Figure("second", .text(decision.second.name)), Figure("who", .text(decision.who)),
                Figure("when", .text("\(decision.when)")), Figure("why", .text(decision.why)),
            ])
    }

    static func json(_ decision: AliasDecision) -> JSON {
        .object([
            ("action", .string(decision.action.rawValue)), ("kind", .string(decision.first.kind.rawValue)),
            ("first", .string(decision.first.name)), ("second", .string(decision.second.name)),
            ("who", .string(decision.who)), ("why", .string(decision.why)), ("when", .string("\(decision.when)")),
        ])
    }
}

/// Who decides, why and when.
struct DecisionOptions: ParsableArguments {
    @Option(help: "Who decides.")
    var who: String?

    @Option(help: "Why.")
    var why: String?

    @Option(help: "The day of the decision, such as 2026-01-15; today if left out.")
    var on: String?

    func read() throws(BadInput) -> (who: String, why: String, when: CalendarDate) {
        guard let who, let why, !who.isEmpty, !why.isEmpty else { throw BadInput(.whoAndWhy) }
        return (who, why, try VacanciesCommand.readDay(on, "--on") ?? Today.date)
    }
}
