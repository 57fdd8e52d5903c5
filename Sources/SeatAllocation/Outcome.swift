public import ElectionModel

/// The result of an election by its law: every seat with its holder or the reason why it has none, and how it came about.
public struct Outcome: Sendable, Hashable {
    /// All seats at stake, in the order of tiers, districts and numbers.
    public var seats: [Seat]
    public var contests: [ContestOutcome]
    public var lists: [ListTierOutcome]
    public var ties: [Tie]
    /// What was noticed about the input before anything was decided, and while deciding.
    public var findings: [Finding]
    public var derivation: Step

    public init(
        seats: [Seat] = [], contests: [ContestOutcome] = [], lists: [ListTierOutcome] = [], ties: [Tie] = [],
        findings: [Finding] = [], derivation: Step
    ) {
        self.seats = seats
        self.contests = contests
        self.lists = lists
        self.ties = ties
        self.findings = findings
        self.derivation = derivation
    }

    /// Districts that vote again, with those who go on.
    public var runOffs: [(district: DistrictID, finalists: [ChoiceID])] {
        contests.compactMap { contest in
            if case .runOff(let finalists) = contest.result { (contest.district, finalists) } else { nil }
        }
    }

    public func contest(_ district: DistrictID, in tier: TierID) -> ContestOutcome? {
        contests.first { $0.district == district && $0.tier == tier }
    }
}

/// One seat.
public struct Seat: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    /// Counted from 1 within its district.
    public var number: Int
    public var holder: Holder

    public enum Holder: Sendable, Hashable {
        case candidate(ChoiceID)
        /// A list's seat; the person is nil where the list's persons are not known.
        case list(ChoiceID, person: ChoiceID?)
        case appointed(ChoiceID?)
        case open(OpenReason)
    }
}

/// Why a seat has no holder.
public enum OpenReason: String, Sendable, Hashable, CaseIterable {
    case runOff = "run-off"
    case tie
    case repeatElection = "repeat election"
    case postponed
    case vacant
    case noTally = "no tally"
    case baseUnknown = "base unknown"
    case noQuorum = "no quorum"
    /// Not all of its polling stations have been counted.
    case notCounted = "not counted"
}

/// The result of a contest for one seat, or for several by block vote.
public struct ContestOutcome: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    public var result: Result
    /// Those who went to the second ballot, whether it has been voted or not; empty where none was called.
    public var finalists: [ChoiceID]

    public enum Result: Sendable, Hashable {
        /// Elected, in the order of votes, and in which ballot.
        case elected([ChoiceID], round: Int)
        /// A second ballot is to be held between these.
        case runOff([ChoiceID])
        case open(OpenReason)
    }

    public var winner: ChoiceID? {
        if case .elected(let winners, _) = result { winners.first } else { nil }
    }
}

/// How the seats of a list tier came to its lists.
public struct ListTierOutcome: Sendable, Hashable {
    public var tier: TierID
    public var lists: [ListOutcome]
    /// Seats that nobody took.
    public var unfilled: Int
    /// Seats beyond the law's number: overhang and levelling.
    public var added: Int
    public var districts: [DistrictShare]

    /// A list over the whole tier.
    public struct ListOutcome: Sendable, Hashable {
        public var list: ChoiceID
        public var votes: UInt64
        public var passed: Bool
        public var seats: Int
    }

    /// The seats of one district.
    public struct DistrictShare: Sendable, Hashable {
        public var district: DistrictID
        public var seats: Int
        public var byList: [ListSeats]
    }

    public struct ListSeats: Sendable, Hashable {
        public var list: ChoiceID
        public var seats: Int
    }

    public func seats(of list: ChoiceID) -> Int? {
        lists.first { $0.list == list }?.seats
    }
}

/// Candidates or lists whom votes and law can't tell apart, for fewer places than there are of them.
public struct Tie: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    /// What the places are: seats, or places in the second ballot.
    public var places: Places
    public var number: Int
    /// Seats that go with each place; more than one where the law gives all that remain to one list.
    public var seatsEach = 1
    public var among: [ChoiceID]
    /// Whether the law lets a lot decide, or says nothing.
    public var lawIsSilent: Bool

    public enum Places: String, Sendable, Hashable, CaseIterable {
        case seats
        case finalists = "places in the second ballot"
        /// Seats where whole quotas gave too many: those who are drawn keep theirs, the others give one back.
        case returnedSeats = "seats taken back"
        /// Taking part in the allocation beside the only list that passed.
        case admission = "places in the allocation"
        /// The bonus of the first list.
        case bonus = "bonus"
    }

    /// How many drawings there are.
    public var numberOfDrawings: Int {
        var result = 1
        for index in 0..<number { result = result * (among.count - index) / (index + 1) }
        return result
    }

    /// Every possible drawing, each as those who are drawn, in ballot order; at most `limit` of them.
    public func drawings(limit: Int = 1000) -> [[ChoiceID]] {
        var result: [[ChoiceID]] = []
        var chosen: [Int] = Array(0..<number)
        guard number <= among.count else { return [] }
        while result.count < limit {
            result.append(chosen.map { among[$0] })
            guard let movable = (0..<number).last(where: { chosen[$0] < among.count - number + $0 }) else { break }
            chosen[movable] += 1
            for index in (movable + 1)..<max(movable + 1, number) { chosen[index] = chosen[index - 1] + 1 }
        }
        return result
    }
}
