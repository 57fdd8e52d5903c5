public import ElectionModel

/// How a number of ballots is thought to be different.
public enum MarginKind: String, Sendable, Hashable, CaseIterable {
    /// Ballots more, all for one choice: votes for it, valid votes and ballots cast grow.
    case added
    /// Ballots less, all taken from one choice: valid votes and ballots cast shrink with it.
    case removed
    /// Ballots that count for another choice instead: all totals stay.
    case switched
}

/// A direction in which the votes of one contest can be changed, one ballot at a time. Choices are known by their index.
public struct VoteChange: Sendable, Hashable {
    public let kind: MarginKind
    /// Whose votes shrink; nil where votes are added.
    public let from: Int?
    /// Whose votes grow; nil where votes are removed.
    public let to: Int?

    private init(_ kind: MarginKind, from: Int?, to: Int?) {
        self.kind = kind
        self.from = from
        self.to = to
    }

    public static func added(to choice: Int) -> Self { Self(.added, from: nil, to: choice) }

    public static func removed(from choice: Int) -> Self { Self(.removed, from: choice, to: nil) }

    public static func switched(from choice: Int, to other: Int) -> Self { Self(.switched, from: choice, to: other) }

    /// Every direction among so many choices: each one's votes added, each one's removed, each one's switched to each other.
    public static func all(among choices: Int) -> [Self] {
        let every = 0..<choices
        return every.map { .added(to: $0) } + every.map { .removed(from: $0) }
            + every.flatMap { from in every.filter { $0 != from }.map { .switched(from: from, to: $0) } }
    }

    /// The votes after `ballots` ballots have changed.
    ///
    /// - Precondition: the choice that loses has as many.
    public func applied(to votes: [UInt64], _ ballots: UInt64) -> [UInt64] {
        var changed = votes
        if let from { changed[from] -= ballots }
        if let to { changed[to] += ballots }
        return changed
    }
}

/// The votes of one contest and what else the law may take shares of. All bases follow when votes change; registered
/// electors and members of a college stay.
public struct ContestFigures: Sendable, Hashable {
    /// By choice, against all included.
    public var votes: [UInt64]
    public var isAgainstAll: [Bool]
    public var cast: UInt64?
    public var registered: UInt64?
    public var present: UInt64?

    public init(
        votes: [UInt64], isAgainstAll: [Bool]? = nil, cast: UInt64? = nil, registered: UInt64? = nil,
        present: UInt64? = nil
    ) {
        self.votes = votes
        self.isAgainstAll = isAgainstAll ?? [Bool](repeating: false, count: votes.count)
        self.cast = cast
        self.registered = registered
        self.present = present
    }

    /// The figures of a tally; ballots cast are valid and invalid ones where they are not given.
    init(_ tally: Tally, isAgainstAll: (ChoiceID) -> Bool) {
        self.init(
            votes: tally.votes.map(\.votes), isAgainstAll: tally.votes.map { isAgainstAll($0.choice) },
            cast: tally.amount(of: .ballotsCast, againstAll: isAgainstAll), registered: tally.registered,
            present: tally.present)
    }

    public var valid: UInt64 { votes.reduce(0, +) }

    /// The figures after a change.
    public func changed(by change: VoteChange, _ ballots: UInt64) -> Self {
        var result = self
        result.votes = change.applied(to: votes, ballots)
        switch change.kind {
        case .added: result.cast = cast.map { $0 + ballots }
        // Fewer ballots cast than votes is a mistake in the figures, reported by the audit.
        case .removed: result.cast = cast.map { $0 - min($0, ballots) }
        case .switched: break
        }
        return result
    }

    /// The size of a base; nil where it is not known.
    public func amount(of base: VoteBase) -> UInt64? {
        switch base {
        case .validVotes: valid
        case .votesForChoices: votes.indices.reduce(0) { $0 + (isAgainstAll[$1] ? 0 : votes[$1]) }
        case .ballotsCast: cast
        case .registeredElectors, .membersOfCollege: registered
        case .membersPresent: present
        }
    }

    /// The most ballots that a search has to look at: all that can be taken away, or so many more that one choice has
    /// outgrown every share and every divisor, after which nothing changes any more.
    ///
    /// - Parameters:
    ///   - seats: of the contest.
    ///   - shares: fractions that any rule of the contest compares with.
    func mostBallots(_ change: VoteChange, seats: Int, shares: [Fraction]) -> UInt64 {
        if let from = change.from { return votes[from] }
        var times = UInt64(2 * seats + 6)
        for share in shares where share > .zero {
            times += UInt64(clamping: (Fraction(1, 1) / share).ceiling)
            if share < Fraction(1, 1) {
                times += UInt64(clamping: (Fraction(1, 1) / (Fraction(1, 1) - share)).ceiling)
            }
        }
        let largest = max(valid, cast ?? 0, registered ?? 0, present ?? 0) + 1
        let (product, overflow) = largest.multipliedReportingOverflow(by: times)
        let room = UInt64(1) << 61 - largest
        return overflow ? room : min(product, room)
    }
}
