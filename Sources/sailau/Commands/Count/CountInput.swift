import ArgumentParser
import Counting
import DataFormats
import ElectionFiles
import ElectionModel
import Simulation
import Wording

/// Protocols with the registers that they are held against, as the `count` commands use them.
struct CountInput {
    var folder: ElectionFolder
    var counting: CountingFile
    var stations: [PollingStation]
    var ballots: [Ballot]
    var protocols: [Protocol]
    var isReconstructed: Bool

    var context: CheckContext {
        CheckContext(
            stations: stations, ballots: ballots, form: counting.form, thresholds: counting.thresholds)
    }

    /// - Parameter protocols: a folder with `stations.csv`, `ballots.csv` and files of protocols; nil to reconstruct them
    ///   where that is possible.
    static func load(_ election: String, protocols: String?, seed: UInt64) throws -> CountInput {
        let folder = try Home.election(election)
        let counting = try Home.counting(election)
        if let protocols { return try read(protocols, folder, counting) }
        guard folder.election.id == "kazakhstan-2004" else { throw BadInput(.noProtocols, ["election": election]) }
        let made = try reconstruct(seed: seed)
        return CountInput(
            folder: try made.completing(folder), counting: counting, stations: made.stations, ballots: made.ballots,
            protocols: made.protocols, isReconstructed: true)
    }

    private static func read(
        _ path: String, _ folder: ElectionFolder, _ counting: CountingFile
    ) throws -> CountInput {
        func bytes(_ name: String) throws -> [UInt8] {
            guard let bytes = Home.read("\(path)/\(name)") else { throw BadInput(.noFile, ["file": "\(path)/\(name)"]) }
            return bytes
        }
        let stations = try StationFile.read(bytes("stations.csv"), file: "\(path)/stations.csv").map(\.value)
        let ballots = try BallotFile.read(bytes("ballots.csv"), file: "\(path)/ballots.csv").map(\.value)
        var protocols: [Protocol] = []
        var names: [String] = []
        for ballot in ballots {
            let name = ProtocolFile.name(tier: ballot.tier, round: ballot.round)
            guard !names.contains(name) else { continue }
            names.append(name)
            protocols += try ProtocolFile.read(bytes(name), file: "\(path)/\(name)", ballots: ballots)
        }
        var input = CountInput(
            folder: folder, counting: counting, stations: stations, ballots: ballots, protocols: protocols,
            isReconstructed: protocols.contains { $0.provenance == .reconstructed })
        try input.addNames(path)
        return input
    }

    /// Names, where the folder has them; without them findings show identifiers.
    mutating func addNames(_ path: String) throws {
        if let districts = Home.read("\(path)/districts.csv") {
            folder.election.districts = try DistrictFile.read(districts, file: "\(path)/districts.csv").map(\.value)
        }
        if let candidates = Home.read("\(path)/candidates.csv") {
            folder.election.choices += try CandidateFile.read(candidates, file: "\(path)/candidates.csv")
                .map(\.value.choice)
        }
    }
}

extension Home {
    /// The form and the limits of an election.
    static func counting(_ election: String) throws(Mistakes) -> CountingFile {
        let folder = election.contains("/") ? election : "\(path)/Elections/\(election)"
        let shown = election.contains("/") ? election : "Elections/\(election)"
        guard let bytes = read("\(folder)/counting.yaml") else { return .standard }
        return try CountingFile.read(bytes, file: "\(shown)/counting.yaml")
    }
}

/// The options of the `count` commands that look at protocols.
struct CountOptions: ParsableArguments {
    @Argument(help: "A folder of Elections/, such as kazakhstan-2004, or a path to one.")
    var election: String

    @Option(
        help: ArgumentHelp(
            "A folder of protocols with stations.csv and ballots.csv, such as `sailau reconstruct` writes.",
            valueName: "folder"))
    var protocols: String?

    @Option(help: "The seed of the reconstruction, where no folder of protocols is given.")
    var seed: UInt64 = LoadedElection.shownSeed

    @Option(name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.")
    var json = false

    func load() throws -> CountInput { try CountInput.load(election, protocols: protocols, seed: seed) }
}
