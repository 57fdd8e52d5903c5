public import Counting
public import ElectionModel

/// A change of the lists: what, who decided it, when, by which article and why. It is never taken back or deleted; another change
/// may follow it.
public struct RegisterChange: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case added(RegisterEntry)
        /// The entry as it is from now on, under the same number. Where the station is another one, the first list was wrong.
        case corrected(RegisterEntry)
        /// On the voter's request: he votes at another station than that of his residence.
        case moved(VoterNumber, to: StationID)
        case struckOut(VoterNumber)
    }

    public var kind: Kind
    public var by: PersonID
    /// When it was asked for, or found.
    public var received: CivilTime
    public var decided: CivilTime
    public var article: String
    public var reason: String

    public init(
        _ kind: Kind, by: PersonID, received: CivilTime, decided: CivilTime, article: String, reason: String
    ) {
        (self.kind, self.by, self.received) = (kind, by, received)
        (self.decided, self.article, self.reason) = (decided, article, reason)
    }

    public var number: VoterNumber {
        switch kind {
        case .added(let entry), .corrected(let entry): entry.number
        case .moved(let number, _), .struckOut(let number): number
        }
    }

    /// Whether it was decided on a later day than it was received: article 26(4) asks for the same day. It counts all the same,
    /// because the voter is not to pay for it.
    public var isLate: Bool { decided.date > received.date }
}

/// Why a change is not made.
public enum ChangeRefusal: Error, Sendable, Hashable {
    case tooLate(RegisterLimit, now: CivilTime)
    case unknownToLaw(VoterRequest)
    case unknownNumber(VoterNumber)
    /// The number stands on a list already.
    case standsAlready(VoterNumber, StationID)
    case struckOut(VoterNumber)
    case sameStation(StationID)
    case unknownStation(StationID)
    case nothingChanges
    case withoutReason
    case withoutArticle
    /// Decided before it was received.
    case decidedBefore(CivilTime)
    /// Decided before a change that stands already.
    case outOfOrder(CivilTime)
    /// The register under the changes cannot be read.
    case damaged(RegisterDamage)
}
