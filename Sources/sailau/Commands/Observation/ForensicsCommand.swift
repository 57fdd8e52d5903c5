import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import Observation
import Publication
import Wording

/// Counts over the stations of an election that ask whether chance explains a pattern.
struct ForensicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forensics",
        abstract: "Count patterns over polling stations, after showing what chance gives there.",
        discussion: """
            First the calibration: what the same counts give on these stations where there is no effect, and on a control
            election. Then what was found. Documentation/Forensics.md says what each count asks and what it can't show.
            A table has the columns station,region,commission,voters,given,received,leader,invalid, and where they are known
            urban, electronic (yes or no), and voters by a time in columns such as "by 12:00".

            Examples:
              sailau forensics kazakhstan-2004
              sailau forensics stations.csv --runs 500 --json
              sailau forensics kazakhstan-2004 --copies out/copies --out pages
            """)

    @Argument(help: "A table of stations that ends in .csv, or a folder of Elections/.") var source: String
    @Option(help: ArgumentHelp("A folder of the election's protocols.", valueName: "folder")) var protocols: String?
    @Option(help: ArgumentHelp("A folder with what observers' copies say, in the same files.", valueName: "folder"))
    var copies: String?
    @Option(help: "The seed of the reconstruction and of simulated elections.") var seed = LoadedElection.shownSeed
    @Option(help: "Simulated elections.") var runs = 100
    @Option(help: "The false discovery rate of regions and commissions.", transform: readFraction)
    var rate = Fraction(1, 20)
    @Option(help: "Voters a minute that a station can serve, as a fraction.", transform: readFraction)
    var fastest = Fraction(2, 1)
    @Option(help: ArgumentHelp("Write pages with charts and tables.", valueName: "folder")) var out: String?
    @Option(name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english
    @Flag(help: "Report as JSON.") var json = false

    func validate() throws {
        guard (19...10_000).contains(runs) else { throw ValidationError("Give a number of runs from 19 to 10000.") }
        guard rate > .zero, rate < Fraction(1, 1) else { throw ValidationError("A rate lies between 0 and 1.") }
    }

    func run() throws {
        let input = try ForensicsInput.read(source, protocols: protocols, copies: copies, seed: seed)
        let own = ForensicsFigures(
            input.stations, runs: runs, seed: seed, rate: rate, fastest: fastest)
        let control = try Self.control(runs: runs, seed: seed)
        if let out {
            let catalogue = try Home.texts()
            let names = input.election.map { try? LoadedElection.load($0, seed: seed).folder } ?? nil
            let style = try Home.assets().style
            let tiles = try names == nil ? [] : Home.assets().tiles
            let site = ForensicsSite.files(
                own, control: control, title: input.election ?? source, provenance: input.provenance, catalogue,
                names: names.map { Names(of: $0.election, under: $0.law) } ?? Names(), style: style, tiles: tiles)
            for file in site {
                let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
                try Home.makeFolder(folder.isEmpty ? out : "\(out)/\(folder)")
                try Home.write(file.bytes, to: "\(out)/\(file.path)")
            }
        }
        if json {
            Terminal.print(ForensicsReport.json(own, control, input).text())
            return
        }
        let wording: Wording
        if let election = input.election {
            let folder = try Home.election(election)
            wording = try Home.wording(language, folder.election, folder.law)
        } else {
            wording = try Home.wording(language)
        }
        Terminal.print(ForensicsReport.text(own, control, input, wording))
    }

    /// Stations of Georgia's lists of 2016, which ship with the project.
    static let controlFile = "Elections/georgia-2016/list-stations.csv"

    /// The control election; turnout is taken from the ballots in the boxes.
    static func control(runs: Int, seed: UInt64) throws -> ForensicsFigures {
        ForensicsFigures(try controlStations(), runs: runs, seed: seed)
    }

    /// The counts of the control election alone.
    static func controlCounts(runs: Int, seed: UInt64) throws -> Calibration {
        let stations = try controlStations()
        return Calibration(stations, StationAnalysis(stations), runs: runs, seed: seed)
    }

    private static func controlStations() throws -> [ObservedStation] {
        var stations = try StationTable.read(Home.needed(controlFile), file: controlFile)
        for index in stations.indices { stations[index].figures.given = stations[index].figures.received }
        return stations
    }
}
