import Synchronization

/// A name that is unique among things of one kind. Two kinds can't be mixed up: the compiler keeps a party's identifier
/// from standing where a candidate's is expected.
///
/// An identifier is one pointer to a text that is kept once and never given back: copying one costs nothing and comparing
/// two compares pointers (decision 0012). Two are equal where their UTF-8 bytes are.
@frozen
public struct Identifier<Kind>: RawRepresentable, Hashable, Comparable, @unchecked Sendable, Codable,
    ExpressibleByStringLiteral, CustomStringConvertible
{
    // Sendable, because the text never changes and never goes.
    @usableFromInline let text: Unmanaged<IdentifierText>

    public init(rawValue: String) {
        text = .passUnretained(.named(rawValue))
    }

    public init(_ value: String) {
        self.init(rawValue: value)
    }

    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// The same name for a thing of another kind, such as the district that is a whole tier.
    @inlinable
    public init<Other>(_ other: Identifier<Other>) {
        text = other.text
    }

    /// The identifier of that name if there is one anywhere in this process; adds none. For names that come from outside
    /// and may be anything, such as a part of an address.
    public init?(known name: String) {
        guard let known = IdentifierText.known(name) else { return nil }
        text = .passUnretained(known)
    }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var rawValue: String { text._withUnsafeGuaranteedRef { $0.text } }

    public var description: String { rawValue }

    @inlinable
    public static func == (left: Self, right: Self) -> Bool {
        left.text.toOpaque() == right.text.toOpaque()
    }

    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text.toOpaque())
    }

    /// Order by UTF-8 bytes, the same on every machine and in every locale.
    public static func < (left: Self, right: Self) -> Bool {
        left != right && left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

/// A text that identifiers point to, for all kinds together.
@usableFromInline
final class IdentifierText: Sendable {
    let text: String

    private init(_ text: String) {
        self.text = text
    }

    private static let all = Mutex<[Bytes: IdentifierText]>([:])

    static func named(_ text: String) -> IdentifierText {
        all.withLock { all in
            if let known = all[Bytes(text: text)] { return known }
            let new = IdentifierText(text)
            all[Bytes(text: text)] = new
            return new
        }
    }

    static func known(_ text: String) -> IdentifierText? {
        all.withLock { $0[Bytes(text: text)] }
    }

    /// Texts compared by their bytes: `String` holds composed and decomposed letters for equal.
    private struct Bytes: Hashable {
        var text: String

        static func == (left: Self, right: Self) -> Bool {
            left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
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
