public import ElectionModel

/// The law of one body or office in one redaction: how each of its seats is filled, with the article of every rule.
///
/// A law is data. It is read from `Laws/COUNTRY/BODY-DATE.yaml` by `Law.read`; `Documentation/LawLanguage.md` shows every
/// phrase of the language with an outcome that it decides.
public struct Law: Sendable, Hashable {
    public var title: Multilingual
    /// ISO 3166-1 alpha-2.
    public var country: String
    public var body: String
    /// The statute and the redaction that the articles are cited from.
    public var statute: Multilingual
    public var inForce: Validity
    public var kind: Kind
    /// All seats of the body, however filled.
    public var seats: Int
    public var term: Term?
    public var renewal: Renewal?
    public var tiers: [Tier]
    public var vacancies: [VacancyRule]
    public var registration: Registration?
    /// Readings of the statute that another lawyer could question, in our own words.
    public var readings: [Multilingual]

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case chamber
        /// One person, such as a president.
        case office
    }

    /// The first day in force and the first day no longer.
    public struct Validity: Sendable, Hashable {
        public var from: CalendarDate
        public var until: CalendarDate?
        public var cites: [Citation]

        public func contains(_ day: CalendarDate) -> Bool {
            day >= from && until.map { day < $0 } ?? true
        }
    }

    public struct Term: Sendable, Hashable {
        public var years: Int
        public var cites: [Citation]
    }

    /// Which part of the elected seats is filled at one election, and how often.
    public struct Renewal: Sendable, Hashable {
        public var part: Fraction
        public var everyYears: Int
        public var cites: [Citation]
    }

    public func tier(_ id: TierID) -> Tier? {
        tiers.first { $0.id == id }
    }

    /// The seats of a tier that are filled at one election; all of them without partial renewal.
    public func seatsAtStake(in tier: Tier) -> Int {
        guard let renewal, tier.isElected else { return tier.seats }
        return Int(Fraction(Int128(tier.seats) * renewal.part.numerator, renewal.part.denominator).floor)
    }
}

/// A place in a statute, such as `art. 97-1(1)`.
public typealias Citation = String

/// One way by which seats of a body are filled.
public struct Tier: Sendable, Hashable {
    public var id: TierID
    public var name: Multilingual
    public var seats: Int
    public var rule: Rule
    /// Who votes; the people where nil.
    public var college: College?
    public var cites: [Citation]

    public enum Rule: Sendable, Hashable {
        case majority(MajorityRule)
        case plurality(PluralityRule)
        case lists(ListRule)
        case appointed(Appointed)
    }

    /// Seats filled by somebody's decision.
    public struct Appointed: Sendable, Hashable {
        public var by: String
        public var cites: [Citation]
    }

    /// How the seats come to their holders.
    public enum Way: String, Sendable, Hashable, CaseIterable {
        case direct = "elected directly"
        case indirect = "elected indirectly"
        case appointed
    }

    public var way: Way {
        if case .appointed = rule { return .appointed }
        return college == nil ? .direct : .indirect
    }

    public var isElected: Bool {
        if case .appointed = rule { return false }
        return true
    }

    /// Whether seats that whole quotas leave go, with the remaining votes, to the tier after this one.
    public var passesRemainingSeats: Bool {
        if case .lists(let rule) = rule, case .quota(let method) = rule.allocation.method {
            return method.remainders == .nextTier
        }
        return false
    }
}

/// Electors who are members of other bodies, as for a senate.
///
/// What is asked of a sitting is tested at the first ballot. No statute read so far says that it is tested again at a second
/// one; a least turnout of a second ballot is `MajorityRule.RunOff.turnout`.
public struct College: Sendable, Hashable {
    /// Whose members the electors are, in words.
    public var members: String
    /// How many must be present for a sitting.
    public var quorum: Share?
    /// How many of those present must vote for the vote to be valid.
    public var validVote: Share?
    /// How many of all electors must vote for the vote to be valid.
    public var tookPart: Share?
    public var cites: [Citation]
}

/// What happens to a seat that becomes vacant during the term.
public struct VacancyRule: Sendable, Hashable {
    public var tier: TierID
    public var then: Filling
    /// Months within which it must happen.
    public var withinMonths: Int?
    /// No by-election in the last months of the term.
    public var notInLastMonths: Int?
    public var cites: [Citation]

    public enum Filling: String, Sendable, Hashable, CaseIterable {
        case byElection = "by-election"
        case nextOnList = "next on list"
        case appointment
        case vacant = "stays vacant"
    }
}
