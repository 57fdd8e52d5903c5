import ElectionModel

/// Slips of whoever copied a number: which one would make the wrong figure of the right one.
enum DigitErrors {
    /// Every slip by which `wrong` can have come from `right`, both without sign.
    static func slips(from right: String, to wrong: String) -> [Hypothesis.Kind] {
        let (a, b) = (Array(right.utf8), Array(wrong.utf8))
        guard a != b, !a.isEmpty, !b.isEmpty else { return [] }
        if a.count == b.count {
            let places = a.indices.filter { a[$0] != b[$0] }
            if places.count == 2, a[places[0]] == b[places[1]], a[places[1]] == b[places[0]] { return [.digitsSwapped] }
            return places.count == 1 ? [.digitMisread] : []
        }
        if b.count == a.count + 1 {
            return b.indices.contains { index in
                let neighbours = [index - 1, index + 1].filter(b.indices.contains).map { b[$0] }
                return neighbours.contains(b[index]) && without(b, index) == a
            } ? [.digitDoubled] : []
        }
        if a.count == b.count + 1 {
            return a.indices.contains { without(a, $0) == b } ? [.digitDropped] : []
        }
        return []
    }

    private static func without(_ digits: [UInt8], _ index: Int) -> [UInt8] {
        var result = digits
        result.remove(at: index)
        return result
    }

    /// How much a slip says without sums: in a number of two digits nearly any two are a slip apart.
    static func score(_ kind: Hypothesis.Kind, digits: Int) -> Int {
        let length = min(digits, 8)
        switch kind {
        case .digitsSwapped: return 60 + 70 * length
        case .digitDoubled: return 40 + 70 * length
        case .digitDropped: return 20 + 60 * length
        default: return 30 * length
        }
    }
}
