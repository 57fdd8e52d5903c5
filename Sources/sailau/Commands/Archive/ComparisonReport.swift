import DataFormats
import ElectionModel
import SourceArchive
import Wording

/// A comparison for people and for programs.
struct ComparisonReport {
    var comparison: SourceComparison
    /// The pages' names, in the order of columns.
    var pages: [String]
    var preferences: PreferenceLog
    var wording: Wording

    private func heading(_ name: String) -> String { Terminal.bold(wording.term("archive.heading.\(name)")) }

    func text(withFacts: Bool) -> String {
        var lines = [
            Terminal.bold(wording.title(of: comparison.election, comparison.pages))
                + "  " + Terminal.dim("[\(comparison.election.id)]")
        ]
        for (place, page) in comparison.pages.enumerated() {
            lines.append("  \(place + 1)  \(pages[place])  \(wording.name(of: page.format))")
        }
        let contradictions = comparison.contradictions
        lines += ["", "\(heading("contradictions")): \(wording.number(contradictions.count))"]
        for fact in contradictions { lines += text(of: fact) }
        let definitions = comparison.facts(.differentDefinition)
        if !definitions.isEmpty {
            lines += ["", heading("other")]
            for fact in definitions { lines += text(of: fact) }
        }
        lines += passages() + law() + names()
        if withFacts { lines += ["", facts()] }
        lines += ["", heading("verdicts")]
        for verdict in SourceComparison.Verdict.allCases {
            let count = comparison.facts(verdict).count
            if count > 0 { lines.append("  \(wording.name(of: verdict)): \(wording.number(count))") }
        }
        let missing = comparison.facts(.missingEverywhere)
        if !missing.isEmpty {
            lines += ["", heading("missing")]
            lines += missing.map { "  \(wording.name(of: $0.name, comparison.participants))" }
        }
        return lines.joined(separator: "\n")
    }

    /// A fact with what each page states, and the best explanations.
    func text(of fact: ComparedFact, hypotheses most: Int = 3) -> [String] {
        let witnesses = fact.witnesses
        var lines = [
            "  \(wording.name(of: fact.name, comparison.participants))  \(Terminal.dim("[\(fact.name)]"))",
            "    \(wording.name(of: fact.verdict)): "
                + fact.statements.filter { !witnesses.contains($0) }
                .map { "\($0.page + 1) \(wording.text(of: $0.claim))" }.joined(separator: " · "),
        ]
        for check in fact.faults { lines.append("    \(pages[check.page]): \(wording.sentence(for: check))") }
        if !witnesses.isEmpty {
            let names = witnesses.map { pages[$0.page] }.joined(separator: ", ")
            lines.append("    " + wording.term("archive.line.same elsewhere", [Figure("pages", .text(names))]))
        }
        for hypothesis in fact.hypotheses.prefix(most) {
            lines.append("    – \(wording.sentence(for: hypothesis))")
            lines += hypothesis.arithmetic.map { "        \(wording.arithmetic($0))" }
        }
        if let preferred = preferences.standing(of: fact) {
            lines.append("    \(text(of: preferred.decision, preferred.claim))")
        }
        return lines
    }

    func text(of decision: PreferenceDecision, _ claim: Claim) -> String {
        wording.term(
            "archive.line.preferred",
            [
                Figure("action", .text(wording.name(of: decision.action))),
                Figure("value", .text(wording.text(of: claim))),
                Figure("who", .text(decision.who)), Figure("when", .text("\(decision.when)")),
                Figure("why", .text(decision.why)),
            ])
    }

    private func passages() -> [String] {
        guard !comparison.passages.isEmpty else { return [] }
        var lines = ["", heading("ambiguous")]
        for passage in comparison.passages {
            let figures = [
                Figure("page", .text(pages[passage.page])), Figure("passage", .text(passage.passage)),
                Figure("count", .count(UInt64(passage.count))),
            ]
            guard let chosen = passage.chosen else {
                lines.append("  " + wording.term("archive.line.unsettled", figures))
                continue
            }
            var line = "  " + wording.term("archive.line.settled", figures + [Figure("chosen", .text("\(chosen + 1)"))])
            if !passage.settledBy.isEmpty {
                let names = passage.settledBy.map { pages[$0] }.joined(separator: ", ")
                line += "; " + wording.term("archive.line.settled by", [Figure("pages", .text(names))])
            }
            lines.append(line)
        }
        return lines
    }

