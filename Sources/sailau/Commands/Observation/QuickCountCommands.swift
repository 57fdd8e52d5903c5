import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import VerifiableVoting
import Wording

/// A quick count: an estimate from a random sample of stations that was fixed before the day.
struct QuickCountCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quickcount", abstract: "Estimate a result from a random sample of polling stations.",
        discussion: """
            The list of the sample is published as a hash before the day, so that nobody can choose stations afterwards:
              sailau quickcount plan kazakhstan-2004 --size 500 --sample-seed 31415926535897932384 --out list.txt
              sailau quickcount enter list.txt evening.csv --into reports.csv
              sailau quickcount report list.txt reports.csv --hash 5d0c…

            A frame is a table station,stratum of all stations; reports are station,arrival,base and a column for each choice.
            Results: 0 done; 1 the list has another hash; 2 wrong arguments or files that can't be used.
            """,
        subcommands: [Plan.self, Enter.self, Report.self])

    struct Options: ParsableArguments {
        @Option(name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
        var language = Language.english
        @Flag(help: "Report as JSON.") var json = false

        func wording() throws -> Wording { try Home.wording(language) }
    }

    static func design(_ file: String, _ wording: Wording) throws -> QuickCountDesign {
        guard let design = QuickCountDesign(text: String(decoding: try AuditSourceOptions.bytes(file), as: UTF8.self))
        else {
            throw RefusedInput(
                message: wording.term("observation.quickcount.not a list", [Figure("file", .text(file))]))
        }
        return design
    }

    /// Reports of sampled stations only.
    static func reports(
        _ file: String, _ design: QuickCountDesign, _ wording: Wording
    ) throws -> QuickCountTables.Reports {
        let reports = try QuickCountTables.reports(AuditSourceOptions.bytes(file), file: file)
        let sampled = Set(design.strata.flatMap(\.sample))
        for (report, line) in zip(reports.reports, reports.lines) where !sampled.contains(report.station) {
            throw RefusedInput(
                message: wording.term(
                    "observation.quickcount.not sampled",
                    [
                        Figure("file", .text(file)), Figure("line", .text("\(line)")),
                        Figure("station", .text(report.station.rawValue)),
                    ]))
        }
        return reports
    }

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw the sample and print the hash of its list.",
            discussion:
                "Example:\n  sailau quickcount plan frame.csv --size 500 --sample-seed 31415926535897932384 --out list.txt"
        )

        @OptionGroup var options: Options
        @Argument(help: "A table station,stratum that ends in .csv, or an election whose regions are the strata.")
        var frame: String
        @Option(help: "Stations to be drawn, in proportion to the strata.") var size: Int
        @Option(help: "Digits that were drawn in public.") var sampleSeed: String
        @Option(help: ArgumentHelp("The list, to be kept secret until the day.", valueName: "file")) var out: String

        func validate() throws {
            guard (2...1_000_000).contains(size) else { throw ValidationError("Give a size from 2 to 1000000.") }
            guard !sampleSeed.isEmpty, sampleSeed.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw ValidationError("A seed has digits and nothing else.")
            }
        }

        func run() throws {
            let wording = try options.wording()
            let frame: [SampledStation]
            if self.frame.hasSuffix(".csv") {
                frame = try QuickCountTables.frame(AuditSourceOptions.bytes(self.frame), file: self.frame)
            } else {
                let input = try CountInput.load(self.frame, protocols: nil, seed: LoadedElection.shownSeed)
                frame = input.stations.map { SampledStation($0.id, stratum: $0.region.rawValue) }
            }
            let design = QuickCountDesign(
                frame: frame, allocation: QuickCountDesign.proportional(frame, size: size), seed: sampleSeed)
            try Home.write(Array(design.text.utf8), to: out)
            if options.json {
                Terminal.print(
                    JSON.object([
                        ("format", .string("sailau-quickcount-plan/1")), ("stations", .count(design.stations)),
                        ("size", .count(design.size)), ("hash", .string(design.hash.hexadecimal)),
                        (
                            "strata",
                            .array(
                                design.strata.map {
                                    .object([
                                        ("stratum", .string($0.name)), ("stations", .count($0.stations)),
                                        ("drawn", .count($0.sample.count)),
                                    ])
                                })
                        ),
                    ]).text())
                return
            }
            Terminal.print(
                wording.term(
                    "observation.quickcount.plan",
                    [
                        Figure("stations", .count(UInt64(design.stations))),
                        Figure("size", .count(UInt64(design.size))),
                        Figure("strata", .count(UInt64(design.strata.count))),
                        Figure("hash", .text(design.hash.hexadecimal)),
                    ]))
        }
    }

    struct Enter: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check reports and join them with those that came before.",
            discussion: "Example:\n  sailau quickcount enter list.txt evening.csv --into reports.csv")

        @OptionGroup var options: Options
        @Argument(help: "The list.") var list: String
        @Argument(help: "New reports.") var reports: String
        @Option(help: ArgumentHelp("All reports; made where it is not there.", valueName: "file")) var into: String

        func run() throws {
            let wording = try options.wording()
            let design = try QuickCountCommands.design(list, wording)
            var all = try QuickCountCommands.reports(reports, design, wording)
            if Home.read(into) != nil {
                let before = try QuickCountCommands.reports(into, design, wording)
                // Joined as one table, so that a station that stands in both is named by its line.
                guard before.choices == all.choices || before.reports.isEmpty else {
                    throw Mistakes([
                        Mistake(
                            file: reports, line: 1, field: "", .missingColumns,
                            ["columns": before.choices.joined(separator: ",")])
                    ])
                }
                let known = Set(before.reports.map(\.station))
                if let index = all.reports.firstIndex(where: { known.contains($0.station) }) {
                    throw Mistakes([
                        Mistake(
                            file: reports, line: all.lines[index], field: "station", .sameInLine, ["line": "\(into)"])
                    ])
                }
                all.reports = before.reports + all.reports
            }
            try Home.write(QuickCountTables.write(all), to: into)
            if options.json {
                Terminal.print(
                    JSON.object([
                        ("format", .string("sailau-quickcount-enter/1")), ("reports", .count(all.reports.count)),
                        ("size", .count(design.size)),
                    ]).text())
            } else {
                Terminal.print(
                    wording.term(
                        "observation.quickcount.entered",
                        [
                            Figure("count", .count(UInt64(all.reports.count))),
                            Figure("size", .count(UInt64(design.size))),
                        ]))
            }
        }
    }
}
