public import ElectionModel
public import ElectoralLaw

/// Thresholds between which the outcome does not change.
///
/// The range holds the fractions from `from` to `to`; whether an end belongs to it is said with it. Two neighbouring ranges
/// meet at a break-point, which is the exact share of one or more lists.
public struct ThresholdRange: Sendable, Hashable {
    public var from: Fraction
    public var includesFrom: Bool
    public var to: Fraction
    public var includesTo: Bool
    public var result: ListResult
    /// Lists whose share is exactly `to`: a higher threshold keeps them out.
    public var excludedAbove: [ChoiceID]
}

/// The outcome at one number of seats, and who has fewer than with one seat less in all.
public struct HouseSize: Sendable, Hashable {
    public var seats: Int
    public var result: ListResult
    public var gaining: [ChoiceID]
    /// Lists that lose a seat because there is one more: the Alabama paradox. Ties are left out of the comparison.
    public var losing: [ChoiceID]
}

/// The outcome by one method or one base.
public struct Alternative<Choice: Sendable & Hashable>: Sendable, Hashable {
    public var choice: Choice
    public var result: ListResult
}

/// Break-points of one list tier over everything that its law could say otherwise, on the same votes.
public struct ListBreakPoints {
    private let question: WhatIfQuestion
    private let tier: TierID

    /// - Parameter tier: a list tier.
    public init(
        in tier: TierID, under law: Law, of election: Election, from tallies: [Tally],
        with decisions: Decisions = Decisions()
    ) {
        question = WhatIfQuestion(law: law, election: election, tallies: tallies, decisions: decisions)
        self.tier = tier
    }

    /// The outcome under some changes; nil where the law has nothing that they change.
    public func result(changes: [LawChange]) -> ListResult? {
        question.listResult(tier, changes)
    }

    private var rule: ListRule? {
        if case .lists(let rule) = question.law.tier(tier)?.rule { rule } else { nil }
    }

    /// The outcomes over all thresholds from `lowest` to `highest`, as ranges in ascending order; empty without a
    /// threshold in the law, or where a base is not known.
    ///
    /// A threshold acts only by saying which lists reach it. So the outcome can change only where the threshold passes the
    /// exact share of a list, and one trial between two neighbouring shares answers for all fractions between them.
    public func thresholds(from lowest: Fraction, to highest: Fraction, changes: [LawChange] = []) -> [ThresholdRange] {
        guard lowest <= highest, let rule, let changed = question.law.applying(changes),
            case .lists(let changedRule) = changed.tier(tier)?.rule,
            let comparison = changedRule.thresholds.first?.share.comparison
        else { return [] }
        var ranges: [ThresholdRange] = []
        func add(_ from: Fraction, _ includesFrom: Bool, _ to: Fraction, _ includesTo: Bool, _ trial: Fraction) {
            guard let result = question.listResult(tier, changes + [.threshold(trial, in: tier)]) else { return }
            if let last = ranges.last, last.result == result {
                ranges[ranges.count - 1].to = to
                ranges[ranges.count - 1].includesTo = includesTo
            } else {
                ranges.append(
                    ThresholdRange(
                        from: from, includesFrom: includesFrom, to: to, includesTo: includesTo, result: result,
                        excludedAbove: []))
            }
        }
        let shares = shares(of: rule, under: changedRule)
        let inner = Set(shares.map(\.share.reduced)).filter { lowest < $0 && $0 < highest }.sorted()
        let ends = [lowest] + inner + [highest]
        // "At least" keeps a list in at exactly its share, "more than" does not: each share ends or begins a range.
        let upper = comparison == .atLeast
        if upper { add(lowest, true, lowest, true, lowest) }
        for (from, to) in zip(ends, ends.dropFirst()) where from < to {
            let middle = (from + to) * Fraction(1, 2)
            add(from, !upper, to, upper, middle)
        }
        if !upper { add(highest, true, highest, true, highest) }
        for index in ranges.indices.dropLast() {
            ranges[index].excludedAbove = shares.filter { $0.share == ranges[index].to }.map(\.list)
        }
        return ranges
    }

