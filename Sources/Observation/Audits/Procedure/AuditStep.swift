public import ElectionModel
public import VerifiableVoting

/// Names a contest within an audit.
public struct ContestKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int

    public init(tier: TierID, district: DistrictID, round: Int = 1) {
        self.tier = tier
        self.district = district
        self.round = round
    }

    public var description: String { "\(tier)/\(district)/\(round)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.tier, left.district, left.round) < (right.tier, right.district, right.round)
    }
}

/// One act of an audit. An audit is a list of these and nothing else; whoever has the list can replay it.
public enum AuditStep: Sendable, Hashable {
    /// All paper cards, by container.
    case manifest([AuditedContainer])
    /// What stations reported of their paper cards.
    case subtotals([StationCount])
    /// What electronic stations published, and whether it was verified before this step.
    case electronic([ElectronicRecord])
    /// What machines say of single cards. Optional: for contests that are audited by comparison.
    case cardRecords([ContainerRecord])
    /// What is to be confirmed and how.
    case plan(AuditPlan)
    /// Drawn in public after everything before was published; `commitment` is the digest of the audit's text so far.
    case seed(String, commitment: Digest)
    /// How many cards are to be read for each contest in all, those of earlier draws included.
    case draw([ContestDraw])
    /// One person's reading of one card.
    case reading(CardReading)
    /// What two persons agreed on after they had read differently.
    case resolution(CardResolution)
    /// One person's count of all cards of a contest at one station.
    case recount(StationRecount)
    /// What two persons agreed on after they had counted differently.
    case recountResolution(StationRecountResolution)
    /// The p-values after everything that was drawn has been read.
    case assessment([ContestAssessment])

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case manifest, subtotals, electronic
        case cardRecords = "card records"
        case plan, seed, draw, reading, resolution, recount
        case recountResolution = "recount resolution"
        case assessment
    }

    public var kind: Kind {
        switch self {
        case .manifest: .manifest
        case .subtotals: .subtotals
        case .electronic: .electronic
        case .cardRecords: .cardRecords
        case .plan: .plan
        case .seed: .seed
        case .draw: .draw
        case .reading: .reading
        case .resolution: .resolution
        case .recount: .recount
        case .recountResolution: .recountResolution
        case .assessment: .assessment
        }
    }
}

/// A box or bundle of one station, with the contests whose cards lie in it. Where the cards of two contests lie in two bundles, each is drawn
/// from its own; where they are mixed, a card of the other contest counts as one half for every claim.
public struct AuditedContainer: Sendable, Hashable {
    /// Unique in the audit.
    public var name: String
    public var station: StationID
    public var cards: UInt64
    public var contests: [ContestKey]

    public init(_ name: String, station: StationID, cards: UInt64, contests: [ContestKey]) {
        self.name = name
        self.station = station
        self.cards = cards
        self.contests = contests
    }
}

/// What a station's protocol says of one contest, in the order of the ballot.
public struct StationCount: Sendable, Hashable {
    public var station: StationID
    public var contest: ContestKey
    public var count: CardCount

    public init(_ station: StationID, _ contest: ContestKey, _ count: CardCount) {
        self.station = station
        self.contest = contest
        self.count = count
    }
}

/// The published result of an electronic station. Verified, it is a constant of the audit; not verified, its cards are
/// phantoms that speak against every claim when they are drawn.
public struct ElectronicRecord: Sendable, Hashable {
    public var station: StationID
    public var contest: ContestKey
    public var count: CardCount
    /// SHA-256 of the published archive.
    public var archive: Digest
    /// Whether all proofs of the archive were checked, with the anchors, before this step.
    public var isVerified: Bool

    public init(_ station: StationID, _ contest: ContestKey, _ count: CardCount, archive: Digest, isVerified: Bool) {
        self.station = station
        self.contest = contest
        self.count = count
        self.archive = archive
        self.isVerified = isVerified
    }
}

/// What a machine recorded of the cards of one container, in the order of their numbers.
public struct ContainerRecord: Sendable, Hashable {
    public var container: String
    public var contest: ContestKey
    /// One for each card: the place of the choice on the ballot from 0, `invalid`, or `without`.
    public var marks: [Int16]

    public static let invalid: Int16 = -1
    /// The card does not bear the contest.
    public static let without: Int16 = -2

    public init(_ container: String, _ contest: ContestKey, marks: [Int16]) {
        self.container = container
        self.contest = contest
        self.marks = marks
    }

    struct Place: Hashable {
        var container: String
        var contest: ContestKey
    }

    var place: Place { Place(container: container, contest: contest) }
}

/// The contests of an audit under one risk limit.
///
/// The limit holds for each contest, and for all of them together in this sense: the chance that an audit confirms an
/// outcome any part of which is wrong is at most the limit, because the wrong part's own false claim has to be confirmed.
public struct AuditPlan: Sendable, Hashable {
    public var riskLimit: Fraction
    public var contests: [AuditedContest]

