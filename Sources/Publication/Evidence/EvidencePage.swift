import ElectionModel
import Observation
import Wording

/// The pages of a bundle in one language.
struct EvidencePage {
    let site: EvidenceSite
    let wording: Wording

    var bundle: EvidenceBundle { site.bundle }
    func label(_ name: String, _ figures: [Figure] = []) -> String { wording.term("evidence.label.\(name)", figures) }
    func line(_ name: String, _ figures: [Figure] = []) -> String { wording.term("evidence.line.\(name)", figures) }
    func number(_ text: String) -> Table.Cell { .number(.text(text)) }
    private var title: String { site.title[wording.language] }

    // MARK: The frame

    /// - Parameters:
    ///   - path: below the folder of the language.
    ///   - up: from the page to the folder of the language, such as `../`.
    ///   - above: links to the pages above this one, with their names.
    func page(
        _ heading: String, path: String, up: String, above: [(String, String)] = [], @Content _ content: () -> [Node]
    ) -> Node {
        tag(.html, ["lang": wording.language.rawValue]) {
            head(heading, path: path, up: up)
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                tag(.header) {
                    tag(.div, ["class": "brand"]) {
                        tag(.a, ["href": "\(up)index.html", "class": "name"], title)
                        languageLinks(wording) { "\(up)../\($0.rawValue)/\(path)" }
                    }
                }
                tag(.main, ["id": "content"]) {
                    if !above.isEmpty { breadcrumb(above, heading) }
                    tag(.h1, [:], heading)
                    if let words = wording.termIfPresent("provenance explained.\(bundle.provenance.rawValue)") {
                        tag(.p, ["class": "notice"], words)
                    }
                    content()
                }
                tag(.footer) {
                    tag(.p, [:], line("root", [Figure("root", .text(site.root))]))
                    tag(.p) { withCode(line("how to check")) }
                }
            }
        }
    }

    private func breadcrumb(_ above: [(String, String)], _ heading: String) -> Node {
        tag(.nav, ["class": "breadcrumb", "aria-label": wording.term("navigation.breadcrumb")]) {
            for (path, name) in above {
                tag(.a, ["href": path], name)
                " › "
            }
            heading
        }
    }

    /// A text whose parts between backticks are code.
    private func withCode(_ text: String) -> [Node] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
            place % 2 == 1 ? tag(.code, [:], String(part)) : .text(String(part))
        }
    }

    private func head(_ heading: String, path: String, up: String) -> Node {
        tag(.head) {
            tag(.meta, ["charset": "utf-8"])
            tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            tag(.meta, ["name": "color-scheme", "content": "light dark"])
            tag(
                .title, [:],
                wording.term(
                    "page.title",
                    [Figure("page", .text(heading)), Figure("election", .text(title))]))
            tag(.link, ["rel": "stylesheet", "href": "\(up)../style.css"])
            for other in Language.allCases {
                tag(
                    .link,
                    ["rel": "alternate", "hreflang": other.rawValue, "href": "\(up)../\(other.rawValue)/\(path)"])
            }
        }
    }

    // MARK: Pages

    func election() -> Node {
        page(
            label("title"), path: "index.html", up: ""
        ) {
            tag(.p, [:], line("about"))
            tag(
                .p, [:],
                site.signers.isEmpty
                    ? line("no signature")
                    : line("signers", [Figure("keys", .text(site.signers.joined(separator: ", ")))]))
            tag(.section) {
                tag(.h2, [:], label("by part"))
                Table(
                    identifier: "parts", caption: label("stations counted"),
                    head: [
                        [.words(label("part"))] + EvidenceVerdict.Kind.allCases.map { .number(wording.name(of: $0)) }
                    ],
                    body: EvidencePart.allCases.map { part in
                        [.words(wording.name(of: part))]
                            + EvidenceVerdict.Kind.allCases.map { number(wording.number(bundle.count($0, on: part))) }
                    }
                ).node()
                tag(.p) { tag(.a, ["href": "stations.html"], label("all stations")) }
            }
            differing()
            for contest in bundle.contests where !wording.sentences(for: contest).isEmpty { self.contest(contest) }
        }
    }

    /// Stations where something differs, with what does.
    @Content
    private func differing() -> [Node] {
        let found = bundle.stations.filter { station in
            station.lines.contains { $0.verdict.kind == .differs }
        }
        tag(.section) {
            tag(.h2, [:], label("differing"))
            if found.isEmpty {
                tag(.p, [:], line("none differs"))
            } else {
                Table(
                    identifier: "differing", caption: label("what differs"),
                    head: [[.words(label("stations")), .words(label("verdict"))]],
                    body: found.map { station in
                        [
                            .words(link(station.station)),
                            .words(
                                station.lines.filter { $0.verdict.kind == .differs }.map {
                                    tag(
                                        .p, [:],
                                        "\(wording.name(of: $0.part)): \(wording.sentence(for: $0.verdict, most: 2))")
                                }),
                        ]
                    }
                ).node()
            }
        }
    }

    func stations() -> Node {
        page(
            label("all stations"), path: "stations.html", up: "", above: [("index.html", label("title"))]
        ) {
            Table(
                identifier: "stations", caption: label("verdicts by kind"),
                head: [
                    [.words(label("stations"))] + EvidencePart.Section.allCases.map { .words(wording.name(of: $0)) }
                ],
                body: bundle.stations.map { station in
                    [.words(link(station.station))]
                        + EvidencePart.Section.allCases.map { .words(wording.name(of: station.verdict(of: $0))) }
                }
            ).node()
        }
    }

    private func link(_ station: StationID) -> [Node] {
        site.shown.contains(station)
            ? [tag(.a, ["href": EvidenceSite.path(station)], station.rawValue)] : [.text(station.rawValue)]
    }
}
