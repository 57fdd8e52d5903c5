public import Counting
public import ElectionModel
public import ElectionRecord
import ElectoralLaw

/// How many electors of a station have taken part by an hour of the polling day. It says nothing about votes.
public struct TurnoutReported: Act {
    public static let kind = "turnout.reported"
    public static let roles: [Role] = [.commissioner, .coordinator]

    public var station: StationID
    public var round: Int
    /// By the station's clock: 12 means until noon.
    public var hour: Int
    public var tookPart: UInt32

    public init(_ station: StationID, round: Int, hour: Int, tookPart: UInt32) {
        (self.station, self.round, self.hour, self.tookPart) = (station, round, hour, tookPart)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard let own = state.stations[station] else { throw .unknownStation(station) }
        try state.requireVoting(own, round: round)
        let (opens, closes) = state.hours(of: own, round: round)
        guard (0...24).contains(hour), 60 * hour > opens, 60 * hour <= closes else {
            throw .turnoutHour(hour: hour, opens: opens, closes: closes)
        }
        try requireNow(state, own, event)
        guard tookPart <= own.station.electors else {
            throw .turnoutAboveList(tookPart: tookPart, electors: own.station.electors)
        }
        let key = StationRound(station, round: round)
        let known = state.turnout[key] ?? [:]
        for (other, report) in known.sorted(by: { $0.key < $1.key })
        where (other < hour && report.tookPart > tookPart) || (other > hour && report.tookPart < tookPart) {
            throw .turnoutFalls(hour: other, tookPart: report.tookPart)
        }
        if known[hour]?.tookPart == tookPart { throw .alreadyThere("\(station) \(hour)") }
        state.turnout[key, default: [:]][hour] = ReportedTurnout(
            tookPart: tookPart, person: event.person, time: event.time, height: event.height)
    }

    /// An hour is reported once it has passed, and on the polling day: later the protocols say it.
    private func requireNow(_ state: ConductState, _ own: StationState, _ event: ActEvent) throws(ConductRefusal) {
        let offset = state.setting.offsets[own.station.region] ?? 0
        guard let day = state.pollingDay(round: round), let now = event.time.civil(ahead: offset) else { return }
        guard now >= CivilTime(day, minute: 60 * hour), now.date == day else {
            throw .turnoutNotNow(hour: hour, now: now)
        }
    }
}

/// Names a station in one round.
public struct StationRound: Sendable, Hashable {
    public var station: StationID
    public var round: Int

    public init(_ station: StationID, round: Int) { (self.station, self.round) = (station, round) }
}

/// A report with its place in the record.
public struct ReportedTurnout: Sendable, Hashable {
    public var tookPart: UInt32
    public var person: PersonID
    public var time: RecordTime
    public var height: Int
}

/// What the stations that reported an hour add up to.
public struct HourlyTurnout: Sendable, Hashable {
    public var hour: Int
    /// Stations that reported this hour; others are not in the sums.
    public var stations: Int
    public var tookPart: UInt64
    /// Electors on the lists of those stations: the base.
    public var electors: UInt64
}

extension ConductState {
    func requireVoting(_ station: StationState, round: Int) throws(ConductRefusal) {
        let isCalled = setting.tiers.contains { tier in
            guard let district = setting.district(of: station.station, in: tier.id) else { return false }
            return round == 1 || (round == 2 && contests[ContestID(tier.id, district)]?.runOff != nil)
        }
        guard isCalled else { throw .roundNotCalled(station.station.district) }
    }

    /// When a station opens and closes, in minutes from midnight by its own clock.
    public func hours(of station: StationState, round: Int) -> (opens: Int, closes: Int) {
        let moved = station.hours[round]
        return (
            moved?.opens ?? setting.procedure.voting.opens, moved?.closes ?? setting.procedure.voting.closes
        )
    }

    /// Turnout by hour of the stations' own clocks, from the first hour that was reported to the last.
    ///
    /// - Parameter isCounted: which stations are added up.
    public func turnout(
        round: Int, of isCounted: (StationState) -> Bool = { _ in true }
    ) -> [HourlyTurnout] {
        var sums: [Int: HourlyTurnout] = [:]
        for id in stationOrder {
            guard let station = stations[id], isCounted(station),
                let reports = turnout[StationRound(id, round: round)]
            else { continue }
            for (hour, report) in reports {
                var sum = sums[hour] ?? HourlyTurnout(hour: hour, stations: 0, tookPart: 0, electors: 0)
                sum.stations += 1
                sum.tookPart += UInt64(report.tookPart)
                sum.electors += UInt64(station.station.electors)
                sums[hour] = sum
            }
        }
        return sums.values.sorted { $0.hour < $1.hour }
    }
}
