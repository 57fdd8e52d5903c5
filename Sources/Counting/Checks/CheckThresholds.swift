public import ElectionModel

/// A limit that a check holds figures against. Limits are set per election in `counting.yaml`, with their source; what is
/// not set there has the default of this table.
public enum Threshold: String, Sendable, Hashable, CaseIterable {
    case greatestCount = "greatest count"
    case registerTolerance = "register tolerance"
    case ballotReserve = "ballot reserve"
    case invalidShare = "invalid share"
    case differenceCount = "difference count"
    case differenceShare = "difference share"
    case highTurnout = "high turnout"
    case leastValid = "least valid"
    case outsideShare = "outside share"
    case ballotsPerMinute = "ballots per minute"
    case packet
    case swapStrength = "swap strength"
    case constituencyDistance = "constituency distance"
    case contestDifferenceCount = "contest difference count"
    case twinElectors = "twin electors"
    case turnoutChange = "turnout change"
    case registerChange = "register change"
    case digitsLeast = "digits least"
    case digitsLimit = "digits limit"
    case countHours = "count hours"

    /// Whether it is a share or a distance between shares, otherwise a number of things.
    public var isShare: Bool {
        switch self {
        case .registerTolerance, .ballotReserve, .invalidShare, .differenceShare, .highTurnout, .outsideShare,
            .constituencyDistance, .turnoutChange, .registerChange:
            true
        default: false
        }
    }

    /// What holds where an election says nothing; a packet of 0 means that ballots don't come in packets.
    public var standard: Fraction {
        switch self {
        case .greatestCount: Fraction(99_999, 1)
        case .registerTolerance: Fraction(1, 10)
        case .ballotReserve: Fraction(1, 1000)
        case .invalidShare: Fraction(3, 100)
        case .differenceCount, .contestDifferenceCount: Fraction(15, 1)
        case .differenceShare: Fraction(1, 50)
        case .highTurnout: Fraction(99, 100)
        case .leastValid: Fraction(50, 1)
        case .outsideShare: Fraction(1, 2)
        case .ballotsPerMinute: Fraction(2, 1)
        case .packet: .zero
        case .swapStrength: Fraction(20, 1)
        case .constituencyDistance: Fraction(1, 2)
        case .twinElectors: Fraction(300, 1)
        case .turnoutChange: Fraction(3, 10)
        case .registerChange: Fraction(1, 10)
        case .digitsLeast: Fraction(100, 1)
        // Chi-square with nine degrees of freedom is above this once in a hundred times.
        case .digitsLimit: Fraction(21_666, 1_000)
        // Article 43(1): the count takes twelve hours at most.
        case .countHours: Fraction(12, 1)
        }
    }
}

/// The limits of one election.
public struct CheckThresholds: Sendable, Hashable {
    /// A limit that an election sets, with where it is from.
    public struct Setting: Sendable, Hashable {
        public var threshold: Threshold
        /// Nil for all tiers.
        public var tier: TierID?
        public var value: Fraction
        /// An article, or why the limit is what it is.
        public var source: String

        public init(_ threshold: Threshold, tier: TierID? = nil, _ value: Fraction, source: String) {
            self.threshold = threshold
            self.tier = tier
            self.value = value
            self.source = source
        }
    }

    /// What the election sets, as it was given.
    public let settings: [Setting]
    private var values: [Threshold: Fraction] = [:]
    private var byTier: [TierID: [Threshold: Fraction]] = [:]

    public static let standard = CheckThresholds([])

    public init(_ settings: [Setting]) {
        self.settings = settings
        for setting in settings where setting.tier == nil { values[setting.threshold] = setting.value }
        for setting in settings {
            guard let tier = setting.tier else { continue }
            byTier[tier, default: [:]][setting.threshold] = setting.value
        }
    }

    public subscript(threshold: Threshold) -> Fraction { values[threshold] ?? threshold.standard }

    public subscript(threshold: Threshold, tier: TierID) -> Fraction {
        byTier[tier]?[threshold] ?? self[threshold]
    }

    /// A limit that is a number of things, from 0 upwards.
    func count(_ threshold: Threshold) -> UInt64 { UInt64(max(0, self[threshold].floor)) }
}

extension Fraction {
    /// Whether `part` out of `whole` is at least this share; false of nothing.
    func isReached(by part: UInt64, of whole: UInt64) -> Bool {
        whole > 0 && Int128(part) * denominator >= numerator * Int128(whole)
    }
}

/// `value` times a fraction from 0 upwards, rounded up.
func roundedUp(_ value: UInt64, times fraction: Fraction) -> UInt64 {
    let product = Int128(value) * fraction.numerator
    return UInt64((product + fraction.denominator - 1) / fraction.denominator)
}

/// The distance between two numbers.
func distance(_ first: UInt64, _ second: UInt64) -> UInt64 { first > second ? first - second : second - first }
