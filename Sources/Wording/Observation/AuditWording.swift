public import ElectionModel
public import Observation

extension AuditStep.Kind: WordedValue { package static var termGroups: [String] { ["observation.step"] } }
extension AuditedContest.Method: WordedValue { package static var termGroups: [String] { ["observation.method"] } }
extension AuditGap: WordedValue { package static var termGroups: [String] { ["observation.gap"] } }
extension Observation.Claim.Kind: WordedValue { package static var termGroups: [String] { ["observation.claim"] } }
extension Calibration.Count: WordedValue { package static var termGroups: [String] { ["observation.seen"] } }
extension MediaUnit.Ownership: WordedValue { package static var termGroups: [String] { ["observation.ownership"] } }
extension MediaUnit.SubjectKind: WordedValue { package static var termGroups: [String] { ["observation.subject"] } }

extension Wording {
    public func name(ofStep kind: AuditStep.Kind) -> String { name(of: kind) }
    public func name(ofMethod method: AuditedContest.Method) -> String { name(of: method) }
    public func name(ofGap gap: AuditGap) -> String { name(of: gap) }
    public func name(ofCount count: Calibration.Count) -> String { name(of: count) }
    public func name(of ownership: MediaUnit.Ownership) -> String {
        term("observation.ownership.\(ownership.rawValue)")
    }
    public func name(of subject: MediaUnit.SubjectKind) -> String { term("observation.subject.\(subject.rawValue)") }

    /// Tier, constituency and ballot by their names.
    public func name(of contest: Observation.ContestKey) -> String {
        place([contest.tier.rawValue, contest.district.rawValue]) + " · " + round(contest.round)
    }

    /// The sentence that is tested.
    public func sentence(for claim: Observation.Claim) -> String {
        var figures = [Figure("subject", .choice(claim.subject))]
        if let other = claim.other { figures.append(Figure("other", .choice(other))) }
        switch claim {
        case .share(_, let fraction, let base), .shareMissed(_, let fraction, let base):
            figures += [Figure("fraction", .fraction(fraction)), Figure("base", .base(base))]
        case .remainder(_, let seats, _, _, _, _): figures.append(Figure("seats", .count(UInt64(max(0, seats)))))
        case .moreVotes, .quotient: break
        }
        return term("observation.claim.\(claim.kind.rawValue)", figures)
    }

    /// A number of floating point with a fixed number of digits, for what is estimated.
    public func estimate(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return term("absent.not applicable") }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let limited = max(-1e15, min(1e15, value))
        return decimal(Fraction(Int128((limited * scale).rounded()), Int128(scale)), digits: digits)
    }

    /// A p-value: four digits, or that it is below the least of them.
    public func pValue(_ value: Double) -> String {
        value > 0 && value < 0.0001 ? "< " + estimate(0.0001, digits: 4) : estimate(value, digits: 4)
    }

    // MARK: Refusals

    /// Why a step of an audit is refused and what to do.
    public func sentence(for refusal: AuditRefusal) -> String {
        let (name, figures) = refusal.figures
        var all = figures
        if case .missing(let steps, _) = refusal {
            all.append(Figure("missing", .text(list(steps.map { self.name(ofStep: $0) }))))
        }
        return term("observation.refusal.\(name)", all)
    }

    /// Why a text is no audit, with file and step.
    public func sentence(for error: AuditTextError, file: String) -> String {
        let place = Figure("file", .text(file))
        return switch error {
        case .json: term("observation.file.json", [place])
        case .expected(let wanted, let step):
            term("observation.file.expected", [place, Figure("step", .text("\(step)")), Figure("text", .text(wanted))])
        case .unknownFormat(let format):
            term("observation.file.unknownFormat", [place, Figure("text", .text(format))])
        case .refused(let refusal, let step):
            term(
                "observation.file.refused",
                [place, Figure("step", .text("\(step)")), Figure("text", .text(sentence(for: refusal)))])
        case .notCanonical: term("observation.file.notCanonical", [place])
        }
    }

    /// A refusal of what a line of a table says.
    public func sentence(for refusal: AuditRefusal, file: String, line: Int) -> String {
        term(
            "observation.file.line",
            [
                Figure("file", .text(file)), Figure("line", .text("\(line)")),
                Figure("text", .text(sentence(for: refusal))),
            ])
    }
}

