import ElectionModel
import Observation
import Wording

/// What is known of a contest as a whole.
extension EvidencePage {
    func contest(_ evidence: ContestEvidence) -> Node {
        let name = evidence.contest.description.split(separator: "/").joined(separator: "-")
        return tag(.section) {
            tag(.h2, [:], wording.name(of: evidence.contest))
            for sentence in wording.sentences(for: evidence) { tag(.p, [:], sentence) }
            if let audit = evidence.audit { assertions(audit, evidence, "audit-\(name)") }
            if let count = evidence.quickCount { shares(count, evidence, "quick-count-\(name)") }
            if let forensics = evidence.forensics { counts(forensics, evidence, "forensics-\(name)") }
        }
    }

    /// What a table holds and of which contest: a page has many.
    private func caption(_ name: String, _ evidence: ContestEvidence) -> String {
        "\(label(name)) · \(wording.name(of: evidence.contest))"
    }

    private func assertions(_ audit: ContestEvidence.Audit, _ evidence: ContestEvidence, _ identifier: String) -> Node {
        Table(
            identifier: identifier, caption: caption("audit", evidence),
            head: [
                [
                    .words(wording.term("observation.label.claim")), .number(wording.term("observation.label.margin")),
                    .number(wording.term("observation.label.p-value")), .words(wording.term("observation.label.state")),
                ]
            ],
            body: audit.assertions.map { assertion in
                let state = assertion.isConfirmed ? "confirmed" : assertion.pValue == nil ? "open" : "not yet"
                return [
                    .words(wording.sentence(for: assertion.claim)), number(wording.percent(assertion.margin)),
                    number(assertion.pValue.map { wording.pValue($0) } ?? "–"),
                    .words(wording.term("observation.state.\(state)")),
                ]
            }
        ).node()
    }

    private func shares(_ count: ContestEvidence.QuickCount, _ evidence: ContestEvidence, _ identifier: String) -> Node
    {
        Table(
            identifier: identifier, caption: caption("quick count", evidence),
            head: [
                [
                    .words(wording.term("observation.label.choice")), .number(wording.term("observation.label.share")),
                    .number(wording.term("observation.label.half width")), .number(label("official")),
                    .words(wording.term("observation.label.state")),
                ]
            ],
            body: count.shares.map { share in
                [
                    .words(wording.place([share.choice.rawValue])), number(wording.millionths(share.estimate)),
                    number(wording.millionths(share.halfWidth)), number(wording.millionths(share.official)),
                    .words(label(share.isWithin ? "within" : "outside")),
                ]
            }
        ).node()
    }

    /// Calibration stands beside every count: what chance gives on these stations, and what the control election has.
    private func counts(_ forensics: ContestEvidence.Forensics, _ evidence: ContestEvidence, _ identifier: String)
        -> Node
    {
        func range(_ row: ContestEvidence.Forensics.Row) -> String {
            "\(wording.thousandths(row.least, row.count)) … \(wording.thousandths(row.greatest, row.count))"
        }
        return Table(
            identifier: identifier, caption: caption("forensics", evidence),
            head: [
                [
                    .words(wording.term("observation.label.count")),
                    .number(wording.term("observation.label.simulated")),
                    .number(wording.term("observation.label.found")),
                    .number(wording.term("observation.forensics.control")),
                    .number(wording.term("observation.label.p-value")),
                ]
            ],
            body: zip(forensics.own, forensics.control).map { own, control in
                [
                    .words(wording.name(ofCount: own.count)), number(range(own)),
                    number(wording.thousandths(own.found, own.count)),
                    number("\(wording.thousandths(control.found, control.count)) (\(range(control)))"),
                    number(own.pValue.map { wording.exact($0) } ?? wording.term("observation.forensics.descriptive")),
                ]
            }
        ).node()
    }
}
