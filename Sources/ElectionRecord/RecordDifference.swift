/// Two states of a record beside each other: one is the other's past, or they are two futures of one past.
public struct RecordDifference: Sendable {
    /// The last event that both have; nil where even the first ones differ.
    public var common: RecordHead?
    /// Events after it on each side.
    public var left: [SealedEvent]
    public var right: [SealedEvent]
    /// Heights at which a personal payload was erased on one side only.
    public var erased: [Int]

    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case same
        /// The right one goes on where the left one ends.
        case rightContinues = "right-continues"
        case leftContinues = "left-continues"
        /// Both go on after a common past: one service signed two futures.
        case twoFutures = "two-futures"
        /// Not even the first event is the same.
        case unrelated
    }

    public var relation: Relation {
        switch (left.isEmpty, right.isEmpty) {
        case (true, true): .same
        case (true, false): .rightContinues
        case (false, true): .leftContinues
        case (false, false): common == nil ? .unrelated : .twoFutures
        }
    }

    public init(left: [SealedEvent], right: [SealedEvent]) {
        // The first difference divides: a hash names everything before it, so half of the interval can be dropped at a time.
        var (same, differs) = (0, min(left.count, right.count) + 1)
        while differs - same > 1 {
            let middle = (same + differs) / 2
            if left[middle - 1].event == right[middle - 1].event { same = middle } else { differs = middle }
        }
        common = same > 0 ? left[same - 1].head : nil
        self.left = Array(left[same...])
        self.right = Array(right[same...])
        erased = (0..<same).filter { left[$0].personal.map { $0 == nil } != right[$0].personal.map { $0 == nil } }
    }
}
