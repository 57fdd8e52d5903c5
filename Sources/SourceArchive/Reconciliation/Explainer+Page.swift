import ElectionModel

/// What is wrong inside a page, and what is no contradiction.
extension Explainer {
    func explainFault(_ fact: inout ComparedFact) {
        guard let page = fact.faults.first?.page,
            let index = fact.statements.firstIndex(where: { $0.page == page })
        else { return }
        let wanted = fact.faults.compactMap { $0.wanted(for: fact.name) }
        if let value = wanted.first, wanted.allSatisfy({ $0 == value }) {
            let arithmetic = fact.faults.compactMap { $0.with(.exact(value), for: fact.name)?.arithmetic }
            let confirming = fact.statements.indices.filter { place in
                place != index && reach(fact.statements[place].claim, fact.name)?.agreement(with: .exact(value)) != nil
            }
            fact.hypotheses.append(
                Hypothesis(
                    .sumsWant, blamed: [index],
                    [
                        Figure("wrong", fact.statements[index].claim.value.figure), Figure("right", .fraction(value)),
                    ], arithmetic: arithmetic, score: min(1000, 300 * wanted.count + 200 * confirming.count)))
            fact.hypotheses += slipInside(fact, index, value)
        }
        let others = fact.statements.indices.filter { place in
            place != index
                && Comparing.contradict(
                    fact.statements[place].claim, fact.statements[index].claim, measure: fact.name.measure)
        }
        if !others.isEmpty {
            for pair in pairs(fact) {
                fact.hypotheses += digits(pair) + stale(pair) + balance(pair) + weekday(pair) + change(pair)
            }
            fact.hypotheses = Self.strongest(fact.hypotheses)
        }
    }

    /// The wrong figure of a page stands in another column of its row.
    func slipInside(_ fact: ComparedFact, _ index: Int, _ wanted: Fraction) -> [Hypothesis] {
        let page = fact.statements[index].page
        guard let wrong = ledgers[page].count(fact.name), wrong != 0, let participant = fact.name.participant else {
            return []
        }
        for name in ledgers[page].entries.keys.sorted()
        where name.participant == participant && name != fact.name && Self.isTableMeasure(name.measure) {
            guard ledgers[page].count(name) == wrong, ledgers[page].claim(name)?.state != .derived else { continue }
            return [
                Hypothesis(
                    .columnSlip, blamed: [index],
                    [
                        Figure("wrong", .whole(wrong)), Figure("right", .fraction(wanted)),
                        Figure("column", .text(name.measure.rawValue)),
                    ], arithmetic: ["\(name) = \(wrong)"], score: 350 + 60 * fact.faults.count)
            ]
        }
        return []
    }

    /// Columns of one page that add to less than their total: a row of another page that is missing, or parties of the
    /// election before that have left the house.
    func short(_ fact: FactName) -> [Hypothesis] {
        var result: [Hypothesis] = []
        for place in checksOf[fact] ?? [] {
            let check = checks[place]
            guard check.result == .short, check.facts[0] == fact else { continue }
            switch check.rule {
            case .changes: result += losers(check)
            case .column: result += lostRow(check)
            default: break
            }
        }
        return result
    }

    func lostRow(_ check: PageCheck) -> [Hypothesis] {
        guard let column = check.facts.last?.of(nil) else { return [] }
        let gap = check.terms[0].reach.middle - check.computed
        for ledger in ledgers where ledger.place != check.page {
            for name in ledger.columns[column] ?? []
            where name.participant != nil && ledgers[check.page].claim(name) == nil {
                guard let value = ledger.count(name), Fraction(value, over: 1) == gap else { continue }
                return [
                    Hypothesis(
                        .lostRow, blamed: [],
                        [Figure("row", .text(shownName(name))), Figure("value", .whole(value))],
                        arithmetic: ["\(check.arithmetic)", "\(check.computed) + \(value) = \(check.computed + gap)"],
                        score: 900)
                ]
            }
        }
        return []
    }

    func losers(_ check: PageCheck) -> [Hypothesis] {
        let members = pages.flatMap(\.claims).compactMap { claim -> String? in
            guard claim.key.measure == .member, case .text(let name) = claim.value else { return nil }
            return name
        }
        return others.compactMap { other -> Hypothesis? in
            let vanished = other.vanished(participants, members: members, country: election.country)
            guard !vanished.isEmpty else { return nil }
            let lost = vanished.reduce(0) { $0 + $1.count }
            let rest = check.computed - Fraction(lost, over: 1) - check.terms[0].reach.middle
            let minus = vanished.map { " \u{2212} \($0.count)" }.joined()
            var arithmetic = ["\(check.computed)\(minus) = \(check.computed - Fraction(lost, over: 1))"]
            var score = rest == .zero ? 900 : 400
            // What is still left may be the miscalculated change of one row.
            for fact in facts.values.sorted(by: { $0.name < $1.name }) where rest != .zero && fact.verdict == .conflict
            {
                guard fact.name.measure == .seatsPrevious,
                    let ours = ledgers[check.page].count(fact.name),
                    let theirs = ledgers.lazy.filter({ $0.place != check.page }).compactMap({ $0.count(fact.name) })
                        .first,
                    Fraction(theirs - ours, over: 1) == rest
                else { continue }
                arithmetic.append("\(theirs) \u{2212} \(ours) = \(theirs - ours)")
                score = 850
                break
            }
            return Hypothesis(
                .unlistedLosers, blamed: [],
                [
                    Figure("names", .text(vanished.map(\.name).joined(separator: ", "))), Figure("lost", .whole(lost)),
                    Figure("election", .text(other.label)),
                ], arithmetic: arithmetic, score: score)
        }
    }

    func explainCut(_ fact: inout ComparedFact) {
        let claims = fact.statements.map(\.claim)
        for (i, first) in claims.enumerated() {
            for (j, second) in claims.enumerated().dropFirst(i + 1)
            where Comparing.relation(first, second, measure: fact.name.measure) == .cut {
                fact.hypotheses.append(
                    Hypothesis(
                        .cutOff, blamed: [],
                        [Figure("wrong", first.value.figure), Figure("right", second.value.figure)],
                        arithmetic: [], score: 500 + i - j))
            }
        }
        fact.hypotheses = Array(fact.hypotheses.prefix(1))
    }

    func explainNewcomer(_ fact: inout ComparedFact) {
        guard fact.statements.contains(where: { $0.claim.value == .new }),
            let other = fact.statements.first(where: { $0.claim.value != .new && $0.claim.value != .none })
        else { return }
        fact.hypotheses.append(
            Hypothesis(.newcomer, blamed: [], [Figure("value", other.claim.value.figure)], score: 900))
    }
}
