import ElectionModel

extension Check {
    /// The rules about the paper.
    static let documentChecks: [Check] = [
        // Article 43(8): numbers are repeated in words.
        Check(
            "A17", .error, .field, "number in words = figure", figures: ["number", "words", "read"], .field,
            .document { document, context in
                guard !document.words.isEmpty else { return [] }
                var broken: [Measurement] = []
                var compared: UInt64 = 0
                for field in document.counts.fields(on: context.form)
                where context.form.line(field.line)?.isInWords == true {
                    guard let number = document.counts[field] else { continue }
                    compared += 1
                    let words = document.words[field] ?? ""
                    let read = NumberInWords.read(words)?.number
                    if read == number { continue }
                    broken.append(
                        Measurement(
                            false, at: [field.description],
                            [.count(UInt64(number)), .text(words)] + (read.map { [.count(UInt64($0))] } ?? [])))
                }
                return broken.isEmpty ? [Measurement(true, [.count(compared)])] : broken
            }),
        // Article 43(4-1): where more is found than was given, what each member gave is established.
        Check(
            "A07", .error, .document, "sum of E + F > B ⇒ act attached", figures: ["found", "given"], .paper,
            .document { document, _ in
                guard let found = document.counts.found, let given = document.counts.electorsGivenBallots else {
                    return []
                }
                let isExplained = document.header.acts.contains { $0.kind == .moreFoundThanGiven }
                return [Measurement(found <= UInt64(given) || isExplained, counts: found, UInt64(given))]
            }),
        // Article 43(3-1): an act is drawn up.
        Check(
            "K04", .error, .document, "a box with M > R ⇒ act attached", figures: ["requests", "ballotsFound"], .paper,
            .document { document, _ in
                let boxes = document.counts.mobileBoxes.compactMap { box in
                    box.requests.flatMap { requests in box.ballotsFound.map { (UInt64(requests), UInt64($0)) } }
                }
                guard let shown = boxes.first(where: { $0.1 > $0.0 }) ?? boxes.first else { return [] }
                let isExplained = document.header.acts.contains { $0.kind == .mobileBox }
                return [Measurement(shown.1 <= shown.0 || isExplained, counts: shown.0, shown.1)]
            }),
        // Article 43(1): twelve hours at most, without a break.
        Check(
            "K05", .warning, .document, "time of signing − close ≤ count hours", figures: ["minutes", "limit"],
            limits: [.countHours], .plausibility,
            .document { document, context in
                guard let signed = document.header.signedAt, let close = context.closing[document.counts.station],
                    signed >= close
                else { return [] }
                let limit = 60 * context.thresholds.count(.countHours)
                let minutes = UInt64(close.minutes(to: signed))
                return [Measurement(minutes <= limit, counts: minutes, limit)]
            }),
        // Article 43(8), and article 20(5) for who decides.
        Check(
            "B07", .error, .document, "copy number, signatures ≥ needed, stamp, time of signing ≥ close",
            figures: ["signed", "needed"], .paper,
            .document { document, context in
                let header = document.header
                var missing: [String] = []
                if header.copyNumber == nil { missing.append("copy number") }
                if header.signed < context.form.signaturesNeeded { missing.append("signatures") }
                if header.isStamped != true { missing.append("stamp") }
                if let signed = header.signedAt {
                    if let close = context.closing[document.counts.station], signed < close {
                        missing.append("signed before the close")
                    }
                } else {
                    missing.append("time of signing")
                }
                return [
                    Measurement(
                        missing.isEmpty, at: missing,
                        counts: UInt64(header.signed), UInt64(context.form.signaturesNeeded))
                ]
            }),
        Check(
            "B09", .error, .document, "check number on the paper = check number of the figures",
            figures: ["printed", "computed"], .arithmetic,
            .document { document, context in
                guard let printed = document.header.printedCode else { return [] }
                let computed = document.counts.checkNumber(on: context.form)
                let digits = printed.filter { !$0.isWhitespace && $0 != "-" }
                return [
                    Measurement(
                        digits == computed.filter { $0 != "-" }, [.text(printed), .text(computed)])
                ]
            }),
    ]

