import Counting
public import ElectionConduct
import ElectionModel
public import ElectionRecord
public import ElectoralLaw
public import Typesetting
public import Wording

/// The minutes of a decision: which commission decided what, how many were present and in favour, who dissented (article
/// 20(4)-(5)).
public struct MinutesPaper: Sendable {
    public var source: PaperSource
    public var decision: CommissionDecision
    public var matter: ActSummary
    public var rule: Procedure.CommissionRule?
    public var members: [CommissionMember]
    /// The event of the record that holds the decision.
    public var height: Int
}

extension ConductState {
    /// The minutes of an act that a commission decided; nil for any other act.
    ///
    /// The commission is printed as it stands in this state: fold the record up to the act.
    public func minutesPaper(_ act: any Act, height: Int, at position: RecordHead?) -> MinutesPaper? {
        guard let decision = Self.decision(of: act), let matter = ActSummary(act) else { return nil }
        return MinutesPaper(
            source: paperSource(at: position), decision: decision, matter: matter,
            rule: setting.procedure.commission(decision.commission.level),
            members: commissions[decision.commission]?.members ?? [], height: height)
    }

    /// The decision of a commission that an act carries out.
    private static func decision(of act: any Act) -> CommissionDecision? {
        switch act {
        case let act as NominationRegistered: act.decision
        case let act as NominationRefused: act.decision
        case let act as RegistrationCancelled: act.decision
        case let act as NominatorCorrected: act.decision
        case let act as ListOrderDrawn: act.decision
        case let act as HoursMoved: act.decision
        case let act as VotingPostponed: act.decision
        case let act as ConstituencyProtocolSigned: act.decision
        case let act as LotDrawn: act.decision
        case let act as RunOffCalled: act.decision
        case let act as ConstituencyAnnulled: act.decision
        case let act as ComplaintDecided: act.decision
        case let act as ResultsAnnounced: act.decision
        default: nil
        }
    }
}

/// Minutes as a PDF. May be called from any thread; opens no file.
///
/// - Throws: `PressFault`.
public func minutesPaper(_ item: MinutesPaper, _ wording: Wording) throws(PressFault) -> [UInt8] {
    try typeset(item.paper(wording))
}

extension MinutesPaper {
    public func paper(_ wording: Wording) -> Paper {
        let frame = PaperFrame(source: source, wording: wording)
        let commission = rule?.name[wording.language] ?? decision.commission.description
        let unit = decision.commission.unit.isEmpty ? [] : [wording.place([decision.commission.unit])]
        func count(_ number: Int) -> String { wording.number(number) }
        let facts = frame.facts([
            (frame.term("minutes.decision"), decision.number),
            (frame.term("minutes.date"), wording.date(decision.date)),
            (frame.term("minutes.members"), count(rule?.members ?? members.count)),
            (frame.term("minutes.present"), count(decision.present)),
            (frame.term("minutes.in favour"), count(decision.inFavour)),
            (frame.term("minutes.not in favour"), count(decision.present - decision.inFavour)),
            (frame.term("minutes.event"), "\(height)"),
        ])
        var blocks: [Block] = [
            .text(frame.term("minutes.title"), .title),
            .text(([commission] + unit).joined(separator: " · "), .subtitle),
            frame.election, facts, .text(frame.term("minutes.decided"), .heading),
            .text(wording.sentence(for: matter), TextStyle(size: 10)),
        ]
        if let rule {
            blocks.append(
                .text(
                    frame.term(
                        "minutes.rule",
                        [
                            "quorum": wording.exact(rule.quorum), "decides": wording.exact(rule.decides),
                            "cites": wording.citations(rule.cites),
                        ]), .note))
        }
        blocks +=
            dissents(frame)
            + frame.signatures(
                members.map { member in
                    let dissents = decision.dissents.contains(member.person)
                    return PaperFrame.Signer(
                        office: wording.name(of: member.office), member: member.person.rawValue,
                        note: dissents ? frame.term("signatures.dissent") : "")
                })
        return frame.paper(
            frame.term("minutes.title"), head: [commission] + unit + [decision.number], blocks: blocks)
    }

    private func dissents(_ frame: PaperFrame) -> [Block] {
        guard !decision.dissents.isEmpty else { return [.text(frame.term("minutes.no dissent"), .body)] }
        let names = frame.wording.list(decision.dissents.map(\.rawValue))
        return [.text(frame.term("minutes.dissents", ["members": names]), .body)]
    }
}
