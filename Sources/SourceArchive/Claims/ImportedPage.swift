public import ElectionModel

/// What an importer has made of a page.
public struct ImportedPage: Sendable, Hashable {
    public var page: PageHash
    public var format: PageFormat
    /// The layout or the way of flattening, such as `A1`, `G2`, `C1`.
    public var layout: String
    public var election: ElectionKey
    public var claims: [Claim]
    /// What became of every part of the page that is not a claim, in order and without overlaps.
    public var coverage: [Coverage]
    /// What looks wrong in the page, or could not be read.
    public var findings: [Finding]

    public init(
        page: PageHash, format: PageFormat, layout: String, election: ElectionKey, claims: [Claim],
        coverage: [Coverage], findings: [Finding]
    ) {
        self.page = page
        self.format = format
        self.layout = layout
        self.election = election
        self.claims = claims
        self.coverage = coverage
        self.findings = findings
    }
}

public enum PageFormat: String, Sendable, Hashable, CaseIterable, Codable {
    case parline
    case electionWatch = "election-watch"
    case electionGuide = "election-guide"
    case wikipedia
    case wikitext
    case clea
    case nist
}

/// A part of a page that states no claim, with what it is.
public struct Coverage: Sendable, Hashable {
    public var span: Range<Int>
    public var use: Use

    public init(_ span: Range<Int>, _ use: Use) {
        self.span = span
        self.use = use
    }

    public enum Use: String, Sendable, Hashable, CaseIterable, Codable {
        /// A label, a head of a column, a title.
        case label
        /// Links, copyright, "Print this page", host noise.
        case furniture
        /// About another election, or about what is not an election.
        case elsewhere
        /// References of the page.
        case reference
        /// Words without a figure that make no claim.
        case words
        /// Not understood. A part with a digit that ends here is a finding.
        case unread
    }
}
