/// The control code of 2004: four digits that a voter could choose and later find in a printed list under his candidate. It is not
/// built here; this says in figures why (Documentation/ControlCode.md).
public enum ControlCode {
    /// Codes of four digits.
    public static let codes = 10_000

    /// The chance that at least two of some voters choose the same code, if each code is equally likely: whole numbers, nothing
    /// rounded. Where people prefer some codes, as they do, it is greater.
    public struct Collision: Sendable {
        /// Ways to choose without a common code, and all ways.
        let without: Natural
        let all: Natural

        public init(voters: Int, codes: Int = ControlCode.codes) {
            precondition(voters >= 0 && codes > 0 && codes <= 1 << 30, "there are voters and codes")
            var (without, all) = (Natural(1), Natural(1))
            for voter in 0..<voters {
                without.multiply(by: UInt32(max(0, codes - voter)))
                all.multiply(by: UInt32(codes))
            }
            (self.without, self.all) = (without, all)
        }

        /// Whether it is at least one half.
        public var isAtLeastHalf: Bool {
            var doubled = without
            doubled.multiply(by: 2)
            return doubled <= all
        }

        /// The largest whole number of ten thousandths that it reaches.
        public var tenThousandths: Int {
            // k / 10,000 <= 1 - without / all, that is 10,000 without <= (10,000 - k) all; the largest such k.
            var scaled = without
            scaled.multiply(by: 10_000)
            var (low, high) = (0, 10_000)
            while low < high {
                let middle = (low + high + 1) / 2
                var bound = all
                bound.multiply(by: UInt32(10_000 - middle))
                if scaled <= bound { low = middle } else { high = middle - 1 }
            }
            return low
        }
    }

    /// The fewest voters of whom two have the same code in half of all stations, or more.
    public static func votersForHalf(codes: Int = ControlCode.codes) -> Int {
        var voters = 1
        while !Collision(voters: voters, codes: codes).isAtLeastHalf { voters += 1 }
        return voters
    }
}

/// A whole number of any size, as far as a product of small ones and a comparison need it.
struct Natural: Comparable, Sendable {
    /// Base 2^32, the lowest first, none of the highest zero.
    private var digits: [UInt32]

    init(_ value: UInt32) { digits = value == 0 ? [] : [value] }

    mutating func multiply(by factor: UInt32) {
        guard factor > 0 else { return digits = [] }
        var carry: UInt64 = 0
        for index in digits.indices {
            let product = UInt64(digits[index]) * UInt64(factor) + carry
            digits[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { digits.append(UInt32(carry)) }
    }

    static func < (a: Natural, b: Natural) -> Bool {
        if a.digits.count != b.digits.count { return a.digits.count < b.digits.count }
        for (x, y) in zip(a.digits.reversed(), b.digits.reversed()) where x != y { return x < y }
        return false
    }
}
