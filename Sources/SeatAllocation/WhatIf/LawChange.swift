public import ElectionModel
public import ElectoralLaw

/// One thing that another law would say instead, for what-if questions about the same votes.
public enum LawChange: Sendable, Hashable {
    /// Every threshold of a list tier at another fraction.
    case threshold(Fraction, in: TierID)
    /// Every threshold of a list tier held by another comparison.
    case thresholdComparison(Comparison, in: TierID)
    /// Every threshold of a list tier taken of another base.
    case thresholdBase(VoteBase, in: TierID)
    /// No threshold in a list tier.
    case noThreshold(in: TierID)
    /// Seats of a list tier divided by another method.
    case method(Allocation.Method, in: TierID)
    /// The majority of the first ballot taken of another base.
    case majorityBase(VoteBase, in: TierID)
    /// Another number of seats in a list tier; the body grows or shrinks with it.
    case seats(Int, in: TierID)

    public var tier: TierID {
        switch self {
        case .threshold(_, let tier), .thresholdComparison(_, let tier), .thresholdBase(_, let tier),
            .noThreshold(let tier), .method(_, let tier), .majorityBase(_, let tier), .seats(_, let tier):
            tier
        }
    }
}

extension Law {
    /// This law with one change; nil where the law has nothing that the change could change: no such tier, a tier of
    /// another kind, or no threshold.
    public func applying(_ change: LawChange) -> Law? {
        guard let index = tiers.firstIndex(where: { $0.id == change.tier }) else { return nil }
        var law = self
        switch (change, law.tiers[index].rule) {
        case (.majorityBase(let base, _), .majority(var rule)):
            rule.elected.share.base = base
            law.tiers[index].rule = .majority(rule)
        case (.method(let method, _), .lists(var rule)):
            rule.allocation.method = method
            law.tiers[index].rule = .lists(rule)
        case (.seats(let seats, _), .lists):
            law.seats += seats - law.tiers[index].seats
            law.tiers[index].seats = seats
        case (.noThreshold, .lists(var rule)) where !rule.thresholds.isEmpty:
            rule.thresholds = []
            law.tiers[index].rule = .lists(rule)
        case (_, .lists(var rule)) where !rule.thresholds.isEmpty:
            for threshold in rule.thresholds.indices {
                switch change {
                case .threshold(let fraction, _): rule.thresholds[threshold].share.fraction = fraction
                case .thresholdComparison(let comparison, _):
                    rule.thresholds[threshold].share.comparison = comparison
                case .thresholdBase(let base, _): rule.thresholds[threshold].share.base = base
                default: return nil
                }
            }
            law.tiers[index].rule = .lists(rule)
        default: return nil
        }
        return law
    }

    /// This law with several changes, each made to the result of those before.
    public func applying(_ changes: [LawChange]) -> Law? {
        changes.reduce(Law?.some(self)) { $0?.applying($1) }
    }
}
