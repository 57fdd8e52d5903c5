import ElectionModel
import SourceArchive
import Wording

extension ArchiveContext {
    /// Contradictions first, then every fact with every source's words, what nobody gives, and what was announced when.
    func comparisonPage() -> Node {
        page(comparison.election.id.rawValue, path: "index.html") {
            tag(.h1, [:], comparison.election.id.rawValue)
            tag(.h2, [:], heading("pages"))
            tag(.ol) {
                for (place, source) in figures.sources.enumerated() {
                    tag(.li) {
                        tag(.a, ["href": "page-\(place + 1).html"], source.name)
                        " (\(wording.name(of: comparison.pages[place].format)))"
                    }
                }
            }
            tag(.h2, [:], "\(heading("contradictions")): \(wording.number(comparison.contradictions.count))")
            for fact in comparison.contradictions { explained(fact) }
            if !comparison.facts(.differentDefinition).isEmpty {
                tag(.h2, [:], heading("other"))
                for fact in comparison.facts(.differentDefinition) { explained(fact) }
            }
            law()
            names()
            sideBySide()
            missing()
            timeline()
            downloads()
        }
    }

    /// One contradiction: what each page prints, what its sums say, what may have caused it.
    private func explained(_ fact: ComparedFact) -> Node {
        tag(.section, ["id": fact.name.description]) {
            tag(.h3, [:], name(fact))
            tag(.p, [:], wording.name(of: fact.verdict))
            tag(.ul) {
                for statement in fact.statements {
                    tag(.li) {
                        "\(figures.sources[statement.page].name): "
                        value(statement.claim, on: statement.page)
                    }
                }
            }
            for check in fact.faults {
                tag(.p, [:], "\(figures.sources[check.page].name): \(wording.sentence(for: check))")
            }
            if !fact.hypotheses.isEmpty {
                tag(.h4, [:], heading("hypotheses"))
                tag(.ol) {
                    for hypothesis in fact.hypotheses {
                        tag(.li) {
                            wording.sentence(for: hypothesis)
                            for line in hypothesis.arithmetic {
                                tag(.br)
                                tag(.code, [:], line)
                            }
                        }
                    }
                }
            }
            preferred(fact)
        }
    }

    @Content private func preferred(_ fact: ComparedFact) -> [Node] {
        if let (claim, decision) = figures.preferences.standing(of: fact) {
            tag(.p) {
                tag(.strong, [:], "\(heading("preferred")): \(wording.text(of: claim))")
                " (\(decision.who), \(wording.date(decision.when)): \(decision.why))"
            }
        }
    }

    /// A value that leads to its words in the copy of the page.
    func value(_ claim: Claim, on page: Int) -> Node {
        guard let span = claim.span, !claim.printed.isEmpty else {
            return tag(.span, [:], "\(wording.text(of: claim)) (\(wording.name(of: claim.state)))")
        }
        return tag(
            .a, ["href": "page-\(page + 1).html#b\(span.lowerBound)", "title": claim.printed], wording.text(of: claim))
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

    /// Days that pages name, in order: votes, announcements, events.
    @Content private func timeline() -> [Node] {
        let days = dated()
        if !days.isEmpty {
            tag(.h2, [:], heading("timeline"))
            tag(.ol) {
                for (day, place, claim) in days {
                    tag(.li) {
                        tag(.time, ["datetime": day.description], wording.date(day))
                        ": \(wording.term("archive.measure.\(claim.key.measure.rawValue)"))"
                        if let detail = claim.key.detail { " – \(detail)" }
                        " ("
                        tag(
                            .a, ["href": "page-\(place + 1).html#b\(claim.span?.lowerBound ?? 0)"],
                            figures.sources[place].name)
                        ")"
                    }
                }
            }
        }
    }

    private func dated() -> [(CalendarDate, Int, Claim)] {
        var days: [(CalendarDate, Int, Claim)] = []
        for (place, page) in comparison.pages.enumerated() {
            for claim in page.claims {
                if case .date(let day) = claim.value { days.append((day, place, claim)) }
            }
        }
        return days.sorted { ($0.0, $0.1, $0.2.span?.lowerBound ?? 0) < ($1.0, $1.1, $1.2.span?.lowerBound ?? 0) }
    }

    // MARK: The page itself

    /// A copy of a page with every claim's words marked; several claims may lie in one mark.
    func sourcePage(_ place: Int) -> Node {
        let source = figures.sources[place]
        return page(source.name, path: "page-\(place + 1).html") {
            tag(.h1, [:], source.name)
            tag(.p, [:], "\(wording.name(of: comparison.pages[place].format)). SHA-256 \(source.hash)")
            tag(.pre) { marked(source.bytes, comparison.pages[place].claims) }
        }
    }

    private func marked(_ bytes: [UInt8], _ claims: [Claim]) -> [Node] {
        var spans: [(span: Range<Int>, labels: [String])] = []
        for claim in claims.sorted(by: {
            ($0.span?.lowerBound ?? 0, $0.span?.upperBound ?? 0) < ($1.span?.lowerBound ?? 0, $1.span?.upperBound ?? 0)
        }) {
            guard let span = claim.span, !span.isEmpty, span.upperBound <= bytes.count else { continue }
            let label = wording.term("archive.measure.\(claim.key.measure.rawValue)")
            // A span within another has an anchor of its own at its first byte and shares the mark.
            if let last = spans.last, span.lowerBound < last.span.upperBound {
                spans[spans.count - 1].span = last.span.lowerBound..<max(last.span.upperBound, span.upperBound)
                if !last.labels.contains(label) { spans[spans.count - 1].labels.append(label) }
            } else {
                spans.append((span, [label]))
            }
        }
        let starts = Set(claims.compactMap { $0.span?.lowerBound })
        var nodes: [Node] = []
        var position = 0
        for (span, labels) in spans {
            if position < span.lowerBound { nodes.append(text(bytes[position..<span.lowerBound])) }
            nodes.append(
                tag(.span, ["class": "claim", "title": labels.joined(separator: ", ")]) {
                    anchored(bytes, span, starts)
                })
            position = span.upperBound
        }
        if position < bytes.count { nodes.append(text(bytes[position...])) }
        return nodes
    }

    /// The words of a mark, cut where a claim begins.
    private func anchored(_ bytes: [UInt8], _ span: Range<Int>, _ starts: Set<Int>) -> [Node] {
        var cuts = span.filter { starts.contains($0) }
        cuts.append(span.upperBound)
        return zip(cuts, cuts.dropFirst()).map { start, end in
            tag(.span, ["id": "b\(start)"]) { text(bytes[start..<end]) }
        }
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> Node { .text(String(decoding: bytes, as: UTF8.self)) }
}
