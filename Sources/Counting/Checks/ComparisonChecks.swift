import ElectionModel

extension Check {
    /// The rules that hold a protocol against others: those of its constituency, of its station, of another day.
    static let comparisonChecks: [Check] = [
        Check(
            "A13", .error, .crossContest, "paper + electronic = summary: D, F and every line of E",
            figures: ["paper", "electronic", "summary"], .arithmetic,
            .together { protocols, _ in
                let byKey = Dictionary(
                    protocols.map { (LedgerKey($0), $0) }, uniquingKeysWith: { first, _ in first })
                return protocols.filter { $0.channel == .summary }.compactMap { summary in
                    guard let paper = byKey[LedgerKey(summary).with(.paper)],
                        let electronic = byKey[LedgerKey(summary).with(.electronic)]
                    else { return nil }
                    return channels(paper, electronic, summary)
                }
            }),
        // The shares are those of the constituency without the station: a swap must not vouch for itself.
        Check(
            "C15", .warning, .tabulation, "(E[i] − E[i+1]) × ln(p[i+1] ÷ p[i]) ≤ strength; p = shares elsewhere",
            figures: ["choice", "votes", "other", "otherVotes", "strength"], limits: [.swapStrength], .plausibility,
            .together { protocols, context in
                let limit = Int128(context.thresholds[.swapStrength].floor) << Int128(FixedLogarithm.fractionBits)
                return overContests(protocols) { item, sums in sums.swap(in: item, limit: limit) }
            }),
        Check(
            "C16", .warning, .tabulation, "|E[i] ÷ sum of E − p[i]| < distance; p = shares elsewhere",
            figures: ["choice", "votes", "valid", "elsewhere"], limits: [.constituencyDistance, .leastValid],
            unless: ["C15"], .plausibility,
            .together { protocols, context in
                let limit = context.thresholds[.constituencyDistance]
                let least = context.thresholds.count(.leastValid)
                return overContests(protocols) { item, sums in sums.farthest(in: item, limit: limit, least: least) }
            }),
        Check(
            "D01", .warning, .crossContest, "|D of one contest − D of another| < count",
            figures: ["tookPart", "otherTookPart", "difference"], limits: [.contestDifferenceCount], .plausibility,
            .together { protocols, context in
                let limit = context.thresholds.count(.contestDifferenceCount)
                return pairsOfContests(protocols).compactMap { first, second in
                    guard let one = first.tookPart.map(UInt64.init), let other = second.tookPart.map(UInt64.init) else {
                        return nil
                    }
                    return Measurement(
                        distance(one, other) < limit, at: [String(first.round), first.station.rawValue],
                        counts: one, other, distance(one, other))
                }
            }),
        Check(
            "D03", .warning, .tabulation, "no two stations with equal A to H, where A > twin electors",
            figures: ["stations", "twins"], limits: [.twinElectors], .copies,
            .together { protocols, context in twins(protocols, context) }),
        Check(
            "D04", .warning, .round,
            "|A − A before| < share × A before; |D ÷ A − D before ÷ A before| < turnout change",
            figures: ["onList", "onListBefore", "tookPart", "tookPartBefore"],
            limits: [.registerChange, .turnoutChange], .plausibility,
            .together { protocols, context in changes(protocols, context) }),
        Check(
            "C12", .error, .crossContest, "reports of the day never fall; the last one ≤ B",
            figures: ["first", "second"],
            .arithmetic,
            .together { protocols, context in
                var finals: [StationRound: UInt32] = [:]
                for item in protocols where !context.hourly.isEmpty {
                    guard let given = item.electorsGivenBallots else { continue }
                    finals[StationRound(item)] = min(given, finals[StationRound(item)] ?? given)
                }
                return eachReport(context) { key, reports in
                    let counts = reports.map(\.given) + (finals[key].map { [$0] } ?? [])
                    guard counts.count > 1 else { return nil }
                    let fall = zip(counts, counts.dropFirst()).first { $0 > $1 }
                    let shown = fall ?? (counts[counts.count - 2], counts[counts.count - 1])
                    return Measurement(
                        fall == nil, at: [String(key.round), key.station.rawValue],
                        counts: UInt64(shown.0), UInt64(shown.1))
                }
            }),
        Check(
            "C13", .warning, .crossContest, "ballots given between two reports ≤ ballots per minute × minutes",
            figures: ["given", "minutes"], limits: [.ballotsPerMinute], .plausibility,
            .together { _, context in
                eachReport(context) { key, reports in
                    let limit = context.thresholds[.ballotsPerMinute]
                    var fastest: (given: UInt64, minutes: UInt64)?
                    for (earlier, later) in zip(reports, reports.dropFirst()) {
                        let minutes = UInt64(max(0, earlier.time.minutes(to: later.time)))
                        guard later.given >= earlier.given else { continue }
                        let given = UInt64(later.given - earlier.given)
                        // given ÷ minutes is greater, compared without dividing.
                        if fastest.map({ given * $0.minutes > $0.given * minutes }) ?? true {
                            fastest = (given, minutes)
                        }
                    }
                    guard let fastest else { return nil }
                    let holds =
                        Int128(fastest.given) * limit.denominator <= limit.numerator * Int128(fastest.minutes)
                    return Measurement(
                        holds, at: [String(key.round), key.station.rawValue], counts: fastest.given, fastest.minutes)
                }
            }),
        // For the report of an audit; nothing is held up by it.
        Check(
            "D06", .information, .tabulation, "chi-square of the last digits of D ≤ limit, where D ≥ 100",
            figures: ["stations", "wholePercent", "chiSquare"], limits: [.digitsLeast, .digitsLimit], .none,
            .together { protocols, context in digits(protocols, context) }),
    ]

