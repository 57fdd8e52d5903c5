import ElectionFiles
import ElectionModel
import Wording

extension PageContext {
    /// What sources say beside what the law gives, every figure with its source, and the sources.
    func claimsPage() -> Node {
        page(text("page.claims")) {
            tag(.h1, [:], text("page.claims"))
            tag(.p, [:], text("claims explained"))
            if !figures.claims.isEmpty {
                tag(.h2, [:], text("seats claimed"))
                claimTable().node()
                downloads(["claims"])
            }
            tag(.h2, [:], text("figures with sources"))
            factTable().node()
            downloads(["facts"])
            tag(.h2, ["id": "sources"], heading("sources"))
            tag(.dl, ["class": "facts"]) {
                for source in figures.sources {
                    tag(.div, ["id": sourceID(source.id)]) {
                        tag(.dt) { tag(.code, [:], source.id) }
                        tag(.dd) { words(source.citation) }
                    }
                }
            }
        }
    }

    private func sourceID(_ source: String) -> String { "source-\(fileName(source))" }

    /// A source by its short name, leading to its citation.
    func sourceLink(_ source: String?) -> Node? {
        guard let source, figures.sources.contains(where: { $0.id == source }) else { return nil }
        let page = path == "claims.html" ? "" : link("claims.html")
        return tag(.a, ["href": "\(page)#\(sourceID(source))", "class": "source"], source)
    }

    /// The note of a figure in this language; in English where nobody translated it.
    func note(of fact: SourcedFigure) -> Node? { fact.note.map(words) }

    private func claimTable() -> Table {
        Table(
            identifier: "claims", caption: text("seats claimed"),
            head: [
                [
                    .words(heading("party")), .words(text("kind of seats")), .number(text("round")),
                    .number(wording.term("publication.published claim")), .number(wording.term("publication.computed")),
                    .words(text("agreement")), .words(heading("source")), .words(heading("confidence")),
                ]
            ],
            body: figures.claims.map { comparison in
                let claim = comparison.claim
                return [
                    .words(groupLabel(PartyID(claim.choice), name: comparison.name[language])),
                    .words(tierName(claim.tier)),
                    .number(.text(claim.round == 0 ? heading("total") : "\(claim.round)")),
                    .number(number(comparison.claimed)), .number(number(comparison.computed)),
                    Table.Cell(
                        content: [
                            .text(
                                comparison.agrees.map {
                                    wording.term($0 ? "publication.agrees" : "publication.differs")
                                }
                                    ?? wording.term("absent.not computed"))
                        ], style: comparison.agrees == false ? "differs" : nil),
                    .words([sourceLink(claim.provenance.source)].compactMap(\.self)),
                    .words(claim.provenance.confidence.map { wording.name(of: $0) } ?? ""),
                ]
            })
    }

    private func factTable() -> Table {
        Table(
            identifier: "facts", caption: text("figures with sources"),
            head: [
                [
                    .words(text("what")), .number(heading("value")), .words(heading("source")), .words(heading("date")),
                    .words(heading("confidence")), .words(heading("note")),
                ]
            ],
            body: figures.facts.map { fact in
                [
                    .words(factLabel(fact.key)), .number(number(fact)),
                    .words([sourceLink(fact.provenance.source)].compactMap(\.self)),
                    .words(fact.provenance.date.map { wording.date($0) } ?? ""),
                    .words(fact.provenance.confidence.map { wording.name(of: $0) } ?? ""),
                    .words([note(of: fact)].compactMap(\.self)),
                ]
            })
    }
}
