public import ElectionModel
public import ElectoralLaw

/// One way in which the open ties of an election can end.
public struct PossibleOutcome: Sendable, Hashable {
    /// The lots that lead to it, besides those already recorded.
    public var lots: [Decisions.Lot]
    /// Its derivation is empty; `decideSeats` with these lots gives it.
    public var outcome: Outcome
    /// Every drawing of a tie is equally likely; ties are drawn independently.
    public var probability: Fraction
}

/// All ways, or the first ones where there are too many.
public struct PossibleOutcomes: Sendable, Hashable {
    public var outcomes: [PossibleOutcome]
    /// False where the limit cut the list short; the probabilities then sum to less than 1.
    public var isComplete: Bool
}

/// What each drawing of the open ties would give, drawing by drawing.
///
/// A lot can lead to another tie, for instance where the order of finalists decides; it is drawn in turn. Without a tie
/// there is one outcome with probability 1.
///
/// - Parameter limit: the most outcomes that are worked out.
public func possibleOutcomes(
    under law: Law, of election: Election, from tallies: [Tally], with decisions: Decisions = Decisions(),
    limit: Int = 1000
) -> PossibleOutcomes {
    var result = PossibleOutcomes(outcomes: [], isComplete: true)
    func follow(_ lots: [Decisions.Lot], _ probability: Fraction) {
        guard result.outcomes.count < limit else {
            result.isComplete = false
            return
        }
        var decisions = decisions
        decisions.lots += lots
        var recorder = NoRecorder()
        let outcome = decideSeats(under: law, of: election, from: tallies, with: decisions, recording: &recorder)
        guard let tie = outcome.ties.first(where: { tie in !lots.contains { $0.settles(tie) } }) else {
            result.outcomes.append(PossibleOutcome(lots: lots, outcome: outcome, probability: probability))
            return
        }
        let drawings = tie.drawings(limit: limit)
        if drawings.count < tie.numberOfDrawings { result.isComplete = false }
        let each = (probability * Fraction(1, over: tie.numberOfDrawings)).reduced
        for drawn in drawings {
            follow(
                lots + [Decisions.Lot(tier: tie.tier, district: tie.district, among: tie.among, drawn: drawn)], each)
        }
    }
    follow([], Fraction(1, 1))
    return result
}

extension Decisions.Lot {
    /// Whether this is a lot among the same choices; such a tie can't be drawn a second time.
    fileprivate func settles(_ tie: Tie) -> Bool {
        tier == tie.tier && district == tie.district && among == tie.among
    }
}
