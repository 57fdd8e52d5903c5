public import ElectionModel

/// A rule that protocols are held against: what it is called, how grave a breach is, what it looks at, and the function
/// that measures it.
///
/// Rules are values in one table, `Check.table`; the same table gives the texts, the help, the documentation and the tests
/// their codes, formulas and limits. A rule that was kept is reported like one that was broken, so that a report says what
/// was looked at.
public struct Check: Sendable {
    /// What one measurement of a rule looks at.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// One field of one protocol.
        case field
        /// One protocol.
        case oneProtocol = "protocol"
        /// The paper around the counts.
        case document
        /// How a protocol was entered, corrected and accepted.
        case process
        /// The protocols of one station about its different contests.
        case crossContest = "cross-contest"
        /// The protocols of the two rounds of one contest, or of the election before.
        case round
        /// All protocols of one contest.
        case tabulation
    }

    /// What to do about a breach; `Texts/` has a sentence for each role.
    public enum Advice: String, Sendable, Hashable, CaseIterable {
        /// Figures that contradict each other.
        case arithmetic
        /// A figure that is unusual and may be right.
        case plausibility
        /// A field that is empty or can't be.
        case field
        /// An error that can be what happened: it needs an explanation.
        case explanation
        /// Something is missing on the paper.
        case paper
        /// The way of entry was not kept.
        case process
        /// Protocols are missing, stand twice or are somewhere else.
        case completeness
        /// Several protocols that may be one.
        case copies
        /// Only for the report of the audit.
        case none
    }

    /// The code of the catalogue of checks; `K…` for rules that only the statute of Kazakhstan has.
    public let code: String
    public let severity: Finding.Severity
    public let scope: Scope
    /// The rule in letters of the form, as it is computed.
    public let formula: String
    /// The names of the figures in the order in which every result carries them.
    public let figures: [String]
    /// The limits that it uses.
    public let thresholds: [Threshold]
    /// The rules after whose breach at the same protocol this one says nothing new and is not reported.
    public let suppressedBy: [String]
    public let advice: Advice
    let measure: Measure

    /// What a rule takes.
    enum Measure: Sendable {
        case each(@Sendable (Protocol, CheckContext) -> [Measurement])
        case together(@Sendable ([Protocol], CheckContext) -> [Measurement])
        case document(@Sendable (ProtocolDocument, CheckContext) -> [Measurement])
        case process(@Sendable (ProtocolCase) -> [Measurement])
    }

    /// What a rule found at one place. No measurement at all means that the rule can't be applied there, such as a sum
    /// with an unfilled field, which A15 reports.
    struct Measurement {
        var holds: Bool
        var place: [String]
        var values: [Figure.Value]

        init(_ holds: Bool, at place: [String] = [], _ values: [Figure.Value]) {
            self.holds = holds
            self.place = place
            self.values = values
        }

        init(_ holds: Bool, at place: [String] = [], counts: UInt64...) {
            self.init(holds, at: place, counts.map { .count($0) })
        }
    }

    init(
        _ code: String, _ severity: Finding.Severity, _ scope: Scope, _ formula: String, figures: [String],
        limits thresholds: [Threshold] = [], unless suppressedBy: [String] = [], _ advice: Advice, _ measure: Measure
    ) {
        self.code = code
        self.severity = severity
        self.scope = scope
        self.formula = formula
        self.figures = figures
        self.thresholds = thresholds
        self.suppressedBy = suppressedBy
        self.advice = advice
        self.measure = measure
    }

    /// The rules that need nothing but protocols and registers, in the order in which results are given.
    public static let catalogue: [Check] = protocolChecks + plausibilityChecks + contestChecks + comparisonChecks

    /// Every rule that can be applied to the form of 2004: those about protocols, about the paper, and about its way.
    public static let table: [Check] = catalogue + documentChecks + processChecks

    /// Whether a breach may stand in an accepted protocol once somebody has answered for it, because it can be what
    /// happened and the law does not let it undo the count; any other error has to be gone.
    public static func isExplainable(_ code: String) -> Bool {
        table.contains { $0.code == code && $0.advice == .explanation }
    }
}

/// A rule applied at one place, kept or broken.
public struct CheckResult: Sendable, Hashable {
    public var code: String
    public var severity: Finding.Severity
    public var holds: Bool
    /// From the widest to the narrowest: tier, district, round, station, field.
    public var place: [String]
    public var figures: [Figure]

    public init(code: String, severity: Finding.Severity, holds: Bool, place: [String], figures: [Figure]) {
        self.code = code
        self.severity = severity
        self.holds = holds
        self.place = place
        self.figures = figures
    }

