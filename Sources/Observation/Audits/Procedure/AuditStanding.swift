public import ElectionModel

/// Where one contest of an audit stands, and what it still needs.
public struct ContestStanding: Sendable, Hashable {
    public struct Assertion: Sendable, Hashable {
        public var claim: Claim
        /// On the votes as reported, over all cards of the audit.
        public var margin: Fraction
        /// Nil while a card that was drawn is not settled.
        public var pValue: Double?
        public var isConfirmed: Bool
        /// Cards, or draws of stations, that confirm it in half of all audits if the reports are right; nil where it is not known,
        /// or where it would be more than are looked at.
        public var more: Int?
        /// The same for nine audits of ten.
        public var moreForNineOfTen: Int?
    }

    public var key: ContestKey
    public var method: AuditedContest.Method
    /// All cards that can be drawn, phantoms included.
    public var cards: UInt64
    /// Cards that nobody can show.
    public var phantoms: UInt64
    /// Cards whose sum is known from verified electronic records.
    public var known: UInt64
    /// Cards, or draws of stations, so far.
    public var drawn: Int
    public var assertions: [Assertion]
    public var isConfirmed: Bool

    /// What confirms the slowest assertion in half of all audits; nil where that is not known for one.
    public var more: Int? { Self.largest(assertions.map(\.more)) }
    public var moreForNineOfTen: Int? { Self.largest(assertions.map(\.moreForNineOfTen)) }

    private static func largest(_ numbers: [Int?]) -> Int? {
        numbers.reduce(0) { result, number in result.flatMap { result in number.map { max(result, $0) } } }
    }
}

extension AuditState {
    /// Cards that were drawn and are not settled.
    public struct OpenCards: Sendable, Hashable {
        /// Not read by two persons.
        public var unread: [CardPlace] = []
        /// Read differently by two persons.
        public var disputed: [CardPlace] = []
    }

    public var openCards: OpenCards {
        var open = OpenCards()
        for place in toRead where finding(place) == nil {
            if findings[place, default: []].count < 2 { open.unread.append(place) } else { open.disputed.append(place) }
        }
        return open
    }

    /// What was read of a card so far.
    public func readings(of place: CardPlace) -> [CardReading] { findings[place, default: []] }

    /// Stations whose recount is drawn and not settled, by contest.
    public var openRecounts: [(contest: ContestKey, station: StationID)] {
        (plan?.contests ?? []).filter { $0.method == .recounts }.flatMap { contest in
            toRecount(contest.key).filter { recount($0, contest.key) == nil }.map { (contest.key, $0) }
        }
    }

    /// Cards to be read for a contest so far; with recounts, draws of stations.
    public func drawn(_ contest: ContestKey) -> Int {
        stations[contest]?.count ?? samples[contest, default: []].count
    }

    /// Every contest of the plan with its p-values and what it still needs; empty before the plan.
    ///
    /// - Parameters:
    ///   - runs: simulated audits for each assertion; 0 for none.
    ///   - most: cards after which a simulated audit is given up.
    ///   - slowest: only so many assertions of a contest are simulated, those that need most; others take the figures of the
    ///     last of them.
    public func standings(runs: Int = 21, most: Int = 20_000, slowest: Int = 2, seed: UInt64 = 1) -> [ContestStanding] {
        guard let plan else { return [] }
        let open = openCards
        let isSettled = open.unread.isEmpty && open.disputed.isEmpty
        return plan.contests.compactMap { contest in
            guard let universe = universes[contest.key] else { return nil }
            let phantoms = universe.drawn.filter { universe.phantoms.contains($0.name) }.reduce(UInt64(0)) {
                $0 + $1.cards
            }
            var standing = ContestStanding(
                key: contest.key, method: contest.method, cards: universe.cards, phantoms: phantoms,
                known: universe.known.cards, drawn: drawn(contest.key), assertions: [], isConfirmed: false)
            if contest.method == .recounts {
                standing.assertions = recountStandings(contest, universe, plan.riskLimit)
            } else {
                standing.assertions = cardStandings(
                    contest, universe, plan.riskLimit, isSettled, (runs, most, slowest, seed))
            }
            standing.isConfirmed = standing.assertions.allSatisfy(\.isConfirmed)
            return standing
        }
    }

