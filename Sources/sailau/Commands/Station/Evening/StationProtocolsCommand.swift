import ArgumentParser
import Counting
import DataFormats
import ElectionModel
import ElectronicStation
import Wording

/// The electronic and summary protocols of a station whose closing is signed and whose tally is decrypted.
struct StationProtocolsCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocols", abstract: "Write a station's electronic and summary protocols.",
        discussion: """
            The desk's record gives voters, slips and signatures; the archive, verified here once more against announcement and
            closing, gives the votes. Of each contest an electronic protocol is made and, with the station's protocols of paper, the
            summary of both, all held against the checks of the count. A station that is one of a group gets a protocol without
            votes: they are decrypted for the group alone, whose protocols are written beside it (group-list-1.csv and so on).

            --ballots names a folder with stations.csv and ballots.csv, and with the protocols of paper where votes were given on
            paper: protocols-list-1.csv and so on, as `sailau reconstruct` writes them.

            Examples:
              sailau station protocols --data desk --archive UUID.bel --manifest day.manifest \\
                --commission-key Commission.signpub --ballots ballots --out protocols
              sailau station day --out out/day     (what such folders look like)

            Results: 0 all checks hold; 1 the archive or record is not valid, or figures contradict each other (the protocols are
            written all the same, and what was found stands beside them); 2 wrong arguments or files.
            """)

    @OptionGroup var evening: EveningOptions
    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder")) var out: String
    @Flag(help: "The protocols of paper are not there yet: only the electronic ones are made.") var paperPending = false
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let evening = try await evening.load(options, isPaperPending: paperPending)
        let files = try evening.writeProtocols(to: out)
        try report(evening.count, files, evening.wording)
    }

    private func report(_ count: StationCount, _ files: [String], _ wording: Wording) throws {
        let errors = count.findings.filter { $0.severity == .error }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-station-protocols/1")), ("folder", .string(out)),
                    ("electronic", .count(count.electronic.count)), ("summaries", .count(count.summaries.count)),
                    ("group", .count(count.group.count)),
                    ("files", .array(files.map(JSON.string))),
                    (
                        "findings",
                        .array(
                            count.findings.map { finding in
                                .object([
                                    ("code", .string(finding.code)), ("severity", .string(finding.severity.rawValue)),
                                    ("text", .string(wording.stationSentence(for: finding))),
                                ])
                            })
                    ),
                ]).text())
        } else {
            Terminal.print(
                wording.term(
                    "desk.protocols.written",
                    [
                        Figure("electronic", .count(UInt64(count.electronic.count))),
                        Figure("summaries", .count(UInt64(count.summaries.count))), Figure("folder", .text(out)),
                    ]))
            if !count.group.isEmpty {
                Terminal.print(
                    wording.term(
                        "desk.protocols.written together", [Figure("group", .count(UInt64(count.group.count)))]))
            }
            for finding in count.findings { Terminal.print(wording.stationSentence(for: finding)) }
            if count.findings.isEmpty { Terminal.print(wording.term("desk.label.no findings")) }
        }
        guard errors.isEmpty else {
            throw CheckFailed(
                message: wording.term("desk.protocols.contradict", [Figure("count", .count(UInt64(errors.count)))]))
        }
    }
}
