import Counting
public import ElectionModel
import ElectoralLaw
public import SeatAllocation

/// Everything that follows from the accepted protocols at one place of the record, computed from the beginning in one go:
/// the sums, what the law makes of them, and how far each contest has come. Nothing of it is kept from one place to the next.
public struct CountedVotes: Sendable {
    public let tallies: [Tally]
    /// Seats of contests whose stations are not all in are decided as far as the figures go.
    public let outcome: Outcome
    /// The register with everybody who was registered.
    public let register: Election
    private let progress: [ContestKey: ContestProgress]
    /// Contests of a tier in one round of which a protocol of paper is in force, and of which one at all is.
    private let counted: [TierRound: (any: Bool, paper: Bool)]

    private struct TierRound: Hashable {
        var tier: TierID
        var round: Int
    }

    /// - Parameter hidden: rounds whose votes are left out of the sums and decide nothing; how far they have come is told.
    init(_ state: ConductState, hiding hidden: Set<Int>) {
        let protocols = state.protocols.accepted
        var counted: [TierRound: (any: Bool, paper: Bool)] = [:]
        for item in protocols {
            let key = TierRound(tier: item.tier, round: item.round)
            if counted[key]?.paper == true { continue }
            counted[key] = (true, state.stations[item.station]?.station.isElectronic != true)
        }
        self.counted = counted
        tallies = Ledger.tabulate(protocols).filter { !hidden.contains($0.round) }
        register = state.register
        outcome = decideSeats(under: state.setting.law, of: register, from: tallies, with: state.decisions)
        progress = state.progressOfAll()
    }

    /// How far a contest has come in one round; nothing at all where it does not vote in it.
    public func progress(of contest: ContestID, round: Int) -> ContestProgress {
        progress[ContestKey(contest.tier, contest.district, round)] ?? ContestProgress(contest: contest, round: round)
    }

    /// Whether every protocol in force comes from an electronic station: their figures are not the country's.
    public func isElectronicOnly(_ tier: TierID, round: Int) -> Bool {
        counted[TierRound(tier: tier, round: round)].map { $0.any && !$0.paper } ?? false
    }

    /// The contests whose stations are all in, in every round that they vote in until now.
    public func determined(_ state: ConductState) -> Set<ContestID> {
        Set(
            state.setting.tiers.flatMap { state.contestIDs(of: $0.id) }.filter { contest in
                (1...state.round(of: contest)).allSatisfy { progress(of: contest, round: $0).isDetermined }
            })
    }
}

extension ConductState {
    /// Adds up everything that is accepted and decides from it.
    ///
    /// - Parameter hidden: rounds whose votes are shown to nobody yet.
    public func counted(hiding hidden: Set<Int> = []) -> CountedVotes { CountedVotes(self, hiding: hidden) }

    /// How far every contest has come, in one pass over the stations.
    func progressOfAll() -> [ContestKey: ContestProgress] {
        var result: [ContestKey: ContestProgress] = [:]
        for tier in setting.tiers.map(\.id) {
            for round in 1...2 {
                // A round that no contest of the tier votes in needs no pass.
                let voting = contestIDs(of: tier).filter { round == 1 || contests[$0]?.runOff != nil }
                guard !voting.isEmpty else { continue }
                var own = Dictionary(
                    voting.map { ($0.district, ContestProgress(contest: $0, round: round)) },
                    uniquingKeysWith: { first, _ in first })
                for id in stationOrder {
                    guard let station = stations[id], let district = setting.district(of: station.station, in: tier)
                    else { continue }
                    add(station, round: round, to: &own[district])
                }
                for (district, progress) in own { result[ContestKey(tier, district, round)] = progress }
            }
        }
        return result
    }

    /// Counts a station in the progress of its contest; nil where the contest does not vote.
    func add(_ station: StationState, round: Int, to progress: inout ContestProgress?) {
        guard let contest = progress?.contest else { return }
        let id = station.station.id
        let electors = UInt64(station.station.electors)
        progress?.stations += 1
        progress?.electors += electors
        if station.postponed.contains(round) {
            progress?.postponed.append(id)
            return
        }
        switch protocols.standing(of: id, contest, round: round) {
        case .accepted:
            progress?.accepted += 1
            progress?.electorsCounted += electors
        case .underRecount: progress?.underRecount.append(id)
        case .missing: progress?.missing.append(id)
        }
    }
}
