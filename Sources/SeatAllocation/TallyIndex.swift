import ElectionModel

/// Finds the tallies of an election by contest.
///
/// Tallies usually stand in the order in which contests are decided, so the one after the last found is tried first. A
/// few that stand elsewhere are searched for; only then is a table made.
struct TallyIndex {
    let all: [Tally]
    private var next = 0
    private var searches = 0
    private var table: [Key: Int]?

    private struct Key: Hashable {
        var tier: TierID
        var district: DistrictID
        var round: Int
    }

    init(_ tallies: [Tally]) {
        all = tallies
    }

    /// The first tally of a contest; nil where there is none.
    mutating func tally(_ tier: TierID, _ district: DistrictID, round: Int) -> Tally? {
        if next < all.count, isOf(tier, district, round, all[next]) {
            next += 1
            return all[next - 1]
        }
        if table == nil, searches < 8 {
            searches += 1
            guard let found = all.firstIndex(where: { isOf(tier, district, round, $0) }) else { return nil }
            next = found + 1
            return all[found]
        }
        if table == nil { table = Self.table(all) }
        return table?[Key(tier: tier, district: district, round: round)].map { all[$0] }
    }

    /// The same without remembering anything.
    func search(_ tier: TierID, _ district: DistrictID, round: Int) -> Tally? {
        if let table { return table[Key(tier: tier, district: district, round: round)].map { all[$0] } }
        return all.first { isOf(tier, district, round, $0) }
    }

    private func isOf(_ tier: TierID, _ district: DistrictID, _ round: Int, _ tally: Tally) -> Bool {
        tally.round == round && tally.district == district && tally.tier == tier
    }

    private static func table(_ tallies: [Tally]) -> [Key: Int] {
        Dictionary(
            tallies.enumerated().map {
                (Key(tier: $0.element.tier, district: $0.element.district, round: $0.element.round), $0.offset)
            }, uniquingKeysWith: { first, _ in first })
    }
}
