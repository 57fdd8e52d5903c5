import Counting
import ElectionConduct
import ElectionModel
public import Typesetting
public import Wording

/// The protocol of a station as a PDF. May be called from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func protocolPaper(_ item: ProtocolPaper, _ wording: Wording) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wording))
}

extension ProtocolPaper {
    /// The same before it is set.
    public func paper(_ wording: Wording) -> Paper {
        var frame = PaperFrame(source: source, wording: wording)
        var notices: [String] = []
        if isDraft {
            frame.marks = [frame.term("watermark.draft")]
            notices.append(
                state.map { frame.term("notice.draft", ["state": wording.name(of: $0)]) }
                    ?? frame.term("notice.draft without record"))
        }
        let counts = document.counts
        let blocks: [Block] =
            [
                .text(frame.term("protocol.title"), .title), .text(frame.term("protocol.subtitle"), .subtitle),
                frame.election, facts(frame), .space(4), .table(figures(frame)),
            ] + turnout(frame) + acts(frame) + [code(frame)] + frame.signatures(signatures(frame)) + [
                .text(frame.term("protocol.stamp"), .note)
            ]
        return frame.paper(
            frame.term("protocol.name"),
            head: [
                counts.station.rawValue, wording.names.district(counts.district, wording.language),
                wording.round(counts.round), counts.checkNumber(on: form),
            ], notices: notices, blocks: blocks)
    }

    // MARK: Heading

    private func facts(_ frame: PaperFrame) -> Block {
        let wording = frame.wording
        let counts = document.counts
        func label(_ name: String) -> String { frame.term("label.\(name)") }
        let dash = "–"
        let facts: [(String, String)] = [
            (label("station"), counts.station.rawValue),
            (label("contest"), wording.names.tier(counts.tier, wording.language)),
            (label("region"), region.map { wording.names.region($0, wording.language) } ?? dash),
            (label("district"), wording.names.district(counts.district, wording.language)),
            (label("day"), pollingDay.map { wording.date($0) } ?? dash),
            (label("round"), wording.round(counts.round)),
            (label("channel"), wording.name(of: counts.channel)),
            (label("copy"), document.header.copyNumber.map { "\($0)" } ?? dash),
            (label("signed at"), document.header.signedAt.map { moment($0, wording) } ?? dash),
            (label("state"), state.map { wording.name(of: $0) } ?? frame.term("label.not in a record")),
        ]
        return frame.facts(facts)
    }

    private func moment(_ time: ClockTime, _ wording: Wording) -> String {
        "\(wording.date(time.date)), \(time.description.suffix(5))"
    }

    // MARK: Figures

    private func figures(_ frame: PaperFrame) -> Table {
        let columns: [Table.Column] = [
            .init(.points(30)), .init(.part(5)), .init(.points(58), .right), .init(.part(4)),
        ]
        let heads = ["letter", "counted", "figure", "words"].map { frame.term("protocol.column.\($0)") }
        var rows: [Table.Row] = []
        var group: ProtocolForm.Line.Kind?
        for field in document.counts.fields(on: form) {
            if field.number != nil, group != field.line, let line = form.line(field.line) {
                let label = frame.wording.label(of: line)
                rows.append(
                    Table.Row(
                        [Table.Cell(line.letter, isBold: true), Table.Cell(label, isBold: true, span: 3)],
                        isShaded: true))
            }
            group = field.line
            rows.append(row(field, frame))
        }
        return Table(columns, heads: [Table.Row(heads, isBold: true)], rows: rows, padding: 1)
    }

    private func row(_ field: ProtocolField, _ frame: PaperFrame) -> Table.Row {
        let figure = document.counts[field]
        return Table.Row([
            Table.Cell(form.printed(field)), Table.Cell(frame.label(of: field, in: document.counts, on: form)),
            Table.Cell(figure.map { frame.wording.number($0) } ?? frame.term("protocol.unfilled"), isBold: true),
            Table.Cell(words(field, figure, frame.wording)),
        ])
    }

    /// The number in words of the paper's language. Words that were typed from a sheet and say another number stand as they
    /// are: the sheet contradicts itself, and its print does not hide it.
    private func words(_ field: ProtocolField, _ figure: UInt32?, _ wording: Wording) -> String {
        guard form.line(field.line)?.isInWords == true else { return "" }
        if let typed = document.words[field], NumberInWords.read(typed)?.number != figure { return typed }
        return figure.flatMap { wording.inWords($0) } ?? ""
    }

    private func turnout(_ frame: PaperFrame) -> [Block] {
        let known = TurnoutReading.allCases.compactMap { document.counts.turnout($0) }
        guard !known.isEmpty else { return [] }
        return [.space(4)] + known.map { .text(frame.wording.text(of: $0), .note) }
    }

    private func acts(_ frame: PaperFrame) -> [Block] {
        let acts = document.header.acts
        guard !acts.isEmpty else { return [.text(frame.term("acts.none"), .body)] }
        let rows = acts.map { Table.Row([frame.wording.name(of: $0.kind), frame.wording.number($0.pages)]) }
        return [
            .text(frame.term("acts.title"), .heading),
            .table(
                Table(
                    [.init(.part(1)), .init(.points(80), .right)],
                    heads: [Table.Row([frame.term("acts.kind"), frame.term("acts.pages")])], rows: rows)),
        ]
    }

    // MARK: Proof and signatures

    private func code(_ frame: PaperFrame) -> Block {
        let text = ProtocolPaperText(self)
        return .code(
            CodePanel(
                Array(text.text.utf8), side: 106,
                lines: [
                    (frame.term("proof.check number"), TextStyle.heading),
                    (text.checkNumber, TextStyle(size: 16, isBold: true, after: 5)),
                    (frame.term("proof.explained"), TextStyle.note),
                    (frame.term("proof.how", ["command": "sailau papers check"]), TextStyle.note),
                    (frame.term("proof.limits"), TextStyle.note),
                ]))
    }

    private func signatures(_ frame: PaperFrame) -> [PaperFrame.Signer] {
        let wording = frame.wording
        let signed = document.header.signatures
        func note(_ member: PersonID) -> String {
            guard let signature = signed.first(where: { $0.member == member }) else {
                return signed.isEmpty ? "" : frame.term("signatures.not signed")
            }
            let said = frame.term(signature.hasSigned ? "signatures.signed" : "signatures.not signed")
            return signature.dissents ? "\(said); \(frame.term("signatures.dissent"))" : said
        }
        if !members.isEmpty {
            return members.map {
                .init(office: wording.name(of: $0.office), member: $0.person.rawValue, note: note($0.person))
            }
        }
        if !signed.isEmpty {
            return signed.map {
                .init(office: wording.name(of: $0.office), member: $0.member.rawValue, note: note($0.member))
            }
        }
        return (0..<form.commissionMembers).map { index in
            .init(office: wording.name(of: index == 0 ? ProtocolHeader.Signature.Office.chair : .member))
        }
    }
}

extension PaperFrame {
    /// What stands on the line of a field.
    func label(of field: ProtocolField, in counts: Protocol, on form: ProtocolForm) -> String {
        switch field {
        case .votes(let line):
            return counts.votes.indices.contains(line - 1)
                ? wording.names.choice(counts.votes[line - 1].choice, wording.language) : ""
        case .ballotsGiven(let member): return term("field.member", ["number": "\(member)"])
        case .applications(let box): return term("field.applications", ["number": "\(box)"])
        case .ballotsFound(let box): return term("field.ballots found", ["number": "\(box)"])
        default: return form.line(field.line).map { wording.label(of: $0) } ?? "\(field)"
        }
    }
}
