import ElectionModel

extension Workshop {
    /// Shares the list votes out: electronic stations by the shares published for them, the others what is left of the
    /// country's votes.
    func addListVotes(
        _ counts: inout [CountDraft], _ stations: [StationDraft], _ constituencies: [ConstituencyDraft]
    ) throws(ReconstructionFault) {
        var generator = generator(.listVotes)
        let regional = parameters.regions.map { _ in
            published.lists.map { _ in generator.near(1000, spread: parameters.regionalVoteSpread * 10) }
        }
        let local = constituencies.map { _ in
            published.lists.map { _ in generator.near(1000, spread: parameters.localVoteSpread * 10) }
        }
        let electronic = stations.indices.filter { stations[$0].isElectronic }
        let others = stations.indices.filter { !stations[$0].isElectronic }
        let total = published.lists.map(\.votes)
        let votes = electronic.reduce(0) { $0 + counts[$1].valid }
        guard let electronicTotals = electronicTotals(votes, &generator) else {
            throw .impossible(parameter: "stations.electronic")
        }
        let otherTotals = zip(total, electronicTotals).map { $0 - $1 }
        guard otherTotals.allSatisfy({ $0 > 0 }) else { throw .impossible(parameter: "stations.electronic") }
        for (group, totals) in [(electronic, electronicTotals), (others, otherTotals)] {
            let sum = totals.reduce(0, +)
            var weights: [Int] = []
            weights.reserveCapacity(group.count * totals.count)
            for index in group {
                let station = stations[index]
                let region = regional[constituencies[station.constituency].region]
                for (list, votes) in totals.enumerated() {
                    var weight = votes * 12_000 / sum * region[list] / 1000 * local[station.constituency][list] / 1000
                    if !station.isUrban { weight = weight * parameters.lists[list].rural / 100 }
                    weight = weight * generator.near(1000, spread: parameters.stationVoteSpread * 10) / 1000
                    weights.append(min(MarginTable.greatestInput, max(1, weight)))
                }
            }
            let table = MarginTable(
                rows: group.map { counts[$0].valid }, columns: totals, weights: weights, using: &generator)
            for (row, index) in group.enumerated() { counts[index].votes = Array(table.row(row)) }
        }
    }

    /// The votes at electronic stations together: shares that round to the published tenths, each drawn a little beside.
    private func electronicTotals(_ votes: Int, _ generator: inout Generator) -> [Int]? {
        var shares = published.lists.map { list in
            list.electronicTenths.map { $0 * 1000 + generator.near(0, spread: 400) }
        }
        let open = shares.indices.filter { shares[$0] == nil }
        let left = 1_000_000 - shares.reduce(0) { $0 + ($1 ?? 0) }
        let weights = open.map { published.lists[$0].votes / 100 * generator.near(100, spread: 30) }
        guard left >= 0, let parts = apportion(left, by: weights) else { return nil }
        for (place, index) in open.enumerated() { shares[index] = parts[place] }
        return apportion(votes, by: shares.map { $0 ?? 0 })
    }

    /// Shares the votes of each constituency out by the shares drawn for its candidates, each of whom is better known in
    /// one part of the constituency.
    func addConstituencyVotes(
        _ counts: inout [CountDraft], _ stations: [StationDraft], _ contests: [ContestDraft]
    ) throws(ReconstructionFault) {
        var generator = generator(.constituencyVotes)
        _ = generator.next()
        for (group, contest) in zip(byConstituency(stations, contests.count), contests) {
            let valid = group.map { counts[$0].valid }
            let shares = contest.candidates.map(\.share)
            guard let totals = apportion(valid.reduce(0, +), by: shares) else {
                throw .notFound(stage: "votes of a constituency")
            }
            let table = table(valid, totals, shares, &generator)
            for (row, index) in group.enumerated() { counts[index].votes = Array(table.row(row)) }
        }
    }

    /// The same for the run-offs.
    func addRunOffVotes(
        _ counts: inout [CountDraft?], _ stations: [StationDraft], _ contests: [ContestDraft]
    ) throws(ReconstructionFault) {
        var generator = generator(.runOffs)
        _ = generator.next()
        for (group, contest) in zip(byConstituency(stations, contests.count), contests) where contest.runOffShare > 0 {
            let valid = group.map { counts[$0]?.valid ?? 0 }
            let shares = contest.finalists.map {
                contest.candidates[$0].isWinner ? contest.runOffShare : 10_000 - contest.runOffShare
            }
            guard let totals = apportion(valid.reduce(0, +), by: shares) else {
                throw .notFound(stage: "votes of a run-off")
            }
            let table = table(valid, totals, shares, &generator)
            for (row, index) in group.enumerated() { counts[index]?.votes = Array(table.row(row)) }
        }
    }

    private func byConstituency(_ stations: [StationDraft], _ count: Int) -> [[Int]] {
        var groups = [[Int]](repeating: [], count: count)
        for (index, station) in stations.enumerated() { groups[station.constituency].append(index) }
        return groups
    }

    private func table(
        _ rows: [Int], _ totals: [Int], _ shares: [Int], _ generator: inout Generator
    ) -> MarginTable {
        let homes = shares.map { _ in generator.below(rows.count) }
        let reach = max(1, rows.count / 12)
        var weights: [Int] = []
        weights.reserveCapacity(rows.count * shares.count)
        for row in rows.indices {
            for (candidate, share) in shares.enumerated() {
                let isHome = abs(row - homes[candidate]) <= reach
                let factor = generator.near(1000, spread: parameters.candidateVoteSpread * 10) * (isHome ? 17 : 10) / 10
                weights.append(min(MarginTable.greatestInput, max(1, share * factor / 1000 * 2)))
            }
        }
        return MarginTable(rows: rows, columns: totals, weights: weights, using: &generator)
    }
}
