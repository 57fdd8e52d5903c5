import ElectionModel
import ElectoralLaw
import LargeTests
import SeatAllocation
import Testing

@Suite("Margins of lists")
struct MarginTests {
    static let seven = Share(.atLeast, Fraction(7, 100), of: .validVotes)
    static let hare = Allocation.Method.quota(QuotaMethod(.hare))

    private func contest2004() -> ListContest {
        ListContest(
            ContestFigures(votes: Mazhilis2004.votes, cast: 4_893_204, registered: 8_662_188), seats: 10,
            method: Self.hare, threshold: Self.seven)
    }

    @Test("2004: what AIST's seat stood on")
    func aist() {
        let contest = contest2004()
        #expect(contest.certainSeats() == [7, 1, 1, 1, 0, 0, 0, 0, 0, 0])
        #expect(contest.ballotsNeeded(.removed(from: 3), for: 3, .loses) == 3_369)
        for other in Mazhilis2004.votes.indices where other != 3 {
            #expect(contest.ballotsNeeded(.switched(from: 3, to: other), for: 3, .loses) == 3_133)
            #expect(contest.ballotsNeeded(.added(to: other), for: 3, .loses) == 44_756)
        }
        let least = contest.leastBallots().filter { $0.list == 3 && $0.effect == .loses }
        #expect(least.map(\.change.kind) == [.added, .removed, .switched])
        #expect(least.map(\.ballots) == [44_756, 3_369, 3_133])
        #expect(least.allSatisfy { $0.seatsAfter == [7, 2, 1, 0, 0, 0, 0, 0, 0, 0] })
        // The threshold is one comparison: no mixture is quicker.
        #expect(least.map(\.anyMixtureAtLeast) == [44_756, 3_369, 3_133])
    }

    @Test("2004: every least number does it, and one ballot fewer does not")
    func leastNumbersHold() {
        let contest = contest2004()
        let least = contest.leastBallots()
        // Four lists can lose a seat and all but none can gain one, by each kind of change that works at all.
        #expect(least.count { $0.effect == .loses } == 12)
        for item in least {
            var after = contest
            after.figures = contest.figures.changed(by: item.change, item.ballots)
            #expect(after.certainSeats() == item.seatsAfter)
            after.figures = contest.figures.changed(by: item.change, item.ballots - 1)
            let before = after.certainSeats()?[item.list]
            #expect(before == contest.certainSeats()?[item.list])
        }
    }

    @Test("By the law: margins and distances of 2004")
    func law2004() throws {
        let law = try MarginTestLaws.lists(seats: 10)
        let election = MarginTestLaws.election(Mazhilis2004.choices, law)
        let outcome = decideSeats(under: law, of: election, from: [Mazhilis2004.tally])
        let all = margins(under: law, of: election, from: [Mazhilis2004.tally], outcome: outcome)
        let contest = try #require(all.first)
        #expect(all.count == 1)
        #expect(contest.margin("aist", .listLoses, .switched)?.votes == .exact(3_133))
        #expect(contest.margin("aist", .listLoses, .removed)?.votes == .exact(3_369))
        #expect(contest.margin("aist", .listLoses, .added)?.votes == .exact(44_756))
        #expect(contest.margin("aist", .listLoses, .removed)?.from == "aist")
        let distance = try #require(contest.distances.first { $0.choice == "aist" })
        #expect(distance.isMet)
        #expect(distance.wholeVotes == 3_132)
        #expect(distance.exact == Fraction(336_177 * 100 - 7 * 4_757_773, 100))
        let below = try #require(contest.distances.first { $0.choice == "communists-dck" })
        #expect(!below.isMet)
        #expect(below.wholeVotes == 333_045 - 163_824)
    }

    static let methods: [Allocation.Method] =
        Divisor.allCases.map(Allocation.Method.divisor)
        + Quota.allCases.map { .quota(QuotaMethod($0, overAward: .smallestRemainder)) }
        + Quota.allCases.map { .quota(QuotaMethod($0, base: .validVotes, overAward: .hare)) }
        + QuotaMethod.Remainders.allCases.map {
            .quota(QuotaMethod(.hagenbachBischoff, remainders: $0, overAward: .keep))
        }
        + QuotaMethod.Remainders.allCases.map { .quota(QuotaMethod(.droop, remainders: $0)) }