extension AuditRefusal {
    /// The name of its text with the figures of it.
    fileprivate var figures: (String, [Figure]) {
        func text(_ name: String, _ value: some CustomStringConvertible) -> Figure { Figure(name, .text("\(value)")) }
        func count(_ value: some BinaryInteger) -> Figure { Figure("count", .count(UInt64(clamping: value))) }
        switch self {
        case .missing(_, let kind): return ("missing", [text("step", kind.rawValue)])
        case .alreadyDone(let kind): return ("alreadyDone", [text("step", kind.rawValue)])
        case .tooMany(let name, let number, let most):
            return ("tooMany", [text("name", name), count(number), Figure("most", .count(most))])
        case .containerTwice(let name): return ("containerTwice", [text("name", name)])
        case .countTwice(let station, let contest):
            return ("countTwice", [text("station", station), text("contest", contest)])
        case .contestTwice(let contest): return ("contestTwice", [text("contest", contest)])
        case .otherBallot(let station, let contest):
            return ("otherBallot", [text("station", station), text("contest", contest)])
        case .unknownContest(let contest): return ("unknownContest", [text("contest", contest)])
        case .totalsDiffer(let contest, let decided, let stations):
            return (
                "totalsDiffer",
                [
                    text("contest", contest), Figure("decided", .count(decided.cards)),
                    Figure("stations", .count(stations.cards)),
                ]
            )
        case .noClaims(let contest): return ("noClaims", [text("contest", contest)])
        case .recordsOfOtherCards(let name, let contest):
            return ("recordsOfOtherCards", [text("name", name), text("contest", contest)])
        case .recordNotUnderstood(let name, let contest, let card):
            return ("recordNotUnderstood", [text("name", name), text("contest", contest), text("card", card)])
        case .noCardRecords(let contest): return ("noCardRecords", [text("contest", contest)])
        case .claimNotUnderstood(let contest, let index):
            return ("claimNotUnderstood", [text("contest", contest), text("card", index + 1)])
        case .riskLimit(let limit): return ("riskLimit", [text("limit", limit)])
        case .seedTooShort(let digits): return ("seedTooShort", [count(digits)])
        case .otherCommitment(let expected): return ("otherCommitment", [text("digest", expected)])
        case .drawShrinks(let contest, let from): return ("drawShrinks", [text("contest", contest), count(from)])
        case .notDrawn(let place): return ("notDrawn", [text("place", place)])
        case .unknownChoice(let choice, let contest):
            return ("unknownChoice", [text("choice", choice), text("contest", contest)])
        case .markSaysNothing(let contest): return ("markSaysNothing", [text("contest", contest)])
        case .readTwiceBySame(let place, let reader):
            return ("readTwiceBySame", [text("place", place), text("reader", reader)])
        case .readByTwoAlready(let place): return ("readByTwoAlready", [text("place", place)])
        case .nothingToResolve(let place): return ("nothingToResolve", [text("place", place)])
        case .resolvedByOne(let place): return ("resolvedByOne", [text("place", place)])
        case .unread(let number, let first): return ("unread", [count(number), text("place", first)])
        case .unresolved(let number, let first): return ("unresolved", [count(number), text("place", first)])
        case .stationNotDrawn(let station, let contest):
            return ("stationNotDrawn", [text("station", station), text("contest", contest)])
        case .recountedTwiceBySame(let station, let contest, let reader):
            return (
                "recountedTwiceBySame", [text("station", station), text("contest", contest), text("reader", reader)]
            )
        case .recountedByTwoAlready(let station, let contest):
            return ("recountedByTwoAlready", [text("station", station), text("contest", contest)])
        case .noRecountToResolve(let station, let contest):
            return ("noRecountToResolve", [text("station", station), text("contest", contest)])
        case .recountResolvedByOne(let station, let contest):
            return ("recountResolvedByOne", [text("station", station), text("contest", contest)])
        case .recountsOpen(let number, let first, let contest):
            return ("recountsOpen", [count(number), text("station", first), text("contest", contest)])
        case .archiveDiffers(let station, let contest):
            return ("archiveDiffers", [text("station", station), text("contest", contest)])
        case .otherAssessment: return ("otherAssessment", [])
        }
    }
}
