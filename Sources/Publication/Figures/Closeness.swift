public import ElectionModel
public import SeatAllocation

extension Figures {
    /// The least number of votes, all changed in one direction of one kind, with which a decision would have been another.
    public struct NeededVotes: Sendable {
        public var kind: MarginKind
        /// What would follow; nil where that is not known either.
        public var effect: Margin.Effect?
        /// The number where it is exact, and not applicable otherwise: a bound is never shown as if it were exact.
        public var votes: Quantity
        /// What is known: the exact number, bounds of it, or why there is none.
        public var needed: VotesNeeded
        /// The direction of the number or of the upper bound; the first in ballot order where several need as many.
        public var from: ChoiceID?
        public var to: ChoiceID?
        /// Where the votes are, in a tier of several districts.
        public var district: DistrictID?
    }
}

extension Figures.NeededVotes {
    init(_ key: String, _ margin: Margin, _ provenance: ProvenanceKind) {
        kind = margin.kind
        effect = margin.effect
        needed = margin.votes
        from = margin.from
        to = margin.to
        votes = Quantity("\(key).\(margin.kind.rawValue)", .notApplicable, provenance)
        if case .exact(let number) = margin.votes { votes.value = .whole(Int64(number)) }
    }

    /// Without a direction: what is known is that no number does it, or why there is none.
    init(
        _ key: String, _ kind: MarginKind, _ effect: Margin.Effect?, _ needed: VotesNeeded,
        _ provenance: ProvenanceKind
    ) {
        self.kind = kind
        self.effect = effect
        self.needed = needed
        votes = Quantity("\(key).\(kind.rawValue)", .notApplicable, provenance)
    }
}

extension FiguresBuilder {
    /// How close a list was to a seat fewer or more: in a tier of several districts all votes are in one of them.
    func closeness(
        of list: ChoiceID, _ effect: Margin.Effect, in tier: TierID, _ key: String, _ provenance: ProvenanceKind
    ) -> [Figures.NeededVotes] {
        let contests = margins.filter { $0.tier == tier }
        if let gap = contests.lazy.compactMap(\.gap).first {
            return MarginKind.allCases.map { Figures.NeededVotes(key, $0, effect, .notComputed(gap), provenance) }
        }
        let own = contests.flatMap { contest in
            contest.margins.filter { $0.subject == list && $0.effect == effect }.map { (contest.district, $0) }
        }
        guard !own.isEmpty else { return [] }
        return MarginKind.allCases.compactMap { kind in
            let ofKind = own.filter { $0.1.kind == kind }
            if let least = ofKind.map(\.1).leastOfAll() {
                var needed = Figures.NeededVotes(key, least, provenance)
                if contests.count > 1, needed.from != nil || needed.to != nil {
                    needed.district = ofKind.first { $0.1.votes.most == least.votes.most }?.0
                }
                return needed
            }
            // What a contest leaves out no number can do. In several districts a threshold of the country may be crossed.
            guard contests.count == 1 else { return nil }
            return Figures.NeededVotes(key, kind, effect, .impossible, provenance)
        }
    }

    /// How close a ballot for single seats was to being decided otherwise. Empty where the law did not look at it.
    func closeness(of tally: Tally, _ key: String) -> [Figures.NeededVotes] {
        let contest = margins.first {
            $0.tier == tally.tier && $0.district == tally.district && $0.round == tally.round
        }
        guard let contest else { return [] }
        return MarginKind.allCases.compactMap { kind in
            if let gap = contest.gap { return Figures.NeededVotes(key, kind, nil, .notComputed(gap), tally.provenance) }
            let least = contest.margins.filter { $0.kind == kind }.leastOfAll()
            return least.map { Figures.NeededVotes(key, $0, tally.provenance) }
        }
    }
}

extension [Margin] {
    /// The change that needs fewest votes, the first where several need as many; nil for none.
    ///
    /// It is exact only where nothing else can need fewer: where another has a lower bound below it, bounds are given.
    func leastOfAll() -> Margin? {
        guard var least = self.min(by: { $0.votes.most < $1.votes.most }) else { return nil }
        for margin in self {
            if case .notComputed = margin.votes { return margin }
        }
        guard let lower = lazy.compactMap(\.votes.least).min() else { return least }
        let upper = least.votes.most
        least.votes = lower == upper ? .exact(lower) : .bounds(lower: lower, upper: upper == .max ? nil : upper)
        if upper == .max { (least.from, least.to, least.after) = (nil, nil, nil) }
        return least
    }
}

extension VotesNeeded {
    /// Fewer can't do it; nil where no number can.
    fileprivate var least: UInt64? {
        switch self {
        case .exact(let number): number
        case .bounds(let lower, _): lower
        case .impossible, .notComputed: nil
        }
    }

    /// So many do it; the largest number where that is not known.
    fileprivate var most: UInt64 {
        switch self {
        case .exact(let number): number
        case .bounds(_, let upper): upper ?? .max
        case .impossible, .notComputed: .max
        }
    }
}
