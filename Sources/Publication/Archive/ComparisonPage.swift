import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// Contradictions first, then every fact with every source's words, what nobody gives, and what was announced when.
    func comparisonPage() -> Node {
        page(title, path: "index.html") {
            tag(.h2, [:], heading("pages"))
            tag(.ol, ["class": "sources"]) {
                for place in figures.sources.indices {
                    tag(.li) { sourceLinks(place) }
                }
            }
            tag(.h2, [:], text("shapes"))
            shapes()
            tag(.h2, [:], "\(heading("contradictions")): \(wording.number(comparison.contradictions.count))")
            for fact in comparison.contradictions { explained(fact) }
            if !comparison.facts(.differentDefinition).isEmpty {
                tag(.h2, [:], heading("other"))
                for fact in comparison.facts(.differentDefinition) { explained(fact) }
            }
            law()
            names()
            tag(.h2, [:], heading("verdicts"))
            sideBySide()
            missing()
            timeline()
            downloads()
        }
    }

    private func shapes() -> Node {
        tag(.ul, ["class": "ways"]) {
            for (path, name) in [
                ("country.html", "country record"), ("election.html", "election profile"), ("results.html", "results"),
            ] {
                tag(.li) {
                    tag(.a, ["href": path], wording.term("page.\(name)"))
                    tag(.br)
                    tag(.small, [:], text("about \(name)"))
                }
            }
            tag(.li) {
                tag(.a, ["href": "coverage.html"], text("coverage"))
                tag(.br)
                tag(.small, [:], text("about coverage"))
            }
        }
    }

    /// One contradiction: what each page prints, what its sums say, what may have caused it. Of a fault of one page the others
    /// that state the same bear witness: they are named, and not listed as if they were at fault.
    private func explained(_ fact: ComparedFact) -> Node {
        let witnesses = fact.witnesses
        return tag(.section, ["id": Self.anchor(fact.name)]) {
            tag(.h3, [:], name(fact))
            tag(.p, [:], wording.name(of: fact.verdict))
            tag(.ul) {
                for statement in fact.statements where !witnesses.contains(statement) {
                    tag(.li) {
                        "\(figures.sources[statement.page].name): "
                        value(statement.claim, on: statement.page)
                    }
                }
            }
            for check in fact.faults {
                tag(.p) {
                    "\(figures.sources[check.page].name): \(wording.term("archive.check.\(check.rule.rawValue)")): "
                    tag(.code, [:], wording.arithmetic(check.arithmetic))
                    " (\(wording.term("archive.check result.\(check.result.rawValue)")))"
                }
            }
            if !witnesses.isEmpty {
                let names = witnesses.map { figures.sources[$0.page].name }.joined(separator: ", ")
                tag(.p, [:], wording.term("archive.line.same elsewhere", [Figure("pages", .text(names))]))
            }
            if !fact.hypotheses.isEmpty {
                tag(.h4, [:], heading("hypotheses"))
                tag(.ol) {
                    for hypothesis in fact.hypotheses {
                        tag(.li) {
                            wording.sentence(for: hypothesis)
                            for line in hypothesis.arithmetic {
                                tag(.br)
                                tag(.code, [:], wording.arithmetic(line))
                            }
                        }
                    }
                }
            }
            decision(fact)
        }
    }

    @Content private func decision(_ fact: ComparedFact) -> [Node] {
        if let (claim, decision) = figures.preferences.standing(of: fact) {
            tag(.p) {
                tag(.strong, [:], "\(heading("preferred")): \(wording.text(of: claim))")
                " (\(decision.who), \(wording.date(decision.when)): \(decision.why))"
            }
        }
    }

    /// A value that leads to its words in the copy of the page.
    func value(_ claim: Claim, on page: Int) -> Node {
        let words = wording.text(of: claim)
        guard let link = Self.link(claim, on: page), claim.value != .none else {
            return tag(.span, [:], claim.value == .none ? words : "\(words) (\(wording.name(of: claim.state)))")
        }
        return tag(.a, ["href": link, "title": claim.printed.replacing("\n", with: " ")], words)
    }

    @Content private func law() -> [Node] {
        if !comparison.law.isEmpty {
            tag(.h2, [:], heading("law"))
            tag(.ul) {
                for remark in comparison.law {
                    tag(.li) {
                        "\(wording.name(of: remark.fact, comparison.participants)). \(wording.sentence(for: remark))"
                        " (\(remark.cites.map(wording.citation).joined(separator: "; ")))"
                    }
                }
            }
        }
    }

    @Content private func names() -> [Node] {
        for (key, proposals) in [("open names", comparison.aliasesOpen), ("used names", comparison.aliasesUsed)] {
            if !proposals.isEmpty {
                tag(.h2, [:], heading(key))
                tag(.ul) {
                    for proposal in proposals {
                        tag(.li) {
                            "\(proposal.first.name) = \(proposal.second.name) (\(wording.name(of: proposal.standing)); "
                            "\(proposal.score) \u{2030})"
                            tag(.ul) {
                                for evidence in proposal.evidence { tag(.li, [:], wording.sentence(for: evidence)) }
                            }
                        }
                    }
                }
            }
        }
    }

    private func sideBySide() -> Node {
        Table(
            identifier: "facts", caption: heading("verdicts"),
            head: [
                [.words(heading("fact"))] + figures.sources.map { .words($0.name) } + [.words(heading("agreeing"))]
            ],
            body: comparison.facts.filter { $0.verdict != .missingEverywhere }.map { fact in
                [.words(name(fact))]
                    + figures.sources.indices.map { place in
                        guard let statement = fact.statements.first(where: { $0.page == place }) else { return .empty }
                        return .words([value(statement.claim, on: place)])
                    } + [.words(wording.name(of: fact.verdict))]
            }
        ).node()
    }

    @Content private func missing() -> [Node] {
        let facts = comparison.facts(.missingEverywhere)
        if !facts.isEmpty {
            tag(.h2, [:], heading("missing"))
            tag(.ul) {
                for fact in facts { tag(.li, [:], name(fact)) }
            }
        }
    }
}