    /// The finding of a broken rule; nil where it was kept.
    public var finding: Finding? {
        holds ? nil : Finding(code, severity, place: place, figures: figures)
    }
}

/// Applies every rule to protocols.
///
/// - Returns: one result for each place where a rule could be applied; first the rules about single protocols in the order
///   of `protocols`, then those about several.
public func check(
    _ protocols: [Protocol], in context: CheckContext, by checks: [Check] = Check.catalogue
) -> [CheckResult] {
    var results: [CheckResult] = []
    visit(protocols, in: context, by: checks) { check, place, measurement in
        results.append(check.result(place, measurement))
    }
    return results
}

/// How often a rule was measured and broken.
public struct CheckCount: Sendable, Hashable {
    public var code: String
    public var measured: Int
    public var broken: Int
}

/// Counts the results of every rule without keeping them, in the order of `checks`; a rule that could be applied nowhere
/// has zeros.
public func counts(
    of protocols: [Protocol], in context: CheckContext, by checks: [Check] = Check.catalogue
) -> [CheckCount] {
    var measured: [String: Int] = [:]
    var broken: [String: Int] = [:]
    visit(protocols, in: context, by: checks) { check, _, measurement in
        measured[check.code, default: 0] += 1
        if !measurement.holds { broken[check.code, default: 0] += 1 }
    }
    return checks.map { CheckCount(code: $0.code, measured: measured[$0.code] ?? 0, broken: broken[$0.code] ?? 0) }
}

/// The broken rules alone, without building the results of those that were kept.
public func findings(
    about protocols: [Protocol], in context: CheckContext, by checks: [Check] = Check.catalogue
) -> [Finding] {
    var findings: [Finding] = []
    visit(protocols, in: context, by: checks) { check, place, measurement in
        if !measurement.holds, let finding = check.result(place, measurement).finding { findings.append(finding) }
    }
    return findings
}

/// Applies every rule about one protocol and its paper, as at the desk where it is entered. Rules about several protocols
/// wait for them.
public func check(
    _ document: ProtocolDocument, in context: CheckContext, by checks: [Check] = Check.table
) -> [CheckResult] {
    let single = checks.filter { if case .each = $0.measure { true } else { false } }
    var results = check([document.counts], in: context, by: single)
    for check in checks {
        guard case .document(let measure) = check.measure else { continue }
        for measurement in measure(document, context) {
            results.append(check.result(LedgerKey(document.counts).place, measurement))
        }
    }
    return results
}

/// Applies every rule about the way of a protocol, and those about its document where there is one.
public func check(
    _ item: ProtocolCase, in context: CheckContext, by checks: [Check] = Check.table
) -> [CheckResult] {
    var results = (item.state.document ?? item.documentInForce).map { check($0, in: context, by: checks) } ?? []
    for check in checks {
        guard case .process(let measure) = check.measure else { continue }
        for measurement in measure(item) { results.append(check.result(item.key.place, measurement)) }
    }
    return results
}

private func visit(
    _ protocols: [Protocol], in context: CheckContext, by checks: [Check],
    _ note: (Check, [String], Check.Measurement) -> Void
) {
    // The codes that are broken, by the place of their protocol; only places with a breach are kept.
    var broken: [[String]: Set<String>] = [:]
    let suppressing = Set(checks.flatMap(\.suppressedBy))
    func report(_ check: Check, _ place: [String], _ measurement: Check.Measurement) {
        if !broken.isEmpty, !check.suppressedBy.isEmpty,
            let codes = broken[Array((place + measurement.place).prefix(4))],
            check.suppressedBy.contains(where: codes.contains)
        {
            return
        }
        if !measurement.holds, suppressing.contains(check.code) {
            broken[Array((place + measurement.place).prefix(4)), default: []].insert(check.code)
        }
        note(check, place, measurement)
    }
    for item in protocols {
        let place = LedgerKey(item).place
        for check in checks {
            guard case .each(let measure) = check.measure else { continue }
            for measurement in measure(item, context) { report(check, place, measurement) }
        }
    }
    for check in checks {
        guard case .together(let measure) = check.measure else { continue }
        for measurement in measure(protocols, context) { report(check, [], measurement) }
    }
}

extension Check {
    func result(_ place: [String], _ measurement: Measurement) -> CheckResult {
        CheckResult(
            code: code, severity: severity, holds: measurement.holds, place: place + measurement.place,
            figures: zip(figures, measurement.values).map { Figure($0, $1) })
    }
}