    private typealias Runs = (runs: Int, most: Int, slowest: Int, seed: UInt64)

    private func cardStandings(
        _ contest: AuditedContest, _ universe: CardUniverse, _ limit: Fraction, _ isSettled: Bool, _ plan: Runs
    ) -> [ContestStanding.Assertion] {
        let tested = universe.assertions.map { universe.tested($0) }
        let tests = isSettled ? self.tests(contest.key, universe) : tested.map { $0.test([]) }
        var result = zip(universe.assertions, tests).map { assertion, test in
            ContestStanding.Assertion(
                claim: assertion.claim, margin: assertion.margin(contest.reported, cards: max(1, universe.all)),
                pValue: isSettled ? test.pValue : nil, isConfirmed: isSettled && test.isConfirmed(at: limit), more: nil,
                moreForNineOfTen: nil)
        }
        let order = tested.indices.sorted { (tested[$0].difficulty, $1) > (tested[$1].difficulty, $0) }
        var last: (Int?, Int?) = (nil, nil)
        for (rank, index) in order.enumerated() where plan.runs > 0 {
            if result[index].isConfirmed {
                (result[index].more, result[index].moreForNineOfTen) = (0, 0)
                continue
            }
            if rank < plan.slowest {
                let more = Planning.more(
                    tests[index], riskLimit: limit, values: tested[index].expected, runs: plan.runs, most: plan.most,
                    seed: plan.seed)
                last = (more[plan.runs / 2], more[min(plan.runs - 1, plan.runs * 9 / 10)])
            }
            (result[index].more, result[index].moreForNineOfTen) = last
        }
        return result
    }

    private func recountStandings(
        _ contest: AuditedContest, _ universe: CardUniverse, _ limit: Fraction
    ) -> [ContestStanding.Assertion] {
        let isSettled = !openRecounts.contains { $0.contest == contest.key }
        // Nothing but a full count decides where some assertion has no margin.
        let isPossible = !universe.weights.isEmpty
        let tests = isPossible ? recountTests(contest.key, universe) : []
        return universe.assertions.enumerated().map { index, assertion in
            let pValue = isPossible ? tests[index].pValue : 1
            let isConfirmed = isSettled && pValue.isAtMost(limit)
            let more = isSettled && isPossible ? (isConfirmed ? 0 : tests[index].drawsIfRight(riskLimit: limit)) : nil
            return ContestStanding.Assertion(
                claim: assertion.claim, margin: assertion.margin(contest.reported, cards: max(1, universe.all)),
                pValue: isSettled ? pValue : nil, isConfirmed: isConfirmed, more: more, moreForNineOfTen: more)
        }
    }
}

extension TestedAssertion {
    /// About how many cards it needs, up to a factor that all assertions share: variance over squared distance from the null, or
    /// bound over distance where cards hardly vary.
    fileprivate var difficulty: Double {
        let all = expected.reduce(0.0) { $0 + Double($1.cards) }
        guard all > 0 else { return 0 }
        let unit = Double(hypothesis.unit)
        let mean = expected.reduce(0.0) { $0 + Double($1.value) / unit * Double($1.cards) } / all
        let variance =
            expected.reduce(0.0) { sum, entry in
                let distance = Double(entry.value) / unit - mean
                return sum + distance * distance * Double(entry.cards)
            } / all
        let distance = mean - hypothesis.mean
        guard distance > 0 else { return .infinity }
        return max(variance / (distance * distance), Double(hypothesis.most) / unit / distance)
    }
}

extension CardUniverse {
    /// Cards that can be drawn and cards whose sum is known.
    fileprivate var all: UInt64 { cards + known.cards }
}

extension AuditState {
    /// The contests whose cards may lie in a card's container.
    public func contests(in place: CardPlace) -> [ContestKey] {
        containers.first { $0.name == place.container }?.contests ?? []
    }
}
