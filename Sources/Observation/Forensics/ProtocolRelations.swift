/// What the arithmetic of protocols shows without any theory.
///
/// Where a commission's computer refuses protocols that do not add up, their adding up proves nothing.
public struct ProtocolRelations: Sendable, Hashable {
    /// Stations whose boxes hold fewer ballots than were given out, and how many fewer: carried off or lost.
    public var fewer = 0
    public var ballotsFewer: UInt64 = 0
    /// Stations whose boxes hold more, and how many more: this can't be.
    public var more = 0
    public var ballotsMore: UInt64 = 0

    public static func count(_ stations: [StationFigures]) -> ProtocolRelations {
        var result = ProtocolRelations()
        for station in stations {
            if station.received < station.given {
                result.fewer += 1
                result.ballotsFewer += UInt64(station.given - station.received)
            } else if station.received > station.given {
                result.more += 1
                result.ballotsMore += UInt64(station.received - station.given)
            }
        }
        return result
    }
}
