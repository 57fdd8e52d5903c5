import ElectionModel
import SourceArchive

/// The preferred values of an archived election as Wikipedia's template `Election results`.
///
/// Parameters after Template:Election results/doc. Percentages, the valid votes and the turnout are computed by the template itself
/// and are not written, except the valid votes where the rows do not add to them.
struct ResultsTemplate {
    let figures: PreferredFigures

    func text() -> String {
        let votes = figures.column(.votes, nil, round: nil)
        let second = FactName(.votes, round: 2)
        let seats = FactName(.seats)
        let rows = figures.rows([votes, second, seats] + columns.map(\.name))
        var lines = ["{{Election results"]
        for (index, column) in columns.enumerated() { lines.append("|seattype\(index + 1)=\(column.label)") }
        for (index, id) in rows.enumerated() {
            let number = index + 1
            var line = "|\(label(id))\(number)=\(Self.plain(figures.name(id)))"
            if figures.kind(id) == .person, let party = figures.text(FactName(.party, participant: id)) {
                line += "|party\(number)=\(Self.plain(party))"
            }
            func add(_ parameter: String, _ value: String?) {
                if let value { line += "|\(parameter)=\(value)" }
            }
            add("votes\(number)", count(votes.of(id)))
            add("votes\(number)_2", count(second.of(id)))
            for (index, column) in columns.enumerated() {
                add("st\(number)t\(index + 1)", count(column.name.of(id)))
            }
            add("seats\(number)", count(seats.of(id)))
            add("sc\(number)", change(FactName(.seatsChange, participant: id)))
            lines.append(line)
        }
        func add(_ parameter: String, _ value: String?) {
            if let value { lines.append("|\(parameter)=\(value)") }
        }
        add("total_sc", change(FactName(.seatsChange)))
        for (suffix, round) in [("", nil), ("2", 2)] as [(String, Int?)] {
            let column = round == nil ? votes : second
            let valid = figures.count(figures.ballots(.valid, nil, round: round))
            if let valid, valid != sum(column, rows) { add("valid\(suffix)", "\(valid)") }
            add("invalid\(suffix)", count(figures.ballots(.invalid, nil, round: round)))
            add("electorate\(suffix)", count(figures.ballots(.registered, nil, round: round)))
        }
        add("source", source)
        return (lines + ["}}", ""]).joined(separator: "\n")
    }

    /// Seats by tier and round, where a page has them.
    private var columns: [(label: String, name: FactName)] {
        let all: [(String, FactName)] = [
            ("Proportional", FactName(.seats, tier: .list)),
            ("First round", FactName(.seats, tier: .constituency, round: 1)),
            ("Second round", FactName(.seats, tier: .constituency, round: 2)),
            ("Constituency", FactName(.seats, tier: .constituency)),
        ]
        var found = all.filter { !figures.rows([$0.1]).isEmpty }
        if found.contains(where: { $0.1.round != nil }) {
            found.removeAll { $0.1.tier == .constituency && $0.1.round == nil }
        }
        return found.map { (label: $0.0, name: $0.1) }
    }

    private func label(_ id: ParticipantID) -> String {
        switch figures.kind(id) {
        case .person: "cand"
        case .againstAll, .appointed, .vacant: "row"
        default: "party"
        }
    }

    private func count(_ name: FactName) -> String? { figures.count(name).map { "\($0)" } }

    private func change(_ name: FactName) -> String? {
        switch figures[name]?.claim.value {
        case .whole(let number): number > 0 ? "+\(number)" : number < 0 ? "–\(number.magnitude)" : "0"
        case .new: "New"
        default: nil
        }
    }

    private func sum(_ column: FactName, _ rows: [ParticipantID]) -> Int64 {
        rows.reduce(0) { $0 &+ (figures.count(column.of($1)) ?? 0) }
    }

    private var source: String? {
        let names = figures.archive.sources.map { Self.plain($0.name) }.filter { !$0.isEmpty }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// Without the marks that end a parameter.
    private static func plain(_ name: String) -> String {
        let marks: Set<Character> = ["|", "{", "}", "[", "]", "<", ">", "\n", "\r", "\t"]
        return String(name.map { marks.contains($0) ? " " : $0 }).split(separator: " ").joined(separator: " ")
    }
}
