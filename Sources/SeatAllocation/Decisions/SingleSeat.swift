import ElectionModel
import ElectoralLaw

/// The decision of one single-member district by a majority rule.
struct SingleSeatDecision {
    enum Result {
        case elected(ChoiceID, round: Int)
        case runOff([ChoiceID])
        case open(OpenReason)
        case tied(Tie)
    }

    var result: Result
    var finalists: [ChoiceID] = []
}

extension Contest {
    /// Decides one district from its ballots.
    ///
    /// - Parameters:
    ///   - candidates: those on the register in this district, in ballot order; used only where there is no tally.
    ///   - first, second: the tallies of the two ballots, as far as they have been voted.
    func decide<R: Recorder>(
        _ rule: MajorityRule, college: College?, tier: TierID, district: DistrictID, candidates: [ChoiceID],
        first: Tally?, second: Tally?, _ recorder: inout R
    ) -> SingleSeatDecision {
        if let annulment = isAnnulled(tier, district) {
            recorder.add { Step(.annulled, cites: rule.cites, [Figure("act", .text(annulment.act))]) }
            return SingleSeatDecision(result: .open(.repeatElection))
        }
        if let open = stationsAnnulled(rule, tier, district, &recorder) {
            return SingleSeatDecision(result: .open(open))
        }
        var standing = 0
        if let first {
            standing = everybodyStands ? first.votes.count : first.votes.count { stands($0.choice) }
        } else {
            standing = candidates.count { stands($0) }
        }
        if standing < 2 {
            let ballot = first?.votes.map(\.choice) ?? candidates
            if let settled = uncontested(rule, ballot.filter(stands), &recorder) {
                return SingleSeatDecision(result: settled)
            }
        }
        guard let first else { return SingleSeatDecision(result: .open(.noTally)) }
        if let missed = collegeMissed(college, first, &recorder) { return SingleSeatDecision(result: .open(missed)) }
        switch turnoutMet(rule.turnout, first, &recorder) {
        case nil: return SingleSeatDecision(result: .open(.baseUnknown))
        case .some(.met): break
        case .some(.missed(let otherwise)):
            guard otherwise == .runOff else {
                return SingleSeatDecision(result: .open(otherwise == .vacant ? .vacant : .repeatElection))
            }
            return runOff(rule, tier, district, first, standing, second, &recorder)
        }
        switch firstBallot(rule, tier, district, first, &recorder) {
        case .elected(let winner): return SingleSeatDecision(result: .elected(winner, round: 1))
        case .tied(let tie): return SingleSeatDecision(result: .tied(tie))
        case .baseUnknown: return SingleSeatDecision(result: .open(.baseUnknown))
        case .repeatElection: return SingleSeatDecision(result: .open(.repeatElection))
        case .nobody: return runOff(rule, tier, district, first, standing, second, &recorder)
        }
    }

    private enum FirstBallot {
        case elected(ChoiceID)
        case nobody
        case tied(Tie)
        case baseUnknown
        case repeatElection
    }

    private func firstBallot<R: Recorder>(
        _ rule: MajorityRule, _ tier: TierID, _ district: DistrictID, _ tally: Tally, _ recorder: inout R
    ) -> FirstBallot {
        let share = rule.elected.share
        guard let base = tally.amount(of: share.base, againstAll: isAgainstAll) else {
            recorder.add { Step(.baseUnknown, cites: rule.elected.cites, [Figure("base", .base(share.base))]) }
            return .baseUnknown
        }
        var best: UInt64 = 0
        var leading: Int?
        var equalLeaders = 0
        var againstAll: UInt64?
        for position in tally.votes.indices {
            let votes = tally.votes[position].votes
            if !everybodyStands, isAgainstAll(tally.votes[position].choice) {
                againstAll = votes
            } else if !everybodyStands, hasWithdrawn(tally.votes[position].choice, beforeRound: 1) {
                continue
            } else if votes > best {
                best = votes
                leading = position
                equalLeaders = 1
            } else if votes == best {
                equalLeaders += 1
            }
        }
        guard let leader = leading.map({ tally.votes[$0].choice }) else {
            recorder.add { Step(.nobodyElected, cites: rule.elected.cites, [Figure("base", .count(base))]) }
            return .nobody
        }
        let figures = {
            [
                Figure("candidate", .choice(leader)), Figure("votes", .count(best)), Figure("share", .share(share)),
                Figure("baseVotes", .count(base)), Figure("needed", .count(share.leastVotes(outOf: base))),
            ]
        }
        guard share.isMet(by: best, outOf: base) else {
            recorder.add { Step(.shareMissed, cites: rule.elected.cites, figures()) }
            return .nobody
        }
        if let and = rule.elected.and {
            guard let second = tally.amount(of: and.base, againstAll: isAgainstAll) else {
                recorder.add { Step(.baseUnknown, cites: rule.elected.cites, [Figure("base", .base(and.base))]) }
                return .baseUnknown
            }
            guard and.isMet(by: best, outOf: second) else {
                recorder.add {
                    Step(
                        .secondConditionMissed, cites: rule.elected.cites,
                        [
                            Figure("candidate", .choice(leader)), Figure("votes", .count(best)),
                            Figure("share", .share(and)), Figure("baseVotes", .count(second)),
                            Figure("needed", .count(and.leastVotes(outOf: second))),
                        ])
                }
                return .nobody
            }
        }
        if let rule = rule.againstAll, rule.preventsElection, let againstAll, againstAll >= best {
            recorder.add {
                Step(
                    .againstAllAhead, cites: rule.cites,
                    [
                        Figure("candidate", .choice(leader)), Figure("votes", .count(best)),
                        Figure("againstAll", .count(againstAll)),
                    ])
            }
            return .nobody
        }
        if equalLeaders > 1 {
            let leaders = tally.votes.filter { $0.votes == best && stands($0.choice) }.map(\.choice)
            let question = TieQuestion(
                tier: tier, district: district, places: .seats, number: 1, among: leaders, rules: rule.ties,
                cites: rule.cites)
            switch resolve(question, &recorder) {
            case .broken(let chosen): return .elected(chosen[0])
            case .open(let tie, _): return .tied(tie)
            case .repeatElection: return .repeatElection
            }
        }
        recorder.add { Step(.elected, cites: rule.elected.cites, figures()) }
        return .elected(leader)
    }

