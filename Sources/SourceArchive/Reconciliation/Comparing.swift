import ElectionModel

/// How two stated values of one fact stand to each other.
enum Relation: Int, Comparable {
    case same, rounding, cut, approximate
    /// They count different things under one name.
    case definition
    case conflict

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

enum Comparing {
    /// Nil where they can't be set against each other: one of them is absent, or they are of different kinds.
    static func relation(_ first: Claim, _ second: Claim, measure: Measure) -> Relation? {
        switch (first.value, second.value) {
        case (.none, _), (_, .none): return nil
        case (.new, .new): return .same
        case (.new, let other), (let other, .new):
            // A party that did not stand before had no seats: the words differ, not the fact.
            guard measure == .seatsPrevious else { return .definition }
            return isZero(other) ? .definition : .conflict
        case (.date(let a), .date(let b)): return a == b ? .same : .conflict
        case (.date(let day), .period(let year, let month)), (.period(let year, let month), .date(let day)):
            return day.year == year && (month ?? day.month) == day.month ? .approximate : .conflict
        case (.period(let year, let month), .period(let other, let otherMonth)):
            guard year == other else { return .conflict }
            if month == otherMonth { return .same }
            return month == nil || otherMonth == nil ? .approximate : .conflict
        case (.text(let a), .text(let b)): return SoundKey.text(of: a) == SoundKey.text(of: b) ? .same : nil
        default:
            guard let a = Reach(first.value, state: first.state, isShare: measure.isShare),
                let b = Reach(second.value, state: second.state, isShare: measure.isShare)
            else { return nil }
            switch a.agreement(with: b) {
            case .same: return .same
            case .rounding: return .rounding
            case .cut: return .cut
            case .approximate: return .approximate
            case nil: return .conflict
            }
        }
    }

    static func contradict(_ first: Claim, _ second: Claim, measure: Measure) -> Bool {
        relation(first, second, measure: measure) == .conflict
    }

    private static func isZero(_ value: ClaimValue) -> Bool {
        switch value {
        case .whole(let number): number == 0
        case .decimal(let number): number.digits == 0
        default: false
        }
    }
}
