import ElectionModel

/// What a page for readers shows of one fact, and what it rests on. Nothing is decided here: a recorded decision goes first,
/// then what independent sources agree on; a single voice is shown as such, and what is contested with all its values.
public struct PreferredValue: Sendable, Hashable {
    public var basis: Basis
    /// One value; all of them where they are contested or count different things. Where no page gives one, the empty places.
    public var values: [Value]
    /// Values of other sources that the basis passes over.
    public var against: [Value]
    /// The only page that states it contradicts itself about it.
    public var isFaulty: Bool

    /// One value with everybody who states it.
    public struct Value: Sendable, Hashable {
        /// The most exact of the claims.
        public var claim: Claim
        public var sources: [Source]
    }

    public struct Source: Sendable, Hashable {
        /// The page's place in the comparison.
        public var page: Int
        public var claim: Claim
        /// The claims in whose words it can be read: itself; what it was computed from, where it was computed, and of a long
        /// column the first.
        public var printed: [Claim]
    }

    public enum Basis: Sendable, Hashable {
        case decided(PreferenceDecision)
        /// So many independent sources.
        case agreed(voices: Int)
        case single
        /// Several pages, of which each names another as its source, or is named by it.
        case repeated
        /// The values count different things.
        case definitions
        case contested
        /// Pages have the place and leave it empty, or say that there is nothing to give.
        case notGiven

        public var kind: Kind {
            switch self {
            case .decided: .decided
            case .agreed: .agreed
            case .single: .single
            case .repeated: .repeated
            case .definitions: .definitions
            case .contested: .contested
            case .notGiven: .notGiven
            }
        }
    }

    /// A basis without what it carries.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case decided, agreed, single, repeated, definitions, contested
        case notGiven = "not-given"
    }
}

/// The preferred values of one election's facts.
public struct PreferredValues: Sendable {
    public let comparison: SourceComparison
    private let preferences: PreferenceLog
    private let facts: [FactName: ComparedFact]
    /// Claims that others were computed from.
    private let inputs: [ClaimID: Claim]

