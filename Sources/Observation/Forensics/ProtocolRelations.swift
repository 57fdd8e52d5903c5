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
    /// Stations by the share of invalid ballots among those given out: below the first of `invalidPercents`, from there to the next,
    /// and so on. Stations that gave none out are left out.
    public var stationsByInvalid = [Int](repeating: 0, count: invalidPercents.count + 1)

    /// Where the shares of invalid ballots are parted, in percent.
    public static let invalidPercents = [1, 3, 5]

    public static func count(_ stations: [StationFigures]) -> ProtocolRelations {
        var result = ProtocolRelations()
        for station in stations {
            if station.given > 0 {
                let (invalid, given) = (UInt64(station.invalid), UInt64(station.given))
                result.stationsByInvalid[invalidPercents.count { 100 * invalid >= UInt64($0) * given }] += 1
            }
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
