import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing

@Suite("Margins of single seats")
struct MarginTestsOfSeats {
    static let names: [ChoiceID] = ["a", "b", "c"]

    /// Laws of one seat by two ballots that differ in what they take shares of.
    static func laws() throws -> [Law] {
        try [
            MarginTestLaws.majority(),
            MarginTestLaws.majority { $0.elected.share = Share(.moreThan, Fraction(1, 2), of: .ballotsCast) },
            MarginTestLaws.majority {
                $0.elected.and = Share(.atLeast, Fraction(1, 4), of: .registeredElectors)
                $0.runOff?.qualify.share = Share(.moreThan, Fraction(1, 8), of: .registeredElectors)
            },
            MarginTestLaws.majority {
                $0.elected.share = Share(.atLeast, Fraction(2, 5), of: .validVotes)
                $0.runOff?.calledWhen = .moreThanTwoCandidates
                $0.ties = [.older]
            },
        ]
    }

    private func choices() -> [Choice] {
        Self.names.enumerated().map { index, id in
            Choice(
                id: id, kind: .candidate, name: Multilingual(id.rawValue), district: "d", registrationOrder: index + 1,
                birthDate: CalendarDate(year: 1950 + index, month: 1, day: 1))
        }
    }

    private func tally(_ votes: [UInt64], _ tier: TierID = "constituencies", round: Int = 1) -> Tally {
        Tally(
            tier: tier, district: "d", round: round, registered: 12, cast: votes.reduce(1, +),
            votes: zip(Self.names, votes).map { Tally.ChoiceVotes($0, $1) })
    }

    private func result(_ law: Law, _ election: Election, _ tallies: [Tally]) -> ContestOutcome.Result {
        var recorder = NoRecorder()
        let outcome = decideSeats(under: law, of: election, from: tallies, with: Decisions(), recording: &recorder)
        return outcome.contests[0].result
    }

    /// Whether `after` has an effect on `before`, written apart from the code under test.
    private func has(
        _ effect: Margin.Effect, _ subject: ChoiceID?, _ before: ContestOutcome.Result, _ after: ContestOutcome.Result
    )
        -> Bool
    {
        var winners: [ChoiceID] = []
        if case .elected(let elected, _) = after { winners = elected }
        var winnersBefore: [ChoiceID] = []
        if case .elected(let elected, _) = before { winnersBefore = elected }
        switch effect {
        case .winnerLoses: return subject.map { !winners.contains($0) } ?? false
        case .anotherElected: return !Set(winners).subtracting(winnersBefore).isEmpty
        case .somebodyElected: return !winners.isEmpty
        case .finalistsChange:
            guard case .runOff(let first) = before, winners.isEmpty else { return false }
            if case .runOff(let second) = after { return Set(first) != Set(second) }
            return true
        case .listLoses, .listGains: return false
        }
    }

    private func check(
        _ law: Law, _ election: Election, _ tallies: [Tally], changing index: Int, _ found: ContestMargins
    ) {
        let before = result(law, election, index == 0 ? [tallies[0]] : tallies)
        #expect(!found.margins.isEmpty)
        let votes = tallies[index].votes.map(\.votes)
        for margin in found.margins {
            var least: UInt64?
            for change in VoteChange.all(among: votes.count) where change.kind == margin.kind {
                for ballots in 0...(change.from.map { votes[$0] } ?? 16) where ballots > 0 {
                    var changed = tallies
                    let after = change.applied(to: votes, ballots)
                    for line in after.indices { changed[index].votes[line].votes = after[line] }
                    if change.kind == .added { changed[index].cast = changed[index].cast.map { $0 + ballots } }
                    if change.kind == .removed { changed[index].cast = changed[index].cast.map { $0 - ballots } }
                    let decided = result(law, election, index == 0 ? [changed[0]] : changed)
                    if has(margin.effect, margin.subject, before, decided) {
                        least = min(least ?? ballots, ballots)
                        break
                    }
                }
            }
            let expected = least.map { VotesNeeded.exact($0) } ?? .impossible
            if margin.votes != expected {
                if case .exact(let votes) = margin.votes, votes > 16, margin.kind == .added { continue }
                Issue.record("\(votes) \(margin), counted \(expected)")
            }
        }
    }