    private func law() -> [String] {
        guard !comparison.law.isEmpty else { return [] }
        var lines = ["", heading("law")]
        for remark in comparison.law {
            let cites = remark.cites.map(wording.citation).joined(separator: "; ")
            lines.append(
                "  \(remark.pages.map { pages[$0] }.joined(separator: ", ")): "
                    + "\(wording.name(of: remark.fact, comparison.participants)). \(wording.sentence(for: remark))"
                    + (cites.isEmpty ? "" : "  " + Terminal.dim("(\(cites))")))
        }
        return lines
    }

    private func names() -> [String] {
        var lines: [String] = []
        for (key, proposals) in [("open names", comparison.aliasesOpen), ("used names", comparison.aliasesUsed)] {
            guard !proposals.isEmpty else { continue }
            lines += ["", heading(key)]
            lines += proposals.map { "  \(Self.text(of: $0))  (\(wording.name(of: $0.standing)))" }
        }
        return lines
    }

    /// `812 ‰  Ak Zhol = Aq Jol`.
    static func text(of proposal: AliasProposal) -> String {
        "\(proposal.score) \u{2030}  \(proposal.first.name) = \(proposal.second.name)"
    }

    private func facts() -> String {
        var table = TextTable(
            [(wording.term("archive.heading.fact"), .left)]
                + comparison.pages.indices.map { ("\($0 + 1)", .right) }
                + [(wording.term("archive.heading.agreeing"), .left)])
        for fact in comparison.facts {
            table.add(
                [fact.name.description]
                    + comparison.pages.indices.map { page in
                        let claim = fact.statements.first { $0.page == page }?.claim
                        let text = claim.map { wording.text(of: $0).replacing("\n", with: " ") } ?? ""
                        return text.count > 24 ? text.prefix(23) + "…" : text
                    } + [wording.name(of: fact.verdict)])
        }
        return table.text()
    }

    // MARK: JSON

    func json() -> JSON {
        .object([
            ("format", .string("sailau-archive-comparison/1")),
            ("election", .string(comparison.election.id.rawValue)),
            (
                "pages",
                .array(
                    comparison.pages.enumerated().map { place, page in
                        .object([
                            ("name", .string(pages[place])), ("hash", .string(page.page.rawValue)),
                            ("format", .string(page.format.rawValue)),
                            ("cites", .array(comparison.citations[place].map { .string(pages[$0]) })),
                        ])
                    })
            ),
            ("contradictions", .array(comparison.contradictions.map { .string($0.name.description) })),
            ("facts", .array(comparison.facts.map(json))),
            (
                "passages",
                .array(
                    comparison.passages.map { passage in
                        .object([
                            ("page", .string(pages[passage.page])), ("passage", .string(passage.passage)),
                            ("readings", .count(passage.count)),
                            ("possible", .array(passage.possible.map { .count($0 + 1) })),
                            ("chosen", .optional(passage.chosen) { .count($0 + 1) }),
                            ("settled_by", .array(passage.settledBy.map { .string(pages[$0]) })),
                        ])
                    })
            ),
            ("aliases", .array(comparison.participants.proposals.map { ArchiveJSON.proposal($0, wording) })),
            (
                "law",
                .array(
                    comparison.law.map { remark in
                        .object([
                            ("kind", .string(remark.kind.rawValue)), ("fact", .string(remark.fact.description)),
                            ("pages", .array(remark.pages.map { .string(pages[$0]) })),
                            ("text", .string(wording.sentence(for: remark))),
                            ("arithmetic", .array(remark.arithmetic.map(JSON.string))),
                            ("cites", .array(remark.cites.map(JSON.string))),
                        ])
                    })
            ),
        ])
    }

