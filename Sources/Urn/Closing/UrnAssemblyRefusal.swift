public import VerifiableVoting

/// Which urn, in messages: "Station A, home".
public struct UrnName: Sendable, Hashable, CustomStringConvertible {
    public var station: String
    public var urn: String

    public init(station: String, urn: String) { (self.station, self.urn) = (station, urn) }

    public var description: String { "\(station), \(urn)" }
}

/// Why urns do not make up an archive.
public enum UrnAssemblyRefusal: Error, Equatable, Sendable {
    case noUrn
    case notClosed(UrnName)
    /// It was made for another election, or for another setup of it.
    case anotherElection(UrnName)
    case urnTwice(UrnName)
    /// The manifest does not announce its station, or gives it other slips.
    case station(UrnName)
    /// A station of the election without an urn.
    case missing(station: String)
    /// Slips of a station that none of its urns here takes, counted from 1 within the station: an urn was left behind.
    case uncovered(station: String, slips: Range<Int>)
    /// A record that is no ballot or challenge of one of the urn's slips.
    case record(UrnName, Violation)
    /// A slip that was spent in two urns, or twice in one. The code is that of the second ballot or challenge.
    case spentTwice(code: String, UrnName, UrnName)
    /// The list of codes that its commission signed is missing, or lists others than are in the urn.
    case notSigned(UrnName)
    case otherCodes(UrnName)
}
