import ElectionModel

extension Check {
    /// The rules about several protocols.
    static let contestChecks: [Check] = [
        // Each contest on a station's ballots has a protocol of its own.
        Check(
            "A14", .error, .crossContest, "protocols of a station = its contests", figures: ["contests", "reported"],
            .completeness,
            .together { protocols, context in
                var reported: [StationRound: Set<TierID>] = [:]
                for item in protocols {
                    reported[StationRound(item), default: []].insert(item.tier)
                }
                let rounds = Set(context.ballots.map(\.round)).sorted()
                return context.stations.flatMap { station in
                    rounds.compactMap { round -> Measurement? in
                        let contests = context.ballots(at: station, round: round)
                        if contests.isEmpty { return nil }
                        let found = reported[StationRound(station.id, round)]?.count ?? 0
                        return Measurement(
                            found == contests.count, at: [String(round), station.id.rawValue],
                            counts: UInt64(contests.count), UInt64(found))
                    }
                }
            }),
        // The same column of votes in two contests of a station: one protocol was entered twice.
        Check(
            "D02", .error, .crossContest, "E of one contest ≠ E of another, line by line", figures: ["votes"],
            .explanation,
            .together { protocols, _ in
                var groups: [StationRound: [Int]] = [:]
                for (index, item) in protocols.enumerated() {
                    groups[StationRound(item), default: []].append(index)
                }
                var measurements: [Measurement] = []
                for (index, item) in protocols.enumerated() {
                    guard let votes = item.sumOfVotes, votes > 0,
                        let group = groups[StationRound(item)]
                    else { continue }
                    let others = group.filter { $0 > index && protocols[$0].tier != item.tier }
                    for other in others {
                        let same =
                            protocols[other].votes.count == item.votes.count
                            && zip(protocols[other].votes, item.votes).allSatisfy { $0.votes == $1.votes }
                        measurements.append(
                            Measurement(!same, at: [String(item.round), item.station.rawValue], counts: votes))
                    }
                }
                return measurements
            }),
        // Article 95: the run-off is between the finalists, on the list of the first round.
        Check(
            "D05", .error, .round, "A = A of round 1; names = finalists",
            figures: ["onList", "onListBefore", "ballot", "finalists"], .arithmetic,
            .together { protocols, context in
                let first = Dictionary(
                    protocols.filter { $0.round == 1 }.map { (LedgerKey($0), $0.electorsOnList) },
                    uniquingKeysWith: { first, _ in first })
                return protocols.filter { $0.round > 1 }.compactMap { item in
                    var before = LedgerKey(item)
                    before.contest.round = 1
                    guard let onList = item.electorsOnList, let known = first[before], let onListBefore = known else {
                        return nil
                    }
                    let ballot = item.votes.map(\.choice)
                    let finalists = context.finalists[ContestKey(item)] ?? ballot
                    return Measurement(
                        onList == onListBefore && Set(ballot) == Set(finalists) && ballot.count == finalists.count,
                        at: LedgerKey(item).place,
                        [.count(UInt64(onList)), .count(UInt64(onListBefore)), .choices(ballot), .choices(finalists)])
                }
            }),
        Check(
            "E01", .error, .tabulation, "every station of the contest once, no other",
            figures: ["stations", "received", "missing", "repeated", "foreign"], .completeness,
            .together {
                protocols, context in
                let byContest = Dictionary(grouping: protocols, by: ContestKey.init)
                return context.ballots.map { ballot in
                    let key = ContestKey(ballot.tier, ballot.district, ballot.round)
                    let expected = Set(context.stations(voting: ballot).map(\.id))
                    let received = byContest[key] ?? []
                    let stations = Set(received.map(\.station))
                    let repeated = received.count - Set(received.map(LedgerKey.init)).count
                    let missing = expected.subtracting(stations).count
                    let foreign = stations.subtracting(expected).count
                    return Measurement(
                        missing == 0 && repeated == 0 && foreign == 0, at: key.place,
                        counts: UInt64(expected.count), UInt64(stations.count), UInt64(missing), UInt64(repeated),
                        UInt64(foreign))
                } + foreignContests(byContest, context)
            }),
        // The same names everywhere, and the sums of the parts are the sum of the whole.
        Check(
            "E02", .error, .tabulation, "sum of E + sum of F = sum of D; the same names everywhere",
            figures: ["votes", "invalid", "tookPart", "otherBallots"], .arithmetic,
            .together {
                protocols, context in
                let byContest = Dictionary(grouping: protocols, by: ContestKey.init)
                return byContest.keys.sorted().map { key in
                    let received = byContest[key] ?? []
                    let names = context.ballot(key)?.choices ?? received.first?.votes.map(\.choice) ?? []
                    let others = received.count { $0.votes.map(\.choice) != names }
                    let votes = received.reduce(UInt64(0)) { $0 + ($1.sumOfVotes ?? 0) }
                    let invalid = received.reduce(UInt64(0)) { $0 + UInt64($1.invalid ?? 0) }
                    let tookPart = received.reduce(UInt64(0)) { $0 + UInt64($1.tookPart ?? 0) }
                    return Measurement(
                        others == 0 && votes + invalid == tookPart, at: key.place,
                        counts: votes, invalid, tookPart, UInt64(others))
                }
            }),
    ]

    /// Protocols about contests that nobody called.
    private static func foreignContests(
        _ byContest: [ContestKey: [Protocol]], _ context: CheckContext
    ) -> [Measurement] {
        byContest.keys.filter { context.ballot($0) == nil }.sorted().map { key in
            let count = UInt64(byContest[key]?.count ?? 0)
            return Measurement(false, at: key.place, counts: 0, count, 0, 0, count)
        }
    }
}
