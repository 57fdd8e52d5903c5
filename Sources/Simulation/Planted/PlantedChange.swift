public import ElectionModel

/// Official protocols that were changed after the count at a known part of the stations, while cards and observers' copies keep what was
/// counted: an election on which every method of observers can be tried, because what is to be found is known.
///
/// The same stations, share and seed give the same change everywhere.
public struct PlantedChange: Sendable, Hashable {
    /// In the order in which they were chosen.
    public var stations: [StationID]
    /// All protocols, those of the stations changed.
    public var protocols: [ElectionModel.`Protocol`]

    /// Half of what every other choice has at a station goes to the one that leads its contest. All sums stay as they were, so that
    /// arithmetic shows nothing.
    ///
    /// Stations lie in constituencies where nobody had more than half, one constituency after the other in an order by lot, and in one by
    /// lot within each: who changes protocols wants an outcome. Where these are used up, stations of the others follow.
    ///
    /// - Parameters:
    ///   - protocols: as they were counted, of one round.
    ///   - share: of all stations, rounded down.
    public init(
        into protocols: [ElectionModel.`Protocol`], register: [PollingStation], share: Fraction, seed: UInt64
    ) {
        let count = min(register.count, Int((Fraction(Int128(register.count), 1) * share).floor))
        var votes: [Contest: [ChoiceID: UInt64]] = [:]
        for item in protocols {
            for line in item.votes {
                votes[Contest(item), default: [:]][line.choice, default: 0] += UInt64(line.votes ?? 0)
            }
        }
        let leaders = votes.mapValues { sums in
            sums.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
        }
        // A district whose every contest was won by more than half comes last.
        let decided = Set(
            Set(register.map(\.district)).filter { district in
                votes.filter { $0.key.district == district }.allSatisfy { contest, sums in
                    2 * (leaders[contest]??.value ?? 0) > sums.values.reduce(0, +)
                }
            })
        var generator = Generator(seed: seed, stream: Self.stream)
        var order: [StationID] = []
        let byDistrict = Dictionary(grouping: register, by: \.district)
        let districts = byDistrict.keys.sorted()
        for group in [districts.filter { !decided.contains($0) }, districts.filter(decided.contains)] {
            for district in generator.shuffled(group) {
                order += generator.shuffled((byDistrict[district] ?? []).map(\.id).sorted())
            }
        }
        let chosen = Array(order.prefix(count))
        let changed = Set(chosen)
        stations = chosen
        self.protocols = protocols.map { item in
            guard changed.contains(item.station), let leader = leaders[Contest(item)]??.key else { return item }
            return item.moved(to: leader)
        }
    }

    /// A stream of its own, so that the reconstruction stays as it is.
    private static let stream: UInt64 = 0x706c_616e_7465_6421

    private struct Contest: Hashable {
        var tier: TierID
        var district: DistrictID
        var round: Int

        init(_ item: ElectionModel.`Protocol`) { (tier, district, round) = (item.tier, item.district, item.round) }
    }
}

extension ElectionModel.`Protocol` {
    /// Half of each other choice's votes, rounded down, goes to one.
    fileprivate func moved(to leader: ChoiceID) -> ElectionModel.`Protocol` {
        var item = self
        guard let place = item.votes.firstIndex(where: { $0.choice == leader }), item.votes[place].votes != nil else {
            return item
        }
        for index in item.votes.indices where index != place {
            let half = (item.votes[index].votes ?? 0) / 2
            item.votes[index].votes = item.votes[index].votes.map { $0 - half }
            item.votes[place].votes = item.votes[place].votes.map { $0 + half }
        }
        return item
    }
}
