import Counting
public import ElectionConduct
public import ElectionModel
import ElectionRecord
import ElectoralLaw
public import SeatAllocation

extension CountFigures {
    /// What a state of the conduct shows.
    ///
    /// - Parameters:
    ///   - hidden: rounds in which a station in the country is still open: their votes are left out.
    ///   - counted: what the accepted protocols add up to, without the hidden rounds.
    ///   - wanted: constituencies whose stations are wanted; nil for all.
    public init(
        _ state: ConductState, hiding hidden: Set<Int> = [], _ counted: CountedVotes,
        stationsOf wanted: Set<DistrictID>? = nil
    ) {
        let kind = state.setting.provenance
        let standing = state.standing(counted)
        self.init(
            status: Self.status(state, hidden, counted),
            height: Quantity("record.height", state.height, .official),
            tiers: standing.tiers.map { Self.tier($0, kind) },
            contests: state.setting.tiers.flatMap { tier in
                state.contestIDs(of: tier.id).map { Self.contest($0, state, counted) }
            },
            changes: Self.changes(state, hiding: hidden), deadlines: Self.deadlines(state),
            stations: Self.stations(state, hidden, wanted),
            openComplaints: Quantity("complaints.open", state.complaints.values.count { $0.isOpen }, .official),
            hours: Self.hours(state), places: wanted == nil ? Self.places(state) : [:],
            ballots: wanted == nil ? Self.ballots(state) : [],
            copies: Self.copies(state, hidden, wanted), writtenActs: Self.writtenActs(state, hidden, wanted),
            tallies: counted.tallies, standing: standing)
    }

    private static func status(_ state: ConductState, _ hidden: Set<Int>, _ counted: CountedVotes) -> Status {
        // A second ballot that nobody has counted yet hides nothing of the first.
        if hidden.contains(1) || state.protocols.cases.keys.contains(where: { hidden.contains($0.contest.round) }) {
            return .embargo
        }
        let tiers = state.setting.tiers.map(\.id)
        let contests = tiers.flatMap(state.contestIDs)
        guard counted.determined(state).count == contests.count,
            !counted.outcome.seats.contains(where: { if case .open = $0.holder { true } else { false } })
        else { return .interim }
        let established = Set(state.announcements.filter { $0.results.stage != .preliminary }.map(\.results.tier))
        return tiers.allSatisfy(established.contains) ? .final : .preliminary
    }

    private static func tier(_ standing: ConductStanding.TierStanding, _ kind: ProvenanceKind) -> Tier {
        let key = "count.\(standing.tier).round\(standing.round)"
        return Tier(
            tier: standing.tier, round: standing.round,
            accepted: Quantity("\(key).accepted", standing.accepted, kind),
            stations: Quantity("\(key).stations", standing.stations, kind),
            electorsCounted: Quantity("\(key).electors.counted", standing.electorsCounted, kind),
            electors: Quantity("\(key).electors", standing.electors, kind),
            share: Quantity("\(key).share", standing.electorsCounted, of: standing.electors, kind),
            isElectronicOnly: standing.isElectronicOnly)
    }

    private static func contest(_ contest: ContestID, _ state: ConductState, _ counted: CountedVotes) -> Contest {
        let kind = state.setting.provenance
        let round = state.round(of: contest)
        let progress = counted.progress(of: contest, round: round)
        let key = "count.\(contest.tier).\(contest.district).round\(round)"
        return Contest(
            tier: contest.tier, district: contest.district, round: round,
            accepted: Quantity("\(key).accepted", progress.accepted, kind),
            stations: Quantity("\(key).stations", progress.stations, kind),
            postponed: Quantity("\(key).postponed", progress.postponed.count, kind),
            underRecount: Quantity("\(key).recount", progress.underRecount.count, kind),
            electorsCounted: Quantity("\(key).electors.counted", progress.electorsCounted, kind),
            electors: Quantity("\(key).electors", progress.electors, kind),
            share: Quantity("\(key).share", progress.electorsCounted, of: progress.electors, kind),
            openComplaints: Quantity("\(key).complaints", state.openComplaints(about: contest).count, kind),
            isDetermined: progress.isDetermined)
    }

