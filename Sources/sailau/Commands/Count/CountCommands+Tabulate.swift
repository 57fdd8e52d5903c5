import ArgumentParser
import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Wording

extension CountCommands {
    struct Tabulate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add up the protocols of an election, or take over totals that others added up, marked as such.",
            discussion: """
                Totals that came by constituency, without protocols, are imported aggregates: they stand as they were published, and
                no sum is made over them as if protocols had been seen.

                Examples:
                  sailau count tabulate georgia-2016
                  sailau count tabulate kazakhstan-2004 --protocols out/protocols --json
                """)

        @OptionGroup var options: CountOptions

        func run() throws {
            let loaded = try LoadedElection.load(
                options.election, protocols: options.protocols, seed: options.protocols == nil ? options.seed : nil)
            let tallies = loaded.folder.tallies
            guard !tallies.isEmpty else { throw BadInput(.noProtocols, ["election": options.election]) }
            if options.json { return Terminal.print(Self.json(tallies, loaded.folder).text()) }
            let wording = try Home.wording(options.language, loaded.folder.election, loaded.folder.law)
            Terminal.print(Self.text(tallies, loaded.folder, wording))
        }

        private static func json(_ tallies: [Tally], _ folder: ElectionFolder) -> JSON {
            .object([
                ("format", .string("sailau-count-tabulate/1")), ("election", .string(folder.election.id.rawValue)),
                (
                    "contests",
                    .array(
                        tallies.map { tally in
                            .object([
                                ("tier", .string(tally.tier.rawValue)), ("district", .string(tally.district.rawValue)),
                                ("round", .count(tally.round)), ("imported", .bool(tally.isImported)),
                                ("status", .string(tally.provenance.rawValue)),
                                ("registered", .optional(tally.registered) { .count($0) }),
                                ("cast", .optional(tally.cast) { .count($0) }), ("valid", .count(tally.valid)),
                                ("invalid", .optional(tally.invalid) { .count($0) }),
                                (
                                    "votes",
                                    .array(
                                        tally.votes.map {
                                            .object([
                                                ("choice", .string($0.choice.rawValue)), ("votes", .count($0.votes)),
                                            ])
                                        })
                                ),
                            ])
                        })
                ),
            ])
        }

        /// One line for each tier and round.
        private static func text(_ tallies: [Tally], _ folder: ElectionFolder, _ wording: Wording) -> String {
            func word(_ name: String) -> String { wording.term("counting.report.\(name)") }
            var table = TextTable([
                (word("tier"), .left), (word("round"), .right), (word("contests"), .right), (word("cast"), .right),
                (word("valid"), .right), (word("invalid"), .right), (word("origin"), .left),
            ])
            var groups: [ContestKey: [Tally]] = [:]
            for tally in tallies { groups[ContestKey(tally.tier, "", tally.round), default: []].append(tally) }
            for (key, own) in groups.sorted(by: { $0.key < $1.key }) {
                func sum(_ value: (Tally) -> UInt64?) -> String {
                    let values = own.map(value)
                    return values.contains(nil)
                        ? "–" : wording.number(values.reduce(0) { $0 + ($1 ?? 0) })
                }
                let imported = own.count(where: \.isImported)
                let origin =
                    imported == own.count ? word("imported") : imported == 0 ? word("summed") : word("partly imported")
                table.add([
                    folder.law.tiers.first { $0.id == key.tier }?.name[wording.language] ?? key.tier.rawValue,
                    "\(key.round)", "\(own.count)", sum(\.cast), sum(\.valid), sum(\.invalid), origin,
                ])
            }
            return table.text()
        }
    }
}
