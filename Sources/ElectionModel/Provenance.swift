/// Where a figure comes from. It is carried into every file, export row and page.
public enum ProvenanceKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Published by the authority that established it.
    case official
    /// Computed from official figures.
    case derived
    /// Made up to agree with every official figure that is known; not what happened.
    case reconstructed
    /// Made up freely, for an exercise or a test.
    case simulated
}

/// How well a figure is supported.
public enum Confidence: String, Sendable, Hashable, CaseIterable, Codable {
    /// Read in the statute or in an official figure that also checks arithmetically.
    case high
    /// One good secondary source, or an inference from such figures.
    case medium
    /// A single press source, a plan or a translation.
    case low
}

/// The kind of a figure with the document that gives it.
public struct Provenance: Sendable, Hashable {
    public var kind: ProvenanceKind
    public var source: String?
    public var date: CalendarDate?
    public var confidence: Confidence?

    public init(
        _ kind: ProvenanceKind, source: String? = nil, date: CalendarDate? = nil, confidence: Confidence? = nil
    ) {
        self.kind = kind
        self.source = source
        self.date = date
        self.confidence = confidence
    }
}