    func json(_ fact: ComparedFact) -> JSON {
        .object([
            ("fact", .string(fact.name.description)), ("verdict", .string(fact.verdict.rawValue)),
            (
                "statements",
                .array(
                    fact.statements.map { statement in
                        .object([
                            ("page", .string(pages[statement.page])), ("claim", ArchiveJSON.claim(statement.claim)),
                            ("others", .array(statement.others.map(ArchiveJSON.claim))),
                        ])
                    })
            ),
            (
                "groups",
                .array(
                    fact.groups.map { group in
                        .object([
                            ("pages", .array(group.statements.map { .string(pages[fact.statements[$0].page]) })),
                            ("voices", .count(group.voices)),
                        ])
                    })
            ),
            (
                "hypotheses",
                .array(
                    fact.hypotheses.map { hypothesis in
                        .object([
                            ("kind", .string(hypothesis.kind.rawValue)), ("score", .count(hypothesis.score)),
                            ("blames", .array(hypothesis.blamed.map { .string(pages[fact.statements[$0].page]) })),
                            ("text", .string(wording.sentence(for: hypothesis))),
                            ("arithmetic", .array(hypothesis.arithmetic.map(JSON.string))),
                        ])
                    })
            ),
            (
                "faults",
                .array(
                    fact.faults.map { check in
                        .object([
                            ("page", .string(pages[check.page])), ("check", .string(check.rule.rawValue)),
                            ("arithmetic", .string(check.arithmetic)),
                        ])
                    })
            ),
            (
                "preferred",
                .optional(preferences.standing(of: fact)) { preferred in
                    .object([
                        ("claim", .string(preferred.claim.id.rawValue)),
                        ("value", .string(preferred.claim.value.shown)), ("who", .string(preferred.decision.who)),
                        ("why", .string(preferred.decision.why)),
                        ("when", .string(preferred.decision.when.description)),
                    ])
                }
            ),
        ])
    }
}

/// Claims and names as JSON.
enum ArchiveJSON {
    static func claim(_ claim: Claim) -> JSON {
        let key = claim.key
        return .object([
            ("id", .string(claim.id.rawValue)), ("page", .string(claim.page.rawValue)),
            ("measure", .string(key.measure.rawValue)), ("value", .string(claim.value.shown)),
            ("state", .string(claim.state.rawValue)), ("printed", .string(claim.printed)),
            ("start", .optional(claim.span) { .count($0.lowerBound) }),
            ("end", .optional(claim.span) { .count($0.upperBound) }), ("round", .optional(key.round) { .count($0) }),
            ("tier", .optional(key.tier) { .string($0.rawValue) }),
            ("constituency", .optional(key.constituency, JSON.string)),
            ("participant", .optional(key.participant) { .string($0.name) }),
            ("kind", .optional(key.participant) { .string($0.kind.rawValue) }),
            ("detail", .optional(key.detail, JSON.string)), ("rule", .string(claim.rule)),
            ("confidence", .string(claim.confidence.rawValue)),
            ("inputs", .array(claim.inputs.map { .string($0.rawValue) })),
            (
                "reading",
                .optional(claim.reading) {
                    .object([
                        ("passage", .string($0.passage)), ("number", .count($0.number + 1)), ("of", .count($0.count)),
                    ])
                }
            ),
        ])
    }

    static func proposal(_ proposal: AliasProposal, _ wording: Wording) -> JSON {
        .object([
            ("first", .string(proposal.first.name)), ("second", .string(proposal.second.name)),
            ("kind", .string(proposal.first.kind.rawValue)), ("score", .count(proposal.score)),
            ("standing", .string(proposal.standing.rawValue)),
            (
                "evidence",
                .array(
                    proposal.evidence.map { evidence in
                        .object([
                            ("kind", .string(evidence.code.code)), ("weight", .count(evidence.weight)),
                            ("text", .string(wording.sentence(for: evidence))),
                        ])
                    })
            ),
        ])
    }
}
