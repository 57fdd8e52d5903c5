import ElectionModel
import ElectoralLaw

/// Who won the seats of a plurality or block-vote district.
struct PluralityDecision {
    var elected: [ChoiceID] = []
    var tie: Tie?
    var open: OpenReason?
}

extension Contest {
    /// Most votes win; with several seats, the first so many.
    func decide<R: Recorder>(
        _ rule: PluralityRule, tier: TierID, district: DistrictID, seats: Int, candidates: [ChoiceID], tally: Tally?,
        _ recorder: inout R
    ) -> PluralityDecision {
        if let annulment = isAnnulled(tier, district) {
            recorder.add { Step(.annulled, cites: rule.cites, [Figure("act", .text(annulment.act))]) }
            return PluralityDecision(open: .repeatElection)
        }
        let standing = (tally?.votes.map(\.choice) ?? candidates).filter {
            !isAgainstAll($0) && !hasWithdrawn($0, beforeRound: 1)
        }
        if standing.count <= seats, let uncontested = rule.uncontested {
            let figures = [Figure("among", .choices(standing))]
            switch uncontested.then {
            case .elected:
                recorder.add { Step(.uncontestedElected, cites: uncontested.cites, figures) }
                return PluralityDecision(elected: standing, open: standing.count < seats ? .vacant : nil)
            case .postponed:
                recorder.add { Step(.uncontestedPostponed, cites: uncontested.cites, figures) }
                return PluralityDecision(open: .postponed)
            case .vote:
                recorder.add { Step(.uncontestedVote, cites: uncontested.cites, figures) }
            }
        }
        guard let tally else { return PluralityDecision(open: .noTally) }
        let allowed = Set(standing)
        var pool = tally.votes.enumerated().filter { allowed.contains($0.element.choice) && $0.element.votes > 0 }
            .sorted { ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset) }.map(\.element)
        if let least = rule.least {
            guard let base = tally.amount(of: least.base, againstAll: isAgainstAll) else {
                recorder.add { Step(.baseUnknown, cites: rule.cites, [Figure("base", .base(least.base))]) }
                return PluralityDecision(open: .baseUnknown)
            }
            for line in pool.prefix(seats) where !least.isMet(by: line.votes, outOf: base) {
                recorder.add {
                    Step(
                        .leastShareMissed, cites: rule.cites,
                        [
                            Figure("candidate", .choice(line.choice)), Figure("votes", .count(line.votes)),
                            Figure("share", .share(least)), Figure("baseVotes", .count(base)),
                        ])
                }
            }
            pool.removeAll { !least.isMet(by: $0.votes, outOf: base) }
        }
        if rule.againstAll?.preventsElection == true,
            let againstAll = tally.votes.first(where: { isAgainstAll($0.choice) })?.votes
        {
            for line in pool.prefix(seats) where line.votes <= againstAll {
                recorder.add {
                    Step(
                        .againstAllAhead, cites: rule.againstAll?.cites ?? rule.cites,
                        [
                            Figure("candidate", .choice(line.choice)), Figure("votes", .count(line.votes)),
                            Figure("againstAll", .count(againstAll)),
                        ])
                }
            }
            pool.removeAll { $0.votes <= againstAll }
        }
        guard pool.count > seats else {
            for line in pool { recordWin(line, next: 0, rule, &recorder) }
            return PluralityDecision(elected: pool.map(\.choice), open: pool.count < seats ? .vacant : nil)
        }
        let edge = pool[seats - 1].votes
        var elected = pool.prefix(seats).filter { $0.votes > edge }
        for line in elected { recordWin(line, next: pool[seats].votes, rule, &recorder) }
        guard pool[seats].votes == edge else {
            for line in pool.prefix(seats).dropFirst(elected.count) {
                recordWin(line, next: pool[seats].votes, rule, &recorder)
                elected.append(line)
            }
            return PluralityDecision(elected: elected.map(\.choice))
        }
        let tied = pool.filter { $0.votes == edge }.map(\.choice)
        let question = TieQuestion(
            tier: tier, district: district, places: .seats, number: seats - elected.count, among: tied,
            rules: rule.ties, cites: rule.cites)
        switch resolve(question, &recorder) {
        case .broken(let chosen): return PluralityDecision(elected: elected.map(\.choice) + chosen)
        case .open(let tie, let certain):
            return PluralityDecision(elected: elected.map(\.choice) + certain, tie: tie, open: .tie)
        case .repeatElection: return PluralityDecision(elected: elected.map(\.choice), open: .repeatElection)
        }
    }

    private func recordWin<R: Recorder>(
        _ line: Tally.ChoiceVotes, next: UInt64, _ rule: PluralityRule, _ recorder: inout R
    ) {
        recorder.add {
            Step(
                .pluralityWon, cites: rule.cites,
                [
                    Figure("candidate", .choice(line.choice)), Figure("votes", .count(line.votes)),
                    Figure("nextVotes", .count(next)),
                ])
        }
    }
}
