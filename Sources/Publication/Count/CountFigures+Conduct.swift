import Counting
public import ElectionConduct
public import ElectionModel
import ElectionRecord
import ElectoralLaw
public import SeatAllocation

extension CountFigures {
    /// What a state of the conduct shows.
    ///
    /// - Parameter hidden: rounds in which a station in the country is still open: their votes are left out.
    public init(_ state: ConductState, hiding hidden: Set<Int> = []) {
        let kind = state.setting.provenance
        let standing = state.standing()
        self.init(
            status: Self.status(state, hidden),
            height: Quantity("record.height", state.height, .official),
            tiers: standing.tiers.map { Self.tier($0, kind) },
            contests: state.setting.tiers.flatMap { tier in
                state.contestIDs(of: tier.id).map { Self.contest($0, state) }
            },
            changes: Self.changes(state, hiding: hidden), deadlines: Self.deadlines(state),
            stations: Self.stations(state, hidden),
            openComplaints: Quantity("complaints.open", state.complaints.values.count { $0.isOpen }, .official))
    }

    private static func status(_ state: ConductState, _ hidden: Set<Int>) -> Status {
        // A second ballot that nobody has counted yet hides nothing of the first.
        if hidden.contains(1) || state.protocols.cases.keys.contains(where: { hidden.contains($0.contest.round) }) {
            return .embargo
        }
        let tiers = state.setting.tiers.map(\.id)
        let isDetermined = tiers.allSatisfy { tier in
            state.contestIDs(of: tier).allSatisfy { contest in
                (1...state.round(of: contest)).allSatisfy { state.progress(of: contest, round: $0).isDetermined }
            }
        }
        guard isDetermined, !state.outcome.seats.contains(where: { if case .open = $0.holder { true } else { false } })
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

    private static func contest(_ contest: ContestID, _ state: ConductState) -> Contest {
        let kind = state.setting.provenance
        let round = state.round(of: contest)
        let progress = state.progress(of: contest, round: round)
        let key = "count.\(contest.tier).\(contest.district).round\(round)"
        return Contest(
            tier: contest.tier, district: contest.district, round: round,
            accepted: Quantity("\(key).accepted", progress.accepted, kind),
            stations: Quantity("\(key).stations", progress.stations, kind),
            postponed: Quantity("\(key).postponed", progress.postponed.count, kind),
            underRecount: Quantity("\(key).recount", progress.underRecount.count, kind),
            openComplaints: Quantity("\(key).complaints", state.openComplaints(about: contest).count, kind),
            isDetermined: progress.isDetermined)
    }

    private static func deadlines(_ state: ConductState) -> [Deadline] {
        guard let last = state.marks.compactMap({ $0.time.date }).max() else { return [] }
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

    private static func stations(_ state: ConductState, _ hidden: Set<Int>) -> [DistrictID: [Station]] {
        let kind = state.setting.provenance
        let cases = Dictionary(grouping: state.protocols.cases.values, by: \.key.station)
        var result: [DistrictID: [Station]] = [:]
        for id in state.stationOrder {
            guard let own = state.stations[id] else { continue }
            let sheets = (cases[id] ?? []).sorted {
                ($0.key.contest, $0.key.channel.rawValue) < ($1.key.contest, $1.key.channel.rawValue)
            }
            result[own.station.district, default: []].append(
                Station(
                    id: id, isElectronic: own.station.isElectronic,
                    electors: Quantity("station.\(id).electors", UInt64(own.station.electors), kind),
                    protocols: sheets.map { sheet($0, kind, hidden) }))
        }
        return result
    }

    private static func sheet(_ item: ProtocolCase, _ kind: ProvenanceKind, _ hidden: Set<Int>) -> Station.Sheet {
        let key = "station.\(item.key.station).\(item.key.contest.tier).round\(item.key.contest.round)"
        let counts = hidden.contains(item.key.contest.round) ? nil : item.documentInForce?.counts
        let corrections = item.versions.count { if case .corrigendum = $0.origin { true } else { false } }
        return Station.Sheet(
            tier: item.key.contest.tier, round: item.key.contest.round, state: item.state.kind.rawValue,
            tookPart: Quantity("\(key).cast", optional: counts?.tookPart.map(UInt64.init), kind),
            invalid: Quantity("\(key).invalid", optional: counts?.invalid.map(UInt64.init), kind),
            votes: (counts?.votes ?? []).map { line in
                (line.choice, Quantity("\(key).\(line.choice)", optional: line.votes.map(UInt64.init), kind))
            },
            corrections: Quantity("\(key).corrections", corrections, kind))
    }
}

extension ConductState {
    /// The tallies without those of some rounds.
    public func tallies(hiding hidden: Set<Int>) -> [Tally] { tallies.filter { !hidden.contains($0.round) } }

    /// The outcome as a page may show it: seats of contests whose stations are not all in are open.
    ///
    /// - Parameter hidden: rounds whose votes decide nothing yet.
    public func shownOutcome(hiding hidden: Set<Int> = []) -> Outcome {
        var shown = decideSeats(
            under: setting.law, of: register, from: tallies(hiding: hidden), with: decisions)
        var determined: Set<ContestID> = []
        for tier in setting.tiers {
            for contest in contestIDs(of: tier.id)
            where (1...round(of: contest)).allSatisfy({ progress(of: contest, round: $0).isDetermined }) {
                determined.insert(contest)
            }
        }
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
            guard !contestIDs(of: tier).allSatisfy(determined.contains) else { continue }
            for list in shown.lists[index].lists.indices { shown.lists[index].lists[list].seats = 0 }
        }
        return shown
    }
}
