import ElectionModel
import ElectoralLaw

extension Contest {
    /// Nobody was elected in the first ballot: whether there is a second one, who is in it, and who won it.
    func runOff<R: Recorder>(
        _ rule: MajorityRule, _ tier: TierID, _ district: DistrictID, _ first: Tally, _ standing: Int,
        _ second: Tally?, _ recorder: inout R
    ) -> SingleSeatDecision {
        guard let runOff = rule.runOff else { return noRunOff(rule, rule.cites, standing, &recorder) }
        if runOff.calledWhen == .moreThanTwoCandidates, standing <= 2 {
            return noRunOff(rule, runOff.cites, standing, &recorder)
        }
        switch qualified(rule, runOff, tier, district, first, &recorder) {
        case .tied(let tie): return SingleSeatDecision(result: .tied(tie))
        case .repeatElection: return SingleSeatDecision(result: .open(.repeatElection))
        case .baseUnknown: return SingleSeatDecision(result: .open(.baseUnknown))
        case .finalists(let finalists):
            guard !finalists.isEmpty else { return noRunOff(rule, runOff.cites, standing, &recorder) }
            if finalists.count == 1, let settled = oneLeft(runOff, finalists, &recorder) { return settled }
            guard let second else {
                recorder.add { Step(.runOffCalled, cites: runOff.cites, [Figure("finalists", .choices(finalists))]) }
                return SingleSeatDecision(result: .runOff(finalists), finalists: finalists)
            }
            let result = secondBallot(rule, runOff, tier, district, finalists, second, &recorder)
            return SingleSeatDecision(result: result, finalists: finalists)
        }
    }

    /// What the law says of a second ballot with one candidate; nil where that one is voted on.
    private func oneLeft<R: Recorder>(
        _ runOff: MajorityRule.RunOff, _ finalists: [ChoiceID], _ recorder: inout R
    ) -> SingleSeatDecision? {
        guard let oneLeft = runOff.oneLeft else { return nil }
        let figures = [Figure("among", .choices(finalists))]
        switch oneLeft.then {
        case .repeatElection:
            recorder.add { Step(.repeatElection, cites: oneLeft.cites, figures) }
            return SingleSeatDecision(result: .open(.repeatElection), finalists: finalists)
        case .elected:
            recorder.add { Step(.uncontestedElected, cites: oneLeft.cites, figures) }
            return SingleSeatDecision(result: .elected(finalists[0], round: 2), finalists: finalists)
        case .vote:
            recorder.add { Step(.uncontestedVote, cites: oneLeft.cites, figures) }
            return nil
        }
    }

    private func noRunOff<R: Recorder>(
        _ rule: MajorityRule, _ cites: [Citation], _ standing: Int, _ recorder: inout R
    ) -> SingleSeatDecision {
        recorder.add {
            Step(.runOffNotCalled, cites: cites, [Figure("candidates", .count(UInt64(standing)))])
        }
        let vacant = rule.otherwise == .vacant
        recorder.add { Step(vacant ? .seatVacant : .repeatElection, cites: rule.cites) }
        return SingleSeatDecision(result: .open(vacant ? .vacant : .repeatElection))
    }

    private enum Qualified {
        case finalists([ChoiceID])
        case tied(Tie)
        case repeatElection
        case baseUnknown
    }

    /// Those who go on, in the order of their votes.
    private func qualified<R: Recorder>(
        _ rule: MajorityRule, _ runOff: MajorityRule.RunOff, _ tier: TierID, _ district: DistrictID, _ first: Tally,
        _ recorder: inout R
    ) -> Qualified {
        let order = ranked(first)
        if let share = runOff.qualify.share {
            guard let base = first.amount(of: share.base, againstAll: isAgainstAll) else {
                recorder.add { Step(.baseUnknown, cites: runOff.qualify.cites, [Figure("base", .base(share.base))]) }
                return .baseUnknown
            }
            let reached = order.filter { share.isMet(by: $0.votes, outOf: base) }
            if reached.count >= runOff.qualify.top {
                recorder.add {
                    Step(
                        .qualifiedByShare, cites: runOff.qualify.cites,
                        [
                            Figure("finalists", .choices(reached.map(\.choice))), Figure("share", .share(share)),
                            Figure("baseVotes", .count(base)),
                            Figure("needed", .count(share.leastVotes(outOf: base))),
                        ])
                }
                let remaining = reached.map(\.choice).filter { !hasWithdrawn($0, beforeRound: 2) }
                recordWithdrawals(reached.map(\.choice), runOff, &recorder)
                return .finalists(remaining)
            }
        }
        // Whoever withdrew leaves the place to the next one only where the law says so.
        let movesUp = runOff.onWithdrawal == .nextMovesUp
        let pool = movesUp && anyWithdrawals ? order.filter { !hasWithdrawn($0.choice, beforeRound: 2) } : order
        if movesUp, anyWithdrawals {
            recordWithdrawals(order.prefix(runOff.qualify.top).map(\.choice), runOff, &recorder)
        }
        let places = min(runOff.qualify.top, pool.count)
        guard places > 0 else { return .finalists([]) }
        var finalists = pool.prefix(places).map(\.choice)
        let edge = pool[places - 1].votes
        if pool.count > places, pool[places].votes == edge {
            let certain = pool.filter { $0.votes > edge }.map(\.choice)
            let tied = pool.filter { $0.votes == edge }.map(\.choice)
            let question = TieQuestion(
                tier: tier, district: district, places: .finalists, number: places - certain.count, among: tied,
                rules: rule.ties, cites: rule.cites)
            switch resolve(question, &recorder) {
            case .broken(let chosen): finalists = certain + chosen
            case .open(let tie, _): return .tied(tie)
            case .repeatElection: return .repeatElection
            }
        }
        recorder.add {
            Step(
                .qualifiedByRank, cites: runOff.qualify.cites,
                [
                    Figure("finalists", .choices(finalists)),
                    Figure("lastVotes", .count(edge)),
                    Figure("nextVotes", .count(pool.count > places ? pool[places].votes : 0)),
                ])
        }
        if !movesUp, anyWithdrawals {
            recordWithdrawals(finalists, runOff, &recorder)
            finalists.removeAll { hasWithdrawn($0, beforeRound: 2) }
        }
        return .finalists(finalists)
    }

