/// A name that is unique among things of one kind. Two kinds can't be mixed up: the compiler keeps a party's identifier
/// from standing where a candidate's is expected.
public struct Identifier<Kind>: RawRepresentable, Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(_ value: String) {
        rawValue = value
    }

    public init(stringLiteral value: String) {
        rawValue = value
    }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var description: String { rawValue }

    /// Order by UTF-8 bytes, the same on every machine and in every locale.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

/// Names an election, such as `kazakhstan-2004`.
public typealias ElectionID = Identifier<Election>
/// Names a candidate, a list or "against all" within an election.
public typealias ChoiceID = Identifier<Choice>
/// Names a party, a bloc's member or another nominating organisation.
public typealias PartyID = Identifier<Party>
/// Names a region: an oblast or a city of republican rank.
public typealias RegionID = Identifier<Region>
/// Names the area in which one contest is decided: a constituency, a multi-member district, or the whole country.
public typealias DistrictID = Identifier<District>
/// Names a polling station.
public typealias StationID = Identifier<PollingStation>
/// Names one way by which a body's seats are filled, such as `constituencies` or `list`.
public typealias TierID = Identifier<TierName>

/// Only gives `TierID` its kind; the tier itself is law and stands in `ElectoralLaw`.
public enum TierName {}
