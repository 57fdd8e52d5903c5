import Counting
import ElectionConduct
import ElectionModel
public import ElectionRecord
public import ElectronicStation
public import Typesetting
import VoterRegister
public import Wording

/// The act of a station's opening or closing: what was done by which article, the figures, the place in the record by number and as
/// a code, lines to sign on. It names no voter.
public struct DeskPaper: Sendable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case opening, closing

        /// Whether a state has come so far.
        public func isThere(_ state: DeskState) -> Bool {
            switch self {
            case .opening: state.opening != nil
            case .closing: state.account != nil
            }
        }
    }

    public var kind: Kind
    public var state: DeskState
    public var prepared: StationPrepared
    public var position: RecordHead

    /// Nil where the station has not come so far.
    public init?(_ kind: Kind, _ state: DeskState, at position: RecordHead) {
        guard let prepared = state.prepared, kind.isThere(state) else { return nil }
        (self.kind, self.state, self.prepared, self.position) = (kind, state, prepared, position)
    }
}

/// The act as a PDF. May be called from any thread; opens no file. Throws `PressFault`.
public func deskPaper(_ item: DeskPaper, _ wording: Wording) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wording))
}

extension DeskPaper {
    public func paper(_ wording: Wording) -> Paper {
        let frame = PaperFrame(
            source: PaperSource(
                electionID: ElectionID(prepared.election),
                election: Multilingual(wording.term("desk.paper.election", [text("election", prepared.election)])),
                provenance: prepared.provenance, position: position), wording: wording)
        let title = wording.term("desk.paper.\(kind.rawValue)")
        let place = wording.place([prepared.station.rawValue])
        var blocks: [Block] = [.text(title, .title), .text(place, .subtitle), frame.election]
        blocks.append(frame.facts(kind == .opening ? openingFacts(wording) : closingFacts(wording)))
        if kind == .opening {
            if prepared.isSingleMachine {
                blocks.append(
                    .text(wording.term("desk.notice.single machine"), TextStyle(size: 10, isBold: true, before: 6)))
            }
            if state.isInstalledLate {
                blocks.append(.text(wording.term("desk.notice.installed late"), TextStyle(size: 9, before: 4)))
            }
            blocks.append(conditions(wording))
        } else {
            blocks += reconciliation(wording)
        }
        blocks += [
            .space(6),
            .code(
                CodePanel(
                    Array("\(position)".utf8),
                    lines: [
                        (wording.term("desk.paper.head"), TextStyle(size: 9, isBold: true)),
                        ("\(position)", TextStyle.note),
                    ])),
        ]
        return frame.paper(title, head: [place], blocks: blocks + signatures(frame))
    }

    private func text(_ name: String, _ value: String) -> Figure { Figure(name, .text(value)) }

    private func openingFacts(_ wording: Wording) -> [(label: String, value: String)] {
        func label(_ name: String) -> String { wording.term("desk.paper.\(name)") }
        return [
            (label("day"), wording.date(prepared.hours.day)), (label("opened"), prepared.hours.text(state.openedAt)),
            (label("voters"), wording.number(prepared.list.voters)),
            (label("slips"), wording.number(state.slips?.counted ?? 0)),
            (label("packet"), state.slips?.packet ?? "–"), (label("acceptance"), state.acceptance?.document ?? "–"),
            (label("installation"), state.installation?.act ?? "–"),
            (label("issuing"), wording.list((state.named?.forIssuing ?? []).map(\.rawValue))),
            (label("manifest"), state.opening?.manifest ?? "–"), (label("list"), prepared.list.entries),
        ]
    }

    private func closingFacts(_ wording: Wording) -> [(label: String, value: String)] {
        func label(_ name: String) -> String { wording.term("desk.paper.\(name)") }
        let counts = state.counts
        return [
            (label("day"), wording.date(prepared.hours.day)), (label("closed"), prepared.hours.text(state.closedAt)),
            (label("voters"), wording.number(prepared.list.voters)), (label("given"), wording.number(counts.given)),
            (label("paper"), wording.number(counts.given(.paper))),
            (label("electronic"), wording.number(counts.given(.electronic))),
            (label("at home"), wording.number(counts.atHome.values.reduce(0, +))),
            (label("requests"), wording.number(counts.homeRequests)),
            (label("interruptions"), wording.number(state.interruptions.count)),
            (label("statement"), state.urnCounted?.statement ?? "–"),
        ] + wording.recorderFacts(state)
    }

    private func conditions(_ wording: Wording) -> Block {
        .table(
            Table(
                [.init(.part(3)), .init(.part(2)), .init(.part(1))],
                heads: [
                    Table.Row(
                        ["condition", "article", "met"].map { wording.term("desk.column.\($0)") }, isBold: true)
                ],
                rows: OpeningCondition.allCases.map { condition in
                    Table.Row([
                        Table.Cell(wording.name(of: condition)), Table.Cell(wording.citation(condition.article)),
                        Table.Cell(wording.term("service.label.\(state.isMet(condition) ? "yes" : "no")")),
                    ])
                }))
    }

    /// The equations, their differences, and what the commission says to each finding.
    private func reconciliation(_ wording: Wording) -> [Block] {
        guard let account = state.account else { return [] }
        let findings = account.findings(at: state.station)
        let rows = account.equations.map { equation in
            Table.Row([
                Table.Cell(wording.sentence(for: equation, of: account)),
                Table.Cell(wording.signed(equation.difference)),
            ])
        }
        let head = Table.Row(["equation", "difference"].map { wording.term("desk.column.\($0)") }, isBold: true)
        return [
            .text(wording.term("desk.label.reconciliation"), .heading),
            .table(Table([.init(.part(5)), .init(.part(1), .right)], heads: [head], rows: rows)),
        ]
            + (findings.isEmpty ? [.text(wording.term("desk.label.no findings"), .body)] : [])
            + findings.flatMap { finding -> [Block] in
                let explanation = state.signed?.explanations[finding.code]
                return [.text(wording.deskSentence(for: finding), TextStyle(size: 9, before: 3))]
                    + (explanation.map { [.text("— \($0)", .body)] } ?? [])
            }
    }

    private func signatures(_ frame: PaperFrame) -> [Block] {
        frame.signatures(
            prepared.members.map { member in
                let dissents = state.signed?.signatures.contains { $0.member == member.person && $0.dissents } ?? false
                return PaperFrame.Signer(
                    office: frame.wording.name(of: member.office), member: member.person.rawValue,
                    note: dissents && kind == .closing ? frame.term("signatures.dissent") : "")
            })
    }
}
