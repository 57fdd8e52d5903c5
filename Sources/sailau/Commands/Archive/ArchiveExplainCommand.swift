import ArgumentParser
import DataFormats
import ElectionModel
import SourceArchive
import Storage
import Wording

struct ArchiveExplainCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show everything about one fact: words, places, sums, possible causes.",
        discussion: """
            A fact is named as `sailau archive compare` shows it: measure, tier, round, participant.

            Examples:
              sailau archive explain registered --folder kazakhstan-2004
              sailau archive explain seats.constituency:aist --lang ru
            """)

    @Argument(help: "The fact, such as seats.constituency.round1:otan.")
    var fact: String

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var chosen: ArchivedElectionOptions

    func perform() throws {
        let archive = try OpenArchive(try options.open())
        let group = try archive.group(chosen.election)
        let (comparison, entries) = try archive.comparison(of: group, folder: chosen.folder)
        let found = try comparison.named(fact)
        let wording = try options.wording()
        let report = ComparisonReport(
            comparison: comparison, pages: entries.map(\.name), preferences: archive.preferences, wording: wording)
        if options.json {
            Terminal.print(
                JSON.object([("format", .string("sailau-archive-fact/1")), ("fact", report.json(found))]).text())
            return
        }
        var lines = report.text(of: found, hypotheses: .max)
        lines.append("")
        for statement in found.statements {
            for claim in [statement.claim] + statement.others {
                lines += self.lines(claim, entries[statement.page].name, wording)
            }
        }
        let checks = comparison.checks.filter { $0.facts.contains(found.name) }
        if !checks.isEmpty { lines += ["", Terminal.bold(wording.term("archive.heading.checks"))] }
        lines += checks.map { "  \(entries[$0.page].name): \(wording.sentence(for: $0))" }
        for group in found.groups {
            let names = group.statements.map { entries[found.statements[$0].page].name }
            lines.append(
                "  \(names.joined(separator: ", ")): "
                    + wording.term(
                        "archive.line.voices",
                        [Figure("pages", .count(UInt64(names.count))), Figure("voices", .count(UInt64(group.voices)))]))
        }
        Terminal.print(lines.joined(separator: "\n"))
    }

    private func lines(_ claim: Claim, _ page: String, _ wording: Wording) -> [String] {
        var line = "  \(page): \(wording.text(of: claim)) (\(wording.name(of: claim.state)))"
        if let span = claim.span {
            line +=
                "  "
                + Terminal.dim(
                    wording.term(
                        "archive.line.bytes",
                        [Figure("start", .text("\(span.lowerBound)")), Figure("end", .text("\(span.upperBound)"))]))
        }
        let printed = claim.printed.replacing("\n", with: " ")
        return printed.isEmpty ? [line] : [line, "      “\(printed)”"]
    }
}

extension SourceComparison {
    /// The fact of a name; near ones stand in the message if there is none.
    func named(_ text: String) throws(BadInput) -> ComparedFact {
        if let fact = fact(text) { return fact }
        let measure = text.prefix { $0.isLetter || $0 == "-" }
        let near = facts.map(\.name.description).filter { $0.hasPrefix(measure) && !measure.isEmpty }.prefix(8)
        if near.isEmpty { throw BadInput(.noFact, ["text": text]) }
        throw BadInput(.noNearFact, ["text": text, "known": near.joined(separator: ", ")])
    }
}
