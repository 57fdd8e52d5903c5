import ElectionModel
public import SeatAllocation

extension Wording {
    /// How many votes it takes: the bare number where it is exact, otherwise what is known.
    public func needed(_ votes: VotesNeeded) -> String {
        switch votes {
        case .exact(let count): number(count)
        case .bounds(let lower, .some(let upper)):
            term("votes needed.bounds", [Figure("lower", .count(lower)), Figure("upper", .count(upper))])
        case .bounds(let lower, nil): term("votes needed.lower", [Figure("lower", .count(lower))])
        case .impossible: term("votes needed.impossible")
        case .notComputed(let gap): term("votes needed.not computed", [Figure("reason", .text(name(of: gap)))])
        }
    }
}
