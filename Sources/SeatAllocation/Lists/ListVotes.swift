import ElectionModel
import ElectoralLaw

/// The votes of a list tier by list and district, with everything a threshold may be taken of.
struct ListVotes {
    var lists: [ChoiceID]
    var districts: [DistrictID]
    /// By district, then by list.
    var votes: [[UInt64]]
    /// By district.
    var tallies: [Tally]
    /// Votes of constituency candidates added for the allocation, by list; they don't count for thresholds.
    var transferred: [UInt64]

    /// - Parameter tallies: one for each district of the tier.
    init(_ tallies: [Tally], isAgainstAll: (ChoiceID) -> Bool) {
        var index: [ChoiceID: Int] = [:]
        var lists: [ChoiceID] = []
        for line in tallies.lazy.flatMap(\.votes) where index[line.choice] == nil && !isAgainstAll(line.choice) {
            index[line.choice] = lists.count
            lists.append(line.choice)
        }
        self.lists = lists
        self.tallies = tallies
        districts = tallies.map(\.district)
        votes = tallies.map { tally in
            var row = [UInt64](repeating: 0, count: lists.count)
            for line in tally.votes {
                if let list = index[line.choice] { row[list] += line.votes }
            }
            return row
        }
        transferred = [UInt64](repeating: 0, count: lists.count)
    }

    /// Votes of a list over all districts.
    func total(_ list: Int) -> UInt64 {
        votes.reduce(0) { $0 + $1[list] }
    }

    /// A base over all districts; nil where one of them does not give it.
    func amount(of base: VoteBase, againstAll: (ChoiceID) -> Bool) -> UInt64? {
        var sum: UInt64 = 0
        for tally in tallies {
            guard let amount = tally.amount(of: base, againstAll: againstAll) else { return nil }
            sum += amount
        }
        return sum
    }
}
