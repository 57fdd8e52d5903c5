import ElectionModel

/// The value that stands for a fact in forms that can print only one and say nothing about it, with what it rests on.
///
/// Stricter than `PreferredValue`, which pages show with its mark and with what it passes over: here any contradiction counts.
/// A recorded decision comes first, then what pages agree on, then the only page that speaks of it. A contested fact has none: nothing
/// chooses between two pages but a person.
public struct UncontestedValue: Sendable, Hashable {
    /// Of several that agree the most exact: printed before told, with more decimals before fewer.
    public var claim: Claim
    /// The place of its page in the comparison.
    public var page: Int
    public var basis: Basis

    public enum Basis: Sendable, Hashable {
        case decision(PreferenceDecision)
        /// At least two pages of which none names the other as its source.
        case agreed(voices: Int)
        case single
    }

    /// Whether the page states it as it is: neither about, nor computed from its other figures.
    public var isStated: Bool { claim.state == .printed || claim.state == .prose }
}

extension ComparedFact {
    /// How a fact stands where only one value can be printed.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        case decided, agreed, single
        /// Pages contradict each other, count different things, or a page contradicts itself; nobody has decided.
        case contested
        /// Several values may be true at once, or words differ that can't be set against each other.
        case several
        /// Pages have the place and leave it empty.
        case missing
    }

    public func standing(_ log: PreferenceLog) -> Standing {
        switch uncontested(log)?.basis {
        case .decision: .decided
        case .agreed: .agreed
        case .single: .single
        case nil:
            switch verdict {
            case .missingEverywhere: .missing
            case .conflict, .faultInsidePage, .differentDefinition: .contested
            default: .several
            }
        }
    }

    /// Nil where the fact is contested, missing, or may have several values at once.
    public func uncontested(_ log: PreferenceLog) -> UncontestedValue? {
        if let (claim, decision) = log.standing(of: self),
            let statement = statements.first(where: { $0.claim == claim || $0.others.contains(claim) })
        {
            return UncontestedValue(claim: claim, page: statement.page, basis: .decision(decision))
        }
        guard !name.measure.holdsSeveral else { return nil }
        let stated = statements.filter { $0.claim.value != .none }
        switch verdict {
        case .conflict, .faultInsidePage, .differentDefinition, .missingEverywhere: return nil
        case .singleSource:
            // Two pages with words that can't be compared are no single source.
            guard stated.count == 1 else { return nil }
        case .agree, .agreeWithinRounding, .agreeApproximately: break
        }
        guard let best = stated.min(by: { Self.exactness($0) < Self.exactness($1) }) else { return nil }
        let voices = groups.first?.voices ?? 1
        return UncontestedValue(
            claim: best.claim, page: best.page, basis: voices >= 2 ? .agreed(voices: voices) : .single)
    }

    /// The most exact first.
    private static func exactness(_ statement: Statement) -> (Int, Int, Int) {
        let state =
            switch statement.claim.state {
            case .printed: 0
            case .prose: 1
            case .derived: 2
            case .approximate: 3
            case .notGiven, .notApplicable: 4
            }
        let places = if case .decimal(let number) = statement.claim.value { number.places } else { 0 }
        return (state, -places, statement.page)
    }
}

extension ComparedFact {
    /// Whether two statements, by index, can't both be right.
    public func contradict(_ first: Int, _ second: Int) -> Bool {
        let group = { (index: Int) in self.groups.firstIndex { $0.statements.contains(index) } }
        guard let one = group(first), let other = group(second) else { return false }
        return one != other
    }
}
