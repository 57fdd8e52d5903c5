public import ElectionModel
public import ElectoralLaw

/// One step of a derivation: what was compared with which figures, under which article, and the smaller steps it rests on.
///
/// A step holds a code and figures; `Wording` turns it into a sentence in each language.
public struct Step: Sendable, Hashable {
    public var code: StepCode
    public var cites: [Citation]
    public var figures: [Figure]
    public var steps: [Step]

    public init(_ code: StepCode, cites: [Citation] = [], _ figures: [Figure] = [], steps: [Step] = []) {
        self.code = code
        self.cites = cites
        self.figures = figures
        self.steps = steps
    }

    /// The value of a figure; nil where the step has none of that name.
    public func figure(_ name: String) -> Figure.Value? {
        figures.first { $0.name == name }?.value
    }

    /// This step and all below it, from the top.
    public var all: [Step] { [self] + steps.flatMap(\.all) }
}

/// What a step says. Each code has a text in every language.
public enum StepCode: String, Sendable, Hashable, CaseIterable {
    // The body and its parts.
    case body, tier, district, appointed
    // Single seats.
    case annulled, uncontestedElected, uncontestedPostponed, uncontestedVote
    case turnoutReached, turnoutMissed, turnoutUnknown
    case quorumReached, quorumMissed, quorumUnknown, validVoteReached, validVoteMissed, validVoteUnknown
    case baseUnknown
    case elected, shareMissed, secondConditionMissed, againstAllAhead, nobodyElected
    case runOffCalled, runOffNotCalled, repeatElection, seatVacant
    case qualifiedByRank, qualifiedByShare, withdrew, movedUp
    case runOffWon, runOffShareMissed, runOffTied, secondBallotDiffers
    case pluralityWon, leastShareMissed
    // Lists.
    case thresholdReached, thresholdMissed, thresholdExempt, thresholdBySeats
    case nonePasses, onePasses, nextListJoins
    case districtSeats, transferredVotes
    case quotaComputed, wholeQuotas, remainderSeat, remaindersPass, naturalThresholdMissed
    case seatsTakenBack, overAwardKept, overAwardRefused, overAwardHare
    case highestAverageSeat, largestListSeats, turnSeat
    case divisorStart, divisorSeat, listTotal
    case listExhausted, seatsUnfilled, bonusSeats, bonusMissed, linkedTotal
    case compensationSeats, overhang, levelled, independentSeats
    // Ties.
    case tieBroken, tieByLot, tieOpen, tieLawSilent
}

/// Takes down steps while a decision is made. A decision is written once, generic over its recorder: with
/// `DerivationRecorder` it is explained, with `NoRecorder` the compiler removes every trace of the steps.
public protocol Recorder {
    /// Begins a step; those that follow are below it, until `close`.
    mutating func open(_ step: () -> Step)
    mutating func close()
    mutating func add(_ step: () -> Step)
}

/// Records nothing, at no cost.
public struct NoRecorder: Recorder {
    @inlinable
    public init() {}

    @inlinable
    @inline(__always)
    public mutating func open(_ step: () -> Step) {}

    @inlinable
    @inline(__always)
    public mutating func close() {}

    @inlinable
    @inline(__always)
    public mutating func add(_ step: () -> Step) {}
}

/// Builds the tree of steps.
public struct DerivationRecorder: Recorder {
    private var path: [Step] = []
    /// The finished steps at the top.
    public private(set) var steps: [Step] = []

    public init() {}

    public mutating func open(_ step: () -> Step) {
        path.append(step())
    }

    public mutating func close() {
        guard let step = path.popLast() else { return }
        append(step)
    }

    public mutating func add(_ step: () -> Step) {
        append(step())
    }

    private mutating func append(_ step: Step) {
        if path.isEmpty {
            steps.append(step)
        } else {
            path[path.count - 1].steps.append(step)
        }
    }
}
