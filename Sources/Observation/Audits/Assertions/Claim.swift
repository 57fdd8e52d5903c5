public import ElectionModel

/// One sentence about true votes that an audit confirms or not. An outcome is right where all claims made of it are.
///
/// Every claim is strict: where votes stand exactly on the line it is false, and only a full count can decide.
public enum Claim: Sendable, Hashable {
    /// The choice has more than `fraction` of the base.
    case share(ChoiceID, Fraction, of: VoteBase)
    /// The choice has less than `fraction` of the base.
    case shareMissed(ChoiceID, Fraction, of: VoteBase)
    case moreVotes(ChoiceID, than: ChoiceID)
    /// With largest remainders: `first` has its `firstSeats`-th seat before `second` gets one more than `secondSeats`, of
    /// `seats` in all, divided by the Hare quota of the votes of the lists in `taking`.
    case remainder(ChoiceID, Int, over: ChoiceID, Int, seats: Int, taking: [ChoiceID])
    /// With divisors: votes of `first` over `firstDivisor` are more than votes of `second` over `secondDivisor`.
    case quotient(ChoiceID, Fraction, over: ChoiceID, Fraction)

    /// Which sentence it is, as written in files.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case share
        case shareMissed = "share missed"
        case moreVotes = "more votes"
        case remainder
        case quotient
    }

    public var kind: Kind {
        switch self {
        case .share: .share
        case .shareMissed: .shareMissed
        case .moreVotes: .moreVotes
        case .remainder: .remainder
        case .quotient: .quotient
        }
    }

    /// The choice that the sentence is about.
    public var subject: ChoiceID {
        switch self {
        case .share(let choice, _, _), .shareMissed(let choice, _, _), .moreVotes(let choice, _),
            .remainder(let choice, _, _, _, _, _), .quotient(let choice, _, _, _):
            choice
        }
    }

    /// The choice that the subject is held against.
    public var other: ChoiceID? {
        switch self {
        case .share, .shareMissed: nil
        case .moreVotes(_, let other), .remainder(_, _, let other, _, _, _), .quotient(_, _, let other, _): other
        }
    }
}

/// A claim as a weight for every card: the claim says that the weights of all cards add up to more than nothing.
struct ClaimWeights {
    /// By choice, in ballot order.
    var choices: [Int128]
    var invalid: Int128
    /// Of a card that does not bear the contest, and of one that was never there.
    var absent: Int128 = 0

    /// - Parameters:
    ///   - ballot: the choices in ballot order.
    ///   - cards: of the whole contest; with `registered` it spreads a share of electors over the cards.
    init?(
        _ claim: Claim, ballot: [ChoiceID], againstAll: Set<ChoiceID>, cards: Int128, registered: UInt64?
    ) {
        choices = [Int128](repeating: 0, count: ballot.count)
        invalid = 0
        switch claim {
        case .share(let choice, let fraction, let base):
            guard spread(-1, fraction, base, againstAll, ballot, cards, registered) else { return nil }
            let scale = base.isOfElectors ? cards : 1
            guard let index = ballot.firstIndex(of: choice) else { return nil }
            choices[index] += fraction.denominator * scale
        case .shareMissed(let choice, let fraction, let base):
            guard spread(1, fraction, base, againstAll, ballot, cards, registered) else { return nil }
            let scale = base.isOfElectors ? cards : 1
            guard let index = ballot.firstIndex(of: choice) else { return nil }
            choices[index] -= fraction.denominator * scale
        case .moreVotes(let first, let second):
            guard add(1, first, ballot), add(-1, second, ballot) else { return nil }
        case .remainder(let first, let firstSeats, let second, let secondSeats, let seats, let taking):
            // V_n - V_m > d·Q with d = (a_n - a_m - 1)/S, times S.
            guard seats > 0, add(Int128(seats), first, ballot), add(-Int128(seats), second, ballot) else { return nil }
            let distance = Int128(firstSeats - secondSeats - 1)
            for list in taking where !add(-distance, list, ballot) { return nil }
        case .quotient(let first, let firstDivisor, let second, let secondDivisor):
            let (a, b) = (firstDivisor.reduced, secondDivisor.reduced)
            guard a.numerator > 0, b.numerator > 0, add(a.denominator * b.numerator, first, ballot),
                add(-b.denominator * a.numerator, second, ballot)
            else { return nil }
        }
    }

    private mutating func add(_ weight: Int128, _ choice: ChoiceID, _ ballot: [ChoiceID]) -> Bool {
        guard let index = ballot.firstIndex(of: choice) else { return false }
        choices[index] += weight
        return true
    }

    /// Gives every card of the base its part of the share.
    private mutating func spread(
        _ sign: Int128, _ fraction: Fraction, _ base: VoteBase, _ againstAll: Set<ChoiceID>, _ ballot: [ChoiceID],
        _ cards: Int128, _ registered: UInt64?
    ) -> Bool {
        let part = sign * fraction.numerator
        switch base {
        case .validVotes, .votesForChoices, .ballotsCast:
            for index in ballot.indices where base != .votesForChoices || !againstAll.contains(ballot[index]) {
                choices[index] += part
            }
            if base == .ballotsCast { invalid += part }
        case .registeredElectors, .membersOfCollege:
            guard let registered else { return false }
            for index in ballot.indices { choices[index] += part * Int128(registered) }
            invalid += part * Int128(registered)
            absent += part * Int128(registered)
        case .membersPresent: return false
        }
        return true
    }
}

extension VoteBase {
    /// Whether the base is counted on a list of electors, not on cards.
    var isOfElectors: Bool {
        switch self {
        case .registeredElectors, .membersOfCollege, .membersPresent: true
        case .validVotes, .votesForChoices, .ballotsCast: false
        }
    }
}
