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
        var result: [(path: String, bytes: [UInt8])] = [("style.css", style)]
        for language in Language.allCases {
            let context = ArchiveContext(figures: figures, wording: Wording(catalogue, in: language))
            result.append(("\(language.rawValue)/index.html", context.comparisonPage().page()))
            for place in figures.sources.indices {
                result.append(("\(language.rawValue)/page-\(place + 1).html", context.sourcePage(place).page()))
            }
        }
        return result + ArchiveExports.files(figures, catalogue)
    }
}

/// What the pages of an election's sources are made from in one language.
struct ArchiveContext {
    let figures: ArchiveFigures
    let wording: Wording

    var comparison: SourceComparison { figures.comparison }

    func heading(_ name: String) -> String { wording.term("archive.heading.\(name)") }

    func name(_ fact: ComparedFact) -> String { wording.name(of: fact.name, comparison.participants) }

    /// A page around its content, with the other languages.
    func page(_ title: String, path: String, @Content _ content: () -> [Node]) -> Node {
        tag(.html, ["lang": wording.language.rawValue]) {
            tag(.head) {
                tag(.meta, ["charset": "utf-8"])
                tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                tag(.meta, ["name": "color-scheme", "content": "light dark"])
                tag(.title, [:], title)
                tag(.link, ["rel": "stylesheet", "href": "../style.css"])
            }
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                tag(.header) {
                    tag(.div, ["class": "brand"]) {
                        tag(.a, ["href": "index.html", "class": "name"], comparison.election.id.rawValue)
                        tag(.nav, ["class": "languages", "aria-label": wording.term("navigation.languages")]) {
                            for other in Language.allCases {
                                if other == wording.language {
                                    tag(.span, ["aria-current": "true"], wording.name(of: other))
                                } else {
                                    tag(
                                        .a,
                                        [
                                            "href": "../\(other.rawValue)/\(path)", "lang": other.rawValue,
                                            "hreflang": other.rawValue, "rel": "alternate",
                                        ], wording.name(of: other))
                                }
                            }
                        }
                    }
                }
                tag(.main, ["id": "content"]) { content() }
            }
        }
    }
}