    public init(riskLimit: Fraction, contests: [AuditedContest]) {
        self.riskLimit = riskLimit
        self.contests = contests
    }

    /// Contests of an outcome that the plan leaves out, or of which it has other claims, choices or votes.
    ///
    /// A replay shows that the cards bear the plan's claims out; that these are the outcome's claims is shown by making them
    /// again from law and votes. Contests with a gap can only be counted in full, and are always named.
    public func differing(from outcome: [ContestClaims]) -> [ContestKey] {
        outcome.compactMap { claims in
            let own = contests.first { $0.key == AuditedContest(claims, method: $0.method).key }
            guard let own, claims.gap == nil, own == AuditedContest(claims, method: own.method) else {
                return ContestKey(tier: claims.tier, district: claims.district, round: claims.round)
            }
            return nil
        }
    }
}

/// A contest with its claims.
public struct AuditedContest: Sendable, Hashable {
    public var key: ContestKey
    /// The ballot, in the order of all counts.
    public var choices: [ChoiceID]
    public var againstAll: [ChoiceID]
    public var registered: UInt64?
    /// The votes that the outcome was decided from, paper and electronic together.
    public var reported: CardCount
    public var claims: [Claim]
    public var method: Method

    /// What a card is held against.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Nothing: the cards speak for themselves.
        case polling
        /// The mean over its station's protocol (ONEAudit).
        case stationMeans = "station means"
        /// The machine's record of the card; cards without one are held against their station's protocol.
        case comparison
        /// Whole stations are counted again instead of single cards (Kaplan-Markov).
        case recounts = "station recounts"
    }

    public init(_ claims: ContestClaims, method: Method) {
        key = ContestKey(tier: claims.tier, district: claims.district, round: claims.round)
        choices = claims.choices
        againstAll = claims.choices.filter(claims.againstAll.contains)
        registered = claims.registered
        reported = claims.reported
        self.claims = claims.claims
        self.method = method
    }

    init(
        key: ContestKey, choices: [ChoiceID], againstAll: [ChoiceID], registered: UInt64?, reported: CardCount,
        claims: [Claim], method: Method
    ) {
        self.key = key
        self.choices = choices
        self.againstAll = againstAll
        self.registered = registered
        self.reported = reported
        self.claims = claims
        self.method = method
    }
}

public struct ContestDraw: Sendable, Hashable {
    public var contest: ContestKey
    /// Cards to be read; with recounts draws of stations, of which one station may have several.
    public var cards: Int

    public init(_ contest: ContestKey, cards: Int) {
        self.contest = contest
        self.cards = cards
    }
}

/// What somebody found where a card should lie.
public enum CardFinding: Sendable, Hashable {
    case notFound
    /// Marks by contest; a contest that is not named is not on the card.
    case found([ContestKey: CardMark])
}

public struct CardReading: Sendable, Hashable {
    public var place: CardPlace
    public var reader: String
    public var finding: CardFinding

    public init(_ place: CardPlace, reader: String, _ finding: CardFinding) {
        self.place = place
        self.reader = reader
        self.finding = finding
    }
}

public struct CardResolution: Sendable, Hashable {
    public var place: CardPlace
    /// At least two.
    public var readers: [String]
    public var finding: CardFinding

    public init(_ place: CardPlace, readers: [String], _ finding: CardFinding) {
        self.place = place
        self.readers = readers
        self.finding = finding
    }
}

/// Somebody's count of a station's cards of one contest.
public struct StationRecount: Sendable, Hashable {
    public var station: StationID
    public var contest: ContestKey
    public var reader: String
    public var count: CardCount
    /// Cards of other contests that lie in the same containers.
    public var without: UInt64

    public init(
        _ station: StationID, _ contest: ContestKey, reader: String, _ count: CardCount, without: UInt64 = 0
    ) {
        self.station = station
        self.contest = contest
        self.reader = reader
        self.count = count
        self.without = without
    }
}

public struct StationRecountResolution: Sendable, Hashable {
    public var station: StationID
    public var contest: ContestKey
    /// At least two.
    public var readers: [String]
    public var count: CardCount
    /// Cards of other contests that lie in the same containers.
    public var without: UInt64

    public init(
        _ station: StationID, _ contest: ContestKey, readers: [String], _ count: CardCount, without: UInt64 = 0
    ) {
        self.station = station
        self.contest = contest
        self.readers = readers
        self.count = count
        self.without = without
    }
}

/// Where a contest stands after all cards that were drawn have been read.
public struct ContestAssessment: Sendable, Hashable {
    public var contest: ContestKey
    /// Cards in the contest's sample, or draws of stations.
    public var cards: Int
    /// By assertion, in the order of the claims, those that can't be false left out.
    public var pValues: [Double]
    public var isConfirmed: Bool
}
