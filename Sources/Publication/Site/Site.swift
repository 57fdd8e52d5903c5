import ElectionFiles
import ElectionModel
public import Wording

/// What the site is made from besides figures and texts: files of `Pages/`, read by whoever may open files.
public struct SiteAssets: Sendable {
    /// `Pages/style.css`.
    public var style: [UInt8]
    public var tiles: [TilePlace]

    public init(style: [UInt8], tiles: [TilePlace] = []) {
        self.style = style
        self.tiles = tiles
    }
}

/// The static site: pages in three languages, without scripts, readable from the file system.
public enum Site {
    /// Every file with its path inside the folder of the site, in a fixed order. The same input gives the same bytes.
    public static func files(
        _ figures: Figures, _ catalogue: TextCatalogue, _ assets: SiteAssets
    ) -> [(path: String, bytes: [UInt8])] {
        var result: [(path: String, bytes: [UInt8])] = [
            ("index.html", languageChoice(figures, catalogue).page()),
            ("style.css", assets.style + Array(groupColours(figures).utf8)),
        ]
        let names = Names(of: figures.election, under: figures.law)
        for language in Language.allCases {
            let wording = Wording(catalogue, in: language, names: names)
            func add(_ path: String, _ page: (PageContext) -> Node) {
                let context = PageContext(figures: figures, wording: wording, path: path, tiles: assets.tiles)
                result.append(("\(language.rawValue)/\(path)", page(context).page()))
            }
            add("index.html") { $0.overviewPage() }
            add("results.html") { $0.resultsPage() }
            add("lists.html") { $0.listsPage() }
            add("constituencies.html") { $0.constituenciesPage() }
            for constituency in figures.constituencies {
                add("constituencies/\(fileName(constituency.id.rawValue)).html") { $0.constituencyPage(constituency) }
            }
            add("regions.html") { $0.regionsPage() }
            add("turnout.html") { $0.turnoutPage() }
            add("changes.html") { $0.changesPage() }
            add("parliament.html") { $0.parliamentPage() }
            add("country.html") { $0.countryPage() }
            add("election.html") { $0.electionPage() }
            add("claims.html") { $0.claimsPage() }
            add("check.html") { $0.checkPage() }
            add("codebook.html") { $0.codebookPage() }
            guard let count = figures.count else { continue }
            add("counting.html") { $0.countingPage(count) }
            for constituency in figures.constituencies {
                add("stations/\(fileName(constituency.id.rawValue)).html") { $0.stationsPage(constituency.id, count) }
            }
        }
        return result
    }

    /// The colour of each group for light and for dark pages, after the style sheet.
    static func groupColours(_ figures: Figures) -> String {
        func rules(_ colour: (Colour) -> Colour, indent: String) -> String {
            figures.house.groups.map {
                "\(indent).g-\(fileName($0.id.rawValue)) { --group: \(colour(Colour($0.colour)).text); }\n"
            }.joined()
        }
        return "\n/* The colours of this election's groups. */\n" + rules(\.onLight, indent: "")
            + "@media (prefers-color-scheme: dark) {\n" + rules(\.onDark, indent: "  ") + "}\n"
            + "@media print {\n" + rules(\.onLight, indent: "  ") + "}\n"
    }

    private static func languageChoice(_ figures: Figures, _ catalogue: TextCatalogue) -> Node {
        LanguageChoice.page(catalogue, title: { figures.election.name[$0.language] }) { wording in
            guard figures.isReconstructed else { return nil }
            return figures.file.notice?[wording.language] ?? wording.term("publication.reconstructed notice")
        }
    }
}