    private func recordWithdrawals<R: Recorder>(
        _ finalists: [ChoiceID], _ runOff: MajorityRule.RunOff, _ recorder: inout R
    ) {
        for id in finalists where hasWithdrawn(id, beforeRound: 2) {
            let code = runOff.onWithdrawal == .nextMovesUp ? StepCode.movedUp : .withdrew
            recorder.add { Step(code, cites: runOff.cites, [Figure("candidate", .choice(id))]) }
        }
    }

    private func secondBallot<R: Recorder>(
        _ rule: MajorityRule, _ runOff: MajorityRule.RunOff, _ tier: TierID, _ district: DistrictID,
        _ finalists: [ChoiceID], _ tally: Tally, _ recorder: inout R
    ) -> SingleSeatDecision.Result {
        if !isBallot(tally, of: finalists) {
            recorder.add {
                Step(
                    .secondBallotDiffers, cites: runOff.cites,
                    [
                        Figure("finalists", .choices(finalists)),
                        Figure("onBallot", .choices(tally.votes.map(\.choice).filter { !isAgainstAll($0) })),
                    ])
            }
        }
        switch turnoutMet(runOff.turnout, tally, &recorder) {
        case nil: return .open(.baseUnknown)
        case .some(.met): break
        case .some(.missed(let otherwise)): return .open(otherwise == .vacant ? .vacant : .repeatElection)
        }
        let counted = ranked(tally)
        guard let best = counted.first?.votes, best > 0 else {
            recorder.add { Step(.nobodyElected, cites: runOff.elected.cites, [Figure("base", .count(tally.valid))]) }
            return .open(.repeatElection)
        }
        let winner = counted[0].choice
        if let share = runOff.elected.share {
            guard let base = tally.amount(of: share.base, againstAll: isAgainstAll) else {
                recorder.add { Step(.baseUnknown, cites: runOff.elected.cites, [Figure("base", .base(share.base))]) }
                return .open(.baseUnknown)
            }
            guard share.isMet(by: best, outOf: base) else {
                recorder.add {
                    Step(
                        .runOffShareMissed, cites: runOff.elected.cites,
                        [
                            Figure("candidate", .choice(winner)), Figure("votes", .count(best)),
                            Figure("share", .share(share)), Figure("baseVotes", .count(base)),
                        ])
                }
                return .open(.repeatElection)
            }
        }
        if counted.count > 1, counted[1].votes == best {
            let leaders = counted.prefix { $0.votes == best }.map(\.choice)
            recorder.add {
                Step(
                    .runOffTied, cites: runOff.cites,
                    [Figure("among", .choices(leaders)), Figure("votes", .count(best))])
            }
            let question = TieQuestion(
                tier: tier, district: district, places: .seats, number: 1, among: leaders, rules: runOff.ties,
                cites: runOff.cites)
            switch resolve(question, &recorder) {
            case .broken(let chosen): return .elected(chosen[0], round: 2)
            case .open(let tie, _): return .tied(tie)
            case .repeatElection: return .open(.repeatElection)
            }
        }
        let other = counted.count > 1 ? counted[1].votes : 0
        recorder.add {
            Step(
                .runOffWon, cites: runOff.elected.cites,
                [
                    Figure("candidate", .choice(winner)), Figure("votes", .count(best)),
                    Figure("otherVotes", .count(other)),
                ])
        }
        return .elected(winner, round: 2)
    }
}