    private static func hours(_ state: ConductState) -> [Hour] {
        let kind = state.setting.provenance
        return [1, 2].flatMap { round in
            state.turnout(round: round).map { hour in
                let key = "hour.round\(round).\(hour.hour)"
                return Hour(
                    round: round, hour: hour.hour, stations: Quantity("\(key).stations", hour.stations, kind),
                    tookPart: Quantity("\(key).cast", hour.tookPart, kind),
                    electors: Quantity("\(key).electors", hour.electors, kind),
                    share: Quantity("\(key).share", hour.tookPart, of: hour.electors, kind))
            }
        }
    }

    private static func deadlines(_ state: ConductState) -> [Deadline] {
        guard let last = state.marks.lastDay else { return [] }
        return state.watch(at: CivilTime(last, minute: CivilTime.endOfDay)).flatMap { report in
            report.done.filter(\.isLate).map { done in
                Deadline(
                    name: report.entry.deadline.name, subject: done.subject, due: "\(report.entry.time)",
                    done: "\(done.time.date)",
                    daysLate: Quantity("deadline.\(report.entry.deadline.id).late", done.daysLate, .derived),
                    cites: report.entry.deadline.cites)
            }
        }
    }

    private static func stations(
        _ state: ConductState, _ hidden: Set<Int>, _ wanted: Set<DistrictID>?
    ) -> [DistrictID: [Station]] {
        if wanted?.isEmpty == true { return [:] }
        let kind = state.setting.provenance
        var result: [DistrictID: [Station]] = [:]
        for id in state.stationOrder {
            guard let own = state.stations[id]?.station, wanted?.contains(own.district) ?? true else { continue }
            let sheets = state.protocols.cases(of: id).sorted {
                ($0.key.contest, $0.key.channel.rawValue) < ($1.key.contest, $1.key.channel.rawValue)
            }
            result[own.district, default: []].append(
                Station(
                    id: id, isElectronic: own.isElectronic,
                    electors: Quantity("station.\(id).electors", UInt64(own.electors), kind),
                    protocols: sheets.map { sheet($0, state, hidden) }))
        }
        return result
    }

    private static func sheet(_ item: ProtocolCase, _ state: ConductState, _ hidden: Set<Int>) -> Station.Sheet {
        let kind = state.setting.provenance
        let key =
            "station.\(item.key.station).\(item.key.contest.tier).round\(item.key.contest.round)"
            + ".\(item.key.channel.rawValue)"
        let counts = hidden.contains(item.key.contest.round) ? nil : item.documentInForce?.counts
        let corrections = item.versions.count { if case .corrigendum = $0.origin { true } else { false } }
        return Station.Sheet(
            tier: item.key.contest.tier, round: item.key.contest.round, channel: item.key.channel,
            state: item.state.kind.rawValue,
            tookPart: Quantity("\(key).cast", optional: counts?.tookPart.map(UInt64.init), kind),
            invalid: Quantity("\(key).invalid", optional: counts?.invalid.map(UInt64.init), kind),
            votes: (counts?.votes ?? []).map { line in
                (line.choice, Quantity("\(key).\(line.choice)", optional: line.votes.map(UInt64.init), kind))
            },
            corrections: Quantity("\(key).corrections", corrections, kind),
            photographs: counts == nil ? [] : (state.protocols.photographs[item.key] ?? []).map(\.hash))
    }
}

extension CountedVotes {
    /// The outcome as a page may show it: seats of contests whose stations are not all in are open.
    public func shownOutcome(_ state: ConductState) -> Outcome {
        var shown = outcome
        let determined = determined(state)
        for index in shown.seats.indices
        where !determined.contains(ContestID(shown.seats[index].tier, shown.seats[index].district)) {
            shown.seats[index].holder = .open(.notCounted)
        }
        for index in shown.contests.indices
        where !determined.contains(ContestID(shown.contests[index].tier, shown.contests[index].district)) {
            shown.contests[index].result = .open(.notCounted)
        }
        for index in shown.lists.indices {
            let tier = shown.lists[index].tier
            guard !state.contestIDs(of: tier).allSatisfy(determined.contains) else { continue }
            for list in shown.lists[index].lists.indices { shown.lists[index].lists[list].seats = 0 }
        }
        return shown
    }
}
