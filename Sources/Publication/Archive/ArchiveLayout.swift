import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// The pages that the main navigation leads to, with their titles.
    private var navigation: [(path: String, title: String)] {
        [
            ("index.html", text("comparison")), ("country.html", wording.term("page.country record")),
            ("election.html", wording.term("page.election profile")), ("results.html", wording.term("page.results")),
            ("coverage.html", text("coverage")),
        ]
    }

    /// A page around its content, with the way to the others and the other languages.
    ///
    /// - Parameters:
    ///   - heading: of the page itself; the first page has the election's title.
    ///   - path: inside the folder of the language.
    func page(_ heading: String, path: String, @Content _ content: () -> [Node]) -> Node {
        tag(.html, ["lang": language.rawValue]) {
            headOfPage(
                heading == title
                    ? title
                    : wording.term("page.title", [Figure("page", .text(heading)), Figure("election", .text(title))]),
                path: path)
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                tag(.header) {
                    tag(.div, ["class": "brand"]) {
                        tag(.a, ["href": "index.html", "class": "name"], title)
                        languageLinks(wording) { "../\($0.rawValue)/\(path)" }
                    }
                    tag(.nav, ["class": "pages", "aria-label": wording.term("navigation.main")]) {
                        tag(.ul) {
                            for entry in navigation {
                                tag(.li) {
                                    tag(
                                        .a,
                                        ["href": entry.path, "aria-current": entry.path == path ? "page" : nil],
                                        entry.title)
                                }
                            }
                        }
                    }
                }
                tag(.main, ["id": "content"]) {
                    tag(.h1, [:], heading)
                    content()
                }
                foot()
            }
        }
    }

    /// Where the figures come from: the sources, and everything as files.
    private func foot() -> Node {
        tag(.footer) {
            tag(.h2, [:], wording.term("publication.where from"))
            tag(.ol, ["class": "sources"]) {
                for place in figures.sources.indices {
                    tag(.li) { sourceLinks(place) }
                }
            }
            tag(.p, ["class": "downloads"]) {
                "\(text("downloads")): "
                for (position, path) in known.downloads.enumerated() {
                    if position > 0 { " · " }
                    tag(.a, ["href": "../\(path)", "download": fileName(of: path)], fileName(of: path))
                }
            }
        }
    }

    private func fileName(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// A source's name, leading to the copy of the page, and what was read of it.
    @Content func sourceLinks(_ place: Int) -> [Node] {
        tag(.a, ["href": "page-\(place + 1).html"], figures.sources[place].name)
        " – \(wording.name(of: comparison.pages[place].format)). "
        tag(.a, ["href": "coverage-\(place + 1).html"], text("coverage"))
    }

    /// The way back from a page about one source.
    func breadcrumb(_ place: Int, toCopy: Bool) -> Node {
        tag(.nav, ["class": "breadcrumb", "aria-label": wording.term("navigation.breadcrumb")]) {
            tag(.a, ["href": "index.html"], text("back"))
            " · "
            if toCopy {
                tag(.a, ["href": "page-\(place + 1).html"], text("copy"))
            } else {
                tag(.a, ["href": "coverage-\(place + 1).html"], text("coverage"))
            }
        }
    }
}
