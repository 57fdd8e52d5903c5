public import ElectionModel

/// What a source says about one fact: the fact, the value, the words in which it is printed, and where.
///
/// A claim is never changed and never merged with another: several claims about one fact live side by side, and what one
/// prefers among them is a decision of its own.
public struct Claim: Sendable, Hashable {
    public var key: FactKey
    public var value: ClaimValue
    public var state: ClaimState
    /// The words of the page that state it, exactly; empty for a derived claim and for a value that is not given.
    public var printed: String
    /// Where `printed` stands: UTF-8 bytes in the page's stored text. Nil for a derived claim.
    public var span: Range<Int>?
    /// Further parts of the page that give the value its meaning: the label of the row, the head of the column, the date
    /// above the table.
    public var context: [Range<Int>]
    public var page: PageHash
    /// The rule that read it, such as `parline.seats.column`.
    public var rule: String
    /// How far the reading can be trusted, not the source: `high` where a label or arithmetic places it, `medium` where order or a
    /// sentence's shape does, `low` where commas or lines of the page may be lost.
    public var confidence: Confidence
    /// Claims from which a derived claim is computed.
    public var inputs: [ClaimID]
    /// Where the page can be read in several ways: the reading to which this claim belongs.
    public var reading: Reading?

    public init(
        key: FactKey, value: ClaimValue, state: ClaimState = .printed, printed: String, span: Range<Int>?,
        context: [Range<Int>] = [], page: PageHash, rule: String, confidence: Confidence = .high,
        inputs: [ClaimID] = [], reading: Reading? = nil
    ) {
        self.key = key
        self.value = value
        self.state = state
        self.printed = printed
        self.span = span
        self.context = context
        self.page = page
        self.rule = rule
        self.confidence = confidence
        self.inputs = inputs
        self.reading = reading
    }

    /// One of the ways in which an ambiguous part of a page can be read. Claims of one reading hold together; the readings
    /// of one passage exclude each other.
    public struct Reading: Sendable, Hashable {
        /// Names the passage within its page, such as `parline.seats.row.6`.
        public var passage: String
        /// Counted from 0.
        public var number: Int
        /// How many readings the passage has; at least 2.
        public var count: Int

        public init(passage: String, number: Int, of count: Int) {
            self.passage = passage
            self.number = number
            self.count = count
        }
    }
}

extension Claim {
    /// The party of an alliance that has rows of its own beside the alliance's sum, where the claim says so.
    package var allianceMember: Participant? {
        guard key.measure == .member, rule.hasSuffix(".alliance"), case .text(let name) = value else { return nil }
        return Participant(.party, name)
    }
}

/// How a source states a value; the six are never mixed.
public enum ClaimState: String, Sendable, Hashable, CaseIterable, Codable {
    /// In a table, a list or after a label.
    case printed
    /// Computed by us, or by the maker of the page, from other figures of the page.
    case derived
    /// In a sentence.
    case prose
    /// With "about", "more than", "some", or a rounded word such as "nine million".
    case approximate
    /// The page has the place and leaves it empty.
    case notGiven = "not-given"
    /// The page says that there is nothing to give: `N/A`, `S/O`, `-` in such a column.
    case notApplicable = "not-applicable"
}