    static let bars: [Share?] = [
        nil, Share(.atLeast, Fraction(1, 4), of: .validVotes), Share(.moreThan, Fraction(1, 5), of: .ballotsCast),
        Share(.atLeast, Fraction(1, 3), of: .registeredElectors),
    ]

    /// Compares every direction, list and effect with counting up one ballot at a time.
    private func compareWithCounting(_ contest: ListContest, upTo most: UInt64) -> String? {
        guard let now = contest.certainSeats() else { return "no seats" }
        for change in VoteChange.all(among: now.count) {
            let last = min(most, change.from.map { contest.figures.votes[$0] } ?? most)
            var counted = ListContest.Effect.allCases.map { _ in [UInt64?](repeating: nil, count: now.count) }
            var changed = contest
            for ballots in 0...last where ballots > 0 {
                changed.figures = contest.figures.changed(by: change, ballots)
                guard let seats = changed.certainSeats() else { return "no seats" }
                for list in now.indices {
                    if seats[list] < now[list], counted[0][list] == nil { counted[0][list] = ballots }
                    if seats[list] > now[list], counted[1][list] == nil { counted[1][list] = ballots }
                }
            }
            let found = contest.ballotsNeeded(change, upTo: last)
            if found != counted {
                return
                    "\(contest.figures.votes) \(contest.seats) \(contest.method) \(change): \(found), counted \(counted)"
            }
        }
        return nil
    }

    @Test("All small cases agree with counting", arguments: methods)
    func exhaustive(_ method: Allocation.Method) {
        for votes in rows(of: 3, upTo: 5) {
            for bar in Self.bars {
                let figures = ContestFigures(votes: votes, cast: votes.reduce(2, +), registered: 9)
                var contest = ListContest(
                    figures, seats: 3, method: method, bars: [Share?](repeating: bar, count: 3))
                #expect(compareWithCounting(contest, upTo: 24) == nil)
                contest.seats = 1
                contest.ifNonePasses = .allTakePart
                contest.ifOnePasses = .nextJoins
                #expect(compareWithCounting(contest, upTo: 12) == nil)
            }
        }
    }

    @Test("Larger cases agree with counting", arguments: methods)
    func larger(_ method: Allocation.Method) {
        var generator = CaseGenerator(seed: 2004)
        for round in 0..<LargeTest.size("Larger cases agree with counting") {
            let lists = 3 + Int(generator.next(below: 3))
            let votes = (0..<lists).map { _ in generator.next(below: 60) }
            let total = votes.reduce(0, +)
            var contest = ListContest(
                ContestFigures(votes: votes, cast: total + generator.next(below: 9), registered: total + 60),
                seats: 2 + Int(generator.next(below: 7)), method: method,
                bars: (0..<lists).map { _ in Self.bars[Int(generator.next(below: 4))] })
            if round % 3 == 0 {
                contest.figures.isAgainstAll[lists - 1] = true
                contest.natural = Fraction(1, 2)
            }
            if round % 4 == 0 {
                contest.persons = (0..<lists).map { _ in Int(generator.next(below: 5)) }
                contest.othersTakeOver = round % 8 == 0
            }
            #expect(compareWithCounting(contest, upTo: 70) == nil)
        }
    }

    @Test("The least over all directions is the least of each")
    func leastOfAll() {
        var generator = CaseGenerator(seed: 7)
        for _ in 0..<LargeTest.size("The least over all directions is the least of each") {
            let votes = (0..<4).map { _ in generator.next(below: 60) }
            let contest = ListContest(
                ContestFigures(votes: votes), seats: 5, method: Self.hare,
                threshold: Share(.atLeast, Fraction(1, 10), of: .validVotes))
            let least = contest.leastBallots()
            for kind in MarginKind.allCases {
                for effect in ListContest.Effect.allCases {
                    for list in votes.indices {
                        let each = VoteChange.all(among: 4).filter { $0.kind == kind }
                            .compactMap { contest.ballotsNeeded($0, for: list, effect) }.min()
                        let all = least.first { $0.change.kind == kind && $0.effect == effect && $0.list == list }
                        #expect(all?.ballots == each)
                    }
                }
            }
        }
    }

