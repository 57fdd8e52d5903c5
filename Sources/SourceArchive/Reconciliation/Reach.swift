public import ElectionModel

/// The values that a printed value may stand for: 56.49 is at least 56.485 and below 56.495, `almost nine million` lies
/// between 8.5 and 9.5 million, a count is itself.
public struct Reach: Sendable, Hashable {
    public var least: Fraction
    public var most: Fraction
    /// What lies within if the source cut digits off instead of rounding; nil for counts.
    var cut: (least: Fraction, below: Fraction)?
    public var kind: Kind

    public enum Kind: Sendable, Hashable {
        /// A count, or a share computed from counts.
        case exact
        /// Printed with so many places.
        case rounded(places: Int)
        /// `Some`, `almost`, `more than`.
        case approximate
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.least == right.least && left.most == right.most && left.kind == right.kind
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(least)
        hasher.combine(most)
    }

    init(least: Fraction, most: Fraction, kind: Kind, cut: (least: Fraction, below: Fraction)? = nil) {
        self.least = least
        self.most = most
        self.kind = kind
        self.cut = cut
    }

    static func exact(_ value: Fraction) -> Reach { Reach(least: value, most: value, kind: .exact) }

    /// The middle, for arithmetic shown to people.
    var middle: Fraction { ((least + most) * Fraction(1, 2)).reduced }

    /// - Parameter isShare: whether the measure is a percentage, of which a whole number is a rounded one.
    init?(_ value: ClaimValue, state: ClaimState, isShare: Bool) {
        let isApproximate = state == .approximate
        guard Self.isInBounds(value) else { return nil }
        switch value {
        case .whole(let number):
            let printed = DecimalNumber(digits: number, places: 0)
            if isApproximate {
                self = Self.about(printed)
            } else if isShare {
                self = Self.rounded(printed)
            } else {
                self = .exact(printed.fraction)
            }
        case .decimal(let printed):
            if isApproximate {
                self = Self.about(printed)
            } else if printed.places == 0, !isShare {
                self = .exact(printed.fraction)
            } else {
                self = Self.rounded(printed)
            }
        case .range(let least, let most):
            switch (least, most) {
            case (let least?, let most?):
                self.init(least: least.fraction, most: most.fraction, kind: .approximate)
            case (let least?, nil):
                // `More than 53 per cent` says fifty-three and something: below 54.
                self.init(least: least.fraction, most: least.fraction + Self.unit(least), kind: .approximate)
            case (nil, let most?):
                // `Less than 5 per cent` says four and something.
                self.init(least: most.fraction - Self.unit(most), most: most.fraction, kind: .approximate)
            case (nil, nil): return nil
            }
        default: return nil
        }
    }

    /// Whether arithmetic with it stays within 127 bits. No count of people and no percentage comes near.
    private static func isInBounds(_ value: ClaimValue) -> Bool {
        func fits(_ number: DecimalNumber?) -> Bool {
            guard let number else { return true }
            return number.places <= 9 && number.digits.magnitude < 1_000_000_000_000_000
        }
        return switch value {
        case .whole(let number): number.magnitude < 1_000_000_000_000_000
        case .decimal(let number): fits(number)
        case .range(let least, let most): fits(least) && fits(most)
        default: true
        }
    }

    private static func rounded(_ printed: DecimalNumber) -> Reach {
        let unit = Fraction(1, Self.power(printed.places))
        let half = unit * Fraction(1, 2)
        return Reach(
            least: printed.fraction - half, most: printed.fraction + half, kind: .rounded(places: printed.places),
            cut: (printed.fraction, printed.fraction + unit))
    }

    private static func about(_ printed: DecimalNumber) -> Reach {
        let half = unit(printed) * Fraction(1, 2)
        return Reach(least: printed.fraction - half, most: printed.fraction + half, kind: .approximate)
    }

    /// What one more in the last digit that is not zero would add: a million for 9,000,000, one for 623.
    private static func unit(_ printed: DecimalNumber) -> Fraction {
        guard printed.places == 0, printed.digits != 0 else { return Fraction(1, power(printed.places)) }
        var unit: Int128 = 1
        var rest = printed.digits
        while rest % 10 == 0 {
            rest /= 10
            unit *= 10
        }
        return Fraction(unit, 1)
    }

    private static func power(_ places: Int) -> Int128 { (0..<places).reduce(1) { power, _ in power * 10 } }

    /// How two values stand to each other; nil where nothing is within both.
    func agreement(with other: Reach) -> Agreement? {
        if self == other { return kind == .approximate ? .approximate : .same }
        let meets = least <= other.most && other.least <= most
        if meets {
            if kind == .approximate || other.kind == .approximate { return .approximate }
            // Two figures with the same places are both rounded, and must be the same then.
            if case .rounded(let a) = kind, case .rounded(let b) = other.kind, a == b { return nil }
            return .rounding
        }
        if isCut(of: other) || other.isCut(of: self) { return .cut }
        return nil
    }

    /// Whether this is the other with digits cut off: 60 of 60.61.
    private func isCut(of other: Reach) -> Bool {
        guard let cut, case .rounded(let places) = kind else { return false }
        switch other.kind {
        case .rounded(let more) where more > places: break
        case .exact: break
        default: return false
        }
        let value = other.middle
        return value >= cut.least && value < cut.below
    }

    enum Agreement: Int, Comparable {
        case same, rounding, cut, approximate

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }
}

extension Measure {
    /// Measured in percent.
    public var isShare: Bool {
        switch self {
        case .turnout, .validShare, .invalidShare, .voteShare, .voteShareChange, .womenShare: true
        default: false
        }
    }
}
