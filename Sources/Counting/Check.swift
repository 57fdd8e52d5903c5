public import ElectionModel

/// A rule that protocols are held against: what it is called, how grave a breach is, what it looks at, and the function
/// that measures it.
///
/// Rules are values in one table, `Check.catalogue`; the same table gives the texts, the help and the tests their codes.
/// A rule that was kept is reported like one that was broken, so that a report says what was looked at.
public struct Check: Sendable {
    /// What one measurement of a rule looks at.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// One field of one protocol.
        case field
        /// One protocol.
        case oneProtocol = "protocol"
        /// The protocols of one station about its different contests.
        case crossContest = "cross-contest"
        /// The protocols of the two rounds of one contest.
        case round
        /// All protocols of one contest.
        case tabulation
    }

    /// The code of the catalogue of checks; `K…` for rules that only the statute of Kazakhstan has.
    public let code: String
    public let severity: Finding.Severity
    public let scope: Scope
    /// The names of the figures in the order in which every result carries them.
    public let figures: [String]
    let measure: Measure

    /// Either each protocol by itself or all of them together.
    enum Measure: Sendable {
        case each(@Sendable (Protocol, CheckContext) -> [Measurement])
        case together(@Sendable ([Protocol], CheckContext) -> [Measurement])
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
        _ code: String, _ severity: Finding.Severity, _ scope: Scope, figures: [String],
        each measure: @escaping @Sendable (Protocol, CheckContext) -> [Measurement]
    ) {
        self.code = code
        self.severity = severity
        self.scope = scope
        self.figures = figures
        self.measure = .each(measure)
    }

    init(
        _ code: String, _ severity: Finding.Severity, _ scope: Scope, figures: [String],
        together measure: @escaping @Sendable ([Protocol], CheckContext) -> [Measurement]
    ) {
        self.code = code
        self.severity = severity
        self.scope = scope
        self.figures = figures
        self.measure = .together(measure)
    }

    /// Every rule that can be applied to the form of 2004, in the order in which results are given.
    public static let catalogue: [Check] = protocolChecks + contestChecks

    /// Codes of the general catalogue that the form of 2004 gives no figures for: it has no line for valid ballots (A01
    /// would be the same equation as A02), none for the kinds of admission (A10), none for a stated difference (A06, A07),
    /// none for totals of lists with candidates (A08), one mark a ballot (A11), and one protocol for all channels (A13);
    /// the number in words (A17) is not recorded.
    public static let withoutFiguresIn2004 = ["A01", "A06", "A07", "A08", "A10", "A11", "A13", "A17"]
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

private func visit(
    _ protocols: [Protocol], in context: CheckContext, by checks: [Check],
    _ note: (Check, [String], Check.Measurement) -> Void
) {
    for item in protocols {
        let place = [item.tier.rawValue, item.district.rawValue, String(item.round), item.station.rawValue]
        for check in checks {
            guard case .each(let measure) = check.measure else { continue }
            for measurement in measure(item, context) { note(check, place, measurement) }
        }
    }
    for check in checks {
        guard case .together(let measure) = check.measure else { continue }
        for measurement in measure(protocols, context) { note(check, [], measurement) }
    }
}

extension Check {
    fileprivate func result(_ place: [String], _ measurement: Measurement) -> CheckResult {
        CheckResult(
            code: code, severity: severity, holds: measurement.holds, place: place + measurement.place,
            figures: zip(figures, measurement.values).map { Figure($0, $1) })
    }
}