    public init(_ comparison: SourceComparison, _ preferences: PreferenceLog) {
        self.comparison = comparison
        self.preferences = preferences
        facts = Dictionary(comparison.facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var wanted: Set<ClaimID> = []
        for fact in comparison.facts {
            for statement in fact.statements { wanted.formUnion(statement.claim.inputs) }
        }
        var inputs: [ClaimID: Claim] = [:]
        if !wanted.isEmpty {
            for claim in comparison.pages.flatMap(\.claims) {
                let id = claim.id
                if wanted.contains(id) { inputs[id] = claim }
            }
        }
        self.inputs = inputs
    }

    public func fact(_ name: FactName) -> ComparedFact? { facts[name] }

    /// What is shown of a fact; nil where no page speaks of it.
    public func callAsFunction(_ name: FactName) -> PreferredValue? { facts[name].map { value(of: $0) } }

    /// The first of several names under which a value is given; else the first that any page has a place for.
    public func first(_ names: [FactName]) -> PreferredValue? {
        let values = names.compactMap { self($0) }
        return values.first { $0.basis != .notGiven } ?? values.first
    }

    public func value(of fact: ComparedFact) -> PreferredValue {
        let stated = fact.statements.indices.filter { fact.statements[$0].claim.value != .none }
        guard !stated.isEmpty else {
            let empty = joined(fact, Array(fact.statements.indices))
            return PreferredValue(basis: .notGiven, values: [empty].compactMap(\.self), against: [], isFaulty: false)
        }
        if let (claim, decision) = preferences.standing(of: fact) { return decided(fact, claim, decision) }
        if fact.verdict == .differentDefinition {
            return PreferredValue(basis: .definitions, values: distinct(fact, stated), against: [], isFaulty: false)
        }
        let groups = fact.groups.compactMap { group in
            joined(fact, group.statements).map { (value: $0, voices: group.voices) }
        }
        guard let best = groups.first else {
            return PreferredValue(basis: .contested, values: distinct(fact, stated), against: [], isFaulty: false)
        }
        let rest = groups.dropFirst()
        // Agreement of independent sources stands against a voice that nobody repeats, and says that there is one.
        if best.voices > 1, rest.allSatisfy({ $0.voices < 2 }) {
            return PreferredValue(
                basis: .agreed(voices: best.voices), values: [best.value], against: rest.map(\.value), isFaulty: false)
        }
        let isFaulty = fact.faults.contains { fault in best.value.sources.contains { $0.page == fault.page } }
        guard rest.isEmpty else {
            return PreferredValue(
                basis: .contested, values: groups.map(\.value), against: [], isFaulty: isFaulty)
        }
        return PreferredValue(
            basis: best.value.sources.count > 1 ? .repeated : .single, values: [best.value], against: [],
            isFaulty: isFaulty)
    }

    /// Every value that pages state of a fact that may have several: leaders, members, sentences. Equal ones are one.
    public func all(_ name: FactName) -> [PreferredValue.Value] {
        guard let fact = facts[name] else { return [] }
        var values: [PreferredValue.Value] = []
        for statement in fact.statements {
            let claims = ([statement.claim] + statement.others).filter { $0.value != .none }
            for claim in claims.sorted(by: { ($0.span?.lowerBound ?? 0) < ($1.span?.lowerBound ?? 0) }) {
                let source = source(statement.page, claim)
                let known = values.firstIndex {
                    Comparing.relation($0.claim, claim, measure: name.measure) == .same
                }
                if let known {
                    if !values[known].sources.contains(source) { values[known].sources.append(source) }
                } else {
                    values.append(PreferredValue.Value(claim: claim, sources: [source]))
                }
            }
        }
        return values
    }

    // MARK: Parts

    private func decided(_ fact: ComparedFact, _ claim: Claim, _ decision: PreferenceDecision) -> PreferredValue {
        let agreeing = fact.statements.indices.filter { index in
            let other = fact.statements[index].claim
            return other == claim || fact.statements[index].others.contains(claim)
                || Comparing.relation(claim, other, measure: fact.name.measure).map { $0 < .definition } ?? false
        }
        let others = fact.groups.filter { Set($0.statements).isDisjoint(with: agreeing) }
        let sources = agreeing.map { index in
            let statement = fact.statements[index]
            return source(statement.page, statement.others.contains(claim) ? claim : statement.claim)
        }
        return PreferredValue(
            basis: .decided(decision), values: [PreferredValue.Value(claim: claim, sources: sources)],
            against: others.compactMap { joined(fact, $0.statements) }, isFaulty: false)
    }

    private func distinct(_ fact: ComparedFact, _ stated: [Int]) -> [PreferredValue.Value] {
        var groups: [[Int]] = []
        for index in stated {
            let known = groups.firstIndex { fact.statements[$0[0]].claim.value == fact.statements[index].claim.value }
            if let known { groups[known].append(index) } else { groups.append([index]) }
        }
        return groups.compactMap { joined(fact, $0) }
    }

    /// The statements as one value, that of the most exact of them.
    private func joined(_ fact: ComparedFact, _ statements: [Int]) -> PreferredValue.Value? {
        let best = statements.min { first, second in
            let (a, b) = (fact.statements[first].claim, fact.statements[second].claim)
            return (Self.rank(a), first) < (Self.rank(b), second)
        }
        guard let best else { return nil }
        return PreferredValue.Value(
            claim: fact.statements[best].claim,
            sources: statements.map { source(fact.statements[$0].page, fact.statements[$0].claim) })
    }

    /// An exact value before a rounded one, a printed one before one that we computed.
    private static func rank(_ claim: Claim) -> Int {
        let places: Int
        if case .decimal(let number) = claim.value { places = min(9, number.places) } else { places = 0 }
        return (claim.state == .approximate ? 100 : 0) + (claim.span == nil ? 50 : 0) - places
    }

    private func source(_ page: Int, _ claim: Claim) -> PreferredValue.Source {
        if claim.span != nil { return PreferredValue.Source(page: page, claim: claim, printed: [claim]) }
        let parts = claim.inputs.compactMap { inputs[$0] }
        return PreferredValue.Source(page: page, claim: claim, printed: parts.count > 2 ? [parts[0]] : parts)
    }
}
