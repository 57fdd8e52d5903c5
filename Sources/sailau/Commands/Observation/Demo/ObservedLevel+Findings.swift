import ElectionModel
import Observation
import SeatAllocation
import Simulation

extension ObservedElection {
    /// What every method says of an election whose change is known.
    func level(_ share: Fraction, _ change: PlantedChange, _ bundle: MadeEvidence) -> ObservedLevel {
        let changed = Set(change.stations)
        let (official, real) = (outcome(change.protocols).outcome, outcome(truth).outcome)
        let wrong = Set(
            zip(official.contests, real.contests).filter { $0.result != $1.result }.map {
                Observation.ContestKey(tier: $0.0.tier, district: $0.0.district, round: 1)
            })
        let audited = bundle.bundle.contests.filter { $0.audit != nil }
        let unconfirmed = audited.filter { $0.audit?.isConfirmed == false }
        var findings = [
            stations(.copies, bundle.bundle, changed, examined: { $0.line(.copy)?.verdict.kind != .notExamined }) {
                $0.line(.copy)?.verdict.kind == .differs
            },
            stations(.checks, bundle.bundle, changed, examined: { _ in true }) { station in
                station.line(.checks)?.facts.contains { fact in
                    if case .count(let count) = fact.value { count > 0 } else { false }
                } ?? false
            },
            ObservedLevel.Finding(
                method: .audits, examined: audited.count, planted: audited.count { wrong.contains($0.contest) },
                found: unconfirmed.count { wrong.contains($0.contest) },
                falseAlarms: unconfirmed.count { !wrong.contains($0.contest) }),
            stations(.cards, bundle.bundle, changed, examined: { $0.line(.cards)?.verdict.kind != .notExamined }) {
                $0.line(.cards)?.verdict.kind == .differs
            },
        ]
        if let contest = bundle.bundle.contests.first(where: { $0.contest == Self.list }) {
            findings += [quickCount(contest), forensics(contest, isChanged: !changed.isEmpty)].compactMap(\.self)
        }
        findings.append(constituencies(change))
        return ObservedLevel(
            share: share, change: change, stations: register.count, bundle: bundle, findings: findings,
            wrongOutcomes: wrong.count, listSeatsDiffer: Self.seats(official) != Self.seats(real),
            wrongConfirmed: audited.count { $0.audit?.isConfirmed == true && wrong.contains($0.contest) })
    }

    private static func seats(_ outcome: Outcome) -> [ChoiceID: Int] {
        Dictionary(
            outcome.lists.flatMap(\.lists).map { ($0.list, $0.seats) }, uniquingKeysWith: { first, _ in first })
    }

    private func stations(
        _ method: ObservedLevel.Finding.Method, _ bundle: EvidenceBundle, _ changed: Set<StationID>,
        examined: (StationEvidence) -> Bool, _ isReported: (StationEvidence) -> Bool
    ) -> ObservedLevel.Finding {
        let looked = bundle.stations.filter(examined)
        let reported = looked.filter(isReported)
        return ObservedLevel.Finding(
            method: method, examined: looked.count, planted: looked.count { changed.contains($0.station) },
            found: reported.count { changed.contains($0.station) },
            falseAlarms: reported.count { !changed.contains($0.station) })
    }

    /// Official shares outside the interval of the estimate from what was counted.
    private func quickCount(_ contest: ContestEvidence) -> ObservedLevel.Finding? {
        guard let count = contest.quickCount else { return nil }
        let counted = outcome(truth).tallies.first { $0.tier == Self.list.tier }
        let official = Dictionary(contest.votes.map { ($0.choice, $0.votes) }, uniquingKeysWith: { first, _ in first })
        func isChanged(_ choice: ChoiceID) -> Bool { counted?.votes(for: choice) != official[choice] }
        let outside = count.shares.filter { !$0.isWithin }
        return ObservedLevel.Finding(
            method: .quickCount, examined: count.shares.count, planted: count.shares.count { isChanged($0.choice) },
            found: outside.count { isChanged($0.choice) }, falseAlarms: outside.count { !isChanged($0.choice) })
    }

    /// Counts whose p-value is at most 1/20.
    private func forensics(_ contest: ContestEvidence, isChanged: Bool) -> ObservedLevel.Finding? {
        guard let rows = contest.forensics?.own.filter({ $0.pValue != nil }) else { return nil }
        let small = rows.count { ($0.pValue ?? Fraction(1, 1)) <= Fraction(1, 20) }
        return ObservedLevel.Finding(
            method: .forensics, examined: rows.count, planted: isChanged ? rows.count : 0,
            found: isChanged ? small : 0, falseAlarms: isChanged ? 0 : small)
    }

    /// Constituencies with more whole percents than chance gives, at a false discovery rate of 1/20.
    private func constituencies(_ change: PlantedChange) -> ObservedLevel.Finding {
        let own = change.protocols.filter { $0.tier == Self.list.tier }
        let sums = outcome(change.protocols).tallies.first { $0.tier == Self.list.tier }
        let leader = sums?.votes.max { ($0.votes, $1.choice.rawValue) < ($1.votes, $0.choice.rawValue) }?.choice
        let analysis = StationAnalysis(
            leader.map { ObservedStation.of(own, leader: $0, register: register) } ?? [])
        let changed = Set(change.stations)
        let touched = Set(register.filter { changed.contains($0.id) }.map(\.district.rawValue))
        let kept = analysis.commissions.filter(\.isKept)
        return ObservedLevel.Finding(
            method: .constituencies, examined: analysis.commissions.count,
            planted: analysis.commissions.count { touched.contains($0.name) },
            found: kept.count { touched.contains($0.name) }, falseAlarms: kept.count { !touched.contains($0.name) })
    }
}
