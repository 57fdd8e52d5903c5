import ElectionModel

/// What one station counted in one contest, before it is written as a protocol.
struct CountDraft {
    /// Who took part, by the ballots found.
    var tookPart: Int
    /// Ballots given to electors.
    var given: Int
    var invalid: Int
    var votes: [Int] = []

    var valid: Int { tookPart - invalid }
}

extension Workshop {
    /// Ballots of the list contest by station: given, found and invalid, with the published sums.
    func listCounts(_ stations: [StationDraft], _ constituencies: [ConstituencyDraft]) -> [CountDraft] {
        var generator = generator(.turnout)
        let local = constituencies.map { _ in generator.near(0, spread: 90) }
        let tendencies = stations.map { tendency($0, constituencies, local, &generator) }
        let tookPart = participants(stations, tendencies, published.tookPart, &generator)
        let invalid = invalidBallots(stations, tookPart, published.invalid, &generator)
        return stations.indices.map { index in
            // Now and then somebody takes a ballot away.
            let missing = generator.happens(70) ? (generator.happens(850) ? 1 : 2) : 0
            return CountDraft(
                tookPart: tookPart[index], given: min(stations[index].electors, tookPart[index] + missing),
                invalid: invalid[index])
        }
    }

    /// Ballots of the constituency contest: the same electors got both ballots, so that as many were given; a few were
    /// found in the box of the other contest or not at all.
    func constituencyCounts(_ stations: [StationDraft], _ listCounts: [CountDraft]) -> [CountDraft] {
        var generator = generator(.constituencyVotes)
        let tookPart = listCounts.map { count in
            let difference = generator.happens(90) ? generator.within(-2...2) : 0
            return max(0, min(count.given, count.tookPart + difference))
        }
        let total = tookPart.reduce(0, +) * parameters.constituencyInvalid / 10_000
        let invalid = invalidBallots(stations, tookPart, total, &generator)
        return stations.indices.map {
            CountDraft(tookPart: tookPart[$0], given: listCounts[$0].given, invalid: invalid[$0])
        }
    }

    /// Ballots of the run-offs; nil at stations that don't vote again.
    func runOffCounts(
        _ stations: [StationDraft], _ constituencies: [ConstituencyDraft], _ listCounts: [CountDraft]
    ) -> [CountDraft?] {
        var generator = generator(.runOffs)
        let voting = stations.indices.filter { constituencies[stations[$0].constituency].hasRunOff }
        let own = voting.map { stations[$0] }
        let local = constituencies.map { _ in generator.near(1000, spread: 160) }
        let tendencies = voting.map { index -> Int in
            let before = listCounts[index].tookPart * 1000 / stations[index].electors
            let now = before * local[stations[index].constituency] / 1000 * generator.near(820, spread: 120) / 1000
            return min(960, max(40, now))
        }
        let tookPart = participants(own, tendencies, published.secondRoundTookPart, &generator)
        let total = published.secondRoundTookPart * parameters.runOffInvalid / 10_000
        let invalid = invalidBallots(own, tookPart, total, &generator)
        var counts = [CountDraft?](repeating: nil, count: stations.count)
        for (place, index) in voting.enumerated() {
            let missing = generator.happens(50) ? 1 : 0
            counts[index] = CountDraft(
                tookPart: tookPart[place], given: min(stations[index].electors, tookPart[place] + missing),
                invalid: invalid[place])
        }
        return counts
    }

    /// How likely electors of a station are to take part, in thousandths.
    private func tendency(
        _ station: StationDraft, _ constituencies: [ConstituencyDraft], _ local: [Int], _ generator: inout Generator
    ) -> Int {
        switch station.kind {
        case .special: return generator.within(900...990)
        case .abroad: return generator.within(550...900)
        case .ordinary:
            let region = parameters.regions[constituencies[station.constituency].region]
            let place = region.urban == 100 ? 0 : station.isUrban ? -70 : 70
            let drawn =
                region.turnout + local[station.constituency] + place
                + generator.near(0, spread: parameters.turnoutSpread)
            return min(980, max(60, drawn))
        }
    }

    private func participants(
        _ stations: [StationDraft], _ tendencies: [Int], _ total: Int, _ generator: inout Generator
    ) -> [Int] {
        let electors = stations.map(\.electors)
        let table = MarginTable(
            rows: electors, columns: [total, electors.reduce(0, +) - total],
            weights: tendencies.flatMap { [$0 * 64, (1000 - $0) * 64] }, using: &generator)
        return stations.indices.map { table[$0, 0] }
    }

    private func invalidBallots(
        _ stations: [StationDraft], _ tookPart: [Int], _ total: Int, _ generator: inout Generator
    ) -> [Int] {
        let weights = stations.flatMap { station -> [Int] in
            // Electronic stations have fewer: a device takes no ballot with two marks.
            let share = (station.isElectronic ? 170 : 290) * generator.near(100, spread: 95) / 100
            return [10_000 - share, max(5, share)]
        }
        let table = MarginTable(
            rows: tookPart, columns: [tookPart.reduce(0, +) - total, total], weights: weights, using: &generator)
        return stations.indices.map { table[$0, 1] }
    }
}