    // MARK: Channels

    private static func channels(_ paper: Protocol, _ electronic: Protocol, _ summary: Protocol) -> Measurement? {
        guard paper.votes.count == summary.votes.count, electronic.votes.count == summary.votes.count else {
            return Measurement(false, at: LedgerKey(summary).place + ["E"], [])
        }
        let fields = [.tookPart, .invalid] + summary.votes.indices.map { ProtocolField.votes(line: $0 + 1) }
        var shown: (UInt64, UInt64, UInt64)?
        for field in fields {
            guard let first = paper[field].map(UInt64.init), let second = electronic[field].map(UInt64.init),
                let both = summary[field].map(UInt64.init)
            else { return nil }
            guard first + second == both else {
                return Measurement(
                    false, at: LedgerKey(summary).place + [field.description], counts: first, second, both)
            }
            if shown == nil { shown = (first, second, both) }
        }
        return shown.map { Measurement(true, at: LedgerKey(summary).place, counts: $0.0, $0.1, $0.2) }
    }

    // MARK: Constituencies

    private static func overContests(
        _ protocols: [Protocol], _ measure: (Protocol, ContestSums) -> Measurement?
    ) -> [Measurement] {
        var sums: [ContestKey: ContestSums] = [:]
        for item in protocols { sums[ContestKey(item), default: ContestSums()].add(item) }
        return protocols.compactMap { item in sums[ContestKey(item)].flatMap { measure(item, $0) } }
    }

    private static func twins(_ protocols: [Protocol], _ context: CheckContext) -> [Measurement] {
        let least = context.thresholds.count(.twinElectors)
        struct Vector: Hashable {
            var contest: ContestKey
            var numbers: [UInt32?]
        }
        var groups: [Vector: [Int]] = [:]
        var contests: [ContestKey: Int] = [:]
        for (index, item) in protocols.enumerated() {
            guard let onList = item.electorsOnList, UInt64(onList) > least else { continue }
            let own =
                [
                    onList, item.electorsGivenBallots, item.tookPart, item.invalid, item.ballotsReceived,
                    item.ballotsCancelled,
                ] + item.votes.map(\.votes)
            contests[ContestKey(item), default: 0] += 1
            groups[Vector(contest: ContestKey(item), numbers: own), default: []].append(index)
        }
        let found = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
        let touched = Set(found.map { ContestKey(protocols[$0[0]]) })
        return contests.keys.sorted().filter { !touched.contains($0) }.map {
            Measurement(true, at: $0.place, [.count(UInt64(contests[$0] ?? 0)), .text("")])
        }
            + found.map { group in
                let names = group.map { protocols[$0].station.rawValue }.joined(separator: ", ")
                return Measurement(
                    false, at: LedgerKey(protocols[group[0]]).place, [.count(UInt64(group.count)), .text(names)])
            }
    }

