import ArgumentParser
import DataFormats
import ElectionModel
import ElectoralLaw
import ElectronicStation
import Storage
import VerifiableVoting
import Wording

struct StationGroupCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "station-groups",
        abstract: "Group small electronic stations with their neighbours, before set-up.",
        discussion: """
            The list is CSV with the columns station, constituency, voters: those who may vote electronically there. Stations of a
            constituency follow one another as neighbours. The rule stands in Documentation/Formats/Groups.md.

            The law of 2004 knows electronic protocols of single stations (article 50-6(2)): there groups are a departure from it,
            which --departs-from and --decision name and which the plan tells everybody. With --key the commission signs the plan.

            Example:
              sailau station-groups stations.csv --departs-from "art. 50-6(2)" --decision "CEC 121/145" \\
                --key Commission.signkey --out day.groups
            """)

    @Argument(help: ArgumentHelp("The stations.", valueName: "file"))
    var stations: String

    @OptionGroup var options: BallotOptions

    @Option(help: "The procedure under which votes are held: a file of Laws/procedures, without .yaml.")
    var procedure = "kazakhstan/mazhilis-2004-04-14"

    @Option(help: "The article from which grouping departs.")
    var departsFrom: String?

    @Option(help: "The decision to depart from it, and where it is recorded.")
    var decision: String?

    @Option(help: "Fewer electronic voters than this make a station small.")
    var fewestVoters = StationGrouping.usualFewestVoters

    @Option(help: "With fewer ballots nothing is decrypted.")
    var leastBallots = StationGrouping.usualLeastBallots

    @Option(help: ArgumentHelp("The commission's private key.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("Where to write.", valueName: "file"))
    var out: String

    func perform() throws {
        let file = "Laws/procedures/\(procedure).yaml"
        let rule = try Procedure.read(Home.needed(file), file: file).electronic
        let list = try read()
        let plan: GroupingPlan
        do throws(StationGrouping.Fault) {
            let departure = departsFrom.flatMap { article in
                decision.map { GroupingDeparture(article: article, decision: $0) }
            }
            plan = GroupingPlan(
                fewestVoters: fewestVoters, leastBallots: leastBallots,
                ground: try StationGrouping.ground(
                    lawAllows: rule?.groupsStations ?? false, forbiddenBy: rule?.cites ?? [], departure: departure),
                groups: try StationGrouping.groups(of: list, fewestVoters: fewestVoters))
        } catch { throw Self.input(error, stations) }
        var signed = SignedGroupingPlan(plan)
        if let key { signed.sign(with: try BallotFiles.signerSecret(key, options)) }
        try WholeFile.write(signed.bytes, to: out)
        try report(plan)
    }

    private func read() throws -> [GroupableStation] {
        let log = MistakeLog(file: stations)
        var list: [GroupableStation] = []
        try CSVTable.read(
            WholeFile.read(stations), file: stations, columns: ["station", "constituency", "voters"], log: log
        ) { row in
            guard let name = row.text("station"), let constituency = row.text("constituency"),
                let voters = row.count("voters")
            else { return }
            list.append(
                GroupableStation(name: name, constituency: constituency, voters: Int(min(voters, 1 << 24))))
        }
        try log.throwIfAny()
        return list
    }

    private static func input(_ fault: StationGrouping.Fault, _ file: String) -> BadInput {
        switch fault {
        case .notInTheLaw(let articles): BadInput(.groupingNotInLaw, ["text": articles.joined(separator: ", ")])
        case .stationTwice(let name): BadInput(.stationTwice, ["text": name])
        case .constituencyTorn(let name): BadInput(.constituencyTorn, ["file": file, "text": name])
        case .noVoters(let name): BadInput(.stationList, ["file": file, "text": name])
        case .tooMany: BadInput(.stationList, ["file": file, "text": ""])
        }
    }

    private func report(_ plan: GroupingPlan) throws {
        let groups = plan.groups.filter(\.isGroup)
        let small = plan.groups.filter { StationGrouping.isTooSmall($0, fewestVoters: plan.fewestVoters) }
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.term(
                    "slips.line.groups",
                    [
                        Figure("stations", .count(UInt64(plan.groups.reduce(0) { $0 + $1.members.count }))),
                        Figure("elections", .count(UInt64(plan.groups.count))),
                        Figure("groups", .count(UInt64(groups.count))), Figure("small", .count(UInt64(small.count))),
                    ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-station-groups-report/1")), ("elections", .count(plan.groups.count)),
                ("groups", .array(groups.map { .array($0.members.map { .string($0.name) }) })),
                ("too_small", .array(small.map { .string($0.members.first?.name ?? "") })), ("file", .string(out)),
            ]).text())
    }
}
