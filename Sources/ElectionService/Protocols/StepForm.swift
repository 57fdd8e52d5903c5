import Accounts
import Counting
import ElectionConduct
import ElectionModel

/// What each step asks for, read from a form into the act that the record gets.
enum StepForm {
    /// The members of the station's own commission, who sign.
    static func members(_ visit: SheetVisit) -> [CommissionMember] {
        let precinct = Commission(level: .precinct, unit: visit.key.station.rawValue)
        return visit.state.commissions[precinct]?.members ?? []
    }

    /// How a finding is named in a form.
    static func name(_ finding: Finding) -> String { ([finding.code] + finding.place).joined(separator: " ") }

    /// The fields of the agreed document.
    static func fields(_ visit: SheetVisit) -> [ProtocolField] {
        visit.item.state.document?.counts.fields(on: visit.item.form) ?? []
    }

    /// Reads a step; what is wrong is noted in the form.
    static func act(_ kind: ProtocolCase.Action.Kind, _ visit: SheetVisit, _ form: inout FormReader) -> ProtocolActed {
        let isAbove = [.receive, .accept, .sendBack, .annul].contains(kind)
        var act = ProtocolActed(visit.key, kind, commission: isAbove ? visit.account.commission : nil)
        switch kind {
        case .enterFirst, .enterSecond, .enterFields, .confirm, .receive, .accept: break
        case .discard, .reset, .sendBack: act.reason = form.text("reason")
        case .reopen:
            act.reopened = fields(visit).map(\.description).filter { form.isTicked("open-\($0)") }
            act.reason = form.text("reason")
            if act.reopened?.isEmpty == true, let first = fields(visit).first { form.note("open-\(first)", .missing) }
        case .amendHeader:
            act.header = HeadingForm.read(&form, visit)
            act.reason = form.text("reason")
        case .vote: act.dispute = dispute(visit, &form)
        case .acknowledge:
            let open = Dictionary(visit.openFindings.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
            act.finding = form.choice("finding", among: open).map { .init($0) }
            act.reason = form.text("reason")
        case .sign:
            act.signatures = members(visit).enumerated().compactMap { place, member in
                guard form.isTicked("signed-\(place + 1)") else { return nil }
                return .init(member.person, member.office, dissents: form.isTicked("dissents-\(place + 1)"))
            }
            if act.signatures?.isEmpty == true { form.note("signed-1", .missing) }
        case .correct: act.corrigendum = corrigendum(visit, &form)
        case .orderRecount, .annul: act.decision = decision(&form)
        }
        return act
    }

    private static func dispute(_ visit: SheetVisit, _ form: inout FormReader) -> DisputedBallots? {
        let choices = Dictionary(
            (visit.item.choices ?? []).map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        let number = form.text("matter", most: 40)
        let ballots = form.whole("ballots", isRequired: true)
        let choice = form.choice("choice", among: choices, isRequired: false)
        let forValid = form.whole("for-valid", isRequired: true)
        let forInvalid = form.whole("for-invalid", isRequired: true)
        guard let number, let ballots, let forValid, let forInvalid else { return nil }
        return DisputedBallots(
            number: number, ballots: ballots, choice: choice, forValid: Int(forValid), forInvalid: Int(forInvalid))
    }

    /// Figures that were written into the form, with what they replace.
    private static func corrigendum(_ visit: SheetVisit, _ form: inout FormReader) -> Corrigendum? {
        var changes: [Corrigendum.Change] = []
        for field in fields(visit) {
            guard let new = form.whole(field.description), let document = visit.item.state.document else { continue }
            let words = form.text(EntryForm.words(field), most: 200, isRequired: false)
            changes.append(.init(field, from: document.counts[field], to: new, words: words))
        }
        let decision = decision(&form)
        if changes.isEmpty, let first = fields(visit).first, form.problems.isEmpty {
            form.note(first.description, .missing)
        }
        return decision.map { Corrigendum(changes, decision: $0) }
    }

    static func decision(_ form: inout FormReader) -> NumberedDecision? {
        let number = form.text("number", most: 40)
        let day = form.day("day")
        let reason = form.text("reason")
        guard let number, let reason else { return nil }
        return NumberedDecision(number: number, date: day, reason: reason)
    }
}
