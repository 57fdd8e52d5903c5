public import ElectionModel
public import SourceArchive

/// What the archive of sources finds, in sentences.
extension Wording {
    /// `Seats, by constituencies, round 1: Otan`.
    public func name(of fact: FactName, _ participants: ParticipantResolution) -> String {
        var parts = [term("archive.measure.\(fact.measure.rawValue)")]
        if let tier = fact.tier { parts.append(term("archive.tier.\(tier.rawValue)")) }
        if let round = fact.round {
            parts.append(term("archive.line.round", [Figure("round", .text("\(round)"))]))
        }
        if let constituency = fact.constituency {
            parts.append(term("archive.line.constituency", [Figure("name", .text(constituency))]))
        }
        var text = parts.joined(separator: ", ")
        if let participant = fact.participant {
            text += ": " + (participants.name(of: participant) ?? participant.rawValue)
        }
        if let detail = fact.detail { text += " (\(detail))" }
        return text
    }

    /// A claim's value in the manner of the language.
    public func text(of claim: Claim) -> String {
        switch claim.value {
        case .whole(let number):
            number > 0 && claim.key.measure == .seatsChange ? "+" + self.number(number) : self.number(number)
        case .decimal(let printed): decimal(printed.fraction, digits: printed.places)
        case .date(let day): date(day)
        case .none: term("archive.state.\(claim.state.rawValue)")
        case .range, .new, .text, .period: claim.printed.isEmpty ? claim.value.shown : claim.printed
        }
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
        term("archive.hypothesis.\(hypothesis.kind.rawValue)", hypothesis.figures)
    }

    public func sentence(for evidence: AliasEvidence) -> String {
        let (code, figures) = evidence.code
        return term("archive.evidence.\(code)", figures)
    }

    public func sentence(for remark: LawRemark) -> String {
        term("archive.law.\(remark.kind.rawValue)", remark.figures)
    }

    /// Why a page is not imported.
    public func sentence(for refusal: ImportRefusal) -> String {
        func whole(_ name: String, _ value: Int) -> Figure { Figure(name, .whole(Int64(value))) }
        let (code, figures): (String, [Figure]) =
            switch refusal {
            case .tooLarge(let bytes, let limit): ("too-large", [whole("bytes", bytes), whole("limit", limit)])
            case .tooManyLines(let lines, let limit):
                ("too-many-lines", [whole("lines", lines), whole("limit", limit)])
            case .tooManyClaims(let limit): ("too-many-claims", [whole("limit", limit)])
            case .empty: ("empty", [])
            case .notText(let offset): ("not-text", [whole("offset", offset)])
            case .unknownFormat: ("unknown-format", [])
            case .missing(let need, _): ("missing", [Figure("need", .text(need.rawValue))])
            case .malformed(_, let line): ("malformed", [whole("line", line)])
            }
        return term("archive.refusal.\(code)", figures)
    }

    /// A check with its arithmetic.
    public func sentence(for check: PageCheck) -> String {
        "\(term("archive.check.\(check.rule.rawValue)")): \(check.arithmetic) (\(term("archive.check result.\(check.result.rawValue)")))"
    }
}
