public import ElectionModel
public import ElectoralLaw
public import SeatAllocation

/// The claims that an outcome rests on, contest by contest; the outcome is confirmed only when every one of them is.
///
/// `Documentation/Audits.md` proves for each rule that true votes for which all claims hold lead to the same outcome.
/// A contest that the claims can't carry has a `gap` and no claims.
///
/// - Parameters:
///   - outcome: decided by `decideSeats` from the same law, register, tallies and decisions.
///   - tallies: at most one for each tier, district and round.
public func auditClaims(
    of outcome: Outcome, under law: Law, of election: Election, from tallies: [Tally],
    with decisions: Decisions = Decisions()
) -> [ContestClaims] {
    let againstAll = Set(election.choices.filter { $0.kind == .againstAll }.map(\.id))
    let register = Dictionary(election.choices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let seats = SeatClaims(againstAll: againstAll, decisions: decisions)
    let lists = ListClaims(register: register, againstAll: againstAll, decisions: decisions)
    func tally(_ contest: ContestOutcome, round: Int) -> Tally? {
        tallies.first { $0.tier == contest.tier && $0.district == contest.district && $0.round == round }
    }
    var passesOn = false
    return law.tiers.flatMap { tier -> [ContestClaims] in
        defer { passesOn = tier.passesRemainingSeats }
        let contests = outcome.contests.filter { $0.tier == tier.id }
        switch tier.rule {
        case .majority(let rule):
            return contests.flatMap {
                seats.majority(
                    rule, college: tier.college, outcome: $0, first: tally($0, round: 1), second: tally($0, round: 2))
            }
        case .plurality(let rule):
            return contests.flatMap { seats.plurality(rule, outcome: $0, tally: tally($0, round: 1)) }
        case .lists(let rule):
            guard let own = outcome.lists.first(where: { $0.tier == tier.id }) else { return [] }
            var result = lists.contests(
                rule, tier: tier, outcome: own, ties: outcome.ties.filter { $0.tier == tier.id },
                tallies: tallies.filter { $0.tier == tier.id && $0.round == 1 })
            if passesOn {
                for index in result.indices {
                    result[index].gap = .otherTiers
                    result[index].claims = []
                }
            }
            return result
        case .appointed: return []
        }
    }
}
