public import ElectionModel

/// A page with everything that was made of it, the last reading last.
public struct StoredPage: Sendable, Hashable {
    public var source: SourcePage
    /// The day on which it was taken in.
    public var added: CalendarDate
    public var readings: [ImportedPage]

    public init(source: SourcePage, added: CalendarDate, readings: [ImportedPage]) {
        self.source = source
        self.added = added
        self.readings = readings
    }
}

/// A whole archive in memory.
public struct ArchiveContent: Sendable, Hashable {
    /// In the order of hashes.
    public var pages: [StoredPage]
    public var aliases: AliasBook
    public var preferences: PreferenceLog

    public init(
        pages: [StoredPage] = [], aliases: AliasBook = AliasBook(), preferences: PreferenceLog = PreferenceLog()
    ) {
        self.pages = pages
        self.aliases = aliases
        self.preferences = preferences
    }
}

/// What adding a page to an archive came to.
public enum ClaimAddition: String, Sendable, Hashable, CaseIterable {
    case new
    /// The page was there and is read otherwise now.
    case readAgain = "read-again"
    /// The page and this reading of it were there.
    case known
}
