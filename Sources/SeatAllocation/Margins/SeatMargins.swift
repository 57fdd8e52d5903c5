import ElectionModel
import ElectoralLaw

/// A contest for one seat, or for several by most votes, whose decision can be asked for with other votes.
struct SeatContest {
    var figures: ContestFigures
    var tally: Tally
    var seats: Int
    /// Shares that each choice's votes are held against.
    var sharesOfVotes: [Share]
    /// Shares that the ballots cast are held against.
    var sharesOfCast: [Share]
    /// What the law decides from a tally.
    var decide: (Tally) -> ContestOutcome.Result

    init(
        _ tally: Tally, isAgainstAll: (ChoiceID) -> Bool, seats: Int, sharesOfVotes: [Share?], sharesOfCast: [Share?],
        decide: @escaping (Tally) -> ContestOutcome.Result
    ) {
        figures = ContestFigures(tally, isAgainstAll: isAgainstAll)
        self.tally = tally
        self.seats = seats
        self.sharesOfVotes = sharesOfVotes.compactMap(\.self)
        self.sharesOfCast = sharesOfCast.compactMap(\.self)
        self.decide = decide
    }

    /// Everything that a decision by majority or plurality looks at: who has more votes than whom, who has any, and which
    /// shares are met. Each is a comparison of numbers that change evenly with the ballots; ties are broken by what does
    /// not change at all.
    struct Pattern: Equatable {
        var ranks: [Int]
        var met: [Bool]
    }

    func pattern(_ figures: ContestFigures) -> Pattern {
        let votes = figures.votes
        var pattern = Pattern(ranks: [], met: [])
        pattern.ranks.reserveCapacity(votes.count)
        pattern.met.reserveCapacity(votes.count * (sharesOfVotes.count + 1) + sharesOfCast.count)
        for mine in votes {
            var above = 0
            for other in votes where other > mine { above += 1 }
            pattern.ranks.append(above)
            pattern.met.append(mine > 0)
        }
        for share in sharesOfVotes {
            guard let base = figures.amount(of: share.base) else { continue }
            for mine in votes { pattern.met.append(share.isMet(by: mine, outOf: base)) }
        }
        for share in sharesOfCast {
            guard let base = figures.amount(of: share.base), let cast = figures.cast else { continue }
            pattern.met.append(share.isMet(by: cast, outOf: base))
        }
        return pattern
    }

    func result(_ figures: ContestFigures) -> ContestOutcome.Result {
        var changed = tally
        for index in changed.votes.indices { changed.votes[index].votes = figures.votes[index] }
        // Where only the invalid ballots are given, the ballots cast follow from them.
        if changed.cast != nil { changed.cast = figures.cast }
        return decide(changed)
    }

    /// What is looked for: for whom, and whether a result is it.
    struct Question {
        var subject: ChoiceID?
        var effect: Margin.Effect
        var isAnswered: (ContestOutcome.Result) -> Bool
    }

    /// For each question and kind of change the least number of ballots, over all single directions.
    func margins(_ questions: [Question]) -> [Margin] {
        let shares = (sharesOfVotes + sharesOfCast).map(\.fraction)
        var result: [Margin] = []
        for kind in MarginKind.allCases {
            var best = questions.map {
                Margin(subject: $0.subject, effect: $0.effect, kind: kind, votes: .impossible)
            }
            var least = questions.map { _ in UInt64.max }
            for change in VoteChange.all(among: figures.votes.count) where change.kind == kind {
                let most = figures.mostBallots(change, seats: seats, shares: shares)
                func limit() -> UInt64 { least.reduce(0) { max($0, $1 - 1) } }
                walk(
                    upTo: min(most, limit()),
                    evaluate: { (ballots: UInt64) -> (pattern: Pattern, figures: ContestFigures) in
                        let changed = figures.changed(by: change, ballots)
                        return (pattern(changed), changed)
                    },
                    same: { $0.pattern == $1.pattern },
                    visit: { ballots, state in
                        guard ballots <= limit() else { return false }
                        let after = self.result(state.figures)
                        for index in questions.indices
                        where ballots < least[index] && questions[index].isAnswered(after) {
                            least[index] = ballots
                            best[index].votes = .exact(ballots)
                            best[index].from = change.from.map { tally.votes[$0].choice }
                            best[index].to = change.to.map { tally.votes[$0].choice }
                            best[index].after = .result(after)
                        }
                        return true
                    })
            }
            // "This one is elected" is a number of comparisons that all hold. No mixture breaks one of them sooner than the
            // single direction that moves it most. Several seats can be lost by being overtaken several times.
            for index in best.indices where best[index].effect == .winnerLoses && seats == 1 {
                best[index].boundMixture(atLeast: least[index])
            }
            result += best
        }
        return result
    }

    /// The questions that fit what was decided.
    static func questions(about result: ContestOutcome.Result) -> [Question] {
        func isElected(_ result: ContestOutcome.Result) -> Bool {
            if case .elected = result { true } else { false }
        }
        switch result {
        case .elected(let winners, _):
            return winners.map { winner in
                Question(subject: winner, effect: .winnerLoses) { !elected(in: $0).contains(winner) }
            } + [
                Question(subject: nil, effect: .anotherElected) { !elected(in: $0).allSatisfy(winners.contains) }
            ]
        case .runOff(let finalists):
            return [
                Question(subject: nil, effect: .somebodyElected, isAnswered: isElected),
                Question(subject: nil, effect: .finalistsChange) { after in
                    if case .runOff(let others) = after { return Set(others) != Set(finalists) }
                    return !isElected(after)
                },
            ]
        case .open:
            return [Question(subject: nil, effect: .somebodyElected, isAnswered: isElected)]
        }
    }

    private static func elected(in result: ContestOutcome.Result) -> [ChoiceID] {
        if case .elected(let winners, _) = result { winners } else { [] }
    }

    /// How far each choice stands from each share; against all is left out.
    func distances(_ shares: [Share]) -> [Distance] {
        shares.flatMap { share -> [Distance] in
            guard let base = figures.amount(of: share.base) else { return [] }
            return tally.votes.indices.filter { !figures.isAgainstAll[$0] }.map {
                Distance(tally.votes[$0].choice, tally.votes[$0].votes, share, of: base)
            }
        }
    }
}
