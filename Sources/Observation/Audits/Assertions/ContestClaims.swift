public import ElectionModel

/// The claims that together make one contest's outcome certain, or why there are none.
public struct ContestClaims: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    /// The ballot.
    public var choices: [ChoiceID]
    public var againstAll: Set<ChoiceID>
    public var registered: UInt64?
    /// The votes as reported.
    public var reported: CardCount
    /// In the order in which they were made; never empty where `gap` is nil.
    public var claims: [Claim]
    /// Set where the outcome can't be confirmed by drawing cards.
    public var gap: AuditGap?

    init(_ tally: Tally, choices: [ChoiceID], againstAll: Set<ChoiceID>) {
        tier = tally.tier
        district = tally.district
        round = tally.round
        self.choices = choices
        self.againstAll = againstAll
        registered = tally.registered
        claims = []
        if let count = CardCount(tally, choices: choices) {
            reported = count
        } else {
            reported = CardCount(votes: choices.map { tally.votes(for: $0) ?? 0 }, invalid: 0)
            gap = .invalidUnknown
        }
    }

    /// The claims as assertions over so many cards. Claims that can't be false, such as that a list keeps its last seat
    /// against one that would need all votes and more, need no test and are left out.
    public func assertions(cards: UInt64) -> [Assertion] {
        claims.compactMap {
            Assertion($0, ballot: choices, againstAll: againstAll, cards: cards, registered: registered)
        }
    }

    /// Looks whether the claims hold on the reported votes, and gives up where they don't.
    mutating func check() {
        guard gap == nil else { return }
        guard !claims.isEmpty, reported.cards > 0 else {
            gap = .nothingCounted
            return
        }
        for assertion in assertions(cards: reported.cards) {
            let margin = assertion.margin(reported, cards: reported.cards)
            if margin < .zero { gap = .notImplied }
            if margin == .zero, gap == nil { gap = .onTheLine }
        }
        if gap != nil { claims = [] }
    }
}

/// Why drawing cards can't confirm a contest; a full count of all its cards can.
public enum AuditGap: String, Sendable, Hashable, CaseIterable {
    /// No votes, or nothing that they decided.
    case nothingCounted = "nothing counted"
    case invalidUnknown = "invalid ballots unknown"
    /// A tie, a lot, or votes exactly on the line of a rule.
    case onTheLine = "votes on the line"
    /// The reported votes do not lead to the outcome by the rules that are covered here.
    case notImplied = "outcome not implied by the votes"
    case blockVote = "several votes on a ballot"
    case collegeVote = "vote of a college"
    case districts = "threshold or seats across districts"
    case allocation = "allocation method not covered"
    case otherTiers = "seats depend on other tiers"
    case listRules = "bonus, links or natural threshold"
    case personsExhausted = "a list may have too few persons"
}
