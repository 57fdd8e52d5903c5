import Wording

extension Wording {
    /// Labels with their values, a line each, the values below one another.
    func rows(_ rows: KeyValuePairs<BallotLabel, String>) -> String {
        let labels = rows.map { name(of: $0.key) + ":" }
        let width = labels.map(\.count).max() ?? 0
        return zip(labels, rows).map { label, row in
            label + String(repeating: " ", count: width - label.count + 1) + row.value
        }.joined(separator: "\n")
    }
}
