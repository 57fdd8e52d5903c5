/// Rows of a report added up in another way: by ownership, or by kinds of subjects.
public struct MediaTotal: Sendable, Hashable {
    /// What the amounts are a share of.
    public struct Whole: Sendable, Hashable {
        /// An outlet or a kind of ownership.
        public var name: String
        public var isPrint: Bool
        public var amount: UInt64
    }

    public var whole: Whole
    /// A subject, or a kind of subject.
    public var part: String
    public var amount: UInt64
    /// Positive, neutral and negative.
    public var tones: [UInt64]
}

extension MediaReport {
    /// Outlets of the state against private ones, by subject, air and print apart. One subject of two kinds stays two rows: the
    /// government is not the party that it comes from.
    public var byOwnership: [MediaTotal] {
        totals(whole: { $0.ownership.rawValue }, part: { $0.subject })
    }

    /// Each outlet by kinds of subjects: the government and the president apart from candidates and parties.
    public var byKind: [MediaTotal] {
        totals(whole: { $0.outlet }, part: { $0.kind.rawValue })
    }

    private func totals(whole: (Row) -> String, part: (Row) -> String) -> [MediaTotal] {
        struct Place: Hashable {
            var whole: String
            var isPrint: Bool
        }
        let groups = Dictionary(grouping: rows) { Place(whole: whole($0), isPrint: $0.isPrint) }
        let order = groups.keys.sorted { left, right in
            (left.isPrint ? 1 : 0, left.whole) < (right.isPrint ? 1 : 0, right.whole)
        }
        return order.flatMap { place -> [MediaTotal] in
            let own = groups[place] ?? []
            let all = MediaTotal.Whole(
                name: place.whole, isPrint: place.isPrint, amount: own.reduce(0) { $0 + $1.amount })
            let parts = Dictionary(grouping: own, by: part).map { name, rows in
                MediaTotal(
                    whole: all, part: name, amount: rows.reduce(0) { $0 + $1.amount },
                    tones: rows.reduce([0, 0, 0]) { sums, row in zip(sums, row.tones).map { $0 + $1 } })
            }
            return parts.sorted { ($1.amount, $0.part) < ($0.amount, $1.part) }
        }
    }
}
