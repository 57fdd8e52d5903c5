public import ElectionModel

/// What a station's evidence is made of; each has a line of its own.
public enum EvidencePart: String, Sendable, Hashable, CaseIterable {
    /// The archive of an electronic station with its anchors, and its result against the official protocol.
    case archive
    /// Two independent readings of the photograph of the protocol.
    case photograph
    /// The arithmetic of the official protocol.
    case checks
    /// An observer's copy against the official protocol.
    case copy
    /// Cards that an audit drew at the station.
    case cards
    /// The station's cards counted again.
    case recount
    case forms
    case incidents
    case complaints
    /// Observers' written acts, which the commission attaches to the protocol on demand.
    case acts = "written acts"

    /// What stands together on a page.
    public enum Section: String, Sendable, Hashable, CaseIterable { case electronic, paper, observation }

    public var section: Section {
        switch self {
        case .archive: .electronic
        case .photograph, .checks, .copy, .cards, .recount: .paper
        case .forms, .incidents, .complaints, .acts: .observation
        }
    }
}

/// What the parts of the evidence say of a station's official protocols.
public enum EvidenceVerdict: Sendable, Hashable {
    case agrees
    /// Never empty.
    case differs([EvidenceDifference])
    /// Something was begun that can't be finished without this; never empty.
    case missing([EvidenceGap])
    case notExamined

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case agrees, differs, missing
        case notExamined = "not examined"
    }

    public var kind: Kind {
        switch self {
        case .agrees: .agrees
        case .differs: .differs
        case .missing: .missing
        case .notExamined: .notExamined
        }
    }

    /// A difference outweighs a gap, and a gap outweighs agreement.
    init(_ differences: [EvidenceDifference], missing gaps: [EvidenceGap], wasExamined: Bool) {
        if !differences.isEmpty {
            self = .differs(differences)
        } else if !gaps.isEmpty {
            self = .missing(gaps)
        } else {
            self = wasExamined ? .agrees : .notExamined
        }
    }
}

/// One number or answer that is not what the official protocol, or a rule, would have it.
public struct EvidenceDifference: Sendable, Hashable {
    /// Nil where it is about the station and no contest.
    public var contest: ContestKey?
    /// A field of the protocol as `Counting` writes it (`E3`), the code of a check (`A04`) or of a rule of electronic ballots, an item of a
    /// form, the identifier of an incident, a complaint or a written act with what is said of it.
    public var field: String
    /// What the protocol says; nil where there is no such number.
    public var official: UInt64?
    /// What the evidence says; of an item how many of so many answers are not as they should be.
    public var found: UInt64?
    /// How the field is called where it is shown. Not in the text of a bundle, which names the field alone.
    public var name: Name?

    public enum Name: Sendable, Hashable {
        /// The votes of this choice.
        case choice(ChoiceID)
        /// An item of a form.
        case item(Multilingual)
    }

    public init(
        _ contest: ContestKey?, _ field: String, _ name: Name? = nil, official: UInt64? = nil, found: UInt64? = nil
    ) {
        self.contest = contest
        self.field = field
        self.name = name
        self.official = official
        self.found = found
    }

    /// The field for cards that should lie there and do not.
    static let cardsNotFound = "cards not found"
}

/// Without what a part of the evidence is not complete.
public enum EvidenceGap: String, Sendable, Hashable, CaseIterable {
    case archive, manifest
    /// The commission's key from elsewhere than its manifest.
    case commissionKey = "commission key"
    case closing, result, photograph
    case firstReading = "first reading"
    case secondReading = "second reading"
    case officialProtocol = "official protocol"
    case reading = "cards not read by two"
    case recount = "recount by two"
    case decision
}

/// One line of a station's evidence.
public struct EvidenceLine: Sendable, Hashable {
    public var part: EvidencePart
    public var verdict: EvidenceVerdict
    /// What it rests on, in a fixed order.
    public var facts: [Fact]

    /// A figure or a digest with its name.
    public struct Fact: Sendable, Hashable {
        public enum Name: String, Sendable, Hashable, CaseIterable {
            case archive, head, stage, closing, counted, photographs, readings
            case brokenRules = "broken rules"
            case warnings, copies, containers, cards, drawn, read, recounted, reports, incidents, complaints
            case acts = "written acts"
            case attached
        }

        public enum Value: Sendable, Hashable {
            case count(UInt64)
            case text(String)
        }

        public var name: Name
        public var value: Value
    }

    init(_ part: EvidencePart, _ verdict: EvidenceVerdict, _ facts: [(Fact.Name, Fact.Value)] = []) {
        self.part = part
        self.verdict = verdict
        self.facts = facts.map { Fact(name: $0.0, value: $0.1) }
    }
}

/// Everything that is known of one station, a line for each part, in the order of `EvidencePart`.
public struct StationEvidence: Sendable, Hashable {
    public var station: StationID
    public var lines: [EvidenceLine]

    public func line(_ part: EvidencePart) -> EvidenceLine? { lines.first { $0.part == part } }

    /// The gravest of a section's lines: what differs, then what is missing, then what agrees.
    public func verdict(of section: EvidencePart.Section) -> EvidenceVerdict.Kind {
        let kinds = lines.filter { $0.part.section == section }.map(\.verdict.kind)
        return [.differs, .missing, .agrees].first(where: kinds.contains) ?? .notExamined
    }
}
