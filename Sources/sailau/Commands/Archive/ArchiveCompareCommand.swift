import ArgumentParser
import DataFormats
import ElectionModel
import SourceArchive
import Storage
import Wording

struct ArchiveCompareCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Set the pages of each election beside each other.",
        discussion: """
            With one election, or with --election: its contradictions with possible causes and their arithmetic, the names
            that wait for a person, and a count of all facts. With several: one line for each.

            Examples:
              sailau archive compare
              sailau archive compare --folder kazakhstan-2004 --lang kk
              sailau archive compare --election kazakhstan-2004-09-19-parliamentary --facts
            """)

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var chosen: ArchivedElectionOptions

    @Flag(help: "Show every fact, not only what contradicts.")
    var facts = false

    func perform() throws {
        let archive = try OpenArchive(try options.open())
        let wording = try options.wording()
        if chosen.election == nil, archive.groups.count != 1 { return try compareAll(archive, wording) }
        let group = try archive.group(chosen.election)
        let (comparison, entries) = try archive.comparison(of: group, folder: chosen.folder)
        let report = ComparisonReport(
            comparison: comparison, pages: entries.map(\.name), preferences: archive.preferences, wording: wording)
        Terminal.print(options.json ? report.json().text() : report.text(withFacts: facts))
    }

    /// One election at a time, so that memory holds one.
    private func compareAll(_ archive: OpenArchive, _ wording: Wording) throws {
        var table = TextTable([
            (wording.term("archive.heading.election"), .left), (wording.term("archive.heading.pages"), .right),
            (wording.term("archive.heading.contradictions"), .right),
            (wording.term("archive.heading.agreeing"), .right),
        ])
        var rows: [JSON] = []
        for group in archive.groups {
            let (comparison, _) = try archive.comparison(of: group, folder: nil)
            let contradictions = comparison.contradictions.count
            let agreeing = comparison.facts.count {
                [.agree, .agreeWithinRounding, .agreeApproximately].contains($0.verdict)
            }
            table.add([group.election.id.rawValue, "\(group.pages.count)", "\(contradictions)", "\(agreeing)"])
            rows.append(
                .object([
                    ("election", .string(group.election.id.rawValue)), ("pages", .count(group.pages.count)),
                    ("contradictions", .count(contradictions)), ("agreeing", .count(agreeing)),
                ]))
        }
        Terminal.print(
            options.json
                ? JSON.object([("format", .string("sailau-archive-elections/1")), ("elections", .array(rows))]).text()
                : table.text())
    }
}
