import ElectionModel
import ElectoralLaw
import SeatAllocation

/// Claims about single seats by majority and about seats by most votes.
///
/// The turnout that a law asks for is no claim about marks: it follows from the number of cards, which every audit here
/// trusts, and from the register.
struct SeatClaims {
    let againstAll: Set<ChoiceID>
    let decisions: Decisions

    private func stands(_ choice: ChoiceID, round: Int = 1) -> Bool {
        !againstAll.contains(choice)
            && !decisions.withdrawals.contains { $0.choice == choice && $0.round <= round }
    }

    /// First and second ballot of one seat, as far as each has decided something.
    func majority(
        _ rule: MajorityRule, college: College?, outcome: ContestOutcome, first: Tally?, second: Tally?
    ) -> [ContestClaims] {
        guard let first else { return [] }
        var one = ContestClaims(first, choices: first.votes.map(\.choice), againstAll: againstAll)
        if college != nil { one.gap = .collegeVote }
        var result: [ContestClaims] = []
        switch outcome.result {
        case .elected(let winners, round: 1): firstRoundWin(rule, winners, &one)
        case .elected, .runOff: finalists(rule, outcome.finalists, first, &one)
        case .open(.repeatElection), .open(.vacant):
            if outcome.finalists.isEmpty {
                nobodyElected(rule, first.votes.map(\.choice).filter { stands($0) }, first, &one)
            } else {
                finalists(rule, outcome.finalists, first, &one)
            }
        case .open(.tie): one.gap = one.gap ?? .onTheLine
        case .open: break
        }
        one.check()
        result.append(one)
        if let second, !outcome.finalists.isEmpty {
            var two = ContestClaims(second, choices: second.votes.map(\.choice), againstAll: againstAll)
            if college != nil { two.gap = .collegeVote }
            if case .elected(let winners, round: 2) = outcome.result, let winner = winners.first {
                for other in two.choices where other != winner && stands(other, round: 2) {
                    two.claims.append(.moreVotes(winner, than: other))
                }
                if let share = rule.runOff?.elected.share { two.claims.append(met(share, winner)) }
            }
            if case .open(.tie) = outcome.result { two.gap = two.gap ?? .onTheLine }
            two.check()
            result.append(two)
        }
        return result
    }

    private func met(_ share: Share, _ choice: ChoiceID) -> Claim { .share(choice, share.fraction, of: share.base) }

    private func missed(_ share: Share, _ choice: ChoiceID) -> Claim {
        .shareMissed(choice, share.fraction, of: share.base)
    }

    private func firstRoundWin(_ rule: MajorityRule, _ winners: [ChoiceID], _ contest: inout ContestClaims) {
        guard winners.count == 1, let winner = winners.first else { return }
        contest.claims.append(met(rule.elected.share, winner))
        if let and = rule.elected.and { contest.claims.append(met(and, winner)) }
        for other in contest.choices where other != winner {
            let isRival = stands(other) && rule.elected.share.fraction < Fraction(1, 2)
            let mustBeBeaten = againstAll.contains(other) && rule.againstAll?.preventsElection == true
            if isRival || mustBeBeaten { contest.claims.append(.moreVotes(winner, than: other)) }
        }
    }

    /// Those who go on, and that nobody was elected.
    private func finalists(
        _ rule: MajorityRule, _ finalists: [ChoiceID], _ first: Tally, _ contest: inout ContestClaims
    ) {
        guard let qualify = rule.runOff?.qualify, finalists.count >= min(2, qualify.top) else { return }
        let round = rule.runOff?.onWithdrawal == .nextMovesUp ? 2 : 1
        let others = contest.choices.filter { stands($0, round: round) && !finalists.contains($0) }
        // Somebody with less than every finalist has less of each share than they have.
        let leftBySecond = contest.choices.filter { stands($0) && !stands($0, round: round) }
        let byRank = finalists.count <= qualify.top
        nobodyElected(rule, finalists + leftBySecond + (byRank ? [] : others), first, &contest)
        if let share = qualify.share {
            contest.claims += others.map { missed(share, $0) }
            if !byRank { contest.claims += finalists.map { met(share, $0) } }
        }
        guard byRank else { return }
        for finalist in finalists {
            contest.claims += others.map { .moreVotes(finalist, than: $0) }
        }
    }

    /// For each candidate the claim that stands farthest from its line, of those that keep it from being elected.
    private func nobodyElected(
        _ rule: MajorityRule, _ candidates: [ChoiceID], _ first: Tally, _ contest: inout ContestClaims
    ) {
        for candidate in candidates {
            var ways = [missed(rule.elected.share, candidate)]
            if let and = rule.elected.and { ways.append(missed(and, candidate)) }
            if rule.againstAll?.preventsElection == true {
                ways += contest.choices.filter(againstAll.contains).map { .moreVotes($0, than: candidate) }
            }
            let counted = contest.reported
            let best = ways.compactMap { claim -> (claim: Claim, margin: Fraction)? in
                guard counted.cards > 0 else { return nil }
                let assertion = Assertion(
                    claim, ballot: contest.choices, againstAll: againstAll, cards: counted.cards,
                    registered: contest.registered)
                return assertion.map { (claim, $0.margin(counted, cards: counted.cards)) }
            }.max { $0.margin < $1.margin }
            contest.claims.append(best?.claim ?? ways[0])
        }
    }

    /// Seats by most votes, one mark on a ballot.
    func plurality(_ rule: PluralityRule, outcome: ContestOutcome, tally: Tally?) -> [ContestClaims] {
        guard let tally else { return [] }
        var contest = ContestClaims(tally, choices: tally.votes.map(\.choice), againstAll: againstAll)
        if rule.votesPerBallot > 1 { contest.gap = .blockVote }
        switch outcome.result {
        case .elected(let winners, _):
            for winner in winners {
                if let least = rule.least { contest.claims.append(met(least, winner)) }
                for other in contest.choices where !winners.contains(other) {
                    let mustBeBeaten = againstAll.contains(other) && rule.againstAll?.preventsElection == true
                    if stands(other) || mustBeBeaten { contest.claims.append(.moreVotes(winner, than: other)) }
                }
            }
        case .open(.tie): contest.gap = contest.gap ?? .onTheLine
        case .open, .runOff: break
        }
        contest.check()
        return [contest]
    }
}
