import ElectionModel
public import VerifiableVoting

extension Board.Verdict: WordedValue { package static var termGroups: [String] { ["board.verdict"] } }
extension BoardCode.Fate: WordedValue { package static var termGroups: [String] { ["board.fate"] } }

/// The sentences of a public board; their texts stand in `board.yaml`.
extension Wording {
    public func name(of verdict: Board.Verdict) -> String { term("board.verdict.\(verdict.rawValue)") }

    public func name(of fate: BoardCode.Fate) -> String { term("board.fate.\(fate.rawValue)") }

    /// A difference between two boards.
    ///
    /// - Parameter boards: their names, in the order of the comparison.
    public func sentence(for difference: BoardComparison.Difference, boards: [String]) -> String {
        var figures = [
            Figure("first", .text(boards[difference.first])), Figure("second", .text(boards[difference.second])),
        ]
        if let uuid = difference.election { figures.append(Figure("uuid", .text(uuid))) }
        func add(_ name: String, _ text: String) { figures.append(Figure(name, .text(text))) }
        let key: String
        switch difference.kind {
        case .manifest: key = "manifest"
        case .claims: key = "claims"
        case .absent: key = "absent"
        case .older(let events):
            key = "older"
            figures.append(Figure("events", .count(UInt64(events))))
        case .challenges(let first, let second):
            key = "challenges"
            add("hash", first.hexadecimal)
            add("other", second.hexadecimal)
        case .split(let height, let first, let second):
            add("height", String(height))
            if let first { add("hash", first.hexadecimal) }
            if let second { add("other", second.hexadecimal) }
            key = first == nil ? "split later" : second == nil ? "split ballot" : "split"
        }
        return term("board.check.\(key)", figures)
    }
}
