public import VerifiableVoting

/// A decision to group stations although the law knows results of single stations alone.
public struct GroupingDeparture: Equatable, Sendable {
    /// The article departed from, as the law file cites it.
    public let article: String
    /// Who decided, and where it is recorded.
    public let decision: String

    public init(article: String, decision: String) { (self.article, self.decision) = (article, decision) }
}

/// The groups of a day with the ground on which they stand, signed by the commission before set-up and published.
/// Documentation/Formats/Groups.md.
public struct GroupingPlan: Equatable, Sendable {
    public let fewestVoters: Int
    public let leastBallots: Int
    public let ground: StationGrouping.Ground
    public let groups: [StationGroup]

    public init(
        fewestVoters: Int = StationGrouping.usualFewestVoters, leastBallots: Int = StationGrouping.usualLeastBallots,
        ground: StationGrouping.Ground, groups: [StationGroup]
    ) {
        (self.fewestVoters, self.leastBallots) = (fewestVoters, leastBallots)
        (self.ground, self.groups) = (ground, groups)
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-station-groups\",\"version\":1,\"fewest_voters\":")
            text.whole(fewestVoters)
            text.raw(",\"least_ballots\":")
            text.whole(leastBallots)
            text.raw(",\"departs_from\":")
            text.string(departure?.article ?? "")
            text.raw(",\"decision\":")
            text.string(departure?.decision ?? "")
            text.raw(",\"groups\":")
            text.list(groups) { text, group in
                text.raw("{\"constituency\":")
                text.string(group.constituency)
                text.raw(",\"stations\":")
                text.list(group.members) { text, station in
                    text.raw("{\"name\":")
                    text.string(station.name)
                    text.raw(",\"voters\":")
                    text.whole(station.voters)
                    text.raw("}")
                }
                text.raw("}")
            }
            text.raw("}")
        }
    }

    private var departure: GroupingDeparture? {
        if case .departure(let departure) = ground { departure } else { nil }
    }

    /// Throws `groupsFormat`, also where the groups are not those that the rule makes of their stations.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-station-groups", breaking: .groupsFormat)
        let (article, decision) = (try fields.string("departs_from"), try fields.string("decision"))
        guard article.isEmpty == decision.isEmpty else { throw fields.wrong("decision") }
        self.init(
            fewestVoters: try fields.whole("fewest_voters"), leastBallots: try fields.whole("least_ballots"),
            ground: article.isEmpty
                ? .law : .departure(GroupingDeparture(article: String(article), decision: decision)),
            groups: try fields.list("groups") { fields throws(Violation) in
                let constituency = try fields.string("constituency")
                return StationGroup(
                    constituency: constituency,
                    members: try fields.list("stations") { fields throws(Violation) in
                        GroupableStation(
                            name: try fields.string("name"), constituency: constituency,
                            voters: try fields.whole("voters"))
                    })
            })
        try fields.requireCanonical(self.bytes, bytes)
        let made = try? StationGrouping.groups(of: groups.flatMap(\.members), fewestVoters: fewestVoters)
        guard made == groups else { throw fields.wrong("groups") }
    }

    /// Whether a manifest announces the groups: an election for each, of exactly its stations in their order, and with no fewer
    /// ballots to decrypt than decided. Throws `groupsFormat` with the first station of the group that differs.
    ///
    /// - Parameter elections: how many elections each group has, one for each contest that is voted electronically.
    public func check(against manifest: Manifest, elections count: Int = 1) throws(Violation) {
        let announced = manifest.elections.filter { $0.reserveFor == nil }
        for group in groups {
            let names = group.members.map(\.name)
            let own = announced.filter { $0.stations.map(\.name) == names }
            guard own.count == count, own.allSatisfy({ $0.leastBallots >= leastBallots }) else {
                throw Violation(.groupsFormat, detail: names.first ?? "")
            }
        }
        guard announced.count == groups.count * count else { throw Violation(.groupsFormat, detail: "elections") }
    }
}

public typealias SignedGroupingPlan = Signed<GroupingPlan>

extension GroupingPlan: SignedContent {
    public static var kind: SignedDocument.Kind { .stationGroups }
}
