import ElectionModel

/// What only looks like a contradiction, because two pages count different things.
extension Explainer {
    /// Whether the two values of a conflict count different things.
    func definition(_ fact: ComparedFact) -> Hypothesis? {
        switch fact.name.measure {
        case .valid, .votes, .cast: invalidIncluded(fact)
        case .parties: blocsCounted(fact)
        case .seats, .seatsTotal: oneTier(fact)
        default: nil
        }
    }

    /// Every row of one page is a tier's seats of the other: the tables give different seats, and both are right.
    func oneTier(_ fact: ComparedFact) -> Hypothesis? {
        guard fact.name.tier == nil, fact.name.round == nil, fact.name.participant != nil else { return nil }
        let column = FactName(.seats)
        for pair in pairs(fact) {
            let (part, whole) = (ledgers[pair.wrongPage], ledgers[pair.rightPage])
            for tier in [FactKey.Tier.constituency, .list] {
                let rows = part.rows(column).filter { whole.count(column.of($0)) != nil }
                let ofTier = FactName(.seats, tier: tier)
                guard rows.count >= 2,
                    rows.contains(where: { part.count(column.of($0)) != whole.count(column.of($0)) }),
                    rows.allSatisfy({ part.count(column.of($0)) == whole.count(ofTier.of($0)) }),
                    let all = whole.count(fact.name), let some = part.count(fact.name)
                else { continue }
                return Hypothesis(
                    .oneTier, blamed: [], pair.figures + [Figure("tier", .text(tier.rawValue))],
                    arithmetic: ["\(some) + \(all - some) = \(all)"], score: 900)
            }
        }
        return nil
    }

    func invalidIncluded(_ fact: ComparedFact) -> Hypothesis? {
        guard fact.name.participant == nil else { return nil }
        var invalid = fact.name
        invalid.measure = .invalid
        for pair in pairs(fact) {
            guard let more = ledgers[pair.wrongPage].count(fact.name),
                let less = ledgers[pair.rightPage].count(fact.name),
                more > less, let ballots = ledgers.lazy.compactMap({ $0.count(invalid) }).first, more - less == ballots
            else { continue }
            return Hypothesis(
                .invalidIncluded, blamed: [], pair.figures + [Figure("invalid", .whole(ballots))],
                arithmetic: ["\(less) + \(ballots) = \(more)"], score: 900)
        }
        return nil
    }

    /// Lists in a table against parties in a text: each bloc counts for its parties.
    func blocsCounted(_ fact: ComparedFact) -> Hypothesis? {
        for pair in pairs(fact) where pair.wrongClaim.rule == "derived.parties.rows" {
            guard let rows = ledgers[pair.wrongPage].count(fact.name),
                let parties = ledgers[pair.rightPage].count(fact.name)
            else { continue }
            let column = FactName(.votes, tier: .list)
            let blocs = (ledgers[pair.wrongPage].columns[column] ?? []).count {
                ledgers[pair.wrongPage].claim($0)?.key.participant?.kind == .bloc
            }
            guard blocs > 0, parties > rows, parties - rows >= Int64(blocs) else { continue }
            return Hypothesis(
                .blocsCounted, blamed: [],
                [
                    Figure("rows", .whole(rows)), Figure("blocs", .whole(Int64(blocs))),
                    Figure("parties", .whole(parties)),
                ],
                arithmetic: ["\(rows - Int64(blocs)) + \(parties - rows + Int64(blocs)) = \(parties)"], score: 800)
        }
        return nil
    }
}
