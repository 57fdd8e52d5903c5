import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Publication
import SeatAllocation
import Wording

/// The seats of an election as tables and as JSON.
struct SeatsReport {
    let figures: Figures
    let law: Law
    let wording: Wording
    /// What each drawing would give, where something is tied.
    var possible: PossibleOutcomes?

    func text() -> String {
        let language = wording.language
        var parts = [
            Terminal.bold(figures.election.name[language]), "\(figures.election.law): \(law.statute[language])",
        ]
        if figures.isReconstructed, let notice = figures.file.notice { parts.append(notice[language]) }
        if let errors { parts.append(Terminal.bold(errors)) }
        let serious = figures.outcome.findings.filter { $0.severity == .error }
        if !serious.isEmpty { parts.append(list(serious)) }
        for section in figures.lists { parts.append(table(section)) }
        if figures.house.groups.contains(where: { $0.constituencySeats.whole ?? 0 > 0 }) { parts.append(houseTable()) }
        let runOffs = figures.outcome.runOffs.count
        if runOffs > 0 { parts.append("\(heading("run-offs")): \(wording.number(runOffs))") }
        parts += [drawings(), claims()]
        let others = figures.outcome.findings.filter { $0.severity != .error }
        if !others.isEmpty { parts.append(Terminal.bold(wording.term("finding.findings")) + "\n" + list(others)) }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What makes the outcome unreliable; nil where nothing does.
    var errors: String? {
        let count = figures.outcome.findings.count { $0.severity == .error }
        return count == 0 ? nil : wording.term("command.input errors", [Figure("count", .count(UInt64(count)))])
    }

    private func list(_ findings: [Finding]) -> String {
        findings.map { "\($0.code) \(wording.place(of: $0)): \(wording.sentence(for: $0))" }.joined(separator: "\n")
    }

    /// What each drawing of the open ties would give.
    private func drawings() -> String {
        guard !figures.outcome.ties.isEmpty, let possible else { return "" }
        var lines = [
            wording.term("command.drawings", [Figure("count", .count(UInt64(possible.outcomes.count)))])
                + (possible.isComplete ? "" : " …")
        ]
        for one in possible.outcomes.prefix(20) {
            let drawn = one.lots.flatMap(\.drawn)
            lines.append(
                "  "
                    + wording.term(
                        "command.drawing",
                        [Figure("probability", .fraction(one.probability)), Figure("seats", .choices(drawn))]))
        }
        return lines.joined(separator: "\n")
    }

    private func heading(_ name: String) -> String { wording.term("heading.\(name)") }

    private func table(_ section: Figures.ListSection) -> String {
        var table = TextTable([
            (heading("list"), .left), (heading("votes"), .right), (heading("percent"), .right),
            (heading("seats"), .right), (heading("distance to threshold"), .right), (heading("provenance"), .left),
        ])
        for row in section.rows {
            table.add([
                row.name[wording.language], shown(row.votes), shown(row.share), shown(row.seats),
                shown(row.distanceToThreshold), wording.name(of: row.votes.provenance),
            ])
        }
        return table.text()
    }

    private func houseTable() -> String {
        var table = TextTable([
            (heading("party"), .left), (heading("list seats"), .right), (heading("first ballot"), .right),
            (heading("second ballot"), .right), (heading("total"), .right), (heading("provenance"), .left),
        ])
        for group in figures.house.groups where group.total.whole ?? 0 > 0 {
            table.add([
                group.shortName[wording.language], shown(group.listSeats), shown(group.firstBallotSeats),
                shown(group.secondBallotSeats), shown(group.total), wording.name(of: group.total.provenance),
            ])
        }
        return table.text()
    }

    /// The published seats beside those by law and votes.
    private func claims() -> String {
        guard !figures.claims.isEmpty else { return "" }
        var table = TextTable([
            (heading("party"), .left), (heading("seats"), .left), (wording.term("command.published"), .right),
            (wording.term("command.computed"), .right), ("", .left), (heading("source"), .left),
        ])
        for claim in figures.claims {
            let ballot =
                switch claim.claim.round {
                case 0: heading("total")
                case 1: heading("first ballot")
                default: heading("second ballot")
                }
            let tier = wording.names.tier(claim.claim.tier, wording.language)
            let isList = figures.lists.contains { $0.tier == claim.claim.tier }
            table.add([
                claim.name[wording.language], isList ? tier : "\(tier), \(ballot)", shown(claim.claimed),
                shown(claim.computed), claim.agrees == nil ? "" : claim.agrees == true ? "=" : "≠",
                claim.claim.provenance.source ?? "",
            ])
        }
        let compared = figures.claims.filter { $0.agrees != nil }
        var lines = [
            table.text(),
            wording.term(
                "command.claims agree",
                [
                    Figure("agreeing", .count(UInt64(compared.count { $0.agrees == true }))),
                    Figure("total", .count(UInt64(figures.claims.count))),
                ]),
        ]
        if compared.count < figures.claims.count {
            lines.append(
                wording.term(
                    "command.claims open",
                    [Figure("count", .count(UInt64(figures.claims.count - compared.count)))]))
        }
        return lines.joined(separator: "\n")
    }

    private func shown(_ quantity: Quantity) -> String {
        switch quantity.value {
        case .whole(let number): wording.number(number)
        case .share(let share): wording.percent(share)
        case .fraction(let fraction): wording.decimal(fraction, digits: 6)
        case .decimal(let text): text
        case .notGiven: wording.term("absent.not given")
        case .notApplicable: "–"
        }
    }

    func json() -> JSON {
        let lists = figures.lists.flatMap { section in
            section.rows.map { row in
                JSON.object([
                    ("tier", .string(section.tier.rawValue)), ("list", .string(row.list.rawValue)),
                    ("votes", value(row.votes)), ("passed", .bool(row.passed)), ("seats", value(row.seats)),
                    ("status", .string(row.votes.provenance.rawValue)),
                ])
            }
        }
        let groups = figures.house.groups.map { group in
            JSON.object([
                ("group", .string(group.id.rawValue)), ("list_seats", value(group.listSeats)),
                ("first_ballot_seats", value(group.firstBallotSeats)),
                ("second_ballot_seats", value(group.secondBallotSeats)),
                ("seats", value(group.total)), ("status", .string(group.total.provenance.rawValue)),
            ])
        }
        let seats = figures.outcome.seats.map { seat in
            JSON.object(JSON.seat(seat))
        }
        let claims = figures.claims.map { claim in
            JSON.object([
                ("choice", .string(claim.claim.choice)), ("tier", .string(claim.claim.tier.rawValue)),
                ("round", .count(claim.claim.round)), ("source", .optional(claim.claim.provenance.source, JSON.string)),
                ("claimed", value(claim.claimed)), ("computed", value(claim.computed)),
                ("agrees", .optional(claim.agrees, JSON.bool)),
            ])
        }
        return .object([
            ("format", .string("sailau-seats/1")), ("election", .string(figures.election.id.rawValue)),
            ("law", .string(figures.election.law)), ("reconstructed", .bool(figures.isReconstructed)),
            ("lists", .array(lists)), ("groups", .array(groups)), ("seats", .array(seats)), ("claims", .array(claims)),
            ("ties", .array(figures.outcome.ties.map(tie))),
            ("drawings", .array((possible?.outcomes ?? []).map(drawing))),
            ("findings", .array(figures.outcome.findings.map(finding))),
        ])
    }

    private func value(_ quantity: Quantity) -> JSON {
        quantity.whole.map(JSON.whole) ?? .null
    }

    private func tie(_ tie: Tie) -> JSON {
        .object([
            ("tier", .string(tie.tier.rawValue)), ("district", .string(tie.district.rawValue)),
            ("places", .string(tie.places.rawValue)), ("number", .count(tie.number)),
            ("among", .array(tie.among.map { .string($0.rawValue) })), ("drawings", .count(tie.numberOfDrawings)),
        ])
    }

    private func drawing(_ outcome: PossibleOutcome) -> JSON {
        .object([
            ("probability", .fraction(outcome.probability)),
            ("drawn", .array(outcome.lots.map { .array($0.drawn.map { .string($0.rawValue) }) })),
        ])
    }

    private func finding(_ finding: Finding) -> JSON {
        .object([
            ("code", .string(finding.code)), ("severity", .string(finding.severity.rawValue)),
            ("place", .array(finding.place.map(JSON.string))), ("text", .string(wording.sentence(for: finding))),
        ])
    }
}
