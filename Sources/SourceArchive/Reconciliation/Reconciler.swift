public import ElectionModel

/// Sets the pages of one election beside each other.
///
/// Names are brought together first, then each page is checked by its own sums, then every fact is compared between pages.
/// All arithmetic is in whole numbers and fractions, and the result depends on nothing but its inputs.
public struct Reconciler {
    private let election: ArchivedElection
    private let pages: [ImportedPage]
    private let others: [OtherElection]
    private let participants: ParticipantResolution
    private let readings: Readings
    private let checks: [PageCheck]
    private let citations: [[Int]]
    /// Places in `checks` by the facts in them.
    private let checksOf: [FactName: [Int]]

    /// - Parameters:
    ///   - pages: all of this election, in the order of columns.
    ///   - others: other elections of the country, for figures that were copied from them.
    public static func compare(
        _ pages: [ImportedPage], of election: ArchivedElection, book: AliasBook = AliasBook(),
        others: [OtherElection] = []
    ) -> SourceComparison {
        Reconciler(pages, election, book, others).comparison()
    }

    private init(_ pages: [ImportedPage], _ election: ArchivedElection, _ book: AliasBook, _ others: [OtherElection]) {
        self.pages = pages
        self.election = election
        self.others = others
        participants = ParticipantResolution(pages: pages, country: election.country, book: book)
        readings = Readings(pages, participants)
        checks = readings.ledgers.flatMap { PageChecks.of($0) }
        citations = Independence.citations(pages)
        var places: [FactName: [Int]] = [:]
        for (place, check) in checks.enumerated() {
            for fact in Set(check.facts) { places[fact, default: []].append(place) }
        }
        checksOf = places
    }

    private func comparison() -> SourceComparison {
        let names = Set(readings.ledgers.flatMap { $0.entries.keys }).sorted()
        let suspects = suspects()
        var facts = names.map { fact($0, suspects[$0] ?? []) }
        let known = Set(facts.filter { $0.verdict != .missingEverywhere }.map { Row(of: $0.name) })
        // A page that leaves a place empty without saying of which tier it is has nothing missing that another tier has.
        facts.removeAll { $0.verdict == .missingEverywhere && (known.contains(Row(of: $0.name)) || $0.isNotApplicable) }
        let explainer = Explainer(
            pages: pages, ledgers: readings.ledgers, checks: checks, checksOf: checksOf, participants: participants,
            others: others, election: election, citations: citations,
            facts: Dictionary(facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
        for index in facts.indices { explainer.explain(&facts[index]) }
        return SourceComparison(
            election: election, pages: pages, facts: facts, checks: checks, passages: readings.passages,
            participants: participants, citations: citations)
    }

    private func suspects() -> [FactName: [PageCheck]] {
        var result: [FactName: [PageCheck]] = [:]
        for page in pages.indices {
            result.merge(FaultLocation(checks.filter { $0.page == page }).suspects) { $0 + $1 }
        }
        return result
    }

    /// A measure of somebody, whatever the tier and the round.
    private struct Row: Hashable {
        var measure: Measure
        var participant: ParticipantID?
        var constituency: String?

        init(of name: FactName) {
            measure = name.measure
            participant = name.participant
            constituency = name.constituency
        }
    }

    // MARK: One fact

    private func fact(_ name: FactName, _ faults: [PageCheck]) -> ComparedFact {
        var statements: [ComparedFact.Statement] = []
        for ledger in readings.ledgers {
            guard let claim = ledger.claim(name) else { continue }
            let rest = (ledger.entries[name] ?? []).filter { $0 != claim }
            statements.append(ComparedFact.Statement(page: ledger.place, claim: claim, others: rest))
        }
        var fact = ComparedFact(
            name: name, verdict: .singleSource, statements: statements, groups: [], hypotheses: [], faults: faults)
        judge(&fact)
        return fact
    }

    private func judge(_ fact: inout ComparedFact) {
        let stated = fact.statements.indices.filter { fact.statements[$0].claim.value != .none }
        guard !stated.isEmpty else {
            fact.verdict = .missingEverywhere
            return
        }
        fact.groups = groups(fact, stated)
        if !fact.faults.isEmpty {
            fact.verdict = .faultInsidePage
            return
        }
        guard stated.count > 1, fact.name.isComparable || allSame(fact, stated) else { return }
        let relations = pairs(stated).compactMap { first, second in
            Comparing.relation(
                fact.statements[first].claim, fact.statements[second].claim, measure: fact.name.measure)
        }
        switch relations.max() {
        case nil: break
        case .same: fact.verdict = .agree
        case .rounding, .cut: fact.verdict = .agreeWithinRounding
        case .approximate: fact.verdict = .agreeApproximately
        case .definition: fact.verdict = .differentDefinition
        case .conflict: fact.verdict = .conflict
        }
    }

    /// Words that two pages have in common agree; words that differ are kept beside each other.
    private func allSame(_ fact: ComparedFact, _ stated: [Int]) -> Bool {
        pairs(stated).contains { first, second in
            Comparing.relation(
                fact.statements[first].claim, fact.statements[second].claim, measure: fact.name.measure) == .same
        }
    }

    private func pairs(_ items: [Int]) -> [(Int, Int)] {
        items.indices.flatMap { i in items[(i + 1)...].map { (items[i], $0) } }
    }

    /// Statements that agree, each with the first of its group.
    private func groups(_ fact: ComparedFact, _ stated: [Int]) -> [ComparedFact.Group] {
        var groups: [[Int]] = []
        for index in stated {
            let group = groups.firstIndex { members in
                members.allSatisfy { member in
                    let relation = Comparing.relation(
                        fact.statements[member].claim, fact.statements[index].claim, measure: fact.name.measure)
                    return relation.map { $0 != .conflict } ?? false
                }
            }
            if let group { groups[group].append(index) } else { groups.append([index]) }
        }
        return groups.map { members in
            ComparedFact.Group(
                statements: members,
                voices: Independence.voices(of: members.map { fact.statements[$0].page }, citations))
        }.sorted { ($1.voices, $0.statements[0]) < ($0.voices, $1.statements[0]) }
    }
}

extension ComparedFact {
    /// Whether pages only say that there is nothing to give.
    fileprivate var isNotApplicable: Bool { statements.allSatisfy { $0.claim.state == .notApplicable } }
}
