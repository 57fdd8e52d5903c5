/// A polling station before grouping: where it lies among its neighbours and how many of its voters may vote electronically.
public struct GroupableStation: Equatable, Sendable {
    public let name: String
    public let constituency: String
    /// Persons on its list who may vote electronically there.
    public let voters: Int

    public init(name: String, constituency: String, voters: Int) {
        (self.name, self.constituency, self.voters) = (name, constituency, voters)
    }
}

/// Stations whose electronic ballots are counted together: one election, a slice of credentials and an urn for each member.
public struct StationGroup: Equatable, Sendable {
    public let constituency: String
    public let members: [GroupableStation]
    public var voters: Int { members.reduce(0) { $0 + $1.voters } }
    public var isGroup: Bool { members.count > 1 }

    package init(constituency: String, members: [GroupableStation]) {
        (self.constituency, self.members) = (constituency, members)
    }
}

/// Puts stations with few electronic voters together with their neighbours, before anything is set up.
///
/// A count of few ballots tells too much about each of them (T26). Stations are neighbours as they follow one another in the list
/// that is given, which commissions number by territory; a group never leaves its constituency. The same list gives the same
/// groups:
/// 1. Stations are taken in their order. One with at least `fewestVoters` stands alone, unless a group is still open: then it
///    completes that group.
/// 2. A smaller one opens a group, or joins the open one, which is complete as soon as it has at least `fewestVoters`.
/// 3. What is open at the end of a constituency joins the group or the station before it.
/// A constituency that has too few voters altogether is one group, and `isTooSmall` says so.
public enum StationGrouping {
    /// Below so many electronic voters a station is grouped, where nothing else is decided.
    public static let usualFewestVoters = 300
    /// With fewer ballots nothing is decrypted, where nothing else is decided (`leastBallots` of the manifest).
    public static let usualLeastBallots = 30
    package static let mostStations = 1 << 20

    public enum Fault: Error, Equatable, Sendable {
        /// The law knows results of stations alone; the articles say so. A departure has to name one of them.
        case notInTheLaw([String])
        case stationTwice(String)
        /// Stations of a constituency that do not follow one another: who is whose neighbour is not clear.
        case constituencyTorn(String)
        case noVoters(String)
        case tooMany
    }

    /// Whether and why groups may be formed.
    public enum Ground: Equatable, Sendable {
        case law
        /// A decision to depart from an article, which is recorded.
        case departure(GroupingDeparture)
    }

    /// Whether the law allows groups, or a departure from it names an article that forbids them. Throws `notInTheLaw`.
    public static func ground(
        lawAllows: Bool, forbiddenBy: [String], departure: GroupingDeparture?
    ) throws(Fault) -> Ground {
        if lawAllows { return .law }
        guard let departure, forbiddenBy.contains(departure.article) else { throw .notInTheLaw(forbiddenBy) }
        return .departure(departure)
    }

    /// The groups of all stations, in the order of the list. Throws `Fault`.
    public static func groups(
        of stations: [GroupableStation], fewestVoters: Int = usualFewestVoters
    ) throws(Fault) -> [StationGroup] {
        try check(stations)
        var groups: [StationGroup] = []
        var start = 0
        while start < stations.count {
            let constituency = stations[start].constituency
            let end = stations[start...].firstIndex { $0.constituency != constituency } ?? stations.count
            groups += constituencyGroups(stations[start..<end], fewestVoters).map {
                StationGroup(constituency: constituency, members: $0)
            }
            start = end
        }
        return groups
    }

    private static func constituencyGroups(
        _ stations: ArraySlice<GroupableStation>, _ fewest: Int
    ) -> [[GroupableStation]] {
        var groups: [[GroupableStation]] = []
        var open: [GroupableStation] = []
        for station in stations {
            open.append(station)
            guard open.reduce(0, { $0 + $1.voters }) >= fewest else { continue }
            groups.append(open)
            open = []
        }
        if open.isEmpty { return groups }
        if groups.isEmpty { return [open] }
        groups[groups.count - 1] += open
        return groups
    }

    private static func check(_ stations: [GroupableStation]) throws(Fault) {
        guard stations.count <= mostStations else { throw .tooMany }
        var (names, constituencies): (Set<String>, Set<String>) = ([], [])
        var last: String?
        for station in stations {
            guard names.insert(station.name).inserted else { throw .stationTwice(station.name) }
            guard station.voters >= 0 else { throw .noVoters(station.name) }
            if station.constituency != last {
                guard constituencies.insert(station.constituency).inserted else {
                    throw .constituencyTorn(station.constituency)
                }
                last = station.constituency
            }
        }
    }

    /// Whether even all stations of the constituency together have too few voters.
    public static func isTooSmall(_ group: StationGroup, fewestVoters: Int = usualFewestVoters) -> Bool {
        group.voters < fewestVoters
    }
}
