import ArgumentParser
import DataFormats
import ElectionModel
import SourceArchive
import Storage
import Wording

struct ArchivePreferCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "prefer", abstract: "Record which page's value of a fact to show, or take it back.",
        discussion: """
            The claims stay as they are; the decision stands beside them and can be withdrawn.

            Examples:
              sailau archive prefer registered --page wikipedia.txt --who "A. Reader" --why "agrees with the turnout"
              sailau archive prefer registered --page wikipedia.txt --withdraw --who "A. Reader" --why "a better source"
            """)

    @Argument(help: "The fact, as `sailau archive compare` names it.")
    var fact: String

    @Option(help: "The page whose value is preferred, by its name or the beginning of its hash.")
    var page: String

    @Flag(help: "Take the preference back.")
    var withdraw = false

    @OptionGroup var decision: DecisionOptions
    @OptionGroup var options: ArchiveOptions
    @OptionGroup var chosen: ArchivedElectionOptions

    func perform() throws {
        let (who, why, when) = try decision.read()
        let archive = try OpenArchive(try options.open())
        let group = try archive.group(chosen.election)
        let (comparison, entries) = try archive.comparison(of: group, folder: chosen.folder)
        let found = try comparison.named(fact)
        let statement = found.statements.first { statement in
            let entry = entries[statement.page]
            return entry.name == page || (page.utf8.count >= 6 && entry.hash.rawValue.hasPrefix(page))
        }
        guard let statement, statement.claim.value != .none else {
            let known = found.statements.map { entries[$0.page].name }.joined(separator: ", ")
            throw BadInput(.noStatement, ["text": page, "known": known])
        }
        let made = PreferenceDecision(
            withdraw ? .withdraw : .prefer, statement.claim.id, on: statement.claim.page, who: who, why: why, when: when
        )
        try archive.store.add(made)
        let wording = try options.wording()
        let report = ComparisonReport(
            comparison: comparison, pages: entries.map(\.name), preferences: archive.preferences, wording: wording)
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-archive-decision/1")),
                    (
                        "preference",
                        .object([
                            ("action", .string(made.action.rawValue)), ("fact", .string(found.name.description)),
                            ("claim", .string(made.claim.rawValue)), ("value", .string(statement.claim.value.shown)),
                            ("who", .string(who)), ("why", .string(why)), ("when", .string("\(when)")),
                        ])
                    ),
                ]).text())
        } else {
            Terminal.print(report.text(of: made, statement.claim))
        }
    }
}
