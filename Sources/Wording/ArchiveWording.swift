public import ElectionModel
public import SourceArchive

/// What the archive of sources finds, in sentences.
extension Wording {
    /// `Seats, by constituencies, round 1: Otan`.
    public func name(of fact: FactName, _ participants: ParticipantResolution) -> String {
        name(of: fact, participant: fact.participant.map { name(of: $0, participants) })
    }

    private func name(of fact: FactName, participant: String? = nil) -> String {
        var parts = [term("archive.measure.\(fact.measure.rawValue)")]
        if let tier = fact.tier { parts.append(term("archive.tier.\(tier.rawValue)")) }
        if let round = fact.round {
            parts.append(term("archive.line.round", [Figure("round", .text("\(round)"))]))
        }
        if let constituency = fact.constituency {
            parts.append(term("archive.line.constituency", [Figure("name", .text(constituency))]))
        }
        var text = parts.joined(separator: ", ")
        if let participant { text += ": " + participant }
        if let detail = fact.detail { text += " (\(name(ofDetail: detail)))" }
        return text
    }

    public func name(of verdict: SourceComparison.Verdict) -> String { term("archive.verdict.\(verdict.rawValue)") }

    public func name(of format: PageFormat) -> String { term("archive.format.\(format.rawValue)") }

    public func name(of state: ClaimState) -> String { term("archive.state.\(state.rawValue)") }

    public func name(of standing: AliasProposal.Standing) -> String { term("archive.standing.\(standing.rawValue)") }

    public func name(of action: AliasDecision.Action) -> String { term("archive.alias action.\(action.rawValue)") }

    public func name(of action: PreferenceDecision.Action) -> String {
        term("archive.preference action.\(action.rawValue)")
    }

    /// An explanation without its arithmetic.
    public func sentence(for hypothesis: Hypothesis) -> String {
        term("archive.hypothesis.\(hypothesis.kind.rawValue)", hypothesis.figures.map(localized))
    }

    public func sentence(for evidence: AliasEvidence) -> String {
        var (code, figures) = evidence.code
        switch evidence {
        case .sameFigure(let fact, _), .otherFigure(let fact, _, _):
            // The fact is nobody's: whose it is are the two names themselves.
            figures[0] = Figure("fact", .text(name(of: fact)))
        default: break
        }
        return term("archive.evidence.\(code)", figures.map(localized))
    }

    public func sentence(for remark: LawRemark) -> String {
        term("archive.law.\(remark.kind.rawValue)", remark.figures.map(localized))
    }

    /// Why a page is not imported.
    public func sentence(for refusal: ImportRefusal) -> String {
        func whole(_ name: String, _ value: Int) -> Figure { Figure(name, .whole(Int64(value))) }
        func of(_ format: PageFormat) -> Figure { Figure("format", .text(format.rawValue)) }
        let (code, figures): (String, [Figure]) =
            switch refusal {
            case .tooLarge(let bytes, let limit): ("too-large", [whole("bytes", bytes), whole("limit", limit)])
            case .tooManyLines(let lines, let limit):
                ("too-many-lines", [whole("lines", lines), whole("limit", limit)])
            case .tooManyClaims(let limit): ("too-many-claims", [whole("limit", limit)])
            case .empty: ("empty", [])
            case .notText(let offset): ("not-text", [whole("offset", offset)])
            case .unknownFormat: ("unknown-format", [])
            case .missing(let need, let format): ("missing", [Figure("need", .text(need.rawValue)), of(format)])
            case .malformed(let format, let line): ("malformed", [whole("line", line), of(format)])
            }
        return term("archive.refusal.\(code)", figures)
    }

    /// What an importer has noticed in a page.
    public func sentence(forImport finding: Finding) -> String {
        var finding = finding
        for index in finding.figures.indices where finding.figures[index].name == "constraints" {
            guard case .text(let codes) = finding.figures[index].value else { continue }
            let names = codes.split(separator: " ").map { code in
                termIfPresent("archive.constraint.\(code)") ?? String(code)
            }
            finding.figures[index].value = .text(list(names))
        }
        return sentence(for: finding)
    }

    /// A check with its arithmetic.
    public func sentence(for check: PageCheck) -> String {
        "\(term("archive.check.\(check.rule.rawValue)")): \(arithmetic(check.arithmetic)) (\(term("archive.check result.\(check.result.rawValue)")))"
    }
}
