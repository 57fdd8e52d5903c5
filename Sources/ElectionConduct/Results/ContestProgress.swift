import Counting
public import ElectionModel
public import SeatAllocation

/// How far the stations of a contest have come in one round.
public struct ContestProgress: Sendable, Equatable {
    public var contest: ContestID
    public var round: Int
    /// Stations whose electors vote in it.
    public var stations: Int
    public var accepted: Int
    /// Stations of which no protocol is in force.
    public var missing: [StationID]
    public var postponed: [StationID]
    public var underRecount: [StationID]
    /// Electors on the lists of the accepted stations, and of all.
    public var electorsCounted: UInt64
    public var electors: UInt64

    /// A contest of which no station is known.
    init(contest: ContestID, round: Int) {
        (self.contest, self.round) = (contest, round)
        (stations, accepted, electorsCounted, electors) = (0, 0, 0, 0)
        (missing, postponed, underRecount) = ([], [], [])
    }

    public var isDetermined: Bool { missing.isEmpty && postponed.isEmpty && underRecount.isEmpty }

    func requireDetermined() throws(ConductRefusal) {
        guard isDetermined else {
            throw .notDetermined(
                contest.district, missing: missing.count, postponed: postponed.count, underRecount: underRecount.count)
        }
    }
}

extension ConductState {
    /// The contests of a tier in the order of the register.
    public func contestIDs(of tier: TierID) -> [ContestID] {
        setting.election.districts.filter { $0.tier == tier }.map { ContestID(tier, $0.id) }
    }

    /// Stations whose electors vote in a contest in one round, in the order of their establishment.
    public func stations(in contest: ContestID, round: Int) -> [StationState] {
        if round > 1, contests[contest]?.runOff == nil { return [] }
        return stationOrder.compactMap { stations[$0] }.filter {
            setting.district(of: $0.station, in: contest.tier) == contest.district
        }
    }

    public func progress(of contest: ContestID, round: Int) -> ContestProgress {
        var progress: ContestProgress? = ContestProgress(contest: contest, round: round)
        for station in stations(in: contest, round: round) { add(station, round: round, to: &progress) }
        return progress ?? ContestProgress(contest: contest, round: round)
    }

    /// Every tally that the accepted protocols add up to; computed anew each time.
    public var tallies: [Tally] { Ledger.tabulate(protocols.accepted) }

    public func tally(of contest: ContestID, round: Int) -> Tally? {
        Ledger.tally(protocols.accepted(in: ContestKey(contest.tier, contest.district, round)))
    }

    /// What the law makes of the accepted protocols, with every step. Seats of contests whose stations are not all in are
    /// decided as far as the figures go; `progress` says how far that is.
    public var outcome: Outcome { decideSeats(under: setting.law, of: register, from: tallies, with: decisions) }

    /// Who holds the seats of a tier, or of one district, in the order of the seats; seats without a holder left out.
    public func holders(tier: TierID, district: DistrictID?) -> [ChoiceID] {
        outcome.seats.filter { $0.tier == tier && (district == nil || $0.district == district) }.compactMap { seat in
            switch seat.holder {
            case .candidate(let choice): choice
            case .list(let list, let person): person ?? list
            case .appointed(let person): person
            case .open: nil
            }
        }
    }
}

extension Ledger {
    /// The sum of protocols of one contest; nil where there is none.
    static func tally(_ protocols: [Protocol]) -> Tally? { tabulate(protocols).first }
}
