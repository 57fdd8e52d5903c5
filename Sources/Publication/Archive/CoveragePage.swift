import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// How far each source was read.
    func coveragePage() -> Node {
        page(text("coverage"), path: "coverage.html") {
            tag(.p, [:], text("about coverage"))
            Table(
                identifier: "coverage", caption: text("coverage"),
                head: [
                    [
                        .words(text("source")), .number(text("claims of page")), .number(text("figures")),
                        .number(text("left over")),
                    ]
                ],
                body: figures.sources.indices.map { place in
                    let coverage = known.coverage[place]
                    return [
                        .words([tag(.a, ["href": "coverage-\(place + 1).html"], figures.sources[place].name)]),
                        count(comparison.pages[place].claims.count),
                        count(coverage.parts.reduce(0) { $0 + $1.figures }),
                        count(coverage.unexplained.reduce(0) { $0 + $1.figures }),
                    ]
                }
            ).node()
        }
    }

    /// What became of every part of one page.
    func coveragePage(of place: Int) -> Node {
        let source = figures.sources[place]
        let coverage = known.coverage[place]
        let findings = comparison.pages[place].findings.filter { $0.code != "I01" }
        return page(
            text("coverage of", [Figure("page", .text(source.name))]), path: "coverage-\(place + 1).html"
        ) {
            breadcrumb(place, toCopy: true)
            leftOver(coverage, source)
            Table(
                identifier: "parts", caption: text("parts"),
                head: [[.words(text("kind")), .number(text("parts")), .number(text("figures"))]],
                body: PageCoverage.Kind.allCases.map { kind in
                    let sum = coverage.sum(kind)
                    return [
                        .words([
                            tag(
                                .span, ["class": "part \(kind.rawValue)"], wording.term("archive.part.\(kind.rawValue)")
                            ),
                            tag(.br), tag(.small, [:], wording.term("archive.part explained.\(kind.rawValue)")),
                        ]), count(sum.parts), count(sum.figures),
                    ]
                }
            ).node()
            if !findings.isEmpty {
                tag(.h2, [:], text("noticed"))
                tag(.ul) {
                    for finding in findings {
                        tag(.li) {
                            tag(.strong, [:], wording.title(of: finding))
                            ". \(wording.sentence(forImport: finding))"
                        }
                    }
                }
            }
            tag(.h2, [:], text("copy"))
            tag(.pre, ["class": "copy", "lang": comparison.pages[place].layout == "B3" ? "fr" : "en"]) {
                copy(place, withParts: true)
            }
            notClaims(coverage, source)
        }
    }

    @Content private func leftOver(_ coverage: PageCoverage, _ source: SourcePage) -> [Node] {
        let unexplained = coverage.unexplained
        tag(.p, ["class": "status"]) {
            tag(.strong, [:], unexplained.isEmpty ? text("nothing left over") : text("left over"))
        }
        if !unexplained.isEmpty { parts(unexplained, source, "left-over", text("left over")) }
    }

    @Content private func notClaims(_ coverage: PageCoverage, _ source: SourcePage) -> [Node] {
        let others = coverage.parts.filter { $0.kind != .claim && ($0.kind != .furniture || $0.figures > 0) }
        if !others.isEmpty {
            tag(.h2, [:], text("not claims"))
            parts(others, source, "not-claims", text("not claims"))
        }
    }

    private func parts(_ parts: [PageCoverage.Part], _ source: SourcePage, _ identifier: String, _ caption: String)
        -> Node
    {
        Table(
            identifier: identifier, caption: caption,
            head: [[.number(text("line")), .words(text("words")), .words(text("kind"))]],
            body: parts.map { part in
                [
                    .number(.text("\(part.line)")),
                    .words([
                        tag(
                            .span, ["lang": "en"],
                            String(decoding: source.bytes[part.span], as: UTF8.self).replacing("\n", with: " "))
                    ]),
                    .words(wording.term("archive.part.\(part.kind.rawValue)")),
                ]
            }
        ).node()
    }

    private func count(_ number: Int) -> Table.Cell { .number(.text(wording.number(number))) }
}
