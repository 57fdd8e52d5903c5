import ElectionFiles
import ElectionModel
public import Wording

/// What the site is made from besides figures and texts: files of `Pages/`, read by whoever may open files.
public struct SiteAssets: Sendable {
    /// `Pages/style.css`.
    public var style: [UInt8]
    public var tiles: [TilePlace]
    /// `Pages/live.js`, which renews the pages of a count while they are read; empty for none.
    public var script: [UInt8]

    public init(style: [UInt8], tiles: [TilePlace] = [], script: [UInt8] = []) {
        self.style = style
        self.tiles = tiles
        self.script = script
    }
}

/// The static site: pages in three languages that are read without scripts, also from the file system.
public enum Site {
    /// Every file with its path inside the folder of the site, in a fixed order. The same input gives the same bytes.
    ///
    /// - Parameter head: where the record ends, for an election that is counted from one.
    public static func files(
        _ figures: Figures, _ catalogue: TextCatalogue, _ assets: SiteAssets, head: String = ""
    ) -> [(path: String, bytes: [UInt8])] {
        let position = figures.count?.height.plain ?? ""
        return templates(figures, catalogue, assets).map { path, template in
            (path, PageTemplate.filled(template, position: position, head: head))
        }
    }

    /// The same with the places about the record still open.
    ///
    /// - Parameter isWanted: asked with the path of a page inside the folder of its language before the page is made.
    static func templates(
        _ figures: Figures, _ catalogue: TextCatalogue, _ assets: SiteAssets,
        only isWanted: (String) -> Bool = { _ in true }
    ) -> [(path: String, bytes: [UInt8])] {
        let files = AssetFiles(figures, assets)
        var result = files.files
        result.append(("index.html", languageChoice(figures, catalogue, style: files.style.name).page()))
        let names = Names(of: figures.election, under: figures.law)
        let pages = pages(figures).filter { isWanted($0.path) }
        for language in Language.allCases {
            let wording = Wording(catalogue, in: language, names: names)
            let context = PageContext(figures: figures, wording: wording, tiles: assets.tiles, files: files)
            for page in pages {
                result.append(("\(language.rawValue)/\(page.path)", page.content(context.at(page.path)).page()))
            }
        }
        return result
    }

    /// A page of every language.
    struct Page {
        /// Inside the folder of its language.
        var path: String
        var content: (PageContext) -> Node
    }

    private static func pages(_ figures: Figures) -> [Page] {
        var pages = [
            Page(path: "index.html") { $0.overviewPage() }, Page(path: "results.html") { $0.resultsPage() },
            Page(path: "lists.html") { $0.listsPage() },
            Page(path: "constituencies.html") { $0.constituenciesPage() },
        ]
        pages += figures.constituencies.map { constituency in
            Page(path: constituencyPath(constituency.id)) {
                $0.constituencyPage(constituency)
            }
        }
        pages += [
            Page(path: "regions.html") { $0.regionsPage() }, Page(path: "turnout.html") { $0.turnoutPage() },
            Page(path: "changes.html") { $0.changesPage() }, Page(path: "parliament.html") { $0.parliamentPage() },
            Page(path: "country.html") { $0.countryPage() }, Page(path: "election.html") { $0.electionPage() },
            Page(path: "claims.html") { $0.claimsPage() }, Page(path: "check.html") { $0.checkPage() },
            Page(path: "codebook.html") { $0.codebookPage() },
        ]
        guard let count = figures.count else { return pages }
        pages.append(Page(path: "counting.html") { $0.countingPage(count) })
        pages += figures.constituencies.map { constituency in
            Page(path: stationsPath(constituency.id)) { $0.stationsPage(constituency.id, count) }
        }
        pages.append(Page(path: "my-station.html") { $0.placesPage() })
        pages += figures.constituencies.map { constituency in
            Page(path: placesPath(constituency.id)) { $0.placesPage(constituency.id, count) }
        }
        return pages
    }

    /// The page of a constituency, inside the folder of its language.
    static func constituencyPath(_ district: DistrictID) -> String {
        "constituencies/\(fileName(district.rawValue)).html"
    }

    /// The page of the stations of a constituency, inside the folder of its language.
    static func stationsPath(_ district: DistrictID) -> String { "stations/\(fileName(district.rawValue)).html" }

    /// The page for those who vote in a constituency.
    static func placesPath(_ district: DistrictID) -> String { "my-station/\(fileName(district.rawValue)).html" }

    /// The colour of each group for light and for dark pages, after the style sheet. In the order of the register, so that seats
    /// won during a count change nothing in it.
    static func groupColours(_ figures: Figures) -> String {
        let known = Set(figures.election.parties.map(\.id))
        let others = figures.house.groups.filter { !known.contains($0.id) && $0.id != Figures.independents }
        let groups =
            figures.election.parties.map { (id: $0.id, colour: Colour($0.colour ?? "")) }
            + others.map { (id: $0.id, colour: Colour($0.colour)) } + [(id: Figures.independents, colour: Colour(""))]
        func rules(_ colour: (Colour) -> Colour, indent: String) -> String {
            groups.map { "\(indent).g-\(fileName($0.id.rawValue)) { --group: \(colour($0.colour).text); }\n" }.joined()
        }
        return "\n/* The colours of this election's groups. */\n" + rules(\.onLight, indent: "")
            + "@media (prefers-color-scheme: dark) {\n" + rules(\.onDark, indent: "  ") + "}\n"
            + "@media print {\n" + rules(\.onLight, indent: "  ") + "}\n"
    }

    private static func languageChoice(_ figures: Figures, _ catalogue: TextCatalogue, style: String) -> Node {
        LanguageChoice.page(catalogue, title: { figures.election.name[$0.language] }, style: style) { wording in
            guard figures.isReconstructed else { return nil }
            return figures.file.notice?[wording.language] ?? wording.term("publication.reconstructed notice")
        }
    }
}
