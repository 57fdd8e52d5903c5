import ArgumentParser
import DataFormats
import ElectionModel
import SourceArchive
import Storage
import Wording

struct ArchiveClaimsCommand: ArchiveCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims", abstract: "List claims with the words that state them and their place.",
        discussion: """
            Examples:
              sailau archive claims --measure registered
              sailau archive claims --election kazakhstan-2004-09-19-parliamentary --json
            """)

    @OptionGroup var options: ArchiveOptions

    @Option(help: ArgumentHelp("Only claims about this election.", valueName: "election"))
    var election: String?

    @Option(help: "Only claims on this measure, such as seats.")
    var measure: String?

    @Option(help: "Only claims of pages whose name or hash begins so.")
    var page: String?

    func perform() throws {
        let archive = try OpenArchive(try options.open())
        let groups = try election.map { [try archive.group($0)] } ?? archive.groups
        let wording = try options.wording()
        var table = TextTable([
            (wording.term("archive.heading.fact"), .left), (wording.term("archive.heading.value"), .right),
            (wording.term("archive.heading.state"), .left), (wording.term("archive.heading.printed"), .left),
            (wording.term("archive.heading.page"), .left), (wording.term("archive.heading.place"), .left),
        ])
        var rows: [JSON] = []
        for group in groups {
            let entries = archive.entries(of: group).filter { entry in
                page.map { entry.name.hasPrefix($0) || entry.hash.rawValue.hasPrefix($0) } ?? true
            }
            for (entry, page) in zip(entries, try archive.store.readings(of: entries)) {
                for claim in page.claims where measure.map({ claim.key.measure.rawValue == $0 }) ?? true {
                    if options.json {
                        rows.append(ArchiveJSON.claim(claim))
                    } else {
                        table.add(Self.row(claim, entry.name, wording))
                    }
                }
            }
        }
        Terminal.print(
            options.json
                ? JSON.object([("format", .string("sailau-archive-claims/1")), ("claims", .array(rows))]).text()
                : table.text())
    }

    private static func row(_ claim: Claim, _ page: String, _ wording: Wording) -> [String] {
        var fact = claim.key.measure.rawValue
        if let tier = claim.key.tier { fact += ".\(tier.rawValue)" }
        if let round = claim.key.round { fact += ".round\(round)" }
        if let participant = claim.key.participant { fact += ": \(participant.name)" }
        if let detail = claim.key.detail { fact += " (\(detail))" }
        let place = claim.span.map { "\($0.lowerBound)-\($0.upperBound)" } ?? ""
        let printed = claim.printed.replacing("\n", with: " ")
        return [
            fact, String(wording.text(of: claim).replacing("\n", with: " ").prefix(40)), wording.name(of: claim.state),
            printed.count > 50 ? printed.prefix(49) + "…" : printed, page, place,
        ]
    }
}
