public import ElectionModel
public import ElectoralLaw

/// Finds contests and lists that stand within a small distance of the line that decides about them, on either side.
/// Nothing is changed by it: whoever shows the outcome shows these beside it, because a wrong figure of that size in the
/// input would change it.
///
/// The distance is counted in votes: those that a first candidate or a list has above or below the least number that
/// meets the law's share, out of the base as it is.
///
/// Codes: S11 a majority just missed, S12 a majority just reached, S13 a threshold just missed, S14 a threshold just
/// reached. Figures: the choice, its votes, the votes needed, their distance, the share and its base.
///
/// - Parameter within: the largest distance that is reported, as a part of the base.
public func closeCalls(
    under law: Law, of election: Election, from tallies: [Tally], within: Fraction = Fraction(1, 200)
) -> [Finding] {
    let contest = Contest(election, Decisions())
    return law.tiers.flatMap { tier -> [Finding] in
        let own = tallies.filter { $0.tier == tier.id && $0.round == 1 }
        switch tier.rule {
        case .majority(let rule): return own.compactMap { contest.closeMajority(rule, $0, within) }
        case .lists(let rule): return contest.closeThresholds(rule, tier.id, own, within)
        case .plurality, .appointed: return []
        }
    }
}

extension Contest {
    fileprivate func closeMajority(_ rule: MajorityRule, _ tally: Tally, _ within: Fraction) -> Finding? {
        let share = rule.elected.share
        let candidates = tally.votes.filter { !isAgainstAll($0.choice) }
        guard let most = candidates.map(\.votes).max(), most > 0,
            let leader = candidates.first(where: { $0.votes == most }),
            let base = tally.amount(of: share.base, againstAll: isAgainstAll)
        else { return nil }
        return closeCall(
            ("S11", "S12"), share, leader.choice, most, base, within, [tally.tier.rawValue, tally.district.rawValue])
    }

    fileprivate func closeThresholds(
        _ rule: ListRule, _ tier: TierID, _ tallies: [Tally], _ within: Fraction
    ) -> [Finding] {
        let votes = ListVotes(tallies, isAgainstAll: isAgainstAll)
        var findings: [Finding] = []
        for (list, id) in votes.lists.enumerated() {
            guard let threshold = threshold(for: id, in: rule),
                !(threshold.exemptMinorities && register[id]?.isMinority == true)
            else { continue }
            let codes = ("S13", "S14")
            switch threshold.across {
            case .country:
                guard let base = votes.amount(of: threshold.share.base, againstAll: isAgainstAll) else { continue }
                closeCall(codes, threshold.share, id, votes.total(list), base, within, [tier.rawValue])
                    .map { findings.append($0) }
            case .district:
                for (district, tally) in votes.tallies.enumerated() {
                    guard let base = tally.amount(of: threshold.share.base, againstAll: isAgainstAll) else { continue }
                    let place = [tier.rawValue, tally.district.rawValue]
                    closeCall(codes, threshold.share, id, votes.votes[district][list], base, within, place)
                        .map { findings.append($0) }
                }
            }
        }
        return findings
    }

    private func closeCall(
        _ codes: (missed: String, reached: String), _ share: Share, _ choice: ChoiceID, _ votes: UInt64,
        _ base: UInt64, _ within: Fraction, _ place: [String]
    ) -> Finding? {
        let needed = share.leastVotes(outOf: base)
        let distance = votes < needed ? needed - votes : votes - needed
        guard base > 0, Fraction(distance, over: base) <= within else { return nil }
        return Finding(
            votes < needed ? codes.missed : codes.reached, .warning, place: place,
            figures: [
                Figure("choice", .choice(choice)), Figure("votes", .count(votes)), Figure("needed", .count(needed)),
                Figure("distance", .count(distance)), Figure("share", .share(share)), Figure("baseVotes", .count(base)),
            ])
    }
}
