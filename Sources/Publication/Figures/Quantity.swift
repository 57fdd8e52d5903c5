public import ElectionModel

/// One number that is shown somewhere, with the name under which every renderer shows it.
///
/// The same key stands in HTML (`data-figure`), CSV, JSON and XML, so that a test can hold them against one another.
public struct Quantity: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        case whole(Int64)
        /// An exact share, shown in percent with two decimals.
        case share(Fraction)
        /// An exact fraction, shown with six decimals.
        case fraction(Fraction)
        /// A number computed to so many decimals, as text with a point.
        case decimal(String)
        /// The source leaves it empty; not zero.
        case notGiven
        /// It has no meaning here.
        case notApplicable
    }

    public var key: String
    public var value: Value
    public var provenance: ProvenanceKind

    public init(_ key: String, _ value: Value, _ provenance: ProvenanceKind) {
        self.key = key
        self.value = value
        self.provenance = provenance
    }

    public init(_ key: String, _ count: some BinaryInteger, _ provenance: ProvenanceKind) {
        self.init(key, .whole(Int64(count)), provenance)
    }

    /// `nil` stands for a figure that no source gives.
    public init(_ key: String, optional count: UInt64?, _ provenance: ProvenanceKind) {
        self.init(key, count.map { .whole(Int64($0)) } ?? .notGiven, provenance)
    }

    /// A part of a whole; without meaning where the whole is zero.
    public init(_ key: String, _ part: UInt64?, of whole: UInt64?, _ provenance: ProvenanceKind) {
        guard let part, let whole else {
            self.init(key, .notGiven, provenance)
            return
        }
        self.init(key, whole == 0 ? .notApplicable : .share(Fraction(part, over: whole)), provenance)
    }

    /// The value as exports write it: digits, a point, a minus; empty where there is none.
    public var plain: String {
        switch value {
        case .whole(let number): String(number)
        case .share(let share): (share * Fraction(100, 1)).decimal(digits: 2)
        case .fraction(let fraction): fraction.decimal(digits: 6)
        case .decimal(let text): text
        case .notGiven, .notApplicable: ""
        }
    }

    public var whole: Int64? {
        if case .whole(let number) = value { number } else { nil }
    }
}
