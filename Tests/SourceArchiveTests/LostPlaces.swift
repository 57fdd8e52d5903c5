import RenderedElections
import SourceArchive

/// A table of an election with lists and two rounds in which empty cells have gone to the end of their rows.
struct LostPlaces {
    private(set) var lines: [String]
    private(set) var truths: Set<Truth> = []

    init(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let election = RandomElection(seed: seed)
        lines = [
            "\(election.year) Someland parliamentary election",
            "Parliamentary elections were held in Someland on 4 June and 18 June \(election.year).", "Results",
            "Party | Proportional | First round | Second round | Total seats | ||||||",
            "---|---|---|---|---|---|---|---|---|---|---",
            "Votes | % | Seats | Seats | Seats |||||",
        ]
        var sums = [0, 0, 0]
        for party in election.parties {
            var cells = [RandomElection.grouped(party.votes, ","), RandomElection.share(party.votes, election.valid)]
            state(.votes, cells[0].filter { $0 != "," }, party.name, "", "list")
            state(.voteShare, cells[1], party.name, "", "list")
            let seats = (0..<3).map { _ in Int.random(in: 0...30, using: &numbers) }
            cells += row(seats, of: party.name, isFull: Int.random(in: 0..<3, using: &numbers) > 0, &sums)
            lines.append(Self.ruled([party.name] + cells))
        }
        let own = [0, Int.random(in: 1...20, using: &numbers), Int.random(in: 0...20, using: &numbers)]
        lines.append(Self.ruled(["Independents"] + row(own, of: "Independents", isFull: false, &sums)))
        let total =
            [RandomElection.grouped(election.valid, ","), "100.00"] + sums.map(String.init) + ["\(sums.reduce(0, +))"]
        lines.append(Self.ruled(["Total"] + total))
    }

    /// An empty cell leaves no trace but the width of its row.
    private mutating func row(_ seats: [Int], of name: String, isFull: Bool, _ sums: inout [Int]) -> [String] {
        var cells: [String] = []
        let places = [("", "list"), ("1", "constituency"), ("2", "constituency")]
        for (index, number) in seats.enumerated() where isFull || number > 0 {
            cells.append("\(number)")
            state(.seats, "\(number)", name, places[index].0, places[index].1)
            sums[index] += number
        }
        cells.append("\(seats.reduce(0, +))")
        state(.seats, cells[cells.count - 1], name, "", "")
        return cells
    }

    private mutating func state(_ measure: Measure, _ value: String, _ name: String, _ round: String, _ tier: String) {
        truths.insert(Truth([measure.rawValue, round, tier, name, "", value, "printed"]))
    }

    private static func ruled(_ cells: [String]) -> String {
        cells.joined(separator: " | ") + " " + String(repeating: "|", count: 11 - cells.count)
    }
}
