import ElectionModel
import ElectoralLaw

/// Which lists take part, and whether the law can decide it at all.
enum Passing {
    /// By district, then by list.
    case lists([[Bool]])
    case baseUnknown
    case open(OpenReason)
    /// The law lets one of these join the only list that passed, and can't tell them apart.
    case tied(Tie)
}

extension Contest {
    /// Applies the thresholds, and what the law says when none or only one list passes.
    ///
    /// - Parameter seatsElsewhere: seats that lists have won in other tiers, for `or wins`.
    func passing<R: Recorder>(
        _ rule: ListRule, _ votes: ListVotes, seatsElsewhere: (TierID, ChoiceID) -> Int, _ recorder: inout R
    ) -> Passing {
        // Votes for a list that has withdrawn remain valid, and win nothing.
        let standing = votes.lists.map { !hasWithdrawn($0, beforeRound: 1) }
        let every = [[Bool]](repeating: standing, count: votes.districts.count)
        guard !rule.thresholds.isEmpty else { return .lists(every) }
        var passing = every
        for (list, id) in votes.lists.enumerated() {
            guard standing[list], let threshold = threshold(for: id, in: rule) else { continue }
            if let orWins = rule.orWins, seatsElsewhere(orWins.tier, id) >= orWins.seats {
                recorder.add {
                    Step(
                        .thresholdBySeats, cites: orWins.cites,
                        [
                            Figure("list", .choice(id)),
                            Figure("seats", .count(UInt64(seatsElsewhere(orWins.tier, id)))),
                        ])
                }
                continue
            }
            if threshold.exemptMinorities, register[id]?.isMinority == true {
                recorder.add { Step(.thresholdExempt, cites: threshold.cites, [Figure("list", .choice(id))]) }
                continue
            }
            switch threshold.across {
            case .country:
                guard let base = votes.amount(of: threshold.share.base, againstAll: isAgainstAll) else {
                    return missing(threshold, &recorder)
                }
                let met = meets(threshold, id, votes.total(list), base, &recorder)
                for district in passing.indices { passing[district][list] = met }
            case .district:
                for (district, tally) in votes.tallies.enumerated() {
                    guard let base = tally.amount(of: threshold.share.base, againstAll: isAgainstAll) else {
                        return missing(threshold, &recorder)
                    }
                    passing[district][list] = meets(threshold, id, votes.votes[district][list], base, &recorder)
                }
            }
        }
        return exceptions(rule, votes, passing, every, &recorder)
    }

    /// The threshold for a list: the one for the largest bloc it matches, then the one for parties, then for all.
    func threshold(for id: ChoiceID, in rule: ListRule) -> ListRule.Threshold? {
        let members = register[id]?.blocMembers.count ?? 0
        let blocs = rule.thresholds.filter {
            $0.appliesTo == .bloc && members >= ($0.members ?? 2)
        }
        if let bloc = blocs.max(by: { $0.members ?? 2 < $1.members ?? 2 }) { return bloc }
        if members < 2, let party = rule.thresholds.first(where: { $0.appliesTo == .party }) { return party }
        return rule.thresholds.first { $0.appliesTo == .everyList }
    }

    private func missing<R: Recorder>(_ threshold: ListRule.Threshold, _ recorder: inout R) -> Passing {
        recorder.add { Step(.baseUnknown, cites: threshold.cites, [Figure("base", .base(threshold.share.base))]) }
        return .baseUnknown
    }

    private func meets<R: Recorder>(
        _ threshold: ListRule.Threshold, _ id: ChoiceID, _ votes: UInt64, _ base: UInt64, _ recorder: inout R
    ) -> Bool {
        // Nobody reaches a share of nothing.
        let met = votes > 0 && threshold.share.isMet(by: votes, outOf: base)
        recorder.add {
            Step(
                met ? .thresholdReached : .thresholdMissed, cites: threshold.cites,
                [
                    Figure("list", .choice(id)), Figure("votes", .count(votes)),
                    Figure("share", .share(threshold.share)), Figure("baseVotes", .count(base)),
                    Figure("needed", .count(threshold.share.leastVotes(outOf: base))),
                ])
        }
        return met
    }

    private func exceptions<R: Recorder>(
        _ rule: ListRule, _ votes: ListVotes, _ passing: [[Bool]], _ every: [[Bool]], _ recorder: inout R
    ) -> Passing {
        let passed = votes.lists.indices.filter { list in votes.total(list) > 0 && passing.contains { $0[list] } }
        if passed.isEmpty {
            let then = rule.ifNonePasses?.then
            recorder.add {
                Step(
                    .nonePasses, cites: rule.ifNonePasses?.cites ?? rule.cites,
                    [Figure("then", .text(then?.rawValue ?? ListRule.NonePasses.vacant.rawValue))])
            }
            switch then {
            case .allTakePart: return .lists(every)
            case .repeatElection: return .open(.repeatElection)
            case .vacant, nil: return .open(.vacant)
            }
        }
        if passed.count == 1 {
            let only = votes.lists[passed[0]]
            let rule1 = rule.ifOnePasses
            recorder.add {
                Step(.onePasses, cites: rule1?.cites ?? rule.cites, [Figure("list", .choice(only))])
            }
            if rule1?.then == .nextJoins {
                return nextJoins(rule, votes, passing, passed[0], among: every[0], &recorder)
            }
        }
        return .lists(passing)
    }

    /// The list with most votes after the only one that passed takes part as well.
    private func nextJoins<R: Recorder>(
        _ rule: ListRule, _ votes: ListVotes, _ passing: [[Bool]], _ only: Int, among standing: [Bool],
        _ recorder: inout R
    ) -> Passing {
        let others = votes.lists.indices.filter { $0 != only && standing[$0] && votes.total($0) > 0 }
        guard let most = others.map({ votes.total($0) }).max() else { return .lists(passing) }
        var next = others.filter { votes.total($0) == most }
        let cites = rule.ifOnePasses?.cites ?? rule.cites
        if next.count > 1 {
            let tier = votes.tallies[0].tier
            let question = TieQuestion(
                tier: tier, district: votes.districts.count == 1 ? votes.districts[0] : DistrictID(tier),
                places: .admission, number: 1, among: next.map { votes.lists[$0] }, rules: rule.allocation.ties,
                cites: cites)
            switch resolve(question, &recorder) {
            case .broken(let chosen): next.removeAll { !chosen.contains(votes.lists[$0]) }
            case .open(let tie, _): return .tied(tie)
            case .repeatElection: return .open(.repeatElection)
            }
        }
        recorder.add {
            Step(
                .nextListJoins, cites: cites,
                [Figure("list", .choice(votes.lists[next[0]])), Figure("votes", .count(most))])
        }
        var both = passing
        for district in both.indices { both[district][next[0]] = true }
        return .lists(both)
    }
}
