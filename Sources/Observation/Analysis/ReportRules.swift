public import DataFormats
import ElectionModel

/// Which reports enter an analysis, as data: `Forms/Rules/NAME.yaml`. A report is left out by the first rule that it does not meet.
public struct ReportRules: Sendable, Hashable {
    public enum Rule: Sendable, Hashable {
        /// Everything required is answered.
        case complete
        /// The observer closed the report.
        case signedOff
        /// The accreditation stands in the deployment and holds on the day of the report.
        case accredited
        /// The observer's team was sent to the station on that day.
        case deployed
        /// The observer was there for so many minutes, by two answers that are times.
        case stayed(from: String, until: String, minutes: Int)
        /// Of each station the report that comes first by its name; stations that two observers saw weigh once.
        case firstOfStation

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case complete
            case signedOff = "signed off"
            case accredited
            case deployed
            case stayed
            case firstOfStation = "first of station"

            var needsDeployment: Bool { self == .accredited || self == .deployed }
        }

        public var kind: Kind {
            switch self {
            case .complete: .complete
            case .signedOff: .signedOff
            case .accredited: .accredited
            case .deployed: .deployed
            case .stayed: .stayed
            case .firstOfStation: .firstOfStation
            }
        }
    }

    public static let format = "sailau-report-rules/1"

    public var id: String
    public var rules: [Rule]

    public init(id: String, rules: [Rule]) { (self.id, self.rules) = (id, rules) }

    public static let complete = ReportRules(id: "complete", rules: [.complete])
    public static let firstOfStation = ReportRules(id: "first of station", rules: [.complete, .firstOfStation])
    public static let every = ReportRules(id: "every", rules: [])

    /// Whether a deployment has to be known.
    public var needsDeployment: Bool { rules.contains { $0.kind.needsDeployment } }

    /// - Throws: `Mistakes`, all at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> ReportRules {
        try YAMLDocument.decode(bytes, file: file) { reader in
            guard reader.isFormat(format, "The version of this format: \(format).") else { return nil }
            let id = reader.text("id", "A name for these rules, which the analysis shows.")
            let rules = reader.list("rules", "What a report has to meet, in this order.", rule)
            return id.map { ReportRules(id: $0, rules: rules) }
        }
    }

    private static func rule(_ reader: MappingReader) -> Rule? {
        switch reader.choice("rule", Rule.Kind.self, "What is asked of a report.") {
        case .complete: return .complete
        case .signedOff: return .signedOff
        case .accredited: return .accredited
        case .deployed: return .deployed
        case .firstOfStation: return .firstOfStation
        case .stayed:
            guard let from = reader.text("from", "The item with the time of arrival."),
                let until = reader.text("until", "The item with the time of leaving."),
                let minutes = reader.whole("minutes", in: 1...1_440, "The least stay.")
            else { return nil }
            return .stayed(from: from, until: until, minutes: minutes)
        case nil: return nil
        }
    }
}

/// The reports that enter an analysis, and why the others do not.
public struct ReportSelection: Sendable, Hashable {
    public var rules: ReportRules
    public var entered: [ObservationReport]
    /// The position of the rule that left a report out, by report.
    public var leftOut: [(report: ObservationReport, rule: Int)] {
        zip(out, reasons).map { ($0, $1) }
    }
    private var out: [ObservationReport] = []
    private var reasons: [Int] = []

    /// - Parameter deployment: has to be there where a rule needs it.
    public init(
        _ reports: [ObservationReport], by rules: ReportRules, form: ObservationForm, deployment: Deployment? = nil
    ) {
        precondition(!rules.needsDeployment || deployment != nil, "a rule asks for the deployment")
        self.rules = rules
        entered = []
        let required = form.items.filter(\.isRequired).map(\.id)
        var seen: [Int: Set<String>] = [:]
        for report in reports {
            let broken = rules.rules.indices.first { place in
                switch rules.rules[place] {
                case .complete: return !required.allSatisfy { report.answers[$0] != nil }
                case .signedOff: return report.isSignedOff != true
                case .accredited:
                    return report.day.map { deployment?.isAccredited(report.observer, on: $0) != true } ?? true
                case .deployed:
                    return report.day.map {
                        deployment?.isDeployed(report.observer, to: report.station, on: $0) != true
                    }
                        ?? true
                case .stayed(let from, let until, let minutes):
                    guard let start = report.answers[from].flatMap({ ClockTime($0) }),
                        let end = report.answers[until].flatMap({ ClockTime($0) })
                    else { return true }
                    // A count that goes on after midnight.
                    let stay = end.minutes - start.minutes
                    return (stay < 0 ? stay + 1_440 : stay) < minutes
                case .firstOfStation: return !seen[place, default: []].insert(report.station).inserted
                }
            }
            if let broken {
                out.append(report)
                reasons.append(broken)
            } else {
                entered.append(report)
            }
        }
    }

    /// How many reports a rule left out.
    public func count(leftOutBy rule: Int) -> Int { reasons.count { $0 == rule } }
    public var leftOutCount: Int { out.count }
}
