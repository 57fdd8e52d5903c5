public import ElectionModel

/// A decision about which of several claims on one fact to show as its value. Nothing is overwritten: the claims stay, and a
/// later decision takes the place of an earlier one.
public struct PreferenceDecision: Sendable, Hashable {
    public var action: Action
    /// The claim that is preferred, or whose preference is taken back.
    public var claim: ClaimID
    /// Its page.
    public var page: PageHash
    public var who: String
    public var why: String
    public var when: CalendarDate

    public init(_ action: Action, _ claim: ClaimID, on page: PageHash, who: String, why: String, when: CalendarDate) {
        self.action = action
        self.claim = claim
        self.page = page
        self.who = who
        self.why = why
        self.when = when
    }

    public enum Action: String, Sendable, Hashable, CaseIterable, Codable {
        case prefer
        case withdraw
    }
}

/// All preferences, in the order in which they were decided.
public struct PreferenceLog: Sendable, Hashable {
    public private(set) var decisions: [PreferenceDecision]
    /// The last decision about each claim.
    private var last: [ClaimID: Int] = [:]

    public init(_ decisions: [PreferenceDecision] = []) {
        self.decisions = decisions
        for (number, decision) in decisions.enumerated() { last[decision.claim] = number }
    }

    public mutating func add(_ decision: PreferenceDecision) {
        last[decision.claim] = decisions.count
        decisions.append(decision)
    }

    public var isEmpty: Bool { decisions.isEmpty }

    /// What holds about a fact: the latest preference for one of its claims that was not withdrawn.
    public func standing(of fact: ComparedFact) -> (claim: Claim, decision: PreferenceDecision)? {
        guard !last.isEmpty else { return nil }
        var best: (number: Int, claim: Claim)?
        for claim in fact.statements.flatMap({ [$0.claim] + $0.others }) {
            guard let number = last[claim.id], decisions[number].action == .prefer, number > best?.number ?? -1 else {
                continue
            }
            best = (number, claim)
        }
        return best.map { ($0.claim, decisions[$0.number]) }
    }
}