    /// The rules about how a protocol was entered, corrected and accepted. `ProtocolCase` lets nobody break most of them;
    /// they are measured all the same, because a history may come from another program.
    static let processChecks: [Check] = [
        Check(
            "B01", .error, .process, "person of entry 2 ≠ person of entry 1", figures: ["entries"], .process,
            .process { item in
                var first: PersonID?
                var entries: UInt64 = 0
                var holds = true
                for step in item.steps {
                    switch step.action {
                    case .enterFirst: first = step.person
                    case .enterSecond:
                        entries += 1
                        if step.person == first { holds = false }
                    default: break
                    }
                }
                return entries == 0 ? [] : [Measurement(holds, counts: entries)]
            }),
        Check(
            "B02", .warning, .process, "entry 2 = entry 1, field by field", figures: ["different"], .process,
            .process { item in
                guard case .differing(let open) = item.state else {
                    return item.state.document == nil ? [] : [Measurement(true, counts: 0)]
                }
                let different = open.fields.filter { $0.typists.count > 1 }
                return [
                    Measurement(
                        different.isEmpty, at: different.map(\.field.description), counts: UInt64(different.count))
                ]
            }),
        Check(
            "B03", .warning, .process, "no reopened field is open", figures: ["fields"], .process,
            .process { item in
                guard case .differing(let open) = item.state else {
                    return item.state.document == nil ? [] : [Measurement(true, counts: 0)]
                }
                let waiting = open.fields.filter { $0.typists.count < 2 }
                return [
                    Measurement(waiting.isEmpty, at: waiting.map(\.field.description), counts: UInt64(waiting.count))
                ]
            }),
        Check(
            "B05", .error, .process, "figures changed = fields of the corrigendum", figures: ["changed", "corrected"],
            .process,
            .process { item in
                zip(item.versions, item.versions.dropFirst()).compactMap { earlier, later in
                    let fields = Set(
                        earlier.document.counts.fields(on: item.form) + later.document.counts.fields(on: item.form))
                    let changed = fields.filter { earlier.document.counts[$0] != later.document.counts[$0] }
                    switch later.origin {
                    case .entry: return nil
                    case .heading: return Measurement(changed.isEmpty, counts: UInt64(changed.count), 0)
                    case .corrigendum(let corrigendum):
                        let corrected = corrigendum.changes.map(\.field)
                        return Measurement(
                            Set(corrected) == changed, counts: UInt64(changed.count), UInt64(corrected.count))
                    }
                }
            }),
        Check(
            "B06", .error, .process, "old value of a change = value before; reason given", figures: ["corrected"],
            .process,
            .process { item in
                zip(item.versions, item.versions.dropFirst()).compactMap { earlier, later in
                    guard case .corrigendum(let corrigendum) = later.origin else { return nil }
                    let holds =
                        corrigendum.changes.allSatisfy { earlier.document.counts[$0.field] == $0.old }
                        && !corrigendum.decision.reason.allSatisfy(\.isWhitespace)
                        && !corrigendum.decision.number.allSatisfy(\.isWhitespace)
                    return Measurement(holds, counts: UInt64(corrigendum.changes.count))
                }
            }),
        Check(
            "B10", .error, .process, "acceptances ≤ 1 + decisions that replace one",
            figures: ["accepted", "decisions"],
            .process,
            .process { item in
                let accepted = item.steps.count { $0.action.kind == .accept }
                let decisions = item.steps.count { [.correct, .orderRecount].contains($0.action.kind) }
                return accepted == 0
                    ? [] : [Measurement(accepted <= 1 + decisions, counts: UInt64(accepted), UInt64(decisions))]
            }),
        Check(
            "B11", .warning, .process, "every warning of a confirmation or acceptance is acknowledged with a reason",
            figures: ["warnings", "acknowledged"], .process,
            .process { item in
                let lists = item.steps.compactMap { step -> [Finding]? in
                    switch step.action {
                    case .confirm(let findings), .accept(let findings): findings
                    default: nil
                    }
                }
                guard let warnings = lists.last?.filter({ $0.severity > .information }) else { return [] }
                let acknowledged = warnings.count { warning in
                    item.acknowledgements.contains { $0.finding == warning && !$0.reason.isEmpty }
                }
                return [
                    Measurement(acknowledged == warnings.count, counts: UInt64(warnings.count), UInt64(acknowledged))
                ]
            }),
    ]
}
