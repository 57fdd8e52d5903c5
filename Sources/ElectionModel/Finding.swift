/// Something noticed about somebody's data. A finding is not a program error: it says what was compared, where, and with
/// which figures, and leaves the sentence to `Wording`.
public struct Finding: Sendable, Hashable {
    /// How a finding acts on what follows.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
        /// Worth knowing; blocks nothing.
        case information
        /// Has to be looked at by a person.
        case warning
        /// What follows may not be relied on.
        case error

        public static func < (left: Self, right: Self) -> Bool {
            let order = allCases
            return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
        }
    }

    /// A stable code, such as `A01`; its texts stand in `Texts/`.
    public var code: String
    public var severity: Severity
    /// Where it was found, from the widest to the narrowest: election, contest, district, station, field.
    public var place: [String]
    /// The figures compared, in the order in which the text names them.
    public var figures: [Figure]

    public init(_ code: String, _ severity: Severity, place: [String], figures: [Figure] = []) {
        self.code = code
        self.severity = severity
        self.place = place
        self.figures = figures
    }
}

/// A named value in a finding or a step of a derivation.
public struct Figure: Sendable, Hashable {
    /// What kind of value it is; `Wording` decides how each is written in a language.
    public enum Value: Sendable, Hashable {
        case count(UInt64)
        case whole(Int64)
        case fraction(Fraction)
        case text(String)
        case choice(ChoiceID)
        case choices([ChoiceID])
        case district(DistrictID)
        case share(Share)
        case base(VoteBase)
    }

    public var name: String
    public var value: Value

    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}
