public import Counting
public import ElectionConduct
public import ElectionModel
public import ElectionRecord
public import Typesetting
public import Wording

/// A correction of a protocol: what stood, what stands instead, why, by which decision, by whom.
public struct CorrigendumPaper: Sendable {
    public var source: PaperSource
    public var key: LedgerKey
    public var form: ProtocolForm
    /// Which correction of the protocol it is, from 1.
    public var number: Int
    public var corrigendum: Corrigendum
    /// Who entered it; nil where the record does not say.
    public var person: PersonID?
    public var time: ClockTime?
    public var before: ProtocolDocument
    public var after: ProtocolDocument
    /// Where the protocol stands now: a correction that is not accepted yet is a draft.
    public var state: ProtocolCase.State.Kind
    public var isAccepted: Bool
}

extension ConductState {
    /// Every correction of a protocol, the first one first.
    public func corrigendumPapers(_ key: LedgerKey, at position: RecordHead?) -> [CorrigendumPaper] {
        guard let item = protocols.cases[key] else { return [] }
        var papers: [CorrigendumPaper] = []
        for (index, version) in item.versions.enumerated() {
            guard case .corrigendum(let corrigendum) = version.origin, index > 0 else { continue }
            let step = item.steps.indices.contains(version.step) ? item.steps[version.step] : nil
            papers.append(
                CorrigendumPaper(
                    source: paperSource(at: position), key: key, form: item.form, number: papers.count + 1,
                    corrigendum: corrigendum, person: step?.person, time: step?.time,
                    before: item.versions[index - 1].document, after: version.document, state: item.state.kind,
                    isAccepted: item.versionInForce.map { $0 >= index } ?? false))
        }
        return papers
    }
}

/// A corrigendum as a PDF. May be called from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func corrigendumPaper(_ item: CorrigendumPaper, _ wording: Wording) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wording))
}

extension CorrigendumPaper {
    public func paper(_ wording: Wording) -> Paper {
        var frame = PaperFrame(source: source, wording: wording)
        if !isAccepted { frame.marks = [frame.term("watermark.draft")] }
        let decision = corrigendum.decision
        let facts = frame.facts([
            (frame.term("corrigendum.number"), "\(number)"), (frame.term("corrigendum.decision"), decision.number),
            (frame.term("corrigendum.date"), decision.date.map { wording.date($0) } ?? "–"),
            (frame.term("corrigendum.person"), person?.rawValue ?? "–"),
        ])
        let check = frame.facts([
            (frame.term("corrigendum.check before"), before.counts.checkNumber(on: form)),
            (frame.term("corrigendum.check after"), after.counts.checkNumber(on: form)),
        ])
        let blocks: [Block] =
            [
                .text(frame.term("corrigendum.title"), .title), frame.election, frame.place(of: key, state: state),
                facts, .text(frame.term("corrigendum.reason", ["reason": decision.reason]), .body), .space(4),
                .table(changes(frame)), .space(4), check,
                .text(frame.term("corrigendum.kept"), .note),
            ]
            + frame.signatures([
                .init(office: wording.name(of: ProtocolHeader.Signature.Office.chair)),
                .init(office: wording.name(of: ProtocolHeader.Signature.Office.secretary)),
            ])
        return frame.paper(
            frame.term("corrigendum.title"),
            head: [key.station.rawValue, wording.names.district(key.contest.district, wording.language)],
            notices: isAccepted ? [] : [frame.term("notice.draft", ["state": wording.name(of: state)])], blocks: blocks)
    }

    private func changes(_ frame: PaperFrame) -> Table {
        func side(_ value: UInt32?) -> [String] {
            [
                value.map { frame.wording.number($0) } ?? frame.term("protocol.unfilled"),
                value.flatMap { frame.wording.inWords($0) } ?? "",
            ]
        }
        let heads = ["field", "old", "words", "new", "words"].map { frame.term("corrigendum.column.\($0)") }
        let rows = corrigendum.changes.map { change in
            let label = "\(form.printed(change.field)) \(frame.label(of: change.field, in: after.counts, on: form))"
            return Table.Row([label] + side(change.old) + side(change.new))
        }
        return Table(
            [
                .init(.part(5)), .init(.points(55), .right), .init(.part(4)), .init(.points(55), .right),
                .init(.part(4)),
            ], heads: [Table.Row(heads, isBold: true)], rows: rows)
    }
}
