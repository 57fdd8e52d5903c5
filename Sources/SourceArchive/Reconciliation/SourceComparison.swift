public import ElectionModel

/// What the pages of one election say beside each other: every fact, the contradictions with their explanations, what a
/// comparison rests on, and what nobody gives.
public struct SourceComparison: Sendable {
    public var election: ArchivedElection
    /// In the order of columns; `Statement.page` and `PageCheck.page` point here.
    public var pages: [ImportedPage]
    /// In the order of `FactName`.
    public var facts: [ComparedFact]
    /// Every sum and share that was worked out on one page.
    public var checks: [PageCheck]
    /// Passages that can be read in several ways, with what settled them.
    public var passages: [AmbiguousPassage]
    public var participants: ParticipantResolution
    /// Which pages name which others as their source: `citations[p]` are places of pages.
    public var citations: [[Int]]
    /// What the election's law says about what the pages state; empty without a law.
    public var law: [LawRemark] = []

    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        case agree
        case agreeWithinRounding = "agree-within-rounding"
        case agreeApproximately = "agree-approximately"
        case differentDefinition = "different-definition"
        case conflict
        case faultInsidePage = "fault-inside-page"
        case singleSource = "single-source"
        case missingEverywhere = "missing-everywhere"
    }

    /// The facts that contradict each other or themselves, strongest explanation first among equals.
    public var contradictions: [ComparedFact] {
        facts.filter { $0.verdict == .conflict || $0.verdict == .faultInsidePage }
    }

    public func facts(_ verdict: Verdict) -> [ComparedFact] { facts.filter { $0.verdict == verdict } }

    public func fact(_ name: String) -> ComparedFact? { facts.first { $0.name.description == name } }

    /// The proposals on which facts of the comparison rest.
    public var aliasesUsed: [AliasProposal] { participants.proposals.filter { $0.standing != .open } }
    /// Names that may be one and wait for a person.
    public var aliasesOpen: [AliasProposal] { participants.proposals.filter { $0.standing == .open } }
}

/// One fact with what each page states about it.
public struct ComparedFact: Sendable, Hashable {
    public var name: FactName
    public var verdict: SourceComparison.Verdict
    /// One for each page that speaks of it, in the order of the pages.
    public var statements: [Statement]
    /// Statements that agree with each other, by index; the first group has the most voices. One group unless they conflict.
    public var groups: [Group]
    /// Best first.
    public var hypotheses: [Hypothesis]
    /// Checks of single pages in which it is a suspect.
    public var faults: [PageCheck]

    /// Whether a statement's page contradicts itself about the fact.
    public func isFaulty(_ statement: Statement) -> Bool { faults.contains { $0.page == statement.page } }

    /// Of a page's fault the pages without it that state the same: they bear witness and are not at fault.
    public var witnesses: [Statement] {
        guard verdict == .faultInsidePage else { return [] }
        return statements.filter { statement in
            !isFaulty(statement)
                && statements.contains { other in
                    isFaulty(other)
                        && Comparing.relation(statement.claim, other.claim, measure: name.measure).map {
                            $0 < .definition
                        }
                            ?? false
                }
        }
    }

    public struct Statement: Sendable, Hashable {
        /// The page's place in the comparison.
        public var page: Int
        /// The claim that speaks for the page.
        public var claim: Claim
        /// Further claims of the page about it.
        public var others: [Claim]
    }

    public struct Group: Sendable, Hashable {
        /// Indices of statements.
        public var statements: [Int]
        /// How many independent sources stand behind them: a page that cites another of the group is no voice of its own.
        public var voices: Int
    }
}

/// An explanation of a contradiction, with the arithmetic that supports it. It is a suggestion for a person, never a decision.
public struct Hypothesis: Sendable, Hashable {
    public var kind: Kind
    /// Indices of the statements that it calls wrong.
    public var blamed: [Int]
    /// For the sentence in `Texts/`: which values, names, years.
    public var figures: [Figure]
    /// Sums and comparisons, each on its own, such as `35 + 18 + 10 + 3 + 1 = 67`.
    public var arithmetic: [String]
    /// In thousandths: an order, no probability.
    public var score: Int

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case digitsSwapped = "digits-swapped"
        case digitDoubled = "digit-doubled"
        case digitDropped = "digit-dropped"
        case digitMisread = "digit-misread"
        /// The figure of another election.
        case staleYear = "stale-year"
        /// The figure of a neighbouring column.
        case columnSlip = "column-slip"
        /// The figure of a neighbouring row.
        case rowSlip = "row-slip"
        case lostRow = "lost-row"
        /// One total includes invalid ballots.
        case invalidIncluded = "invalid-included"
        /// An early figure against the final one.
        case provisional
        /// One seat or vote counted in two rows: the differences of the column cancel out.
        case movedBetweenRows = "moved-between-rows"
        /// Several pages repeat one wrong figure.
        case sharedAncestor = "shared-ancestor"
        /// The sums of the page want another value.
        case sumsWant = "sums-want"
        /// The change that another page prints does not fit the seats before.
        case changeMiscalculated = "change-miscalculated"
        /// One of two days falls on the weekday of the first round.
        case weekday
        /// Digits cut off instead of rounded.
        case cutOff = "cut-off"
        /// One page has the seats of one tier where the other has all.
        case oneTier = "one-tier"
        /// Rows are lists, blocs are counted by their parties.
        case blocsCounted = "blocs-counted"
        /// Did not stand before.
        case newcomer
        /// Parties that won seats before and have no row any more.
        case unlistedLosers = "unlisted-losers"
        /// The law names another number or another way.
        case lawSays = "law-says"
    }

    init(_ kind: Kind, blamed: [Int], _ figures: [Figure] = [], arithmetic: [String] = [], score: Int) {
        self.kind = kind
        self.blamed = blamed
        self.figures = figures
        self.arithmetic = arithmetic
        self.score = score
    }
}

/// Part of a page that can be read in several ways.
public struct AmbiguousPassage: Sendable, Hashable {
    public var page: Int
    /// As the importer names it.
    public var passage: String
    public var count: Int
    /// Readings that the page's own figures allow.
    public var possible: [Int]
    /// The reading used; nil where nothing decides between the possible ones, and its figures are left out.
    public var chosen: Int?
    /// Pages whose figures decide; empty where the page's own do.
    public var settledBy: [Int]
}