    // MARK: Stations

    private static func pairsOfContests(_ protocols: [Protocol]) -> [(Protocol, Protocol)] {
        var seen: [StationRound: [Int]] = [:]
        var pairs: [(Protocol, Protocol)] = []
        for (index, item) in protocols.enumerated() {
            for other in seen[StationRound(item)] ?? []
            where protocols[other].tier != item.tier && protocols[other].channel == item.channel {
                pairs.append((protocols[other], item))
            }
            seen[StationRound(item), default: []].append(index)
        }
        return pairs
    }

    private static func changes(_ protocols: [Protocol], _ context: CheckContext) -> [Measurement] {
        let firsts = Dictionary(
            protocols.filter { $0.round == 1 }.map { (LedgerKey($0), $0) }, uniquingKeysWith: { first, _ in first })
        return protocols.compactMap { item in
            guard let onList = item.electorsOnList, let tookPart = item.tookPart else { return nil }
            var before = context.before[item.station]
            if item.round > 1 {
                var key = LedgerKey(item)
                key.contest.round = 1
                before = firsts[key].flatMap { first in
                    first.electorsOnList.flatMap { electors in
                        first.tookPart.map { StationBefore(electors: electors, tookPart: $0) }
                    }
                }
            }
            guard let before, before.electors > 0, onList > 0 else { return nil }
            let (now, then) = (UInt64(onList), UInt64(before.electors))
            let registerHolds = !context.thresholds[.registerChange].isReached(by: distance(now, then), of: then)
            let turnouts = distance(UInt64(tookPart) * then, UInt64(before.tookPart) * now)
            let turnoutHolds = !context.thresholds[.turnoutChange].isReached(by: turnouts, of: now * then)
            return Measurement(
                registerHolds && turnoutHolds, at: LedgerKey(item).place,
                counts: now, then, UInt64(tookPart), UInt64(before.tookPart))
        }
    }

    private static func eachReport(
        _ context: CheckContext, _ measure: (StationRound, [HourlyTurnout]) -> Measurement?
    ) -> [Measurement] {
        if context.hourly.isEmpty { return [] }
        let rounds = Set(context.hourly.keys.map(\.round)).sorted()
        return context.stations.flatMap { station in
            rounds.compactMap { round in
                let key = StationRound(station.id, round)
                return context.hourly[key].flatMap { measure(key, $0) }
            }
        }
    }

    // MARK: Digits

    private static func digits(_ protocols: [Protocol], _ context: CheckContext) -> [Measurement] {
        struct Group: Hashable, Comparable {
            var tier: TierID
            var round: Int
            static func < (left: Self, right: Self) -> Bool { (left.tier, left.round) < (right.tier, right.round) }
        }
        var last: [Group: [UInt64]] = [:]
        var whole: [Group: UInt64] = [:]
        for item in protocols {
            guard let onList = item.electorsOnList.map(UInt64.init), let tookPart = item.tookPart.map(UInt64.init),
                tookPart >= 100, tookPart < onList
            else { continue }
            let group = Group(tier: item.tier, round: item.round)
            last[group, default: [UInt64](repeating: 0, count: 10)][Int(tookPart % 10)] += 1
            // Within a twentieth of a percentage point of a whole percentage.
            let rest = 100 * tookPart % onList
            if 20 * min(rest, onList - rest) <= onList { whole[group, default: 0] += 1 }
        }
        return last.keys.sorted().compactMap { group in
            let counts = last[group] ?? []
            let stations = counts.reduce(0, +)
            guard stations >= max(1, context.thresholds.count(.digitsLeast)) else { return nil }
            let squares = counts.reduce(UInt64(0)) { $0 + distance(10 * $1, stations) * distance(10 * $1, stations) }
            let chiSquare = Fraction(squares, over: 10 * stations)
            return Measurement(
                chiSquare <= context.thresholds[.digitsLimit], at: [group.tier.rawValue, String(group.round)],
                [.count(stations), .count(whole[group] ?? 0), .fraction(chiSquare)])
        }
    }
}