    /// Why the seat stays open after the vote was declared void at some stations; nil where the others decide.
    private func stationsAnnulled<R: Recorder>(
        _ rule: MajorityRule, _ tier: TierID, _ district: DistrictID, _ recorder: inout R
    ) -> OpenReason? {
        guard let annulment = annulledStations(tier, district), let stations = annulment.stations else { return nil }
        let cites = rule.annulledStations?.cites ?? rule.cites
        recorder.add {
            Step(
                .annulled, cites: cites,
                [
                    Figure("act", .text(annulment.act)), count("stations", stations.annulled),
                    count("allStations", stations.all),
                ])
        }
        guard let annulled = rule.annulledStations else { return nil }
        if let wholeFrom = annulled.wholeFrom, stations.all > 0,
            Fraction(stations.annulled, over: stations.all) >= wholeFrom
        {
            return .repeatElection
        }
        return annulled.then == .votedAgain ? .postponed : nil
    }

    private func uncontested<R: Recorder>(
        _ rule: MajorityRule, _ standing: [ChoiceID], _ recorder: inout R
    ) -> SingleSeatDecision.Result? {
        guard let uncontested = rule.uncontested else { return nil }
        let figures = [Figure("among", .choices(standing))]
        switch uncontested.then {
        case .postponed:
            recorder.add { Step(.uncontestedPostponed, cites: uncontested.cites, figures) }
            return .open(.postponed)
        case .elected:
            guard let only = standing.first else { return .open(.vacant) }
            recorder.add { Step(.uncontestedElected, cites: uncontested.cites, figures) }
            return .elected(only, round: 1)
        case .vote:
            recorder.add { Step(.uncontestedVote, cites: uncontested.cites, figures) }
            return nil
        }
    }

    enum TurnoutAnswer {
        case met
        case missed(MajorityRule.Otherwise)
    }

    /// Nil where the base is unknown.
    func turnoutMet<R: Recorder>(
        _ turnout: MajorityRule.Turnout?, _ tally: Tally, _ recorder: inout R
    ) -> TurnoutAnswer? {
        guard let turnout else { return .met }
        guard let cast = tally.amount(of: .ballotsCast, againstAll: isAgainstAll),
            let base = tally.amount(of: turnout.needs.base, againstAll: isAgainstAll)
        else {
            recorder.add { Step(.turnoutUnknown, cites: turnout.cites, [Figure("base", .base(turnout.needs.base))]) }
            return nil
        }
        let met = turnout.needs.isMet(by: cast, outOf: base)
        recorder.add {
            Step(
                met ? .turnoutReached : .turnoutMissed, cites: turnout.cites,
                [
                    Figure("cast", .count(cast)), Figure("share", .share(turnout.needs)),
                    Figure("baseVotes", .count(base)),
                    Figure("needed", .count(turnout.needs.leastVotes(outOf: base))),
                ])
        }
        return met ? .met : .missed(turnout.otherwise)
    }

    private func collegeMissed<R: Recorder>(
        _ college: College?, _ tally: Tally, _ recorder: inout R
    ) -> OpenReason? {
        guard let college else { return nil }
        let present = tally.present ?? tally.cast
        if let quorum = college.quorum {
            guard let base = tally.amount(of: quorum.base, againstAll: isAgainstAll), let present else {
                recorder.add { Step(.quorumUnknown, cites: college.cites, [Figure("base", .base(quorum.base))]) }
                return .baseUnknown
            }
            let met = quorum.isMet(by: present, outOf: base)
            recorder.add {
                Step(
                    met ? .quorumReached : .quorumMissed, cites: college.cites,
                    [
                        Figure("present", .count(present)), Figure("share", .share(quorum)),
                        Figure("baseVotes", .count(base)),
                    ])
            }
            if !met { return .noQuorum }
        }
        for case let valid? in [college.validVote, college.tookPart] {
            guard let base = tally.amount(of: valid.base, againstAll: isAgainstAll), let cast = tally.cast else {
                recorder.add { Step(.validVoteUnknown, cites: college.cites, [Figure("base", .base(valid.base))]) }
                return .baseUnknown
            }
            let met = valid.isMet(by: cast, outOf: base)
            recorder.add {
                Step(
                    met ? .validVoteReached : .validVoteMissed, cites: college.cites,
                    [
                        Figure("cast", .count(cast)), Figure("share", .share(valid)),
                        Figure("baseVotes", .count(base)),
                    ])
            }
            if !met { return .noQuorum }
        }
        return nil
    }
}
