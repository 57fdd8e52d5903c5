public import ElectionModel
public import ElectoralLaw

/// Whether a candidate or a list gets the deposit back.
public struct DepositReturn: Sendable, Hashable {
    public var choice: ChoiceID
    public var tier: TierID
    public var district: DistrictID
    public var reason: Reason

    /// Whether the deposit is paid back; nil where that can't be told.
    public var isReturned: Bool? {
        switch reason {
        case .elected, .shareReached: true
        case .shareMissed: false
        case .baseUnknown: nil
        }
    }

    /// Why the deposit is paid back or kept.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case elected
        case shareReached = "share reached"
        case shareMissed = "share missed"
        case baseUnknown = "base unknown"
    }
}

/// Who gets the deposit back: whoever is elected, and whoever reached the law's share in the first ballot.
///
/// Candidates come in the order of the tallies. Without a rule on deposits the result is empty. The death of a candidate,
/// a third reason of the statute (article 88 in Kazakhstan), is not an input of an outcome and has to be added by hand.
public func depositReturns(
    under law: Law, of election: Election, from tallies: [Tally], after outcome: Outcome
) -> [DepositReturn] {
    guard let deposit = law.registration?.deposit else { return [] }
    let contest = Contest(election, Decisions())
    var result: [DepositReturn] = []
    for tier in law.tiers {
        let own = tallies.filter { $0.tier == tier.id && $0.round == 1 }
        switch tier.rule {
        case .appointed: continue
        case .majority, .plurality:
            let elected = Set(outcome.seats.filter { $0.tier == tier.id }.compactMap(\.person))
            for tally in own {
                let base = tally.amount(of: deposit.returnedToCandidate.base, againstAll: contest.isAgainstAll)
                for line in tally.votes where !contest.isAgainstAll(line.choice) {
                    let reason = depositReason(
                        deposit.returnedToCandidate, line.votes, base, isElected: elected.contains(line.choice))
                    result.append(
                        DepositReturn(choice: line.choice, tier: tier.id, district: tally.district, reason: reason))
                }
            }
        case .lists:
            guard let share = deposit.returnedToList else { continue }
            let votes = ListVotes(own, isAgainstAll: contest.isAgainstAll)
            let base = votes.amount(of: share.base, againstAll: contest.isAgainstAll)
            for (list, id) in votes.lists.enumerated() {
                result.append(
                    DepositReturn(
                        choice: id, tier: tier.id, district: DistrictID(tier.id),
                        reason: depositReason(share, votes.total(list), base, isElected: false)))
            }
        }
    }
    return result
}

private func depositReason(_ share: Share, _ votes: UInt64, _ base: UInt64?, isElected: Bool) -> DepositReturn.Reason {
    if isElected { return .elected }
    guard let base else { return .baseUnknown }
    return votes > 0 && share.isMet(by: votes, outOf: base) ? .shareReached : .shareMissed
}