    /// Every share that a threshold of the tier is held against, with its list.
    private func shares(of rule: ListRule, under changed: ListRule) -> [(list: ChoiceID, share: Fraction)] {
        let contest = Contest(question.election, question.decisions)
        let own = question.tallies.filter { $0.tier == tier && $0.round == 1 }
        let votes = ListVotes(own, isAgainstAll: contest.isAgainstAll)
        return votes.lists.indices.flatMap { list -> [(ChoiceID, Fraction)] in
            let id = votes.lists[list]
            guard let threshold = contest.threshold(for: id, in: changed) else { return [] }
            let pairs: [(UInt64, UInt64?)] =
                switch threshold.across {
                case .country:
                    [(votes.total(list), votes.amount(of: threshold.share.base, againstAll: contest.isAgainstAll))]
                case .district:
                    own.indices.map {
                        (
                            votes.votes[$0][list],
                            own[$0].amount(of: threshold.share.base, againstAll: contest.isAgainstAll)
                        )
                    }
                }
            return pairs.compactMap { votes, base in
                guard let base, base > 0 else { return nil }
                return (id, Fraction(votes, over: base))
            }
        }
    }

    /// The outcomes with every number of seats from `fewest` to `most`.
    public func seats(from fewest: Int, to most: Int, changes: [LawChange] = []) -> [HouseSize] {
        guard fewest >= 1, fewest <= most else { return [] }
        var previous = fewest > 1 ? question.listResult(tier, changes + [.seats(fewest - 1, in: tier)]) : nil
        return (fewest...most).compactMap { seats in
            guard let result = question.listResult(tier, changes + [.seats(seats, in: tier)]) else { return nil }
            defer { previous = result }
            let before = previous
            func lists(_ differs: (Int, Int) -> Bool) -> [ChoiceID] {
                result.seats.filter { differs($0.seats, before?.seats(of: $0.list) ?? 0) }.map(\.list)
            }
            let comparable = before.map { $0.ties.isEmpty && result.ties.isEmpty } ?? true
            return HouseSize(
                seats: seats, result: result, gaining: comparable ? lists(>) : [], losing: comparable ? lists(<) : [])
        }
    }

    /// The outcomes by every divisor and every quota with largest remainders.
    public func methods(changes: [LawChange] = []) -> [Alternative<Allocation.Method>] {
        let base: QuotaMethod.Base =
            if case .quota(let method) = rule?.allocation.method { method.base } else { .passingLists }
        let overAward: QuotaMethod.OverAward =
            if case .quota(let method) = rule?.allocation.method, method.overAward != .refuse { method.overAward } else
            {
                .smallestRemainder
            }
        let all =
            Quota.allCases.map { Allocation.Method.quota(QuotaMethod($0, base: base, overAward: overAward)) }
            + Divisor.allCases.map { .divisor($0) }
        return all.compactMap { method in
            question.listResult(tier, changes + [.method(method, in: tier)]).map {
                Alternative(choice: method, result: $0)
            }
        }
    }

    /// The outcomes with every base that the tallies give.
    public func bases(changes: [LawChange] = []) -> [Alternative<VoteBase>] {
        let contest = Contest(question.election, question.decisions)
        let own = question.tallies.filter { $0.tier == tier && $0.round == 1 }
        let known = VoteBase.allCases.filter { base in
            !own.isEmpty && own.allSatisfy { $0.amount(of: base, againstAll: contest.isAgainstAll) != nil }
        }
        let college = question.law.tier(tier)?.college != nil
        return known.filter { college || ($0 != .membersOfCollege && $0 != .membersPresent) }.compactMap { base in
            question.listResult(tier, changes + [.thresholdBase(base, in: tier)]).map {
                Alternative(choice: base, result: $0)
            }
        }
    }
}
