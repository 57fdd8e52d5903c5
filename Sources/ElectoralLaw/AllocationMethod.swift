public import ElectionModel

/// How a number of seats is divided among lists: by a quota and remainders, or by a series of divisors.
public struct Allocation: Sendable, Hashable {
    public var method: Method
    public var ties: [TieRule]
    public var cites: [Citation]

    public init(_ method: Method, ties: [TieRule] = [], cites: [Citation] = []) {
        self.method = method
        self.ties = ties
        self.cites = cites
    }

    public enum Method: Sendable, Hashable {
        case quota(QuotaMethod)
        case divisor(Divisor)
    }
}

/// A quota, what it is a part of, and who takes the seats that whole quotas leave.
public struct QuotaMethod: Sendable, Hashable {
    public var quota: Quota
    public var base: Base
    public var remainders: Remainders
    public var overAward: OverAward
    /// Remaining seats first go to lists that have fewer than so many, until they have them; what is left then to those
    /// that have more by whole quotas.
    public var firstUpTo: Int?

    public init(
        _ quota: Quota, base: Base = .passingLists, remainders: Remainders = .largest, overAward: OverAward = .refuse,
        firstUpTo: Int? = nil
    ) {
        self.quota = quota
        self.base = base
        self.remainders = remainders
        self.overAward = overAward
        self.firstUpTo = firstUpTo
    }

    /// The votes that the quota divides.
    public enum Base: String, Sendable, Hashable, CaseIterable {
        case passingLists = "votes of the lists taking part"
        case validVotes = "valid votes"
    }

    /// Who takes the seats left by whole quotas.
    public enum Remainders: String, Sendable, Hashable, CaseIterable {
        case largest = "largest remainder"
        /// Votes divided by seats already won plus one.
        case highestAverage = "highest average"
        /// They go, with the remaining votes, to the next tier.
        case nextTier = "pass to the next tier"
        /// The list with most votes takes all of them.
        case largestList = "largest list"
        /// One each to the lists in the order of their votes, over and over.
        case inTurn = "one each in turn by votes"
    }

    /// When whole quotas give more seats than there are.
    public enum OverAward: String, Sendable, Hashable, CaseIterable {
        /// Seats are taken back from the smallest remainders.
        case smallestRemainder = "taken from the smallest remainders"
        /// The quota is replaced by the Hare quota.
        case hare = "counted again with the Hare quota"
        /// The body keeps them.
        case keep = "kept"
        /// The law can't over-award; if it does all the same, that is an error.
        case refuse = "not provided"
    }
}

/// Quotas for V votes and S seats.
public enum Quota: String, Sendable, Hashable, CaseIterable {
    /// V/S, exactly.
    case hare
    case hareRoundedDown = "hare rounded down"
    case hareRoundedUp = "hare rounded up"
    case hareRounded = "hare rounded"
    /// floor(V/(S+1)) + 1.
    case droop
    /// V/(S+1), exactly.
    case hagenbachBischoff = "hagenbach-bischoff"
    case hagenbachBischoffRoundedDown = "hagenbach-bischoff rounded down"
    case hagenbachBischoffRoundedUp = "hagenbach-bischoff rounded up"
    case hagenbachBischoffRounded = "hagenbach-bischoff rounded"
    /// V/(S+2), exactly.
    case imperiali
    case imperialiRoundedDown = "imperiali rounded down"
    case imperialiRoundedUp = "imperiali rounded up"
    case imperialiRounded = "imperiali rounded"

    /// The quota of `votes` for `seats`, at least 1 where rounding would give nothing.
    public func value(votes: UInt64, seats: Int) -> Fraction {
        let total = Int128(votes)
        switch self {
        case .hare: return Fraction(total, Int128(seats))
        case .hareRoundedDown: return Self.whole(Fraction(total, Int128(seats)).floor)
        case .hareRoundedUp: return Self.whole(Fraction(total, Int128(seats)).ceiling)
        case .hareRounded: return Self.whole(Fraction(total, Int128(seats)).rounded)
        case .droop: return Self.whole(Fraction(total, Int128(seats + 1)).floor + 1)
        case .hagenbachBischoff: return Fraction(total, Int128(seats + 1))
        case .hagenbachBischoffRoundedDown: return Self.whole(Fraction(total, Int128(seats + 1)).floor)
        case .hagenbachBischoffRoundedUp: return Self.whole(Fraction(total, Int128(seats + 1)).ceiling)
        case .hagenbachBischoffRounded: return Self.whole(Fraction(total, Int128(seats + 1)).rounded)
        case .imperiali: return Fraction(total, Int128(seats + 2))
        case .imperialiRoundedDown: return Self.whole(Fraction(total, Int128(seats + 2)).floor)
        case .imperialiRoundedUp: return Self.whole(Fraction(total, Int128(seats + 2)).ceiling)
        case .imperialiRounded: return Self.whole(Fraction(total, Int128(seats + 2)).rounded)
        }
    }

    private static func whole(_ value: Int128) -> Fraction { Fraction(max(1, value), 1) }
}

/// Series of divisors. The n-th seat of a list (from 0) costs `divisor(n)`.
public enum Divisor: String, Sendable, Hashable, CaseIterable {
    /// 1, 2, 3, …
    case dHondt = "d'hondt"
    /// 1, 3, 5, …
    case sainteLague = "sainte-laguë"
    /// 1.4, 3, 5, …
    case modifiedSainteLague = "modified sainte-laguë"
    /// 1, 4, 7, …
    case danish
    /// 1, 1.5, 2, …
    case imperiali
    /// √(n(n+1)): the first seat goes to every list before any second.
    case huntingtonHill = "huntington-hill"
    /// 0, 1, 2, …
    case adams
    /// 2n(n+1)/(2n+1): the harmonic mean.
    case dean

    /// The divisor of the seat after `seats` seats, as numerator and denominator; for Huntington-Hill the square of it.
    /// A numerator of zero means that the seat comes before all that cost something.
    @inlinable
    public func divisor(after seats: Int) -> (numerator: UInt64, denominator: UInt64) {
        let n = UInt64(seats)
        switch self {
        case .dHondt: return (n + 1, 1)
        case .sainteLague: return (2 * n + 1, 1)
        case .modifiedSainteLague: return n == 0 ? (7, 5) : (2 * n + 1, 1)
        case .danish: return (3 * n + 1, 1)
        case .imperiali: return (n + 2, 2)
        case .huntingtonHill: return (n * (n + 1), 1)
        case .adams: return (n, 1)
        case .dean: return (2 * n * (n + 1), 2 * n + 1)
        }
    }

    /// Whether the divisors are square roots, so that squares have to be compared.
    @inlinable
    public var isSquareRoot: Bool { self == .huntingtonHill }
}
