/// The columns that a table's head promises, and what must add up between them.
public struct ColumnModel: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var kind: Kind
        public var measure: Measure
        public var round: Int?
        public var tier: FactKey.Tier?
        /// Where the head stands in the page; more than one part where a group's name stands above it.
        public var heads: [Range<Int>]
        /// The index of the counts that this column's shares are of.
        public var countColumn: Int?

        public init(
            _ kind: Kind, _ measure: Measure, round: Int? = nil, tier: FactKey.Tier? = nil, heads: [Range<Int>] = [],
            countColumn: Int? = nil
        ) {
            self.kind = kind
            self.measure = measure
            self.round = round
            self.tier = tier
            self.heads = heads
            self.countColumn = countColumn
        }
    }

    /// What kind of value a column holds.
    public enum Kind: Sendable, Hashable {
        /// Votes, electors, candidates: whole numbers, large ones with thousands set apart.
        case count
        /// Percentages, mostly with decimals.
        case share
        /// Small whole numbers.
        case seats
        /// Signed whole numbers, "New".
        case change
        /// Signed percentages.
        case shareChange
        /// Names, such as a leader's.
        case text
        /// A column whose head is not understood: anything fits, nothing is claimed.
        case unknown
    }

    public var columns: [Column]
    /// For each total column the columns that add up to it in a row.
    public var sums: [Sum]

    public struct Sum: Sendable, Hashable {
        public var total: Int
        public var parts: [Int]

        public init(total: Int, parts: [Int]) {
            self.total = total
            self.parts = parts
        }
    }

    public init(_ columns: [Column]) {
        self.columns = columns
        sums = []
        for index in self.columns.indices where columns[index].kind == .share && columns[index].countColumn == nil {
            if index > 0, columns[index - 1].kind == .count { self.columns[index].countColumn = index - 1 }
        }
        // Seats by tier or round add up to the seats of no tier.
        let seats = columns.indices.filter { columns[$0].kind == .seats && columns[$0].measure == .seats }
        let totals = seats.filter { columns[$0].tier == nil && columns[$0].round == nil }
        let parts = seats.filter { columns[$0].tier != nil || columns[$0].round != nil }
        if totals.count == 1, !parts.isEmpty { sums = [Sum(total: totals[0], parts: parts)] }
    }
}
