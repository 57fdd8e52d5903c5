public import Counting
public import ElectionConduct
public import ElectionModel
public import ElectionRecord
public import Typesetting
public import Wording

/// What the checks found about a protocol, what to do about it, and who answered for it with what reason.
public struct FindingsPaper: Sendable {
    public struct Line: Sendable {
        public var finding: Finding
        /// Who answered, and why; empty where nobody did.
        public var answers: [(person: PersonID, reason: String)]
        /// Whether it stands now, or only did when it was answered.
        public var stands: Bool
    }

    public var source: PaperSource
    public var key: LedgerKey
    public var state: ProtocolCase.State.Kind
    public var lines: [Line]
}

extension ConductState {
    /// The findings of a protocol: those that stand, then those that were answered for and are gone. Nil where nobody has
    /// begun to type it.
    public func findingsPaper(_ key: LedgerKey, at position: RecordHead?) -> FindingsPaper? {
        guard let item = protocols.cases[key] else { return nil }
        let standing = findings(about: item)
        var past: [Finding] = []
        for acknowledgement in item.acknowledgements
        where !standing.contains(acknowledgement.finding) && !past.contains(acknowledgement.finding) {
            past.append(acknowledgement.finding)
        }
        func line(_ finding: Finding, stands: Bool) -> FindingsPaper.Line {
            FindingsPaper.Line(
                finding: finding,
                answers: item.acknowledgements.filter { $0.finding == finding }.map { ($0.person, $0.reason) },
                stands: stands)
        }
        return FindingsPaper(
            source: paperSource(at: position), key: key, state: item.state.kind,
            lines: standing.sorted { $0.severity > $1.severity }.map { line($0, stands: true) }
                + past.map { line($0, stands: false) })
    }
}

/// The sheet of findings as a PDF. May be called from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func findingsPaper(_ item: FindingsPaper, _ wording: Wording) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wording))
}

extension FindingsPaper {
    public func paper(_ wording: Wording) -> Paper {
        let frame = PaperFrame(source: source, wording: wording)
        var blocks: [Block] = [
            .text(frame.term("findings.title"), .title), frame.election, frame.place(of: key, state: state), .space(4),
        ]
        if lines.isEmpty {
            blocks.append(.text(frame.term("findings.none"), .body))
        } else {
            let heads = ["code", "severity", "found", "to do", "answer"].map { frame.term("findings.column.\($0)") }
            blocks.append(
                .table(
                    Table(
                        [.init(.points(34)), .init(.points(62)), .init(.part(5)), .init(.part(4)), .init(.part(4))],
                        heads: [Table.Row(heads, isBold: true)], rows: lines.map { row($0, frame) }, size: 8)))
        }
        return frame.paper(
            frame.term("findings.title"),
            head: [key.station.rawValue, wording.names.district(key.contest.district, wording.language)], blocks: blocks
        )
    }

    private func row(_ line: Line, _ frame: PaperFrame) -> Table.Row {
        let wording = frame.wording
        let finding = line.finding
        let advice = Check.table.first { $0.code == finding.code }.flatMap { check in
            wording.advice(on: check, for: .coordinator)
        }
        let answers = line.answers.map {
            frame.term("findings.answered", ["person": $0.person.rawValue, "reason": $0.reason])
        }
        let gone = line.stands ? [] : [frame.term("findings.gone")]
        let open =
            line.answers.isEmpty && line.stands && finding.severity > .information ? [frame.term("findings.open")] : []
        return Table.Row([
            Table.Cell(finding.code, isBold: true), Table.Cell(wording.name(of: finding.severity)),
            Table.Cell("\(wording.title(of: finding)). \(wording.sentence(for: finding))"),
            Table.Cell(advice ?? wording.remedy(for: finding) ?? ""),
            Table.Cell((answers + gone + open).joined(separator: " ")),
        ])
    }
}

extension PaperFrame {
    /// Which protocol a paper is about.
    func place(of key: LedgerKey, state: ProtocolCase.State.Kind) -> Block {
        facts([
            (term("label.station"), key.station.rawValue),
            (term("label.contest"), wording.names.tier(key.contest.tier, wording.language)),
            (term("label.district"), wording.names.district(key.contest.district, wording.language)),
            (term("label.round"), wording.round(key.contest.round)),
            (term("label.channel"), wording.name(of: key.channel)), (term("label.state"), wording.name(of: state)),
        ])
    }
}
