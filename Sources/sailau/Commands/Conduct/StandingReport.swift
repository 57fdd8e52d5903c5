import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectoralLaw
import Simulation
import Wording

/// What is known at one place of a record or at several.
struct StandingReport {
    private let wording: Wording
    private let names: Names
    private var stages: [(name: String, standing: ConductStanding)] = []
    private var late: [DeadlineReport] = []

    init(wording: Wording, names: Names) {
        self.wording = wording
        self.names = names
    }

    /// - Parameter name: the heading over it.
    mutating func add(_ name: String, _ state: ConductState) {
        stages.append((name, state.standing()))
        guard let last = state.marks.lastDay else { return }
        late = state.watch(at: CivilTime(last, minute: CivilTime.endOfDay)).filter { $0.status == .late }
    }

    // MARK: For people

    func text(last: String? = nil) -> String {
        var parts = stages.map { section($0.name, $0.standing) }
        let lines = late.flatMap { report in report.done.filter(\.isLate).map { lateLine(report, $0) } }
        if !lines.isEmpty { parts.append(lines.joined(separator: "\n")) }
        if let last { parts.append(last) }
        return parts.joined(separator: "\n\n")
    }

    private func term(_ name: String, _ figures: [Figure] = []) -> String {
        wording.term("conduct.line.\(name)", figures)
    }

    private func lateLine(_ report: DeadlineReport, _ done: DeadlineReport.Done) -> String {
        let subject = done.subject.isEmpty ? "" : " (\(done.subject))"
        return term(
            "late by",
            [
                Figure("deadline", .text(report.entry.deadline.name[wording.language] + subject)),
                Figure("due", .text("\(report.entry.time)")), Figure("done", .text("\(done.time.date)")),
                Figure("days", .count(UInt64(done.daysLate))),
            ])
    }

    private func section(_ name: String, _ standing: ConductStanding) -> String {
        var parts = [Terminal.bold(name)]
        for tier in standing.tiers where tier.accepted > 0 || !tier.seats.isEmpty { parts += lines(of: tier) }
        return parts.joined(separator: "\n")
    }

    private func lines(of tier: ConductStanding.TierStanding) -> [String] {
        let counted = [
            Figure("accepted", .count(UInt64(tier.accepted))), Figure("stations", .count(UInt64(tier.stations))),
            Figure("share", .text(wording.percent(tier.electorsCounted, of: tier.electors, digits: 1))),
        ]
        let determined = [
            Figure("determined", .count(UInt64(tier.determined))), Figure("contests", .count(UInt64(tier.contests))),
            Figure("runOffs", .count(UInt64(tier.runOffs))),
        ]
        var lines = ["\(names.tier(tier.tier, wording.language)): \(term("counted", counted))"]
        if tier.isElectronicOnly { lines.append("  " + term("electronic only")) }
        lines.append("  " + term("determined", determined))
        let valid = tier.lines.reduce(0) { $0 + $1.votes }
        if tier.contests == 1, valid > 0 {
            let shares = tier.lines.prefix(5).map { line in
                "\(names.choice(line.choice, wording.language)) \(wording.percent(line.votes, of: valid, digits: 1))"
            }
            lines.append("  " + shares.joined(separator: " · "))
        }
        if !tier.seats.isEmpty {
            lines.append("  " + tier.seats.map { "\(name($0.nominator)) \($0.seats)" }.joined(separator: " · "))
        }
        return lines
    }

    private func name(_ nominator: PartyID?) -> String {
        nominator.map { names.party($0, wording.language) } ?? wording.term("heading.self-nominated")
    }

    // MARK: For programs

    func json(_ members: [(String, JSON)] = []) -> JSON {
        .object(
            [("format", .string("sailau-conduct-status/1"))] + members + [
                ("stages", .array(stages.map { json($0.name, $0.standing) })),
                (
                    "late",
                    .array(
                        late.flatMap { report in
                            report.done.filter(\.isLate).map { done in
                                JSON.object([
                                    ("deadline", .string(report.entry.deadline.id)), ("subject", .string(done.subject)),
                                    ("due", .string("\(report.entry.time)")), ("done", .string("\(done.time.date)")),
                                    ("days", .count(UInt64(done.daysLate))),
                                ])
                            }
                        })
                ),
            ])
    }

    private func json(_ name: String, _ standing: ConductStanding) -> JSON {
        .object([
            ("name", .string(name)), ("height", .whole(Int64(standing.height))),
            ("tiers", .array(standing.tiers.map(json))),
        ])
    }

    private func json(_ tier: ConductStanding.TierStanding) -> JSON {
        .object([
            ("tier", .string(tier.tier.rawValue)), ("round", .count(UInt64(tier.round))),
            ("accepted", .count(UInt64(tier.accepted))), ("stations", .count(UInt64(tier.stations))),
            ("electorsCounted", .count(tier.electorsCounted)), ("electors", .count(tier.electors)),
            ("electronicStationsOnly", .bool(tier.isElectronicOnly)), ("tookPart", .count(tier.tookPart)),
            ("invalid", .count(tier.invalid)), ("determined", .count(UInt64(tier.determined))),
            ("contests", .count(UInt64(tier.contests))), ("runOffs", .count(UInt64(tier.runOffs))),
            (
                "votes",
                .array(
                    tier.contests == 1
                        ? tier.lines.map {
                            .object([("choice", .string($0.choice.rawValue)), ("votes", .count($0.votes))])
                        } : [])
            ),
            (
                "seats",
                .array(
                    tier.seats.map {
                        .object([
                            ("nominator", $0.nominator.map { .string($0.rawValue) } ?? .null),
                            ("seats", .count(UInt64($0.seats))),
                        ])
                    })
            ),
        ])
    }
}
