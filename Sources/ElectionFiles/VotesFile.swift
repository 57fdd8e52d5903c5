public import DataFormats
public import ElectionModel

/// Votes as CSV: one row for each choice and district, with the totals of each district in a second file.
public enum VotesFile {
    private static let voteColumns = ["tier", "district", "round", "choice", "votes", "status"]
    private static let totalColumns = [
        "tier", "district", "round", "registered", "present", "cast", "invalid", "status",
    ]

    /// Reads `votes.csv` and, where there is one, `totals.csv`.
    ///
    /// - Throws: `Mistakes` naming every bad row by its line.
    public static func read(
        votes: [UInt8], votesFile: String, totals: [UInt8]?, totalsFile: String
    ) throws(Mistakes) -> [Tally] {
        var tallies: [Key: Int] = [:]
        var result: [Tally] = []
        let log = MistakeLog(file: votesFile)
        func index(_ key: Key, _ status: ProvenanceKind) -> Int {
            if let known = tallies[key] { return known }
            result.append(
                Tally(tier: key.tier, district: key.district, round: key.round, votes: [], provenance: status))
            tallies[key] = result.count - 1
            return result.count - 1
        }
        try CSVTable.read(votes, file: votesFile, columns: voteColumns, log: log) { row in
            guard let key = Key(row), let choice = row.text("choice"), let count = row.count("votes"),
                let status = row.value("status", ProvenanceKind.self)
            else { return }
            let place = index(key, status)
            let id = ChoiceID(choice)
            if result[place].votes.contains(where: { $0.choice == id }) {
                row.report("choice", .twiceInContest, ["choice": "\(choice)"])
            }
            result[place].votes.append(Tally.ChoiceVotes(id, count))
        }
        if let totals {
            let totalLog = MistakeLog(file: totalsFile)
            try CSVTable.read(totals, file: totalsFile, columns: totalColumns, log: totalLog) { row in
                guard let key = Key(row), let status = row.value("status", ProvenanceKind.self) else { return }
                let place = index(key, status)
                result[place].registered = row.countIfPresent("registered")
                result[place].present = row.countIfPresent("present")
                result[place].cast = row.countIfPresent("cast")
                result[place].invalid = row.countIfPresent("invalid")
            }
            try totalLog.throwIfAny()
        }
        try log.throwIfAny()
        return result
    }

    private struct Key: Hashable {
        var tier: TierID
        var district: DistrictID
        var round: Int

        init?(_ row: CSVTable.Row) {
            guard let tier = row.text("tier"), let district = row.text("district"),
                let round = row.count("round"), (1...9).contains(round)
            else { return nil }
            self.tier = TierID(tier)
            self.district = DistrictID(district)
            self.round = Int(round)
        }
    }
}
