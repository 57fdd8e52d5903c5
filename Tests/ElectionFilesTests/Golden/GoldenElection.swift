import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of `Elections/` with its law, as it lies in the repository: real votes and what the authorities declared.
struct GoldenElection {
    var name: String
    var law: Law
    var election: Election
    var tallies: [Tally]
    var sources: [Source]
    var seats: [SeatClaim]
    var outcomes: [OutcomeClaim]
    var decisions: Decisions

    /// - Parameter totals: the file of totals that goes with the votes.
    init(_ name: String, totals: String = "totals.csv") throws {
        let folder = "Elections/\(name)"
        func bytes(_ file: String) throws -> [UInt8] { try #require(repositoryFile("\(folder)/\(file)")) }
        let file = try ElectionFile.read(try bytes("election.yaml"), file: "election.yaml")
        let lawFile = "Laws/\(file.election.law).yaml"
        law = try Law.read(try #require(repositoryFile(lawFile)), file: lawFile)
        election = file.election
        tallies = try VotesFile.read(
            votes: try bytes("votes.csv"), votesFile: "votes.csv", totals: repositoryFile("\(folder)/\(totals)"),
            totalsFile: totals)
        let sources = try SourcedFigures.sources(try bytes("sources.csv"), file: "sources.csv")
        self.sources = sources
        seats =
            try repositoryFile("\(folder)/seats.csv").map {
                try SourcedFigures.seats($0, file: "seats.csv", sources: sources)
            } ?? []
        outcomes =
            try repositoryFile("\(folder)/outcomes.csv").map {
                try OutcomeClaim.read($0, file: "outcomes.csv", sources: sources)
            } ?? []
        decisions =
            try repositoryFile("\(folder)/decisions.csv").map {
                try DecisionsFile.read($0, file: "decisions.csv", sources: sources)
            } ?? Decisions()
        self.name = name
        if let candidates = repositoryFile("\(folder)/candidates.csv") { try readCandidates(candidates) }
        if let districts = repositoryFile("\(folder)/districts.csv") { try readDistricts(districts) }
    }

    func decide() -> Outcome {
        decideSeats(under: law, of: election, from: tallies, with: decisions)
    }

    /// The official seats of a tier, by list.
    func officialSeats(_ tier: TierID) -> [ChoiceID: Int] {
        let own = seats.filter { $0.tier == tier }
        return Dictionary(own.map { (ChoiceID($0.choice), $0.seats) }, uniquingKeysWith: +)
    }

    func claims(_ result: OutcomeClaim.Result, round: Int) -> [OutcomeClaim] {
        outcomes.filter { $0.result == result && $0.round == round }
    }

    private mutating func readCandidates(_ bytes: [UInt8]) throws {
        let log = MistakeLog(file: "candidates.csv")
        var choices: [Choice] = []
        try CSVTable.read(bytes, file: "candidates.csv", columns: ["choice", "kind", "district", "name_en"], log: log) {
            row in
            guard let id = row.text("choice"), let kind = row.value("kind", Choice.Kind.self),
                let name = row.text("name_en")
            else { return }
            choices.append(
                Choice(
                    id: ChoiceID(id), kind: kind, name: Multilingual(name),
                    nominator: row.textIfPresent("nominator").map { PartyID($0) },
                    district: row.textIfPresent("district").map { DistrictID($0) },
                    connectedList: row.textIfPresent("connected_list").map { ChoiceID($0) }))
        }
        try log.throwIfAny()
        election.choices += choices
    }

    private mutating func readDistricts(_ bytes: [UInt8]) throws {
        let log = MistakeLog(file: "districts.csv")
        var districts: [District] = []
        try CSVTable.read(
            bytes, file: "districts.csv", columns: ["district", "tier", "name_en", "seats", "status"], log: log
        ) { row in
            guard let id = row.text("district"), let tier = row.text("tier"), let name = row.text("name_en"),
                let seats = row.count("seats")
            else { return }
            districts.append(
                District(id: DistrictID(id), tier: TierID(tier), name: Multilingual(name), seats: Int(seats)))
        }
        try log.throwIfAny()
        election.districts = districts
    }
}

extension Outcome {
    /// The seats of the lists that won any in the given tiers together.
    func seatsByList(_ tiers: TierID...) -> [ChoiceID: Int] {
        var seats: [ChoiceID: Int] = [:]
        for outcome in lists where tiers.contains(outcome.tier) {
            for list in outcome.lists where list.seats > 0 { seats[list.list, default: 0] += list.seats }
        }
        return seats
    }
}

/// The bytes of a file of the repository; nil where there is none.
func repositoryFile(_ path: String, from here: String = #filePath) -> [UInt8]? {
    let root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    guard let file = fopen("\(root)/\(path)", "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
}
