public import ElectionModel

extension AuditState {
    /// Stations whose cards of a contest are to be counted again, in the order of their names.
    public func toRecount(_ contest: ContestKey) -> [StationID] {
        stationsToRecount[contest, default: []].sorted()
    }

    mutating func take(_ recount: StationRecount) throws(AuditRefusal) {
        let (station, contest) = (recount.station, recount.contest)
        guard stationsToRecount[contest, default: []].contains(station) else {
            throw .stationNotDrawn(station, contest)
        }
        try check(FoundCards(recount), station, contest)
        let before = recounts[contest, default: [:]][station, default: []]
        guard !before.contains(where: { $0.reader == recount.reader }) else {
            throw .recountedTwiceBySame(station, contest, reader: recount.reader)
        }
        guard before.count < 2 else { throw .recountedByTwoAlready(station, contest) }
        recounts[contest, default: [:]][station] = before + [recount]
    }

    mutating func take(_ resolution: StationRecountResolution) throws(AuditRefusal) {
        let (station, contest) = (resolution.station, resolution.contest)
        guard Set(resolution.readers).count >= 2 else { throw .recountResolvedByOne(station, contest) }
        let found = FoundCards(count: resolution.count, without: resolution.without)
        try check(found, station, contest)
        let counted = recounts[contest, default: [:]][station, default: []]
        guard counted.count == 2, FoundCards(counted[0]) != FoundCards(counted[1]),
            resolvedRecounts[contest, default: [:]][station] == nil
        else { throw .noRecountToResolve(station, contest) }
        resolvedRecounts[contest, default: [:]][station] = found
    }

    private func check(_ found: FoundCards, _ station: StationID, _ contest: ContestKey) throws(AuditRefusal) {
        guard let universe = universes[contest] else { throw .unknownContest(contest) }
        guard found.count.votes.count == universe.paper.votes.count else { throw .otherBallot(station, contest) }
        for votes in found.count.votes + [found.count.invalid, found.without] where votes > AuditLimits.cards {
            throw .tooMany("votes", votes, most: AuditLimits.cards)
        }
    }

    /// What two persons counted; nil where they have not both counted, or differ.
    func recount(_ station: StationID, _ contest: ContestKey) -> FoundCards? {
        if let resolved = resolvedRecounts[contest, default: [:]][station] { return resolved }
        let counted = recounts[contest, default: [:]][station, default: []]
        guard counted.count == 2, FoundCards(counted[0]) == FoundCards(counted[1]) else { return nil }
        return FoundCards(counted[0])
    }

    func checkRecounts() throws(AuditRefusal) {
        for contest in stations.keys.sorted() {
            let open = toRecount(contest).filter { recount($0, contest) == nil }
            if let first = open.first { throw .recountsOpen(open.count, first: first, contest) }
        }
    }

    func assessRecounts(_ contest: ContestKey, _ universe: CardUniverse, _ limit: Fraction) -> ContestAssessment {
        // Nothing but a full count decides where an assertion has no margin.
        let tests = recountTests(contest, universe)
        let pValues = universe.weights.isEmpty ? universe.assertions.map { _ in 1.0 } : tests.map(\.pValue)
        return ContestAssessment(
            contest: contest, cards: stations[contest, default: []].count, pValues: pValues,
            isConfirmed: pValues.allSatisfy { $0.isAtMost(limit) })
    }

    /// Each assertion's test on the stations drawn; a station that nobody counted again counts as if it had no cards.
    func recountTests(_ contest: ContestKey, _ universe: CardUniverse) -> [BatchTest] {
        universe.margins.map { margin in
            var test = BatchTest(weights: universe.weights)
            for draw in stations[contest, default: []] where !universe.weights.isEmpty {
                let group = universe.groups[draw]
                let nothing = CardCount(votes: group.reported.votes.map { _ in 0 }, invalid: 0)
                let found =
                    group.station.flatMap { recount($0, contest) } ?? FoundCards(count: nothing, without: 0)
                let overstatement = margin.overstatement(
                    group.reported, found.count, without: found.without, cards: group.cards)
                if let overstatement { test.take(draw, overstatement: overstatement) }
            }
            return test
        }
    }
}

/// What a recount found at a station.
struct FoundCards: Sendable, Hashable {
    var count: CardCount
    /// Cards of other contests.
    var without: UInt64

    init(count: CardCount, without: UInt64) {
        self.count = count
        self.without = without
    }

    init(_ recount: StationRecount) { self.init(count: recount.count, without: recount.without) }
}

extension CardUniverse {
    /// The groups that a seed draws, one draw after the other, each with the chance of its weight.
    func stations(drawn count: Int, seed: String) -> [Int] {
        let total = weights.reduce(0, +)
        guard total > 0 else { return [] }
        var numbers = SeededNumbers(seed: seed)
        return (0..<count).map { _ in numbers.index(by: weights, total: total) }
    }
}
