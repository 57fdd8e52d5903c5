public import ElectionModel
public import ElectoralLaw

/// How close every decision of an election was, contest by contest in the order of tiers and districts.
///
/// - Single seats: the first ballot, and the second where it has been voted, each by itself.
/// - Lists in one district: exact, including the movement of threshold and quota.
/// - Lists in several districts under one threshold: exact where no list would cross the threshold sooner, otherwise a
///   proven lower bound and an upper bound that has been tried.
/// - Tiers that depend on others, linked lists and bonus seats: not computed, with the reason.
///
/// - Parameter outcome: what `decideSeats` has decided from the same input.
public func margins(
    under law: Law, of election: Election, from tallies: [Tally], with decisions: Decisions = Decisions(),
    outcome: Outcome
) -> [ContestMargins] {
    var known = KnownMargins()
    return margins(under: law, of: election, from: tallies, with: decisions, outcome: outcome, known: &known)
}

/// The same for a count that goes on.
///
/// - Parameter known: what was computed of the same election before; taken over where everything that it follows from is as it
///   was, and renewed.
public func margins(
    under law: Law, of election: Election, from tallies: [Tally], with decisions: Decisions = Decisions(),
    outcome: Outcome, known: inout KnownMargins
) -> [ContestMargins] {
    known.keep(under: law, of: election, with: decisions)
    let body = BodyMargins(
        law: law, election: election, tallies: tallies, contest: Contest(election, decisions), outcome: outcome)
    return law.tiers.flatMap { body.margins(of: $0, &known) }
}

struct BodyMargins {
    let law: Law
    let election: Election
    let tallies: [Tally]
    let contest: Contest
    let outcome: Outcome

    func margins(of tier: Tier, _ known: inout KnownMargins) -> [ContestMargins] {
        switch tier.rule {
        case .majority(let rule):
            outcome.contests.filter { $0.tier == tier.id }.flatMap { decided in
                let own = tallies.filter { $0.tier == tier.id && $0.district == decided.district }
                return known.margins(decided, own) { margins(rule, tier, decided) }
            }
        case .plurality(let rule):
            outcome.contests.filter { $0.tier == tier.id }.map { margins(rule, tier, $0) }
        case .lists(let rule): margins(rule, tier)
        case .appointed: []
        }
    }

    func tally(_ tier: TierID, _ district: DistrictID, round: Int) -> Tally? {
        tallies.first { $0.tier == tier && $0.district == district && $0.round == round }
    }

    private func margins(_ rule: MajorityRule, _ tier: Tier, _ decided: ContestOutcome) -> [ContestMargins] {
        var first = ContestMargins(tier.id, decided.district)
        guard let tally = tally(tier.id, decided.district, round: 1) else {
            first.gap = decided.winner == nil ? .noTally : .noVote
            return [first]
        }
        var recorder = NoRecorder()
        func result(_ decision: SingleSeatDecision) -> ContestOutcome.Result {
            switch decision.result {
            case .elected(let winner, let round): .elected([winner], round: round)
            case .runOff(let finalists): .runOff(finalists)
            case .open(let reason): .open(reason)
            case .tied: .open(.tie)
            }
        }
        func decide(_ first: Tally, _ second: Tally?) -> ContestOutcome.Result {
            result(
                contest.decide(
                    rule, college: tier.college, tier: tier.id, district: decided.district, candidates: [],
                    first: first, second: second, &recorder))
        }
        if let gap = gap(decided, decide(tally, nil)) {
            first.gap = gap
            return [first]
        }
        let ballot = SeatContest(
            tally, isAgainstAll: contest.isAgainstAll, seats: 1,
            sharesOfVotes: [rule.elected.share, rule.elected.and, rule.runOff?.qualify.share],
            sharesOfCast: [rule.turnout?.needs, tier.college?.validVote]
        ) { decide($0, nil) }
        first.margins = ballot.margins(SeatContest.questions(about: decide(tally, nil)))
        first.distances = ballot.distances(ballot.sharesOfVotes)
        guard let runOff = rule.runOff, !decided.finalists.isEmpty,
            let second = self.tally(tier.id, decided.district, round: 2)
        else { return [first] }
        var last = ContestMargins(tier.id, decided.district, round: 2)
        let now = decide(tally, second)
        if let gap = gap(decided, now) {
            last.gap = gap
            return [first, last]
        }
        let runOffBallot = SeatContest(
            second, isAgainstAll: contest.isAgainstAll, seats: 1, sharesOfVotes: [runOff.elected.share],
            sharesOfCast: [runOff.turnout?.needs]
        ) { decide(tally, $0) }
        last.margins = runOffBallot.margins(SeatContest.questions(about: now))
        last.distances = runOffBallot.distances(runOffBallot.sharesOfVotes)
        return [first, last]
    }

    private func margins(_ rule: PluralityRule, _ tier: Tier, _ decided: ContestOutcome) -> ContestMargins {
        var result = ContestMargins(tier.id, decided.district)
        guard let tally = tally(tier.id, decided.district, round: 1) else {
            result.gap = decided.winner == nil ? .noTally : .noVote
            return result
        }
        let seats = election.districts.first { $0.id == decided.district && $0.tier == tier.id }?.seats ?? 1
        var recorder = NoRecorder()
        func decide(_ tally: Tally) -> ContestOutcome.Result {
            let decision = contest.decide(
                rule, tier: tier.id, district: decided.district, seats: seats, candidates: [], tally: tally, &recorder)
            // Those who are surely elected count even while other seats are open.
            return decision.elected.isEmpty ? .open(decision.open ?? .vacant) : .elected(decision.elected, round: 1)
        }
        let now = decide(tally)
        if let gap = gap(decided, now) {
            result.gap = gap
            return result
        }
        let ballot = SeatContest(
            tally, isAgainstAll: contest.isAgainstAll, seats: seats, sharesOfVotes: [rule.least], sharesOfCast: [],
            decide: decide)
        result.margins = ballot.margins(SeatContest.questions(about: now))
        result.distances = ballot.distances(ballot.sharesOfVotes)
        return result
    }

    /// Why no number of votes could have changed a decision.
    private func gap(_ decided: ContestOutcome, _ now: ContestOutcome.Result) -> MarginGap? {
        if contest.isAnnulled(decided.tier, decided.district) != nil { return .noVote }
        switch now {
        case .open(.baseUnknown): return .baseUnknown
        case .open(.postponed): return .noVote
        default: return nil
        }
    }
}
