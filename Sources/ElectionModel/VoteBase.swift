/// What a share is taken of. Every rule of law names its base, because the base can decide a seat: in 2004 the bloc AIST
/// had 7.066 % of valid votes and 6.870 % of ballots cast, at a threshold of 7 %.
public enum VoteBase: String, Sendable, Hashable, CaseIterable, Codable {
    /// Votes for candidates or lists and, where it is on the ballot, against all.
    case validVotes = "valid votes"
    /// Valid votes without those against all.
    case votesForChoices = "votes for candidates or lists"
    /// Valid and invalid ballots: those who took part.
    case ballotsCast = "ballots cast"
    /// All who were entitled to vote.
    case registeredElectors = "registered electors"
    /// Members of an electoral college, present or not.
    case membersOfCollege = "members of the college"
    /// Members of an electoral college who came to the sitting.
    case membersPresent = "members present"
}

/// How a number is held against a share of its base.
public enum Comparison: String, Sendable, Hashable, CaseIterable, Codable {
    case atLeast = "at least"
    case moreThan = "more than"
}

/// A condition of law: a comparison, a fraction and the base it is taken of, as in "more than 1/2 of valid votes".
public struct Share: Sendable, Hashable, CustomStringConvertible {
    public var comparison: Comparison
    public var fraction: Fraction
    public var base: VoteBase

    public init(_ comparison: Comparison, _ fraction: Fraction, of base: VoteBase) {
        self.comparison = comparison
        self.fraction = fraction
        self.base = base
    }

    /// Whether `votes` out of `base` meet the condition, decided by whole-number cross-multiplication.
    @inlinable
    public func isMet(by votes: UInt64, outOf base: UInt64) -> Bool {
        let left = Int128(votes) * fraction.denominator
        let right = fraction.numerator * Int128(base)
        return comparison == .atLeast ? left >= right : left > right
    }

    /// The least number of votes that meets the condition out of `base`.
    public func leastVotes(outOf base: UInt64) -> UInt64 {
        let limit = Fraction(fraction.numerator * Int128(base), fraction.denominator)
        return UInt64(comparison == .atLeast ? limit.ceiling : limit.floor + 1)
    }

    public var description: String {
        "\(comparison.rawValue) \(fraction) of \(base.rawValue)"
    }
}
