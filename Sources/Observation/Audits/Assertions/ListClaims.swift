import ElectionModel
import ElectoralLaw
import SeatAllocation

/// Claims about the seats of lists: who passed the threshold, and every pair of seats.
struct ListClaims {
    let register: [ChoiceID: Choice]
    let againstAll: Set<ChoiceID>
    let decisions: Decisions

    /// One contest for each district of the tier.
    ///
    /// - Parameter ties: of this tier, open ones.
    func contests(
        _ rule: ListRule, tier: Tier, outcome: ListTierOutcome, ties: [Tie], tallies: [Tally]
    ) -> [ContestClaims] {
        let gap = uncovered(rule, tier, tallies) ?? (ties.isEmpty ? nil : .onTheLine)
        return tallies.map { tally in
            var contest = ContestClaims(tally, choices: tally.votes.map(\.choice), againstAll: againstAll)
            contest.gap = contest.gap ?? gap
            if contest.gap == nil { claims(rule, tier, outcome, tally, &contest) }
            contest.check()
            return contest
        }
    }

    /// What in the law reaches beyond the votes of one district's lists.
    private func uncovered(_ rule: ListRule, _ tier: Tier, _ tallies: [Tally]) -> AuditGap? {
        if rule.orWins != nil || rule.compensation != nil || rule.transfer != nil { return .otherTiers }
        if rule.bonus != nil || rule.linkedLists != nil || rule.naturalThreshold != nil { return .listRules }
        if rule.districts.seatsByVotes != nil { return .districts }
        if tallies.count > 1 {
            // With one district for the country the areas are parts of one contest; add them up before.
            if rule.districts.kind == .national { return .districts }
            if rule.thresholds.contains(where: { $0.across == .country }) { return .districts }
            if rule.ifNonePasses != nil || rule.ifOnePasses != nil { return .districts }
        }
        if rule.exhausted?.then == .otherLists {
            let lists = tallies.flatMap(\.votes).compactMap { register[$0.choice] }
            if lists.contains(where: { !$0.persons.isEmpty && $0.persons.count < tier.seats }) {
                return .personsExhausted
            }
        }
        switch rule.allocation.method {
        case .quota(let method):
            let isHare = method.quota == .hare && method.base == .passingLists && method.remainders == .largest
            return isHare ? nil : .allocation
        case .divisor(let divisor):
            return [.dHondt, .sainteLague, .modifiedSainteLague, .danish, .imperiali].contains(divisor)
                ? nil : .allocation
        }
    }

    private func stands(_ list: ChoiceID) -> Bool {
        !againstAll.contains(list) && !decisions.withdrawals.contains { $0.choice == list && $0.round <= 1 }
    }

    private func claims(
        _ rule: ListRule, _ tier: Tier, _ outcome: ListTierOutcome, _ tally: Tally, _ contest: inout ContestClaims
    ) {
        let standing = contest.choices.filter(stands)
        var over: [ChoiceID] = []
        var exempt: [ChoiceID] = []
        for list in standing {
            guard let threshold = threshold(for: list, in: rule),
                !(threshold.exemptMinorities && register[list]?.isMinority == true)
            else {
                exempt.append(list)
                continue
            }
            let share = threshold.share
            guard let base = amount(of: share.base, tally) else {
                contest.gap = .invalidUnknown
                return
            }
            let votes = tally.votes(for: list) ?? 0
            if votes > 0, share.isMet(by: votes, outOf: base) {
                over.append(list)
                contest.claims.append(.share(list, share.fraction, of: share.base))
            } else {
                contest.claims.append(.shareMissed(list, share.fraction, of: share.base))
            }
        }
        var taking = standing.filter { over.contains($0) || exempt.contains($0) }
        // A list without votes takes part in nothing; whether it has any is not asked.
        let passed = taking.filter { (tally.votes(for: $0) ?? 0) > 0 }
        if !rule.thresholds.isEmpty {
            // Whether an exempt list has a vote at all could then decide who joins.
            if over.count < 2, !exempt.isEmpty {
                contest.gap = .listRules
                return
            }
            if passed.isEmpty {
                guard rule.ifNonePasses?.then == .allTakePart else { return }
                taking = standing
            } else if passed.count == 1, rule.ifOnePasses?.then == .nextJoins {
                let rest = standing.filter { $0 != passed[0] }
                guard let next = rest.max(by: { (tally.votes(for: $0) ?? 0) < (tally.votes(for: $1) ?? 0) }) else {
                    return
                }
                for other in rest where other != next { contest.claims.append(.moreVotes(next, than: other)) }
                taking = standing.filter { $0 == passed[0] || $0 == next }
            }
        }
        seats(rule, tier, outcome, taking, &contest)
    }

    /// Every ordered pair of lists that take part.
    private func seats(
        _ rule: ListRule, _ tier: Tier, _ outcome: ListTierOutcome, _ taking: [ChoiceID],
        _ contest: inout ContestClaims
    ) {
        let share = outcome.districts.first { $0.district == contest.district } ?? outcome.districts.first
        let won = { (list: ChoiceID) in share?.byList.first { $0.list == list }?.seats ?? 0 }
        let seats = taking.reduce(0) { $0 + won($1) }
        guard let share, seats == share.seats, seats > 0, outcome.unfilled == 0 else {
            contest.gap = .personsExhausted
            return
        }
        for first in taking {
            for second in taking where second != first {
                switch rule.allocation.method {
                case .quota:
                    contest.claims.append(
                        .remainder(first, won(first), over: second, won(second), seats: seats, taking: taking))
                case .divisor(let divisor):
                    guard won(first) > 0 else { continue }
                    contest.claims.append(
                        .quotient(
                            first, fraction(divisor, won(first) - 1), over: second, fraction(divisor, won(second))))
                }
            }
        }
    }

    private func fraction(_ divisor: Divisor, _ seats: Int) -> Fraction {
        let (numerator, denominator) = divisor.divisor(after: seats)
        return Fraction(numerator, over: denominator)
    }

    private func amount(of base: VoteBase, _ tally: Tally) -> UInt64? {
        switch base {
        case .validVotes: tally.valid
        case .votesForChoices: tally.votes.reduce(0) { $0 + (againstAll.contains($1.choice) ? 0 : $1.votes) }
        case .ballotsCast: tally.cast ?? tally.invalid.map { tally.valid + $0 }
        case .registeredElectors, .membersOfCollege: tally.registered
        case .membersPresent: tally.present
        }
    }

    /// As `SeatAllocation` picks it: the largest bloc's, the parties', then everybody's.
    private func threshold(for list: ChoiceID, in rule: ListRule) -> ListRule.Threshold? {
        let members = register[list]?.blocMembers.count ?? 0
        let blocs = rule.thresholds.filter { $0.appliesTo == .bloc && members >= ($0.members ?? 2) }
        if let bloc = blocs.max(by: { $0.members ?? 2 < $1.members ?? 2 }) { return bloc }
        if members < 2, let party = rule.thresholds.first(where: { $0.appliesTo == .party }) { return party }
        return rule.thresholds.first { $0.appliesTo == .everyList }
    }
}
