public import ElectionModel
public import SourceArchive
public import Wording

/// An election's sources side by side, as pages in three languages.
public struct ArchiveFigures: Sendable {
    public var comparison: SourceComparison
    /// The pages themselves and their names, in the order of columns.
    public var sources: [SourcePage]
    public var preferences: PreferenceLog
    public var history: ArchiveHistory

    public init(
        comparison: SourceComparison, sources: [SourcePage], preferences: PreferenceLog,
        history: ArchiveHistory = ArchiveHistory()
    ) {
        self.comparison = comparison
        self.sources = sources
        self.preferences = preferences
        self.history = history
    }
}

/// The static pages of one election's sources, and its exports.
public enum ArchiveSite {
    /// Every file with its path, in a fixed order. The same input gives the same bytes.
    public static func files(
        _ figures: ArchiveFigures, _ catalogue: TextCatalogue, style: [UInt8]
    ) -> [(path: String, bytes: [UInt8])] {
        let exports = ArchiveExports.files(figures, catalogue)
        let known = ArchiveContext.Known(figures, downloads: exports.map(\.path))
        let choice = LanguageChoice.page(catalogue) {
            $0.title(of: figures.comparison.election, figures.comparison.pages)
        }
        var result: [(path: String, bytes: [UInt8])] = [("index.html", choice.page()), ("style.css", style)]
        for language in Language.allCases {
            let context = ArchiveContext(figures: figures, wording: Wording(catalogue, in: language), known: known)
            func add(_ path: String, _ page: Node) { result.append(("\(language.rawValue)/\(path)", page.page())) }
            add("index.html", context.comparisonPage())
            add("country.html", context.countryPage())
            add("election.html", context.electionPage())
            add("results.html", context.resultsPage())
            add("coverage.html", context.coveragePage())
            for place in figures.sources.indices {
                add("page-\(place + 1).html", context.sourcePage(place))
                add("coverage-\(place + 1).html", context.coveragePage(of: place))
            }
        }
        return result + exports
    }
}

/// What the pages of an election's sources are made from in one language.
struct ArchiveContext {
    let figures: ArchiveFigures
    let wording: Wording
    let known: Known

    /// What is the same in every language.
    struct Known {
        var values: PreferredValues
        /// For each page what became of its parts.
        var coverage: [PageCoverage]
        var announcements: [Announcement]
        /// The exports, by path.
        var downloads: [String]

        init(_ figures: ArchiveFigures, downloads: [String]) {
            let pages = Array(zip(figures.comparison.pages, figures.sources))
            values = PreferredValues(figures.comparison, figures.preferences)
            coverage = pages.map { PageCoverage($0, in: $1.bytes) }
            announcements = pages.enumerated().flatMap { place, page in
                Announcement.all(in: page.0, place: place, bytes: page.1.bytes)
            }
            self.downloads = downloads
        }
    }

    var comparison: SourceComparison { figures.comparison }
    var language: Language { wording.language }

    // MARK: Words

    /// A heading of `archive.yaml`.
    func heading(_ name: String) -> String { wording.term("archive.heading.\(name)") }

    /// A text of `archive.yaml` for pages.
    func text(_ key: String, _ values: [Figure] = []) -> String { wording.term("archive.site.\(key)", values) }

    /// A text that the pages of published elections have as well.
    func shared(_ key: String) -> String { wording.term("site.\(key)") }

    func measure(_ measure: Measure) -> String { wording.term("archive.measure.\(measure.rawValue)") }

    var title: String { wording.title(of: comparison.election, comparison.pages) }

    func name(_ fact: ComparedFact) -> String { wording.name(of: fact.name, comparison.participants) }

    /// Words of a page, in the language in which it is written.
    func quoted(_ words: String, from place: Int) -> Node {
        tag(.q, ["lang": comparison.pages[place].layout == "B3" ? "fr" : "en"], words)
    }

    // MARK: Places

    /// Where a fact stands on the page of comparisons.
    static func anchor(_ fact: FactName) -> String { fact.description.replacing(" ", with: "_") }

    /// Where a claim stands in the copy of its page: its words, or the label after which nothing is given.
    static func anchor(_ claim: Claim) -> String? {
        SourceMark.span(of: claim).map { "b\($0.lowerBound)-\($0.upperBound)" }
    }

    static func link(_ claim: Claim, on place: Int) -> String? {
        anchor(claim).map { "page-\(place + 1).html#\($0)" }
    }
}
