import ArgumentParser
import DataFormats
import ElectionModel
import Simulation
import Wording

struct ControlCodeCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "control-code", abstract: "Show why the four-digit control code of 2004 is not built.",
        discussion: """
            A voter could choose four digits and find them in a printed list under his candidate. That shows his vote to whoever
            named him the digits, and in half of all stations of 119 voters two have the same. Chances are computed in whole
            numbers; the stations are simulated, every voter, code and choice is invented (Documentation/ControlCode.md).

            Example:
              sailau control-code --stations 10000 --seed 2004
            """)

    @OptionGroup var options: BallotOptions
    @Option(help: "Voters of a station.") var voters = 119
    @Option(help: "Stations that are simulated.") var stations = 10_000
    @Option(help: "The seed; the same seed gives the same stations.") var seed: UInt64 = 2004

    private static let tableVoters = [50, 100, 119, 200, 300, 500]

    func validate() throws {
        guard (1...3000).contains(voters), (1...1_000_000).contains(stations) else {
            throw ValidationError("Write from 1 to 3000 voters and from 1 to 1000000 stations.")
        }
    }

    func perform() throws {
        let day = ControlCodeDay(stations: stations, voters: voters, seed: seed)
        let rows = Self.tableVoters.map { ($0, ControlCode.Collision(voters: $0).tenThousandths) }
        guard options.json else { return try print(day, rows) }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-control-code/1")), ("provenance", .string("simulated")),
                ("voters_for_half", .count(ControlCode.votersForHalf())),
                (
                    "chances",
                    .array(rows.map { .object([("voters", .count($0.0)), ("ten_thousandths", .count($0.1))]) })
                ), ("seed", .count(seed)), ("stations", .count(day.stations)), ("voters", .count(day.voters)),
                ("stations_with_collision", .count(day.stationsWithCollision)),
                ("voters_with_shared_code", .count(day.votersWithSharedCode)),
                ("votes_moved_unseen", .count(day.votesMovedUnseen)), ("sold", .count(day.sold)),
                ("sold_and_shown", .count(day.soldAndShown)), ("disobeyed", .count(day.disobeyed)),
                ("disobeyed_and_seen", .count(day.disobeyedAndSeen)),
            ]).text())
    }

    private func print(_ day: ControlCodeDay, _ rows: [(Int, Int)]) throws {
        let wording = try options.wording()
        func line(_ key: String, _ figures: [Figure] = []) {
            Terminal.print(wording.term("slips.control code.\(key)", figures))
        }
        func count(_ name: String, _ value: Int) -> Figure { Figure(name, .count(UInt64(value))) }
        line("half", [count("voters", ControlCode.votersForHalf())])
        for (voters, chance) in rows {
            line(
                "chance",
                [
                    count("voters", voters),
                    Figure("percent", .text(wording.decimal(Fraction(Int128(chance), 100), digits: 2))),
                ])
        }
        line(
            "simulated",
            [count("stations", day.stations), count("voters", day.voters), Figure("seed", .text("\(seed)"))])
        line("collisions", [count("stations", day.stationsWithCollision), count("voters", day.votersWithSharedCode)])
        line("moved", [count("votes", day.votesMovedUnseen)])
        line("receipt", [count("sold", day.sold), count("shown", day.soldAndShown)])
        line("coerced", [count("disobeyed", day.disobeyed), count("seen", day.disobeyedAndSeen)])
        line("instead")
    }
}
