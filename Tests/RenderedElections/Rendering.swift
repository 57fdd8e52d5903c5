import SourceArchive

/// A random election as a page of each format and each way of flattening.
public enum Rendering: String, CaseIterable, Sendable {
    case parline, parlinePipes, parlineThin, parlineApostrophe, watch
    case pipes, leadingPipes, spaces, glued, oneLine, cellLines, template

    public func page(_ election: RandomElection) -> (lines: [String], truths: Set<Truth>) {
        switch self {
        case .parline: parline(election, " ", bar: " ", end: "")
        case .parlinePipes: parline(election, ",", bar: " | ", end: " |")
        case .parlineThin: parline(election, "\u{2009}", bar: " ", end: "")
        case .parlineApostrophe: parline(election, "’", bar: " ", end: "")
        case .watch: watch(election)
        case .template: template(election)
        default: table(election)
        }
    }

    private func parline(
        _ election: RandomElection, _ mark: String, bar: String, end: String
    ) -> (lines: [String], truths: Set<Truth>) {
        func number(_ value: Int) -> String { RandomElection.grouped(value, mark) }
        var lines = [
            "SOMELAND", "<<< Return to the Historical Archive page of parliamentary election results for SOMELAND <<<",
            "Dates of election / renewal (from/to):", "  4 June \(election.year)",
            "Round no 1 (4 June \(election.year)): Elections results",
            "Number of registered electors \(number(election.registered))", "Voters \(number(election.cast))",
            "Blank or invalid ballot papers \(number(election.invalid))", "Valid votes \(number(election.valid))",
            "Round no 1: Distribution of votes", ["Political Group", "Votes", "%"].joined(separator: bar) + end,
        ]
        for party in election.parties {
            let share = RandomElection.share(party.votes, election.valid)
            lines.append([party.name, number(party.votes), share].joined(separator: bar) + end)
        }
        lines += ["Round no 1: Distribution of seats", ["Political Group", "Total"].joined(separator: bar) + end]
        for party in election.parties { lines.append([party.name, "\(party.seats)"].joined(separator: bar) + end) }
        lines.append("Copyright © \(election.year) Inter-Parliamentary Union")
        return (lines, election.truths(change: false, ballots: [.valid, .invalid, .cast, .registered]))
    }

    private func watch(_ election: RandomElection) -> (lines: [String], truths: Set<Truth>) {
        var lines = [
            "International Edition", "COUNTRY Someland", "ELECTION TYPE Parliamentary", "DATE June 4, \(election.year)",
            "At stake in this election:", "  • \(election.seats) seats in the Diet",
            "Results from the parliamentary race:",
        ]
        for party in election.parties {
            lines += [
                "  • Party: \(party.name)", "    Leader: Some ONE", "    Seats won in this election: \(party.seats)",
                "    Valid Votes Received: \(RandomElection.grouped(party.votes, ","))",
                "    Percent of Valid Votes Received: \(RandomElection.share(party.votes, election.valid)) %", "",
            ]
        }
        lines += [
            "Population and number of registered voters:",
            "  • Number of registered voters: \(RandomElection.grouped(election.registered, ","))",
        ]
        return (lines, election.truths(change: false, ballots: [.registered]))
    }

    private func template(_ election: RandomElection) -> (lines: [String], truths: Set<Truth>) {
        var lines = opening(election) + ["{{Election results"]
        for (index, party) in election.parties.enumerated() {
            let change = party.change.map { $0 > 0 ? "+\($0)" : $0 < 0 ? "–\(-$0)" : "0" } ?? "New"
            lines.append(
                "|party\(index + 1)=[[\(party.name)]]|votes\(index + 1)=\(party.votes)|seats\(index + 1)=\(party.seats)|sc\(index + 1)=\(change)"
            )
        }
        lines += ["|invalid=\(election.invalid)|electorate=\(election.registered)", "}}"]
        // The template computes its percentages.
        let truths = election.truths(change: true, ballots: [.invalid, .registered]).map { truth in
            var truth = truth
            if truth.measure == Measure.voteShare.rawValue { truth.state = ClaimState.derived.rawValue }
            return truth
        }
        return (lines, Set(truths))
    }

    private func opening(_ election: RandomElection) -> [String] {
        [
            "\(election.year) Someland parliamentary election",
            "Parliamentary elections were held in Someland on 4 June \(election.year).",
        ]
    }

    private func table(_ election: RandomElection) -> (lines: [String], truths: Set<Truth>) {
        let (head, rows) = cells(election)
        var lines = opening(election) + ["Results"]
        let width = head.count + 2
        switch self {
        case .pipes:
            let ruled = { (cells: [String]) in
                cells.joined(separator: " | ") + " " + String(repeating: "|", count: width - cells.count + 1)
            }
            lines += [ruled(head), Array(repeating: "---", count: width).joined(separator: "|")] + rows.map(ruled)
        case .leadingPipes:
            let ruled = { (cells: [String]) in
                "| " + cells.joined(separator: " | ") + " |" + String(repeating: " |", count: width - cells.count)
            }
            lines += [ruled(head)] + rows.map(ruled)
        case .spaces: lines += [head.joined(separator: " ")] + rows.map { $0.joined(separator: " ") }
        case .glued: lines += [head.joined()] + rows.map { $0.joined() }
        case .oneLine: lines.append((head + rows.flatMap(\.self)).joined(separator: " "))
        default: lines += head + rows.flatMap(\.self)
        }
        lines += ["References", "- A report of \(election.year)."]
        return (lines, election.truths(change: true, ballots: [.valid, .invalid, .cast, .registered, .turnout]))
    }

    private func cells(_ election: RandomElection) -> (head: [String], rows: [[String]]) {
        func number(_ value: Int) -> String { RandomElection.grouped(value, ",") }
        var rows = election.parties.map { party in
            let change = party.change.map { $0 > 0 ? "+\($0)" : $0 < 0 ? "–\(-$0)" : "0" } ?? "New"
            return [
                party.name, number(party.votes), RandomElection.share(party.votes, election.valid), "\(party.seats)",
                change,
            ]
        }
        rows += [
            ["Total", number(election.valid), "100.00", "\(election.seats)", "0"],
            ["Valid votes", number(election.valid), RandomElection.share(election.valid, election.cast)],
            ["Invalid/blank votes", number(election.invalid), RandomElection.share(election.invalid, election.cast)],
            ["Total votes", number(election.cast), "100.00"],
            [
                "Registered voters/turnout", number(election.registered),
                RandomElection.share(election.cast, election.registered),
            ],
        ]
        return (["Party", "Votes", "%", "Seats", "+/–"], rows)
    }
}
