import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation

/// The seats of an election as a table and as JSON.
struct SeatsReport {
    let folder: ElectionFolder
    let outcome: Outcome

    func text() -> String {
        var parts = [Terminal.bold(folder.election.name.english), "Law: \(folder.election.law), \(folder.law.statute)"]
        for tier in outcome.lists {
            let valid = tier.lists.reduce(0) { $0 + $1.votes }
            var table = TextTable([
                ("List", .left), ("Votes", .right), ("%", .right), ("Seats", .right), ("", .left),
            ])
            for list in tier.lists.sorted(by: { ($1.votes, $0.list) < ($0.votes, $1.list) }) {
                let percent = valid > 0 ? Fraction(list.votes * 100, over: valid).decimal(digits: 2) : ""
                table.add([
                    name(list.list), grouped(list.votes), percent, "\(list.seats)",
                    list.passed ? "" : "below the threshold",
                ])
            }
            parts.append(table.text())
        }
        let open = outcome.seats.filter { if case .open = $0.holder { true } else { false } }
        parts.append("Seats decided: \(outcome.seats.count - open.count) of \(folder.law.seats)")
        return parts.joined(separator: "\n\n")
    }

    func json() -> JSON {
        let lists = outcome.lists.flatMap { tier in
            tier.lists.map { list in
                JSON.object([
                    ("tier", .string(tier.tier.rawValue)), ("list", .string(list.list.rawValue)),
                    ("votes", .count(list.votes)), ("passed", .bool(list.passed)), ("seats", .count(list.seats)),
                ])
            }
        }
        return .object([
            ("format", .string("sailau-seats/1")), ("election", .string(folder.election.id.rawValue)),
            ("law", .string(folder.election.law)), ("lists", .array(lists)),
        ])
    }

    private func name(_ id: ChoiceID) -> String {
        folder.election.choices.first { $0.id == id }?.name.english ?? id.rawValue
    }
}

/// Digits in groups of three with narrow spaces.
func grouped(_ value: UInt64) -> String {
    let digits = Array(String(value))
    var result = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result += "\u{202f}" }
        result.append(digit)
    }
    return result
}