    @Test("First ballots agree with counting", arguments: 0..<4)
    func firstBallots(_ number: Int) throws {
        let law = try Self.laws()[number]
        let election = MarginTestLaws.election(choices(), law)
        for votes in rows(of: 3, upTo: 7) where votes.reduce(0, +) > 0 {
            let tallies = [tally(votes)]
            let outcome = decideSeats(under: law, of: election, from: tallies)
            let found = margins(under: law, of: election, from: tallies, outcome: outcome)
            #expect(found.count == 1)
            check(law, election, tallies, changing: 0, try #require(found.first))
        }
    }

    @Test("Run-offs agree with counting")
    func runOffs() throws {
        let law = try MarginTestLaws.majority()
        let election = MarginTestLaws.election(choices(), law)
        for votes in rows(of: 2, upTo: 7) where votes.reduce(0, +) > 0 {
            var second = tally(votes + [0], round: 2)
            second.votes.removeLast()
            let tallies = [tally([4, 3, 2]), second]
            let outcome = decideSeats(under: law, of: election, from: tallies)
            let found = margins(under: law, of: election, from: tallies, outcome: outcome)
            #expect(found.map(\.round) == [1, 2])
            check(law, election, tallies, changing: 0, found[0])
            check(law, election, tallies, changing: 1, found[1])
        }
    }

    @Test("What is taken over from before is what would be computed")
    func known() throws {
        var generator = SplitMix(seed: 2004)
        var known = KnownMargins()
        var law = try Self.laws()[0]
        var decisions = Decisions()
        var tallies = [tally([4, 3, 2]), tally([4, 3, 1], round: 2)]
        var computed = 0
        for step in 0..<2_000 {
            // Mostly votes change, now and then the law, a withdrawal, an annulment, or nothing.
            switch generator.next() % 16 {
            case 0: law = try Self.laws()[Int(generator.next() % 4)]
            case 1: decisions.withdrawals = decisions.withdrawals.isEmpty ? [.init("a", beforeRound: 2)] : []
            case 2:
                decisions.annulments =
                    decisions.annulments.isEmpty ? [.init(tier: "constituencies", district: "d", act: "1")] : []
            case 3...5: break
            default:
                let (ballot, line) = (Int(generator.next() % 2), Int(generator.next() % 3))
                tallies[ballot].votes[line].votes = generator.next() % 5
                tallies[ballot].cast = tallies[ballot].votes.reduce(1) { $0 + $1.votes }
            }
            let election = MarginTestLaws.election(choices(), law)
            let outcome = decideSeats(under: law, of: election, from: tallies, with: decisions)
            let fresh = margins(under: law, of: election, from: tallies, with: decisions, outcome: outcome)
            let found = margins(
                under: law, of: election, from: tallies, with: decisions, outcome: outcome, known: &known)
            #expect(found == fresh, "step \(step)")
            if fresh.first?.margins.isEmpty == false { computed += 1 }
        }
        #expect(computed > 500)
    }

    @Test("Plurality agrees with counting")
    func plurality() throws {
        var law = try MarginTestLaws.house()
        law.tiers = law.tiers.filter { $0.id == "wards" }
        let election = MarginTestLaws.election(choices(), law)
        for votes in rows(of: 3, upTo: 6) where votes.reduce(0, +) > 0 {
            let tallies = [tally(votes, "wards")]
            let outcome = decideSeats(under: law, of: election, from: tallies)
            let found = margins(under: law, of: election, from: tallies, outcome: outcome)
            check(law, election, tallies, changing: 0, try #require(found.first))
        }
    }

    @Test("Just above and exactly half")
    func half() throws {
        let law = try MarginTestLaws.majority()
        let election = MarginTestLaws.election(choices(), law)
        let tallies = [tally([501, 300, 199])]
        let outcome = decideSeats(under: law, of: election, from: tallies)
        let found = try #require(margins(under: law, of: election, from: tallies, outcome: outcome).first)
        // 500 of 1,000 are no majority, 501 of 1,002 neither, 499 of 998 neither.
        #expect(found.margin("a", .winnerLoses, .switched)?.votes == .exact(1))
        #expect(found.margin("a", .winnerLoses, .added)?.votes == .exact(2))
        #expect(found.margin("a", .winnerLoses, .removed)?.votes == .exact(2))
        #expect(found.margin("a", .winnerLoses, .removed)?.after == .result(.runOff(["a", "b"])))
        #expect(found.distances.map(\.wholeVotes) == [0, 201, 302])
    }

    @Test("Nothing to compute says why")
    func gaps() throws {
        let law = try MarginTestLaws.majority()
        let election = MarginTestLaws.election(choices(), law)
        let outcome = decideSeats(under: law, of: election, from: [])
        #expect(margins(under: law, of: election, from: [], outcome: outcome).map(\.gap) == [.noTally])
        let cast = try MarginTestLaws.majority { $0.elected.share = Share(.moreThan, Fraction(1, 2), of: .ballotsCast) }
        var bare = tally([3, 2, 1])
        bare.cast = nil
        let open = decideSeats(under: cast, of: election, from: [bare])
        #expect(margins(under: cast, of: election, from: [bare], outcome: open).map(\.gap) == [.baseUnknown])
    }

    @Test("Several districts: exact, or bounds that hold")
    func districts() throws {
        var law = try MarginTestLaws.lists(seats: 4) {
            $0.districts.kind = .several
            $0.thresholds[0].share = Share(.atLeast, Fraction(1, 5), of: .validVotes)
        }
        law.tiers[0].seats = 4
        let lists = Self.names.map { Choice(id: $0, kind: .list, name: Multilingual($0.rawValue)) }
        let election = Election(
            id: "test", name: Multilingual("Test"), law: "test",
            districts: ["north", "south"].map { District(id: $0, tier: "list", name: Multilingual("D"), seats: 2) },
            choices: lists)
        func tally(_ district: DistrictID, _ votes: [UInt64]) -> Tally {
            Tally(tier: "list", district: district, votes: zip(Self.names, votes).map { Tally.ChoiceVotes($0, $1) })
        }
        func seats(_ tallies: [Tally], _ district: DistrictID, _ list: ChoiceID) -> Int {
            decideSeats(under: law, of: election, from: tallies).lists[0].districts.first { $0.district == district }?
                .byList.first { $0.list == list }?.seats ?? 0
        }
        var exact = 0
        var bounded = 0
        for north in [[5, 4, 1], [9, 3, 4], [4, 4, 3]] as [[UInt64]] {
            for south in [[3, 6, 2], [7, 2, 2], [2, 2, 9]] as [[UInt64]] {
                let tallies = [tally("north", north), tally("south", south)]
                let outcome = decideSeats(under: law, of: election, from: tallies)
                for contest in margins(under: law, of: election, from: tallies, outcome: outcome) {
                    for margin in contest.margins {
                        let list = try #require(margin.subject)
                        let now = seats(tallies, contest.district, list)
                        // The least ballots of any direction in any district that have the effect.
                        var least: UInt64?
                        for index in tallies.indices {
                            let votes = tallies[index].votes.map(\.votes)
                            for change in VoteChange.all(among: 3) where change.kind == margin.kind {
                                for ballots in 0...(change.from.map { votes[$0] } ?? 14) where ballots > 0 {
                                    var changed = tallies
                                    changed[index] = tally(tallies[index].district, change.applied(to: votes, ballots))
                                    let then = seats(changed, contest.district, list)
                                    if margin.effect == .listLoses ? then < now : then > now {
                                        least = min(least ?? ballots, ballots)
                                        break
                                    }
                                }
                            }
                        }
                        switch margin.votes {
                        case .exact(let votes):
                            exact += 1
                            if votes <= 14 || least != nil { #expect(least == votes) }
                        case .bounds(let lower, let upper):
                            bounded += 1
                            if let least {
                                #expect(lower <= least)
                                if let upper { #expect(least <= upper) }
                            }
                        default: Issue.record("\(margin)")
                        }
                    }
                }
            }
        }
        #expect(exact > 0)
        #expect(bounded > 0)
    }
}