    /// Every vote vector that so many ballots of a kind can lead to, in whatever mixture.
    private func mixtures(_ votes: [UInt64], _ kind: MarginKind, _ ballots: UInt64) -> [[UInt64]] {
        let lists = votes.count
        func shares(_ total: UInt64) -> [[UInt64]] { rows(of: lists, upTo: total).filter { $0.reduce(0, +) == total } }
        let taken = kind == .added ? [[UInt64](repeating: 0, count: lists)] : shares(ballots)
        let given = kind == .removed ? [[UInt64](repeating: 0, count: lists)] : shares(ballots)
        return taken.filter { zip($0, votes).allSatisfy { $0 <= $1 } }.flatMap { taken in
            given.map { given in votes.indices.map { votes[$0] - taken[$0] + given[$0] } }
        }
    }

    @Test("Bounds for mixtures hold", arguments: methods)
    func mixtures(_ method: Allocation.Method) {
        for votes in rows(of: 3, upTo: 8) where votes.reduce(0, +) == 8 {
            for bar in Self.bars.prefix(2) {
                let contest = ListContest(
                    ContestFigures(votes: votes), seats: 3, method: method,
                    bars: [Share?](repeating: bar, count: 3))
                let now = contest.certainSeats() ?? []
                for least in contest.leastBallots() where least.effect == .loses {
                    #expect(least.anyMixtureAtLeast <= least.ballots)
                    for ballots in 0..<min(5, least.anyMixtureAtLeast) {
                        for mixture in mixtures(votes, least.change.kind, ballots) {
                            var changed = contest
                            changed.figures.votes = mixture
                            let seats = changed.certainSeats() ?? []
                            #expect(seats[least.list] >= now[least.list])
                        }
                    }
                }
            }
        }
    }

    @Test("A mixture can be quicker than any single direction, and is bounded then")
    func quickerMixture() {
        // D'Hondt, 6 seats: after 10, 9, 9 and 8 come the second seats, at 5, 4.5, 4.5 and 4, for two places. With one
        // ballot more each, two lists draw level at 5 and a lot decides; one list alone needs a third seat at 5.
        let contest = ListContest(ContestFigures(votes: [10, 9, 9, 8]), seats: 6, method: .divisor(.dHondt))
        #expect(contest.certainSeats()?[0] == 2)
        let least = contest.leastBallots().first { $0.list == 0 && $0.effect == .loses && $0.change.kind == .added }
        var mixed = contest
        mixed.figures.votes = [10, 10, 10, 8]
        #expect(mixed.certainSeats()?[0] == 1)
        #expect(least?.ballots == 6)
        #expect(least?.anyMixtureAtLeast == 1)
    }

    @Test("A list contest decides as the law does")
    func agreesWithLaw() throws {
        for method in Self.methods {
            if case .quota(let quota) = method, quota.remainders == .nextTier { continue }
            for bar in Self.bars {
                let law = try MarginTestLaws.lists(seats: 3) { rule in
                    rule.allocation.method = method
                    if let bar { rule.thresholds[0].share = bar } else { rule.thresholds = [] }
                }
                let choices = (0..<3).map {
                    Choice(id: ChoiceID("l\($0)"), kind: .list, name: Multilingual("L"), registrationOrder: 3 - $0)
                }
                let election = MarginTestLaws.election(choices, law)
                for votes in rows(of: 3, upTo: 5) {
                    let tally = Tally(
                        tier: "list", district: "d", registered: 9, cast: votes.reduce(2, +),
                        votes: zip(choices, votes).map { Tally.ChoiceVotes($0.id, $1) })
                    var recorder = NoRecorder()
                    let outcome = decideSeats(
                        under: law, of: election, from: [tally], with: Decisions(), recording: &recorder)
                    let contest = ListContest(
                        ContestFigures(votes: votes, cast: tally.cast, registered: 9), seats: 3, method: method,
                        bars: [Share?](repeating: bar, count: 3)
                    ) { among, places, _ in Array(among.sorted(by: >).prefix(places)) }
                    #expect(contest.certainSeats() == outcome.lists[0].lists.map(\.seats))
                }
            }
        }
    }
}
