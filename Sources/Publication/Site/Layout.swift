import ElectionFiles
import ElectionModel
import Wording

extension PageContext {
    /// The pages that the main navigation leads to, in its order.
    static let navigation: [(path: String, title: String)] = [
        ("index.html", "overview"), ("results.html", "results"), ("lists.html", "lists"),
        ("constituencies.html", "constituencies"), ("regions.html", "map"), ("turnout.html", "turnout"),
        ("changes.html", "change"), ("parliament.html", "parliament"), ("country.html", "country record"),
        ("election.html", "election profile"), ("claims.html", "claims"), ("check.html", "check"),
        ("codebook.html", "codebook"),
    ]

    /// The same with the count while there is one.
    var navigation: [(path: String, title: String)] {
        guard figures.count != nil else { return Self.navigation }
        return [Self.navigation[0], ("counting.html", "counting"), ("my-station.html", "my station")]
            + Self.navigation.dropFirst()
    }

    func pageName(_ title: String) -> String {
        wording.termIfPresent("page.\(title)") ?? text("page.\(title)")
    }

    /// A whole page around its content.
    ///
    /// - Parameter title: as in the window; the heading is the page's own.
    func page(_ title: String, @Content _ content: () -> [Node]) -> Node {
        tag(.html, ["lang": language.rawValue]) {
            tag(.head) {
                tag(.meta, ["charset": "utf-8"])
                tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                tag(.meta, ["name": "color-scheme", "content": "light dark"])
                tag(.title, [:], windowTitle(title))
                tag(.link, ["rel": "stylesheet", "href": rootLink(files.style.name)])
                if let script = files.script {
                    tag(.script, ["src": rootLink(script.name), "defer": "", "data-head": rootLink("head.json")])
                }
                for other in Language.allCases {
                    tag(
                        .link,
                        ["rel": "alternate", "hreflang": other.rawValue, "href": rootLink("\(other.rawValue)/\(path)")])
                }
            }
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                top()
                if figures.isReconstructed { notice() }
                tag(.main, ["id": "content"]) { content() }
                if files.script != nil {
                    // What the script says, where one runs; empty otherwise.
                    tag(.p, ["id": "renewed", "role": "status", "data-text": text("count.renewed")])
                }
                foot()
            }
        }
    }

    private func windowTitle(_ title: String) -> String {
        let name = figures.election.name[language]
        return title == name
            ? name
            : wording.term("page.title", [Figure("page", .text(title)), Figure("election", .text(name))])
    }

    private func top() -> Node {
        tag(.header) {
            tag(.div, ["class": "brand"]) {
                tag(.a, ["href": link("index.html"), "class": "name"], figures.election.name[language])
                languageLinks(wording) { rootLink("\($0.rawValue)/\(path)") }
            }
            tag(.nav, ["class": "pages", "aria-label": wording.term("navigation.main")]) {
                tag(.ul) {
                    for entry in navigation {
                        tag(.li) {
                            tag(
                                .a, ["href": link(entry.path), "aria-current": entry.path == path ? "page" : nil],
                                pageName(entry.title))
                        }
                    }
                }
            }
        }
    }

    /// What has to be known before any figure is read.
    private func notice() -> Node {
        tag(.aside, ["class": "notice", "aria-label": text("notice")]) {
            tag(.p) {
                tag(.strong, [:], text("notice"))
                " "
                figures.file.notice?[language] ?? wording.term("publication.reconstructed notice")
            }
        }
    }

    private func foot() -> Node {
        tag(.footer) {
            tag(.h2, [:], wording.term("publication.where from"))
            kindLegend()
            if figures.hasImportedTotals { tag(.p, [:], wording.term("publication.imported totals")) }
            if figures.count != nil {
                tag(.p) {
                    "\(text("count.position")): "
                    tag(.span, ["class": PageTemplate.positionClass]) { .place(.position) }
                }
            }
            tag(.p) {
                tag(.a, ["href": link("check.html")], wording.term("publication.how to check"))
                " · "
                tag(.a, ["href": link("claims.html")], heading("sources"))
                " · "
                tag(.a, ["href": link("codebook.html")], wording.term("page.codebook"))
            }
            tag(.p, ["class": "downloads"]) {
                text("all data")
                ": "
                download("data/election.json", "election.json")
                " · "
                download("data/nist-election-results.xml", "nist-election-results.xml")
                " · "
                download("data/nist-election-results.json", "nist-election-results.json")
            }
        }
    }
}

/// The head of a page that stands in a folder of its language, beside the same page in the others.
///
/// - Parameter path: of the page inside the folder of a language.
func headOfPage(_ title: String, path: String) -> Node {
    tag(.head) {
        tag(.meta, ["charset": "utf-8"])
        tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        tag(.meta, ["name": "color-scheme", "content": "light dark"])
        tag(.title, [:], title)
        tag(.link, ["rel": "stylesheet", "href": "../style.css"])
        for other in Language.allCases {
            tag(.link, ["rel": "alternate", "hreflang": other.rawValue, "href": "../\(other.rawValue)/\(path)"])
        }
    }
}

/// The same page in the other languages.
///
/// - Parameter link: to the page in a language.
func languageLinks(_ wording: Wording, _ link: (Language) -> String) -> Node {
    tag(.nav, ["class": "languages", "aria-label": wording.term("navigation.languages")]) {
        for other in Language.allCases {
            if other == wording.language {
                tag(.span, ["aria-current": "true"], wording.name(of: other))
            } else {
                tag(
                    .a,
                    [
                        "href": link(other), "lang": other.rawValue, "hreflang": other.rawValue, "rel": "alternate",
                    ], wording.name(of: other))
            }
        }
    }
}
